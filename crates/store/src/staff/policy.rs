//! Whether everybody at the desk needs a second factor.

use crate::{Error, Executor, column};
use db::{execute, fetch_one};
use domain::staff::SecondFactorPolicy;

db::row! {
    /// The policy.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct PolicyRow {
        /// Whether everybody needs a second factor.
        pub second_factor: SecondFactorPolicy = column::second_factor_policy,
        /// Counts the changes, from 1.
        pub version: i64,
    }
}

/// The policy.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn get(executor: &mut impl Executor) -> Result<PolicyRow, Error> {
    Ok(fetch_one!(
        executor,
        PolicyRow,
        "SELECT second_factor, version FROM staff_policy WHERE id = 1"
    )?)
}

/// Changes the policy, if the version is still the one read.
///
/// # Errors
/// If the query fails.
pub async fn set(
    executor: &mut impl Executor,
    second_factor: SecondFactorPolicy,
    version: i64,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff_policy SET second_factor = $1, version = version + 1
         WHERE id = 1 AND version = $2",
        second_factor.key(),
        version
    )? > 0)
}
