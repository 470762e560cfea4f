//! The specifications of a product or a variant.

use crate::catalogue::{
    keys,
    snapshot::{Snapshot, attributes::merged},
};
use domain::catalogue::{AttributeDefinition, Attributes, NONE, Value};
use views::catalogue::{Spec, SpecValue};

/// Attributes that decide compatibility.
const CONNECTS: [&str; 7] = [
    keys::FOCUSER_BARREL,
    keys::BARREL,
    keys::THREAD,
    keys::BACK_FOCUS,
    keys::DOVETAIL,
    keys::FITS_FROM,
    keys::FITS_TO,
];

/// The product's attributes with those of a variant; null removes one.
pub(super) fn attributes_of(product: &str, variant: &str) -> serde_json::Result<Attributes> {
    merged(&serde_json::from_str(product)?, variant)
}

/// Whether one looks or photographs through it.
pub(super) fn shows(snapshot: &Snapshot, attributes: &Attributes) -> bool {
    snapshot.definitions.iter().any(|one| one.shows && attributes.contains_key(&one.key))
}

/// Whether it connects to other equipment.
pub(super) fn connects(attributes: &Attributes) -> bool {
    CONNECTS.iter().any(|key| attributes.contains_key(*key))
}

fn spec(definition: &AttributeDefinition, value: &Value) -> Spec {
    Spec {
        name: definition.name.clone(),
        value: match value {
            Value::Flag(flag) => SpecValue::Flag(*flag),
            Value::Number(_) | Value::Text(_) | Value::List(_) => {
                SpecValue::Text(definition.show(value))
            }
        },
        explanation: definition.explanation.clone(),
    }
}

/// The most important specifications.
pub(super) fn key_specs(snapshot: &Snapshot, attributes: &Attributes) -> Vec<Spec> {
    let mut ranked: Vec<(i32, Spec)> = snapshot
        .definitions
        .iter()
        .filter_map(|d| {
            let (rank, spec) = (d.card?, spec(d, attributes.get(&d.key)?));
            // Only features that exist are shown beside the price.
            (spec.value.text() != Some(NONE)).then_some((rank, spec))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(4).map(|(_, spec)| spec).collect()
}

/// All specifications by group. An attribute without a group is for the program alone.
pub(super) fn specs(snapshot: &Snapshot, attributes: &Attributes) -> Vec<(String, Vec<Spec>)> {
    let mut groups: Vec<(String, Vec<Spec>)> = Vec::new();
    for definition in snapshot.definitions.iter().filter(|one| !one.group.is_empty()) {
        let Some(value) = attributes.get(&definition.key) else { continue };
        let spec = spec(definition, value);
        match groups.iter_mut().find(|(group, _)| *group == definition.group) {
            Some((_, specs)) => specs.push(spec),
            None => groups.push((definition.group.clone(), vec![spec])),
        }
    }
    groups
}
