//! The two or three key specifications on a card, chosen by rules that recognise the kind of
//! product by its attributes.

use super::attributes::solar_only;
use domain::catalogue::{AttributeDefinition, Attributes, Value};
use views::catalogue::CardSpec;

/// Chooses the key specifications of a product.
pub struct CardSpecs<'a> {
    definitions: &'a [AttributeDefinition],
    attributes: &'a Attributes,
}

impl<'a> CardSpecs<'a> {
    pub fn new(definitions: &'a [AttributeDefinition], attributes: &'a Attributes) -> Self {
        Self { definitions, attributes }
    }

    fn has(&self, key: &str) -> bool {
        self.attributes.contains_key(key)
    }

    /// The formatted value. A card shows values without their names, so "None", yes and no are
    /// omitted.
    fn show(&self, key: &str) -> Option<String> {
        let definition = self.definitions.iter().find(|d| d.key == key)?;
        let value = self.attributes.get(key).filter(|value| !matches!(value, Value::Flag(_)))?;
        let text = definition.show(value);
        (text != "None").then_some(text)
    }

    fn plain(&self, key: &str) -> Option<CardSpec> {
        self.show(key).map(CardSpec::Plain)
    }

    /// `8–24 mm`: minimum and maximum with one unit.
    fn span(&self, from: &str, to: &str) -> Option<String> {
        let (from, to) = (self.show(from)?, self.show(to)?);
        let digits = from
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .and_then(|end| from.get(..end))
            .unwrap_or(&from);
        Some(format!("{digits}–{to}"))
    }

    /// The part of a text before its first comma.
    fn beginning(&self, key: &str) -> Option<String> {
        Some(self.show(key)?.split(',').next()?.to_owned())
    }

    /// The specifications, at most three, in the order of importance.
    pub fn chosen(&self) -> Vec<CardSpec> {
        let focal_length = || {
            self.span("focal_length_min", "focal_length_max")
                .map(CardSpec::Plain)
                .or_else(|| self.plain("focal_length"))
        };
        let fits = || self.span("fits_from", "fits_to").map(CardSpec::Fits);
        let specs = if self.has("pages") {
            vec![
                self.show("pages").map(CardSpec::Pages),
                self.beginning("format").map(CardSpec::Plain),
            ]
        } else if solar_only(self.attributes) {
            let kind = if self.has("bandwidth") {
                self.plain("bandwidth")
            } else {
                Some(CardSpec::SunOnly)
            };
            vec![self.plain("aperture"), kind, self.plain("weight")]
        } else if self.has("aperture") {
            vec![self.plain("aperture"), self.plain("focal_ratio"), self.plain("weight")]
        } else if self.has("payload") {
            vec![
                self.show("payload").map(CardSpec::Carries),
                self.plain("mount_type").or_else(|| self.plain("material")),
                self.plain("tripod_height"),
            ]
        } else if self.has("magnification") {
            vec![self.plain("magnification"), self.plain("objective"), self.plain("real_field")]
        } else if self.has("apparent_field") {
            vec![focal_length(), self.plain("apparent_field"), self.plain("barrel")]
        } else if self.has("filter_kind") {
            let kind = self.show("filter_kind").map(CardSpec::Filter);
            vec![kind, fits().or_else(|| self.plain("bandwidth")), self.plain("barrel")]
        } else if self.has("sensor") {
            vec![self.plain("resolution"), self.plain("pixel_size"), self.plain("sensor")]
        } else if self.has("format") {
            // The format of a print usually states its size.
            let size = self.show("dimensions");
            let format = self.show("format");
            let said = format
                .as_deref()
                .zip(size.as_deref())
                .is_some_and(|(format, size)| format.contains(size));
            let shown = if said { vec![format] } else { vec![size, format] };
            shown.into_iter().map(|text| text.map(CardSpec::Plain)).collect()
        } else {
            let mut ranked: Vec<_> =
                self.definitions.iter().filter_map(|d| Some((d.card?, d.key.as_str()))).collect();
            ranked.sort_unstable();
            let mut specs: Vec<_> = ranked
                .into_iter()
                .map(|(_, key)| self.plain(key))
                .filter(Option::is_some)
                .take(3)
                .collect();
            if specs.is_empty() {
                specs = ["fits", "thread", "power", "material"]
                    .map(|key| if key == "fits" { fits() } else { self.plain(key) })
                    .into();
                specs.retain(Option::is_some);
                specs.truncate(1);
            }
            specs
        };
        specs.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_no_and_none_are_not_on_cards() {
        let definition = |(key, card): (&str, Option<i32>)| AttributeDefinition {
            key: key.to_owned(),
            name: String::new(),
            unit: String::new(),
            decimals: 0,
            group: String::new(),
            position: 0,
            facet: None,
            bands: Vec::new(),
            card,
            explanation: String::new(),
            search: true,
        };
        let definitions =
            [("dimmable", Some(1)), ("colour", Some(2)), ("base", Some(3)), ("power", None)]
                .map(definition);
        let text = |text: &str| Value::Text(text.to_owned());
        let values = [
            ("dimmable", Value::Flag(true)),
            ("colour", text("Red")),
            ("base", text("None")),
            ("power", Value::Flag(false)),
        ];
        let shown = |values: &[(&str, Value)]| {
            let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
            CardSpecs::new(&definitions, &values.collect()).chosen()
        };
        assert_eq!(shown(&values), [CardSpec::Plain("Red".to_owned())]);
        // Without a ranked value, others are tried: a flag is none of them either.
        let flags = [("dimmable", Value::Flag(true)), ("power", Value::Flag(true))];
        assert!(shown(&flags).is_empty());
    }
}
