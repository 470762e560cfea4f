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
mod mail_texts;
mod money;
mod optics;
mod order;
mod pairing;
mod phone;
mod postcode;
mod pricing;
mod quantities;
mod quantity;
mod rates;
mod recommendations;
mod rules;
mod sales;
mod search_term;
mod slug;
mod tax_rates;
mod territory;
mod tidy;
mod typed;
mod typed_amounts;
mod zones;

use domain::{
    shipping::{Zone, Zones},
    tax::{TaxRates, Taxation},
};
use std::sync::LazyLock;
use time::macros::date;

/// A currency by its code.
fn currency(code: &str) -> domain::Currency {
    code.parse().expect(code)
}

/// The built-in tax rates.
fn tax_rates() -> &'static TaxRates {
    static TABLE: LazyLock<TaxRates> =
        LazyLock::new(|| TaxRates::read(include_str!("../../../shop/data/tax-rates.csv")).unwrap());
    &TABLE
}

/// A country's own tax rates today.
fn own_rates(code: &str) -> Taxation {
    tax_rates().taxation(country(code), date!(2026 - 11 - 27))
}

/// The built-in table of zones.
fn zones() -> &'static Zones {
    static TABLE: LazyLock<Zones> =
        LazyLock::new(|| Zones::read(include_str!("../../../shop/data/zones.csv")).unwrap());
    &TABLE
}

/// A zone by its key.
fn zone(key: &str) -> Zone {
    Zone::from_key(key).expect(key)
}

/// The zone of a country.
fn zone_of(code: &str) -> Zone {
    zones().zone_at(country(code), "").expect(code)
}

/// A country by its code.
fn country(code: &str) -> &'static domain::customers::country::Country {
    domain::customers::country::by_code(code).expect(code)
}
