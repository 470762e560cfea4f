//! Conditions on products, in the notation in which the merchant writes them:
//! `category telescopes; aperture >= 110; good_for has "Galaxies and nebulae"`.
//!
//! Semicolons and `and` join conditions of which all must hold; `and` binds closer than `or`, `or`
//! closer than a semicolon. Parentheses group, `not` negates the condition after it.

mod parse;
mod print;

use super::{Attributes, Value};

/// A condition on a product. [`Condition::parse`] reads it, [`Display`](std::fmt::Display) writes
/// it.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// `everything`
    Everything,
    /// `category telescopes`: the product is in the category with this slug or below it.
    Category(String),
    /// `aperture >= 110`: a number compared with another. A missing one fits no comparison.
    Number {
        /// The attribute.
        key: String,
        /// How it is compared.
        comparison: Comparison,
        /// With what.
        with: f64,
    },
    /// `good_for has "Children"`: a list contains this.
    Has {
        /// The attribute.
        key: String,
        /// An entry of the list.
        entry: String,
    },
    /// `mount_type is "None"`: a text equals this.
    Is {
        /// The attribute.
        key: String,
        /// The text.
        text: String,
    },
    /// `tracking is yes`
    Flag {
        /// The attribute.
        key: String,
        /// Its value.
        value: bool,
    },
    /// `aperture present`; its negation is `aperture missing`.
    Present(String),
    /// Each holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// How numbers are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Below, Self::AtMost, Self::Equal, Self::AtLeast, Self::Above];

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::Above => ">",
        }
    }

    fn holds(self, own: f64, with: f64) -> bool {
        match self {
            Self::Below => own < with,
            Self::AtMost => own <= with,
            Self::Equal => (own - with).abs() < 1e-9,
            Self::AtLeast => own >= with,
            Self::Above => own > with,
        }
    }
}

/// The type of an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttributeType {
    /// A quantity.
    Number,
    /// A word or phrase.
    Text,
    /// Several words or phrases.
    List,
    /// Yes or no.
    Flag,
}

impl AttributeType {
    /// The type with this key in `attributes.csv`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "number" => Some(Self::Number),
            "text" => Some(Self::Text),
            "list" => Some(Self::List),
            "flag" => Some(Self::Flag),
            _ => None,
        }
    }

    /// What it is, and how a condition on such an attribute is written.
    fn example(self, key: &str) -> String {
        match self {
            Self::Number => format!("a number: write {key} >= 100"),
            Self::Text => format!("a text: write {key} is \"…\""),
            Self::List => format!("a list: write {key} has \"…\""),
            Self::Flag => format!("yes or no: write {key} is yes"),
        }
    }
}

/// What is wrong with a condition, in words for the merchant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleError(String);

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RuleError {}

/// What conditions can refer to.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The type of the attribute with a key, if there is one.
    pub attribute: &'a dyn Fn(&str) -> Option<AttributeType>,
    /// Whether there is a category with a slug.
    pub category: &'a dyn Fn(&str) -> bool,
}

impl Condition {
    /// All of these hold; [`Condition::Everything`] for none.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Everything,
            1 => flat.swap_remove(0),
            _ => Self::All(flat),
        }
    }

    /// At least one of these holds; the negation of [`Condition::Everything`] for none.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Not(Box::new(Self::Everything)),
            1 => flat.swap_remove(0),
            _ => Self::Any(flat),
        }
    }

    /// Whether it holds for a product with these attributes; `is_in` says which categories it is
    /// in. A value of another type than the condition's fits as little as a missing one.
    pub fn holds(&self, attributes: &Attributes, is_in: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Everything => true,
            Self::Category(slug) => is_in(slug),
            Self::Number { key, comparison, with } => matches!(
                attributes.get(key),
                Some(Value::Number(own)) if comparison.holds(*own, *with)
            ),
            Self::Has { key, entry } => {
                matches!(attributes.get(key), Some(Value::List(list)) if list.contains(entry))
            }
            Self::Is { key, text } => {
                matches!(attributes.get(key), Some(Value::Text(own)) if own == text)
            }
            Self::Flag { key, value } => attributes.get(key) == Some(&Value::Flag(*value)),
            Self::Present(key) => attributes.contains_key(key),
            Self::All(parts) => parts.iter().all(|part| part.holds(attributes, is_in)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(attributes, is_in)),
            Self::Not(inner) => !inner.holds(attributes, is_in),
        }
    }

    /// Checks that the attributes and categories that it names exist, and that it compares each
    /// attribute by its type.
    ///
    /// # Errors
    /// If it does not; the first fault.
    pub fn check(&self, known: Known<'_>) -> Result<(), RuleError> {
        let typed = |key: &str, wanted: Option<AttributeType>| match (known.attribute)(key) {
            None => Err(RuleError(format!("no attribute {key}"))),
            Some(own) if wanted.is_some_and(|wanted| wanted != own) => {
                Err(RuleError(format!("{key} is {}", own.example(key))))
            }
            Some(_) => Ok(()),
        };
        match self {
            Self::Everything => Ok(()),
            Self::Category(slug) if (known.category)(slug) => Ok(()),
            Self::Category(slug) => Err(RuleError(format!("no category {slug}"))),
            Self::Number { key, .. } => typed(key, Some(AttributeType::Number)),
            Self::Has { key, .. } => typed(key, Some(AttributeType::List)),
            Self::Is { key, .. } => typed(key, Some(AttributeType::Text)),
            Self::Flag { key, .. } => typed(key, Some(AttributeType::Flag)),
            Self::Present(key) => typed(key, None),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().try_for_each(|part| part.check(known))
            }
            Self::Not(inner) => inner.check(known),
        }
    }

    /// The slugs of the categories that it names.
    #[must_use]
    pub fn categories(&self) -> Vec<&str> {
        match self {
            Self::Category(slug) => vec![slug.as_str()],
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(Self::categories).collect()
            }
            Self::Not(inner) => inner.categories(),
            _ => Vec::new(),
        }
    }
}
