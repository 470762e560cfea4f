//! `GET /checkout`

use super::{
    estimate::{cart_at, wrong_country},
    step::{self, show_view},
};
use crate::{
    State,
    http::{HttpError, extract::Query, redirect::see_other},
    render::add_cookie,
    session::Visitor,
};
use app::t;
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use domain::customers::country;
use shop::{cart::Destination, checkout::ShowError};
use views::{checkout::Step, routes};

/// Shows checkout. An empty cart redirects to the cart page, which says so.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
    query: Query,
) -> Result<Response, HttpError> {
    let asked = query.get("step").and_then(Step::from_key);
    match step::view(&state, &visitor, asked).await {
        Ok(view) if !view.cart.orderable() => Ok(back_to_cart(&visitor)),
        // Each step has its own URL, so that Back returns to the step before.
        Ok(view) if asked.is_none() => {
            Ok(see_other(&format!("{}{}", routes::checkout_step(view.step), kept(&query))))
        }
        Ok(mut view) => {
            // The price for another country, while one is being chosen and nothing is saved.
            let asked_for = |name: &str| {
                query.get(name).filter(|code| !code.is_empty() && view.step == Step::Contact)
            };
            let (delivery, billing) = (asked_for("country"), asked_for("billing-country"));
            if let Some(code) = delivery {
                if let Some(country) = country::by_code(code) {
                    let destination = Destination {
                        country,
                        postcode: query.get("postcode").unwrap_or(""),
                        town: query.get("city").unwrap_or(""),
                    };
                    view.cart =
                        cart_at(&state, &visitor, view.shipping_method, destination).await?;
                }
                view.contact.address.country =
                    country::by_code(code).map_or(code, |country| country.code).to_owned();
                view.errors.extend(wrong_country("country", code));
            }
            if let Some(code) = billing {
                view.billing.get_or_insert_default().country =
                    country::by_code(code).map_or(code, |country| country.code).to_owned();
                view.errors.extend(wrong_country("billing-country", code));
            }
            let status = if view.errors.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(show_view(&state, &visitor, &view, status))
        }
        Err(ShowError::EmptyCart) => Ok(nothing_to_order(&visitor)),
        Err(error) => Err(error.into()),
    }
}

/// The other query parameters, for the URL with the step.
fn kept(query: &Query) -> String {
    let names = ["country", "postcode", "city", "billing-country"];
    let pairs: Vec<(&str, &str)> =
        names.into_iter().filter_map(|name| Some((name, query.get(name)?))).collect();
    serde_urlencoded::to_string(pairs)
        .ok()
        .filter(|pairs| !pairs.is_empty())
        .map(|pairs| format!("&{pairs}"))
        .unwrap_or_default()
}

/// Redirects to the cart, which marks the lines that cannot be ordered, with a notice.
fn back_to_cart(visitor: &Visitor) -> Response {
    let mut response = see_other(routes::CART);
    add_cookie(&mut response, visitor.set_flash(false, t!("checkout-back-to-cart")));
    response
}

/// Redirects to the order after going back from its page, otherwise to the cart.
fn nothing_to_order(visitor: &Visitor) -> Response {
    see_other(visitor.ordered.as_deref().unwrap_or(routes::CART))
}
