//! What addresses of each country are made of, and how they are printed: `data/address-forms.csv`
//! and `data/regions.csv`. For the server alone: the browser gets what it needs with the page, and
//! nothing here may be reached from an island.

use crate::customers::{Address, country, postcode};
use std::sync::LazyLock;

/// How the region of an address is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegionKind {
    /// Addresses have none.
    None,
    /// A line to type into.
    Typed,
    /// One of a known list.
    Listed,
}

/// What an address of a country is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// ISO 3166-1 alpha-2; empty for countries that are not in the table.
    pub code: &'static str,
    /// Whether the country's name takes an article in a sentence.
    pub article: bool,
    /// Forms of its postcodes, see [`postcode`]; empty where they are not known or there are none.
    pub postcodes: &'static str,
    /// Whether the postcode is required.
    pub postcode_needed: bool,
    /// Whether addresses have postcodes at all.
    pub has_postcode: bool,
    prefixes: &'static str,
    /// Postcodes for error messages, separated by `|`.
    pub examples: &'static str,
    /// What the postcode is called: the end of a message key, empty for the usual name.
    pub postcode_label: &'static str,
    /// What the city is called.
    pub city_label: &'static str,
    /// What the region is called.
    pub region_label: &'static str,
    /// What the street is called.
    pub street_label: &'static str,
    /// What the second line is called.
    pub extra_label: &'static str,
    /// How the region is given.
    pub region: RegionKind,
    /// The city where the country has but one.
    pub only_city: &'static str,
    layout: &'static str,
}

/// A region of a known list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// As it is kept and printed.
    pub code: &'static str,
    /// Its name in the list.
    pub name: &'static str,
    also: &'static str,
}

/// Countries that are not in the table: any postcode, before the town.
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

/// The rows of a table behind its head, each with so many columns; commas in the last belong to it.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
        .skip(1);
    lines.filter_map(|line| {
        line.splitn(N, ',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>().try_into().ok()
    })
}

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

/// Lower-case letters and digits without the accents of Latin letters: what the spellings of a
/// name have in common.
fn fold(text: &str) -> String {
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
    /// The form of a country's addresses, by its code in any case.
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

    /// The regions to choose from; empty where they are typed or addresses have none.
    pub fn regions(&self) -> impl Iterator<Item = &'static Region> + use<> {
        let code = self.code;
        REGIONS.iter().filter(move |region| region.country == code)
    }

    /// The region that a text names by code, name or alternative spelling.
    #[must_use]
    pub fn find_region(&self, text: &str) -> Option<&'static Region> {
        let find = |text: &str| {
            let wanted = fold(text);
            if wanted.is_empty() {
                return None;
            }
            // Codes first: in Brazil "PA" is Pará.
            let by_code = self.regions().find(|region| fold(region.code) == wanted);
            by_code.or_else(|| {
                self.regions().find(|region| {
                    std::iter::once(region.name)
                        .chain(region.also.split('|'))
                        .any(|name| fold(name) == wanted)
                })
            })
        };
        find(text).or_else(|| {
            let (name, kind) = text.trim_end().rsplit_once([' ', '-'])?;
            KINDS.contains(&kind.to_lowercase().as_str()).then(|| find(name)).flatten()
        })
    }

    /// The lines of an address, without the country.
    #[must_use]
    pub fn lines(&self, address: &Address) -> Vec<String> {
        let (mut lines, mut line) = (Vec::new(), String::new());
        let (mut between, mut hard) = (String::new(), false);
        let mut signs = self.layout.chars();
        while let Some(sign) = signs.next() {
            if sign != '%' {
                hard |= sign == '|';
                between.push(sign);
                continue;
            }
            let part = match signs.next() {
                Some('N') => &address.name,
                Some('A') => &address.street,
                Some('E') => &address.extra,
                Some('Z') => &address.postcode,
                Some('C') => &address.city,
                // Where city and region are the same, print it once, unless the postal service
                // wants both.
                Some('S')
                    if self.region_needed()
                        || !address.region.eq_ignore_ascii_case(&address.city) =>
                {
                    &address.region
                }
                _ => "",
            };
            if !part.is_empty() {
                if hard || between.contains('^') {
                    lines.push(std::mem::take(&mut line));
                } else if !line.is_empty() {
                    line.push_str(&between);
                }
                line.push_str(part);
                hard = false;
            }
            between.clear();
        }
        lines.push(line);
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// A country's name within a sentence: "Germany", "the United States".
#[must_use]
pub fn in_sentence(country_code: &str) -> String {
    let name = country::by_code(country_code).map_or("", |country| country.name);
    if Form::of(country_code).article { format!("the {name}") } else { name.to_owned() }
}
