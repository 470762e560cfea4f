//! Why a change of the catalogue is not made, in words for the merchant.

use super::Conflict;
use crate::{InternalError, error::internal, staff::Forbidden};
use std::fmt;

/// What is wrong with the value of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// There is no such field.
    UnknownField,
    /// It must have a value.
    Required,
    /// It may have this many characters.
    TooLong(usize),
    /// It is not a slug; the text says why.
    Slug(String),
    /// Another product, variant or category has it.
    Taken,
    /// It is an old address of the product or category with this slug, which would be lost.
    OldAddress(String),
    /// There is no such thing, by its slug, key or hash.
    Missing(String),
    /// A category is archived.
    Archived(String),
    /// It occurs twice.
    Twice(String),
    /// A thing cannot belong to itself.
    Itself,
    /// A category cannot be below itself.
    Cycle,
    /// It is not a number.
    NotANumber,
    /// It is not a whole number within these limits.
    NotWithin(i64, i64),
    /// It is neither yes nor no.
    NotYesOrNo,
    /// It can be only one of these.
    NotOneOf(Vec<&'static str>),
    /// It is not a date with a time.
    NotATime,
    /// Clocks are put forward over this time in the shop's zone.
    NoSuchTime,
    /// Clocks show this time twice. One of these says which is meant.
    TimeTwice(String, String),
    /// It ends before it begins.
    EndsFirst,
    /// A product without a variant that is sold cannot be published.
    NoVariant,
    /// Variants without a price are not sold: their SKUs.
    NoPrice(Vec<String>),
    /// A published product keeps a variant that is sold.
    LastVariant,
    /// Products or categories are in it.
    NotEmpty,
    /// Another area refuses it; the text says why.
    Refused(String),
    /// The page with this title has the role.
    RoleTaken(String),
    /// It is not a rule that fits the catalogue; the text says why.
    Rule(String),
    /// It is no address of the shop.
    Nowhere(String),
    /// It is not an amount with its currency.
    NotAnAmount,
    /// It cannot be changed once it is saved.
    Fixed,
    /// Neither products nor a rule are given, or both.
    ProductsOrRule,
    /// A block of this kind does not show it.
    NotShown,
    /// It is not after the beginning.
    EndsBeforeItBegins,
    /// A text cannot stand there; the text says why.
    Text(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField => f.write_str("There is no such field."),
            Self::Required => f.write_str("Fill this in."),
            Self::TooLong(max) => write!(f, "Shorten this to {max} characters."),
            Self::Slug(why) => write!(f, "This cannot be an address: {why}."),
            Self::Taken => f.write_str("This is taken. Choose another one."),
            Self::OldAddress(slug) => write!(
                f,
                "This is an old address of “{slug}”. Its links would lead here. Choose another one."
            ),
            Self::Missing(name) => write!(f, "There is no “{name}”."),
            Self::Archived(name) => write!(f, "“{name}” is archived. Restore it first."),
            Self::Twice(name) => write!(f, "“{name}” is in the list twice."),
            Self::Itself => f.write_str("A product cannot be listed with itself."),
            Self::Cycle => f.write_str("A category cannot be moved below itself."),
            Self::NotANumber => f.write_str("Enter a number, such as 203 or 1.25."),
            Self::NotWithin(min, max) => write!(f, "Enter a whole number from {min} to {max}."),
            Self::NotYesOrNo => f.write_str("Choose yes or no."),
            Self::NotOneOf(choices) => write!(f, "Choose one of these: {}.", choices.join(", ")),
            Self::NotATime => f.write_str("Enter a date and a time, such as 2026-11-27T08:00."),
            Self::NoSuchTime => {
                f.write_str("Clocks go forward that night, so this time does not exist.")
            }
            Self::TimeTwice(first, second) => write!(
                f,
                "Clocks go back that night, so this time comes twice. Enter {first} or {second}."
            ),
            Self::EndsFirst => f.write_str("This is before the time of publication."),
            Self::NoVariant => f.write_str("Add a variant before you publish the product."),
            Self::NoPrice(skus) => write!(f, "Set a price for {} first.", skus.join(", ")),
            Self::LastVariant => f.write_str(
                "A published product needs a variant. Archive the product, or make it a draft.",
            ),
            Self::NotEmpty => f.write_str("Move its products and subcategories elsewhere first."),
            Self::Refused(why) => write!(f, "This cannot be saved: {why}."),
            Self::RoleTaken(title) => {
                write!(f, "The page “{title}” has this role. Take it away there first.")
            }
            Self::Rule(why) => write!(f, "This rule cannot be used: {why}."),
            Self::Nowhere(text) => write!(
                f,
                "“{text}” leads nowhere. Enter a path of this shop, such as /track, or choose \
                 from the list."
            ),
            Self::NotAnAmount => {
                f.write_str("Enter an amount with its currency, such as 250.00 EUR.")
            }
            Self::Fixed => f.write_str("This cannot be changed any more."),
            Self::ProductsOrRule => f.write_str("Either choose products or write a rule."),
            Self::NotShown => {
                f.write_str("A block of this kind does not show this. Leave it empty.")
            }
            Self::EndsBeforeItBegins => f.write_str("This is not after the beginning."),
            Self::Text(why) => write!(f, "This text cannot be saved: {why}."),
        }
    }
}

/// A field whose value cannot be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The key of the field.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    pub(crate) fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem }
    }
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// Fields have values that cannot be saved; it names all of them.
    #[error("fields are missing or wrong")]
    Invalid(Vec<FieldError>),
    /// Somebody else has changed the same fields since they were read.
    #[error("somebody else has changed the same fields")]
    Conflict(Conflict),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(EditError);

impl EditError {
    /// An error for one field.
    pub(crate) fn field(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }
}
