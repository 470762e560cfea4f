//! Prices. The displayed amount is the amount charged.

use domain::Money;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The lowest price of the 30 days before a reduction, which is the one that may be struck through.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Before {
    /// The price.
    pub amount: Money,
    /// What it is: "Lowest price in the last 30 days:".
    pub label: String,
}

#[cfg(feature = "ssr")]
impl Before {
    /// A prior price with its text; nothing if the price is not reduced.
    #[must_use]
    pub fn of(prior: Option<Money>) -> Option<Self> {
        prior.map(|amount| Self { amount, label: t!("price-before").to_owned() })
    }
}

/// An amount in tabular figures.
pub fn price(amount: Money) -> impl IntoView {
    view! { <data class="price number" value=amount.decimal()>{amount.to_string()}</data> }
}

/// The price of a product whose variants cost different amounts: "from €749.00".
pub fn price_from(amount: Money, from: Option<String>) -> impl IntoView {
    view! {
        <p class="price-line">
            {from.map(|from| view! { <span class="quiet">{from}" "</span> })}
            {price(amount)}
        </p>
    }
}

/// The same, with the price before a reduction. Its text is there for screen readers, which do not
/// say that a text is struck through.
pub fn price_reduced(amount: Money, from: Option<String>, before: Option<Before>) -> impl IntoView {
    let before = before.map(|Before { amount, label }| {
        view! {
            <s class="price-before number">
                <span class="hidden">{label}" "</span>
                {amount.to_string()}
            </s>
        }
    });
    view! {
        <p class="price-line">
            {from.map(|from| view! { <span class="quiet">{from}" "</span> })}
            {price(amount)}
            {before}
        </p>
    }
}

/// The price before a reduction, as a line of its own.
pub fn before_line(before: Before) -> impl IntoView {
    let Before { amount, label } = before;
    view! {
        <p class="quiet small number">
            {label}" "
            <s>{amount.to_string()}</s>
        </p>
    }
}

/// The word before a price that is the lowest of several.
#[cfg(feature = "ssr")]
#[must_use]
pub fn from() -> String {
    t!("price-from").to_owned()
}
