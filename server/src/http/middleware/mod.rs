//! The layers around the routes.

pub mod admission;
pub mod border;
pub mod observe;
pub mod rate_limit;
pub mod security;
pub mod timeout;
