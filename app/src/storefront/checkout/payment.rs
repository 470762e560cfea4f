//! The third step: the card. Its number goes to the payment provider only.

use crate::{
    islands::{
        checkout::{FormState, api::FormView},
        pack,
    },
    ui::field::{Field, labelled},
};
use leptos::prelude::*;
use views::{checkout::CheckoutView, routes};

/// The test provider's cards, and the messages that describe their results.
const TEST_CARDS: [(&str, &str); 6] = [
    ("4242 4242 4242 4242", "test-card-approved"),
    ("4000 0000 0000 0002", "test-card-declined"),
    ("4000 0000 0000 0069", "test-card-expired"),
    ("4000 0000 0000 3220", "test-card-challenge"),
    ("4000 0000 0000 0077", "test-card-slow"),
    ("4000 0000 0000 0119", "test-card-error"),
];

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    let number = Field {
        mode: "numeric",
        ..Field::text("card-number", t!("field-card-number"), "cc-number")
    };
    let expiry = Field {
        mode: "numeric",
        width: "half",
        hint: t!("field-expiry-hint"),
        ..Field::text("expiry", t!("field-expiry"), "cc-exp")
    };
    let code = Field {
        mode: "numeric",
        width: "half",
        hint: t!("field-code-hint"),
        ..Field::text("code", t!("field-code"), "cc-csc")
    };
    // Card data is never sent back.
    let fields = [number, expiry, code].map(|field| field.view(""));
    let form = FormView::new(fields.into(), Vec::new(), &view.errors);
    let packed = pack(&form);
    let form = FormState::new(form);
    view! {
        {form.error_summary()}
        <form
            class="form"
            method="post"
            action=routes::CHECKOUT_PAYMENT
            novalidate=true
            data-checkout="payment"
            data-form=packed
        >
            <p class="quiet small">{t!("payment-text")}</p>
            <div class="address">
                {form.fields.get_value().into_iter().map(labelled).collect::<Vec<_>>()}
            </div>
            {view.test_cards.then(test_cards)}
            <button class="buy">{t!("checkout-to-review")}</button>
        </form>
    }
}

fn test_cards() -> impl IntoView {
    let rows = TEST_CARDS.map(|(number, key)| {
        view! {
            <li>
                <code class="number">{number}</code>
                <span class="quiet">{crate::i18n::plain(key)}</span>
            </li>
        }
    });
    view! {
        <details class="question test-cards">
            <summary>{t!("test-cards")}</summary>
            <p class="quiet small">{t!("test-cards-text")}</p>
            <ul class="small">{rows}</ul>
        </details>
    }
}

pub(super) fn done(view: &CheckoutView) -> impl IntoView + '_ {
    let card = view.payment.as_ref().map(|card| {
        t!("payment-card", brand = card.brand.as_str(), digits = card.last_four.as_str())
    });
    view! { <div class="step-summary"><p class="number">{card}</p></div> }
}
