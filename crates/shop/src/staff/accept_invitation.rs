//! Accepts an invitation: an account begins.

use super::{
    Actor, ClientInfo, SignedIn,
    entry::{self, About, By},
    grants,
    invite::name_problem,
    password::{normalised, problem},
    session::{self, Begin},
};
use crate::{Context, InternalError, customers::email, error::internal, text::clean};
use domain::{
    audit::Action,
    checkout::{FieldError, FieldErrorKind},
    customers::email::tidy_email,
    staff::{Grant, PasswordProblem, Permission, Permissions, Role},
};
use store::{
    OnConstraint, Tx, Uuid,
    staff::{
        invitations::{self, InvitationRow},
        people::{self, PersonRow},
        policy,
        roles::{self, RoleRow},
    },
};

/// Accepts an invitation.
#[derive(Clone, Copy)]
pub struct AcceptInvitation<'a> {
    /// The token of its link.
    pub token: &'a str,
    /// The person's name as typed.
    pub name: &'a str,
    /// The email address as typed; only read if the invitation has none.
    pub email: &'a str,
    /// The new password as typed.
    pub password: &'a str,
    /// The browser.
    pub client: ClientInfo<'a>,
}

/// Why no account began.
#[derive(Debug, thiserror::Error)]
pub enum AcceptInvitationError {
    /// The invitation has expired, was accepted before or withdrawn.
    #[error("the invitation has ended")]
    Ended,
    /// Name, email address or password is invalid.
    #[error("fields are missing or wrong")]
    Invalid {
        /// What is wrong with the name and the email address.
        fields: Vec<FieldError>,
        /// What is wrong with the password.
        password: Option<PasswordProblem>,
    },
    /// Somebody has this address already.
    #[error("somebody has this email address already")]
    Taken,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(AcceptInvitationError);

/// Accepts an invitation and signs in. The second factor is next, if everybody needs one.
///
/// # Errors
/// See [`AcceptInvitationError`].
#[tracing::instrument(name = "staff_accept_invitation", skip_all)]
pub async fn accept_invitation(
    ctx: &Context,
    command: AcceptInvitation<'_>,
) -> Result<SignedIn, AcceptInvitationError> {
    let AcceptInvitation { token, name, email, password, client } = command;
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let invitation = invitations::by_token(&mut conn, token).await?;
    drop(conn);
    let open = invitation.filter(|row| row.used_at.is_none() && row.expires_at > now);
    let invitation = open.ok_or(AcceptInvitationError::Ended)?;
    let name = clean(name).into_owned();
    let email = if invitation.email.is_empty() {
        tidy_email(&clean(email))
    } else {
        invitation.email.clone()
    };
    let password = normalised(password);
    let missing = || name.is_empty().then_some(FieldErrorKind::Missing);
    let problems =
        [("name", name_problem(&name).or_else(missing)), ("email", email::problem(&email))];
    let fields: Vec<FieldError> = problems
        .into_iter()
        .filter_map(|(field, problem)| {
            Some(FieldError { field: field.to_owned(), problem: problem? })
        })
        .collect();
    let wrong = problem(&password, &[&name, &email, &ctx.settings().name]);
    if !fields.is_empty() || wrong.is_some() {
        return Err(AcceptInvitationError::Invalid { fields, password: wrong });
    }
    let hash = ctx.hashing().hash(password).await?;
    let mut tx = ctx.db().begin().await?;
    people::lock(&mut tx).await?;
    let invited = invitations::roles(&mut tx, invitation.id).await?;
    // Only one of two that arrive at the same time.
    if !still_stands(&mut tx, &invitation, &invited).await?
        || !invitations::take(&mut tx, invitation.id, now).await?
    {
        return Err(AcceptInvitationError::Ended);
    }
    let person = PersonRow {
        id: store::new_id(now),
        email_key: email::key(&email),
        name,
        email,
        password: hash,
        totp_secret: None,
        totp_step: None,
        disabled_at: None,
        last_seen_at: Some(now),
        created_at: now,
        version: 1,
    };
    people::add(&mut tx, &person).await.on_constraint(|name| {
        (name == "staff_email_key_key").then_some(AcceptInvitationError::Taken)
    })?;
    let ids: Vec<Uuid> = invited.iter().map(|role| role.id).collect();
    if ids.contains(&roles::builtin(Role::Owner)) {
        // Those for a first owner, who need not be invited any more.
        invitations::delete_of(&mut tx, "").await?;
    }
    roles::set(&mut tx, person.id, &ids).await?;
    let stage = session::stage_after_password(&person, policy::get(&mut tx).await?.second_factor);
    let begin = Begin { person: person.id, stage, client };
    let token = session::begin(&mut tx, now, begin).await?;
    let actor = Actor::staff(person.id, person.name.clone(), Permissions::NONE);
    let about = About::person(person.id, &person.name);
    let changes = vec![
        about.field("", None, Some(&person.email)),
        about.field("roles", None, Some(&grants::names(&invited))),
    ];
    entry::add(&mut tx, By { actor: &actor, now }, Action::Create, changes).await?;
    tx.commit().await?;
    Ok(SignedIn::new(ctx, (token, stage), &person.email_key)?)
}

/// Whether the reason for an invitation still holds, under the lock of people and roles: that there
/// is no owner, or that whoever has invited could still do it.
async fn still_stands(
    tx: &mut Tx,
    invitation: &InvitationRow,
    invited: &[RoleRow],
) -> Result<bool, InternalError> {
    if invitation.email_key.is_empty() {
        let owner = roles::builtin(Role::Owner);
        return Ok(people::others_with(tx, owner, Uuid::nil()).await? == 0);
    }
    let Some(inviter) = invitation.inviter_id else { return Ok(true) };
    let enabled = people::by_id(tx, inviter).await?.is_some_and(|row| row.disabled_at.is_none());
    let may = grants::permitted(&roles::of_person(tx, inviter).await?);
    let gives = Grant::new(grants::decided(invited));
    Ok(enabled && may.has(Permission::StaffWrite) && gives.is_allowed_to(may))
}
