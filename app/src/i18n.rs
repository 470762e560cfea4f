//! Texts for people, from the Fluent files in `locales/en`. Messages without arguments are resolved
//! once, on first use.

use domain::customers::address_form::Form;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};
use unic_langid::LanguageIdentifier;

/// The message files, one per page.
pub const FILES: [&str; 17] = [
    include_str!("../locales/en/common.ftl"),
    include_str!("../locales/en/home.ftl"),
    include_str!("../locales/en/sky.ftl"),
    include_str!("../locales/en/listing.ftl"),
    include_str!("../locales/en/guides.ftl"),
    include_str!("../locales/en/product.ftl"),
    include_str!("../locales/en/calculator.ftl"),
    include_str!("../locales/en/cart.ftl"),
    include_str!("../locales/en/checkout.ftl"),
    include_str!("../locales/en/order.ftl"),
    include_str!("../locales/en/problem.ftl"),
    include_str!("../locales/en/admin.ftl"),
    include_str!("../locales/en/admin-people.ftl"),
    include_str!("../locales/en/admin-media.ftl"),
    include_str!("../locales/en/admin-products.ftl"),
    include_str!("../locales/en/admin-ops.ftl"),
    include_str!("../locales/en/admin-content.ftl"),
];

/// The text of a message: `t!("key")` returns a `&'static str`, `t!("key", name = value, …)` a
/// `String`.
#[macro_export]
macro_rules! t {
    ($key:literal) => {{
        static TEXT: ::std::sync::OnceLock<&'static str> = ::std::sync::OnceLock::new();
        *TEXT.get_or_init(|| $crate::i18n::plain($key))
    }};
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        static MESSAGE: ::std::sync::OnceLock<$crate::i18n::Message> = ::std::sync::OnceLock::new();
        MESSAGE
            .get_or_init(|| $crate::i18n::message($key))
            .with(&[$((stringify!($name), ::std::convert::Into::into($value))),+])
    }};
}

/// An argument of a message.
pub type Value<'a> = FluentValue<'a>;

struct Words {
    bundle: FluentBundle<FluentResource>,
    plain: HashMap<String, String>,
    /// Messages of text and arguments alone. Most are; they need none of Fluent's resolver, which
    /// costs a list with its facets a quarter of its time.
    simple: HashMap<String, Vec<Part>>,
}

/// A part of a message.
enum Part {
    Text(String),
    Argument(String),
}

/// The parts of a pattern without functions, variants and references.
fn parts(pattern: &Pattern<&str>) -> Option<Vec<Part>> {
    let part = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Part::Text((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Part::Argument(id.name.to_owned())),
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(part).collect()
}

/// A message of such parts; `None` if an argument is missing or of another type.
fn joined(parts: &[Part], values: &[(&str, Value<'_>)]) -> Option<String> {
    let mut text = String::with_capacity(48);
    for part in parts {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Argument(name) => match values.iter().find(|(given, _)| given == name)? {
                (_, FluentValue::String(value)) => text.push_str(value),
                (_, FluentValue::Number(number)) => text.push_str(&number.as_string()),
                _ => return None,
            },
        }
    }
    Some(text)
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::from_parts(
        "en".parse().unwrap_or_default(),
        None,
        None,
        &[],
    )]);
    bundle.set_use_isolating(false);
    for text in FILES {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    let (mut plain, mut simple) = (HashMap::new(), HashMap::new());
    for key in FILES.iter().flat_map(|text| keys(text)) {
        let mut errors = Vec::new();
        if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
            let text = bundle.format_pattern(pattern, None, &mut errors);
            if errors.is_empty() {
                plain.insert(key.to_owned(), text.into_owned());
            } else if let Some(parts) = parts(pattern) {
                simple.insert(key.to_owned(), parts);
            }
        }
    }
    Words { bundle, plain, simple }
});

/// The ids of the messages in a file, in order.
pub fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
}

/// A message without arguments; its key where there is none.
#[must_use]
pub fn plain(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// A message without arguments, if there is one with this key.
#[must_use]
pub fn find(key: &str) -> Option<&'static str> {
    WORDS.plain.get(key).map(String::as_str)
}

/// A message with arguments, found once for each place that uses it.
pub struct Message {
    key: &'static str,
    /// If it is made of text and arguments alone.
    parts: Option<&'static [Part]>,
}

/// The message with this key.
#[must_use]
pub fn message(key: &'static str) -> Message {
    Message { key, parts: WORDS.simple.get(key).map(Vec::as_slice) }
}

impl Message {
    /// Its text; the key itself if it does not exist.
    #[must_use]
    pub fn with(&self, values: &[(&str, Value<'_>)]) -> String {
        let text = self.parts.and_then(|parts| joined(parts, values));
        text.unwrap_or_else(|| resolved(self.key, values))
    }
}

/// A message with arguments whose key is computed at run time; the key itself if it does not exist.
#[must_use]
pub fn with(key: &str, values: &[(&str, Value<'_>)]) -> String {
    let text = WORDS.simple.get(key).and_then(|parts| joined(parts, values));
    text.unwrap_or_else(|| resolved(key, values))
}

/// A message as Fluent resolves it.
fn resolved(key: &str, values: &[(&str, Value<'_>)]) -> String {
    let words = &*WORDS;
    let Some(pattern) = words.bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    words.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// A message without arguments whose key is computed at run time; the key itself if it does not
/// exist.
#[must_use]
pub fn word(key: &str) -> String {
    find(key).unwrap_or(key).to_owned()
}

/// A field's name without the parts that distinguish addresses and lists of regions.
fn plain_field(field: &str) -> &str {
    let field = field.strip_prefix("billing-").unwrap_or(field);
    if field.starts_with("region-") { "region" } else { field }
}

/// The message for an invalid form field: `error-{field}-{problem}`, otherwise `error-{problem}`. A
/// billing address shares the messages of the delivery address, and a list of regions those of the
/// text field.
#[must_use]
pub fn field_error(field: &str, problem: &str) -> &'static str {
    let of = |field: &str| find(&format!("error-{field}-{problem}"));
    of(field)
        .or_else(|| of(plain_field(field)))
        .or_else(|| find(&format!("error-{problem}")))
        .unwrap_or("")
}

/// The same for an address field, with its name and the postcode format of the country.
#[must_use]
pub fn field_error_in(field: &str, problem: &str, form: Option<&Form>) -> Cow<'static, str> {
    let Some(form) = form else { return field_error(field, problem).into() };
    let plain = plain_field(field);
    let kind = kind(plain, form);
    if plain == "postcode" && problem == "invalid" && !form.examples.is_empty() {
        let examples = form.examples.split('|').collect::<Vec<_>>().join(plain_or());
        let key = if kind.is_empty() {
            "error-postcode-form".to_owned()
        } else {
            format!("error-postcode-form-{kind}")
        };
        return with(&key, &[("example", examples.into())]).into();
    }
    let own = if kind.is_empty() { None } else { find(&format!("error-{plain}-{problem}-{kind}")) };
    own.unwrap_or_else(|| field_error(field, problem)).into()
}

/// The text between two examples.
fn plain_or() -> &'static str {
    // Fluent trims messages, so the spaces are added here.
    static OR: LazyLock<String> = LazyLock::new(|| format!(" {} ", plain("field-or")));
    &OR
}

/// Which of a field's names a country uses.
fn kind(field: &str, form: &Form) -> &'static str {
    match field {
        "postcode" => form.postcode_label,
        "city" => form.city_label,
        "region" => form.region_label,
        "street" => form.street_label,
        "extra" => form.extra_label,
        _ => "",
    }
}

/// The name of an address field in a country.
#[must_use]
pub fn field_label(field: &str, form: &Form) -> &'static str {
    let kind = kind(field, form);
    let own = if kind.is_empty() { None } else { find(&format!("field-{field}-{kind}")) };
    own.or_else(|| find(&format!("field-{field}"))).unwrap_or_default()
}

/// The message when it is not shown beside the field. If several fields share it, it begins with
/// the field's label, and if two addresses share it, with the address.
#[must_use]
pub fn field_error_alone(field: &str, problem: &str, form: &Form) -> String {
    let text = field_error_in(field, problem, Some(form));
    let own = |field: &str| find(&format!("error-{field}-{problem}")).is_some();
    let (address, plain) = (t!("checkout-billing"), plain_field(field));
    let label = Some(field_label(plain, form))
        .filter(|label| !label.is_empty() && !own(field) && !own(plain));
    match (field.starts_with("billing-") && !own(field), label) {
        (true, Some(label)) => format!("{address}, {label}: {text}"),
        (true, None) => format!("{address}: {text}"),
        (false, Some(label)) => format!("{label}: {text}"),
        (false, None) => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as Fluent itself resolves it.
    fn by_fluent(key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = WORDS.bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, value.clone())).collect();
        Some(WORDS.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    #[test]
    fn simple_messages_are_what_fluent_makes_of_them() {
        assert!(WORDS.simple.len() > 50, "{}", WORDS.simple.len());
        for (key, parts) in &WORDS.simple {
            let names = parts.iter().filter_map(|part| match part {
                Part::Argument(name) => Some(name.as_str()),
                Part::Text(_) => None,
            });
            for value in [Value::from("A & „b“"), Value::from(7), Value::from(1_234.5)] {
                let values: Vec<_> = names.clone().map(|name| (name, value.clone())).collect();
                assert_eq!(joined(parts, &values), by_fluent(key, &values), "{key}");
                assert_eq!(Some(with(key, &values)), by_fluent(key, &values), "{key}");
            }
            assert_eq!(joined(parts, &[]), None, "{key} lacks its arguments");
        }
    }
}
