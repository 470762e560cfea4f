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

/// The page with the form that posts to a path; none for other paths. What was typed is there as
/// far as the shop keeps it.
pub(in crate::http) fn page_of(path: &str, visitor: &Visitor) -> Option<String> {
    let page = match path {
        "/checkout/contact" => "/checkout?step=contact",
        "/checkout/delivery" => "/checkout?step=delivery",
        "/checkout/payment" => "/checkout?step=payment",
        "/checkout/place" | "/checkout/challenge" | "/checkout/test-bank" => {
            "/checkout?step=review"
        }
        "/preferences" => "/",
        "/withdraw/confirm" => "/withdraw",
        // The form stands on the page of a product: most likely the one that was looked at last.
        "/waits" => {
            return Some(
                visitor.seen.first().map_or("/".to_owned(), |slug| format!("/products/{slug}")),
            );
        }
        path if path.starts_with("/cart/") => "/cart",
        _ => return None,
    };
    Some(page.to_owned())
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
