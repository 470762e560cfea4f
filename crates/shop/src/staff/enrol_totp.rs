//! Begins to set up a second factor.

use super::{Session, totp};
use crate::{Context, InternalError, error::internal, sign};
use domain::staff::SessionStage;
use std::fmt;
use store::staff::{
    people::{self, PersonRow},
    sessions,
};

/// How long a secret can be confirmed: half an hour.
pub(super) const PENDING_FOR: i64 = 30 * 60_000;

/// A second factor that can be set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, to be typed into an authenticator.
    pub secret: String,
    /// The same as an address for a picture that authenticators read.
    pub uri: String,
}

/// Without the secret.
impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

/// Why no second factor can be set up.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The second factor that the person has comes first.
    #[error("not signed in")]
    NotSignedIn,
    /// The person must prove again who they are: by `staff::reauthenticate`.
    #[error("this needs the password again")]
    NotFresh,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(EnrolError);

/// Fails unless the person may change their second factor.
pub(super) fn check(session: &Session) -> Result<(), EnrolError> {
    match session.stage() {
        SessionStage::SecondFactor => Err(EnrolError::NotSignedIn),
        SessionStage::Open if !session.is_fresh() => Err(EnrolError::NotFresh),
        SessionStage::Open | SessionStage::Enrolment => Ok(()),
    }
}

/// Whether the person, as they are now, may do it in this session. One that only waits for a first
/// second factor never replaces one that there is.
pub(super) fn may(session: &Session, person: &PersonRow) -> bool {
    person.disabled_at.is_none()
        && (session.stage() == SessionStage::Open || person.totp_secret.is_none())
}

/// Makes a new secret for this session, which replaces one that was not confirmed. The second
/// factor in use stays until the new one is confirmed. Nothing that was shown before is used:
/// somebody else may have seen it.
///
/// # Errors
/// See [`EnrolError`].
pub async fn enrol_totp(ctx: &Context, session: &Session) -> Result<Enrolment, EnrolError> {
    check(session)?;
    let secret = sign::random::<{ totp::SECRET }>()?.to_vec();
    let mut tx = ctx.db().begin().await?;
    let person = people::hold(&mut tx, session.person()).await?;
    if !person.is_some_and(|person| may(session, &person))
        || !sessions::set_pending(&mut tx, session.id(), secret.clone(), ctx.clock().now()).await?
    {
        return Err(EnrolError::NotSignedIn);
    }
    tx.commit().await?;
    Ok(Enrolment {
        secret: totp::to_text(&secret),
        uri: totp::uri(&secret, &ctx.settings().name, session.email()),
    })
}

/// The second factor that this session sets up, to show it again after a mistyped code.
///
/// # Errors
/// See [`EnrolError`].
pub async fn pending_totp(
    ctx: &Context,
    session: &Session,
) -> Result<Option<Enrolment>, EnrolError> {
    check(session)?;
    let mut conn = ctx.db().read().await?;
    let since = ctx.clock().now() - PENDING_FOR;
    let secret = sessions::pending(&mut conn, session.id(), since).await?;
    let settings = ctx.settings();
    Ok(secret.map(|secret| Enrolment {
        secret: totp::to_text(&secret),
        uri: totp::uri(&secret, &settings.name, session.email()),
    }))
}
