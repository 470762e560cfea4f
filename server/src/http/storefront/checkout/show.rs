//! `GET /checkout`

use super::step;
use crate::{
    State,
    http::{HttpError, extract::Query, redirect::see_other},
    render::add_cookie,
    session::Visitor,
};
use app::{NoticeKind, t};
use axum::{extract::State as Extract, response::Response};
use domain::customers::Address;
use shop::checkout::{ShowCheckout, ShowError, Unsaved};
use views::{checkout::Step, routes};

/// Shows checkout. An empty cart redirects to the cart page, which says so. At the contact step,
/// the query can name countries that are not saved.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
    query: Query,
) -> Result<Response, HttpError> {
    let requested = query.get("step").and_then(Step::from_key);
    let text = |name: &str| query.get(name).unwrap_or("").to_owned();
    let delivery = chosen(&query, "country").map(|country| Address {
        country: country.to_owned(),
        postcode: text("postcode"),
        city: text("city"),
        ..Address::default()
    });
    let unsaved = Unsaved::Countries {
        delivery: delivery.as_ref(),
        billing: chosen(&query, "billing-country"),
    };
    let command = ShowCheckout { unsaved, ..step::of(&visitor, requested) };
    match shop::checkout::show(&state.shop, command).await {
        Ok(view) if !view.cart.orderable() => Ok(back_to_cart(&visitor)),
        // Each step has its own URL, so that Back returns to the step before.
        Ok(view) if requested.is_none() => {
            Ok(see_other(&format!("{}{}", routes::checkout_step(view.step), kept(&query))))
        }
        Ok(view) => Ok(step::respond(&state, &visitor, &view)),
        Err(ShowError::EmptyCart) => Ok(nothing_to_order(&visitor)),
        Err(error) => Err(error.into()),
    }
}

/// The country in a parameter, if one was chosen.
fn chosen<'a>(query: &'a Query, name: &str) -> Option<&'a str> {
    query.get(name).filter(|code| !code.is_empty())
}

/// The other query parameters, for the URL with the step.
fn kept(query: &Query) -> String {
    let names = ["country", "postcode", "city", "billing-country"];
    let pairs: Vec<(&str, &str)> =
        names.into_iter().filter_map(|name| Some((name, query.get(name)?))).collect();
    // Texts are always serialisable.
    serde_urlencoded::to_string(pairs)
        .ok()
        .filter(|pairs| !pairs.is_empty())
        .map(|pairs| format!("&{pairs}"))
        .unwrap_or_default()
}

/// Redirects to the cart, which marks the lines that cannot be ordered, with a notice.
fn back_to_cart(visitor: &Visitor) -> Response {
    let mut response = see_other(routes::CART);
    add_cookie(&mut response, visitor.set_flash(NoticeKind::Error, t!("checkout-back-to-cart")));
    response
}

/// Redirects to the order after going back from its page, otherwise to the cart.
fn nothing_to_order(visitor: &Visitor) -> Response {
    see_other(visitor.ordered.as_deref().unwrap_or(routes::CART))
}
