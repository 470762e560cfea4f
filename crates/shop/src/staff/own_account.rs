//! What a person sees of the own account.

use super::Session;
use crate::{Context, InternalError};
use domain::staff::SecondFactorPolicy;
use store::staff::{people, policy, recovery, roles};

/// The own account, beside what the [`Session`] says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnAccount {
    /// The names of the roles.
    pub roles: Vec<String>,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
    /// Whether everybody needs a second factor.
    pub second_factor: SecondFactorPolicy,
}

/// The own account.
///
/// # Errors
/// If the database fails.
pub async fn own_account(ctx: &Context, session: &Session) -> Result<OwnAccount, InternalError> {
    let mut conn = ctx.db().read().await?;
    let person = people::by_id(&mut conn, session.person()).await?;
    let roles = roles::of_person(&mut conn, session.person()).await?;
    let left = recovery::left(&mut conn, session.person()).await?;
    let policy = policy::get(&mut conn).await?;
    Ok(OwnAccount {
        roles: roles.into_iter().map(|role| role.name).collect(),
        has_second_factor: person.is_some_and(|person| person.totp_secret.is_some()),
        recovery_codes: u32::try_from(left).unwrap_or(u32::MAX),
        second_factor: policy.second_factor,
    })
}
