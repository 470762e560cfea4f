//! People with access to the desk.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_one, fetch_optional, here, insert};
use std::fmt;

db::row! {
    /// A person.
    #[derive(Clone, PartialEq, Eq)]
    pub struct PersonRow {
        /// Primary key.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// Email address as typed.
        pub email: String,
        /// The same for all spellings of an address.
        pub email_key: String,
        /// Hash of the password.
        pub password: String,
        /// Secret of the second factor, once it is set up.
        pub totp_secret: Option<Vec<u8>>,
        /// Step of the last code that was taken.
        pub totp_step: Option<i64>,
        /// When the person was disabled.
        pub disabled_at: Option<i64>,
        /// When they were last seen.
        pub last_seen_at: Option<i64>,
        /// When the account was made.
        pub created_at: i64,
        /// Counts the changes, from 1.
        pub version: i64,
    }
}

/// Without the password's hash and the secret of the second factor, which must not get into logs.
impl fmt::Debug for PersonRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonRow")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("email", &self.email)
            .field("disabled_at", &self.disabled_at)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

db::row! {
    /// A person in a list, without secrets.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ListedRow {
        /// Primary key.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// Email address as typed.
        pub email: String,
        /// The same for all spellings of an address.
        pub email_key: String,
        /// Step of the last code that was taken; none without a second factor.
        pub totp_step: Option<i64>,
        /// When the person was disabled.
        pub disabled_at: Option<i64>,
        /// When they were last seen.
        pub last_seen_at: Option<i64>,
    }
}

/// Adds a person. A second one with the same address violates `staff_email_key_key`.
///
/// # Errors
/// If the query fails.
pub async fn add(executor: &mut impl Executor, person: &PersonRow) -> Result<(), Error> {
    let people = std::slice::from_ref(person);
    insert!("staff", people, |person| {
        id: Uuid = person.id,
        name: &str = person.name.as_str(),
        email: &str = person.email.as_str(),
        email_key: &str = person.email_key.as_str(),
        password: &str = person.password.as_str(),
        totp_secret: Option<Vec<u8>> = person.totp_secret.clone(),
        totp_step: Option<i64> = person.totp_step,
        disabled_at: Option<i64> = person.disabled_at,
        last_seen_at: Option<i64> = person.last_seen_at,
        created_at: i64 = person.created_at,
        version: i64 = person.version,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// The person with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<PersonRow>, Error> {
    Ok(fetch_optional!(
        executor,
        PersonRow,
        "SELECT id, name, email, email_key, password, totp_secret, totp_step, disabled_at,
                last_seen_at, created_at, version
         FROM staff WHERE id = $1",
        id
    )?)
}

/// The person with this address.
///
/// # Errors
/// If the query fails.
pub async fn by_email(
    executor: &mut impl Executor,
    email_key: &str,
) -> Result<Option<PersonRow>, Error> {
    Ok(fetch_optional!(
        executor,
        PersonRow,
        "SELECT id, name, email, email_key, password, totp_secret, totp_step, disabled_at,
                last_seen_at, created_at, version
         FROM staff WHERE email_key = $1",
        email_key
    )?)
}

/// People whose address comes after `after`, in the order of addresses.
///
/// # Errors
/// If the query fails.
pub async fn list(
    executor: &mut impl Executor,
    after: &str,
    limit: u32,
) -> Result<Vec<ListedRow>, Error> {
    Ok(fetch_all!(
        executor,
        ListedRow,
        "SELECT id, name, email, email_key, totp_step, disabled_at, last_seen_at
         FROM staff WHERE email_key > $1 ORDER BY email_key LIMIT $2",
        after,
        i64::from(limit)
    )?)
}

/// Locks the people and roles until the transaction ends: what one change relies on, such as that
/// there is another owner, no other change can take away meanwhile.
///
/// # Errors
/// If the query fails, or the row to lock is missing.
pub async fn lock(executor: &mut impl Executor) -> Result<(), Error> {
    // Fails without the row: nothing would be locked.
    let _locked = fetch_one!(
        executor,
        (i64,),
        "UPDATE staff_policy SET version = version WHERE id = 1 RETURNING version"
    )?;
    Ok(())
}

/// The person with this primary key. Their row is locked until the transaction ends: no other one
/// changes or disables them, begins a session for them or ends one meanwhile. Everything that does
/// locks this row first, and the lock of [`lock`] before it.
///
/// # Errors
/// If the query fails.
pub async fn hold(executor: &mut impl Executor, id: Uuid) -> Result<Option<PersonRow>, Error> {
    Ok(fetch_optional!(
        executor,
        PersonRow,
        "UPDATE staff SET version = version WHERE id = $1
         RETURNING id, name, email, email_key, password, totp_secret, totp_step, disabled_at,
            last_seen_at, created_at, version",
        id
    )?)
}

/// Disables a person. Returns whether they were not disabled before.
///
/// # Errors
/// If the query fails.
pub async fn disable(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET disabled_at = $2, version = version + 1
         WHERE id = $1 AND disabled_at IS NULL",
        id,
        now
    )? > 0)
}

/// Enables a person again. Returns whether they were disabled.
///
/// # Errors
/// If the query fails.
pub async fn enable(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET disabled_at = NULL, version = version + 1
         WHERE id = $1 AND disabled_at IS NOT NULL",
        id
    )? > 0)
}

/// Renames a person, if the version is still the one read.
///
/// # Errors
/// If the query fails.
pub async fn rename(
    executor: &mut impl Executor,
    id: Uuid,
    version: i64,
    name: &str,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET name = $3, version = version + 1 WHERE id = $1 AND version = $2",
        id,
        version,
        name
    )? > 0)
}

/// Counts a change of something that belongs to a person, if the version is still the one read.
///
/// # Errors
/// If the query fails.
pub async fn bump(executor: &mut impl Executor, id: Uuid, version: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET version = version + 1 WHERE id = $1 AND version = $2",
        id,
        version
    )? > 0)
}

/// Replaces a password's hash, if it is still the one read.
///
/// # Errors
/// If the query fails.
pub async fn set_password(
    executor: &mut impl Executor,
    id: Uuid,
    before: &str,
    after: &str,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET password = $3 WHERE id = $1 AND password = $2",
        id,
        before,
        after
    )? > 0)
}

/// Puts a second factor in use; the code of `step` is taken.
///
/// # Errors
/// If the query fails.
pub async fn set_second_factor(
    executor: &mut impl Executor,
    id: Uuid,
    secret: Vec<u8>,
    step: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE staff SET totp_secret = $2, totp_step = $3, version = version + 1 WHERE id = $1",
        id,
        secret,
        step
    )?;
    Ok(())
}

/// Takes the code of a step. Returns false if it, or a later one, was taken before.
///
/// # Errors
/// If the query fails.
pub async fn take_step(executor: &mut impl Executor, id: Uuid, step: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET totp_step = $2 WHERE id = $1 AND (totp_step IS NULL OR totp_step < $2)",
        id,
        step
    )? > 0)
}

/// Removes the second factor.
///
/// # Errors
/// If the query fails.
pub async fn remove_second_factor(executor: &mut impl Executor, id: Uuid) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE staff SET totp_secret = NULL, totp_step = NULL, version = version + 1
         WHERE id = $1",
        id
    )?;
    Ok(())
}

/// Records that a person was seen.
///
/// # Errors
/// If the query fails.
pub async fn seen(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE staff SET last_seen_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

db::row! {
    /// A number of people.
    struct NumberRow {
        number: i64,
    }
}

/// How many people with this role are not disabled, without one of them.
///
/// # Errors
/// If the query fails.
pub async fn others_with(
    executor: &mut impl Executor,
    role: Uuid,
    without: Uuid,
) -> Result<i64, Error> {
    let row = fetch_one!(
        executor,
        NumberRow,
        "SELECT COUNT(*) AS number FROM staff_role_members m JOIN staff s ON s.id = m.staff_id
         WHERE m.role_id = $1 AND m.staff_id <> $2 AND s.disabled_at IS NULL",
        role,
        without
    )?;
    Ok(row.number)
}
