//! The first step: email address, delivery and billing address.

use crate::{
    islands::{
        checkout::{
            BILLING, DELIVERY, FormState, Names,
            api::{AddressForm, FormView, OrderSummary},
        },
        pack,
    },
    ui::field::{Field, labelled},
};
use domain::customers::{Address, address_form::Form, email_host};
use leptos::prelude::*;
use views::{
    checkout::{CheckoutView, Step},
    routes,
};

/// A billing address that has not been typed yet.
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
    let addresses =
        vec![AddressForm::new(&DELIVERY, country), AddressForm::new(&BILLING, billing_country)];
    let order = OrderSummary::new(view);
    let form = FormView::new(vec![email.view(&view.contact.email)], addresses, &view.errors);
    let form = FormView { order: Some(order), ..form };
    let packed = pack(&form);
    let form = FormState::new(form);
    view! {
        {form.error_summary()}
        <form
            class="form"
            method="post"
            action=routes::CHECKOUT_CONTACT
            novalidate=true
            data-checkout="contact"
            data-form=packed
        >
            // Enter activates the first button of a form, which should be the one that continues,
            // not the one that updates the country.
            <noscript>
                <button class="hidden" tabindex="-1" aria-hidden="true">
                    {super::onward::onward(view)}
                </button>
            </noscript>
            <p class="quiet small">{t!("checkout-required")}</p>
            {input(form, "email", &view.contact.email)}
            <div class="address" id="address">
                {address(&DELIVERY, &view.contact.address, country, form)}
            </div>
            <div class="billing">
                <label class="check">
                    <input
                        type="checkbox"
                        id="billing-same"
                        name="billing-same"
                        value="yes"
                        checked=view.billing.is_none()
                    />
                    <span>{t!("checkout-billing-same")}</span>
                </label>
                <fieldset class="address" id="billing-address">
                    <legend>{t!("checkout-billing")}</legend>
                    {address(&BILLING, billing, billing_country, form)}
                </fieldset>
            </div>
            <button class="buy">{super::onward::onward(view)}</button>
        </form>
    }
}

/// A field with its initial value.
fn input(form: FormState, name: &str, value: &str) -> impl IntoView + use<> {
    form.field(name).map(|field| {
        field.value.set(value.to_owned());
        labelled(field)
    })
}

/// An address in the format of its country.
fn address(
    names: &'static Names,
    address: &Address,
    country: &str,
    form: FormState,
) -> impl IntoView + use<> {
    // A list contains the region by its code.
    let listed = Form::of(country).find_region(&address.region);
    let region = listed.map_or(address.region.as_str(), |region| region.code);
    let lines = [
        (names.name, address.name.as_str()),
        (names.street, &address.street),
        (names.extra, &address.extra),
        (names.postcode, &address.postcode),
        (names.city, &address.city),
        (names.region, region),
    ];
    view! {
        {input(form, names.country.0, country)}
        // Without JavaScript, the other country's address fields and totals come with the next
        // page.
        <noscript>
            <button class="button update-country" name="update" value=names.country.0>
                {t!("checkout-update-country")}
            </button>
        </noscript>
        {lines.map(|((name, _), value)| input(form, name, value))}
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let lines = view.contact.address.lines().join(", ");
    let billing = view.billing.as_ref().map(|address| {
        view! {
            <p class="quiet">{t!("checkout-billed-to", address = address.lines().join(", "))}</p>
        }
    });
    // Only a hint: the address may be right, and the order continues with it.
    let meant = email_host::meant(&view.contact.email).map(|address| {
        view! {
            <p class="field-meant">
                {t!("email-meant", address = address)}
                " "
                <a href=format!("{}#email", routes::checkout_step(Step::Contact))>
                    {t!("checkout-change")}
                    <span class="hidden">" "{t!("field-email")}</span>
                </a>
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
