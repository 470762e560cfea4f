//! The last step: review everything; one button places the order, once.

use crate::{
    PageContext,
    islands::{
        checkout::{
            FormState,
            api::{FormView, PlaceTexts},
            place_button,
        },
        pack,
    },
};
use domain::content::PageRole;
use leptos::{either::Either, prelude::*};
use views::{checkout::CheckoutView, routes};

pub(super) fn form<'a>(view: &'a CheckoutView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
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
            // A server of the release before, which runs beside this one during a rollout, reads
            // this name. The next release drops it.
            <input type="hidden" name="seen" value=view.review_hash.as_str() />
            {place_button(form)}
            {agreement(context)}
        </form>
    })
}

/// What the shopper agrees to: the merchant's terms and conditions of return, as far as there are
/// pages of them.
fn agreement<'a>(context: &'a PageContext<'a>) -> Option<impl IntoView + 'a> {
    let link = |(role, text): (PageRole, &'static str)| {
        context.page(role).map(|href| view! { <a href=href target="_blank">{text}</a> })
    };
    let terms = link((PageRole::Terms, t!("footer-terms")));
    let returns = link((PageRole::Returns, t!("footer-returns")));
    let and = (terms.is_some() && returns.is_some()).then(|| t!("review-terms-and"));
    (terms.is_some() || returns.is_some()).then(|| {
        view! { <p class="quiet small">{t!("review-terms")} " " {terms} {and} {returns}</p> }
    })
}
