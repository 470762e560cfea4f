//! Confirms a second factor that was set up.

use super::{
    Session,
    attempts::{self, Allowed, Subject},
    enrol_totp::{self, EnrolError},
    entry::{self, About, By},
    events::{AccountChange, AccountChanged},
    known_browser, recovery_codes, session, totp,
};
use crate::{Context, InternalError, error::internal};
use domain::audit::Action;
use jobs::Event;
use std::fmt;
use store::staff::{people, sessions};

/// The second factor is in use.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmedTotp {
    /// The token of the session that replaces the one before.
    pub token: String,
    /// New recovery codes, which are shown this once.
    pub recovery_codes: Vec<String>,
    /// The value of a lasting cookie: see [`SignedIn`](super::SignedIn).
    pub known_browser: String,
}

/// Without token and codes.
impl fmt::Debug for ConfirmedTotp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmedTotp").finish_non_exhaustive()
    }
}

/// Why the second factor is not in use.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmTotpError {
    /// The second factor that the person has comes first, or the session has ended.
    #[error("not signed in")]
    NotSignedIn,
    /// The person must prove again who they are: by `staff::reauthenticate`.
    #[error("this needs the password again")]
    NotFresh,
    /// The code is wrong, or nothing was set up.
    #[error("the code is wrong")]
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
internal!(ConfirmTotpError);

impl From<EnrolError> for ConfirmTotpError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotSignedIn => Self::NotSignedIn,
            EnrolError::NotFresh => Self::NotFresh,
            EnrolError::Internal(error) => Self::Internal(error),
        }
    }
}

/// Takes the first code of a second factor, which is in use from then on. All other sessions of the
/// person end, and earlier recovery codes are worthless.
///
/// # Errors
/// See [`ConfirmTotpError`].
#[tracing::instrument(name = "staff_confirm_totp", skip_all)]
pub async fn confirm_totp(
    ctx: &Context,
    session: &Session,
    code: &str,
) -> Result<ConfirmedTotp, ConfirmTotpError> {
    enrol_totp::check(session)?;
    let subjects = vec![Subject::enrolment(ctx, session)];
    let counted = match attempts::count(ctx, subjects).await? {
        Allowed::Yes(counted) => counted,
        Allowed::After(seconds) => return Err(ConfirmTotpError::TooMany { seconds }),
    };
    let now = ctx.clock().now();
    let codes = recovery_codes::random()?;
    let mut tx = ctx.db().begin().await?;
    let person = people::hold(&mut tx, session.person()).await?;
    let Some(person) = person.filter(|person| enrol_totp::may(session, person)) else {
        return Err(ConfirmTotpError::NotSignedIn);
    };
    let since = now - enrol_totp::PENDING_FOR;
    let secret = sessions::pending(&mut tx, session.id(), since).await?;
    let secret = secret.ok_or(ConfirmTotpError::Wrong)?;
    let step = totp::step_of(&secret, code, now).ok_or(ConfirmTotpError::Wrong)?;
    people::set_second_factor(&mut tx, person.id, secret, step).await?;
    recovery_codes::replace(&mut tx, person.id, &codes).await?;
    let token = session::renew(&mut tx, now, &session.row).await?;
    let token = token.ok_or(ConfirmTotpError::NotSignedIn)?;
    let renewed = sessions::by_token(&mut tx, &token).await?;
    let renewed = renewed.ok_or(ConfirmTotpError::NotSignedIn)?;
    sessions::end_others(&mut tx, person.id, renewed.id).await?;
    counted.was_right(&mut tx).await?;
    let change = AccountChange::SecondFactor;
    AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
    let before = person.totp_secret.as_ref().map(|_| "on");
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("second_factor", before, Some("on"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    let known_browser = known_browser::new(ctx, &person.email_key)?;
    Ok(ConfirmedTotp { token, recovery_codes: codes, known_browser })
}
