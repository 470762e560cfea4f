//! The dialog of the cart drawer.

use leptos::prelude::*;

/// The drawer, empty until it is opened. It also listens to the cart's forms anywhere on the page.
#[island]
pub fn CartDrawer() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    super::forms::listen(super::CartCountState::current());
    let closed = |_| {
        #[cfg(feature = "hydrate")]
        super::forms::drawer_closed();
    };
    view! {
        <dialog
            id="cart-drawer"
            class="drawer"
            aria-labelledby="cart-drawer-title"
            on:close=closed
        ></dialog>
    }
}
