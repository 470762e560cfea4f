//! Facets: the values of an attribute, the products that have them, and how many products each
//! choice would leave.

use domain::{
    catalogue::{AttributeDefinition, Attributes, FacetKind, Value},
    search::{Band, ChoiceLabel},
    text::number,
};
use std::{collections::BTreeMap, sync::Arc};

/// A choice of a facet.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetChoice {
    /// In the URL: a slug of the value, or `from-to` with either end open.
    pub key: Arc<str>,
    /// What it stands for.
    pub label: ChoiceLabel,
}

/// A facet of all products.
#[derive(Debug, Default)]
pub struct FacetIndex {
    /// Name of the query parameter.
    pub key: String,
    /// The attribute's name; empty for the shop's own facets, which pages name by their keys.
    pub label: String,
    /// A sentence that explains the term.
    pub explanation: String,
    /// In display order.
    pub choices: Vec<FacetChoice>,
    /// For product `i` the choices are `values[offsets[i]..offsets[i + 1]]`.
    offsets: Vec<u32>,
    values: Vec<u16>,
}

impl FacetIndex {
    /// The choices of product `i`; none for a product that is not indexed.
    #[must_use]
    pub fn of(&self, i: u32) -> &[u16] {
        let at = |i: usize| self.offsets.get(i).copied().unwrap_or(0) as usize;
        self.values.get(at(i as usize)..at(i as usize + 1)).unwrap_or_default()
    }

    /// The values of product `i` that are texts.
    #[must_use]
    pub fn labels(&self, i: u32) -> Vec<&str> {
        let choices = self.of(i).iter().filter_map(|&place| self.choices.get(usize::from(place)));
        choices.filter_map(|choice| choice.label.text()).collect()
    }

    /// The index of a choice, by its key.
    #[must_use]
    pub fn choice(&self, key: &str) -> Option<u16> {
        self.choices
            .iter()
            .position(|choice| *choice.key == *key)
            .and_then(|i| u16::try_from(i).ok())
    }

    fn fill(&mut self, products: impl Iterator<Item = Vec<u16>>) {
        self.offsets.push(0);
        for choices in products {
            self.values.extend(choices);
            self.offsets.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        }
    }

    /// A facet of texts, most frequent first, then by name.
    #[must_use]
    pub fn of_texts(key: &str, label: &str, explanation: &str, products: &[Vec<String>]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for text in products.iter().flatten() {
            *counts.entry(text).or_default() += 1;
        }
        let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
        texts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let choices: Vec<FacetChoice> = texts.iter().map(|(text, _)| text_choice(text)).collect();
        let place: BTreeMap<&str, u16> = texts
            .iter()
            .enumerate()
            .filter_map(|(i, (text, _))| Some((*text, u16::try_from(i).ok()?)))
            .collect();
        let mut facet = Self::empty(key, label, explanation, choices);
        facet.fill(products.iter().map(|texts| {
            texts.iter().filter_map(|text| place.get(text.as_str()).copied()).collect()
        }));
        facet
    }

    /// A facet without any values assigned.
    pub(crate) fn empty(
        key: &str,
        label: &str,
        explanation: &str,
        choices: Vec<FacetChoice>,
    ) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            explanation: explanation.to_owned(),
            choices,
            ..Self::default()
        }
    }

    /// Whether a product has this value of the attribute here already.
    #[must_use]
    pub fn has_value(
        &self,
        definition: &AttributeDefinition,
        product: u32,
        value: Option<&Value>,
    ) -> bool {
        match definition.facet {
            Some(FacetKind::Values) => {
                let own = self.of(product).iter();
                let own = own.filter_map(|place| self.choices.get(usize::from(*place)));
                own.map(name).eq(texts(definition, value))
            }
            Some(FacetKind::Range) => {
                !definition.bands.is_empty()
                    && self.of(product).iter().copied().eq(band(definition, value))
            }
            None => true,
        }
    }

    /// A copy in which a product has another value of the attribute that the facet is of. None if
    /// only a facet that is built anew is right: its bands are computed, or its values are not all
    /// of one type.
    #[must_use]
    pub fn with_value(
        &self,
        definition: &AttributeDefinition,
        product: u32,
        value: Option<&Value>,
    ) -> Option<Self> {
        match definition.facet? {
            FacetKind::Values => self.with_texts(definition, product, value),
            FacetKind::Range if definition.bands.is_empty() => None,
            FacetKind::Range => {
                let place = band(definition, value);
                let mut facet =
                    Self::empty(&self.key, &self.label, &self.explanation, self.choices.clone());
                let places = |i: u32| match i == product {
                    true => place.into_iter().collect(),
                    false => self.of(i).to_vec(),
                };
                facet.fill(self.products().map(places));
                Some(facet)
            }
        }
    }

    /// All products.
    fn products(&self) -> impl Iterator<Item = u32> + use<> {
        (0_u32..).take(self.offsets.len().saturating_sub(1))
    }

    /// The copy for a facet of texts or flags.
    fn with_texts(
        &self,
        definition: &AttributeDefinition,
        product: u32,
        value: Option<&Value>,
    ) -> Option<Self> {
        let is_flag = |choice: &FacetChoice| matches!(choice.label, ChoiceLabel::Flag(_));
        let flags = self.choices.iter().filter(|choice| is_flag(choice)).count();
        let of_flags = matches!(value, Some(Value::Flag(_)));
        // Texts in a facet of flags are shown as flags, and have lost their texts here.
        if (flags > 0 || of_flags) && (flags != self.choices.len() || of_flags != (flags > 0)) {
            let is_emptied = value.is_none() && flags == self.choices.len();
            if !is_emptied {
                return None;
            }
        }
        let texts = texts(definition, value);
        let mut names: Vec<String> = self.choices.iter().map(name).collect();
        let mut counts = vec![0_usize; names.len()];
        let own = self.of(product);
        for place in &self.values {
            if let Some(count) = counts.get_mut(usize::from(*place)) {
                *count += 1;
            }
        }
        for place in own {
            if let Some(count) = counts.get_mut(usize::from(*place)) {
                *count = count.saturating_sub(1);
            }
        }
        let mut chosen = Vec::with_capacity(texts.len());
        for text in texts {
            let known = names.iter().position(|name| *name == text);
            let place = known.unwrap_or(names.len());
            if known.is_none() {
                names.push(text);
                counts.push(0);
            }
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
            chosen.push(place);
        }
        // Most frequent first, then by name, without those that no product has.
        let counted = counts.iter().zip(&names).enumerate();
        let mut order: Vec<(usize, usize, &String)> = counted
            .filter(|(_, (count, _))| **count > 0)
            .map(|(place, (count, name))| (place, *count, name))
            .collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(b.2)));
        let mut moved: Vec<Option<u16>> = vec![None; names.len()];
        let mut choices = Vec::with_capacity(order.len());
        for (to, (from, _, name)) in order.into_iter().enumerate() {
            if let Some(moved) = moved.get_mut(from) {
                *moved = u16::try_from(to).ok();
            }
            choices.push(match self.choices.get(from) {
                Some(choice) => choice.clone(),
                None if of_flags => {
                    FacetChoice { key: slug(name).into(), label: ChoiceLabel::Flag(name == "yes") }
                }
                None => FacetChoice {
                    key: slug(name).into(),
                    label: ChoiceLabel::Text(name.as_str().into()),
                },
            });
        }
        let to = |from: usize| moved.get(from).copied().flatten();
        let mut facet = Self::empty(&self.key, &self.label, &self.explanation, choices);
        facet.fill(self.products().map(|i| match i == product {
            true => chosen.iter().filter_map(|place| to(*place)).collect(),
            false => self.of(i).iter().filter_map(|place| to(usize::from(*place))).collect(),
        }));
        Some(facet)
    }

    /// A facet with two choices, the first for `true`. It always has both, so that a URL keeps its
    /// meaning.
    #[must_use]
    pub fn of_two(
        key: &str,
        choices: [FacetChoice; 2],
        products: impl Iterator<Item = bool>,
    ) -> Self {
        let mut facet = Self::empty(key, "", "", choices.into());
        facet.fill(products.map(|first| vec![u16::from(!first)]));
        facet
    }

    /// A facet with given choices, and the index of each product's choice.
    #[must_use]
    pub fn of_places(
        key: &str,
        choices: Vec<FacetChoice>,
        places: impl Iterator<Item = u16>,
    ) -> Self {
        let mut facet = Self::empty(key, "", "", choices);
        facet.fill(places.map(|place| vec![place]));
        facet
    }

    /// A facet of numbers, divided at `cuts`. A band's label ends one step before the next band, so
    /// that no two labels overlap.
    fn of_numbers(
        definition: &AttributeDefinition,
        cuts: &[f64],
        products: &[Option<f64>],
    ) -> Self {
        let choices = Self::bands(definition, cuts);
        let mut facet =
            Self::empty(&definition.key, &definition.name, &definition.explanation, choices);
        facet.fill(products.iter().map(|value| {
            value
                .map(|value| cuts.partition_point(|&cut| cut <= value))
                .and_then(|i| u16::try_from(i).ok())
                .into_iter()
                .collect()
        }));
        facet
    }

    /// The choices of a facet of numbers that is divided at `cuts`.
    #[must_use]
    pub fn bands(definition: &AttributeDefinition, cuts: &[f64]) -> Vec<FacetChoice> {
        let step = 10_f64.powi(-i32::from(definition.decimals));
        let show = |n: f64| definition.show(&Value::Number(n));
        let mut choices = Vec::new();
        let ends = cuts.iter().copied().map(Some).chain([None]);
        let mut from: Option<f64> = None;
        for to in ends {
            let plain =
                |end: Option<f64>| end.map_or(String::new(), |n| number(n, 3).replace(',', ""));
            let label = match (from, to) {
                (None, Some(to)) => ChoiceLabel::Numbers(Band::Under(show(to))),
                (Some(from), None) => ChoiceLabel::Numbers(Band::From(show(from))),
                (Some(from), Some(to)) => {
                    let (first, last) = (show(from), show(to - step));
                    if first == last {
                        ChoiceLabel::Text(first.into())
                    } else {
                        ChoiceLabel::Numbers(Band::Between(first, last))
                    }
                }
                (None, None) => ChoiceLabel::Numbers(Band::All),
            };
            choices
                .push(FacetChoice { key: format!("{}-{}", plain(from), plain(to)).into(), label });
            from = to;
        }
        choices
    }

    /// The facet of an attribute, if it is filterable and the products differ in it.
    #[must_use]
    pub fn of_attribute(
        definition: &AttributeDefinition,
        products: &[&Attributes],
    ) -> Option<Self> {
        let kind = definition.facet?;
        let values: Vec<Option<&Value>> =
            products.iter().map(|attributes| attributes.get(&definition.key)).collect();
        let make = |texts: Vec<Vec<String>>| {
            Self::of_texts(&definition.key, &definition.name, &definition.explanation, &texts)
        };
        match kind {
            FacetKind::Values => {
                let texts = values.iter().map(|value| match value {
                    Some(Value::List(list)) => list.clone(),
                    Some(value) => vec![definition.show(value)],
                    None => Vec::new(),
                });
                let mut facet = make(texts.collect());
                if values.iter().flatten().any(|value| matches!(value, Value::Flag(_))) {
                    for choice in &mut facet.choices {
                        choice.label = ChoiceLabel::Flag(&*choice.key == "yes");
                    }
                }
                Some(facet)
            }
            FacetKind::Range => {
                let numbers: Vec<Option<f64>> = values
                    .iter()
                    .map(|value| if let Some(Value::Number(n)) = value { Some(*n) } else { None })
                    .collect();
                // A definition stored by a release without bands has none until it is loaded again.
                let computed = if definition.bands.is_empty() { cuts(&numbers) } else { vec![] };
                let bands = if definition.bands.is_empty() { &computed } else { &definition.bands };
                Some(Self::of_numbers(definition, bands, &numbers))
            }
        }
    }
}

/// The choice of a text.
pub(crate) fn text_choice(text: &str) -> FacetChoice {
    FacetChoice { key: slug(text).into(), label: ChoiceLabel::Text(text.into()) }
}

/// The choice of a flag, which is shown as "yes" or "no".
pub(crate) fn flag_choice(text: &str) -> FacetChoice {
    let key: Arc<str> = slug(text).into();
    FacetChoice { label: ChoiceLabel::Flag(&*key == "yes"), key }
}

/// The texts of a value in a facet of texts or flags.
fn texts(definition: &AttributeDefinition, value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::List(list)) => list.clone(),
        Some(value) => vec![definition.show(value)],
        None => Vec::new(),
    }
}

/// The text that a choice of such a facet stands for.
fn name(choice: &FacetChoice) -> String {
    match choice.label.text() {
        Some(text) => text.to_owned(),
        None => choice.key.to_string(),
    }
}

/// The place of a value among the bands of its attribute.
fn band(definition: &AttributeDefinition, value: Option<&Value>) -> Option<u16> {
    let Some(Value::Number(own)) = value else { return None };
    u16::try_from(definition.bands.partition_point(|cut| cut <= own)).ok()
}

/// Divides a range into about five bands of similar size, at numbers with two significant digits.
fn cuts(numbers: &[Option<f64>]) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let round = |n: f64| {
        let step = 10_f64.powf((n.abs().max(1e-6)).log10().floor() - 1.0) * 5.0;
        (n / step).round() * step
    };
    let mut cuts: Vec<f64> = (1..5)
        .filter_map(|i| sorted.get(sorted.len() * i / 5).copied())
        .map(round)
        .filter(|n| *n > 0.0)
        .collect();
    cuts.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    cuts
}

/// A value in the form used in URLs.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' | '.' => out.push(c),
            '″' => out.push_str("in"),
            'α' => out.push('a'),
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_matches('-').to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn definition(facet: FacetKind) -> AttributeDefinition {
        AttributeDefinition {
            key: "size".to_owned(),
            name: "Size".to_owned(),
            kind: None,
            unit: String::new(),
            decimals: 0,
            group: String::new(),
            position: 0,
            facet: Some(facet),
            bands: vec![10.0, 20.0],
            promoted: None,
            card: None,
            explanation: String::new(),
            shows: false,
            inches: false,
            search: true,
        }
    }

    /// The facet of products with these values, built anew.
    fn built(definition: &AttributeDefinition, values: &[Option<Value>]) -> FacetIndex {
        let attributes = |value: &Option<Value>| -> Attributes {
            value.iter().map(|value| ("size".to_owned(), value.clone())).collect()
        };
        let all: Vec<Attributes> = values.iter().map(attributes).collect();
        FacetIndex::of_attribute(definition, &all.iter().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn a_copy_with_another_value_equals_one_built_anew() {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let list = |texts: [&str; 2]| Some(Value::List(texts.map(str::to_owned).to_vec()));
        let flag = |yes: bool| Some(Value::Flag(yes));
        let number = |number: f64| Some(Value::Number(number));
        for (kind, start, steps) in [
            (
                FacetKind::Values,
                vec![text("red"), text("red"), text("blue"), None],
                vec![text("blue"), text("green"), None, list(["red", "green"]), text("red")],
            ),
            (
                FacetKind::Values,
                vec![flag(true), flag(false), flag(true), None],
                vec![flag(false), None, flag(true), flag(false)],
            ),
            (
                FacetKind::Range,
                vec![number(5.0), number(15.0), None, number(10.0)],
                vec![number(20.0), None, number(9.9), text("wide")],
            ),
        ] {
            let definition = definition(kind);
            let mut values = start;
            let mut stepped = built(&definition, &values);
            for (step, value) in steps.into_iter().enumerate() {
                let product = u32::try_from(step % 4).unwrap();
                let own = value.as_ref();
                stepped = stepped.with_value(&definition, product, own).unwrap();
                values.get_mut(step % 4).unwrap().clone_from(&value);
                assert!(stepped.has_value(&definition, product, own), "{value:?}");
                let fresh = built(&definition, &values);
                assert_eq!(format!("{stepped:?}"), format!("{fresh:?}"), "{value:?}");
            }
        }
    }
}
