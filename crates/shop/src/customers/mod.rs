//! Customers: when two email addresses are the same, what shoppers prefer, the address entered so
//! far, and the personal data that is stored.

pub mod email;
mod kept_address;
pub mod preferences;
pub mod privacy;

pub(crate) use kept_address::kept_address;
