//! Customers: when two email addresses are the same, and the personal data that is stored.

pub mod email;
pub mod privacy;
