//! Empties a cart.

use super::undo::StoredRemoval;
use crate::{Context, InternalError};

/// Removes all lines from a cart; this can be undone. An empty cart stays as it is.
///
/// # Errors
/// If the database fails.
#[tracing::instrument(name = "empty_cart", skip_all)]
pub async fn empty(ctx: &Context, token: &str) -> Result<(), InternalError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if store::cart::lock(&mut tx, token, now).await? {
        let lines = store::cart::lines(&mut tx, token, now).await?;
        // A repeated call finds no lines, and keeps what the first one has stored for undo.
        if let Some(removed) = StoredRemoval::of(&lines.iter().collect::<Vec<_>>())? {
            store::cart::empty(&mut tx, token).await?;
            store::cart::set_undo(&mut tx, token, Some(&removed)).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
