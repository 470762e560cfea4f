//! Addresses that take posts only: where each form stands, for whoever asks for such an address by
//! GET, such as a tab that is restored after a form came back with errors.

use crate::{
    http::{Failure, extract::Json, redirect::see_other},
    session::Visitor,
};
use axum::{
    extract::OriginalUri,
    http::{HeaderValue, StatusCode, header::ALLOW},
    response::{IntoResponse, Response},
};
use views::{checkout::Step, routes};

/// The page with the form that posts to a path; none for other paths. What was typed is there as
/// far as the shop keeps it.
pub(in crate::http) fn page_of(path: &str, visitor: &Visitor) -> Option<String> {
    Some(match path {
        routes::CHECKOUT_CONTACT => routes::checkout_step(Step::Contact),
        routes::CHECKOUT_DELIVERY => routes::checkout_step(Step::Delivery),
        routes::CHECKOUT_PAYMENT => routes::checkout_step(Step::Payment),
        routes::CHECKOUT_PLACE | routes::CHECKOUT_CHALLENGE | routes::CHECKOUT_TEST_BANK => {
            routes::checkout_step(Step::Review)
        }
        routes::PREFERENCES => routes::HOME.to_owned(),
        routes::WITHDRAW_CONFIRM => routes::WITHDRAW.to_owned(),
        // The form stands on the page of a product: most likely the one that was looked at last.
        routes::SUBSCRIPTIONS => {
            visitor.seen.first().map_or(routes::HOME.to_owned(), |slug| routes::product(slug))
        }
        routes::CART_LINES | routes::CART_UNDO | routes::CART_EMPTY => routes::CART.to_owned(),
        path if routes::fits(routes::CART_LINE, path) => routes::CART.to_owned(),
        _ => return None,
    })
}

/// Leads to the form. A program is told that it has to post.
pub(in crate::http) async fn lead(
    uri: OriginalUri,
    Json(json): Json,
    visitor: Visitor,
) -> Response {
    match page_of(uri.path(), &visitor).filter(|_| !json) {
        Some(page) => see_other(&page),
        None => {
            let mut response = Failure::of(StatusCode::METHOD_NOT_ALLOWED).into_response();
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            response
        }
    }
}
