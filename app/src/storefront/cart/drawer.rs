//! The contents of the cart drawer, which opens over the page. Without JavaScript the cart page
//! does the same.

use super::{checkout_button, notices, remove_button, set_to_available, undo_line};
use crate::{
    PageContext,
    ui::{
        Icon, icon,
        picture::{Place, silent_plate},
        price::price,
        stepper::line_stepper,
        totals::sum,
    },
};
use leptos::{either::Either, prelude::*};
use views::cart::{CartLineView, CartView};
use views::routes;

/// Title, message, lines, sum and the two ways on. The count is in `data-count`, for the badge.
pub fn drawer<'a>(
    _context: &'a PageContext<'a>,
    cart: &'a CartView,
    message: Option<(bool, &'a str)>,
) -> impl IntoView + 'a {
    let message = message.map(|(good, text)| {
        let (class, sign) = if good {
            ("drawer-message", Icon::Check)
        } else {
            ("drawer-message drawer-message-bad", Icon::Alert)
        };
        view! { <p class=class id="cart-message" role="status">{icon(sign)}<span>{text}</span></p> }
    });
    let content = if cart.lines.is_empty() {
        Either::Left(view! { <p class="drawer-empty quiet">{t!("cart-empty-text")}</p> })
    } else {
        Either::Right(view! {
            <ul class="lines">{cart.lines.iter().map(line).collect::<Vec<_>>()}</ul>
            <div class="drawer-sum">
                {sum(cart, &cart.country, true)}
                {checkout_button(cart)}
                <div class="drawer-ways">
                    <a class="button" href=routes::CART>{t!("drawer-cart")}</a>
                    <form method="dialog"><button class="button">{t!("drawer-continue")}</button></form>
                </div>
            </div>
        })
    };
    view! {
        <div class="drawer-body" data-count=cart.count>
            <header>
                <h2 id="cart-drawer-title">{t!("cart-title")}<span class="quiet small number">{t!("cart-count", count = cart.count)}</span></h2>
                <form method="dialog"><button class="icon-button" aria-label=t!("drawer-close")>{icon(Icon::Close)}</button></form>
            </header>
            {message}
            {cart.undo.as_ref().map(undo_line)}
            {content}
        </div>
    }
}

fn line(line: &CartLineView) -> impl IntoView + '_ {
    let label = (!line.label.is_empty())
        .then(|| view! { <p class="quiet small">{line.label.as_str()}</p> });
    view! {
        <li class="line line-small" data-line=line.sku.as_str()>
            {silent_plate(line.picture.as_ref(), Place::Small, None)}
            <div class="line-words">
                <h3><a href=routes::variant(&line.slug, &line.sku)>{line.name.as_str()}</a></h3>
                {label}
                {notices(line)}
                {set_to_available(line)}
            </div>
            <div class="line-price">{price(line.total)}</div>
            <div class="line-change">
                {line_stepper(&line.sku, &line.name, line.quantity, line.available)}
                {remove_button(line)}
            </div>
        </li>
    }
}
