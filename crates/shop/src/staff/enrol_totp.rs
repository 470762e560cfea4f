//! Begins to set up a second factor.

use super::{Session, totp};
use crate::{Context, InternalError, error::internal, sign};
use domain::staff::SessionStage;
use store::staff::people;

/// A second factor that can be set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enrolment {
    /// The secret, to be typed into an authenticator.
    pub secret: String,
    /// The same as an address for a picture that authenticators read.
    pub uri: String,
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

/// Makes a new secret, which replaces one that was not confirmed. The second factor in use stays
/// until the new one is confirmed. Nothing that was shown before is used: somebody else may have
/// seen it.
///
/// # Errors
/// See [`EnrolError`].
pub async fn enrol_totp(ctx: &Context, session: &Session) -> Result<Enrolment, EnrolError> {
    check(session)?;
    let secret = sign::random::<{ totp::SECRET }>()?.to_vec();
    let mut tx = ctx.db().begin().await?;
    people::set_pending(&mut tx, session.person(), Some(secret.clone())).await?;
    tx.commit().await?;
    Ok(Enrolment {
        secret: totp::to_text(&secret),
        uri: totp::uri(&secret, &ctx.settings().name, session.email()),
    })
}

/// The second factor that is being set up, to show it again after a mistyped code.
///
/// # Errors
/// See [`EnrolError`].
pub async fn pending_totp(
    ctx: &Context,
    session: &Session,
) -> Result<Option<Enrolment>, EnrolError> {
    check(session)?;
    let mut conn = ctx.db().read().await?;
    let person = people::by_id(&mut conn, session.person()).await?;
    let settings = ctx.settings();
    Ok(person.and_then(|person| person.totp_pending).map(|secret| Enrolment {
        secret: totp::to_text(&secret),
        uri: totp::uri(&secret, &settings.name, session.email()),
    }))
}
