//! A quantity with one less and one more.

use super::{Icon, icon};
use leptos::prelude::*;
use views::routes;

/// The quantity of a cart line: a form of its own. The first button is the one that the Enter key
/// presses.
pub fn line_stepper<'a>(
    sku: &'a str,
    name: &'a str,
    quantity: u32,
    most: u32,
) -> impl IntoView + use<'a> {
    view! {
        <form class="stepper-form" method="post" action=routes::cart_line(sku) data-stepper=sku>
            <input type="hidden" name="was" value=quantity />
            <button class="button no-js-only stepper-update">{t!("stepper-update")}</button>
            <div class="stepper">
                <button name="step" value="-1" aria-label=t!("stepper-less", name = name)>{icon(Icon::Minus)}</button>
                <input
                    class="number"
                    name="quantity"
                    value=quantity
                    inputmode="numeric"
                    maxlength="3"
                    autocomplete="off"
                    aria-label=t!("stepper-quantity", name = name)
                    data-most=most
                />
                <button name="step" value="1" aria-label=t!("stepper-more", name = name) aria-disabled=(quantity >= most).then_some("true")>{icon(Icon::Plus)}</button>
            </div>
        </form>
    }
}

/// The quantity beside a product's buy button; its buttons need script, so they show only with it.
pub fn stepper(id: &'static str) -> impl IntoView {
    view! {
        <div class="stepper" data-stepper="">
            <button type="button" class="js-only" data-step="-1" aria-label=t!("stepper-one-less")>{icon(Icon::Minus)}</button>
            <input class="number" id=id name="quantity" value="1" inputmode="numeric" maxlength="3" autocomplete="off" aria-label=t!("stepper-label") />
            <button type="button" class="js-only" data-step="1" aria-label=t!("stepper-one-more")>{icon(Icon::Plus)}</button>
        </div>
    }
}
