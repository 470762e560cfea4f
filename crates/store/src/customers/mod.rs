//! Data stored about a person.

pub mod privacy;
