//! How long data of staff is kept.

use super::{attempts, kept_form};
use crate::{Context, InternalError};
use store::{Db, staff};

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// How long sessions are kept after they have ended or were last used: what is posted with an old
/// page after a weekend can still be kept for its person.
const SESSIONS_KEPT_FOR: i64 = 7 * DAY;
/// How long invitations and links are kept after they have ended.
const LINKS_KEPT_FOR: i64 = 7 * DAY;

/// Ends all sessions, invitations and links in a database that was copied at an earlier time:
/// those that were ended since would be valid again.
///
/// # Errors
/// If the database fails.
pub async fn end_all_access(db: &Db) -> Result<(), InternalError> {
    let mut tx = db.begin().await?;
    staff::sessions::forget(&mut tx, i64::MAX, i64::MAX).await?;
    staff::invitations::forget(&mut tx, i64::MAX).await?;
    staff::resets::forget(&mut tx, i64::MAX).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes sessions, invitations, links, attempts and kept forms that have ended. Returns how many.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(ctx: &Context) -> Result<u64, InternalError> {
    let now = ctx.clock().now();
    let sessions = now - SESSIONS_KEPT_FOR;
    let mut tx = ctx.db().begin().await?;
    let deleted = staff::sessions::forget(&mut tx, sessions, sessions).await?
        + staff::invitations::forget(&mut tx, now - LINKS_KEPT_FOR).await?
        + staff::resets::forget(&mut tx, now - LINKS_KEPT_FOR).await?
        + staff::attempts::forget(&mut tx, now - attempts::KEPT_FOR).await?
        + staff::forms::forget(&mut tx, now - kept_form::KEPT_FOR).await?;
    tx.commit().await?;
    Ok(deleted)
}
