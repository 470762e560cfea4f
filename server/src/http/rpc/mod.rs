//! The islands' server functions, under `/rpc`. They pass the same limits as forms and call the
//! same use cases.

mod call;
mod cart;
mod catalogue;
mod checkout;
mod search;

use self::call::Call;
use super::{
    HttpError,
    extract::{Client, fields},
};
use crate::{State, render::add_cookie, session::Visitor};
use app::{
    islands::{
        cart::api::CartService,
        catalogue::{list::api::ListService, product::api::VariantService},
        checkout::api::CheckoutService,
        search::api::SearchService,
    },
    rpc::RpcError,
};
use axum::{
    extract::{Request, State as Extract},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::{
    context::provide_context,
    server_fn::{ContentType, Encodes, codec::PostcardEncoding},
};
use std::sync::Arc;
use views::routes;

/// Whether a path belongs to a server function.
pub(super) fn is_rpc(path: &str) -> bool {
    path.strip_prefix(routes::RPC).is_some_and(|rest| rest.starts_with('/'))
}

/// Registers the server functions explicitly, so that the linker cannot drop any.
pub(super) fn register() {
    cart::register();
    catalogue::register();
    checkout::register();
    search::register();
}

/// Runs a server function.
pub(super) async fn run(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    mut request: Request,
) -> Result<Response, HttpError> {
    fields::unencoded(request.headers())?;
    if fields::media_type(request.headers()) != PostcardEncoding::CONTENT_TYPE {
        return Err(HttpError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    // Leptos would redirect clients that accept pages, as if they had sent a plain form.
    request.headers_mut().remove(header::ACCEPT);
    let call = Arc::new(Call::new(state, visitor, client));
    let service = Arc::clone(&call);
    let provide = move || {
        provide_context::<Arc<dyn CartService>>(service.clone());
        provide_context::<Arc<dyn ListService>>(service.clone());
        provide_context::<Arc<dyn VariantService>>(service.clone());
        provide_context::<Arc<dyn SearchService>>(service.clone());
        provide_context::<Arc<dyn CheckoutService>>(service.clone());
    };
    let response = leptos_axum::handle_server_fns_with_context(provide, request).await;
    let mut response = response.into_response();
    let parts = std::mem::take(&mut *call.parts());
    if let Some(failure) = parts.failure {
        return Err(failure);
    }
    if !response.status().is_success() {
        // The body does not contain the function's arguments.
        return Err(HttpError::of(StatusCode::BAD_REQUEST));
    }
    for cookie in parts.cookies {
        add_cookie(&mut response, Some(cookie));
    }
    Ok(response)
}

/// Encodes an error for the callers of server functions.
pub(super) fn encoded(failure: &HttpError) -> Response {
    let first = failure.errors().next();
    let error = RpcError {
        status: failure.status().as_u16(),
        message: first.map_or(failure.detail(), |error| &error.message).to_owned(),
        field: first.map_or("", |error| &error.field).to_owned(),
        seconds: failure.seconds().unwrap_or(0), // 0 stands for none.
    };
    // Texts and a number can always be encoded; the status alone would do too.
    let body = PostcardEncoding::encode(&error).unwrap_or_default();
    let mut response =
        (failure.status(), [(header::CONTENT_TYPE, PostcardEncoding::CONTENT_TYPE)], body)
            .into_response();
    if let Some(seconds) = failure.seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
