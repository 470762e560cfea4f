//! The `perigee` program.
//!
//! - [`commands`] has `serve`, `worker`, `migrate`, `seed`, `healthcheck`, one file each
//! - [`config`] has flags and environment variables, one struct a concern
//! - [`http`] has router, middleware, pages and APIs
//! - [`render`] makes pages of views, caches them and puts in what is personal
//! - [`session`] has what the browser keeps of a visitor
//! - [`listen`] has the connections
//! - [`telemetry`] has logs and metrics

pub mod commands;
pub mod config;
pub mod http;
pub mod limits;
pub mod listen;
pub mod render;
pub mod session;
mod state;
pub mod telemetry;

pub use state::State;
