//! The second step: how fast the parcel comes.

use crate::{
    i18n,
    ui::field::{Field, field, summary},
};
use domain::shipping::{Carriage, Offer, day};
use leptos::prelude::*;
use views::{checkout::CheckoutView, routes};

fn name(offer: &Offer) -> &'static str {
    match offer.carriage {
        Carriage::Parcel => {
            i18n::find(&format!("delivery-{}", offer.speed.key())).unwrap_or_default()
        }
        Carriage::Freight => t!("delivery-freight"),
    }
}

/// The number that the haulier telephones, where a way of delivery needs one.
fn phone(view: &CheckoutView) -> impl IntoView + '_ {
    let freight = |offer: &Offer| offer.carriage == Carriage::Freight;
    view.offers.iter().any(freight).then(|| {
        let phone = Field {
            kind: "tel",
            mode: "tel",
            hint: t!("field-phone-hint"),
            optional: !view.offers.iter().all(freight),
            ..Field::text("phone", t!("field-phone"), "shipping tel")
        };
        field(phone, &view.phone, &view.errors)
    })
}

fn when(offer: &Offer) -> String {
    if offer.earliest == offer.latest {
        t!("delivery-on", day = day(offer.latest))
    } else {
        t!("delivery-between", first = day(offer.earliest), last = day(offer.latest))
    }
}

fn cost(offer: &Offer) -> String {
    if offer.price.minor == 0 { t!("price-free").to_owned() } else { offer.price.to_string() }
}

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    let offers = view.offers.iter().map(|offer| {
        view! {
            <label class="radio">
                <input type="radio" name="speed" value=offer.speed.key() checked=offer.speed == view.speed />
                <span>{name(offer)}<small class="quiet number">{when(offer)}</small></span>
                <b class="number">{cost(offer)}</b>
            </label>
        }
    });
    view! {
        {summary(&view.errors)}
        <form class="form" method="post" action=routes::CHECKOUT_DELIVERY novalidate=true data-checkout="delivery">
            <fieldset class="radios">
                <legend class="hidden">{t!("step-delivery")}</legend>
                {offers.collect::<Vec<_>>()}
            </fieldset>
            {phone(view)}
            <button class="buy">{super::onward(view)}</button>
        </form>
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let phone = (!view.phone.is_empty()).then(
        || view! { <p class="number">{t!("delivery-phone", number = view.phone.as_str())}</p> },
    );
    let chosen = view.offers.iter().find(|offer| offer.speed == view.speed);
    view! { <div class="step-summary">{chosen.map(|offer| view! { <p class="number">{name(offer)}" · "{cost(offer)}<br />{when(offer)}</p> })}{phone}</div> }
}
