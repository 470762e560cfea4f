//! Invitations to the desk.

use super::{digest, roles::RoleRow};
use crate::{Error, Executor, Uuid};
use db::{Query, execute, fetch_all, fetch_optional, here, insert};

db::row! {
    /// An invitation.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct InvitationRow {
        /// Primary key.
        pub id: Uuid,
        /// The name of the person; may be empty.
        pub name: String,
        /// Email address; empty if the person types it.
        pub email: String,
        /// The same for all spellings of an address.
        pub email_key: String,
        /// The name of who invited.
        pub invited_by: String,
        /// The person who invited; none if a command or the program itself did.
        pub inviter_id: Option<Uuid>,
        /// When it was made.
        pub created_at: i64,
        /// When it ends.
        pub expires_at: i64,
        /// When it was accepted.
        pub used_at: Option<i64>,
    }
}

/// Adds an invitation without a token.
///
/// # Errors
/// If the query fails, or there is no such role.
pub async fn add(
    executor: &mut impl Executor,
    invitation: &InvitationRow,
    roles: &[Uuid],
) -> Result<(), Error> {
    let invitations = std::slice::from_ref(invitation);
    insert!("staff_invitations", invitations, |row| {
        id: Uuid = row.id,
        name: &str = row.name.as_str(),
        email: &str = row.email.as_str(),
        email_key: &str = row.email_key.as_str(),
        invited_by: &str = row.invited_by.as_str(),
        inviter_id: Option<Uuid> = row.inviter_id,
        created_at: i64 = row.created_at,
        expires_at: i64 = row.expires_at,
        used_at: Option<i64> = row.used_at,
    })
    .execute(executor, here!())
    .await?;
    insert!("staff_invitation_roles", roles, |role| {
        invitation_id: Uuid = invitation.id,
        role_id: Uuid = *role,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Sets the token, which replaces the one before.
///
/// # Errors
/// If the query fails.
pub async fn set_token(executor: &mut impl Executor, id: Uuid, token: &str) -> Result<(), Error> {
    execute!(executor, "UPDATE staff_invitations SET token = $2 WHERE id = $1", id, digest(token))?;
    Ok(())
}

/// The invitation of a token, also if it has expired or was accepted.
///
/// # Errors
/// If the query fails.
pub async fn by_token(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<InvitationRow>, Error> {
    Ok(fetch_optional!(
        executor,
        InvitationRow,
        "SELECT id, name, email, email_key, invited_by, inviter_id, created_at, expires_at,
                used_at
         FROM staff_invitations WHERE token = $1",
        digest(token)
    )?)
}

/// The invitation with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<InvitationRow>, Error> {
    Ok(fetch_optional!(
        executor,
        InvitationRow,
        "SELECT id, name, email, email_key, invited_by, inviter_id, created_at, expires_at,
                used_at
         FROM staff_invitations WHERE id = $1",
        id
    )?)
}

/// The invitations that can be accepted at `now`, those that end first before others.
///
/// # Errors
/// If the query fails.
pub async fn open(
    executor: &mut impl Executor,
    now: i64,
    limit: u32,
) -> Result<Vec<InvitationRow>, Error> {
    Ok(fetch_all!(
        executor,
        InvitationRow,
        "SELECT id, name, email, email_key, invited_by, inviter_id, created_at, expires_at,
                used_at
         FROM staff_invitations WHERE expires_at > $1 AND used_at IS NULL
         ORDER BY expires_at, id LIMIT $2",
        now,
        i64::from(limit)
    )?)
}

/// The invitations of an address, also those that have expired or were accepted.
///
/// # Errors
/// If the query fails.
pub async fn of_address(
    executor: &mut impl Executor,
    email_key: &str,
) -> Result<Vec<InvitationRow>, Error> {
    Ok(fetch_all!(
        executor,
        InvitationRow,
        "SELECT id, name, email, email_key, invited_by, inviter_id, created_at, expires_at,
                used_at
         FROM staff_invitations WHERE email_key = $1 ORDER BY created_at, id",
        email_key
    )?)
}

/// The roles of an invitation.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn roles(executor: &mut impl Executor, id: Uuid) -> Result<Vec<RoleRow>, Error> {
    Ok(fetch_all!(
        executor,
        RoleRow,
        "SELECT r.id, r.builtin, r.name, r.permissions, r.version
         FROM staff_invitation_roles i JOIN staff_roles r ON r.id = i.role_id
         WHERE i.invitation_id = $1 ORDER BY r.name_key",
        id
    )?)
}

db::row! {
    /// A role of an invitation.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct InvitedRow {
        /// The invitation.
        pub invitation_id: Uuid,
        /// The role.
        pub role_id: Uuid,
        /// Its name.
        pub name: String,
    }
}

fn invited(ids: &[Uuid]) -> Query {
    Query::new(
        "SELECT i.invitation_id, i.role_id, r.name
         FROM staff_invitation_roles i JOIN staff_roles r ON r.id = i.role_id",
    )
    .filter_in("i.invitation_id", ids.iter().copied())
    .sql(" ORDER BY r.name_key")
}

db::built!(InvitedRow, [Sqlite, Postgres], |_| invited(&[Uuid::nil()]));

/// The roles of these invitations, in the order of their names.
///
/// # Errors
/// If the query fails.
pub async fn roles_of(
    executor: &mut impl Executor,
    ids: &[Uuid],
) -> Result<Vec<InvitedRow>, Error> {
    invited(ids).fetch_all(executor, here!()).await
}

/// Marks an invitation as accepted. Returns false if it was before.
///
/// # Errors
/// If the query fails.
pub async fn take(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff_invitations SET used_at = $2
         WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        id,
        now
    )? > 0)
}

/// Deletes an invitation that was not accepted. Returns whether there was one.
///
/// # Errors
/// If the query fails.
pub async fn delete(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM staff_invitations WHERE id = $1 AND used_at IS NULL", id)?
        > 0)
}

/// Deletes the invitations of an address that were not accepted.
///
/// # Errors
/// If the query fails.
pub async fn delete_of(executor: &mut impl Executor, email_key: &str) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM staff_invitations WHERE email_key = $1 AND used_at IS NULL",
        email_key
    )?)
}

/// Deletes the invitations that a person has sent and that were not accepted. Returns how many.
///
/// # Errors
/// If the query fails.
pub async fn delete_sent_by(executor: &mut impl Executor, person: Uuid) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM staff_invitations WHERE inviter_id = $1 AND used_at IS NULL",
        person
    )?)
}

/// Deletes invitations that ended before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_invitations WHERE expires_at < $1", before)?)
}
