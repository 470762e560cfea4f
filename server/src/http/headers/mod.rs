//! Response headers with a shared policy.

pub mod cache;
pub mod csp;
