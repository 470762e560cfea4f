//! Payment cards, and the states of a payment.

mod answer;
pub mod card;
mod state;

pub use answer::BankAnswer;
pub use state::PaymentState;
