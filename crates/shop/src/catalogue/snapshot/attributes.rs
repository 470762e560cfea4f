//! What attributes say about products and variants.

use domain::catalogue::{Attributes, Value};
use std::collections::BTreeMap;

/// The product's attributes with those of a variant, as JSON; null removes one.
///
/// # Errors
/// If the JSON is not an object of attributes.
pub fn merged(product: &Attributes, variant: &str) -> serde_json::Result<Attributes> {
    let mut attributes = product.clone();
    for (key, value) in serde_json::from_str::<BTreeMap<String, Option<Value>>>(variant)? {
        match value {
            Some(value) => drop(attributes.insert(key, value)),
            None => drop(attributes.remove(&key)),
        }
    }
    Ok(attributes)
}

/// Whether an instrument is a dedicated solar telescope.
pub fn solar_only(attributes: &Attributes) -> bool {
    let Some(Value::List(purposes)) = attributes.get("good_for") else { return false };
    let night = ["Moon and planets", "Galaxies and nebulae", "Double stars"];
    attributes.contains_key("aperture")
        && purposes.iter().any(|purpose| purpose == "Sun")
        && !purposes.iter().any(|purpose| night.contains(&purpose.as_str()))
}
