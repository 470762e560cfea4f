//! The rules of the shop: tables of cases that other systems also conform to, and properties that
//! hold for all values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod address;
mod attributes;
mod card;
mod card_specs;
mod checkout;
mod content;
mod delivery;
mod email;
mod fit;
mod holidays;
mod intent;
mod mail_host;
mod money;
mod optics;
mod order;
mod pairing;
mod phone;
mod postcode;
mod pricing;
mod quantity;
mod rates;
mod rules;
mod slug;
mod territory;
mod tidy;
mod typed;

/// A currency by its code.
fn currency(code: &str) -> domain::Currency {
    code.parse().expect(code)
}

/// A country by its code.
fn country(code: &str) -> &'static domain::customers::country::Country {
    domain::customers::country::by_code(code).expect(code)
}
