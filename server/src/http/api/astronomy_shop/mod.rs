//! The Astronomy Shop demonstration's JSON API, over the same use cases as the pages.

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod types;

use crate::{
    State,
    http::{
        Failure,
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

/// A JSON body. What is not JSON is 400, what is JSON of another shape is 422; both say where.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        unencoded(request.headers())?;
        let kind = media_type(request.headers());
        let bytes =
            Bytes::from_request(request, state).await.map_err(|e| Failure::of(e.status()))?;
        if kind != "application/json"
            && !(kind.starts_with("application/") && kind.ends_with("+json"))
        {
            return Err(Failure::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)
                .because("Send the body as application/json."));
        }
        let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|e| {
            Failure::of(StatusCode::BAD_REQUEST)
                .because(format!("The body is not valid JSON: {e}."))
        })?;
        Ok(Self(shaped(value)?))
    }
}

/// What JSON stands for, its texts normalised like the fields of a form.
fn shaped<T: DeserializeOwned>(mut value: serde_json::Value) -> Result<T, Failure> {
    // PostgreSQL keeps no NUL in a text.
    if value.to_string().contains("\\u0000") {
        return Err(
            Failure::of(StatusCode::UNPROCESSABLE_ENTITY).because("A text holds a NUL character.")
        );
    }
    clean_json(&mut value);
    serde_json::from_value(value).map_err(|e| {
        Failure::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because(format!("The body is not as expected: {e}."))
    })
}

/// The currency of a call: `currencyCode`, or the dollar that the demonstration's prices are in.
pub(super) fn currency(state: &State, query: &Query) -> Result<domain::Currency, Failure> {
    let Some(code) = query.get("currencyCode").filter(|code| !code.is_empty()) else {
        return Ok(domain::Currency::USD);
    };
    let known = code.parse().ok().filter(|currency| state.shop.exact_rates().knows(*currency));
    known.ok_or_else(|| {
        Failure::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because(format!("There is no exchange rate for {code}."))
    })
}
