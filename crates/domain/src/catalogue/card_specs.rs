//! The key specifications on a product's card, in the notation in which the merchant writes them:
//! `carries {payload}`, `{focal_length_min}–{focal_length_max}|{focal_length}`.
//!
//! `{key}` is the value of an attribute with its unit, and `{key:start}` the part of a text before
//! its first comma. A dash between two values makes a range with one unit. `|` separates
//! alternatives: the first whose attributes the product has is shown.

use super::{
    AttributeDefinition, Attributes, NONE, Value,
    rules::{AttributeType, Condition, Known},
};

/// The dash of a range.
const DASH: &str = "–";

/// How many specifications a card has room for.
pub const MAX_SPECS: usize = 3;

/// What is wrong with a template, in words for the merchant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateError(String);

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TemplateError {}

/// How much of a value is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// All of it.
    Whole,
    /// The part before its first comma.
    Start,
    /// Without its unit: the lower end of a range.
    WithoutUnit,
}

/// A part of a specification.
#[derive(Clone, PartialEq, Debug)]
enum Part {
    Text(String),
    Value { key: String, form: Form },
}

/// One specification: alternatives, of which the first that the product has values for is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct SpecTemplate(Vec<Vec<Part>>);

impl SpecTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// If the text is not a template.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        text.split('|').map(alternative).collect::<Result<_, _>>().map(Self)
    }

    /// Checks that the attributes that it names exist and say something on a card, where values
    /// stand without their names.
    ///
    /// # Errors
    /// If one does not; the first fault.
    pub fn check(&self, known: Known<'_>) -> Result<(), TemplateError> {
        for part in self.0.iter().flatten() {
            let Part::Value { key, .. } = part else { continue };
            match (known.attribute)(key) {
                None => return Err(TemplateError(format!("no attribute {key}"))),
                Some(AttributeType::Flag) => {
                    let error = format!("{key} is yes or no, which says nothing on a card");
                    return Err(TemplateError(error));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// The specification of a product; `None` without values.
    #[must_use]
    pub fn show(
        &self,
        definitions: &[AttributeDefinition],
        attributes: &Attributes,
    ) -> Option<String> {
        self.0.iter().find_map(|parts| {
            parts
                .iter()
                .map(|part| match part {
                    Part::Text(text) => Some(text.clone()),
                    Part::Value { key, form } => {
                        let definition = definitions.iter().find(|own| own.key == *key)?;
                        let text = card_value(definition, attributes)?;
                        Some(formed(&text, definition, *form).to_owned())
                    }
                })
                .collect()
        })
    }
}

/// The part of a value that is shown.
fn formed<'a>(text: &'a str, definition: &AttributeDefinition, form: Form) -> &'a str {
    match form {
        Form::Whole => text,
        Form::Start => text.split_once(',').map_or(text, |(start, _)| start),
        Form::WithoutUnit => {
            text.strip_suffix(definition.unit.as_str()).unwrap_or(text).trim_end_matches('\u{a0}')
        }
    }
}

/// The product's value of an attribute as a card shows it. A card shows values without their names,
/// so "None", yes and no are omitted.
#[must_use]
pub fn card_value(definition: &AttributeDefinition, attributes: &Attributes) -> Option<String> {
    let value = attributes.get(&definition.key)?;
    if matches!(value, Value::Flag(_)) {
        return None;
    }
    let text = definition.show(value);
    (text != NONE).then_some(text)
}

/// Reads one alternative.
fn alternative(text: &str) -> Result<Vec<Part>, TemplateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TemplateError("a specification or an alternative is empty".to_owned()));
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) =
            after.split_once('}').ok_or_else(|| TemplateError(format!("no }} ends {{{after}")))?;
        words(before, &mut parts)?;
        let value = value(inner)?;
        // The lower end of a range has no unit of its own.
        if let [.., Part::Value { form: form @ Form::Whole, .. }, Part::Text(dash)] =
            parts.as_mut_slice()
            && dash.as_str() == DASH
        {
            *form = Form::WithoutUnit;
        }
        parts.push(value);
        rest = after;
    }
    words(rest, &mut parts)?;
    Ok(parts)
}

/// Adds text between values.
fn words(text: &str, parts: &mut Vec<Part>) -> Result<(), TemplateError> {
    if text.contains('}') {
        return Err(TemplateError(format!("no {{ begins {text}")));
    }
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
    Ok(())
}

/// Reads what stands in braces.
fn value(inner: &str) -> Result<Part, TemplateError> {
    let (key, form) = match inner.split_once(':') {
        None => (inner, Form::Whole),
        Some((key, "start")) => (key, Form::Start),
        Some(_) => {
            let error = format!("{{{inner}}}: after the colon, only \"start\" has a meaning");
            return Err(TemplateError(error));
        }
    };
    if key.is_empty() || key.contains('{') {
        return Err(TemplateError(format!("{{{inner}}} is not the key of an attribute")));
    }
    Ok(Part::Value { key: key.to_owned(), form })
}

/// What the cards of some products show.
#[derive(Clone, PartialEq, Debug)]
pub struct CardRule {
    /// Which products.
    pub condition: Condition,
    /// Their specifications, in order; at most [`MAX_SPECS`].
    pub specs: Vec<SpecTemplate>,
}

impl CardRule {
    /// The specifications of a product with these attributes; `is_in` says which categories it is
    /// in. None if it is not one of the rule's products, or has no values.
    #[must_use]
    pub fn show(
        &self,
        definitions: &[AttributeDefinition],
        attributes: &Attributes,
        is_in: &dyn Fn(&str) -> bool,
    ) -> Vec<String> {
        if !self.condition.holds(attributes, is_in) {
            return Vec::new();
        }
        let specs = self.specs.iter().filter_map(|spec| spec.show(definitions, attributes));
        without_repeated(&specs.take(MAX_SPECS).collect::<Vec<_>>())
    }
}

/// The specifications without those that another one begins with, such as a size beside
/// `70 × 50 cm, both sides`.
fn without_repeated(specs: &[String]) -> Vec<String> {
    let repeated = |&(i, spec): &(usize, &String)| {
        specs.iter().enumerate().any(|(at, other)| {
            at != i && begins(other, spec) && (other.len() > spec.len() || at < i)
        })
    };
    let kept = specs.iter().enumerate().filter(|one| !repeated(one));
    kept.map(|(_, spec)| spec.clone()).collect()
}

/// Whether a text begins with these words or numbers.
fn begins(text: &str, with: &str) -> bool {
    text.strip_prefix(with).is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',')
            || rest.starts_with(", ")
    })
}
