//! HTTP: what each address answers, and what every request passes on its way.
//!
//! - [`router`] has every route, a line each
//! - [`storefront`] has the pages and form posts of shoppers, one file an area
//! - [`api`] has the calls of programs
//! - [`middleware`] has the layers around the routes
//! - [`extract`] reads forms, queries and headers
//! - [`error`] maps errors to statuses and gives them their form

mod api;
mod assets;
pub mod error;
pub mod extract;
mod health;
mod media;
pub mod middleware;
mod redirect;
mod route;
mod router;
mod storefront;

pub use error::Failure;
pub use health::Readiness;
pub use router::{metrics_router, router, worker_router};
