//! The state of a field, and the texts that it is rendered with.

use domain::checkout::FieldErrorKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An input with its texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FieldView {
    /// Name and id.
    pub name: String,
    pub label: String,
    /// `type`
    pub kind: String,
    pub autocomplete: String,
    /// `inputmode`
    pub mode: String,
    /// A sentence below the label; may be empty.
    pub hint: String,
    /// Class for its width; may be empty.
    pub width: String,
    pub optional: bool,
    pub control: Control,
    /// The email address that was probably meant, empty if there is none; `None` if the field has
    /// no suggestions.
    pub meant: Option<String>,
    /// The address that the field belongs to, if a form has two; may be empty.
    pub group: String,
    /// The field's own messages; the others are in [`FormTexts`].
    pub errors: Vec<ErrorText>,
}

/// The kind of control.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Control {
    /// A line of text.
    Text,
    /// The list of countries, rendered by the server only.
    Countries,
    /// A region: a list, or a line of text if the country has no list.
    Region(Vec<Choice>),
}

/// An entry of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Choice {
    pub code: String,
    pub name: String,
}

impl Choice {
    /// Whether a text names this entry.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.code.eq_ignore_ascii_case(text) || self.name.eq_ignore_ascii_case(text)
    }
}

/// The message for a problem of a field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ErrorText {
    /// The problem.
    pub problem: FieldErrorKind,
    /// The message at the field.
    pub text: String,
    /// Its prefix in the error summary; may be empty.
    pub prefix: String,
}

/// The texts shared by the fields of a form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FormTexts {
    /// The title of the error summary for one error.
    pub one: String,
    /// The title for several; `{}` is their number.
    pub more: String,
    /// "(optional)"
    pub optional: String,
    /// Suggests an email address, `{}`.
    pub meant: String,
    /// The empty entry of a list.
    pub choose: String,
    /// The messages shared by several fields.
    pub errors: Vec<ErrorText>,
}

/// An entry of the error summary.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SummaryItem {
    /// The name of the field.
    pub field: String,
    /// The message.
    pub text: String,
}

/// The state of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldState {
    /// Texts and rules, which change with the country.
    pub view: RwSignal<FieldView>,
    /// The problem, if any.
    pub problem: RwSignal<Option<FieldErrorKind>>,
    /// The email address that was probably meant; empty if there is none.
    pub meant: RwSignal<String>,
    /// The rendered value. Later input is read from the control.
    pub value: RwSignal<String>,
    pub(super) texts: StoredValue<FormTexts>,
}

impl FieldState {
    /// The initial state of a field.
    #[must_use]
    pub fn new(view: FieldView, texts: StoredValue<FormTexts>) -> Self {
        Self {
            problem: RwSignal::new(None),
            meant: RwSignal::new(view.meant.clone().unwrap_or_default()),
            value: RwSignal::new(String::new()),
            view: RwSignal::new(view),
            texts,
        }
    }

    /// The message at the field; tracked.
    pub(super) fn error(self) -> Option<String> {
        let problem = self.problem.get()?;
        self.view.with(|view| {
            self.texts.with_value(|texts| {
                let text = |errors: &[ErrorText]| {
                    let error = errors.iter().find(|error| error.problem == problem)?;
                    Some(error.text.clone())
                };
                text(&view.errors).or_else(|| text(&texts.errors))
            })
        })
    }

    /// The entry of the error summary, if the field is invalid. Away from the field, a shared
    /// message needs the field's label, and one shared by two addresses the address.
    #[must_use]
    pub fn summary_item(self) -> Option<SummaryItem> {
        let problem = self.problem.get_untracked()?;
        let view = self.view.get_untracked();
        let text = match view.errors.iter().find(|error| error.problem == problem) {
            Some(own) => format!("{}{}", own.prefix, own.text),
            None => {
                let shared = self.texts.with_value(|texts| {
                    let error = texts.errors.iter().find(|error| error.problem == problem);
                    error.map(|error| error.text.clone()).unwrap_or_default()
                });
                let parts = [view.group.as_str(), view.label.as_str()];
                let named: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                format!("{}: {shared}", named.join(", "))
            }
        };
        Some(SummaryItem { field: view.name, text })
    }

    /// The sentence that suggests an email address.
    #[must_use]
    pub fn suggestion(self, address: &str) -> String {
        self.texts.with_value(|texts| texts.meant.replace("{}", address))
    }

    pub(super) fn optional(self) -> bool {
        self.view.with(|view| view.optional)
    }

    pub(super) fn invalid(self) -> Option<&'static str> {
        self.problem.with(Option::is_some).then_some("true")
    }

    pub(super) fn described_by(self) -> Option<String> {
        let invalid = self.problem.with(Option::is_some);
        self.view.with(|FieldView { name, hint, .. }| match (invalid, hint.is_empty()) {
            (true, false) => Some(format!("{name}-error {name}-hint")),
            (true, true) => Some(format!("{name}-error")),
            (false, false) => Some(format!("{name}-hint")),
            (false, true) => None,
        })
    }
}
