//! Roles: those that every shop has, and the merchant's own.

use super::{
    Actor, Refused,
    entry::{self, About, By},
    grants::{self, Act},
};
use crate::{Context, InternalError, InvalidFields, error::internal, text::clean};
use domain::{
    audit::Action,
    checkout::FieldErrorKind,
    staff::{Builtin, Grant, MAX_ROLE_NAME, Permission, Permissions, Role},
};
use std::collections::HashMap;
use store::{
    OnConstraint, Tx, Uuid,
    staff::roles::{self as rows, RoleRow},
};

/// The most roles that are listed.
const LISTED: u32 = 200;

/// A role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedRole {
    /// The id.
    pub id: Uuid,
    /// The role of every shop that this is, which cannot be changed; none for the merchant's own.
    pub builtin: Option<Role>,
    /// Name.
    pub name: String,
    /// What it permits.
    pub permissions: Permissions,
    /// How many people have it, disabled ones too.
    pub people: u64,
    /// Whether the actor may give it: nobody grants what they lack.
    pub is_grantable: bool,
    /// Counts the changes, for those who change it.
    pub version: i64,
}

/// Makes a role.
#[derive(Clone, Copy)]
pub struct CreateRole<'a> {
    /// The name as typed.
    pub name: &'a str,
    /// What it permits.
    pub permissions: Permissions,
}

/// Changes a role.
#[derive(Clone, Copy)]
pub struct ChangeRole<'a> {
    /// The role.
    pub role: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The name as typed.
    pub name: &'a str,
    /// What it permits.
    pub permissions: Permissions,
}

/// Why a role stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// The actor may not do it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The name is invalid.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// Another role has this name.
    #[error("another role has this name")]
    Taken,
    /// It permits nothing.
    #[error("no permission is chosen")]
    Empty,
    /// There is no such role.
    #[error("no such role")]
    NotFound,
    /// Every shop has this role as it is.
    #[error("this role cannot be changed")]
    BuiltIn,
    /// Somebody else has changed it meanwhile.
    #[error("somebody else has changed this role")]
    Stale,
    /// People or invitations have it.
    #[error("{people} people and {invitations} invitations have this role")]
    InUse {
        /// How many people.
        people: u64,
        /// How many invitations.
        invitations: u64,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RoleError);

/// The id of a role that every shop has.
#[must_use]
pub const fn role_id(role: Role) -> Uuid {
    rows::builtin(role)
}

/// Permissions as the audit log has them.
fn keys(permissions: Permissions) -> String {
    permissions.iter().map(Permission::key).collect::<Vec<_>>().join(" ")
}

/// A number of rows is never negative.
fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// All roles, in the order of their names.
///
/// # Errors
/// See [`RoleError`].
pub async fn list_roles(ctx: &Context, actor: &Actor) -> Result<Vec<ListedRole>, RoleError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let listed = rows::list(&mut conn, LISTED).await?;
    let ids: Vec<Uuid> = listed.iter().map(|row| row.id).collect();
    let members = rows::members(&mut conn, &ids).await?;
    let people: HashMap<Uuid, i64> =
        members.into_iter().map(|row| (row.role_id, row.number)).collect();
    let mut roles = Vec::new();
    for row in listed {
        let permissions = row.permits();
        roles.push(ListedRole {
            id: row.id,
            // A role without people is not counted.
            people: number(people.get(&row.id).copied().unwrap_or(0)),
            is_grantable: !row.is_beyond()
                && Grant::new(permissions).is_allowed_to(actor.permissions()),
            builtin: row.builtin.role(),
            name: row.name,
            permissions,
            version: row.version,
        });
    }
    Ok(roles)
}

/// A name and permissions that a role can have.
fn checked(name: &str, permissions: Permissions) -> Result<String, RoleError> {
    let name = clean(name).into_owned();
    let problem = if name.is_empty() {
        Some(FieldErrorKind::Missing)
    } else if name.contains('\u{fffd}') {
        Some(FieldErrorKind::Unreadable)
    } else if name.chars().count() > MAX_ROLE_NAME {
        Some(FieldErrorKind::TooLong)
    } else {
        None
    };
    if let Some(problem) = problem {
        return Err(InvalidFields::one("name", problem).into());
    }
    if permissions.is_empty() {
        return Err(RoleError::Empty);
    }
    Ok(name)
}

fn taken(constraint: &str) -> Option<RoleError> {
    (constraint == "staff_roles_name_key_key").then_some(RoleError::Taken)
}

/// Makes a role. Returns its id.
///
/// # Errors
/// See [`RoleError`].
#[tracing::instrument(name = "staff_create_role", skip_all)]
pub async fn create_role(
    ctx: &Context,
    actor: &Actor,
    command: CreateRole<'_>,
) -> Result<Uuid, RoleError> {
    let CreateRole { name, permissions } = command;
    let name = checked(name, permissions)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let rights = grants::authorise(&mut tx, actor, Act::Dangerous).await??;
    grants::check(rights, Grant::new(permissions))?;
    let id = store::new_id(now);
    rows::add(&mut tx, id, &name, permissions).await.on_constraint(taken)?;
    let about = About::role(id, &name);
    let changes = vec![
        about.field("", None, Some(&name)),
        about.field("permissions", None, Some(&keys(permissions))),
    ];
    entry::add(&mut tx, By { actor, now }, Action::Create, changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// A merchant's own role that the actor may change. One with permissions that this program does not
/// know stays: they would be lost.
async fn own(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<(RoleRow, Permissions), RoleError> {
    let rights = grants::authorise(tx, actor, Act::Dangerous).await??;
    let role = rows::by_id(tx, id).await?.ok_or(RoleError::NotFound)?;
    if role.builtin != Builtin::No {
        return Err(RoleError::BuiltIn);
    }
    if role.is_beyond() {
        return Err(Refused::Beyond.into());
    }
    Ok((role, rights))
}

/// Changes a role for everybody who has it, from their next request on. Nobody can give it, and so
/// themselves or others who have it, what they lack.
///
/// # Errors
/// See [`RoleError`].
#[tracing::instrument(name = "staff_change_role", skip_all)]
pub async fn change_role(
    ctx: &Context,
    actor: &Actor,
    command: ChangeRole<'_>,
) -> Result<(), RoleError> {
    let ChangeRole { role, version, name, permissions } = command;
    let name = checked(name, permissions)?;
    let mut tx = ctx.db().begin().await?;
    let (row, rights) = own(&mut tx, actor, role).await?;
    grants::check(rights, Grant { before: row.permissions.known, after: permissions })?;
    if row.version == version && row.name == name && row.permissions.known == permissions {
        return Ok(());
    }
    let read = RoleRow { version, ..row.clone() };
    if !rows::change(&mut tx, &read, &name, permissions).await.on_constraint(taken)? {
        return Err(RoleError::Stale);
    }
    let about = About::role(role, &row.name);
    let mut changes = Vec::new();
    if row.name != name {
        changes.push(about.field("name", Some(&row.name), Some(&name)));
    }
    if row.permissions.known != permissions {
        let (before, after) = (keys(row.permissions.known), keys(permissions));
        changes.push(about.field("permissions", Some(&before), Some(&after)));
    }
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a role that nobody has.
///
/// # Errors
/// See [`RoleError`].
#[tracing::instrument(name = "staff_delete_role", skip_all)]
pub async fn delete_role(ctx: &Context, actor: &Actor, role: Uuid) -> Result<(), RoleError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let (row, rights) = own(&mut tx, actor, role).await?;
    grants::check(rights, Grant::over(row.permissions.known))?;
    rows::leave_old_invitations(&mut tx, role, now).await?;
    let people = number(rows::people_with(&mut tx, role).await?);
    let invitations = number(rows::invitations_with(&mut tx, role).await?);
    if people + invitations > 0 {
        return Err(RoleError::InUse { people, invitations });
    }
    if !rows::delete(&mut tx, role).await? {
        return Err(RoleError::NotFound);
    }
    let about = About::role(role, &row.name);
    let changes = vec![
        about.field("", Some(&row.name), None),
        about.field("permissions", Some(&keys(row.permissions.known)), None),
    ];
    entry::add(&mut tx, By { actor, now }, Action::Delete, changes).await?;
    tx.commit().await?;
    Ok(())
}
