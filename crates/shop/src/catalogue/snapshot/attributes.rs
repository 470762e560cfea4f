//! What attributes say about products and variants.

use crate::catalogue::keys;
use domain::catalogue::{Attributes, Value};
use std::collections::BTreeMap;

/// The attributes in which a variant differs from its product; `None` removes one.
pub type Difference = BTreeMap<String, Option<Value>>;

/// The product's attributes with the difference of a variant.
pub fn with_difference(product: &Attributes, difference: &Difference) -> Attributes {
    let mut attributes = product.clone();
    for (key, value) in difference {
        match value {
            Some(value) => drop(attributes.insert(key.clone(), value.clone())),
            None => drop(attributes.remove(key)),
        }
    }
    attributes
}

/// The product's attributes with those of a variant, as JSON; null removes one.
///
/// # Errors
/// If the JSON is not an object of attributes.
pub fn merged(product: &Attributes, variant: &str) -> serde_json::Result<Attributes> {
    Ok(with_difference(product, &serde_json::from_str(variant)?))
}

/// Whether an instrument is a dedicated solar telescope.
pub fn solar_only(attributes: &Attributes) -> bool {
    attributes.contains_key(keys::APERTURE)
        && attributes.get(keys::SUN_ONLY) == Some(&Value::Flag(true))
}
