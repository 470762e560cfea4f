//! The layers that requests pass before their handler, and answers after it.

pub mod admission;
pub mod border;
pub mod observe;
pub mod rate_limit;
pub mod security;
