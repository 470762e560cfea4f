//! Attributes of variants.

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
