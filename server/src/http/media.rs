//! Pictures.

use crate::{State, http::Failure};
use axum::{
    extract::{Path, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use shop::media::{DRAWING, Format};

/// A drawing opened directly cannot run scripts or load files.
const STILL: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);
/// For what never changes, since the hash in its address is that of the source.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `/media/{hash}/{width}.{ending}` and `/media/{hash}/drawing.svg`.
pub(super) async fn picture(
    Extract(state): Extract<State>,
    Path((hash, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    if file == "drawing.svg" {
        let body = axum::body::Bytes::from_owner(shop::media::drawing(&state.shop, &hash).await?);
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(DRAWING)),
            (header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)),
            (header::CONTENT_SECURITY_POLICY, STILL),
        ];
        return Ok((headers, body).into_response());
    }
    let (width, ending) = file.split_once('.').ok_or_else(Failure::not_found)?;
    let width: u32 = width.parse().map_err(|_| Failure::not_found())?;
    let format = Format::from_ending(ending).ok_or_else(Failure::not_found)?;
    send(&state, &hash, width, format, FOR_EVER).await
}

/// `/images/products/{sku}.jpg`, as the Astronomy Shop's clients ask for it.
pub(super) async fn product_picture(
    Extract(state): Extract<State>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let sku = file.strip_suffix(".jpg").ok_or_else(Failure::not_found)?;
    let snapshot = state.shop.snapshot();
    let hash = snapshot
        .by_sku(sku)
        .and_then(|entry| entry.picture_of(sku))
        .map(|p| p.hash.clone())
        .ok_or_else(Failure::not_found)?;
    send(&state, &hash, 640, Format::Jpeg, "public, max-age=3600").await
}

async fn send(
    state: &State,
    hash: &str,
    width: u32,
    format: Format,
    cache: &'static str,
) -> Result<Response, Failure> {
    let bytes = shop::media::rendition(&state.shop, hash, width, format).await?;
    let body = axum::body::Bytes::from_owner(bytes);
    Ok(([(header::CONTENT_TYPE, format.mime()), (header::CACHE_CONTROL, cache)], body)
        .into_response())
}
