//! Order numbers and order states.

mod number;
mod state;

pub use number::OrderNumber;
pub use state::OrderState;
