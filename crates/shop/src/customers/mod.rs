//! Customers: when two email addresses are the same, what shoppers prefer, and the personal data
//! that is stored.

pub mod email;
pub mod preferences;
pub mod privacy;
