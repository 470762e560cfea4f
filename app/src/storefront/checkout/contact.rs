//! The first step: who, and where the parcel goes.

use crate::ui::field::{Field, country_field, field, region_field, summary};
use domain::{
    checkout::{Address, FieldError},
    mail_host,
    view::CheckoutView,
};
use leptos::prelude::*;

/// The countries whose regions are chosen from a list.
const LISTED: [&str; 3] = ["US", "CA", "AU"];

/// Names and autocomplete tokens of one address; the second is the billing address.
struct Names {
    country: (&'static str, &'static str),
    name: (&'static str, &'static str),
    street: (&'static str, &'static str),
    extra: (&'static str, &'static str),
    postcode: (&'static str, &'static str),
    city: (&'static str, &'static str),
    region: (&'static str, &'static str),
    /// One list for each of [`country::LISTED`].
    regions: [&'static str; 3],
}

const DELIVERY: Names = Names {
    country: ("country", "shipping country"),
    name: ("name", "shipping name"),
    street: ("street", "shipping address-line1"),
    extra: ("extra", "shipping address-line2"),
    postcode: ("postcode", "shipping postal-code"),
    city: ("city", "shipping address-level2"),
    region: ("region", "shipping address-level1"),
    regions: ["region-us", "region-ca", "region-au"],
};

const BILLING: Names = Names {
    country: ("billing-country", "billing country"),
    name: ("billing-name", "billing name"),
    street: ("billing-street", "billing address-line1"),
    extra: ("billing-extra", "billing address-line2"),
    postcode: ("billing-postcode", "billing postal-code"),
    city: ("billing-city", "billing address-level2"),
    region: ("billing-region", "billing address-level1"),
    regions: ["billing-region-us", "billing-region-ca", "billing-region-au"],
};

/// A billing address that nobody has typed yet.
static NOWHERE: Address = Address {
    name: String::new(),
    street: String::new(),
    extra: String::new(),
    postcode: String::new(),
    city: String::new(),
    region: String::new(),
    country: String::new(),
};

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    let email = Field {
        kind: "email",
        mode: "email",
        hint: t!("checkout-email-hint"),
        meant: true,
        ..Field::text("email", t!("field-email"), "email")
    };
    let country = view.contact.address.country.as_str();
    let billing = view.billing.as_ref().unwrap_or(&NOWHERE);
    let billing_country = if billing.country.is_empty() { country } else { &billing.country };
    let errors = where_they_show(&view.errors, country, billing_country);
    view! {
        {summary(&errors)}
        <form class="form" method="post" action="/checkout/contact" novalidate=true data-checkout="contact">
            <p class="quiet small">{t!("checkout-required")}</p>
            {field(email, &view.contact.email, &errors)}
            <div class="address">{address(&DELIVERY, &view.contact.address, country, &errors)}</div>
            <div class="billing">
                <label class="check">
                    <input type="checkbox" id="billing-same" name="billing-same" value="yes" checked=view.billing.is_none() />
                    <span>{t!("checkout-billing-same")}</span>
                </label>
                <fieldset class="address">
                    <legend>{t!("checkout-billing")}</legend>
                    {address(&BILLING, billing, billing_country, &errors)}
                </fieldset>
            </div>
            <button class="buy">{super::onward(view)}</button>
        </form>
    }
}

/// Errors of a region by the field that shows it: the list of the address's country, or the line to type into.
fn where_they_show(errors: &[FieldError], country: &str, billing_country: &str) -> Vec<FieldError> {
    let place = |error: &FieldError| {
        let country = if error.field.starts_with("billing-") { billing_country } else { country };
        let listed = error.field.ends_with("region") && LISTED.contains(&country);
        let field = if listed { format!("{}-{}", error.field, country.to_ascii_lowercase()) } else { error.field.clone() };
        FieldError { field, problem: error.problem }
    };
    errors.iter().map(place).collect()
}

fn address<'a>(names: &'static Names, address: &'a Address, country: &str, errors: &[FieldError]) -> impl IntoView + use<'a> {
    let text = |(name, autocomplete): (&'static str, &'static str), label: &'static str| Field::text(name, label, autocomplete);
    let extra = Field { optional: true, ..text(names.extra, t!("field-extra")) };
    let postcode = Field { width: "third", ..text(names.postcode, t!("field-postcode")) };
    let city = Field { width: "two-thirds", ..text(names.city, t!("field-city")) };
    let region = Field { width: "region region-typed", ..text(names.region, t!("field-region")) };
    let labels = [t!("field-state"), t!("field-province"), t!("field-state-territory")];
    let classes = ["region region-us", "region region-ca", "region region-au"];
    let list = |i: usize, code: &'static str| {
        let text = |list: &[&'static str; 3]| list.get(i).copied().unwrap_or_default();
        let which = Field { width: text(&classes), ..Field::text(text(&names.regions), text(&labels), names.region.1) };
        region_field(which, code, if country.eq_ignore_ascii_case(code) { &address.region } else { "" }, errors)
    };
    let lists = LISTED.into_iter().enumerate().map(|(i, code)| list(i, code)).collect::<Vec<_>>();
    let input = |which: Field, value: &'a str| field(which, value, errors);
    view! {
        {country_field(names.country.0, names.country.1, country, errors)}
        {input(text(names.name, t!("field-name")), &address.name)}
        {input(text(names.street, t!("field-street")), &address.street)}
        {input(extra, &address.extra)}
        {input(postcode, &address.postcode)}
        {input(city, &address.city)}
        {input(region, if !LISTED.contains(&country) { &address.region } else { "" })}
        {lists}
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let lines = view.contact.address.lines().join(", ");
    let billing = view
        .billing
        .as_ref()
        .map(|address| view! { <p class="quiet">{t!("checkout-billed-to", address = address.lines().join(", "))}</p> });
    // Only a hint: the address may be right, and the order goes on with it.
    let meant = mail_host::meant(&view.contact.email).map(|address| {
        view! {
            <p class="field-meant">
                {t!("email-meant", address = address)}
                " "
                <a href="/checkout?step=contact#email">{t!("checkout-change")}<span class="hidden">" "{t!("field-email")}</span></a>
            </p>
        }
    });
    view! {
        <div class="step-summary">
            <p>{view.contact.email.as_str()}</p>
            {meant}
            <p>{lines}</p>
            {billing}
        </div>
    }
}
