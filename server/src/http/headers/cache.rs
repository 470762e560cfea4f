//! How long a response may be cached, and by whom (`Cache-Control`).

use axum::http::HeaderValue;

/// Not cached: it is personal or a temporary refusal.
pub const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");
/// A page: a browser checks each time whether it is still valid.
pub const PAGE: HeaderValue = HeaderValue::from_static("private, no-cache");
/// Content that may change within hours.
pub const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
/// Files that may change under the same name.
pub const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// Content with its hash in the URL.
pub const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
