//! The use cases, each on SQLite and on PostgreSQL, over the sample catalogue and a clock that the
//! tests set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod bench;
#[path = "../../../store/src/tests/database.rs"]
mod database;
#[path = "../../../store/src/tests/statement_count.rs"]
mod statement_count;

mod browse;
mod calculator;
mod cards;
mod cart;
mod checkout;
mod clock;
mod crowd;
mod facets;
mod fit;
mod freight;
mod holidays;
mod mail;
mod orders;
mod payment;
mod pictures;
mod place;
mod privacy;
mod seed;
mod statements;
mod tax;
mod text_search;
mod waits;
mod withdrawals;
