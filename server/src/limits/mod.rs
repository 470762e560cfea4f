//! How much one client and the whole server may have at once.

pub mod admission;
pub mod client;
pub mod open_files;
pub mod per_client;
pub mod rates;
