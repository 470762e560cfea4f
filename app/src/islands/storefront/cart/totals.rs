//! The totals of the cart, and the link to checkout.

use super::CartState;
use crate::ui::{Icon, icon, price::price};
use leptos::{either::Either, prelude::*};
use views::routes;

/// Subtotal, delivery, tax and total. While a line cannot be ordered there is no total: an
/// incomplete one would be misleading.
pub(super) fn totals(cart: CartState) -> impl IntoView {
    move || {
        let shown = cart.shown.get().filter(|shown| !shown.lines.is_empty())?;
        let texts = shown.texts;
        Some(if shown.orderable {
            Either::Left(view! {
                <dl class="totals">
                    {row(texts.subtotal, shown.subtotal.to_string())}
                    {row(texts.delivery, texts.delivery_price)}
                    {texts.tax_added.map(|(label, amount)| row(label, amount))}
                    <div class="totals-sum">
                        <dt>{texts.total}</dt>
                        <dd>{price(shown.total)}</dd>
                    </div>
                </dl>
                {texts.tax_included.map(|text| view! { <p class="quiet small number">{text}</p> })}
                {texts.export.map(|text| view! {
                    <p class="quiet small" data-export="">{text}</p>
                })}
            })
        } else {
            Either::Right(view! { <p class="quiet small" data-no-total="">{texts.no_total}</p> })
        })
    }
}

fn row(label: String, amount: String) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd class="number">{amount}</dd>
        </div>
    }
}

/// Hints: the amount missing for free delivery, the delivery date, delivery by freight.
pub(super) fn hints(cart: CartState) -> impl IntoView {
    let hint = |text| {
        view! { <p class="small hint-line">{icon(Icon::Truck)}<span>{text}</span></p> }
    };
    move || {
        let hints = cart.with(|shown| shown.texts.hints.clone());
        hints.into_iter().map(hint).collect::<Vec<_>>()
    }
}

/// The link to checkout, or why there is none.
pub(super) fn checkout(cart: CartState) -> impl IntoView {
    let texts = cart.texts();
    move || {
        if cart.with(|shown| shown.orderable) {
            Either::Left(
                view! { <a class="buy" href=routes::CHECKOUT>{texts.checkout.clone()}</a> },
            )
        } else {
            Either::Right(view! {
                <div class="notice notice-bad" role="alert">
                    {icon(Icon::Alert)}
                    <p>{texts.not_orderable.clone()}</p>
                </div>
            })
        }
    }
}
