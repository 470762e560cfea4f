//! Proves again who somebody is, before a dangerous act.

use super::{
    Session,
    attempts::{self, Subject},
    entry::{self, About, By},
    hashing::Verified,
    password::normalised,
    session,
};
use crate::{Context, InternalError, customers::email, error::internal};
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

/// The person of an open session, if the password is theirs. Attempts count as those to sign in.
pub(super) async fn prove(
    ctx: &Context,
    session: &Session,
    password: &str,
) -> Result<PersonRow, ReauthenticateError> {
    if session.stage() != SessionStage::Open {
        return Err(ReauthenticateError::NotSignedIn);
    }
    let account = Subject::account(ctx, &email::key(session.email()));
    if let Some(seconds) = attempts::count(ctx, [account]).await? {
        return Err(ReauthenticateError::TooMany { seconds });
    }
    let mut conn = ctx.db().read().await?;
    let person = people::by_id(&mut conn, session.person()).await?;
    drop(conn);
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
        return Err(ReauthenticateError::NotSignedIn);
    };
    let stored = Some(person.password.clone());
    match ctx.hashing().verify(normalised(password), stored).await? {
        Verified::Right | Verified::RightButOutdated => Ok(person),
        Verified::Wrong => {
            let actor = session.own_actor();
            let by = By { actor: &actor, now: ctx.clock().now() };
            let about = About::person(person.id, &person.name);
            let mut tx = ctx.db().begin().await?;
            let change = about.field("sign_in", None, Some("refused_password"));
            entry::add(&mut tx, by, Action::SignIn, vec![change]).await?;
            tx.commit().await?;
            Err(ReauthenticateError::Wrong)
        }
    }
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
    let person = prove(ctx, session, password).await?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let token = session::renew(&mut tx, now, &session.row).await?;
    let token = token.ok_or(ReauthenticateError::NotSignedIn)?;
    let account = Subject::account(ctx, &email::key(session.email()));
    store::staff::attempts::clear(&mut tx, account.key()).await?;
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("sign_in", None, Some("again"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, vec![change]).await?;
    tx.commit().await?;
    Ok(token)
}
