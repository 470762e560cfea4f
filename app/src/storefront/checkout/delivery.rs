//! The second step: the delivery method.

use crate::{
    dates,
    islands::{
        checkout::{FormState, api::FormView},
        pack,
    },
    ui::{
        field::{Field, FieldView, labelled},
        service,
    },
};
use domain::shipping::{Carriage, DeliveryOption};
use leptos::prelude::*;
use views::{checkout::CheckoutView, routes};

/// The phone number for the haulier, if a delivery method needs one.
fn phone(view: &CheckoutView) -> Option<FieldView> {
    let freight = |offer: &DeliveryOption| offer.carriage == Carriage::Freight;
    view.offers.iter().any(freight).then(|| {
        let phone = Field {
            kind: "tel",
            mode: "tel",
            hint: t!("field-phone-hint"),
            optional: !view.offers.iter().all(freight),
            ..Field::text("phone", t!("field-phone"), "shipping tel")
        };
        phone.view(&view.phone)
    })
}

fn when(offer: &DeliveryOption) -> String {
    let [first, last] = [offer.earliest, offer.latest].map(dates::with_weekday);
    if first == last {
        t!("delivery-on", day = last)
    } else {
        t!("delivery-between", first = first, last = last)
    }
}

fn cost(offer: &DeliveryOption) -> String {
    if offer.price.is_zero() { t!("price-free").to_owned() } else { offer.price.to_string() }
}

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    let offers = view.offers.iter().map(|offer| {
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name="shipping-method"
                    value=offer.method.key()
                    checked=offer.method == view.shipping_method
                />
                <span>
                    {service::name(offer.service())}
                    <small class="quiet number">{when(offer)}</small>
                </span>
                <b class="number">{cost(offer)}</b>
            </label>
        }
    });
    let form = FormView::new(phone(view).into_iter().collect(), Vec::new(), &view.errors);
    let packed = pack(&form);
    let form = FormState::new(form);
    let phone = form.field("phone").map(|phone| {
        phone.value.set(view.phone.clone());
        labelled(phone)
    });
    view! {
        {form.error_summary()}
        <form
            class="form"
            method="post"
            action=routes::CHECKOUT_DELIVERY
            novalidate=true
            data-checkout="delivery"
            data-form=packed
        >
            <fieldset class="radios">
                <legend class="hidden">{t!("step-delivery")}</legend>
                {offers.collect::<Vec<_>>()}
            </fieldset>
            {phone}
            <button class="buy">{super::onward::onward(view)}</button>
        </form>
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let phone = (!view.phone.is_empty()).then(
        || view! { <p class="number">{t!("delivery-phone", number = view.phone.as_str())}</p> },
    );
    let chosen = view.offers.iter().find(|offer| offer.method == view.shipping_method);
    view! {
        <div class="step-summary">
            {chosen.map(|offer| view! {
                <p class="number">
                    {service::name(offer.service())}" · "{cost(offer)}<br />{when(offer)}
                </p>
            })}
            {phone}
        </div>
    }
}
