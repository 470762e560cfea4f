//! The whole server but for the socket: requests through the real router, laid out like the
//! addresses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[path = "../../../crates/store/src/tests/database.rs"]
mod database;
mod site;

mod api;
mod bad_input;
mod calculator;
mod cart;
mod checkout;
mod config;
mod fit;
mod freight;
mod limits;
mod logs;
mod machines;
mod page_cache;
mod pages;
mod placing;
mod preferences;
mod process;
mod protocol;
mod routes;
mod security;
mod vitals;
mod waits;
mod wishes;
mod withdraw;
