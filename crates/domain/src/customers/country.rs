//! The countries the shop delivers to, with their delivery zone and tax rates.

use crate::customers::postcode::significant;
use serde::{Deserialize, Serialize};

/// Delivery zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Zone {
    /// Germany, where parcels are sent from.
    Home,
    /// The rest of the European Union, with the small states in it, Åland and the Faroe Islands.
    Eu,
    /// The United Kingdom, with the islands and Gibraltar, which its post serves.
    Uk,
    /// Everywhere else.
    World,
}

impl Zone {
    /// From near to far.
    pub const ALL: [Self; 4] = [Self::Home, Self::Eu, Self::Uk, Self::World];

    /// Key in tables and in message keys.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Eu => "eu",
            Self::Uk => "uk",
            Self::World => "world",
        }
    }

    /// Whether prices shown to consumers there include tax.
    #[must_use]
    pub fn tax_included(self) -> bool {
        self != Self::World
    }
}

/// A country that the shop delivers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// English short name.
    pub name: &'static str,
    /// For delivery and for displaying tax. A part of the country can be in another zone, see
    /// [`Self::zone_at`].
    pub zone: Zone,
    /// Standard rate of VAT or a similar tax, in hundredths of a percent; 0 if the shop collects
    /// none.
    pub standard_rate: u32,
    /// The rate for printed books, in hundredths of a percent.
    pub books_rate: u32,
    /// Whether an address needs a state or province.
    pub region: bool,
}

/// A part of a country with its own delivery rules, recognised by postcode.
struct Part {
    country: &'static str,
    /// Prefixes of its postcodes.
    postcodes: &'static str,
    /// Its own ISO 3166-1 code, if it has one.
    code: Option<&'static str>,
    zone: Zone,
}

const fn part(
    country: &'static str,
    postcodes: &'static str,
    code: &'static str,
    zone: Zone,
) -> Part {
    Part { country, postcodes, code: if code.is_empty() { None } else { Some(code) }, zone }
}

/// The first matching row counts. Overseas territories are far away; the Canary Islands, Ceuta and
/// Melilla need a customs declaration. Madeira and the Azores are reached like Portugal.
static PARTS: [Part; 28] = [
    part("DK", "39", "GL", World),
    part("ES", "35", "", World),
    part("ES", "38", "", World),
    part("ES", "51", "", World),
    part("ES", "52", "", World),
    part("FI", "22", "AX", Eu),
    part("FR", "97133", "BL", World),
    part("FR", "97150", "MF", World),
    part("FR", "971", "GP", World),
    part("FR", "972", "MQ", World),
    part("FR", "973", "GF", World),
    part("FR", "974", "RE", World),
    part("FR", "975", "PM", World),
    part("FR", "976", "YT", World),
    part("FR", "97", "", World),
    part("FR", "980", "MC", Eu),
    part("FR", "984", "", World),
    part("FR", "986", "WF", World),
    part("FR", "987", "PF", World),
    part("FR", "988", "NC", World),
    part("GB", "JE", "JE", Uk),
    part("GB", "GY", "GG", Uk),
    part("GB", "IM", "IM", Uk),
    part("GB", "GX", "GI", Uk),
    part("IT", "4789", "SM", Eu),
    part("IT", "00120", "VA", Eu),
    part("NO", "917", "SJ", World),
    part("NO", "8099", "SJ", World),
];

impl Country {
    fn part(&self, postcode: &str) -> Option<&'static Part> {
        let bare = significant(postcode);
        let begins = |part: &Part| {
            // People write the country code before a postcode: "F-97400", "GB JE2 3AB".
            let code = if part.postcodes.starts_with(|c: char| c.is_ascii_digit()) {
                bare.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            } else {
                bare.strip_prefix(part.country).unwrap_or(&bare)
            };
            code.starts_with(part.postcodes)
        };
        PARTS.iter().find(|part| part.country == self.code && begins(part))
    }

    /// The territory with its own code that a postcode belongs to, such as Réunion for 97400 in
    /// France; otherwise the country itself.
    #[must_use]
    pub fn territory(&self, postcode: &str) -> &Self {
        self.part(postcode).and_then(|part| by_code(part.code?)).unwrap_or(self)
    }

    /// The delivery zone of a postcode; an unknown one may be empty.
    #[must_use]
    pub fn zone_at(&self, postcode: &str) -> Zone {
        self.part(postcode).map_or(self.zone, |part| part.zone)
    }
}

const fn c(
    code: &'static str,
    name: &'static str,
    zone: Zone,
    standard_rate: u32,
    books_rate: u32,
) -> Country {
    Country { code, name, zone, standard_rate, books_rate, region: false }
}

const fn with_region(country: Country) -> Country {
    Country { region: true, ..country }
}

use Zone::{Eu, Home, Uk, World};

/// All countries by name, with the territories that have a code of their own. docs/tax.md lists
/// rates and sources. A rate is 0 where a foreign seller collects no tax and the recipient pays at
/// the border.
pub static COUNTRIES: [Country; 85] = [
    c("AX", "Åland Islands", Eu, 0, 0),
    c("AD", "Andorra", Eu, 0, 0),
    c("AW", "Aruba", World, 0, 0),
    with_region(c("AU", "Australia", World, 1000, 1000)),
    c("AT", "Austria", Eu, 2000, 1000),
    c("BE", "Belgium", Eu, 2100, 600),
    with_region(c("BR", "Brazil", World, 0, 0)),
    c("BG", "Bulgaria", Eu, 2000, 900),
    with_region(c("CA", "Canada", World, 0, 0)),
    c("BQ", "Caribbean Netherlands", World, 0, 0),
    c("CL", "Chile", World, 1900, 1900),
    c("CN", "China", World, 0, 0),
    c("HR", "Croatia", Eu, 2500, 500),
    c("CW", "Curaçao", World, 0, 0),
    c("CY", "Cyprus", Eu, 1900, 300),
    c("CZ", "Czechia", Eu, 2100, 0),
    c("DK", "Denmark", Eu, 2500, 2500),
    c("EE", "Estonia", Eu, 2400, 900),
    c("FO", "Faroe Islands", Eu, 0, 0),
    c("FI", "Finland", Eu, 2550, 1350),
    c("FR", "France", Eu, 2000, 550),
    c("GF", "French Guiana", World, 0, 0),
    c("PF", "French Polynesia", World, 0, 0),
    c("DE", "Germany", Home, 1900, 700),
    c("GI", "Gibraltar", Uk, 0, 0),
    c("GR", "Greece", Eu, 2400, 600),
    c("GL", "Greenland", World, 0, 0),
    c("GP", "Guadeloupe", World, 0, 0),
    c("GG", "Guernsey", Uk, 0, 0),
    c("HK", "Hong Kong", World, 0, 0),
    c("HU", "Hungary", Eu, 2700, 500),
    c("IS", "Iceland", World, 0, 0),
    with_region(c("IN", "India", World, 0, 0)),
    c("ID", "Indonesia", World, 0, 0),
    c("IE", "Ireland", Eu, 2300, 0),
    c("IM", "Isle of Man", Uk, 2000, 0),
    c("IL", "Israel", World, 0, 0),
    c("IT", "Italy", Eu, 2200, 400),
    with_region(c("JP", "Japan", World, 0, 0)),
    c("JE", "Jersey", Uk, 0, 0),
    c("LV", "Latvia", Eu, 2100, 500),
    c("LI", "Liechtenstein", World, 810, 260),
    c("LT", "Lithuania", Eu, 2100, 500),
    c("LU", "Luxembourg", Eu, 1700, 300),
    with_region(c("MY", "Malaysia", World, 0, 0)),
    c("MT", "Malta", Eu, 1800, 500),
    c("MQ", "Martinique", World, 0, 0),
    c("YT", "Mayotte", World, 0, 0),
    with_region(c("MX", "Mexico", World, 0, 0)),
    c("MC", "Monaco", Eu, 2000, 550),
    c("NL", "Netherlands", Eu, 2100, 900),
    c("NC", "New Caledonia", World, 0, 0),
    c("NZ", "New Zealand", World, 1500, 1500),
    c("NO", "Norway", World, 2500, 0),
    c("PH", "Philippines", World, 0, 0),
    c("PL", "Poland", Eu, 2300, 500),
    c("PT", "Portugal", Eu, 2300, 600),
    c("RE", "Réunion", World, 0, 0),
    c("RO", "Romania", Eu, 2100, 1100),
    c("BL", "Saint Barthélemy", World, 0, 0),
    c("MF", "Saint Martin", World, 0, 0),
    c("PM", "Saint Pierre and Miquelon", World, 0, 0),
    c("SM", "San Marino", Eu, 0, 0),
    c("RS", "Serbia", World, 0, 0),
    c("SG", "Singapore", World, 900, 900),
    c("SX", "Sint Maarten", World, 0, 0),
    c("SK", "Slovakia", Eu, 2300, 500),
    c("SI", "Slovenia", Eu, 2200, 500),
    c("ZA", "South Africa", World, 0, 0),
    c("KR", "South Korea", World, 0, 0),
    c("ES", "Spain", Eu, 2100, 400),
    c("SJ", "Svalbard and Jan Mayen", World, 0, 0),
    c("SE", "Sweden", Eu, 2500, 600),
    c("CH", "Switzerland", World, 810, 260),
    c("TW", "Taiwan", World, 0, 0),
    c("TH", "Thailand", World, 0, 0),
    c("TR", "Türkiye", World, 0, 0),
    c("UA", "Ukraine", World, 0, 0),
    c("AE", "United Arab Emirates", World, 0, 0),
    c("GB", "United Kingdom", Uk, 2000, 0),
    with_region(c("US", "United States", World, 0, 0)),
    c("UY", "Uruguay", World, 0, 0),
    c("VA", "Vatican City", Eu, 0, 0),
    c("VN", "Vietnam", World, 0, 0),
    c("WF", "Wallis and Futuna", World, 0, 0),
];

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
