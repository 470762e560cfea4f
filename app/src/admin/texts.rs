//! Texts whose keys are data: labels, statuses, errors. A key without a text shows itself, so that
//! nothing is lost; tests name those of the desk.

use crate::i18n::{self, Value};
use std::borrow::Cow;
use views::admin::{form::FormError, list::Label};

/// The text `admin-KIND-KEY`, or the key.
pub(super) fn of(kind: &str, key: &str) -> String {
    find(kind, key).map_or_else(|| key.to_owned(), ToOwned::to_owned)
}

/// The text `admin-KIND-KEY`, if there is one without arguments.
pub(super) fn find(kind: &str, key: &str) -> Option<&'static str> {
    i18n::find(&format!("admin-{kind}-{key}"))
}

/// The text `admin-KIND-KEY` with arguments, or the key of the message.
pub(super) fn with(kind: &str, key: &str, values: &[(&str, Value<'_>)]) -> String {
    i18n::with(&format!("admin-{kind}-{key}"), values)
}

/// The name of a field, column or filter.
pub(super) fn label(label: &Label) -> String {
    match label {
        Label::Key(key) => of("label", key),
        Label::Text(text) => text.clone(),
    }
}

/// What is wrong with a field, and what to do.
pub(super) fn problem(problem: &FormError) -> Cow<'static, str> {
    let FormError { field, problem, detail } = problem;
    if let Some(text) = find("error", &format!("{field}-{problem}")) {
        return text.into();
    }
    if let Some(text) = find("error", problem) {
        return text.into();
    }
    let key = format!("admin-error-{problem}");
    let text = i18n::with(&key, &[("detail", detail.as_str().into())]);
    if text == key { find("error", "invalid").unwrap_or_default().into() } else { text.into() }
}
