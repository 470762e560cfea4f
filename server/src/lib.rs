//! The `perigee` program.
//!
//! - [`commands`]: `serve`, `worker`, `migrate`, `seed`, `healthcheck`, one file each
//! - [`config`]: flags and environment variables, one struct a concern
//! - [`http`]: router, middleware, pages, the Astronomy Shop API
//! - [`telemetry`]: logs and metrics

pub mod commands;
pub mod config;
mod files;
pub mod http;
mod listen;
mod state;
pub mod telemetry;

pub use state::State;
