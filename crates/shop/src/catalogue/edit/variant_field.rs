//! The fields of a variant.

use store::catalogue::{EditedPictureRow, EditedVariantRow};

/// A field of a variant, in the order in which several are set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum VariantField {
    /// Stock keeping unit. A search of the desk finds the variant by its old ones.
    Sku,
    /// What distinguishes it from its siblings, such as `Colour`; may be empty.
    OptionName,
    /// Which of them it is, such as `Red`; may be empty.
    Label,
    /// Its place among its siblings.
    Position,
    /// The packed weight of a unit in grams; 0 if it is unknown.
    WeightGrams,
    /// The hash of the product's picture that shows it; empty for the first.
    Picture,
    /// Whether it is no longer sold.
    Archived,
    /// An attribute in which it differs from the product; empty if it does not, `-` if it has none.
    Attribute(String),
}

impl VariantField {
    /// Those that every variant has, in display order.
    pub const PLAIN: [Self; 7] = [
        Self::Sku,
        Self::OptionName,
        Self::Label,
        Self::Position,
        Self::WeightGrams,
        Self::Picture,
        Self::Archived,
    ];

    /// Its key in forms, in the API and in the audit log.
    #[must_use]
    pub fn key(&self) -> String {
        let plain = match self {
            Self::Sku => "sku",
            Self::OptionName => "option_name",
            Self::Label => "label",
            Self::Position => "position",
            Self::WeightGrams => "weight_g",
            Self::Picture => "picture",
            Self::Archived => "archived",
            Self::Attribute(key) => return format!("attr.{key}"),
        };
        plain.to_owned()
    }

    /// The field with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some(attribute) = key.strip_prefix("attr.").filter(|key| !key.is_empty()) {
            return Some(Self::Attribute(attribute.to_owned()));
        }
        Self::PLAIN.into_iter().find(|field| field.key() == key)
    }
}

/// The hash of the picture of a variant among these; empty for the first.
pub(super) fn picture_of(row: &EditedVariantRow, pictures: &[EditedPictureRow]) -> String {
    let place = usize::try_from(row.picture).ok().and_then(|place| place.checked_sub(1));
    let picture = place.filter(|place| *place > 0).and_then(|place| pictures.get(place));
    picture.map_or_else(String::new, |picture| picture.hash.clone())
}
