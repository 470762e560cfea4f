//! Pictures.

use crate::{
    State,
    http::{
        HttpError,
        headers::{cache, csp},
    },
};
use axum::{
    extract::{Path, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use shop::media::{DRAWING, Format, RenditionError};

/// `/media/{hash}/{width}.{extension}` and `/media/{hash}/drawing.svg`.
pub(super) async fn picture(
    Extract(state): Extract<State>,
    Path((hash, file)): Path<(String, String)>,
) -> Result<Response, HttpError> {
    if file == "drawing.svg" {
        let body = axum::body::Bytes::from_owner(shop::media::drawing(&state.shop, &hash).await?);
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(DRAWING)),
            (header::CACHE_CONTROL, cache::FOREVER),
            (header::CONTENT_SECURITY_POLICY, csp::DRAWING),
        ];
        return Ok((headers, body).into_response());
    }
    let (width, extension) = file.split_once('.').ok_or_else(HttpError::not_found)?;
    let width: u32 = width.parse().map_err(|_| HttpError::not_found())?;
    let format = Format::from_extension(extension).ok_or_else(HttpError::not_found)?;
    send(&state, &hash, width, format, cache::FOREVER).await
}

/// `/images/products/{sku}.jpg`, as the Astronomy Shop's clients request it.
pub(super) async fn product_picture(
    Extract(state): Extract<State>,
    Path(file): Path<String>,
) -> Result<Response, HttpError> {
    let sku = file.strip_suffix(".jpg").ok_or_else(HttpError::not_found)?;
    let hash =
        shop::catalogue::picture_hash(&state.shop, sku).ok_or(RenditionError::NoSuchPicture)?;
    send(&state, &hash, 640, Format::Jpeg, cache::AN_HOUR).await
}

async fn send(
    state: &State,
    hash: &str,
    width: u32,
    format: Format,
    kept: HeaderValue,
) -> Result<Response, HttpError> {
    let bytes = shop::media::rendition(&state.shop, hash, width, format).await?;
    let body = axum::body::Bytes::from_owner(bytes);
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(format.mime())),
            (header::CACHE_CONTROL, kept),
        ],
        body,
    )
        .into_response())
}
