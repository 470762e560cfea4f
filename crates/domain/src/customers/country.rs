//! The countries the shop delivers to, with their delivery zone.

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
}

/// A country that the shop delivers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// English short name.
    pub name: &'static str,
    /// For delivery. A part of the country can be in another zone, see [`Self::zone_at`].
    pub zone: Zone,
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

const fn c(code: &'static str, name: &'static str, zone: Zone) -> Country {
    Country { code, name, zone, region: false }
}

const fn with_region(country: Country) -> Country {
    Country { region: true, ..country }
}

use Zone::{Eu, Home, Uk, World};

/// All countries by name, with the territories that have a code of their own.
pub static COUNTRIES: [Country; 85] = [
    c("AX", "Åland Islands", Eu),
    c("AD", "Andorra", Eu),
    c("AW", "Aruba", World),
    with_region(c("AU", "Australia", World)),
    c("AT", "Austria", Eu),
    c("BE", "Belgium", Eu),
    with_region(c("BR", "Brazil", World)),
    c("BG", "Bulgaria", Eu),
    with_region(c("CA", "Canada", World)),
    c("BQ", "Caribbean Netherlands", World),
    c("CL", "Chile", World),
    c("CN", "China", World),
    c("HR", "Croatia", Eu),
    c("CW", "Curaçao", World),
    c("CY", "Cyprus", Eu),
    c("CZ", "Czechia", Eu),
    c("DK", "Denmark", Eu),
    c("EE", "Estonia", Eu),
    c("FO", "Faroe Islands", Eu),
    c("FI", "Finland", Eu),
    c("FR", "France", Eu),
    c("GF", "French Guiana", World),
    c("PF", "French Polynesia", World),
    c("DE", "Germany", Home),
    c("GI", "Gibraltar", Uk),
    c("GR", "Greece", Eu),
    c("GL", "Greenland", World),
    c("GP", "Guadeloupe", World),
    c("GG", "Guernsey", Uk),
    c("HK", "Hong Kong", World),
    c("HU", "Hungary", Eu),
    c("IS", "Iceland", World),
    with_region(c("IN", "India", World)),
    c("ID", "Indonesia", World),
    c("IE", "Ireland", Eu),
    c("IM", "Isle of Man", Uk),
    c("IL", "Israel", World),
    c("IT", "Italy", Eu),
    with_region(c("JP", "Japan", World)),
    c("JE", "Jersey", Uk),
    c("LV", "Latvia", Eu),
    c("LI", "Liechtenstein", World),
    c("LT", "Lithuania", Eu),
    c("LU", "Luxembourg", Eu),
    with_region(c("MY", "Malaysia", World)),
    c("MT", "Malta", Eu),
    c("MQ", "Martinique", World),
    c("YT", "Mayotte", World),
    with_region(c("MX", "Mexico", World)),
    c("MC", "Monaco", Eu),
    c("NL", "Netherlands", Eu),
    c("NC", "New Caledonia", World),
    c("NZ", "New Zealand", World),
    c("NO", "Norway", World),
    c("PH", "Philippines", World),
    c("PL", "Poland", Eu),
    c("PT", "Portugal", Eu),
    c("RE", "Réunion", World),
    c("RO", "Romania", Eu),
    c("BL", "Saint Barthélemy", World),
    c("MF", "Saint Martin", World),
    c("PM", "Saint Pierre and Miquelon", World),
    c("SM", "San Marino", Eu),
    c("RS", "Serbia", World),
    c("SG", "Singapore", World),
    c("SX", "Sint Maarten", World),
    c("SK", "Slovakia", Eu),
    c("SI", "Slovenia", Eu),
    c("ZA", "South Africa", World),
    c("KR", "South Korea", World),
    c("ES", "Spain", Eu),
    c("SJ", "Svalbard and Jan Mayen", World),
    c("SE", "Sweden", Eu),
    c("CH", "Switzerland", World),
    c("TW", "Taiwan", World),
    c("TH", "Thailand", World),
    c("TR", "Türkiye", World),
    c("UA", "Ukraine", World),
    c("AE", "United Arab Emirates", World),
    c("GB", "United Kingdom", Uk),
    with_region(c("US", "United States", World)),
    c("UY", "Uruguay", World),
    c("VA", "Vatican City", Eu),
    c("VN", "Vietnam", World),
    c("WF", "Wallis and Futuna", World),
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
