//! The end of emails.

use crate::{Context, InternalError};
use domain::content::TextSlot;

/// How emails end, if the merchant has words for it. Read from the database, since the copy in
/// memory of a worker is not kept up to date.
pub(crate) async fn sign_off(ctx: &Context) -> Result<Option<String>, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(store::content::shop_text(&mut conn, TextSlot::SignOff).await?)
}
