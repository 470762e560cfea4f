//! Form posts and query strings as lists of fields, with nothing in them that a database cannot
//! keep.

use crate::{State, http::Failure};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
};
use shop::text::{clean, clean_code};
use std::borrow::Cow;
use views::routes;

/// The most fields that a form or a query has.
const MOST: usize = 100;

/// Fields that hold a number or a code: digits, letters and dashes of input methods become plain in
/// them.
const CODES: [&str; 16] = [
    "quantity",
    "was",
    "postcode",
    "billing-postcode",
    "card-number",
    "expiry",
    "code",
    "number",
    "aperture",
    "focal-length",
    "eyepiece-focal-length",
    "apparent-field",
    "factor",
    "sensor-width",
    "sensor-height",
    "pixel-size",
];

/// The fields of a form post (`application/x-www-form-urlencoded`), normalised: what is checked is
/// what is kept and compared. Broken UTF-8 becomes replacement characters, NUL is dropped.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// Refuses more than [`MOST`] of them before they are read.
fn few(bytes: &[u8], status: StatusCode, what: &str) -> Result<(), Failure> {
    let more = bytes.split(|&b| b == b'&').filter(|pair| !pair.is_empty()).nth(MOST).is_some();
    if more {
        Err(Failure::of(status).because(format!("{what} has at most {MOST} fields.")))
    } else {
        Ok(())
    }
}

/// Refuses a body that is compressed or encoded otherwise: it would be read as text.
pub(crate) fn unencoded(headers: &HeaderMap) -> Result<(), Failure> {
    let plain = |value: &HeaderValue| {
        value.is_empty() || value.as_bytes().eq_ignore_ascii_case(b"identity")
    };
    if headers.get_all(header::CONTENT_ENCODING).iter().all(plain) {
        Ok(())
    } else {
        Err(Failure::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .because("Send the body without Content-Encoding."))
    }
}

/// The media type of a body in lower case, without parameters; empty without one.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    let clean = |name: &str, value: String| {
        let value = if value.contains('\0') { value.replace('\0', "") } else { value };
        if CODES.contains(&name) { clean_code(&value) } else { clean(&value).into_owned() }
    };
    pairs
        .into_iter()
        .map(|(name, value)| (clean("", name), value))
        .map(|(name, value)| (name.clone(), clean(&name, value)))
        .collect()
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
        let local = back.starts_with('/')
            && !back.starts_with("//")
            && !back.contains('\\')
            && back.bytes().all(|b| b.is_ascii_graphic());
        if local { back } else { otherwise }
    }
}

impl FromRequest<State> for Fields {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        unencoded(request.headers())?;
        let kind = media_type(request.headers());
        let bytes =
            Bytes::from_request(request, state).await.map_err(|e| Failure::of(e.status()))?;
        if !bytes.is_empty() && kind != "application/x-www-form-urlencoded" {
            return Err(Failure::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        few(&bytes, StatusCode::UNPROCESSABLE_ENTITY, "A form")?;
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
        let query = parts.uri.query().unwrap_or("").as_bytes();
        few(query, StatusCode::BAD_REQUEST, "A query")?;
        Ok(Self(read(query)))
    }
}

/// Each entry of a header that lists what a client accepts, in lower case, with its weight (RFC
/// 9110, 12.4.2). A weight that cannot be read counts as 1.
pub(crate) fn weighted(headers: &HeaderMap, name: header::HeaderName) -> Vec<(String, f32)> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let entry = |entry: &str| {
        let mut parts = entry.split(';').map(|part| part.trim().to_ascii_lowercase());
        let name = parts.next().unwrap_or_default();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()));
        (name, weight.unwrap_or(1.0).clamp(0.0, 1.0))
    };
    lines.flat_map(|line| line.split(',')).map(entry).filter(|(name, _)| !name.is_empty()).collect()
}

/// Whether JSON is named among what is accepted, and a page is not, or has less weight.
fn prefers_json(headers: &HeaderMap) -> bool {
    let accepted = weighted(headers, header::ACCEPT);
    let weight = |fits: &dyn Fn(&str) -> bool| {
        accepted.iter().filter(|(kind, _)| fits(kind)).map(|(_, q)| *q).fold(0.0, f32::max)
    };
    let json = weight(&|kind| kind.ends_with("/json") || kind.ends_with("+json"));
    json > weight(&|kind| kind == "text/html" || kind == "application/xhtml+xml")
}

/// Whether the caller is a program: it asks for JSON and not for a page, or calls the API, or is
/// the script that measures.
#[must_use]
pub fn wants_json(headers: &HeaderMap, path: &str) -> bool {
    routes::is_api(path) || path == routes::VITALS || prefers_json(headers)
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
