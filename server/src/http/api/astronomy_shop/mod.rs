//! The Astronomy Shop demonstration's JSON API, with the same use cases as the pages.

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod types;

use crate::{
    State,
    http::{
        HttpError,
        extract::{
            Query,
            fields::{clean_json, media_type, unencoded},
        },
    },
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use shop::catalogue::demonstration;

/// A JSON body. Invalid JSON is 400, unexpected JSON is 422; the error says where.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = HttpError;
    async fn from_request(request: Request, state: &State) -> Result<Self, HttpError> {
        unencoded(request.headers())?;
        let kind = media_type(request.headers());
        let bytes =
            Bytes::from_request(request, state).await.map_err(|e| HttpError::of(e.status()))?;
        if kind != "application/json"
            && !(kind.starts_with("application/") && kind.ends_with("+json"))
        {
            return Err(HttpError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)
                .because("Send the body as application/json."));
        }
        let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|e| {
            HttpError::of(StatusCode::BAD_REQUEST)
                .because(format!("The body is not valid JSON: {e}."))
        })?;
        Ok(Self(shaped(value)?))
    }
}

/// Converts a JSON value, with its texts normalised like form fields.
fn shaped<T: DeserializeOwned>(mut value: serde_json::Value) -> Result<T, HttpError> {
    // PostgreSQL does not support NUL in texts.
    if value.to_string().contains("\\u0000") {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because("A text contains a NUL character."));
    }
    clean_json(&mut value);
    serde_json::from_value(value).map_err(|e| {
        HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because(format!("The body is not as expected: {e}."))
    })
}

/// The currency of a call, from its parameter `currencyCode`.
pub(super) fn currency(state: &State, query: &Query) -> Result<domain::Currency, HttpError> {
    with_code(state, query.get("currencyCode").unwrap_or(""))
}

/// The currency with a code, or the API's own.
fn with_code(state: &State, code: &str) -> Result<domain::Currency, HttpError> {
    demonstration::currency(&state.shop, code).ok_or_else(|| {
        HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because(format!("There is no exchange rate for {code}."))
    })
}
