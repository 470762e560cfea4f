//! Recovery codes.

use super::{
    EnrolError, Session, enrol_totp,
    entry::{self, About, By},
    events::{AccountChange, AccountChanged},
};
use crate::{Context, InternalError, sign};
use domain::{
    audit::Action,
    staff::{
        SessionStage,
        recovery::{self, BYTES, CODES},
    },
};
use jobs::Event;
use store::{
    Tx, Uuid,
    staff::{people, recovery as stored, sessions},
};

/// New codes.
pub(super) fn random() -> Result<Vec<String>, InternalError> {
    (0..CODES).map(|_| sign::random::<BYTES>().map(recovery::code)).collect()
}

/// Replaces a person's codes.
pub(super) async fn replace(
    tx: &mut Tx,
    person: Uuid,
    codes: &[String],
) -> Result<(), InternalError> {
    // As they are read when they are typed.
    let plain: Vec<String> = codes.iter().filter_map(|code| recovery::read(code)).collect();
    stored::replace(tx, person, &plain).await?;
    Ok(())
}

/// How many unused codes the person has.
///
/// # Errors
/// [`EnrolError::NotSignedIn`] if the session is not open.
pub async fn recovery_codes_left(ctx: &Context, session: &Session) -> Result<u32, EnrolError> {
    if session.stage() != SessionStage::Open {
        return Err(EnrolError::NotSignedIn);
    }
    let mut conn = ctx.db().read().await?;
    let left = stored::left(&mut conn, session.person()).await?;
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}

/// Makes new recovery codes and returns them, this once. The ones before are worthless.
///
/// # Errors
/// [`EnrolError::NotSignedIn`] also for people without a second factor.
pub async fn renew_recovery_codes(
    ctx: &Context,
    session: &Session,
) -> Result<Vec<String>, EnrolError> {
    enrol_totp::check(session)?;
    let now = ctx.clock().now();
    let codes = random()?;
    let mut tx = ctx.db().begin().await?;
    let person = people::hold(&mut tx, session.person()).await?;
    let has = |person: &people::PersonRow| {
        session.stage() == SessionStage::Open && person.totp_secret.is_some()
    };
    let Some(person) = person.filter(has) else { return Err(EnrolError::NotSignedIn) };
    // It may have been ended since the request began.
    if !sessions::is_there(&mut tx, person.id, session.id()).await? {
        return Err(EnrolError::NotSignedIn);
    }
    replace(&mut tx, person.id, &codes).await?;
    let change = AccountChange::RecoveryCodes;
    AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("recovery_codes", None, Some("new"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(codes)
}
