//! What is kept of a person.

pub mod privacy;
