//! The first step: who, and where the parcel goes.

use crate::{
    i18n,
    ui::field::{Field, country_field, field, region_field, summary_in},
};
use domain::{
    checkout::FieldError,
    customers::{
        Address,
        address_form::{Form, RegionKind},
        email_host,
    },
};
use leptos::{either::Either, prelude::*};
use views::{
    checkout::{CheckoutView, Step},
    routes,
};

/// Names and autocomplete tokens of one address; the second is the billing address.
struct Names {
    /// What the browser finds it by.
    id: &'static str,
    country: (&'static str, &'static str),
    name: (&'static str, &'static str),
    street: (&'static str, &'static str),
    extra: (&'static str, &'static str),
    postcode: (&'static str, &'static str),
    city: (&'static str, &'static str),
    region: (&'static str, &'static str),
}

const DELIVERY: Names = Names {
    id: "address",
    country: ("country", "shipping country"),
    name: ("name", "shipping name"),
    street: ("street", "shipping address-line1"),
    extra: ("extra", "shipping address-line2"),
    postcode: ("postcode", "shipping postal-code"),
    city: ("city", "shipping address-level2"),
    region: ("region", "shipping address-level1"),
};

const BILLING: Names = Names {
    id: "billing-address",
    country: ("billing-country", "billing country"),
    name: ("billing-name", "billing name"),
    street: ("billing-street", "billing address-line1"),
    extra: ("billing-extra", "billing address-line2"),
    postcode: ("billing-postcode", "billing postal-code"),
    city: ("billing-city", "billing address-level2"),
    region: ("billing-region", "billing address-level1"),
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
    let errors = &view.errors;
    let forms = [Form::of(country), Form::of(billing_country)];
    view! {
        {summary_in(errors, forms)}
        <form class="form" method="post" action=routes::CHECKOUT_CONTACT novalidate=true data-checkout="contact">
            // Enter presses the first button of a form, which is to go on, not to update the
            // country.
            <noscript>
                <button class="hidden" tabindex="-1" aria-hidden="true">{super::onward(view)}</button>
            </noscript>
            <p class="quiet small">{t!("checkout-required")}</p>
            {field(email, &view.contact.email, errors)}
            <div class="address" id=DELIVERY.id data-country=country.to_owned()>{address(&DELIVERY, &view.contact.address, country, errors)}</div>
            <div class="billing">
                <label class="check">
                    <input type="checkbox" id="billing-same" name="billing-same" value="yes" checked=view.billing.is_none() />
                    <span>{t!("checkout-billing-same")}</span>
                </label>
                <fieldset class="address" id=BILLING.id data-country=billing_country.to_owned()>
                    <legend>{t!("checkout-billing")}</legend>
                    {address(&BILLING, billing, billing_country, errors)}
                </fieldset>
            </div>
            <button class="buy">{super::onward(view)}</button>
        </form>
    }
}

/// An address as its country writes it. The region and the postcode are always there and show where
/// the chosen country has them, so that another country can be chosen without script; its own names
/// come with the next page, which a button asks for.
fn address<'a>(
    names: &'static Names,
    address: &'a Address,
    country: &str,
    errors: &[FieldError],
) -> impl IntoView + use<'a> {
    let form = Form::of(country);
    let text = |(name, autocomplete): (&'static str, &'static str), plain: &str| Field {
        form: Some(form),
        ..Field::text(name, i18n::field_label(plain, form), autocomplete)
    };
    let extra = Field { optional: true, ..text(names.extra, "extra") };
    let postcode = Field {
        width: "third postcode",
        optional: !form.postcode_needed,
        ..text(names.postcode, "postcode")
    };
    let city = Field {
        width: "two-thirds",
        optional: !form.only_city.is_empty(),
        ..text(names.city, "city")
    };
    let optional = form.region != RegionKind::None && !form.region_needed();
    let region = Field { width: "region", optional, ..text(names.region, "region") };
    let region = if form.region == RegionKind::Listed {
        Either::Left(region_field(region, form, &address.region, errors))
    } else {
        Either::Right(field(region, &address.region, errors))
    };
    let input = |which: Field, value: &'a str| field(which, value, errors);
    view! {
        {country_field(names.country.0, names.country.1, country, errors)}
        // Without script, what the other country's addresses are made of and what it would come to
        // comes with the next page.
        <noscript>
            <button class="button update-country" name="update" value=names.country.0>{t!("checkout-update-country")}</button>
        </noscript>
        {input(text(names.name, "name"), &address.name)}
        {input(text(names.street, "street"), &address.street)}
        {input(extra, &address.extra)}
        {input(postcode, &address.postcode)}
        {input(city, &address.city)}
        {region}
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let lines = view.contact.address.lines().join(", ");
    let billing = view
        .billing
        .as_ref()
        .map(|address| view! { <p class="quiet">{t!("checkout-billed-to", address = address.lines().join(", "))}</p> });
    // Only a hint: the address may be right, and the order goes on with it.
    let meant = email_host::meant(&view.contact.email).map(|address| {
        view! {
            <p class="field-meant">
                {t!("email-meant", address = address)}
                " "
                <a href=format!("{}#email", routes::checkout_step(Step::Contact))>{t!("checkout-change")}<span class="hidden">" "{t!("field-email")}</span></a>
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
