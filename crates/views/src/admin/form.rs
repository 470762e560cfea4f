//! A form that saves only what changed. One form encloses all sections of a page, so that whatever
//! is posted keeps the rest of what was typed.

use super::list::{Choice, Label};
use domain::Currency;

/// Why a field is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormError {
    /// The field.
    pub field: String,
    /// The key of the message: `missing`, `taken`.
    pub problem: String,
    /// What the message mentions, such as the other product; may be empty.
    pub detail: String,
}

/// What kind of line is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// Words.
    Words,
    /// An email address.
    Email,
    /// The current password.
    Password,
    /// A new password.
    NewPassword,
    /// A code from an authenticator app.
    OneTimeCode,
    /// A code such as a SKU or a slug: no spelling help.
    Code,
}

/// How a field is entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Control {
    /// A line.
    Line(LineKind),
    /// A number with its unit, which may be empty.
    Number {
        /// `mm`.
        unit: String,
    },
    /// An amount.
    Money {
        /// Its currency.
        currency: Currency,
    },
    /// A day.
    Date,
    /// A day and time in the shop's time zone.
    Moment {
        /// The zone with its offset on that day: `Central European time (UTC+1)`.
        zone: String,
    },
    /// One of several.
    Choice(Vec<Choice>),
    /// Yes or no; the value is `on` or empty.
    Check,
    /// Any of several; the value is their values separated by spaces.
    Checks(Vec<Choice>),
    /// Several lines.
    LongText {
        /// How many lines are visible.
        rows: u32,
    },
    /// Markdown.
    Markdown {
        /// How many lines are visible.
        rows: u32,
        /// The text as shoppers see it, as trusted HTML.
        preview: Option<String>,
    },
}

/// A field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormField {
    /// The name that is posted, and its id.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// The key of a sentence about it; empty if it needs none.
    pub help: String,
    /// What it shows: as stored, or as typed.
    pub value: String,
    /// What was stored when the form was opened. Posted along, so that only changes are saved.
    /// `None` if it is always saved.
    pub base: Option<String>,
    /// How it is entered.
    pub control: Control,
    /// Whether it may be empty.
    pub optional: bool,
    /// How the typed value was understood, such as `€19.50`; may be empty.
    pub echo: String,
}

impl FormField {
    /// A required line of words, whose label has its name as the key.
    #[must_use]
    pub fn line(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: Label::Key(name.to_owned()),
            help: String::new(),
            value: value.to_owned(),
            base: None,
            control: Control::Line(LineKind::Words),
            optional: false,
            echo: String::new(),
        }
    }

    /// The same with another control.
    #[must_use]
    pub fn with(self, control: Control) -> Self {
        Self { control, ..self }
    }

    /// The same with a sentence about it.
    #[must_use]
    pub fn helped(self, key: &str) -> Self {
        Self { help: key.to_owned(), ..self }
    }

    /// The same, but it may be empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same, saved only if it differs from what is stored.
    #[must_use]
    pub fn tracked(self, base: &str) -> Self {
        Self { base: Some(base.to_owned()), ..self }
    }
}

/// A group of fields with a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormSection {
    /// The key of its heading, and its anchor; empty for a form without headings.
    pub key: String,
    /// The version of the record that its fields were read from. Posted as `version.KEY`.
    pub version: Option<i64>,
    /// Where its own button saves it; `None` if the whole form is saved at once.
    pub save: Option<String>,
    /// The fields.
    pub fields: Vec<FormField>,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormView {
    /// Where it is posted.
    pub action: String,
    /// The key of the button's text.
    pub button: String,
    /// Where Cancel leads; `None` if there is nothing to cancel.
    pub cancel: Option<String>,
    /// The sections.
    pub sections: Vec<FormSection>,
    /// What is wrong, in the order of the fields.
    pub problems: Vec<FormError>,
}

impl FormView {
    /// What is wrong with a field.
    #[must_use]
    pub fn problem(&self, field: &str) -> Option<&FormError> {
        self.problems.iter().find(|problem| problem.field == field)
    }

    /// The fields of all sections.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}

/// The prefix of the hidden field with what was stored: `was.name`.
pub const BASE_PREFIX: &str = "was.";
/// The prefix of the hidden field with a section's version: `version.texts`.
pub const VERSION_PREFIX: &str = "version.";
