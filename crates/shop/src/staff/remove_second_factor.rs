//! Removes the own second factor, where the policy allows it.

use super::{
    Session,
    entry::{self, About, By},
    events::{AccountChange, AccountChanged},
};
use crate::{Context, InternalError, error::internal};
use domain::{
    audit::Action,
    staff::{SecondFactorPolicy, SessionStage},
};
use jobs::Event;
use store::staff::{people, policy, recovery, sessions};

/// Why the second factor stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoveSecondFactorError {
    /// The person is not signed in, or has none.
    #[error("not signed in")]
    NotSignedIn,
    /// The person must prove again who they are: by `staff::reauthenticate`.
    #[error("this needs the password again")]
    NotFresh,
    /// Everybody needs one.
    #[error("everybody needs a second factor")]
    Required,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RemoveSecondFactorError);

/// Removes the own second factor with its recovery codes.
///
/// # Errors
/// See [`RemoveSecondFactorError`].
pub async fn remove_second_factor(
    ctx: &Context,
    session: &Session,
) -> Result<(), RemoveSecondFactorError> {
    if session.stage() != SessionStage::Open {
        return Err(RemoveSecondFactorError::NotSignedIn);
    }
    if !session.is_fresh() {
        return Err(RemoveSecondFactorError::NotFresh);
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let person = people::hold(&mut tx, session.person()).await?;
    if policy::get(&mut tx).await?.second_factor == SecondFactorPolicy::Required {
        return Err(RemoveSecondFactorError::Required);
    }
    let Some(person) = person.filter(|person| person.totp_secret.is_some()) else {
        return Err(RemoveSecondFactorError::NotSignedIn);
    };
    // It may have been ended since the request began.
    if !sessions::is_there(&mut tx, person.id, session.id()).await? {
        return Err(RemoveSecondFactorError::NotSignedIn);
    }
    people::remove_second_factor(&mut tx, person.id).await?;
    recovery::replace(&mut tx, person.id, &[]).await?;
    let change = AccountChange::SecondFactor;
    AccountChanged { person: person.id, change }.push(&mut tx, now).await?;
    let actor = session.own_actor();
    let change = About::person(person.id, &person.name).field("second_factor", Some("on"), None);
    entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
