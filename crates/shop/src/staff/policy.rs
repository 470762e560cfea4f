//! Whether everybody at the desk needs a second factor.

use super::{
    Actor, Refused,
    entry::{self, About, By},
    grants::{self, Act},
};
use crate::{Context, InternalError, error::internal};
use domain::{
    audit::{Action, Entity},
    staff::{Permission, Permissions, SecondFactorPolicy},
};
use store::{Uuid, staff::policy as rows};

/// The policy in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffPolicy {
    /// Whether everybody needs a second factor.
    pub second_factor: SecondFactorPolicy,
    /// Counts the changes, for those who change it.
    pub version: i64,
}

/// Why the policy stays.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The actor may not change it: that needs every permission.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else has changed it meanwhile.
    #[error("somebody else has changed the policy")]
    Stale,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PolicyError);

/// The policy in force.
///
/// # Errors
/// See [`PolicyError`].
pub async fn show_policy(ctx: &Context, actor: &Actor) -> Result<StaffPolicy, PolicyError> {
    actor.require(Permission::StaffWrite).map_err(Refused::from)?;
    let mut conn = ctx.db().read().await?;
    let row = rows::get(&mut conn).await?;
    Ok(StaffPolicy { second_factor: row.second_factor, version: row.version })
}

/// Changes the policy. Where a second factor becomes required, people without one set it up at
/// their next request. The version of `policy` is the one that was read.
///
/// # Errors
/// See [`PolicyError`].
pub async fn change_policy(
    ctx: &Context,
    actor: &Actor,
    policy: StaffPolicy,
) -> Result<(), PolicyError> {
    let mut tx = ctx.db().begin().await?;
    let rights = grants::authorise(&mut tx, actor, Act::Dangerous).await??;
    // It concerns everybody, owners too.
    if !rights.covers(Permissions::all()) {
        return Err(Refused::Beyond.into());
    }
    let before = rows::get(&mut tx).await?;
    if before.version == policy.version && before.second_factor == policy.second_factor {
        return Ok(());
    }
    if !rows::set(&mut tx, policy.second_factor, policy.version).await? {
        return Err(PolicyError::Stale);
    }
    let about = About { entity: Entity::Settings, id: Uuid::nil(), label: "staff" };
    let (before, after) = (before.second_factor.key(), policy.second_factor.key());
    let change = about.field("second_factor", Some(before), Some(after));
    let by = By { actor, now: ctx.clock().now() };
    entry::add(&mut tx, by, Action::Change, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
