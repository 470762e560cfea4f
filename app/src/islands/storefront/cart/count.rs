//! The header's link to the cart with the number of units in it.

use super::CartCountState;
use crate::ui::{Icon, icon};
use leptos::prelude::*;
use views::routes;

/// The link. The style sheet hides the number when it is 0.
#[island]
pub fn CartCount() -> impl IntoView {
    let units = CartCountState::current();
    // Pages are cached without the number, which is different for each visitor.
    #[cfg(feature = "ssr")]
    let count = move || {
        let _ = units;
        crate::slots::cart_count().to_owned()
    };
    #[cfg(not(feature = "ssr"))]
    let count = move || units.0.get().to_string();
    view! {
        <a class="cart-button" id="cart-button" href=routes::CART data-count=count>
            {icon(Icon::Bag)}
            <span class="cart-word">{server_text!("cart-title")}</span>
            <b class="badge number" id="cart-count">{count}</b>
            <span class="hidden cart-one">{server_text!("cart-piece")}</span>
            <span class="hidden cart-many">{server_text!("cart-units")}</span>
        </a>
    }
}
