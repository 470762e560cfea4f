//! Rules that choose products, as a merchant writes them.

use super::{Problem, known::Known};
use domain::catalogue::{
    ValueKind,
    rules::{self, AttributeType, Condition, RuleError},
};

/// A rule in its usual notation.
///
/// # Errors
/// If it cannot be read, or names an attribute or a category that does not exist.
pub(crate) fn read(text: &str, known: &Known) -> Result<String, Problem> {
    parsed(text, known).map(|condition| condition.to_string())
}

/// A rule.
///
/// # Errors
/// See [`read`].
pub(crate) fn parsed(text: &str, known: &Known) -> Result<Condition, Problem> {
    let refused = |error: RuleError| Problem::Rule(error.to_string());
    let condition = Condition::parse(text).map_err(refused)?;
    let category = |slug: &str| known.categories.contains_key(slug);
    if known.definitions.iter().any(|definition| definition.kind.is_none()) {
        // Stored by a release that did not note what values are: types cannot be compared.
        let unknown = condition.categories().into_iter().find(|slug| !category(slug));
        return match unknown {
            Some(slug) => Err(Problem::Rule(format!("no category {slug}"))),
            None => Ok(condition),
        };
    }
    let attribute = |key: &str| known.definition(key)?.kind.map(type_of);
    let refers_to = rules::Known { attribute: &attribute, category: &category };
    condition.check(refers_to).map_err(refused)?;
    Ok(condition)
}

fn type_of(kind: ValueKind) -> AttributeType {
    match kind {
        ValueKind::Flag => AttributeType::Flag,
        ValueKind::Number => AttributeType::Number,
        ValueKind::Text => AttributeType::Text,
        ValueKind::List => AttributeType::List,
    }
}
