//! The whole server except for the socket: requests through the real router, organised like the
//! URLs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod site;

mod admin;
mod admin_products;
mod admin_sign_in;
mod api;
mod back_in_stock;
mod bad_input;
mod bodies;
mod cart;
mod checkout;
mod config;
mod content;
mod desk_content;
mod desk_media;
mod desk_ops;
mod files;
mod fit;
mod freight;
mod garden;
mod guides;
mod home;
mod limits;
mod logs;
mod machines;
mod page_cache;
mod pages;
mod placing;
mod preferences;
mod process;
mod protocol;
mod rates_feed;
mod recommendations;
mod routes;
mod rpc;
mod sales;
mod sample_catalogue;
mod search;
mod security;
mod settings;
mod vitals;
mod withdraw;
