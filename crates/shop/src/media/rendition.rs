//! The renditions that pages request.

use super::{
    cache::draw_in,
    draw::{Ground, render},
    files::files,
    format::{DRAWING, Format, WIDTHS},
    photo,
};
use crate::{Context, InternalError, error::internal};
use std::sync::Arc;
use tracing::Instrument;

/// Why a picture is not available.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// The hash is unknown, or pages do not request this size.
    #[error("no such picture")]
    NoSuchPicture,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RenditionError);

/// Copies an error that is shared by all waiting requests. A retryable error stays retryable.
fn shared(error: Arc<RenditionError>) -> RenditionError {
    match &*error {
        RenditionError::NoSuchPicture => RenditionError::NoSuchPicture,
        RenditionError::Internal(error) if error.is_unavailable() => {
            InternalError::Unavailable.into()
        }
        RenditionError::Internal(error) => InternalError::Drawing(error.to_string()).into(),
    }
}

/// Returns a rendition of a picture.
///
/// # Errors
/// [`RenditionError::NoSuchPicture`] for a width that pages do not request, or an unknown
/// hash.
pub async fn rendition(
    ctx: &Context,
    hash: &str,
    width: u32,
    format: Format,
) -> Result<Arc<[u8]>, RenditionError> {
    if !WIDTHS.contains(&width) || hash.len() != 32 {
        return Err(RenditionError::NoSuchPicture);
    }
    // Concurrent requests for the same rendition share one rendering.
    let made = ctx
        .renditions()
        .made
        .try_get_with((hash.to_owned(), width, format), make(ctx, hash, width, format))
        .await;
    made.map_err(shared)
}

/// Returns a drawing as it was added to the catalogue.
///
/// # Errors
/// [`RenditionError::NoSuchPicture`] for an unknown hash or a picture that is not a
/// drawing.
pub async fn drawing(ctx: &Context, hash: &str) -> Result<Arc<[u8]>, RenditionError> {
    let made = ctx.renditions().drawings.try_get_with(hash.to_owned(), async {
        let mut conn = ctx.db().read().await?;
        match store::media::source(&mut conn, hash).await? {
            Some((mime, bytes)) if mime == DRAWING => Ok(bytes.into()),
            _ => Err(RenditionError::NoSuchPicture),
        }
    });
    made.await.map_err(shared)
}

/// Reads a rendition from the database.
async fn stored(
    ctx: &Context,
    hash: &str,
    width: u32,
    format: Format,
) -> Result<Option<Arc<[u8]>>, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(store::media::rendition(&mut conn, hash, width, format.extension()).await?.map(Into::into))
}

async fn make(
    ctx: &Context,
    hash: &str,
    width: u32,
    format: Format,
) -> Result<Arc<[u8]>, RenditionError> {
    if let Some(bytes) = stored(ctx, hash, width, format).await? {
        return Ok(bytes);
    }
    let room = ctx.renditions().room().await?;
    // It may have been stored for a request that has gone away meanwhile.
    if let Some(bytes) = stored(ctx, hash, width, format).await? {
        return Ok(bytes);
    }
    // Read only now, so that requests waiting for a permit hold no picture in memory.
    let mut conn = ctx.db().read().await?;
    let (mime, mut source) =
        store::media::source(&mut conn, hash).await?.ok_or(RenditionError::NoSuchPicture)?;
    if mime != DRAWING
        && let Some(bytes) = files().get(&mut conn, hash).await?
    {
        source = bytes;
    }
    drop(conn);
    let ground = Ground::of(hash, &source);
    let (shop, hash) = (ctx.clone(), hash.to_owned());
    // A rendering that has started is completed; the next request would only start it again.
    let task = async move {
        let work = move || match photo::is_photo(&source) {
            true => photo::render(&source, width, format),
            false => render(&source, width, format, ground),
        };
        let bytes = draw_in(room, work).await?;
        let mut tx = shop.db().begin().await?;
        store::media::put_rendition(&mut tx, &hash, width, format.extension(), &bytes).await?;
        tx.commit().await?;
        Ok(bytes.into())
    };
    tokio::spawn(task.in_current_span()).await?
}

/// Whether any WebP rendition is missing.
///
/// # Errors
/// If the database fails.
pub async fn lacks_pictures(ctx: &Context) -> Result<bool, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(!store::media::without_webp(&mut conn, WIDTHS.len() as i64).await?.is_empty())
}

/// Renders all missing WebP renditions, the small ones first. Failures are logged and skipped.
///
/// # Errors
/// If the database fails.
pub async fn make_webp(ctx: &Context) -> Result<(), InternalError> {
    let mut conn = ctx.db().read().await?;
    let hashes = store::media::without_webp(&mut conn, WIDTHS.len() as i64).await?;
    drop(conn);
    for width in WIDTHS {
        for hash in &hashes {
            match rendition(ctx, hash, width, Format::Webp).await {
                Ok(_) => {}
                // The others would fail as well.
                Err(RenditionError::Internal(error)) if error.is_unavailable() => {
                    return Err(error);
                }
                Err(error) => tracing::warn!(hash, width, %error, "picture not rendered"),
            }
        }
    }
    Ok(())
}
