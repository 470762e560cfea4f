//! Pictures.

use super::Failure;
use crate::State;
use axum::{
    extract::{Path, State as Extract},
    http::header,
    response::{IntoResponse, Response},
};
use shop::media::Format;

/// `/media/{hash}/{width}.{ending}`: never changes, since the hash is that of the source.
pub(super) async fn rendition(Extract(state): Extract<State>, Path((hash, file)): Path<(String, String)>) -> Result<Response, Failure> {
    let (width, ending) = file.split_once('.').ok_or_else(Failure::not_found)?;
    let width: u32 = width.parse().map_err(|_| Failure::not_found())?;
    let format = Format::from_ending(ending).ok_or_else(Failure::not_found)?;
    send(&state, &hash, width, format, "public, max-age=31536000, immutable").await
}

/// `/images/products/{sku}.jpg`, as the Astronomy Shop's clients ask for it.
pub(super) async fn product_picture(Extract(state): Extract<State>, Path(file): Path<String>) -> Result<Response, Failure> {
    let sku = file.strip_suffix(".jpg").ok_or_else(Failure::not_found)?;
    let snapshot = state.shop.snapshot();
    let hash = snapshot.by_sku(sku).and_then(|entry| entry.picture_of(sku)).map(|p| p.hash.clone()).ok_or_else(Failure::not_found)?;
    send(&state, &hash, 640, Format::Jpeg, "public, max-age=3600").await
}

async fn send(state: &State, hash: &str, width: u32, format: Format, cache: &'static str) -> Result<Response, Failure> {
    let bytes = state.shop.rendition(hash, width, format).await?;
    let body = axum::body::Bytes::from_owner(bytes);
    Ok(([(header::CONTENT_TYPE, format.mime()), (header::CACHE_CONTROL, cache)], body).into_response())
}
