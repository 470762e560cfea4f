//! Roles, and who has them.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_one, fetch_optional, here, insert};
use domain::staff::{Builtin, Permissions, Role, StoredPermissions};

db::row! {
    /// A role.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RoleRow {
        /// Primary key.
        pub id: Uuid,
        /// Which role of every shop this is, if any.
        pub builtin: Builtin = column::builtin_role,
        /// Name.
        pub name: String,
        /// The permissions of a merchant's own role.
        pub permissions: StoredPermissions = column::permissions,
        /// Counts the changes, from 1.
        pub version: i64,
    }
}

impl RoleRow {
    /// What the role permits, as far as this program knows.
    #[must_use]
    pub fn permits(&self) -> Permissions {
        self.builtin.role().map_or(self.permissions.known, Role::permissions)
    }

    /// Whether a later release, which runs beside this program or ran before it, has given the role
    /// what this program does not know. It must be neither given to anybody nor changed.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        self.builtin == Builtin::Unknown || self.permissions.has_unknown
    }
}

/// The primary key of a role that every shop has.
#[must_use]
pub const fn builtin(role: Role) -> Uuid {
    const BEFORE_THE_FIRST: u128 = 0x7000_8000_0000_0000_0000;
    Uuid::from_u128(BEFORE_THE_FIRST + 1 + role as u128)
}

/// Permissions as they are stored.
fn stored(permissions: Permissions) -> String {
    permissions.iter().map(|permission| permission.key()).collect::<Vec<_>>().join(" ")
}

/// A role.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<RoleRow>, Error> {
    Ok(fetch_optional!(
        executor,
        RoleRow,
        "SELECT id, builtin, name, permissions, version FROM staff_roles WHERE id = $1",
        id
    )?)
}

fn with_ids(ids: &[Uuid]) -> Query {
    Query::new("SELECT id, builtin, name, permissions, version FROM staff_roles")
        .filter_in("id", ids.iter().copied())
        .sql(" ORDER BY name_key")
}

db::built!(RoleRow, [Sqlite, Postgres], |_| with_ids(&[Uuid::nil()]));

/// The roles with these primary keys, as far as there are any, in the order of their names.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn by_ids(executor: &mut impl Executor, ids: &[Uuid]) -> Result<Vec<RoleRow>, Error> {
    with_ids(ids).fetch_all(executor, here!()).await
}

/// Roles in the order of their names.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn list(executor: &mut impl Executor, limit: u32) -> Result<Vec<RoleRow>, Error> {
    Ok(fetch_all!(
        executor,
        RoleRow,
        "SELECT id, builtin, name, permissions, version FROM staff_roles
         WHERE name_key > '' ORDER BY name_key LIMIT $1",
        i64::from(limit)
    )?)
}

/// The roles of a person, in the order of their names.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn of_person(executor: &mut impl Executor, person: Uuid) -> Result<Vec<RoleRow>, Error> {
    Ok(fetch_all!(
        executor,
        RoleRow,
        "SELECT r.id, r.builtin, r.name, r.permissions, r.version
         FROM staff_role_members m JOIN staff_roles r ON r.id = m.role_id
         WHERE m.staff_id = $1 ORDER BY r.name_key",
        person
    )?)
}

db::row! {
    /// A role of somebody.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct MemberRow {
        /// The person.
        pub staff_id: Uuid,
        /// The name of the role.
        pub name: String,
    }
}

/// The names of the roles of people from one address to another, in the order of their names.
///
/// # Errors
/// If the query fails.
pub async fn of_people(
    executor: &mut impl Executor,
    first: &str,
    last: &str,
) -> Result<Vec<MemberRow>, Error> {
    Ok(fetch_all!(
        executor,
        MemberRow,
        "SELECT m.staff_id, r.name
         FROM staff s JOIN staff_role_members m ON m.staff_id = s.id
         JOIN staff_roles r ON r.id = m.role_id
         WHERE s.email_key >= $1 AND s.email_key <= $2 ORDER BY r.name_key",
        first,
        last
    )?)
}

/// Adds a merchant's own role. A second one with the same name violates
/// `staff_roles_name_key_key`.
///
/// # Errors
/// If the query fails.
pub async fn add(
    executor: &mut impl Executor,
    id: Uuid,
    name: &str,
    permissions: Permissions,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO staff_roles (id, name, name_key, permissions, version)
         VALUES ($1, $2, $3, $4, 1)",
        id,
        name,
        name.to_lowercase(),
        stored(permissions)
    )?;
    Ok(())
}

/// Changes a merchant's own role, if the version is still the one read.
///
/// # Errors
/// If the query fails.
pub async fn change(
    executor: &mut impl Executor,
    role: &RoleRow,
    name: &str,
    permissions: Permissions,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff_roles SET name = $3, name_key = $4, permissions = $5, version = version + 1
         WHERE id = $1 AND version = $2 AND builtin IS NULL",
        role.id,
        role.version,
        name,
        name.to_lowercase(),
        stored(permissions)
    )? > 0)
}

/// Deletes a merchant's own role that nobody has.
///
/// # Errors
/// If the query fails, or somebody has it.
pub async fn delete(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM staff_roles WHERE id = $1 AND builtin IS NULL", id)? > 0)
}

db::row! {
    /// A number of people or invitations.
    struct NumberRow {
        number: i64,
    }
}

db::row! {
    /// How many people have a role.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct MembersRow {
        /// The role.
        pub role_id: Uuid,
        /// How many have it, disabled ones too.
        pub number: i64,
    }
}

fn counted(ids: &[Uuid]) -> Query {
    Query::new("SELECT role_id, COUNT(*) AS number FROM staff_role_members")
        .filter_in("role_id", ids.iter().copied())
        .sql(" GROUP BY role_id")
}

db::built!(MembersRow, [Sqlite, Postgres], |_| counted(&[Uuid::nil()]));

/// How many people have each of these roles; roles that nobody has are left out.
///
/// # Errors
/// If the query fails.
pub async fn members(executor: &mut impl Executor, ids: &[Uuid]) -> Result<Vec<MembersRow>, Error> {
    counted(ids).fetch_all(executor, here!()).await
}

/// How many people have a role, disabled ones too.
///
/// # Errors
/// If the query fails.
pub async fn people_with(executor: &mut impl Executor, id: Uuid) -> Result<i64, Error> {
    let row = fetch_one!(
        executor,
        NumberRow,
        "SELECT COUNT(*) AS number FROM staff_role_members WHERE role_id = $1",
        id
    )?;
    Ok(row.number)
}

/// How many invitations have a role, accepted and expired ones too.
///
/// # Errors
/// If the query fails.
pub async fn invitations_with(executor: &mut impl Executor, id: Uuid) -> Result<i64, Error> {
    let row = fetch_one!(
        executor,
        NumberRow,
        "SELECT COUNT(*) AS number FROM staff_invitation_roles WHERE role_id = $1",
        id
    )?;
    Ok(row.number)
}

/// Takes a role out of the invitations that cannot be accepted any more at `now`.
///
/// # Errors
/// If the query fails.
pub async fn leave_old_invitations(
    executor: &mut impl Executor,
    id: Uuid,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM staff_invitation_roles WHERE role_id = $1 AND invitation_id IN (
            SELECT i.id FROM staff_invitation_roles r
            JOIN staff_invitations i ON i.id = r.invitation_id
            WHERE r.role_id = $1 AND (i.used_at IS NOT NULL OR i.expires_at <= $2))",
        id,
        now
    )?;
    Ok(())
}

/// Gives a person these roles and no others.
///
/// # Errors
/// If the query fails, or there is no such role.
pub async fn set(executor: &mut impl Executor, person: Uuid, roles: &[Uuid]) -> Result<(), Error> {
    execute!(executor, "DELETE FROM staff_role_members WHERE staff_id = $1", person)?;
    insert!("staff_role_members", roles, |role| {
        staff_id: Uuid = person,
        role_id: Uuid = *role,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
