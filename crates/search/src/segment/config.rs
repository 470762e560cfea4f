//! What an index is opened with.

use super::record::{FieldValue, Key};
use crate::{FacetChoice, FacetIndex, QuantityIndex, Vocabulary};
use domain::catalogue::{AttributeDefinition, FacetKind, Value};
use std::sync::Arc;

/// Which values a facet has.
#[derive(Clone, Debug)]
pub enum FacetValues {
    /// Texts, most frequent first.
    Texts,
    /// "yes" and "no".
    Flags,
    /// These; the value of a document is the number of one.
    Fixed(Vec<FacetChoice>),
    /// Available and not: what the index knows of each document.
    Available([FacetChoice; 2]),
}

/// A facet. Its values are a field of the same name.
#[derive(Clone, Debug)]
pub struct FacetSpec {
    /// Name of the query parameter, and of the field.
    pub key: String,
    /// The attribute's name.
    pub label: String,
    /// A sentence that explains the term.
    pub explanation: String,
    /// Its values.
    pub values: FacetValues,
}

impl FacetSpec {
    /// The facet of an attribute that can be filtered. `flags` says whether its values are flags.
    #[must_use]
    pub fn of_attribute(definition: &AttributeDefinition, values: FacetValues) -> Self {
        Self {
            key: definition.key.clone(),
            label: definition.name.clone(),
            explanation: definition.explanation.clone(),
            values,
        }
    }

    /// The bands of an attribute.
    #[must_use]
    pub fn bands(definition: &AttributeDefinition) -> FacetValues {
        FacetValues::Fixed(FacetIndex::bands(definition, &definition.bands))
    }
}

/// The values of an attribute's facet that a document has.
#[must_use]
pub fn facet_values(definition: &AttributeDefinition, value: Option<&Value>) -> Vec<FieldValue> {
    match (definition.facet, value) {
        (Some(FacetKind::Values), Some(Value::List(list))) => {
            list.iter().map(|text| FieldValue::Text(text.clone())).collect()
        }
        (Some(FacetKind::Values), Some(value)) => vec![FieldValue::Text(definition.show(value))],
        (Some(FacetKind::Range), Some(Value::Number(number))) => {
            let band = definition.bands.partition_point(|cut| cut <= number);
            vec![FieldValue::Number(band as f64)]
        }
        _ => Vec::new(),
    }
}

/// Documents that rank lower, such as solar telescopes unless the query is about the Sun.
#[derive(Clone, Debug)]
pub struct Demotion {
    /// Their field and its value.
    pub field: String,
    /// See `field`.
    pub value: FieldValue,
    /// The factor for their scores.
    pub factor: f32,
    /// Queries for which it does not count.
    pub unless: fn(&str) -> bool,
}

/// What an index is opened with.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Differs if documents have to be indexed again, as after a change of facets or of the
    /// program.
    pub kind: u64,
    /// How many orders documents have; equal ones in any are in the first.
    pub orders: usize,
    /// The facets, in display order.
    pub facets: Vec<FacetSpec>,
    /// Other fields to keep in memory, such as categories.
    pub resident: Vec<String>,
    /// The attributes with quantities.
    pub quantities: Arc<Vec<QuantityIndex>>,
    /// The merchant's vocabulary. It names documents by their place in `answers`.
    pub vocabulary: Arc<Vocabulary>,
    /// The keys of documents that the vocabulary names.
    pub answers: Vec<Key>,
    /// Documents that rank lower.
    pub demoted: Option<Demotion>,
}

impl Config {
    /// The fields to keep in memory.
    pub(super) fn resident(&self) -> Vec<String> {
        let of_facets = self
            .facets
            .iter()
            .filter(|facet| !matches!(facet.values, FacetValues::Available(_)))
            .map(|facet| facet.key.clone());
        of_facets.chain(self.resident.iter().cloned()).collect()
    }
}
