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

/// Changes a person.
#[derive(Clone, Copy)]
pub struct ChangePerson<'a> {
    /// The person.
    pub person: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The name as typed; none if it stays.
    pub name: Option<&'a str>,
    /// The ids of all roles that the person has afterwards; none if they stay.
    pub roles: Option<&'a [Uuid]>,
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

/// Changes name and roles, both or neither. Roles hold from the person's next request on.
///
/// # Errors
/// See [`ChangePersonError`].
#[tracing::instrument(name = "staff_change_person", skip_all)]
pub async fn change_person(
    ctx: &Context,
    actor: &Actor,
    command: ChangePerson<'_>,
) -> Result<(), ChangePersonError> {
    let ChangePerson { person, mut version, name, roles: wanted } = command;
    let name = name.map(checked).transpose()?;
    let act = if wanted.is_some() { Act::Dangerous } else { Act::Ordinary };
    let mut tx = ctx.db().begin().await?;
    let (found, before, rights) = subject(&mut tx, actor, act, person).await?;
    let about = About::person(person, &found.name);
    let mut changes = Vec::new();
    if let Some(wanted) = wanted {
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
        version += 1;
        let ids: Vec<Uuid> = after.iter().map(|role| role.id).collect();
        roles::set(&mut tx, person, &ids).await?;
        if !will.covers(had) {
            // Nobody comes in by what somebody may not give any more.
            invitations::delete_sent_by(&mut tx, person).await?;
        }
        let (before, after) = (grants::names(&before), grants::names(&after));
        changes.push(about.field("roles", Some(&before), Some(&after)));
    }
    if let Some(name) = name {
        if !people::rename(&mut tx, person, version, &name).await? {
            return Err(ChangePersonError::Stale);
        }
        changes.push(about.field("name", Some(&found.name), Some(&name)));
    }
    if changes.is_empty() {
        return Ok(());
    }
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A name that a person can have.
fn checked(name: &str) -> Result<String, InvalidFields> {
    let name = clean(name).into_owned();
    let missing = || name.is_empty().then_some(FieldErrorKind::Missing);
    match name_problem(&name).or_else(missing) {
        Some(problem) => Err(InvalidFields::one("name", problem)),
        None => Ok(name),
    }
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
