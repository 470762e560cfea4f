//! Invites people.
//!
//! - [`invite()`] by email, [`invite_by_link`] for commands
//! - `withdraw.rs` has [`withdraw_invitation`]
//! - [`find_invitation`], [`list_invitations`]: `open.rs`
//! - `first_owner.rs` has [`first_owner_link`]

mod first_owner;
mod open;
mod withdraw;

pub use first_owner::first_owner_link;
pub use open::{OpenInvitation, find_invitation, list_invitations};
pub use withdraw::{WithdrawInvitationError, withdraw_invitation};

use super::{
    Actor, Forbidden, Refused,
    entry::{self, About, By},
    events::StaffInvited,
    grants::{self, Act},
    token,
};
use crate::{
    Context, InternalError, InvalidFields, customers::email, error::internal, text::clean,
};
use domain::{
    audit::{Action, ActorKind},
    checkout::{FieldErrorKind, MAX_FIELD},
    customers::email::tidy_email,
    staff::{Grant, Permission},
};
use jobs::Event;
use store::{
    Tx, Uuid,
    staff::{
        invitations::{self, InvitationRow},
        people,
    },
};

/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;
/// How long an invitation by email is valid: seven days, as its email says.
const BY_EMAIL: i64 = 7 * 24 * HOUR;
/// How long a link that a command prints is valid.
pub(super) const BY_LINK: i64 = 24 * HOUR;

/// Invites somebody.
#[derive(Clone, Copy)]
pub struct Invite<'a> {
    /// The person's name; may be empty, since they can type it.
    pub name: &'a str,
    /// The email address.
    pub email: &'a str,
    /// The ids of the roles.
    pub roles: &'a [Uuid],
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The actor may not invite, or not give these roles.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Name or email address is invalid.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// Somebody has this address already.
    #[error("somebody has this email address already")]
    Taken,
    /// No role is chosen.
    #[error("no role is chosen")]
    NoRole,
    /// There is no such role.
    #[error("no such role")]
    NoSuchRole,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(InviteError);

/// What is wrong with a person's name that may be empty.
pub(super) fn name_problem(name: &str) -> Option<FieldErrorKind> {
    if name.contains('\u{fffd}') {
        Some(FieldErrorKind::Unreadable)
    } else if name.chars().count() > MAX_FIELD {
        Some(FieldErrorKind::TooLong)
    } else {
        None
    }
}

/// Adds an invitation and its entry. Earlier ones of the same address are replaced.
async fn add(
    ctx: &Context,
    tx: &mut Tx,
    actor: &Actor,
    (invite, valid): (Invite<'_>, i64),
) -> Result<Uuid, InviteError> {
    let (name, email) = (clean(invite.name).into_owned(), tidy_email(&clean(invite.email)));
    if let Some(problem) = name_problem(&name) {
        return Err(InvalidFields::one("name", problem).into());
    }
    if let Some(problem) = email::problem(&email) {
        return Err(InvalidFields::one("email", problem).into());
    }
    let rights = grants::authorise(tx, actor, Act::Dangerous).await??;
    let roles = grants::find_roles(tx, invite.roles).await?.ok_or(InviteError::NoSuchRole)?;
    if roles.is_empty() {
        return Err(InviteError::NoRole);
    }
    grants::check(rights, Grant::new(grants::granted(&roles)?))?;
    let email_key = email::key(&email);
    if people::by_email(tx, &email_key).await?.is_some() {
        return Err(InviteError::Taken);
    }
    invitations::delete_of(tx, &email_key).await?;
    let now = ctx.clock().now();
    let row = InvitationRow {
        id: store::new_id(now),
        name,
        email,
        email_key,
        invited_by: actor.name().to_owned(),
        inviter_id: actor.id().filter(|_| actor.kind() == ActorKind::Staff),
        created_at: now,
        expires_at: now + valid,
        used_at: None,
    };
    let ids: Vec<Uuid> = roles.iter().map(|role| role.id).collect();
    invitations::add(tx, &row, &ids).await?;
    let change =
        About::person(row.id, &row.email).field("roles", None, Some(&grants::names(&roles)));
    entry::add(tx, By { actor, now }, Action::Invite, vec![change]).await?;
    Ok(row.id)
}

/// Invites somebody by email. Returns the id of the invitation.
///
/// # Errors
/// See [`InviteError`].
#[tracing::instrument(name = "staff_invite", skip_all)]
pub async fn invite(
    ctx: &Context,
    actor: &Actor,
    command: Invite<'_>,
) -> Result<Uuid, InviteError> {
    let mut tx = ctx.db().begin().await?;
    let invitation = add(ctx, &mut tx, actor, (command, BY_EMAIL)).await?;
    StaffInvited { invitation }.push(&mut tx, ctx.clock().now()).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Invites somebody by a link that the caller hands over: only for commands on the server, since
/// whoever has the link can become that person. Returns its token.
///
/// # Errors
/// See [`InviteError`].
pub async fn invite_by_link(
    ctx: &Context,
    actor: &Actor,
    command: Invite<'_>,
) -> Result<String, InviteError> {
    if actor.kind() != ActorKind::Operator {
        return Err(Refused::from(Forbidden(Permission::StaffWrite)).into());
    }
    let token = token::random()?;
    let mut tx = ctx.db().begin().await?;
    let invitation = add(ctx, &mut tx, actor, (command, BY_LINK)).await?;
    invitations::set_token(&mut tx, invitation, &token).await?;
    tx.commit().await?;
    Ok(token)
}
