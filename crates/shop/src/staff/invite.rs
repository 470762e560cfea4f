//! Invites people.

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
use std::collections::HashMap;
use store::{
    Tx, Uuid,
    staff::{
        invitations::{self, InvitationRow},
        people, roles,
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
const LISTED: u32 = 100;

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

/// A link for the first owner of a shop that has none, once until it has expired. Whoever opens it
/// types the address.
///
/// # Errors
/// If the database fails.
pub async fn first_owner_link(ctx: &Context) -> Result<Option<String>, InternalError> {
    let now = ctx.clock().now();
    let owner = roles::builtin(domain::staff::Role::Owner);
    let mut tx = ctx.db().begin().await?;
    people::lock(&mut tx).await?;
    if people::others_with(&mut tx, owner, Uuid::nil()).await? > 0 {
        return Ok(None);
    }
    let open = invitations::open(&mut tx, now, LISTED).await?;
    let ids: Vec<Uuid> = open.iter().map(|row| row.id).collect();
    if invitations::roles_of(&mut tx, &ids).await?.iter().any(|role| role.role_id == owner) {
        return Ok(None);
    }
    let actor = Actor::system("first start");
    let row = InvitationRow {
        id: store::new_id(now),
        name: String::new(),
        email: String::new(),
        email_key: String::new(),
        invited_by: actor.name().to_owned(),
        inviter_id: None,
        created_at: now,
        expires_at: now + BY_LINK,
        used_at: None,
    };
    invitations::add(&mut tx, &row, &[owner]).await?;
    let token = token::random()?;
    invitations::set_token(&mut tx, row.id, &token).await?;
    let change = About::person(row.id, "").field("roles", None, Some("Owner"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Invite, vec![change]).await?;
    tx.commit().await?;
    Ok(Some(token))
}
