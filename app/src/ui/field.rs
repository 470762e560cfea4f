//! A labelled input of the checkout, with its error beside it and on top.

use super::{Icon, icon};
use crate::i18n;
use domain::{
    checkout::FieldError,
    customers::{
        address_form::{Form, Region, RegionKind},
        country::{COUNTRIES, Country},
        email_host,
    },
};
use leptos::prelude::*;
use std::borrow::Cow;

/// What a text field is.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name and id, as the server reads it.
    pub name: &'static str,
    /// What stands over it.
    pub label: &'static str,
    /// `type`
    pub kind: &'static str,
    /// `autocomplete`
    pub autocomplete: &'static str,
    /// `inputmode`
    pub mode: &'static str,
    /// Whether it may stay empty; required is the rule.
    pub optional: bool,
    /// A sentence under the label; may be empty.
    pub hint: &'static str,
    /// Class for its width: `half`, `short` or empty.
    pub width: &'static str,
    /// Whether a close miss of a well-known mail host is pointed out.
    pub meant: bool,
    /// For a field of an address: that of its country, which decides what errors say.
    pub form: Option<&'static Form>,
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
            form: None,
        }
    }
}

/// The problem of a field, if it has one.
fn problem(name: &str, form: Option<&Form>, errors: &[FieldError]) -> Option<Cow<'static, str>> {
    errors
        .iter()
        .find(|error| error.field == name)
        .map(|error| i18n::field_error_in(name, error.problem.key(), form))
}

/// The field with its value and its error.
pub fn field<'a>(field: Field, value: &'a str, errors: &[FieldError]) -> impl IntoView + use<'a> {
    let error = problem(field.name, field.form, errors);
    let forms = field.form.filter(|_| field.name.ends_with("postcode"));
    let text = |problem: &str| i18n::field_error_in(field.name, problem, field.form);
    let described = match (error.is_some(), field.hint.is_empty()) {
        (true, false) => Some(format!("{0}-error {0}-hint", field.name)),
        (true, true) => Some(format!("{}-error", field.name)),
        (false, false) => Some(format!("{}-hint", field.name)),
        (false, true) => None,
    };
    let hint = (!field.hint.is_empty())
        .then(|| view! { <p class="hint" id=format!("{}-hint", field.name)>{field.hint}</p> });
    view! {
        <div class=format!("field {}", field.width)>
            <label for=field.name>{field.label}{field.optional.then(|| view! { <span class="quiet">" "{t!("field-optional")}</span> })}</label>
            {hint}
            <input
                id=field.name
                name=field.name
                type=field.kind
                value=value
                autocomplete=field.autocomplete
                inputmode=field.mode
                required=!field.optional
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
                data-field=field.name
                data-missing=text("missing")
                data-invalid=text("invalid")
                data-too-long=text("too-long")
                data-unreadable=text("unreadable")
                data-forms=forms.map(|form| form.postcodes)
                data-prefixes=forms.map(Form::prefixes)
            />
            {error_line(field.name, error)}
            {field.meant.then(|| meant_line(field.name, value))}
        </div>
    }
}

/// What was probably meant by an e-mail address; always there, so that script can fill it. With
/// script the sentence is a button that corrects the field.
fn meant_line(name: &'static str, value: &str) -> impl IntoView + use<> {
    let address = email_host::meant(value);
    let none = address.is_none();
    let text =
        address.as_deref().map(|address| t!("email-meant", address = address)).unwrap_or_default();
    view! {
        <p class="field-meant" id=format!("{name}-meant") hidden=none data-text=t!("email-meant", address = "{}")>
            <span class="no-js-only">{text.clone()}</span>
            <button type="button" class="link-button js-only" data-meant=name data-address=address.unwrap_or_default()>{text}</button>
        </p>
    }
}

/// The place of a field's error; always there, so that script can fill it.
pub fn error_line(name: &str, error: Option<Cow<'static, str>>) -> impl IntoView + use<> {
    let none = error.is_none();
    view! {
        <p class="field-error" id=format!("{name}-error") hidden=none>
            {icon(Icon::Alert)}
            <span>{error.unwrap_or_default()}</span>
        </p>
    }
}

/// The countries to choose from; each says whether its addresses have a region and a postcode, by
/// which those fields show.
fn country_options(chosen: &str) -> impl IntoView + use<> {
    let option = |country: &'static Country| {
        let form = Form::of(country.code);
        let region = (form.region != RegionKind::None).then_some("");
        let none = (!form.has_postcode).then_some("");
        let chosen = country.code.eq_ignore_ascii_case(chosen);
        view! { <option value=country.code selected=chosen data-region=region data-no-postcode=none>{country.name}</option> }
    };
    COUNTRIES.iter().map(option).collect::<Vec<_>>()
}

/// The country, which decides about postcode and region.
pub fn country_field(
    name: &'static str,
    autocomplete: &'static str,
    chosen: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let error = problem(name, None, errors);
    view! {
        <div class="field">
            <label for=name>{t!("field-country")}</label>
            <select id=name name=name autocomplete=autocomplete required=true aria-invalid=error.is_some().then_some("true") aria-describedby=format!("{name}-error") data-field=name data-missing=i18n::field_error(name, "missing") data-invalid=i18n::field_error(name, "invalid") data-too-long="">
                {country_options(chosen)}
            </select>
            {error_line(name, error)}
        </div>
    }
}

/// The regions of a country as a list; it shows while that country is chosen.
pub fn region_field(
    field: Field,
    form: &'static Form,
    chosen: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let name = field.name;
    let error = problem(name, Some(form), errors);
    let text = |problem: &str| i18n::field_error_in(name, problem, Some(form));
    let chosen = form.find_region(chosen);
    let option = |region: &'static Region| {
        view! { <option value=region.code selected=chosen == Some(region)>{region.name}</option> }
    };
    let options = form.regions().map(option).collect::<Vec<_>>();
    view! {
        <div class=format!("field {}", field.width)>
            <label for=name>{field.label}{field.optional.then(|| view! { <span class="quiet">" "{t!("field-optional")}</span> })}</label>
            <select
                id=name
                name=name
                autocomplete=field.autocomplete
                required=!field.optional
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=format!("{name}-error")
                data-field=name
                data-missing=text("missing")
                data-invalid=text("invalid")
            >
                <option value="">{t!("field-region-choose")}</option>
                {options}
            </select>
            {error_line(name, error)}
        </div>
    }
}

/// All errors of a form on top of it, each a link to its field; focus starts here.
pub fn summary(errors: &[FieldError]) -> impl IntoView + use<> {
    summary_in(errors, [Form::of(""); 2])
}

/// The same of a form with two addresses, that of delivery and that of the bill. Always there, so
/// that script can fill it.
pub fn summary_in(errors: &[FieldError], forms: [&'static Form; 2]) -> impl IntoView + use<> {
    let items = errors.iter().map(|error| {
        let [delivery, billing] = forms;
        let form = if error.field.starts_with("billing-") { billing } else { delivery };
        let text = i18n::field_error_alone(&error.field, error.problem.key(), form);
        view! { <li><a href=format!("#{}", error.field)>{text}</a></li> }
    });
    let none = errors.is_empty();
    view! {
        <div
            class="notice notice-bad error-summary"
            id="error-summary"
            role="alert"
            tabindex="-1"
            hidden=none
            autofocus=!none
            data-one=t!("errors-title", count = 1)
            data-more=t!("errors-title", count = "{}")
        >
            {icon(Icon::Alert)}
            <div>
                <p><b>{t!("errors-title", count = errors.len())}</b></p>
                <ul>{items.collect::<Vec<_>>()}</ul>
            </div>
        </div>
    }
}
