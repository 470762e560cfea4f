//! Order numbers, order states, and what an order keeps.

mod details;
mod number;
mod state;

pub use details::OrderDetails;
pub use number::OrderNumber;
pub use state::OrderState;
