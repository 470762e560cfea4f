//! The invitations that can be accepted.

use super::WithdrawInvitationError;
use crate::{
    Context, InternalError,
    staff::{Actor, Refused},
};
use domain::staff::Permission;
use std::collections::HashMap;
use store::{
    Uuid,
    staff::invitations::{self, InvitationRow},
};

/// An invitation that can be accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenInvitation {
    /// Its id.
    pub id: Uuid,
    /// The person's name; may be empty.
    pub name: String,
    /// Email address; empty for the first owner, who types it.
    pub email: String,
    /// The names of its roles.
    pub roles: Vec<String>,
    /// Who invited.
    pub invited_by: String,
    /// When it ends, in Unix milliseconds.
    pub expires_at: i64,
}

/// The most invitations that are listed.
pub(super) const LISTED: u32 = 100;

/// Invitations with their roles.
async fn opened(
    executor: &mut impl store::Executor,
    rows: Vec<InvitationRow>,
) -> Result<Vec<OpenInvitation>, InternalError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    for role in invitations::roles_of(executor, &ids).await? {
        names.entry(role.invitation_id).or_default().push(role.name);
    }
    let open = |row: InvitationRow| OpenInvitation {
        // Every invitation has a role; if not, it gives nothing.
        roles: names.remove(&row.id).unwrap_or_default(),
        id: row.id,
        name: row.name,
        email: row.email,
        invited_by: row.invited_by,
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(open).collect())
}

/// The invitation of a link; none if it has expired, was accepted or withdrawn.
///
/// # Errors
/// If the database fails.
pub async fn find_invitation(
    ctx: &Context,
    token: &str,
) -> Result<Option<OpenInvitation>, InternalError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let row = invitations::by_token(&mut conn, token).await?;
    let row = row.filter(|row| row.used_at.is_none() && row.expires_at > now);
    Ok(opened(&mut conn, row.into_iter().collect()).await?.pop())
}

/// The invitations that can be accepted, those that end first before others.
///
/// # Errors
/// See [`Refused`] in [`WithdrawInvitationError`].
pub async fn list_invitations(
    ctx: &Context,
    actor: &Actor,
) -> Result<Vec<OpenInvitation>, WithdrawInvitationError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let rows = invitations::open(&mut conn, ctx.clock().now(), LISTED).await?;
    Ok(opened(&mut conn, rows).await?)
}
