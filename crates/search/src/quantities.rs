//! The quantities of documents by attribute, for queries such as "8 inch" and "under 5 kg".

use crate::Document;
use domain::{
    catalogue::{AttributeDefinition, Attributes, FacetKind, Value},
    search::intent::{Dimension, Limits, Quantity, Unit, quantities},
};

/// The values of one attribute, in the unit of its dimension.
#[derive(Clone, Debug)]
pub struct QuantityIndex {
    /// The attribute's key; empty for what the names of variants say.
    pub key: String,
    /// The attribute's name.
    pub name: String,
    dimension: Dimension,
    /// Size of the attribute's unit; none if each value has its own, as in `1.25″`.
    unit: Option<f64>,
    /// Whether it is asked for in inches too, rounded as shops do.
    inches: bool,
    /// By document; one can have several.
    values: Vec<(Document, f32)>,
}

/// The share by which a value may differ from the one asked for.
const TOLERANCE: f64 = 0.002;
/// The same for focal ratios: f/5.9 is called f/6, and f/4.9 is called f/5.
const RATIO_TOLERANCE: f64 = 0.025;
/// The same for inches of apertures, which are rounded.
const INCH_TOLERANCE: f64 = 0.015;
/// Millimetres in an inch.
const INCH: f64 = 25.4;

/// Whether two numbers differ by this share of the second at most.
fn near(value: f64, wanted: f64, share: f64) -> bool {
    (value - wanted).abs() <= wanted * share + 1e-9
}

impl QuantityIndex {
    /// The index of an attribute that can be filtered and has a unit, without values; `None` for
    /// any other.
    fn of(definition: &AttributeDefinition) -> Option<Self> {
        let kind = definition.facet?;
        let unit = Unit::of(&definition.unit);
        // Values in words, such as the diameters of barrels, may have a unit each.
        let has_own = definition.unit.is_empty() && kind == FacetKind::Values;
        let dimension = match unit {
            Some(unit) => unit.dimension,
            None if has_own => Dimension::Length,
            None => return None,
        };
        Some(Self {
            key: definition.key.clone(),
            name: definition.name.clone(),
            dimension,
            unit: unit.map(|unit| unit.size),
            inches: definition.inches,
            values: Vec::new(),
        })
    }

    fn add(&mut self, document: Document, value: &Value) {
        match (value, self.unit) {
            (Value::Number(number), Some(size)) => self.put(document, number * size),
            (Value::Text(text), None) => self.add_text(document, text),
            (Value::List(list), None) => {
                list.iter().for_each(|text| self.add_text(document, text));
            }
            _ => {}
        }
    }

    /// Adds a text if it is a single quantity.
    fn add_text(&mut self, document: Document, text: &str) {
        let Some((dimension, number)) = whole(text) else { return };
        if dimension == self.dimension {
            self.put(document, number);
        }
    }

    fn put(&mut self, document: Document, number: f64) {
        let value = (document, number as f32);
        if self.values.last() != Some(&value) {
            self.values.push(value);
        }
    }

    /// All values.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f32> {
        self.values.iter().map(|(_, number)| *number)
    }

    /// Copies of indices in which a document has the values of `own`, which has those of this
    /// document alone. None if an attribute gets its first value or loses its last: it then has
    /// another place among them.
    #[must_use]
    pub fn with_document(all: &[Self], document: Document, own: &[Self]) -> Option<Vec<Self>> {
        if own.iter().any(|one| all.iter().all(|other| other.key != one.key)) {
            return None;
        }
        let with_own = |index: &Self| {
            let mut fresh = index.clone();
            let from = fresh.values.partition_point(|(other, _)| *other < document);
            let to = fresh.values.partition_point(|(other, _)| *other <= document);
            let new = own.iter().find(|one| one.key == index.key);
            let values = new.map(|one| one.values.clone()).unwrap_or_default();
            drop(fresh.values.splice(from..to, values));
            (!fresh.values.is_empty()).then_some(fresh)
        };
        all.iter().map(with_own).collect()
    }

    /// Whether the documents have their own units in words: such a size is a name of its own, as
    /// 2″ is of a barrel.
    #[must_use]
    pub fn is_in_words(&self) -> bool {
        self.unit.is_none() && !self.key.is_empty()
    }

    /// Whether a quantity is of this attribute's dimension.
    #[must_use]
    pub fn measures(&self, quantity: &Quantity) -> bool {
        self.dimension == quantity.unit.dimension
    }

    /// The documents that have a quantity, in ascending order.
    #[must_use]
    pub fn matching(&self, quantity: &Quantity) -> Vec<Document> {
        if !self.measures(quantity) {
            return Vec::new();
        }
        let fits = |(_, value): &&(Document, f32)| self.fits(f64::from(*value), quantity);
        let mut found: Vec<Document> = self.values.iter().filter(fits).map(|one| one.0).collect();
        found.dedup();
        found
    }

    /// Whether any document has a quantity.
    #[must_use]
    pub fn matches(&self, quantity: &Quantity) -> bool {
        let mut values = self.values.iter();
        self.measures(quantity) && values.any(|(_, value)| self.fits(f64::from(*value), quantity))
    }

    /// Whether a document has any value.
    #[must_use]
    pub fn has(&self, document: Document) -> bool {
        self.values.binary_search_by_key(&document, |(own, _)| *own).is_ok()
    }

    /// Whether a value is a quantity that is asked for.
    pub(crate) fn fits(&self, value: f64, quantity: &Quantity) -> bool {
        let size = quantity.unit.size;
        let is_up_to = |limit: f64| value <= limit * size * (1.0 + 1e-6);
        let is_from = |limit: f64| value >= limit * size * (1.0 - 1e-6);
        match quantity.limits {
            Limits::Exactly(wanted) if self.inches && near(size, INCH, 1e-9) => {
                // 203 mm are called 8 inches, and 76 mm 3 inches.
                let step = if value < 100.0 { 10.0 } else { 1.0 };
                let rounded = (value / INCH * step).round() / step;
                near(rounded, wanted, 1e-9) || near(value / INCH, wanted, INCH_TOLERANCE)
            }
            Limits::Exactly(wanted) if self.dimension == Dimension::FocalRatio => {
                near(value, wanted, RATIO_TOLERANCE)
            }
            Limits::Exactly(wanted) => near(value, wanted * size, TOLERANCE),
            Limits::UpTo(limit) => is_up_to(limit),
            Limits::From(limit) => is_from(limit),
            Limits::Between(low, high) => is_from(low) && is_up_to(high),
        }
    }
}

/// The dimension and the number of a text that is a single quantity, such as `1.25″`.
fn whole(text: &str) -> Option<(Dimension, f64)> {
    let found = quantities(text);
    let [only] = found.as_slice() else { return None };
    let is_all = only.words == (0..text.split_whitespace().count());
    match only.limits {
        Limits::Exactly(number) if is_all => Some((only.unit.dimension, number * only.unit.size)),
        _ => None,
    }
}

/// Collects the quantities of documents.
#[derive(Debug)]
pub struct QuantityBuilder {
    attributes: Vec<QuantityIndex>,
    labels: QuantityIndex,
}

impl QuantityBuilder {
    /// For the attributes that can be filtered.
    #[must_use]
    pub fn new(definitions: &[AttributeDefinition]) -> Self {
        let labels = QuantityIndex {
            key: String::new(),
            name: String::new(),
            dimension: Dimension::Length,
            unit: None,
            inches: false,
            values: Vec::new(),
        };
        Self { attributes: definitions.iter().filter_map(QuantityIndex::of).collect(), labels }
    }

    /// Adds the attributes of a document or of one of its variants. Documents come in ascending
    /// order.
    pub fn add(&mut self, document: Document, attributes: &Attributes) {
        for index in &mut self.attributes {
            if let Some(value) = attributes.get(&index.key) {
                index.add(document, value);
            }
        }
    }

    /// Adds what distinguishes a variant, such as `13 mm`.
    pub fn add_label(&mut self, document: Document, label: &str) {
        self.labels.add_text(document, label);
    }

    /// The indices of all attributes, without values, and that of the names of variants: what is
    /// asked for is read with them if the values are elsewhere.
    #[must_use]
    pub fn definitions(definitions: &[AttributeDefinition]) -> Vec<QuantityIndex> {
        let Self { mut attributes, labels } = Self::new(definitions);
        attributes.push(labels);
        attributes
    }

    /// The indices that have values.
    #[must_use]
    pub fn build(self) -> Vec<QuantityIndex> {
        let mut all = self.attributes;
        all.push(self.labels);
        all.retain(|index| !index.values.is_empty());
        for index in &mut all {
            index.values.shrink_to_fit();
        }
        all
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn definition(key: &str, unit: &str, facet: Option<FacetKind>) -> AttributeDefinition {
        AttributeDefinition {
            kind: None,
            key: key.to_owned(),
            name: key.to_owned(),
            unit: unit.to_owned(),
            decimals: 1,
            group: String::new(),
            position: 0,
            facet,
            bands: Vec::new(),
            promoted: None,
            card: None,
            explanation: String::new(),
            shows: false,
            inches: key == "width",
            search: true,
        }
    }

    /// Five documents: their width in mm, their mass in kg, and the sizes of their plugs.
    fn indices() -> Vec<QuantityIndex> {
        let definitions = [
            definition("width", "mm", Some(FacetKind::Range)),
            definition("mass", "kg", Some(FacetKind::Range)),
            definition("plug", "", Some(FacetKind::Values)),
            definition("hidden", "mm", None),
            definition("hue", "", Some(FacetKind::Values)),
        ];
        let mut builder = QuantityBuilder::new(&definitions);
        for (document, (width, weight, plugs)) in (0..).zip([
            (203.0, 2.0, vec!["1.25″"]),
            (76.0, 0.5, vec!["1.25″", "2″"]),
            (235.0, 12.0, vec![]),
            (50.0, 1.0, vec!["none"]),
            (150.0, 5.0, vec![]),
        ]) {
            let plugs: Vec<String> = plugs.into_iter().map(str::to_owned).collect();
            let attributes = [
                ("width".to_owned(), Value::Number(width)),
                ("hidden".to_owned(), Value::Number(7.0)),
                ("mass".to_owned(), Value::Number(weight)),
                ("plug".to_owned(), Value::List(plugs)),
                ("hue".to_owned(), Value::Text("red".to_owned())),
            ];
            builder.add(document, &attributes.into_iter().collect());
        }
        builder.add_label(4, "13 mm");
        builder.add_label(4, "Tube only");
        builder.build()
    }

    #[test]
    fn documents_are_found_in_any_unit() {
        let indices = indices();
        let keys: Vec<&str> = indices.iter().map(|index| index.key.as_str()).collect();
        assert_eq!(keys, ["width", "mass", "plug", ""]);
        let find = |query: &str| -> Vec<(String, Vec<Document>)> {
            let quantity = quantities(query).remove(0);
            let found = indices.iter().map(|one| (one.key.clone(), one.matching(&quantity)));
            found.filter(|(_, documents)| !documents.is_empty()).collect()
        };
        let of = |key: &str, documents: &[Document]| vec![(key.to_owned(), documents.to_vec())];
        assert_eq!(find("8 inch"), of("width", &[0]));
        assert_eq!(find("203 mm"), of("width", &[0]));
        assert_eq!(find("20.3 cm"), of("width", &[0]));
        assert_eq!(find("9.25 inch"), of("width", &[2]));
        assert_eq!(find("9 inch"), of("width", &[2]));
        assert_eq!(find("6 inch"), of("width", &[4]));
        assert_eq!(find("3 inch"), of("width", &[1]));
        assert_eq!(find("200 mm"), vec![]);
        assert_eq!(find("1.25 inch"), of("plug", &[0, 1]));
        assert_eq!(find("31.7 mm"), of("plug", &[0, 1]));
        assert_eq!(
            find("2 inch"),
            vec![("width".to_owned(), vec![3]), ("plug".to_owned(), vec![1])]
        );
        assert_eq!(find("under 1 kg"), of("mass", &[1, 3]));
        assert_eq!(find("over 5000 g"), of("mass", &[2, 4]));
        assert_eq!(find("between 1 and 5 kg"), of("mass", &[0, 3, 4]));
        assert_eq!(find("13 mm"), of("", &[4]));
        assert_eq!(find("7 mm"), vec![], "it cannot be filtered");
        assert_eq!(find("f/5"), vec![]);
        let mass = indices.get(1).unwrap();
        assert!(mass.has(4) && !mass.has(5) && !mass.is_in_words());
        assert!(indices.get(2).unwrap().is_in_words());
    }
}
