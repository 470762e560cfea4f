//! Reads the settings anew.

use super::{Settings, Stored};
use crate::{Context, InternalError};

/// Reads the stored settings; those of the process if nothing is stored yet. In the place of stored
/// zones, tariffs and tax rates that cannot be used are those of the copy in memory.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn stored(ctx: &Context) -> Result<Settings, InternalError> {
    let mut conn = ctx.db().read().await?;
    Stored::read(&mut conn).await?.over(ctx.configured(), Some(&ctx.settings()))
}
