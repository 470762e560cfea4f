//! Proves again who somebody is, before a dangerous act.

use super::{
    Session,
    attempts::{self, Allowed, Counted, Subject},
    entry::{self, About, By},
    hashing::Verified,
    password::normalised,
    session,
};
use crate::{Context, InternalError, error::internal};
use domain::{audit::Action, staff::SessionStage};
use store::staff::people::{self, PersonRow};

/// Why nobody has proved who they are.
#[derive(Debug, thiserror::Error)]
pub enum ReauthenticateError {
    /// The session has ended, or is not open.
    #[error("not signed in")]
    NotSignedIn,
    /// The password is wrong.
    #[error("the password is wrong")]
    Wrong,
    /// There were too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// After how many seconds the next one is allowed.
        seconds: u32,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ReauthenticateError);

/// The person of an open session, if the password is theirs, and the attempts of this session to
/// prove it: those of others do not count.
pub(super) async fn prove(
    ctx: &Context,
    session: &Session,
    password: &str,
) -> Result<(PersonRow, Counted), ReauthenticateError> {
    if session.stage() != SessionStage::Open {
        return Err(ReauthenticateError::NotSignedIn);
    }
    let subjects = vec![Subject::session(ctx, session)];
    let counted = match attempts::count(ctx, subjects).await? {
        Allowed::Yes(counted) => counted,
        Allowed::After(seconds) => return Err(ReauthenticateError::TooMany { seconds }),
    };
    let mut conn = ctx.db().read().await?;
    let person = people::by_id(&mut conn, session.person()).await?;
    drop(conn);
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
        return Err(ReauthenticateError::NotSignedIn);
    };
    let stored = Some(person.password.clone());
    match ctx.hashing().verify(normalised(password), stored).await? {
        Verified::Right | Verified::RightButOutdated => Ok((person, counted)),
        Verified::Wrong => {
            if counted.is_number(attempts::PASSWORDS) {
                refuse(ctx, session).await?;
            }
            Err(ReauthenticateError::Wrong)
        }
    }
}

/// Records refused passwords of a session.
async fn refuse(ctx: &Context, session: &Session) -> Result<(), InternalError> {
    let actor = session.own_actor();
    let by = By { actor: &actor, now: ctx.clock().now() };
    let about = About::person(session.person(), session.name());
    let address = &session.row.address;
    let changes = about.refused("refused_password", attempts::PASSWORDS, address);
    let mut tx = ctx.db().begin().await?;
    entry::add(&mut tx, by, Action::SignIn, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Proves by the password who somebody is. Returns the token of the session that replaces the one
/// before.
///
/// # Errors
/// See [`ReauthenticateError`].
#[tracing::instrument(name = "staff_reauthenticate", skip_all)]
pub async fn reauthenticate(
    ctx: &Context,
    session: &Session,
    password: &str,
) -> Result<String, ReauthenticateError> {
    let (person, counted) = prove(ctx, session, password).await?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let gone = || ReauthenticateError::NotSignedIn;
    people::hold(&mut tx, person.id).await?.ok_or_else(gone)?;
    let token = session::renew(&mut tx, now, &session.row).await?.ok_or_else(gone)?;
    counted.was_right(&mut tx).await?;
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("sign_in", None, Some("again"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, vec![change]).await?;
    tx.commit().await?;
    Ok(token)
}
