//! Ends sessions.

use super::{
    Actor, FoundSession, Refused, Session,
    entry::{self, About, By},
    grants::{self, Act},
    session::{find_session, has_expired},
};
use crate::{Context, InternalError, error::internal};
use domain::{
    audit::Action,
    staff::{Grant, SessionStage},
};
use store::{
    Tx, Uuid,
    staff::{people, roles, sessions},
};

/// The most sessions that are listed.
const LISTED: u32 = 100;

/// Which of the own sessions end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sessions {
    /// All but the one in use.
    Others,
    /// All.
    All,
}

/// One of the own sessions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnSession {
    /// Its id.
    pub id: Uuid,
    /// The browser's family; may be empty.
    pub browser: String,
    /// The shortened address; may be empty.
    pub address: String,
    /// When the person signed in, in Unix milliseconds.
    pub created_at: i64,
    /// When it was last used, to about a minute.
    pub seen_at: i64,
    /// Whether it is the one in use.
    pub current: bool,
}

/// Why no session has ended.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionError {
    /// The actor may not end it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such session or person.
    #[error("no such session")]
    NotFound,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(EndSessionError);

/// Fails unless a session is open: whoever only knows the password sees and ends no session.
fn require_open(session: &Session) -> Result<(), EndSessionError> {
    if session.stage() == SessionStage::Open { Ok(()) } else { Err(EndSessionError::NotFound) }
}

async fn record(
    tx: &mut Tx,
    by: By<'_>,
    about: &About<'_>,
    ended: &str,
) -> Result<(), InternalError> {
    let change = about.field("sessions", None, Some(ended));
    entry::add(tx, by, Action::Change, vec![change]).await
}

/// Ends the session of a browser's token, if there is one.
///
/// # Errors
/// If the database fails.
pub async fn sign_out(ctx: &Context, token: &str) -> Result<(), InternalError> {
    let FoundSession::Active(session) = find_session(ctx, token).await? else { return Ok(()) };
    let mut tx = ctx.db().begin().await?;
    if sessions::end(&mut tx, session.id()).await? {
        let actor = session.own_actor();
        let by = By { actor: &actor, now: ctx.clock().now() };
        record(&mut tx, by, &About::person(session.person(), session.name()), "signed_out").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends the own sessions on all devices. Returns how many.
///
/// # Errors
/// [`EndSessionError::NotFound`] if the one in use is not open.
pub async fn sign_out_everywhere(
    ctx: &Context,
    session: &Session,
    which: Sessions,
) -> Result<u64, EndSessionError> {
    require_open(session)?;
    let (except, ended) = match which {
        Sessions::Others => (session.id(), "ended_others"),
        Sessions::All => (Uuid::nil(), "ended_all"),
    };
    let mut tx = ctx.db().begin().await?;
    people::hold(&mut tx, session.person()).await?;
    let count = sessions::end_others(&mut tx, session.person(), except).await?;
    let actor = session.own_actor();
    let by = By { actor: &actor, now: ctx.clock().now() };
    record(&mut tx, by, &About::person(session.person(), session.name()), ended).await?;
    tx.commit().await?;
    Ok(count)
}

/// The own sessions, the one in use first, then the last used.
///
/// # Errors
/// [`EndSessionError::NotFound`] if the one in use is not open.
pub async fn list_sessions(
    ctx: &Context,
    session: &Session,
) -> Result<Vec<OwnSession>, EndSessionError> {
    require_open(session)?;
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let rows = sessions::of_person(&mut conn, session.person(), LISTED).await?;
    drop(conn);
    let mut listed: Vec<OwnSession> = rows
        .into_iter()
        .filter(|row| !has_expired(row, now))
        .map(|row| OwnSession {
            id: row.id,
            browser: row.browser,
            address: row.address,
            created_at: row.created_at,
            seen_at: row.seen_at,
            current: row.id == session.id(),
        })
        .collect();
    listed.sort_by_key(|own| !own.current);
    Ok(listed)
}

/// Ends one of the own sessions.
///
/// # Errors
/// See [`EndSessionError`].
pub async fn end_session(
    ctx: &Context,
    session: &Session,
    id: Uuid,
) -> Result<(), EndSessionError> {
    require_open(session)?;
    let mut tx = ctx.db().begin().await?;
    if !sessions::end_of(&mut tx, session.person(), id).await? {
        return Err(EndSessionError::NotFound);
    }
    let actor = session.own_actor();
    let by = By { actor: &actor, now: ctx.clock().now() };
    record(&mut tx, by, &About::person(session.person(), session.name()), "ended_one").await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all sessions of somebody else. Returns how many.
///
/// # Errors
/// See [`EndSessionError`].
pub async fn end_sessions_of(
    ctx: &Context,
    actor: &Actor,
    person: Uuid,
) -> Result<u64, EndSessionError> {
    let mut tx = ctx.db().begin().await?;
    let rights = grants::authorise(&mut tx, actor, Act::Ordinary).await??;
    let found = people::hold(&mut tx, person).await?.ok_or(EndSessionError::NotFound)?;
    let permits = grants::decided(&roles::of_person(&mut tx, person).await?);
    grants::check(rights, Grant::over(permits))?;
    let count = sessions::end_others(&mut tx, person, Uuid::nil()).await?;
    let by = By { actor, now: ctx.clock().now() };
    record(&mut tx, by, &About::person(person, &found.name), "ended_all").await?;
    tx.commit().await?;
    Ok(count)
}
