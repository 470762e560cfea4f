//! Reading the merchant's stored rules.

use super::entry::Category;
use domain::catalogue::{AttributeDefinition, rules::Condition};

/// What rules can name.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// All categories.
    pub categories: &'a [Category],
    /// The attributes that products can have.
    pub definitions: &'a [AttributeDefinition],
}

/// Reads a rule.
///
/// # Errors
/// If it cannot be read, or names a category or an attribute that does not exist. Such a rule would
/// not just fit less: without boats, every product fits `not category boats`.
pub fn read(text: &str, names: Names<'_>) -> Result<Condition, String> {
    let rule = Condition::parse(text).map_err(|error| error.to_string())?;
    let is_category = |slug: &str| names.categories.iter().any(|own| own.slug == slug);
    let is_attribute = |key: &str| names.definitions.iter().any(|own| own.key == key);
    if let Some(slug) = rule.categories().into_iter().find(|slug| !is_category(slug)) {
        return Err(format!("no category {slug}"));
    }
    if let Some(key) = rule.attributes().into_iter().find(|key| !is_attribute(key)) {
        return Err(format!("no attribute {key}"));
    }
    Ok(rule)
}
