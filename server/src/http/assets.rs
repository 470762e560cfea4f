//! Static files: style sheet, islands, fonts, icons.

use crate::{
    State,
    http::{HttpError, headers::cache},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State as Extract},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE,
        },
    },
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::content::TextSlot;
use serde_json::{Map, Value};
use tower_http::services::{ServeDir, ServeFile};
use views::routes;

const FILES: [&str; 8] = [
    routes::FAVICON_DRAWING,
    routes::FAVICON,
    routes::TOUCH_ICON,
    routes::ICON_192,
    routes::ICON_512,
    routes::ICON_MASKABLE,
    routes::SHARED_PICTURE,
    routes::VITALS_SCRIPT,
];

/// The routes of all static files.
pub(super) fn router(state: &State) -> Router<State> {
    let root = &state.config.site_root;
    // No redirect for folders: they have no index.
    let folder =
        |name: &str| ServeDir::new(root.join(name)).append_index_html_on_directories(false);
    let mut router = Router::new()
        .nest_service(routes::PKG, folder("pkg").precompressed_br().precompressed_gzip())
        .nest_service(routes::FONTS, folder("fonts"))
        .route(routes::MANIFEST, get(manifest));
    for path in FILES {
        let file = root.join(path.trim_start_matches('/'));
        router = router.route_service(path, ServeFile::new(file));
    }
    router.layer(from_fn(ranges)).layer(from_fn(lifetime))
}

/// The manifest of the web app: the file of the site folder, with the shop's name and description.
async fn manifest(Extract(state): Extract<State>) -> Result<Response, HttpError> {
    let file = state.config.site_root.join(routes::MANIFEST.trim_start_matches('/'));
    let text = tokio::fs::read(&file).await.map_err(|_| HttpError::not_found())?;
    let mut manifest: Map<String, Value> = serde_json::from_slice(&text).map_err(|error| {
        tracing::warn!(file = %file.display(), %error, "the web app's manifest cannot be read");
        HttpError::of(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    let settings = state.shop.settings();
    for key in ["name", "short_name"] {
        manifest.insert(key.to_owned(), settings.name.as_str().into());
    }
    let content = shop::content::published(&state.shop);
    if let Some(description) = content.texts().get(TextSlot::Description) {
        manifest.insert("description".to_owned(), description.into());
    }
    let media_type = [(CONTENT_TYPE, "application/manifest+json")];
    Ok((media_type, Value::Object(manifest).to_string()).into_response())
}

/// Whether the name contains a content hash: `NAME.HASH.EXTENSION`, as `tools/font-names` names
/// fonts.
fn is_hashed(path: &str) -> bool {
    let hash = path.rsplit('/').next().and_then(|file| file.rsplit('.').nth(1)).unwrap_or("");
    hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Sets how long a file may be cached. Errors are excluded: a 404 must not be cached for a year.
async fn lifetime(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let value = if path.starts_with(routes::PKG) || is_hashed(path) {
        cache::FOREVER
    } else {
        cache::A_DAY
    };
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, value);
    }
    response
}

/// The single range in a `Range` header, in the form that the file service parses. `None` for a
/// header that a server ignores under RFC 9110 (14.2): another unit, several ranges, or a malformed
/// one.
fn one_range(value: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(value).ok()?;
    let (unit, range) = value.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !unit.trim().eq_ignore_ascii_case("bytes") || !digits(first) || !digits(last) {
        return None;
    }
    // A number too large for this type is past the end of any file.
    let number =
        |text: &str| if text.is_empty() { None } else { Some(text.parse().unwrap_or(u64::MAX)) };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Some(format!("bytes={first}-{last}")),
        (Some(first), None) => Some(format!("bytes={first}-")),
        (None, Some(suffix)) => Some(format!("bytes=-{suffix}")),
        _ => None,
    }
}

/// Whether an `If-Range` header names exactly this version of the file, by a strong entity tag or
/// the exact date (RFC 9110, 13.1.5).
fn is_same_version(condition: &HeaderValue, file: &HeaderMap) -> bool {
    let bytes = condition.as_bytes();
    let validator = if bytes.starts_with(b"\"") { ETAG } else { LAST_MODIFIED };
    file.get(validator).is_some_and(|value| value.as_bytes() == bytes)
}

/// Whether the compression layer may compress this content type.
fn is_compressible(kind: &str) -> bool {
    kind.starts_with("text/")
        || kind.contains("svg")
        || kind.contains("json")
        || kind.contains("javascript")
}

/// Evaluates `Range` and `If-Range` before the file service does.
async fn ranges(mut request: Request, next: Next) -> Response {
    let range = request
        .headers()
        .get(RANGE)
        .and_then(|value| one_range(value.as_bytes()))
        .filter(|_| request.method() == Method::GET);
    let condition = request.headers_mut().remove(IF_RANGE);
    request.headers_mut().remove(RANGE);
    if let Some(range) = range.and_then(|range| HeaderValue::try_from(range).ok()) {
        let wanted = match &condition {
            None => true,
            Some(condition) => {
                let mut look = Request::new(Body::empty());
                *look.method_mut() = Method::HEAD;
                *look.uri_mut() = request.uri().clone();
                look.headers_mut().clone_from(request.headers());
                look.extensions_mut().clone_from(request.extensions());
                is_same_version(condition, next.clone().run(look).await.headers())
            }
        };
        if wanted {
            request.headers_mut().insert(RANGE, range);
        }
    }
    let mut response = next.run(request).await;
    // A response that may be compressed is not always the same bytes, so its tag is weak and cannot
    // be used for ranges.
    let headers = response.headers_mut();
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if is_compressible(kind)
        && !headers.contains_key(CONTENT_ENCODING)
        && let Some(weak) = headers
            .get(ETAG)
            .and_then(|tag| HeaderValue::try_from(format!("W/{}", tag.to_str().ok()?)).ok())
    {
        headers.insert(ETAG, weak);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_are_followed_and_ranges_that_are_ignored() {
        for (value, followed) in [
            ("bytes=0-4", Some("bytes=0-4")),
            ("Bytes=0-4", Some("bytes=0-4")),
            ("bytes=2-", Some("bytes=2-")),
            ("bytes=-3", Some("bytes=-3")),
            ("bytes=007-9", Some("bytes=7-9")),
            ("bytes=0-99999999999999999999", Some("bytes=0-18446744073709551615")),
            ("bytes=4-0", None),
            ("bytes=-", None),
            ("bytes=", None),
            ("bytes", None),
            ("bytes=0-1,3-4", None),
            ("bytes=a-b", None),
            ("bytes=+1-2", None),
            ("lines=0-4", None),
            ("", None),
        ] {
            assert_eq!(one_range(value.as_bytes()).as_deref(), followed, "{value}");
        }
        assert_eq!(one_range(b"bytes=0-\xff"), None);
    }

    #[test]
    fn names_with_a_hash_of_their_content() {
        assert!(is_hashed("/fonts/newsreader.df80512e3adb0765.woff2"));
        for plain in [
            "/fonts/newsreader.woff2",
            "/favicon.svg",
            "/fonts/a.df80512e3adb076.woff2",
            "/fonts/a.xf80512e3adb0765.woff2",
            "/",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }
}
