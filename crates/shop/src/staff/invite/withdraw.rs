//! Withdraws invitations.

use crate::{
    Context, InternalError,
    error::internal,
    staff::{
        Actor, Refused,
        entry::{self, About, By},
        grants::{self, Act},
    },
};
use domain::{audit::Action, staff::Grant};
use store::{Uuid, staff::invitations};

/// Why an invitation was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawInvitationError {
    /// The actor may not withdraw it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is none, or it was accepted.
    #[error("no such invitation")]
    NotFound,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(WithdrawInvitationError);

/// Withdraws an invitation that was not accepted.
///
/// # Errors
/// See [`WithdrawInvitationError`].
pub async fn withdraw_invitation(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<(), WithdrawInvitationError> {
    let mut tx = ctx.db().begin().await?;
    let rights = grants::authorise(&mut tx, actor, Act::Ordinary).await??;
    let row = invitations::by_id(&mut tx, id).await?;
    let row = row.ok_or(WithdrawInvitationError::NotFound)?;
    let roles = invitations::roles(&mut tx, id).await?;
    grants::check(rights, Grant::over(grants::decided(&roles)))?;
    if !invitations::delete(&mut tx, id).await? {
        return Err(WithdrawInvitationError::NotFound);
    }
    let change = About::person(id, &row.email).field("roles", Some(&grants::names(&roles)), None);
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Delete, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
