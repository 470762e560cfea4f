//! Another merchant: a garden shop, which has nothing of the sample catalogue. It sells in pounds,
//! and delivers within the United Kingdom only.

use domain::{
    Currency,
    pricing::rates::Rates,
    seller::Seller,
    shipping::{Tariffs, Zones},
    tax::{TaxRates, territory::Territories},
};
use shop::{Dispatch, Limits, Rules, Settings, TimeZone};
use std::path::PathBuf;

/// The folder of its catalogue, and of its tables of shipping and tax.
#[must_use]
pub fn garden_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/garden")
}

/// Its tables.
fn rules() -> Rules {
    let file = |name: &str| std::fs::read_to_string(garden_folder().join(name)).unwrap();
    let rules = Rules {
        zones: Zones::read(&file("zones.csv")).unwrap(),
        tariffs: Tariffs::read(&file("delivery.csv")).unwrap(),
        tax_rates: TaxRates::read(&file("tax-rates.csv")).unwrap(),
        territories: Territories::read(&file("tax.csv")).unwrap(),
        from_files: true,
        ..Rules::default()
    };
    assert_eq!(rules.check(), Ok(()));
    rules
}

/// Its settings, for this base URL.
#[must_use]
pub fn garden_settings(base_url: &str) -> Settings {
    let pounds: Currency = "GBP".parse().unwrap();
    Settings {
        version: 0,
        tables: shop::settings::TableVersions::default(),
        unusable_tables: None,
        name: "Thornhollow".to_owned(),
        currency: pounds,
        rates: Rates::default().accepting(&[pounds]).unwrap(),
        country: "GB".to_owned(),
        base_url: base_url.to_owned(),
        seller: Seller {
            name: "Thornhollow Garden Supply Ltd".to_owned(),
            address: vec!["4 Mill Lane".to_owned(), "Leeds LS1 4AP".to_owned()],
            vat_number: "GB999999973".to_owned(),
            email: "post@thornhollow.example".to_owned(),
            ..Seller::default()
        },
        sample_seller: None,
        limits: Limits::default(),
        rules: rules(),
        dispatch: Dispatch {
            from: "GB".to_owned(),
            closed: Vec::new(),
            zone: TimeZone::named("Europe/London").unwrap(),
            cut_off: 13,
        },
    }
}
