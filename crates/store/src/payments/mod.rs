//! Payments on their way to an order, and refused ones.

pub mod attempts;
pub mod refusals;
