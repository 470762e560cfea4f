//! The `perigee` program.
//!
//! - [`commands`]: `serve`, `worker`, `migrate`, `seed`, `healthcheck`, one file each
//! - [`config`]: flags and environment variables, one struct a concern
//! - [`http`]: router, middleware, pages, the Astronomy Shop API
//! - [`listen`]: connections
//! - [`telemetry`]: logs and metrics

mod clients;
pub mod commands;
pub mod config;
mod files;
pub mod http;
pub mod listen;
mod state;
pub mod telemetry;

pub use state::State;
