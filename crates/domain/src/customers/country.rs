//! Countries: codes, English names, and whether an address needs a region, from
//! `data/countries.csv`. Which of them a shop delivers to is in [`crate::shipping::Zones`]. For the
//! server only: islands must not use this module.

use crate::customers::{
    postcode::{begins_with, significant},
    table::rows,
};
use std::sync::LazyLock;

/// A country, or a territory with a code of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// English short name.
    pub name: &'static str,
    /// Whether an address needs a state or province.
    pub region: bool,
    /// Addresses in other countries that are in this territory: `NO 917|NO 8099`.
    postcodes: &'static str,
}

/// No country: its code and its name are empty.
pub static NOWHERE: Country = Country { code: "", name: "", region: false, postcodes: "" };

/// All countries by name, with the territories that have a code of their own.
pub static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let country = |[code, name, region, postcodes]: [&'static str; 4]| Country {
        code,
        name,
        region: region == "yes",
        postcodes,
    };
    rows(include_str!("../../data/countries.csv")).map(country).collect()
});

impl Country {
    /// The territory with its own code that a postcode belongs to, such as Réunion for 97400 in
    /// France; otherwise the country itself.
    #[must_use]
    pub fn territory(&self, postcode: &str) -> &Self {
        let bare = significant(postcode);
        if bare.is_empty() {
            return self;
        }
        let parts = COUNTRIES.iter().flat_map(|territory| {
            let parts = territory.postcodes.split('|').filter_map(|part| part.split_once(' '));
            parts.map(move |(country, prefix)| (territory, country, prefix))
        });
        parts
            .filter(|(_, country, prefix)| {
                *country == self.code && begins_with(&bare, country, prefix)
            })
            // Saint Barthélemy has a code among those of Guadeloupe.
            .max_by_key(|(_, _, prefix)| prefix.len())
            .map_or(self, |(territory, ..)| territory)
    }
}

/// The country with an ISO code, in any case.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code.eq_ignore_ascii_case(code))
}

/// The country by code or English name, as foreign clients write it ("United States", "USA", "US").
#[must_use]
pub fn by_any_name(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    let alias = match text.to_ascii_lowercase().as_str() {
        "usa" | "u.s.a." | "u.s." | "united states of america" => "US",
        "uk" | "great britain" | "england" => "GB",
        "czech republic" => "CZ",
        "turkey" => "TR",
        "holland" | "the netherlands" => "NL",
        "aland" | "aland islands" | "åland" => "AX",
        "vatican" | "holy see" => "VA",
        "reunion" => "RE",
        "curacao" => "CW",
        "bonaire" | "sint eustatius" | "saba" => "BQ",
        _ => text,
    };
    by_code(alias)
        .or_else(|| COUNTRIES.iter().find(|country| country.name.eq_ignore_ascii_case(alias)))
}
