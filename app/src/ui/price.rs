//! Prices. The displayed amount is the amount charged.

use domain::Money;
use leptos::prelude::*;

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

/// The word before a price that is the lowest of several.
#[cfg(feature = "ssr")]
#[must_use]
pub fn from() -> String {
    t!("price-from").to_owned()
}
