//! What a shopper types at checkout, and what is wrong with it. The server and the form in the browser use the same rules.

use crate::{country, text::tidy};
use serde::{Deserialize, Serialize};

/// The longest text that any field takes, in characters.
pub const MAX_FIELD: usize = 120;

/// What is wrong with a field; each has its sentence in the message files as `error-{field}-{key}` or `error-{key}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was given.
    Missing,
    /// It cannot be right as it stands.
    Invalid,
    /// Longer than [`MAX_FIELD`].
    TooLong,
    /// It holds the sign that stands for what could not be read: bytes that are no UTF-8.
    Unreadable,
    /// It has the right form, and its check character says that one of the others is wrong.
    Mistyped,
}

impl Problem {
    /// As in the message files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::TooLong => "too-long",
            Self::Unreadable => "unreadable",
            Self::Mistyped => "mistyped",
        }
    }
}

/// A field of the form and its problem.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the input.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A postal address. Kept as given apart from white space.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// First and last name, in one field as people write it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, company; may be empty.
    pub extra: String,
    /// Postal code; empty where a country has none.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State or province, where the country needs one.
    pub region: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// The first step: who and where.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Where the confirmation goes.
    pub email: String,
    /// Where the parcel goes.
    pub address: Address,
}

/// Checks one field by its name, as the form calls it; `country` decides about postcode and region.
#[must_use]
pub fn check_field(name: &str, value: &str, country_code: &str) -> Option<Problem> {
    let value = tidy(value);
    let country = country::by_code(country_code);
    let optional = match name {
        "extra" => true,
        "region" => !country.is_some_and(|c| c.region),
        "postcode" => matches!(country.map(|c| c.code), Some("HK" | "AE")),
        _ => false,
    };
    if value.is_empty() {
        return (!optional).then_some(Problem::Missing);
    }
    if value.chars().count() > MAX_FIELD {
        return Some(Problem::TooLong);
    }
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return Some(Problem::Unreadable);
    }
    let valid = match name {
        "email" => is_email(&value),
        "postcode" => is_postcode(&value, country_code),
        "country" => country::by_code(&value).is_some(),
        "region" => country::regions(country_code).is_empty() || country::region_code(country_code, &value).is_some(),
        "name" | "city" => value.chars().any(char::is_alphabetic),
        "street" => value.chars().any(char::is_alphanumeric),
        _ => true,
    };
    (!valid).then_some(Problem::Invalid)
}

/// Whether mail can be sent there: one @, no blanks, a dot in the domain (RFC 5321 allows more; no consumer's address needs it).
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label = |l: &str| {
        (1..=63).contains(&l.len()) && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
        && domain.contains('.')
        && domain.split('.').all(label)
        && domain.rsplit('.').next().is_some_and(|top| top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit()))
}

/// A postal code in the one form it is looked at: capitals and digits alone, without the country's letters that people put before it
/// ("D-80331", "CH-8001").
fn bare_postcode(text: &str, country_code: &str) -> String {
    let code: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect::<String>().to_uppercase();
    let letters: &[&str] = match country_code {
        "DE" => &["DE", "D"],
        "AT" => &["AT", "A"],
        "FR" => &["FR", "F"],
        "BE" => &["BE", "B"],
        "LU" => &["LU", "L"],
        "IT" => &["IT", "I"],
        "FI" => &["FIN", "FI"],
        "SE" => &["SE", "S"],
        "CH" | "DK" | "NO" | "HU" | "SI" | "HR" | "CZ" | "SK" | "PL" | "PT" | "ES" | "NL" | "RO" => &[country_code],
        _ => &[],
    };
    let stripped =
        letters.iter().find_map(|letters| code.strip_prefix(letters).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    stripped.map_or(code.clone(), ToOwned::to_owned)
}

/// A postal code as it stands on a parcel to that country (UPU, "Postal addressing systems"); one that cannot be right stays as it is.
#[must_use]
pub fn postcode_form(text: &str, country_code: &str) -> String {
    let country_code = country_code.to_ascii_uppercase();
    let tidied = tidy(text).to_uppercase();
    if !is_postcode(&tidied, &country_code) {
        return tidied;
    }
    let code = bare_postcode(&tidied, &country_code);
    let parted = |at: usize, by: char| code.split_at_checked(at).map(|(head, tail)| format!("{head}{by}{tail}"));
    match country_code.as_str() {
        "NL" => parted(4, ' '),
        "SE" | "CZ" | "SK" | "GR" | "CA" => parted(3, ' '),
        "GB" => parted(code.len().saturating_sub(3), ' '),
        "PL" => parted(2, '-'),
        "PT" => parted(4, '-'),
        "JP" => parted(3, '-'),
        "BR" => parted(5, '-'),
        "US" if code.len() == 9 => parted(5, '-'),
        "DE" | "FR" | "ES" | "IT" | "FI" | "HR" | "EE" | "MX" | "MY" | "TH" | "TR" | "KR" | "US" | "AT" | "BE" | "CH" | "LI" | "DK"
        | "NO" | "HU" | "SI" | "BG" | "CY" | "LU" | "AU" | "NZ" | "ZA" | "PH" | "IN" | "CN" | "SG" | "RO" => Some(code),
        // Where the form is not known, it is left as it was typed.
        _ => None,
    }
    .unwrap_or(tidied)
}

/// Postal codes by country, as far as a wrong one would stop a parcel (UPU, "Postal addressing systems"); others need a letter or digit.
fn is_postcode(text: &str, country_code: &str) -> bool {
    let country_code = country_code.to_ascii_uppercase();
    let code = bare_postcode(text, &country_code);
    let digits = |n: usize| code.len() == n && code.bytes().all(|b| b.is_ascii_digit());
    match country_code.as_str() {
        "DE" | "FR" | "ES" | "IT" | "FI" | "HR" | "EE" | "MX" | "MY" | "TH" | "TR" | "KR" => digits(5),
        "US" => digits(5) || digits(9),
        "AT" | "BE" | "CH" | "LI" | "DK" | "NO" | "HU" | "SI" | "BG" | "CY" | "LU" | "AU" | "NZ" | "ZA" | "PH" => digits(4),
        "SE" | "CZ" | "SK" | "GR" => digits(5),
        "PL" => digits(5),
        "PT" | "JP" => digits(7),
        "BR" => digits(8),
        "IN" | "CN" | "SG" | "RO" => digits(6),
        "NL" => {
            code.len() == 6 && code.bytes().take(4).all(|b| b.is_ascii_digit()) && code.bytes().skip(4).all(|b| b.is_ascii_alphabetic())
        }
        "GB" => {
            (5..=7).contains(&code.len())
                && code.bytes().all(|b| b.is_ascii_alphanumeric())
                && code.starts_with(|c: char| c.is_ascii_alphabetic())
        }
        "CA" => {
            code.len() == 6 && code.bytes().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { b.is_ascii_digit() })
        }
        _ => code.chars().any(char::is_alphanumeric),
    }
}

impl Address {
    /// The same with white space tidied, the country's code in capitals, the postcode in the country's form, and a region of a known list
    /// by its code; where the country has no regions, a region that was typed for another one is dropped.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let wanted = country::by_code(&tidy(&self.country)).is_none_or(|country| country.region);
        let region = if wanted { tidy(&self.region) } else { String::new() };
        Self {
            name: tidy(&self.name),
            street: tidy(&self.street),
            extra: tidy(&self.extra),
            postcode: postcode_form(&self.postcode, tidy(&self.country).as_str()),
            city: tidy(&self.city),
            region: country::region_code(&tidy(&self.country), &region).map_or(region, ToOwned::to_owned),
            country: tidy(&self.country).to_uppercase(),
        }
    }

    /// Name and value of each field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("country", &self.country),
            ("name", &self.name),
            ("street", &self.street),
            ("extra", &self.extra),
            ("postcode", &self.postcode),
            ("city", &self.city),
            ("region", &self.region),
        ]
    }

    /// What is wrong with it, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let check =
            |(name, value): (&str, &str)| Some(FieldError { problem: check_field(name, value, &self.country)?, field: name.to_owned() });
        self.fields().into_iter().filter_map(check).collect()
    }

    /// The lines as they stand on a parcel, the country's name last.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let (postcode, city, region) = (self.postcode.as_str(), self.city.as_str(), self.region.as_str());
        // Where regions are part of the line, the postcode comes last (UPU, "Postal addressing systems").
        let town = if country::regions(&self.country).is_empty() { [postcode, city, region] } else { [city, region, postcode] };
        let town = town.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        // In the United Kingdom the postcode has a line of its own.
        let (town, own) = if self.country == "GB" { (city.to_owned(), postcode.to_owned()) } else { (town, String::new()) };
        let country = country::by_code(&self.country).map_or(self.country.clone(), |c| c.name.to_owned());
        [self.name.clone(), self.street.clone(), self.extra.clone(), town, own, country]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect()
    }
}

impl ContactForm {
    /// What is wrong with it, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let email = check_field("email", &self.email, "").map(|problem| FieldError { field: "email".to_owned(), problem });
        email.into_iter().chain(self.address.problems()).collect()
    }
}
