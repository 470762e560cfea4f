//! The contents of the cart page: lines and summary, or an empty cart.
//!
//! The server renders them with the cart in `data-cart`. The browser hydrates them when somebody is
//! about to use them.

use super::{
    CartState,
    lines::{self, LinesIn},
    totals,
};
use crate::ui::{Icon, icon};
use leptos::{prelude::*, tachys::html::islands::IslandChildren};
use views::routes;

/// The contents. `country` is below the summary and `suggestions` below the empty cart; only the
/// server renders them, and the browser does not change them.
pub fn contents<C: RenderHtml, S: RenderHtml>(
    cart: CartState,
    country: C,
    suggestions: S,
) -> impl IntoView {
    let texts = cart.texts();
    let title = texts.title;
    let head = move || {
        let title = title.clone();
        let count = move || cart.with(|shown| shown.texts.count.clone());
        cart.has_lines().then(|| {
            view! {
                <header class="cart-head">
                    <h1 tabindex="-1">{title}</h1>
                    <p class="quiet number">{count}</p>
                </header>
            }
        })
    };
    let empty_title = texts.empty_title;
    let empty_title = move || {
        let title = empty_title.clone();
        (!cart.has_lines()).then(|| view! { <h1 tabindex="-1">{title}</h1> })
    };
    view! {
        {lines::removed(cart)}
        <div class="cart" id="cart" hidden=move || !cart.has_lines()>
            {head}
            {lines::lines(cart, LinesIn::Page)}
            <aside class="cart-sum" aria-labelledby="sum-title">
                <h2 class="label" id="sum-title">{texts.summary}</h2>
                {totals::totals(cart)}
                {totals::hints(cart)}
                {totals::checkout(cart)}
                {IslandChildren::new(country)}
            </aside>
            <form class="cart-empty-form" method="post" action=routes::CART_EMPTY>
                <button class="link-button">{texts.empty_button}</button>
            </form>
        </div>
        <div class="empty" hidden=move || cart.has_lines()>
            {icon(Icon::Bag)}
            {empty_title}
            {IslandChildren::new(suggestions)}
        </div>
    }
}
