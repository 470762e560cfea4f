//! Reading the merchant's stored rules.

use super::entry::Category;
use domain::catalogue::rules::Condition;

/// A rule that a copy of the catalogue leaves out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where it is: `guide moon, rule 2`.
    pub place: String,
    /// Its text.
    pub rule: String,
    /// Why it is left out.
    pub error: String,
}

/// Reads a rule. An attribute that is not defined is one that no product has; whether its name is
/// right is checked where rules are edited and loaded from files.
///
/// # Errors
/// If it cannot be read, or names a category that does not exist. Such a rule would not just fit
/// less: without boats, every product fits `not category boats`.
pub fn read(text: &str, categories: &[Category]) -> Result<Condition, String> {
    let rule = Condition::parse(text).map_err(|error| error.to_string())?;
    let is_category = |slug: &str| categories.iter().any(|own| own.slug == slug);
    if let Some(slug) = rule.categories().into_iter().find(|slug| !is_category(slug)) {
        return Err(format!("no category {slug}"));
    }
    Ok(rule)
}

/// Warns of rules that are left out, except those that were before: a catalogue is loaded often.
pub fn warn(left_out: &[LeftOut], before: &[LeftOut]) {
    for LeftOut { place, rule, error } in left_out.iter().filter(|one| !before.contains(one)) {
        tracing::warn!(
            %place,
            %rule,
            %error,
            "left out: a rule cannot be read, or names what does not exist"
        );
    }
}
