//! Changes the own name.

use super::{
    Session,
    entry::{self, About, By},
    invite::name_problem,
};
use crate::{Context, InternalError, InvalidFields, error::internal, text::clean};
use domain::{audit::Action, checkout::FieldErrorKind, staff::SessionStage};
use store::staff::people;

/// Why the name stays.
#[derive(Debug, thiserror::Error)]
pub enum RenameSelfError {
    /// The session is not open, or its person was changed in this moment.
    #[error("not signed in")]
    NotSignedIn,
    /// The name is invalid.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RenameSelfError);

/// Changes the own name. The audit log keeps the name of each time.
///
/// # Errors
/// See [`RenameSelfError`].
pub async fn rename_self(
    ctx: &Context,
    session: &Session,
    name: &str,
) -> Result<(), RenameSelfError> {
    if session.stage() != SessionStage::Open {
        return Err(RenameSelfError::NotSignedIn);
    }
    let name = clean(name).into_owned();
    let missing = || name.is_empty().then_some(FieldErrorKind::Missing);
    if let Some(problem) = name_problem(&name).or_else(missing) {
        return Err(InvalidFields::one("name", problem).into());
    }
    let mut tx = ctx.db().begin().await?;
    let found = people::by_id(&mut tx, session.person()).await?;
    let found = found.filter(|person| person.disabled_at.is_none());
    let found = found.ok_or(RenameSelfError::NotSignedIn)?;
    if found.name == name {
        return Ok(());
    }
    if !people::rename(&mut tx, found.id, found.version, &name).await? {
        return Err(RenameSelfError::NotSignedIn);
    }
    let change = About::person(found.id, &found.name).field("name", Some(&found.name), Some(&name));
    let actor = session.own_actor();
    let by = By { actor: &actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
