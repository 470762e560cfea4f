//! Deletes pictures that nothing shows any more.

use super::files::files;
use crate::{Context, InternalError};

/// How long a picture is kept that is used nowhere: 30 days, in milliseconds.
pub const UNUSED_KEPT_FOR: i64 = 30 * 86_400_000;
/// How many are deleted in one run.
const AT_ONCE: u32 = 100;

/// Notes which pictures are used nowhere, and deletes those that have been for 30 days. One whose
/// address stands in a text is kept. Returns how many were deleted.
///
/// # Errors
/// If the database fails.
pub async fn delete_unused(ctx: &Context) -> Result<u64, InternalError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::media::library::note_unused(&mut tx, now).await?;
    tx.commit().await?;
    let before = now - UNUSED_KEPT_FOR;
    let mut conn = ctx.db().read().await?;
    let hashes = store::media::library::unused_before(&mut conn, before, AT_ONCE).await?;
    let mut unwanted = Vec::with_capacity(hashes.len());
    for hash in hashes {
        if !store::media::library::is_mentioned(&mut conn, &hash).await? {
            unwanted.push(hash);
        }
    }
    drop(conn);
    let mut deleted = 0;
    for hash in unwanted {
        // One at a time: the one that a product gets in this moment stays.
        let mut tx = ctx.db().begin().await?;
        files().delete(&mut tx, &hash).await?;
        match store::media::delete(&mut tx, &hash).await {
            Ok(()) => {
                tx.commit().await?;
                deleted += 1;
            }
            Err(error) if error.is_unavailable() => return Err(error.into()),
            Err(error) => tracing::warn!(hash, %error, "unused picture not deleted"),
        }
    }
    Ok(deleted)
}
