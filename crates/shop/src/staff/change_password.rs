//! Changes the own password.

use super::{
    ReauthenticateError, Session, attempts,
    entry::{self, About, By},
    events::{AccountChange, AccountChanged},
    password::{normalised, problem},
    reauthenticate::prove,
    session,
};
use crate::{Context, InternalError, customers::email, error::internal};
use domain::{audit::Action, staff::PasswordProblem};
use jobs::Event;
use store::staff::{people, resets, sessions};

/// Changes the own password.
#[derive(Clone, Copy)]
pub struct ChangePassword<'a> {
    /// The password in use.
    pub current: &'a str,
    /// The new one.
    pub new: &'a str,
}

/// Why the password stays.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The password in use was not proved.
    #[error(transparent)]
    NotProved(ReauthenticateError),
    /// The new password breaks a rule.
    #[error("the new password is {}", .0.key())]
    Password(PasswordProblem),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChangePasswordError);

impl From<ReauthenticateError> for ChangePasswordError {
    fn from(error: ReauthenticateError) -> Self {
        match error {
            ReauthenticateError::Internal(error) => Self::Internal(error),
            other => Self::NotProved(other),
        }
    }
}

/// Changes the own password. All other sessions end, and so do links to a new one. Returns the
/// token of the session that replaces the one in use.
///
/// # Errors
/// See [`ChangePasswordError`].
#[tracing::instrument(name = "staff_change_password", skip_all)]
pub async fn change_password(
    ctx: &Context,
    session: &Session,
    command: ChangePassword<'_>,
) -> Result<String, ChangePasswordError> {
    let (person, counted) = prove(ctx, session, command.current).await?;
    let new = normalised(command.new);
    if let Some(problem) = problem(&new, &[&person.name, &person.email, &ctx.settings().name]) {
        return Err(ChangePasswordError::Password(problem));
    }
    let hash = ctx.hashing().hash(new).await?;
    let gone = || ChangePasswordError::NotProved(ReauthenticateError::NotSignedIn);
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Locks the person's row, before their sessions.
    if !people::set_password(&mut tx, person.id, &person.password, &hash).await? {
        return Err(gone());
    }
    let token = session::renew(&mut tx, now, &session.row).await?.ok_or_else(gone)?;
    let renewed = sessions::by_token(&mut tx, &token).await?.ok_or_else(gone)?;
    sessions::end_others(&mut tx, person.id, renewed.id).await?;
    resets::delete_of(&mut tx, person.id).await?;
    counted.was_right(&mut tx).await?;
    attempts::forget_passwords(ctx, &mut tx, &email::key(session.email())).await?;
    let change = AccountChange::Password;
    AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("password", None, Some("new"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(token)
}
