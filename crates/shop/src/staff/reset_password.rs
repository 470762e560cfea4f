//! A new password by a link.

use super::{
    Actor, ClientInfo, Forbidden, Refused,
    attempts::{self, Allowed, Subject},
    entry::{self, About, By},
    events::{AccountChange, AccountChanged, ResetRequested},
    grants::{self, Act},
    invite::BY_LINK,
    password::{normalised, problem},
    token,
};
use crate::{Context, InternalError, customers::email, error::internal};
use domain::{
    audit::{Action, ActorKind},
    staff::{Grant, PasswordProblem, Permission, Permissions},
};
use jobs::Event;
use store::{
    Uuid,
    staff::{
        people, recovery,
        resets::{self, ResetRow},
        roles, sessions,
    },
};

/// Asks for a link by email.
#[derive(Clone, Copy)]
pub struct RequestReset<'a> {
    /// The email address as typed.
    pub email: &'a str,
    /// The browser.
    pub client: ClientInfo<'a>,
}

/// Why no link is sent.
#[derive(Debug, thiserror::Error)]
pub enum RequestResetError {
    /// There were too many requests.
    #[error("too many requests")]
    TooMany {
        /// After how many seconds the next one is allowed.
        seconds: u32,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RequestResetError);

/// Asks for a link to a new password, by email. Known and unknown addresses get the same answer
/// after the same work: the worker finds out whether there is an account.
///
/// # Errors
/// See [`RequestResetError`].
pub async fn request_reset(
    ctx: &Context,
    command: RequestReset<'_>,
) -> Result<(), RequestResetError> {
    let key = email::key(command.email);
    let subjects = Subject::resets(ctx, &key, command.client);
    if let Allowed::After(seconds) = attempts::count(ctx, subjects).await? {
        return Err(RequestResetError::TooMany { seconds });
    }
    let account = ResetRequested::account(ctx, &key);
    let mut tx = ctx.db().begin().await?;
    ResetRequested { account }.push(&mut tx, ctx.clock().now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Why somebody else gets no link.
#[derive(Debug, thiserror::Error)]
pub enum SendResetError {
    /// The actor may not do it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such person.
    #[error("no such person")]
    NotFound,
    /// The person is disabled: enable them first.
    #[error("the person is disabled")]
    Disabled,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SendResetError);

/// Sends somebody else a link to a new password, by email.
///
/// # Errors
/// See [`SendResetError`].
pub async fn send_reset(ctx: &Context, actor: &Actor, person: Uuid) -> Result<(), SendResetError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let rights = grants::authorise(&mut tx, actor, Act::Dangerous).await??;
    let found = people::by_id(&mut tx, person).await?.ok_or(SendResetError::NotFound)?;
    let permits = grants::decided(&roles::of_person(&mut tx, person).await?);
    grants::check(rights, Grant::over(permits))?;
    if found.disabled_at.is_some() {
        return Err(SendResetError::Disabled);
    }
    let account = ResetRequested::account(ctx, &found.email_key);
    ResetRequested { account }.push(&mut tx, now).await?;
    let change = About::person(person, &found.name).field("password", None, Some("link"));
    entry::add(&mut tx, By { actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}

/// What becomes of the second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondFactorAfter {
    /// It stays.
    Kept,
    /// It is removed with the recovery codes, for people who have lost both.
    Removed,
}

/// Ends somebody's sessions and attempts and returns the token of a link to a new password: only
/// for commands on the server, since whoever has the link can become that person.
///
/// # Errors
/// See [`SendResetError`].
pub async fn reset_by_link(
    ctx: &Context,
    actor: &Actor,
    person: Uuid,
    second_factor: SecondFactorAfter,
) -> Result<String, SendResetError> {
    if actor.kind() != ActorKind::Operator {
        return Err(Refused::from(Forbidden(Permission::StaffWrite)).into());
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    grants::authorise(&mut tx, actor, Act::Dangerous).await??;
    let found = people::hold(&mut tx, person).await?.ok_or(SendResetError::NotFound)?;
    if found.disabled_at.is_some() {
        return Err(SendResetError::Disabled);
    }
    let about = About::person(person, &found.name);
    let mut changes = vec![about.field("password", None, Some("link"))];
    if second_factor == SecondFactorAfter::Removed && found.totp_secret.is_some() {
        people::remove_second_factor(&mut tx, person).await?;
        recovery::replace(&mut tx, person, &[]).await?;
        let change = AccountChange::SecondFactor;
        AccountChanged { person, change }.push(&mut tx, now).await?;
        changes.push(about.field("second_factor", Some("on"), None));
    }
    sessions::end_others(&mut tx, person, Uuid::nil()).await?;
    attempts::forget_passwords(ctx, &mut tx, &found.email_key).await?;
    attempts::forget_codes(ctx, &mut tx, person).await?;
    let token = token::random()?;
    let row = ResetRow { id: store::new_id(now), staff_id: person, expires_at: now + BY_LINK };
    resets::delete_of(&mut tx, person).await?;
    resets::add(&mut tx, &row, &token).await?;
    entry::add(&mut tx, By { actor, now }, Action::Change, changes).await?;
    tx.commit().await?;
    Ok(token)
}

/// The email address of the account that a link belongs to; none if the link has ended.
///
/// # Errors
/// If the database fails.
pub async fn find_reset(ctx: &Context, token: &str) -> Result<Option<String>, InternalError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let row = resets::by_token(&mut conn, token).await?.filter(|row| row.expires_at > now);
    let Some(row) = row else { return Ok(None) };
    let person = people::by_id(&mut conn, row.staff_id).await?;
    Ok(person.filter(|person| person.disabled_at.is_none()).map(|person| person.email))
}

/// Sets a new password by a link.
#[derive(Clone, Copy)]
pub struct ResetPassword<'a> {
    /// The token of the link.
    pub token: &'a str,
    /// The new password as typed.
    pub password: &'a str,
}

/// Why the password stays.
#[derive(Debug, thiserror::Error)]
pub enum ResetPasswordError {
    /// The link has ended.
    #[error("the link has ended")]
    Ended,
    /// The new password breaks a rule.
    #[error("the new password is {}", .0.key())]
    Password(PasswordProblem),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ResetPasswordError);

/// Sets a new password by a link, once. All sessions of the person end. Signing in is next, with
/// the second factor: a link alone opens nothing.
///
/// # Errors
/// See [`ResetPasswordError`].
#[tracing::instrument(name = "staff_reset_password", skip_all)]
pub async fn reset_password(
    ctx: &Context,
    command: ResetPassword<'_>,
) -> Result<(), ResetPasswordError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let row = resets::by_token(&mut conn, command.token).await?;
    let row = row.filter(|row| row.expires_at > now).ok_or(ResetPasswordError::Ended)?;
    let person = people::by_id(&mut conn, row.staff_id).await?;
    drop(conn);
    let enabled = person.filter(|person| person.disabled_at.is_none());
    let person = enabled.ok_or(ResetPasswordError::Ended)?;
    let new = normalised(command.password);
    if let Some(problem) = problem(&new, &[&person.name, &person.email, &ctx.settings().name]) {
        return Err(ResetPasswordError::Password(problem));
    }
    let hash = ctx.hashing().hash(new).await?;
    let mut tx = ctx.db().begin().await?;
    let held = people::hold(&mut tx, person.id).await?;
    // Disabled since, or only one of two that arrive at the same time.
    if held.is_none_or(|person| person.disabled_at.is_some())
        || !resets::delete(&mut tx, row.id).await?
        || !people::set_password(&mut tx, person.id, &person.password, &hash).await?
    {
        return Err(ResetPasswordError::Ended);
    }
    resets::delete_of(&mut tx, person.id).await?;
    sessions::end_others(&mut tx, person.id, Uuid::nil()).await?;
    attempts::forget_passwords(ctx, &mut tx, &person.email_key).await?;
    let change = AccountChange::Password;
    AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
    let actor = Actor::staff(person.id, person.name.clone(), Permissions::NONE);
    let change = About::person(person.id, &person.name).field("password", None, Some("new"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
