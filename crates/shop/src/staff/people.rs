//! The people with access to the desk.

use super::{Actor, Refused};
use crate::{Context, InternalError, error::internal};
use domain::staff::{Permission, Permissions};
use std::collections::HashMap;
use store::{
    Uuid,
    staff::{
        people::{self as rows, ListedRow},
        recovery, roles,
    },
};

/// A person in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedPerson {
    /// The id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// Whether the person cannot sign in.
    pub is_disabled: bool,
    /// When the person was last seen, in Unix milliseconds.
    pub last_seen_at: Option<i64>,
}

/// A page of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedPeople {
    /// In the order of their addresses.
    pub people: Vec<ListedPerson>,
    /// What the next page begins after; none on the last one.
    pub next: Option<String>,
}

/// A role of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonRole {
    /// The id.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// The roles.
    pub roles: Vec<PersonRole>,
    /// What they permit together.
    pub permissions: Permissions,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
    /// Whether the person cannot sign in.
    pub is_disabled: bool,
    /// When the person was last seen, in Unix milliseconds.
    pub last_seen_at: Option<i64>,
    /// When the account began.
    pub created_at: i64,
    /// Counts the changes, for those who change it.
    pub version: i64,
}

/// Why nobody is shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowPersonError {
    /// The actor may not see people.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such person.
    #[error("no such person")]
    NotFound,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ShowPersonError);

/// People after an address, at most `limit`; from the first on with an empty one.
///
/// # Errors
/// See [`ShowPersonError`].
pub async fn list_people(
    ctx: &Context,
    actor: &Actor,
    after: &str,
    limit: u32,
) -> Result<ListedPeople, ShowPersonError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let mut found = rows::list(&mut conn, after, limit.saturating_add(1)).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = found.len() > limit;
    found.truncate(limit);
    let key = |row: Option<&ListedRow>| row.map(|row| row.email_key.clone());
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    if let (Some(first), Some(last)) = (key(found.first()), key(found.last())) {
        for member in roles::of_people(&mut conn, &first, &last).await? {
            names.entry(member.staff_id).or_default().push(member.name);
        }
    }
    let next = if is_more { key(found.last()) } else { None };
    let people = found
        .into_iter()
        .map(|row| ListedPerson {
            // Somebody without a role may sign in, and do nothing.
            roles: names.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            email: row.email,
            has_second_factor: row.totp_step.is_some(),
            is_disabled: row.disabled_at.is_some(),
            last_seen_at: row.last_seen_at,
        })
        .collect();
    Ok(ListedPeople { people, next })
}

/// A person.
///
/// # Errors
/// See [`ShowPersonError`].
pub async fn show_person(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Person, ShowPersonError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let row = rows::by_id(&mut conn, id).await?.ok_or(ShowPersonError::NotFound)?;
    let roles = roles::of_person(&mut conn, id).await?;
    let left = recovery::left(&mut conn, id).await?;
    Ok(Person {
        id,
        name: row.name,
        email: row.email,
        permissions: super::grants::permitted(&roles),
        roles: roles.into_iter().map(|role| PersonRole { id: role.id, name: role.name }).collect(),
        has_second_factor: row.totp_secret.is_some(),
        recovery_codes: u32::try_from(left).unwrap_or(u32::MAX),
        is_disabled: row.disabled_at.is_some(),
        last_seen_at: row.last_seen_at,
        created_at: row.created_at,
        version: row.version,
    })
}

/// The person with an email address, for commands.
///
/// # Errors
/// See [`ShowPersonError`].
pub async fn person_by_email(
    ctx: &Context,
    actor: &Actor,
    email: &str,
) -> Result<Uuid, ShowPersonError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let key = crate::customers::email::key(email);
    let row = rows::by_email(&mut conn, &key).await?;
    Ok(row.ok_or(ShowPersonError::NotFound)?.id)
}
