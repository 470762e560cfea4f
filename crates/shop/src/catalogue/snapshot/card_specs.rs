//! The two or three key specifications on a card, chosen by rules that recognise the kind of
//! product by its attributes.

use super::attributes::solar_only;
use domain::catalogue::{AttributeDefinition, Attributes};

/// Chooses and formats the key specifications of a product.
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

    /// The formatted value; "None" is omitted on a card.
    fn show(&self, key: &str) -> Option<String> {
        let definition = self.definitions.iter().find(|d| d.key == key)?;
        let text = definition.show(self.attributes.get(key)?);
        (text != "None").then_some(text)
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
    pub fn formatted(&self) -> Vec<String> {
        let focal_length = || {
            self.span("focal_length_min", "focal_length_max").or_else(|| self.show("focal_length"))
        };
        let carries = || self.show("payload").map(|weight| format!("carries {weight}"));
        let fits = || self.span("fits_from", "fits_to").map(|span| format!("fits {span}"));
        let specs = if self.has("pages") {
            vec![
                self.show("pages")
                    .map(|n| if n == "1" { "1 page".to_owned() } else { format!("{n} pages") }),
                self.beginning("format"),
            ]
        } else if solar_only(self.attributes) {
            let kind = if self.has("bandwidth") {
                self.show("bandwidth")
            } else {
                Some("Sun only".to_owned())
            };
            vec![self.show("aperture"), kind, self.show("weight")]
        } else if self.has("aperture") {
            vec![self.show("aperture"), self.show("focal_ratio"), self.show("weight")]
        } else if self.has("payload") {
            vec![
                carries(),
                self.show("mount_type").or_else(|| self.show("material")),
                self.show("tripod_height"),
            ]
        } else if self.has("magnification") {
            vec![self.show("magnification"), self.show("objective"), self.show("real_field")]
        } else if self.has("apparent_field") {
            vec![focal_length(), self.show("apparent_field"), self.show("barrel")]
        } else if self.has("filter_kind") {
            let kind = self.show("filter_kind").map(|kind| format!("{kind} filter"));
            vec![kind, fits().or_else(|| self.show("bandwidth")), self.show("barrel")]
        } else if self.has("sensor") {
            vec![self.show("resolution"), self.show("pixel_size"), self.show("sensor")]
        } else if self.has("format") {
            // The format of a print usually states its size.
            let size = self.show("dimensions");
            let format = self.show("format");
            let said = format
                .as_deref()
                .zip(size.as_deref())
                .is_some_and(|(format, size)| format.contains(size));
            if said { vec![format] } else { vec![size, format] }
        } else {
            let mut ranked: Vec<_> =
                self.definitions.iter().filter_map(|d| Some((d.card?, d.key.as_str()))).collect();
            ranked.sort_unstable();
            let mut specs: Vec<_> = ranked
                .into_iter()
                .map(|(_, key)| self.show(key))
                .filter(Option::is_some)
                .take(3)
                .collect();
            if specs.is_empty() {
                specs = ["fits", "thread", "power", "material"]
                    .map(|key| if key == "fits" { fits() } else { self.show(key) })
                    .into();
                specs.retain(Option::is_some);
                specs.truncate(1);
            }
            specs
        };
        specs.into_iter().flatten().collect()
    }
}
