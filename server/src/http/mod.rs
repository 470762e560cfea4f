//! HTTP: routes, handlers and middleware.
//!
//! - [`router`]: all routes, one line each
//! - [`storefront`]: pages and form posts of shoppers, one file per area
//! - [`admin`]: the desk
//! - [`rpc`]: the islands' server functions
//! - [`api`]: the APIs for programs
//! - [`middleware`]: layers around the routes
//! - [`extract`]: parses forms, queries and headers
//! - [`headers`]: content security policies and cache policies
//! - [`error`]: maps errors to statuses and presents them

pub mod admin;
mod api;
mod assets;
pub mod error;
pub mod extract;
pub mod headers;
mod health;
mod media;
pub mod middleware;
mod redirect;
mod route;
mod router;
mod rpc;
mod storefront;

pub use error::HttpError;
pub use router::{metrics_router, router, worker_router};
