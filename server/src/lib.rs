//! The `perigee` program.
//!
//! - [`commands`] has `serve`, `worker`, `migrate`, `seed`, `healthcheck`, one file each
//! - [`config`] has flags and environment variables, one struct a concern
//! - [`http`] has router, middleware, pages, the Astronomy Shop API
//! - [`listen`] has the connections
//! - [`telemetry`] has logs and metrics

mod clients;
pub mod commands;
pub mod config;
mod files;
pub mod http;
pub mod listen;
mod state;
pub mod telemetry;

pub use state::State;
