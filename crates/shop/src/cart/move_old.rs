//! Moves carts out of the tables of the release before.

use crate::{Context, InternalError};

/// How long a cart of a program before migration 12 must be unchanged until it is moved, in
/// milliseconds: longer than such a program runs beside this one during a rollout.
pub(crate) const MOVED_AFTER: i64 = 3_600_000;

/// Moves a batch of carts unchanged since `before` from the tables before migration 12 to the
/// current ones.
pub(crate) async fn move_old(ctx: &Context, before: i64) -> Result<(), InternalError> {
    loop {
        let mut tx = ctx.db().begin().await?;
        let moved = store::cart::move_older_than(&mut tx, before).await?;
        tx.commit().await?;
        if moved == 0 {
            return Ok(());
        }
    }
}
