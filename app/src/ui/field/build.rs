//! Fields with their texts and rules; on the server.

use super::{
    labelled::{error_summary, labelled},
    state::{Choice, Control, ErrorText, FieldState, FieldView, FormTexts, SummaryItem},
};
use crate::{
    i18n,
    ui::{Icon, icon},
};
use domain::{
    checkout::{FieldError, FieldErrorKind},
    customers::{
        address_form::{Form, Region, RegionKind},
        email_host,
    },
};
use leptos::prelude::*;
use std::borrow::Cow;

/// All problems.
const PROBLEMS: [FieldErrorKind; 5] = [
    FieldErrorKind::Missing,
    FieldErrorKind::Invalid,
    FieldErrorKind::TooLong,
    FieldErrorKind::Unreadable,
    FieldErrorKind::Mistyped,
];

/// A text field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name and id, as in the posted form.
    pub name: &'static str,
    /// Label.
    pub label: &'static str,
    /// `type`
    pub kind: &'static str,
    /// `autocomplete`
    pub autocomplete: &'static str,
    /// `inputmode`
    pub mode: &'static str,
    /// Whether it is optional.
    pub optional: bool,
    /// A sentence under the label; may be empty.
    pub hint: &'static str,
    /// Class for its width: `half`, `short` or empty.
    pub width: &'static str,
    /// Whether to suggest a well-known mail host for a similar one.
    pub meant: bool,
}

impl Field {
    /// A required line of text.
    #[must_use]
    pub const fn text(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self {
            name,
            label,
            kind: "text",
            autocomplete,
            mode: "text",
            optional: false,
            hint: "",
            width: "",
            meant: false,
        }
    }

    /// The field with its texts and its initial value.
    #[must_use]
    pub fn view(self, value: &str) -> FieldView {
        self.view_in(value, None)
    }

    /// The same for an address field, with the texts of its country.
    fn view_in(self, value: &str, form: Option<&Form>) -> FieldView {
        let billing = self.name.starts_with("billing-");
        let group = if form.is_some() && billing { t!("checkout-billing") } else { "" };
        let error = |problem: FieldErrorKind| {
            let key = problem.key();
            let text = i18n::field_error_in(self.name, key, form);
            let alone = i18n::field_error_alone(self.name, key, form.unwrap_or(Form::of("")));
            let prefix = alone.strip_suffix(&*text).unwrap_or_default().to_owned();
            (text != shared_error(problem)).then(|| ErrorText {
                problem,
                text: text.into_owned(),
                prefix,
            })
        };
        FieldView {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            kind: self.kind.to_owned(),
            autocomplete: self.autocomplete.to_owned(),
            mode: self.mode.to_owned(),
            hint: self.hint.to_owned(),
            width: self.width.to_owned(),
            optional: self.optional,
            control: Control::Text,
            meant: self.meant.then(|| email_host::meant(value).unwrap_or_default()),
            group: group.to_owned(),
            errors: PROBLEMS.into_iter().filter_map(error).collect(),
        }
    }
}

/// The message shared by fields without their own; empty if there is none.
fn shared_error(problem: FieldErrorKind) -> &'static str {
    i18n::find(&format!("error-{}", problem.key())).unwrap_or_default()
}

/// The texts shared by the fields of a form.
#[must_use]
pub fn form_texts() -> FormTexts {
    let error = |problem| {
        let text = shared_error(problem);
        let prefix = String::new();
        (!text.is_empty()).then(|| ErrorText { problem, text: text.to_owned(), prefix })
    };
    FormTexts {
        one: t!("errors-title", count = 1),
        more: t!("errors-title", count = "{}"),
        optional: t!("field-optional").to_owned(),
        meant: t!("email-meant", address = "{}"),
        choose: t!("field-region-choose").to_owned(),
        errors: PROBLEMS.into_iter().filter_map(error).collect(),
    }
}

/// An address field in a country. The region is a list if the country has one.
#[must_use]
pub fn address_field(field: Field, form: &'static Form) -> FieldView {
    let mut view = field.view_in("", Some(form));
    if field.name.ends_with("region") {
        let choice =
            |region: &Region| Choice { code: region.code.to_owned(), name: region.name.to_owned() };
        let listed = form.region == RegionKind::Listed;
        view.control = Control::Region(form.regions().filter(|_| listed).map(choice).collect());
    }
    view
}

/// The country of an address, which determines the postcode and region fields.
#[must_use]
pub fn country_field(name: &'static str, autocomplete: &'static str, form: &Form) -> FieldView {
    let field = Field::text(name, t!("field-country"), autocomplete);
    FieldView { control: Control::Countries, ..field.view_in("", Some(form)) }
}

/// A field with its value and error, in a form that is not hydrated.
pub fn field(field: Field, value: &str, errors: &[FieldError]) -> impl IntoView + use<> {
    let state = FieldState::new(field.view(value), StoredValue::new(form_texts()));
    state.value.set(value.to_owned());
    let error = errors.iter().find(|error| error.field == field.name);
    state.problem.set(error.map(|error| error.problem));
    labelled(state)
}

/// The error of a control that is not a [`Field`].
pub fn error_line(name: &str, error: Option<Cow<'static, str>>) -> impl IntoView + use<> {
    let none = error.is_none();
    view! {
        <p class="field-error" id=format!("{name}-error") hidden=none>
            {icon(Icon::Alert)}
            <span>{error.unwrap_or_default()}</span>
        </p>
    }
}

/// The error summary of a form that is not hydrated.
pub fn summary(errors: &[FieldError]) -> impl IntoView + use<> {
    let item = |error: &FieldError| SummaryItem {
        field: error.field.clone(),
        text: i18n::field_error_alone(&error.field, error.problem.key(), Form::of("")),
    };
    let items = errors.iter().map(item).collect();
    error_summary(RwSignal::new(items), StoredValue::new(form_texts()))
}
