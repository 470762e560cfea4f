//! Changes people: their roles and names, and whether they can sign in.

use super::{
    Actor, Refused,
    entry::{self, About, By},
    grants::{self, Act},
    invite::name_problem,
};
use crate::{Context, InternalError, InvalidFields, error::internal, text::clean};
use domain::{
    audit::Action,
    checkout::FieldErrorKind,
    staff::{Grant, Role},
};
use store::{
    Tx, Uuid,
    staff::{
        invitations,
        people::{self, PersonRow},
        resets, roles,
        roles::RoleRow,
        sessions,
    },
};

/// Gives a person these roles and no others.
#[derive(Clone, Copy)]
pub struct ChangeRoles<'a> {
    /// The person.
    pub person: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The ids of the roles.
    pub roles: &'a [Uuid],
}

/// Renames a person.
#[derive(Clone, Copy)]
pub struct RenamePerson<'a> {
    /// The person.
    pub person: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The name as typed.
    pub name: &'a str,
}

/// Why a person stays as they are.
#[derive(Debug, thiserror::Error)]
pub enum ChangePersonError {
    /// The actor may not do it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The name is invalid.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// There is no such person.
    #[error("no such person")]
    NotFound,
    /// No role is chosen.
    #[error("no role is chosen")]
    NoRole,
    /// There is no such role.
    #[error("no such role")]
    NoSuchRole,
    /// Somebody else has changed the person meanwhile.
    #[error("somebody else has changed this person")]
    Stale,
    /// It is the only owner who can sign in.
    #[error("the shop needs an owner")]
    LastOwner,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChangePersonError);

/// The person with their roles, if the actor may change them in this way.
async fn subject(
    tx: &mut Tx,
    actor: &Actor,
    act: Act,
    person: Uuid,
) -> Result<(PersonRow, Vec<RoleRow>, domain::staff::Permissions), ChangePersonError> {
    let rights = grants::authorise(tx, actor, act).await??;
    let found = people::hold(tx, person).await?.ok_or(ChangePersonError::NotFound)?;
    let has = roles::of_person(tx, person).await?;
    grants::check(rights, Grant::over(grants::decided(&has)))?;
    Ok((found, has, rights))
}

/// Gives a person these roles and no others. It holds from their next request on.
///
/// # Errors
/// See [`ChangePersonError`].
#[tracing::instrument(name = "staff_change_roles", skip_all)]
pub async fn change_roles(
    ctx: &Context,
    actor: &Actor,
    command: ChangeRoles<'_>,
) -> Result<(), ChangePersonError> {
    let ChangeRoles { person, version, roles: wanted } = command;
    let mut tx = ctx.db().begin().await?;
    let (found, before, rights) = subject(&mut tx, actor, Act::Dangerous, person).await?;
    let after = grants::find_roles(&mut tx, wanted).await?;
    let after = after.ok_or(ChangePersonError::NoSuchRole)?;
    if after.is_empty() {
        return Err(ChangePersonError::NoRole);
    }
    let (had, will) = (grants::decided(&before), grants::granted(&after)?);
    grants::check(rights, Grant { before: had, after: will })?;
    let owner = roles::builtin(Role::Owner);
    let stays_owner = after.iter().any(|role| role.id == owner);
    if !stays_owner && grants::is_last_owner(&mut tx, person).await? {
        return Err(ChangePersonError::LastOwner);
    }
    if !people::bump(&mut tx, person, version).await? {
        return Err(ChangePersonError::Stale);
    }
    let ids: Vec<Uuid> = after.iter().map(|role| role.id).collect();
    roles::set(&mut tx, person, &ids).await?;
    if !will.covers(had) {
        // Nobody comes in by what somebody may not give any more.
        invitations::delete_sent_by(&mut tx, person).await?;
    }
    let change = About::person(person, &found.name).field(
        "roles",
        Some(&grants::names(&before)),
        Some(&grants::names(&after)),
    );
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}

/// Renames a person.
///
/// # Errors
/// See [`ChangePersonError`].
pub async fn rename_person(
    ctx: &Context,
    actor: &Actor,
    command: RenamePerson<'_>,
) -> Result<(), ChangePersonError> {
    let RenamePerson { person, version, name } = command;
    let name = clean(name).into_owned();
    let missing = || name.is_empty().then_some(FieldErrorKind::Missing);
    if let Some(problem) = name_problem(&name).or_else(missing) {
        return Err(InvalidFields::one("name", problem).into());
    }
    let mut tx = ctx.db().begin().await?;
    let (found, ..) = subject(&mut tx, actor, Act::Ordinary, person).await?;
    if !people::rename(&mut tx, person, version, &name).await? {
        return Err(ChangePersonError::Stale);
    }
    let about = About::person(person, &found.name);
    let change = about.field("name", Some(&found.name), Some(&name));
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}

/// Disables a person: their sessions, links and invitations end, and they cannot sign in. The
/// account stays, since the audit log names it. Disabling somebody again changes nothing.
///
/// # Errors
/// See [`ChangePersonError`].
#[tracing::instrument(name = "staff_disable", skip_all)]
pub async fn disable_person(
    ctx: &Context,
    actor: &Actor,
    person: Uuid,
) -> Result<(), ChangePersonError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let (found, ..) = subject(&mut tx, actor, Act::Ordinary, person).await?;
    if found.disabled_at.is_none() && grants::is_last_owner(&mut tx, person).await? {
        return Err(ChangePersonError::LastOwner);
    }
    if people::disable(&mut tx, person, now).await? {
        sessions::end_others(&mut tx, person, Uuid::nil()).await?;
        resets::delete_of(&mut tx, person).await?;
        invitations::delete_sent_by(&mut tx, person).await?;
        let about = About::person(person, &found.name);
        let change = about.field("disabled", Some("false"), Some("true"));
        entry::add(&mut tx, By { actor, now }, Action::Archive, vec![change]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Lets a disabled person sign in again, with the roles that they had.
///
/// # Errors
/// See [`ChangePersonError`].
#[tracing::instrument(name = "staff_enable", skip_all)]
pub async fn enable_person(
    ctx: &Context,
    actor: &Actor,
    person: Uuid,
) -> Result<(), ChangePersonError> {
    let mut tx = ctx.db().begin().await?;
    let (found, ..) = subject(&mut tx, actor, Act::Dangerous, person).await?;
    if people::enable(&mut tx, person).await? {
        let about = About::person(person, &found.name);
        let change = about.field("disabled", Some("true"), Some("false"));
        let by = By { actor, now: ctx.clock().now() };
        entry::add(&mut tx, by, Action::Restore, vec![change]).await?;
    }
    tx.commit().await?;
    Ok(())
}
