//! People with access to the desk.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_one, fetch_optional, here, insert};

db::row! {
    /// A person.
    #[derive(Clone, PartialEq, Eq, Debug)]
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
        /// Secret of a second factor that is being set up.
        pub totp_pending: Option<Vec<u8>>,
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
        totp_pending: Option<Vec<u8>> = person.totp_pending.clone(),
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
        "SELECT id, name, email, email_key, password, totp_secret, totp_step, totp_pending,
                disabled_at, last_seen_at, created_at, version
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
        "SELECT id, name, email, email_key, password, totp_secret, totp_step, totp_pending,
                disabled_at, last_seen_at, created_at, version
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
) -> Result<Vec<PersonRow>, Error> {
    Ok(fetch_all!(
        executor,
        PersonRow,
        "SELECT id, name, email, email_key, password, totp_secret, totp_step, totp_pending,
                disabled_at, last_seen_at, created_at, version
         FROM staff WHERE email_key > $1 ORDER BY email_key LIMIT $2",
        after,
        i64::from(limit)
    )?)
}

/// Locks the people and roles until the transaction ends: what one change relies on, such as that
/// there is another owner, no other change can take away meanwhile.
///
/// # Errors
/// If the query fails.
pub async fn lock(executor: &mut impl Executor) -> Result<(), Error> {
    execute!(executor, "UPDATE staff_policy SET version = version WHERE id = 1")?;
    Ok(())
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

/// Stores the secret of a second factor that is being set up, or removes it.
///
/// # Errors
/// If the query fails.
pub async fn set_pending(
    executor: &mut impl Executor,
    id: Uuid,
    secret: Option<Vec<u8>>,
) -> Result<(), Error> {
    execute!(executor, "UPDATE staff SET totp_pending = $2 WHERE id = $1", id, secret)?;
    Ok(())
}

/// The second factor that was set up is in use from now on; the code of `step` is taken. Returns
/// false if another one is being set up meanwhile.
///
/// # Errors
/// If the query fails.
pub async fn confirm_pending(
    executor: &mut impl Executor,
    id: Uuid,
    secret: Vec<u8>,
    step: i64,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff SET totp_secret = totp_pending, totp_step = $3, totp_pending = NULL,
            version = version + 1
         WHERE id = $1 AND totp_pending = $2",
        id,
        secret,
        step
    )? > 0)
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
        "UPDATE staff SET totp_secret = NULL, totp_step = NULL, totp_pending = NULL,
            version = version + 1
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
