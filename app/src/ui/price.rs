//! Amounts as they are shown; what is shown is what is charged.

use domain::Money;
use leptos::prelude::*;

/// An amount, set in figures of one width.
pub fn price(amount: Money) -> impl IntoView {
    view! { <data class="price number" value=amount.decimal()>{amount.to_string()}</data> }
}

/// The price of a product whose variants cost different amounts: "from €749.00".
pub fn price_from(amount: Money, from: bool) -> impl IntoView {
    view! {
        <p class="price-line">
            {from.then(|| view! { <span class="quiet">{t!("price-from")}" "</span> })}
            {price(amount)}
        </p>
    }
}
