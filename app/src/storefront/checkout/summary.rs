//! What is being bought: beside the steps on wide screens, folded above them on phones, unfolded
//! for the review.

use crate::ui::{
    picture::{Place, silent_plate},
    price::price,
    totals::{sum, tax_lines},
};
use leptos::prelude::*;
use views::{
    cart::CartLineView,
    checkout::{CheckoutView, Step},
};

pub(super) fn summary(view: &CheckoutView) -> impl IntoView + '_ {
    view! {
        <details class="order-summary" open=view.step == Step::Review>
            <summary>
                <span>{t!("summary-title")}" "<span class="quiet number">{t!("cart-count", count = view.cart.count)}</span></span>
                {view.cart.orderable().then(|| price(view.cart.totals.total))}
            </summary>
            <div class="order-summary-body">
                <h2 class="hidden">{t!("summary-title")}</h2>
                <ul class="lines">{view.cart.lines.iter().map(line).collect::<Vec<_>>()}</ul>
                {sum(&view.cart, &view.cart.country, view.reached == Step::Contact)}
                {view.cart.orderable().then(|| tax_lines(&view.cart.taxes, view.cart.totals.tax_included))}
            </div>
        </details>
    }
}

fn line(line: &CartLineView) -> impl IntoView + '_ {
    let label = (!line.label.is_empty())
        .then(|| view! { <p class="quiet small">{line.label.as_str()}</p> });
    view! {
        <li class="line line-small">
            {silent_plate(line.picture.as_ref(), Place::Small, None)}
            <div class="line-words">
                <h3>{line.name.as_str()}</h3>
                {label}
                <p class="quiet small number">{t!("order-quantity", quantity = line.quantity, price = line.unit.to_string())}</p>
                {crate::storefront::cart::notices(line)}
            </div>
            <div class="line-price">{price(line.total)}</div>
        </li>
    }
}
