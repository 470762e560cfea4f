//! The last step: everything stands above and beside; one button places the order, once.

use leptos::{either::Either, prelude::*};
use views::{checkout::CheckoutView, routes};

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    if !view.cart.orderable() {
        return Either::Left(
            view! { <p><a class="buy" href=routes::CART>{t!("review-to-cart")}</a></p> },
        );
    }
    Either::Right(view! {
        <form class="form" method="post" action=routes::CHECKOUT_PLACE data-checkout="place">
            <p>{t!("review-text")}</p>
            <input type="hidden" name="key" value=view.key.as_str() />
            <input type="hidden" name="seen" value=view.seen.as_str() />
            <button class="buy number" data-busy=t!("review-placing")>{t!("review-place", total = view.cart.totals.total.to_string())}</button>
            <p class="quiet small">
                {t!("review-terms")}
                " "
                <a href=routes::TERMS target="_blank">{t!("footer-terms")}</a>
                {t!("review-terms-and")}
                <a href=routes::RETURNS target="_blank">{t!("footer-returns")}</a>
            </p>
        </form>
    })
}
