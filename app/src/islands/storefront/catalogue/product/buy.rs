//! The buy button with the quantity, beside the price and at the bottom of phones. If the variant
//! is sold out, a form that subscribes to it.

use super::{ProductState, api::SoldOut};
use crate::{
    islands::cart::{ADD_ERROR, BUY_FORM},
    ui::{
        Icon,
        field::{FieldState, text_field},
        icon,
        price::price,
    },
};
use leptos::{either::Either, prelude::*};
use views::routes;

/// The form that adds the chosen variant to the cart, or what replaces it.
pub(super) fn offer(product: ProductState) -> impl IntoView {
    let available = product.available();
    move || {
        if available.get() {
            Either::Left(add_to_cart(product))
        } else {
            let sold_out = product.shown.with_untracked(|shown| shown.sold_out.clone());
            Either::Right(sold_out.map(|sold_out| instead(product, sold_out)))
        }
    }
}

fn add_to_cart(product: ProductState) -> impl IntoView {
    let add = product.texts().add;
    // Announced when it appears.
    let error = move || {
        product.error.get().map(|error| {
            view! {
                <p class="field-error form-error" id=ADD_ERROR role="alert">{error.text}</p>
            }
        })
    };
    view! {
        <form
            class="buy-form"
            id=BUY_FORM
            method="post"
            action=routes::CART_LINES
            data-add-to-cart=""
        >
            <input
                type="hidden"
                name="sku"
                value=move || product.with(|shown| shown.sku.clone())
            />
            <input
                type="hidden"
                name="back"
                value=move || product.with(|shown| shown.back.clone())
            />
            {stepper(product)}
            <button class="buy" id="buy">{add}</button>
        </form>
        {error}
    }
}

/// The quantity. Its buttons need JavaScript, so they are shown only with it.
fn stepper(product: ProductState) -> impl IntoView {
    let texts = product.texts();
    let invalid = move || product.error.with(|error| error.as_ref().is_some_and(|e| e.quantity));
    view! {
        <div class="stepper">
            <button
                type="button"
                class="js-only"
                data-step="-1"
                aria-label=texts.less
                on:click=move |_| product.step(-1)
            >
                {icon(Icon::Minus)}
            </button>
            <input
                class="number"
                id="quantity"
                name="quantity"
                value="1"
                inputmode="numeric"
                maxlength="3"
                autocomplete="off"
                aria-label=texts.quantity
                aria-invalid=move || invalid().then_some("true")
                aria-describedby=move || invalid().then_some(ADD_ERROR)
                prop:value=product.quantity
                on:input=move |event| product.quantity.set(event_target_value(&event))
            />
            <button
                type="button"
                class="js-only"
                data-step="1"
                aria-label=texts.more
                on:click=move |_| product.step(1)
            >
                {icon(Icon::Plus)}
            </button>
        </div>
    }
}

fn instead(product: ProductState, sold_out: SoldOut) -> impl IntoView {
    let email = FieldState::new(sold_out.email, StoredValue::new(sold_out.form));
    email.value.set(sold_out.typed);
    email.problem.set(sold_out.problem);
    view! {
        <div class="sold-out">
            <p><b>{sold_out.title}</b></p>
            <form
                class="subscription-form"
                method="post"
                action=routes::SUBSCRIPTIONS
                id="subscribe"
                novalidate=true
            >
                <input
                    type="hidden"
                    name="sku"
                    value=move || product.with(|shown| shown.sku.clone())
                />
                {text_field(email)}
                <button class="button button-strong">{sold_out.button}</button>
            </form>
            <p class="quiet small">{sold_out.text}</p>
            <p><a class="button" href="#related">{sold_out.related}</a></p>
        </div>
    }
}

/// Price and buy button at the bottom of a phone's screen, once the first button has scrolled out
/// of view.
pub fn bar(product: ProductState) -> impl IntoView {
    let available = product.available();
    move || {
        let name = product.shown.with_untracked(|shown| shown.name.clone());
        let add = product.texts().add;
        available.get().then(|| {
            view! {
                <div class="buy-bar">
                    <p>
                        <b>{name}</b>
                        {move || price(product.with(|shown| shown.price))}
                    </p>
                    <button class="buy" form=BUY_FORM>{add}</button>
                </div>
            }
        })
    }
}
