//! Limits per client and for the whole server.

pub mod admission;
pub mod client;
pub mod open_files;
pub mod per_client;
pub mod rates;
