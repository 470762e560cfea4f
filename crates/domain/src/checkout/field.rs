//! Fields of a checkout form: their checks, and why one is invalid.

use crate::{
    customers::{
        address_form::Form,
        country,
        email::{MAX_EMAIL, is_email, tidy_email},
        phone::is_phone,
    },
    text::tidy,
};
use serde::{Deserialize, Serialize};

/// Maximum length of any field but the email address, in characters.
pub const MAX_FIELD: usize = 120;

/// Why a field is invalid. The message is `error-{field}-{key}` in the message files,
/// or `error-{key}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FieldErrorKind {
    /// Required and empty.
    Missing,
    /// Not in a valid form.
    Invalid,
    /// Longer than [`MAX_FIELD`] or [`MAX_EMAIL`].
    TooLong,
    /// Contains U+FFFD, the replacement for bytes that are not UTF-8.
    Unreadable,
    /// Has the right form, but the check character does not match.
    Mistyped,
}

impl FieldErrorKind {
    /// The key in the message files.
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

/// A field of a form and why it is invalid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the input.
    pub field: String,
    /// What is wrong.
    pub problem: FieldErrorKind,
}

/// Whether a field must be filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// It must not be empty.
    Required,
    /// It may be empty.
    Optional,
}

/// Checks one field by its name in the form; the country decides about postcode and region. Any
/// country is valid: [`crate::shipping::Zones`] has those that the shop delivers to. For the
/// server, which has the rules of every country.
#[must_use]
pub fn check_field(name: &str, value: &str, country_code: &str) -> Option<FieldErrorKind> {
    let form = Form::of(country_code);
    let optional = match name {
        "extra" => true,
        "region" => !form.region_needed(),
        "postcode" => !form.postcode_needed,
        "city" => !form.only_city.is_empty(),
        _ => false,
    };
    let presence = if optional { Presence::Optional } else { Presence::Required };
    check_text(name, value, presence).or_else(|| {
        let value = tidy(value);
        let valid = value.is_empty()
            || match name {
                "postcode" => form.postcode(&value).is_some(),
                "country" => country::by_code(&value).is_some(),
                "region" => form.regions().next().is_none() || form.find_region(&value).is_some(),
                _ => true,
            };
        (!valid).then_some(FieldErrorKind::Invalid)
    })
}

/// The same without the rules of countries, which the browser receives with the page.
#[must_use]
pub fn check_text(name: &str, value: &str, presence: Presence) -> Option<FieldErrorKind> {
    let value = if name == "email" { tidy_email(value) } else { tidy(value) };
    if value.is_empty() {
        return (presence == Presence::Required).then_some(FieldErrorKind::Missing);
    }
    let too_long =
        if name == "email" { value.len() > MAX_EMAIL } else { value.chars().count() > MAX_FIELD };
    if too_long {
        return Some(FieldErrorKind::TooLong);
    }
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return Some(FieldErrorKind::Unreadable);
    }
    let valid = match name {
        "email" => is_email(&value),
        "name" | "city" => value.chars().any(char::is_alphabetic),
        "street" => value.chars().any(char::is_alphanumeric),
        "phone" => is_phone(&value),
        "postcode" => value.chars().any(char::is_alphanumeric),
        _ => true,
    };
    (!valid).then_some(FieldErrorKind::Invalid)
}
