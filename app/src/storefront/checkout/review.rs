//! The last step: review everything; one button places the order, once.

use crate::islands::{
    checkout::{
        FormState,
        api::{FormView, PlaceTexts},
        place_button,
    },
    pack,
};
use leptos::{either::Either, prelude::*};
use views::{checkout::CheckoutView, routes};

pub(super) fn form(view: &CheckoutView) -> impl IntoView + '_ {
    if !view.cart.orderable() {
        return Either::Left(
            view! { <p><a class="buy" href=routes::CART>{t!("review-to-cart")}</a></p> },
        );
    }
    let place = Some(PlaceTexts::new(&view.cart));
    let form = FormView { place, ..FormView::default() };
    let packed = pack(&form);
    let form = FormState::new(form);
    Either::Right(view! {
        <form
            class="form"
            method="post"
            action=routes::CHECKOUT_PLACE
            data-checkout="place"
            data-form=packed
        >
            <p>{t!("review-text")}</p>
            <input type="hidden" name="key" value=view.key.as_str() />
            <input type="hidden" name="review" value=view.review_hash.as_str() />
            {place_button(form)}
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
