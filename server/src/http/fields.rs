//! Form posts and query strings as lists of fields, with nothing in them that a database cannot keep.

use super::Failure;
use crate::State;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use shop::text::{clean, clean_code};
use std::borrow::Cow;

/// Fields that hold a number or a code: digits, letters and dashes of input methods become plain in them.
const CODES: [&str; 8] = ["quantity", "was", "postcode", "billing-postcode", "card-number", "expiry", "code", "number"];

/// The fields of a form post (`application/x-www-form-urlencoded`), normalised: what is checked is what is kept and compared. Broken UTF-8
/// becomes replacement characters, NUL is dropped.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    let clean = |name: &str, value: String| {
        let value = if value.contains('\0') { value.replace('\0', "") } else { value };
        if CODES.contains(&name) { clean_code(&value) } else { clean(&value).into_owned() }
    };
    pairs.into_iter().map(|(name, value)| (clean("", name), value)).map(|(name, value)| (name.clone(), clean(&name, value))).collect()
}

impl Fields {
    /// The first value of a field; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether a field was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Whether a field was sent whose name is like that.
    #[must_use]
    pub fn any(&self, like: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|(key, _)| like(key))
    }

    /// Where to go back to: a path of this shop, else `otherwise`.
    #[must_use]
    pub fn back<'a>(&'a self, otherwise: &'a str) -> &'a str {
        let back = self.get("back");
        let local = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && back.bytes().all(|b| b.is_ascii_graphic());
        if local { back } else { otherwise }
    }
}

impl FromRequest<State> for Fields {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let bytes = Bytes::from_request(request, state).await.map_err(|e| Failure::of(e.status()))?;
        if !bytes.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        Ok(Self(read(&bytes)))
    }
}

/// Normalises every text in a JSON value, as [`Fields`] are.
pub fn clean_json(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => {
            if let Cow::Owned(cleaned) = clean(text) {
                *text = cleaned;
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(clean_json),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(clean_json),
        _ => {}
    }
}

/// The pairs of a query string, normalised like [`Fields`].
#[derive(Clone, Debug, Default)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// Reads what stands behind a question mark.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(read(text.as_bytes()))
    }

    /// The first value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequestParts<State> for Query {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Failure> {
        Ok(Self(read(parts.uri.query().unwrap_or("").as_bytes())))
    }
}

/// Whether the caller is a program: it asks for JSON and not for a page, or calls the API, or is the script that measures.
#[must_use]
pub fn wants_json(headers: &HeaderMap, path: &str) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("");
    path == "/api" || path.starts_with("/api/") || path == "/vitals" || (accept.contains("json") && !accept.contains("text/html"))
}

/// Whether the caller is a program, as an extractor.
#[derive(Clone, Copy, Debug)]
pub struct Json(pub bool);

impl FromRequestParts<State> for Json {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Self::Rejection> {
        Ok(Self(wants_json(&parts.headers, parts.uri.path())))
    }
}
