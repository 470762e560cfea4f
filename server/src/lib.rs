//! The `perigee` program.
//!
//! - [`commands`]: `serve`, `worker`, `migrate`, `seed`, `healthcheck` and others, one file each
//! - [`config`]: flags and environment variables, one struct per concern
//! - [`http`]: router, middleware, pages and APIs
//! - [`render`]: renders views as pages, caches them and fills in personal parts
//! - [`session`]: visitor data stored in the browser
//! - [`listen`]: accepts and closes connections
//! - [`rates_feed`]: fetches exchange rates
//! - [`telemetry`]: logs, metrics and traces

mod accept;
pub mod commands;
pub mod config;
pub mod http;
pub mod limits;
pub mod listen;
pub mod rates_feed;
mod readiness;
pub mod render;
pub mod session;
mod state;
pub mod telemetry;

pub use state::State;
