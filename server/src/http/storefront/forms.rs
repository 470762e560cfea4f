//! URLs that only accept posts: the page of each form, for GET requests such as from a tab restored
//! after a form was shown again with errors.

use crate::{
    http::{HttpError, extract::Caller, redirect::see_other},
    session::Visitor,
};
use axum::{
    extract::OriginalUri,
    http::{HeaderValue, StatusCode, header::ALLOW},
    response::{IntoResponse, Response},
};
use views::{checkout::Step, routes};

/// The page with the form that posts to a path; `None` for other paths. It shows as much of the
/// input as the shop has saved.
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
        // The form is on a product page: most likely the one viewed last.
        routes::SUBSCRIPTIONS => {
            visitor.recent.first().map_or(routes::HOME.to_owned(), |slug| routes::product(slug))
        }
        routes::CART_LINES | routes::CART_SETS | routes::CART_UNDO | routes::CART_EMPTY => {
            routes::CART.to_owned()
        }
        path if routes::fits(routes::CART_LINE, path) => routes::CART.to_owned(),
        _ => return None,
    })
}

/// Redirects to the form. Programs are told to use POST.
pub(in crate::http) async fn lead(uri: OriginalUri, caller: Caller, visitor: Visitor) -> Response {
    match page_of(uri.path(), &visitor).filter(|_| !caller.is_program()) {
        Some(page) => see_other(&page),
        None => {
            let mut response = HttpError::of(StatusCode::METHOD_NOT_ALLOWED).into_response();
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            response
        }
    }
}
