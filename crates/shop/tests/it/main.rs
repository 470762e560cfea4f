//! The use cases, on SQLite and PostgreSQL, with a small catalogue of fictional products and a
//! clock that tests set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod audit;
mod back_in_stock;
mod browse;
mod bulk_edit;
mod cart;
mod changes;
mod checkout;
mod clock;
mod content;
mod content_edit;
mod crowd;
mod demonstration;
mod desk;
mod desk_at_once;
mod desk_rules;
mod edit;
mod edited_copy;
mod email_address;
mod facets;
mod freight;
mod holidays;
mod mail;
mod order_conflicts;
mod orders;
mod payment;
mod pictures;
mod place;
mod preferences;
mod prices;
mod pricing;
mod privacy;
mod recommendations;
mod rules;
mod sample_catalogue;
mod saved_product;
mod search;
mod seed;
mod settings;
mod staff;
mod statements;
mod stock;
mod tax;
mod text;
mod unpriced;
mod uploads;
mod variant_page;
mod withdrawals;
mod wrong_rows;
