//! Who buys: when two email addresses are one, and what is kept of a person.

pub mod email;
pub mod privacy;
