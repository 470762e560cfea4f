//! Checks at the start of every change of people and roles.

use super::{Actor, Forbidden};
use crate::InternalError;
use domain::{
    audit::ActorKind,
    staff::{Grant, Permission, Permissions, Role},
};
use store::{
    Tx, Uuid,
    staff::{people, roles, roles::RoleRow},
};

/// Why somebody may not change people or roles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// They lack the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// They must prove again who they are: by `staff::reauthenticate`.
    #[error("this needs the password again")]
    NotFresh,
    /// It would give or take more than they may do themselves, or is about somebody who may do
    /// more.
    #[error("nobody decides about more than they may do themselves")]
    Beyond,
}

/// Whether an act needs fresh authentication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Act {
    /// It does: somebody at an unlocked machine must not be able to do it.
    Dangerous,
    /// It does not: it only takes away.
    Ordinary,
}

/// What an actor may do now. Locks people and roles until the transaction ends, and reads again
/// what the actor may do: it may have changed since the request began.
pub(super) async fn authorise(
    tx: &mut Tx,
    actor: &Actor,
    act: Act,
) -> Result<Result<Permissions, Refused>, InternalError> {
    people::lock(tx).await?;
    let permissions = match (actor.kind(), actor.id()) {
        (ActorKind::Staff, Some(id)) => match people::by_id(tx, id).await? {
            Some(person) if person.disabled_at.is_none() => {
                actor.permissions().within(permitted(&roles::of_person(tx, id).await?))
            }
            _ => Permissions::NONE,
        },
        _ => actor.permissions(),
    };
    if !permissions.has(Permission::StaffWrite) {
        return Ok(Err(Forbidden(Permission::StaffWrite).into()));
    }
    if act == Act::Dangerous && !actor.is_fresh() {
        return Ok(Err(Refused::NotFresh));
    }
    Ok(Ok(permissions))
}

/// Fails if a change is beyond what the actor may do.
pub(super) fn check(actor: Permissions, grant: Grant) -> Result<(), Refused> {
    if grant.is_allowed_to(actor) { Ok(()) } else { Err(Refused::Beyond) }
}

/// What roles permit together.
pub(super) fn permitted(roles: &[RoleRow]) -> Permissions {
    roles.iter().fold(Permissions::NONE, |all, role| all.and(role.permits()))
}

/// What roles may permit together, for decisions about those who have them. A later release may
/// have given them what this program does not know: only who may do everything decides then.
pub(super) fn decided(roles: &[RoleRow]) -> Permissions {
    if roles.iter().any(RoleRow::is_beyond) { Permissions::all() } else { permitted(roles) }
}

/// What roles permit together, to give them to somebody. Nobody gives what this program does not
/// know.
pub(super) fn granted(roles: &[RoleRow]) -> Result<Permissions, Refused> {
    if roles.iter().any(RoleRow::is_beyond) { Err(Refused::Beyond) } else { Ok(permitted(roles)) }
}

/// The names of roles, as the audit log has them.
pub(super) fn names(roles: &[RoleRow]) -> String {
    roles.iter().map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The roles with these ids, without repetition, in the order of their names; none if one does not
/// exist.
pub(super) async fn find_roles(
    tx: &mut Tx,
    ids: &[Uuid],
) -> Result<Option<Vec<RoleRow>>, InternalError> {
    let found = roles::by_ids(tx, ids).await?;
    let is_found = |id: &Uuid| found.iter().any(|role| role.id == *id);
    Ok(ids.iter().all(is_found).then_some(found))
}

/// Whether a person is the only owner who can sign in. The lock of [`authorise`] keeps it so.
pub(super) async fn is_last_owner(tx: &mut Tx, person: Uuid) -> Result<bool, InternalError> {
    let owner = roles::builtin(Role::Owner);
    let is_owner = roles::of_person(tx, person).await?.iter().any(|role| role.id == owner);
    Ok(is_owner && people::others_with(tx, owner, person).await? == 0)
}
