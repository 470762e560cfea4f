//! The cart drawer, which opens over the page after an addition. Without JavaScript the cart page
//! serves the same purpose.

use super::{
    CartState,
    lines::{self, LinesIn},
    totals,
};
use crate::ui::{Icon, icon};
use leptos::prelude::*;
use views::routes;

/// The contents of the drawer: message, lines, totals and links.
pub fn contents(cart: CartState) -> impl IntoView {
    let texts = cart.texts();
    let message = move || {
        cart.message.get().filter(|message| !message.text.is_empty()).map(|message| {
            let (class, sign) = if message.complete {
                ("drawer-message", Icon::Check)
            } else {
                ("drawer-message drawer-message-bad", Icon::Alert)
            };
            view! {
                <p class=class id="cart-message" role="status">
                    {icon(sign)}
                    <span>{message.text}</span>
                </p>
            }
        })
    };
    let empty = move || {
        let text = texts.empty_text.clone();
        (!cart.has_lines()).then(|| view! { <p class="drawer-empty quiet">{text}</p> })
    };
    let count = move || cart.with(|shown| shown.texts.count.clone());
    view! {
        <div class="drawer-body">
            <header>
                <h2 id="cart-drawer-title" tabindex="-1">
                    {texts.title}
                    " "
                    <span class="quiet small number">{count}</span>
                </h2>
                <form method="dialog">
                    <button class="icon-button" aria-label=texts.close>{icon(Icon::Close)}</button>
                </form>
            </header>
            {message}
            {lines::removed(cart)}
            {empty}
            {lines::lines(cart, LinesIn::Drawer)}
            <div class="drawer-sum" hidden=move || !cart.has_lines()>
                {totals::totals(cart)}
                {totals::checkout(cart)}
                <div class="drawer-actions">
                    <a class="button" href=routes::CART>{texts.view_cart}</a>
                    <form method="dialog">
                        <button class="button">{texts.continue_shopping}</button>
                    </form>
                </div>
            </div>
        </div>
    }
}
