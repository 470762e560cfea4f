//! Sessions: how they are found, begun and renewed.

use super::{Actor, ClientInfo, grants::permitted, token};
use crate::{Context, InternalError};
use domain::staff::{Permissions, SecondFactorPolicy, SessionStage};
use std::time::Duration;
use store::{
    Tx, Uuid,
    staff::{
        people::{self, PersonRow},
        roles,
        sessions::{self, FoundRow, SessionRow},
    },
};
use tokio::time::timeout;

/// A minute in milliseconds.
const MINUTE: i64 = 60_000;
/// How long a session may be unused: two hours.
pub(super) const IDLE: i64 = 120 * MINUTE;
/// How long a session lasts at most: twelve hours, so that people sign in once a day.
const LONGEST: i64 = 720 * MINUTE;
/// How long the second factor may take.
const UNTIL_SECOND_FACTOR: i64 = 10 * MINUTE;
/// How long setting up a second factor may take.
const UNTIL_ENROLMENT: i64 = 30 * MINUTE;
/// How long after signing in dangerous acts need no password.
const FRESH: i64 = 15 * MINUTE;
/// How exactly the last use is stored.
const SEEN_EVERY: i64 = MINUTE;
/// How long a request waits for a busy database to store it.
const RECORDED_WITHIN: Duration = Duration::from_millis(250);

/// A session that has not expired, of a person who is not disabled.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) row: SessionRow,
    stage: SessionStage,
    name: String,
    email: String,
    permissions: Permissions,
    fresh: bool,
}

/// What there is for a token.
#[derive(Clone, Debug)]
pub enum FoundSession {
    /// No session, or one of a disabled person.
    None,
    /// A session that has expired. What was posted with it can be kept: `staff::keep_form`.
    Expired,
    /// A session.
    Active(Box<Session>),
}

impl Session {
    /// Its id, which is no secret.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// Whose it is.
    #[must_use]
    pub fn person(&self) -> Uuid {
        self.row.staff_id
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The person's email address.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }

    /// What it may be used for.
    #[must_use]
    pub fn stage(&self) -> SessionStage {
        self.stage
    }

    /// Whether the person has proved a short time ago who they are.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Who acts. Nobody before the second factor, or while one must be set up.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        if self.stage != SessionStage::Open {
            return None;
        }
        let actor = Actor::staff(self.person(), self.name.clone(), self.permissions);
        Some(if self.fresh { actor.freshly_authenticated() } else { actor })
    }

    /// Who the audit log names for changes of the own account, at every stage. It may do nothing
    /// else.
    pub(super) fn own_actor(&self) -> Actor {
        Actor::staff(self.person(), self.name.clone(), Permissions::NONE)
    }
}

/// The stage of a session that counts now: the policy may have changed since, or a second factor
/// may have been set up in another session. That one comes first then: a session that only knows
/// the password must not replace it.
fn stage_now(found: &FoundRow) -> SessionStage {
    let has = found.totp_step.is_some();
    match found.stage {
        SessionStage::Open if !has && found.second_factor == SecondFactorPolicy::Required => {
            SessionStage::Enrolment
        }
        SessionStage::Enrolment if has => SessionStage::SecondFactor,
        stage => stage,
    }
}

/// The stage of a person whose password is right.
pub(super) fn stage_after_password(person: &PersonRow, policy: SecondFactorPolicy) -> SessionStage {
    match (&person.totp_secret, policy) {
        (Some(_), _) => SessionStage::SecondFactor,
        (None, SecondFactorPolicy::Required) => SessionStage::Enrolment,
        (None, SecondFactorPolicy::Optional) => SessionStage::Open,
    }
}

/// Whether a session has ended by itself.
pub(super) fn has_expired(row: &SessionRow, now: i64) -> bool {
    now >= row.expires_at || now - row.seen_at >= IDLE
}

/// The session of a browser's token.
///
/// # Errors
/// If the database fails.
pub async fn find_session(ctx: &Context, token: &str) -> Result<FoundSession, InternalError> {
    if !token::is_token(token) {
        return Ok(FoundSession::None);
    }
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let found = sessions::found(&mut conn, token).await?;
    let Some(found) = found.filter(|found| found.disabled_at.is_none()) else {
        return Ok(FoundSession::None);
    };
    let stage = stage_now(&found);
    let (row, name, email) = split(found);
    if has_expired(&row, now) {
        return Ok(FoundSession::Expired);
    }
    let roles = roles::of_person(&mut conn, row.staff_id).await?;
    drop(conn);
    if now - row.seen_at >= SEEN_EVERY {
        // The person can go on: only the time of the last use is missing, until the next request.
        match timeout(RECORDED_WITHIN, record_use(ctx, &row, now)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the use of a session is not recorded"),
            Err(_) => tracing::debug!("the use of a session is recorded later"),
        }
    }
    let fresh = stage == SessionStage::Open && now - row.fresh_at < FRESH;
    let permissions = permitted(&roles);
    let session = Session { row, stage, name, email, permissions, fresh };
    Ok(FoundSession::Active(Box::new(session)))
}

/// The session itself, and its person's name and email address.
fn split(found: FoundRow) -> (SessionRow, String, String) {
    let row = SessionRow {
        id: found.id,
        staff_id: found.staff_id,
        stage: found.stage,
        created_at: found.created_at,
        seen_at: found.seen_at,
        expires_at: found.expires_at,
        fresh_at: found.fresh_at,
        browser: found.browser,
        address: found.address,
    };
    (row, found.name, found.email)
}

async fn record_use(ctx: &Context, row: &SessionRow, now: i64) -> Result<(), InternalError> {
    let mut tx = ctx.db().begin().await?;
    // In the order in which everything locks these rows.
    people::seen(&mut tx, row.staff_id, now).await?;
    sessions::seen(&mut tx, row.id, now).await?;
    tx.commit().await?;
    Ok(())
}

/// How long a session of a stage lasts at most.
fn lifetime(stage: SessionStage) -> i64 {
    match stage {
        SessionStage::SecondFactor => UNTIL_SECOND_FACTOR,
        SessionStage::Enrolment => UNTIL_ENROLMENT,
        SessionStage::Open => LONGEST,
    }
}

/// A session that begins.
pub(super) struct Begin<'a> {
    pub person: Uuid,
    pub stage: SessionStage,
    pub client: ClientInfo<'a>,
}

/// Begins a session and returns its token. It is always a new one: a token that a browser had
/// before never becomes more than it was. The caller has locked the person's row.
pub(super) async fn begin(
    tx: &mut Tx,
    now: i64,
    begin: Begin<'_>,
) -> Result<String, InternalError> {
    let Begin { person, stage, client } = begin;
    let row = SessionRow {
        id: store::new_id(now),
        staff_id: person,
        stage,
        created_at: now,
        seen_at: now,
        expires_at: now + lifetime(stage),
        fresh_at: now,
        browser: client.browser(),
        address: client.address(),
    };
    let token = token::random()?;
    sessions::add(tx, &row, &token).await?;
    Ok(token)
}

/// Ends the session that a browser had before it signed in.
pub(super) async fn replace(tx: &mut Tx, token: Option<&str>) -> Result<(), InternalError> {
    let Some(token) = token.filter(|token| token::is_token(token)) else { return Ok(()) };
    if let Some(row) = sessions::by_token(tx, token).await? {
        sessions::end(tx, row.id).await?;
    }
    Ok(())
}

/// Replaces a session by an open one with a new token, because the person has proved who they are.
/// It lasts as long as a new one if it was not open before. None if it was ended meanwhile. The
/// caller has locked the person's row: otherwise the new one could outlive the end of all others.
pub(super) async fn renew(
    tx: &mut Tx,
    now: i64,
    before: &SessionRow,
) -> Result<Option<String>, InternalError> {
    if !sessions::end(tx, before.id).await? {
        return Ok(None);
    }
    let stage = SessionStage::Open;
    let expires_at = if before.stage == stage { before.expires_at } else { now + lifetime(stage) };
    let row = SessionRow {
        id: store::new_id(now),
        stage,
        seen_at: now,
        expires_at,
        fresh_at: now,
        ..before.clone()
    };
    let token = token::random()?;
    sessions::add(tx, &row, &token).await?;
    Ok(Some(token))
}
