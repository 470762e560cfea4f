//! Form posts and query strings as lists of fields, normalised so that a database can store them.

use crate::{State, accept::weighted, http::HttpError};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
};
use shop::text::{clean, clean_code, clean_lines};
use std::borrow::Cow;
use views::routes;

/// Maximum number of fields in a form or a query.
const MAX: usize = 100;

/// Fields that contain a number or a code: digits, letters and dashes from input methods become
/// ASCII in them.
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

/// Fields that are taken as they were typed: each character of a password counts.
const AS_TYPED: [&str; 3] = ["password", "current-password", "new-password"];

/// The normalised fields of a form post (`application/x-www-form-urlencoded`): what is checked is
/// what is stored and compared. Invalid UTF-8 becomes replacement characters, NUL is removed.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// Rejects too many fields before parsing them.
fn few(bytes: &[u8], max: usize, status: StatusCode, what: &str) -> Result<(), HttpError> {
    let more = bytes.split(|&b| b == b'&').filter(|pair| !pair.is_empty()).nth(max).is_some();
    if more {
        Err(HttpError::of(status).because(format!("{what} has at most {max} fields.")))
    } else {
        Ok(())
    }
}

/// Rejects a compressed or otherwise encoded body, which would be parsed as text.
pub(crate) fn unencoded(headers: &HeaderMap) -> Result<(), HttpError> {
    let plain = |value: &HeaderValue| {
        value.is_empty() || value.as_bytes().eq_ignore_ascii_case(b"identity")
    };
    if headers.get_all(header::CONTENT_ENCODING).iter().all(plain) {
        Ok(())
    } else {
        Err(HttpError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .because("Send the body without Content-Encoding."))
    }
}

/// The media type of a body in lower case, without parameters; empty if missing.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

fn read(bytes: &[u8]) -> Vec<(String, String)> {
    read_by(bytes, |text| clean(text).into_owned())
}

/// The same, where `normal` normalises texts.
fn read_by(bytes: &[u8], normal: impl Fn(&str) -> String) -> Vec<(String, String)> {
    // Any bytes can be read as pairs: what is not UTF-8 is replaced.
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    let normalised = |name: &str, value: String| {
        let value = if value.contains('\0') { value.replace('\0', "") } else { value };
        match name {
            name if AS_TYPED.contains(&name) => value,
            name if CODES.contains(&name) => clean_code(&value),
            _ => normal(&value),
        }
    };
    pairs
        .into_iter()
        .map(|(name, value)| (normalised("", name), value))
        .map(|(name, value)| (name.clone(), normalised(&name, value)))
        .collect()
}

/// The body of a form post with at most so many fields.
async fn form_body(max: usize, request: Request, state: &State) -> Result<Bytes, HttpError> {
    unencoded(request.headers())?;
    let kind = media_type(request.headers());
    let bytes = Bytes::from_request(request, state).await.map_err(|e| HttpError::of(e.status()))?;
    if !bytes.is_empty() && kind != "application/x-www-form-urlencoded" {
        return Err(HttpError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    few(&bytes, max, StatusCode::UNPROCESSABLE_ENTITY, "A form")?;
    Ok(bytes)
}

impl Fields {
    /// Parses the body of a form post.
    pub(in crate::http) fn parse(body: &[u8]) -> Self {
        Self(read(body))
    }

    /// The fields of a post whose texts may have several lines.
    pub(in crate::http) fn parse_lines(body: &[u8]) -> Self {
        Self(read_by(body, clean_lines))
    }

    /// Reads a form post with at most so many fields, whose texts may have several lines.
    ///
    /// # Errors
    /// 415 for another media type or encoding, 422 for more fields.
    pub async fn with_lines(
        max: usize,
        request: Request,
        state: &State,
    ) -> Result<Self, HttpError> {
        Ok(Self::parse_lines(&form_body(max, request, state).await?))
    }

    /// All names and values, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The values of all fields of a name, in their order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Names and values; of several fields of one name the first.
    pub(super) fn first_of_each(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_first =
            |i: usize, name: &str| !self.0.iter().take(i).any(|(other, _)| other == name);
        let pairs = self.0.iter().enumerate();
        pairs
            .filter(move |(i, (name, _))| is_first(*i, name))
            .map(|(_, (name, value))| (name.as_str(), value.as_str()))
    }

    /// The fields whose names begin with a prefix, without it.
    #[must_use]
    pub fn with_prefix(&self, prefix: &str) -> Self {
        let named = |(name, value): &(String, String)| {
            Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))
        };
        Self(self.0.iter().filter_map(named).collect())
    }

    /// The first value of a field; empty if it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether a field was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Whether a field was sent whose name matches.
    #[must_use]
    pub fn any(&self, like: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|(key, _)| like(key))
    }
}

impl FromRequest<State> for Fields {
    type Rejection = HttpError;
    async fn from_request(request: Request, state: &State) -> Result<Self, HttpError> {
        Ok(Self::parse(&form_body(MAX, request, state).await?))
    }
}

/// Normalises every text in a JSON value, like [`Fields`].
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
    /// Parses the part of a URL after the question mark.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(read(text.as_bytes()))
    }

    /// The same, unless there are too many pairs.
    ///
    /// # Errors
    /// 400
    pub fn checked(text: &str) -> Result<Self, HttpError> {
        few(text.as_bytes(), MAX, StatusCode::BAD_REQUEST, "A query")?;
        Ok(Self::read(text))
    }

    /// The first value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequestParts<State> for Query {
    type Rejection = HttpError;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, HttpError> {
        Self::checked(parts.uri.query().unwrap_or(""))
    }
}

/// Whether JSON is accepted, and pages are not or have a lower weight.
fn prefers_json(headers: &HeaderMap) -> bool {
    let accepted = weighted(headers, header::ACCEPT);
    let weight = |fits: &dyn Fn(&str) -> bool| {
        accepted.iter().filter(|(kind, _)| fits(kind)).map(|(_, q)| *q).fold(0.0, f32::max)
    };
    let json = weight(&|kind| kind.ends_with("/json") || kind.ends_with("+json"));
    json > weight(&|kind| kind == "text/html" || kind == "application/xhtml+xml")
}

/// Who sent a request, which decides the format of the response.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caller {
    /// A person, who gets pages.
    Person,
    /// A program, which gets JSON: it accepts JSON but not pages, calls the API, or is the script
    /// that measures pages.
    Program,
}

impl Caller {
    /// The caller that sends these headers to this path.
    #[must_use]
    pub fn of(headers: &HeaderMap, path: &str) -> Self {
        if routes::is_api(path) || path == routes::VITALS || prefers_json(headers) {
            Self::Program
        } else {
            Self::Person
        }
    }

    /// Whether it is a program.
    #[must_use]
    pub fn is_program(self) -> bool {
        self == Self::Program
    }
}

impl FromRequestParts<State> for Caller {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers, parts.uri.path()))
    }
}
