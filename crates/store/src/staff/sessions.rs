//! Sessions at the desk.

use super::digest;
use crate::{Error, Executor, Uuid, column};
use db::{execute, fetch_all, fetch_optional};
use domain::staff::{SecondFactorPolicy, SessionStage};

db::row! {
    /// A session.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct SessionRow {
        /// Primary key.
        pub id: Uuid,
        /// Whose it is.
        pub staff_id: Uuid,
        /// What it may be used for.
        pub stage: SessionStage = column::session_stage,
        /// When the person signed in.
        pub created_at: i64,
        /// When it was last used, to about a minute.
        pub seen_at: i64,
        /// When it ends in any case.
        pub expires_at: i64,
        /// When the person last proved who they are.
        pub fresh_at: i64,
        /// The browser's family.
        pub browser: String,
        /// The shortened address.
        pub address: String,
    }
}

/// The session of a token, also if it has expired.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn by_token(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<SessionRow>, Error> {
    Ok(fetch_optional!(
        executor,
        SessionRow,
        "SELECT id, staff_id, stage, created_at, seen_at, expires_at, fresh_at, browser, address
         FROM staff_sessions WHERE token = $1",
        digest(token)
    )?)
}

db::row! {
    /// A session with what every request asks of its person, without secrets.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FoundRow {
        /// Primary key.
        pub id: Uuid,
        /// Whose it is.
        pub staff_id: Uuid,
        /// What it may be used for.
        pub stage: SessionStage = column::session_stage,
        /// When the person signed in.
        pub created_at: i64,
        /// When it was last used, to about a minute.
        pub seen_at: i64,
        /// When it ends in any case.
        pub expires_at: i64,
        /// When the person last proved who they are.
        pub fresh_at: i64,
        /// The browser's family.
        pub browser: String,
        /// The shortened address.
        pub address: String,
        /// The person's name.
        pub name: String,
        /// The person's email address as typed.
        pub email: String,
        /// Step of the last code that was taken; none without a second factor.
        pub totp_step: Option<i64>,
        /// When the person was disabled.
        pub disabled_at: Option<i64>,
        /// Whether everybody needs a second factor.
        pub second_factor: SecondFactorPolicy = column::second_factor_policy,
    }
}

/// The session of a token with its person, also if it has expired.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn found(executor: &mut impl Executor, token: &str) -> Result<Option<FoundRow>, Error> {
    Ok(fetch_optional!(
        executor,
        FoundRow,
        "SELECT s.id, s.staff_id, s.stage, s.created_at, s.seen_at, s.expires_at, s.fresh_at,
                s.browser, s.address, p.name, p.email, p.totp_step, p.disabled_at, y.second_factor
         FROM staff_sessions s JOIN staff p ON p.id = s.staff_id JOIN staff_policy y ON y.id = 1
         WHERE s.token = $1",
        digest(token)
    )?)
}

/// The sessions of a person, the last used first, also those that have expired.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn of_person(
    executor: &mut impl Executor,
    person: Uuid,
    limit: u32,
) -> Result<Vec<SessionRow>, Error> {
    Ok(fetch_all!(
        executor,
        SessionRow,
        "SELECT id, staff_id, stage, created_at, seen_at, expires_at, fresh_at, browser, address
         FROM staff_sessions WHERE staff_id = $1 ORDER BY seen_at DESC, id DESC LIMIT $2",
        person,
        i64::from(limit)
    )?)
}

/// Adds a session.
///
/// # Errors
/// If the query fails.
pub async fn add(
    executor: &mut impl Executor,
    session: &SessionRow,
    token: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO staff_sessions
            (id, staff_id, token, stage, created_at, seen_at, expires_at, fresh_at, browser,
             address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        session.id,
        session.staff_id,
        digest(token),
        session.stage.key(),
        session.created_at,
        session.seen_at,
        session.expires_at,
        session.fresh_at,
        session.browser.as_str(),
        session.address.as_str()
    )?;
    Ok(())
}

/// Records that a session is in use.
///
/// # Errors
/// If the query fails.
pub async fn seen(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE staff_sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2",
        id,
        now
    )?;
    Ok(())
}

/// Whether a person's session has not been ended, under the lock of its person.
///
/// # Errors
/// If the query fails.
pub async fn is_there(executor: &mut impl Executor, person: Uuid, id: Uuid) -> Result<bool, Error> {
    let row = fetch_optional!(
        executor,
        (Uuid,),
        "SELECT id FROM staff_sessions WHERE id = $1 AND staff_id = $2",
        id,
        person
    )?;
    Ok(row.is_some())
}

/// Stores the secret of a second factor that a session sets up; it replaces the one before. Returns
/// false if the session has been ended.
///
/// # Errors
/// If the query fails.
pub async fn set_pending(
    executor: &mut impl Executor,
    id: Uuid,
    secret: Vec<u8>,
    now: i64,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff_sessions SET totp_pending = $2, totp_pending_at = $3 WHERE id = $1",
        id,
        secret,
        now
    )? > 0)
}

db::row! {
    /// The secret of a second factor that is set up.
    struct PendingRow {
        totp_pending: Option<Vec<u8>>,
    }
}

/// The secret of the second factor that a session sets up, if it was made after `since`.
///
/// # Errors
/// If the query fails.
pub async fn pending(
    executor: &mut impl Executor,
    id: Uuid,
    since: i64,
) -> Result<Option<Vec<u8>>, Error> {
    let row = fetch_optional!(
        executor,
        PendingRow,
        "SELECT totp_pending FROM staff_sessions WHERE id = $1 AND totp_pending_at > $2",
        id,
        since
    )?;
    Ok(row.and_then(|row| row.totp_pending))
}

/// Ends a session. Returns whether there was one.
///
/// # Errors
/// If the query fails.
pub async fn end(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM staff_sessions WHERE id = $1", id)? > 0)
}

/// Ends a person's session by its id. Returns whether the person had it.
///
/// # Errors
/// If the query fails.
pub async fn end_of(executor: &mut impl Executor, person: Uuid, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM staff_sessions WHERE id = $1 AND staff_id = $2",
        id,
        person
    )? > 0)
}

/// Ends a person's sessions except one; all with the nil id. Returns how many.
///
/// # Errors
/// If the query fails.
pub async fn end_others(
    executor: &mut impl Executor,
    person: Uuid,
    except: Uuid,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM staff_sessions WHERE staff_id = $1 AND id <> $2",
        person,
        except
    )?)
}

/// Deletes sessions that ended before `before`, and those that were last used before `idle`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64, idle: i64) -> Result<u64, Error> {
    let ended = execute!(executor, "DELETE FROM staff_sessions WHERE expires_at < $1", before)?;
    Ok(ended + execute!(executor, "DELETE FROM staff_sessions WHERE seen_at < $1", idle)?)
}
