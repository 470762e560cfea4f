//! The parts of each country's addresses and their printed layout, from `data/address-forms.csv`
//! and `data/regions.csv`. For the server only: the browser receives what it needs with the page,
//! and islands must not use this module.

use crate::customers::{country, postcode, table::rows};
use std::sync::LazyLock;

/// How the region of an address is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegionKind {
    /// Addresses have none.
    None,
    /// A text field.
    Typed,
    /// A choice from a list.
    Listed,
}

/// The parts of a country's addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// ISO 3166-1 alpha-2; empty for countries that are not in the table.
    pub code: &'static str,
    /// Whether the country's name takes an article in a sentence.
    pub article: bool,
    /// Patterns of its postcodes, see [`postcode`]; empty if unknown or if there are none.
    pub postcodes: &'static str,
    /// Whether the postcode is required.
    pub postcode_needed: bool,
    /// Whether addresses have postcodes at all.
    pub has_postcode: bool,
    prefixes: &'static str,
    /// Sample postcodes for error messages, separated by `
    /// `.
    pub examples: &'static str,
    /// End of the postcode label's message key; empty for the usual label.
    pub postcode_label: &'static str,
    /// The same for the city.
    pub city_label: &'static str,
    /// The same for the region.
    pub region_label: &'static str,
    /// The same for the street.
    pub street_label: &'static str,
    /// The same for the second address line.
    pub extra_label: &'static str,
    /// How the region is entered.
    pub region: RegionKind,
    /// The city, if the country has only one.
    pub only_city: &'static str,
    /// `%N
    /// %A
    /// %E
    /// %Z %C`: the parts in printed order. `
    /// ` ends a line; so does `^`, unless nothing has been printed on it.
    pub(super) layout: &'static str,
}

/// A region from a country's list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// As stored and printed.
    pub code: &'static str,
    /// Its name in the list.
    pub name: &'static str,
    also: &'static str,
}

/// The form of countries that are not in the table: any postcode, before the town.
const USUAL: Form = Form {
    code: "",
    article: false,
    postcodes: "",
    postcode_needed: true,
    has_postcode: true,
    prefixes: "",
    examples: "",
    postcode_label: "",
    city_label: "",
    region_label: "",
    street_label: "",
    extra_label: "",
    region: RegionKind::None,
    only_city: "",
    layout: "%N|%A|%E|%Z %C",
};

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |[
        code,
        article,
        postcodes,
        needed,
        prefixes,
        examples,
        postcode,
        city,
        region,
        street,
        extra,
        kind,
        only_city,
        layout,
    ]: [&'static str; 14]| Form {
        code,
        article: !article.is_empty(),
        postcodes,
        postcode_needed: needed == "yes",
        has_postcode: !postcodes.is_empty(),
        prefixes,
        examples,
        postcode_label: postcode,
        city_label: city,
        region_label: region,
        street_label: street,
        extra_label: extra,
        region: match kind {
            "list" => RegionKind::Listed,
            "typed" => RegionKind::Typed,
            _ => RegionKind::None,
        },
        only_city,
        layout,
    };
    rows(include_str!("../../data/address-forms.csv")).map(form).collect()
});

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let region =
        |[country, code, name, also]: [&'static str; 4]| Region { country, code, name, also };
    rows(include_str!("../../data/regions.csv")).map(region).collect()
});

/// Lower-case letters and digits without Latin accents, so that different spellings of a name are
/// equal.
fn normalise(text: &str) -> String {
    let plain = |c: char| match c {
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' | 'č' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        c => c,
    };
    // The Arabic shadda is optional in writing.
    text.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .filter(|c| c.is_alphanumeric() && *c != '\u{651}')
        .collect()
}

/// Suffixes of region names: "Tokyo-to", "Osaka Prefecture", "Beijing Shi".
const KINDS: [&str; 12] = [
    "to",
    "fu",
    "ken",
    "do",
    "shi",
    "sheng",
    "prefecture",
    "province",
    "state",
    "emirate",
    "city",
    "metropolis",
];

impl Form {
    /// The address form of a country, by its code in any case.
    #[must_use]
    pub fn of(country_code: &str) -> &'static Self {
        FORMS.iter().find(|form| form.code.eq_ignore_ascii_case(country_code)).unwrap_or(&USUAL)
    }

    /// Whether the region is required.
    #[must_use]
    pub fn region_needed(&self) -> bool {
        self.region != RegionKind::None
            && country::by_code(self.code).is_some_and(|country| country.region)
    }

    /// Prefixes that can precede a postcode, separated by spaces.
    #[must_use]
    pub fn prefixes(&self) -> String {
        format!("{} {}", self.code, self.prefixes).trim().to_owned()
    }

    /// A postcode in this country's form; `None` if it is invalid.
    #[must_use]
    pub fn postcode(&self, text: &str) -> Option<String> {
        postcode::normal(text, self.postcodes, &self.prefixes())
    }

    /// The regions to choose from; empty if they are typed or not used.
    pub fn regions(&self) -> impl Iterator<Item = &'static Region> + use<> {
        let code = self.code;
        REGIONS.iter().filter(move |region| region.country == code)
    }

    /// The region with this code, name or alternative spelling.
    #[must_use]
    pub fn find_region(&self, text: &str) -> Option<&'static Region> {
        let find = |text: &str| {
            let wanted = normalise(text);
            if wanted.is_empty() {
                return None;
            }
            // Codes first: in Brazil "PA" is Pará.
            let by_code = self.regions().find(|region| normalise(region.code) == wanted);
            by_code.or_else(|| {
                self.regions().find(|region| {
                    std::iter::once(region.name)
                        .chain(region.also.split('|'))
                        .any(|name| normalise(name) == wanted)
                })
            })
        };
        find(text).or_else(|| {
            let (name, kind) = text.trim_end().rsplit_once([' ', '-'])?;
            KINDS.contains(&kind.to_lowercase().as_str()).then(|| find(name)).flatten()
        })
    }
}

/// A country's name within a sentence: "Germany", "the United States".
#[must_use]
pub fn in_sentence(country_code: &str) -> String {
    let name = country::by_code(country_code).map_or("", |country| country.name);
    if Form::of(country_code).article { format!("the {name}") } else { name.to_owned() }
}
