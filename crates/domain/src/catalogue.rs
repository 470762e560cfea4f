//! Attributes of products: their values, definitions and notation; conditions on them, and what
//! cards show of them; what a product lacks to be sold.

pub mod card_specs;
pub mod guides;
pub mod readiness;
pub mod rules;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of an attribute as stored: typed, without its unit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A quantity in the attribute's unit.
    Number(f64),
    /// A word or phrase.
    Text(String),
    /// Several words or phrases.
    List(Vec<String>),
}

/// What an attribute's values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// [`Value::Flag`].
    Flag,
    /// [`Value::Number`].
    Number,
    /// [`Value::Text`].
    Text,
    /// [`Value::List`].
    List,
}

impl Value {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Flag(_) => ValueKind::Flag,
            Self::Number(_) => ValueKind::Number,
            Self::Text(_) => ValueKind::Text,
            Self::List(_) => ValueKind::List,
        }
    }
}

/// The text of an attribute that says that a product has none of it, such as a tube without a
/// dovetail. Without a value, that is unknown.
pub const NONE: &str = "None";

/// The attributes of a product, by key.
pub type Attributes = BTreeMap<String, Value>;

/// How an attribute can be filtered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetKind {
    /// Values to select.
    Values,
    /// A range of numbers, divided into a few bands.
    Range,
}

/// An attribute that products can have.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AttributeDefinition {
    /// The key in [`Attributes`], such as `focal_length`.
    pub key: String,
    /// Display name: "Focal length".
    pub name: String,
    /// What its values are; none if it was stored by a release that did not note it.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ValueKind>,
    /// The unit after a number, such as `mm`; may be empty.
    pub unit: String,
    /// Decimal digits shown of a number.
    pub decimals: u8,
    /// Its group in the table of specifications; without one, it is not in the table.
    pub group: String,
    /// Its position in that table.
    pub position: i32,
    /// Whether and how it can be filtered.
    pub facet: Option<FacetKind>,
    /// The limits between the bands of a range, in ascending order. They are data, so that an edit
    /// of a product does not change the bands, and a link to one keeps its meaning.
    #[serde(default)]
    pub bands: Vec<f64>,
    /// Its rank among the facets whose values are shortcuts above a list, if it is one.
    #[serde(default)]
    pub promoted: Option<i32>,
    /// Its rank among the key specifications on a card, if it is one.
    pub card: Option<i32>,
    /// An explanation for beginners, one sentence.
    pub explanation: String,
    /// Whether one looks or photographs through what has it.
    #[serde(default)]
    pub shows: bool,
    /// Whether a search finds its values, which are in millimetres, in inches too.
    #[serde(default)]
    pub inches: bool,
    /// Whether its values are indexed for search.
    #[serde(default = "searched")]
    pub search: bool,
}

/// The default: indexed.
fn searched() -> bool {
    true
}

impl AttributeDefinition {
    /// The value with its unit: `714 mm`, `f/7`, `1.25″, 2″`, with no-break spaces before units. A
    /// flag is `yes` or `no`, as in the merchant's tables; pages have their own words for it.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        let unit = match self.unit.as_str() {
            "" => String::new(),
            "f/" => String::new(),
            "°" | "×" | "″" | "′" | "%" => self.unit.clone(),
            unit => format!("\u{a0}{unit}"),
        };
        match value {
            Value::Flag(true) => "yes".to_owned(),
            Value::Flag(false) => "no".to_owned(),
            Value::Number(number) => {
                let digits = crate::text::number(*number, usize::from(self.decimals));
                if self.unit == "f/" { format!("f/{digits}") } else { format!("{digits}{unit}") }
            }
            Value::Text(text) => format!("{text}{unit}"),
            Value::List(list) => {
                list.iter().map(|item| format!("{item}{unit}")).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Status of a product.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProductStatus {
    /// Not shown yet.
    Draft,
    /// Shown from its date of publication.
    Published,
    /// No longer sold.
    Archived,
}

impl ProductStatus {
    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// The status with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Draft, Self::Published, Self::Archived]
            .into_iter()
            .find(|status| status.key() == key)
    }
}

/// What a picture of a product shows. One without a role shows something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureRole {
    /// The product, or one of its variants.
    Main,
    /// How light passes through it.
    LightPath,
    /// Its size beside something familiar.
    Scale,
    /// A part of it, or how it works.
    Detail,
}

impl PictureRole {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Main, Self::LightPath, Self::Scale, Self::Detail];

    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::LightPath => "light_path",
            Self::Scale => "scale",
            Self::Detail => "detail",
        }
    }

    /// The role with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// What a redirect from an old slug leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RedirectKind {
    /// A product.
    Product,
    /// A category.
    Category,
    /// A content page.
    Page,
}

impl RedirectKind {
    /// Key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Page => "page",
        }
    }
}
