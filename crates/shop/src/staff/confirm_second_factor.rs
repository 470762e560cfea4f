//! The second factor, after the password.

use super::{
    FoundSession, Session,
    attempts::{self, Allowed, Counted, Subject},
    entry::{self, About, By},
    events::{AccountChange, AccountChanged},
    session,
    sign_in::SignedIn,
    totp,
};
use crate::{Context, InternalError, error::internal};
use domain::{
    audit::Action,
    staff::{SessionStage, recovery},
};
use jobs::Event;
use store::{
    Tx,
    staff::{
        people::{self, PersonRow},
        recovery as codes,
    },
};

/// What proves who somebody is, after the password.
#[derive(Clone, Copy)]
pub enum SecondProof<'a> {
    /// A code of the authenticator.
    Code(&'a str),
    /// One of the recovery codes.
    RecoveryCode(&'a str),
}

/// Why the second factor is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    /// There is no session that waits for it: sign in again.
    #[error("not signed in")]
    NotSignedIn,
    /// The code is wrong, or was used before.
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
internal!(SecondFactorError);

/// Takes a code, once. Returns whether it is right.
async fn take(
    tx: &mut Tx,
    now: i64,
    person: &PersonRow,
    proof: SecondProof<'_>,
) -> Result<bool, InternalError> {
    match proof {
        SecondProof::Code(code) => {
            let Some(secret) = &person.totp_secret else { return Ok(false) };
            match totp::step_of(secret, code, now) {
                Some(step) => Ok(people::take_step(tx, person.id, step).await?),
                None => Ok(false),
            }
        }
        SecondProof::RecoveryCode(typed) => match recovery::read(typed) {
            Some(code) => Ok(codes::take(tx, person.id, &code, now).await?),
            None => Ok(false),
        },
    }
}

/// Completes signing in: the session with this token ends, and an open one begins.
///
/// # Errors
/// See [`SecondFactorError`].
#[tracing::instrument(name = "staff_second_factor", skip_all)]
pub async fn confirm_second_factor(
    ctx: &Context,
    token: &str,
    proof: SecondProof<'_>,
) -> Result<SignedIn, SecondFactorError> {
    let session = match session::find_session(ctx, token).await? {
        FoundSession::Active(session) if session.stage() == SessionStage::SecondFactor => session,
        _ => return Err(SecondFactorError::NotSignedIn),
    };
    // Recovery codes are counted apart: they are for people whose codes somebody else uses up.
    let subjects = match proof {
        SecondProof::Code(_) => Subject::codes(ctx, session.person()),
        SecondProof::RecoveryCode(_) => Subject::recovery_codes(ctx, &session),
    };
    let counted = match attempts::count(ctx, subjects).await? {
        Allowed::Yes(counted) => counted,
        Allowed::After(seconds) => return Err(SecondFactorError::TooMany { seconds }),
    };
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let person = people::hold(&mut tx, session.person()).await?;
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
        return Err(SecondFactorError::NotSignedIn);
    };
    if !take(&mut tx, now, &person, proof).await? {
        drop(tx);
        refuse(ctx, &session, &counted).await?;
        return Err(SecondFactorError::Wrong);
    }
    let token = session::renew(&mut tx, now, &session.row).await?;
    let token = token.ok_or(SecondFactorError::NotSignedIn)?;
    counted.was_right(&mut tx).await?;
    let with = match proof {
        SecondProof::Code(_) => "second_factor",
        SecondProof::RecoveryCode(_) => {
            let change = AccountChange::RecoveryCodeUsed;
            AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
            "recovery_code"
        }
    };
    let actor = session.own_actor();
    let about = About::person(person.id, &person.name);
    let mut changes = vec![about.field("sign_in", None, Some(with))];
    changes.extend(about.client(&session.row.browser, &session.row.address));
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, changes).await?;
    tx.commit().await?;
    Ok(SignedIn::new(ctx, (token, SessionStage::Open), &person.email_key)?)
}

/// Records refused codes: the first of a day, of which the person is told, since somebody knows the
/// password, and the last one that was allowed.
async fn refuse(ctx: &Context, session: &Session, counted: &Counted) -> Result<(), InternalError> {
    let number = [1, attempts::CODES_A_DAY].into_iter().find(|number| counted.is_number(*number));
    let Some(number) = number else { return Ok(()) };
    let actor = session.own_actor();
    let now = ctx.clock().now();
    let about = About::person(session.person(), session.name());
    let mut tx = ctx.db().begin().await?;
    let changes = about.refused("refused_code", number, &session.row.address);
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, changes).await?;
    if number == 1 {
        let change = AccountChange::CodeRefused;
        AccountChanged { person: session.person(), change }.push(&mut tx, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
