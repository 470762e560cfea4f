//! Rules for the key specifications on cards. Shoppers see a change after [`bump`](super::bump) in
//! the same transaction.

use crate::{Error, Executor};
use db::{execute, fetch_all, fetch_one, here, insert};

db::row! {
    /// A rule.
    #[derive(Clone, Debug)]
    pub struct CardRuleRow {
        /// The products, in the notation of `domain::catalogue::rules`.
        pub condition: String,
        /// Their specifications, one on each line, in the notation of
        /// `domain::catalogue::card_specs`.
        pub specs: String,
    }
}

/// All rules: the first that fits a product decides.
///
/// # Errors
/// If the query fails.
pub async fn card_rules(executor: &mut impl Executor) -> Result<Vec<CardRuleRow>, Error> {
    Ok(fetch_all!(
        executor,
        CardRuleRow,
        "SELECT condition, specs FROM card_rules ORDER BY position"
    )?)
}

/// Number of rules.
///
/// # Errors
/// If the query fails.
pub async fn card_rule_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM card_rules")?;
    Ok(count)
}

/// Replaces all rules.
///
/// # Errors
/// If the query fails.
pub async fn put_card_rules(
    executor: &mut impl Executor,
    rules: &[CardRuleRow],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM card_rules")?;
    insert!("card_rules", (1_i64..).zip(rules), |(position, rule)| {
        position: i64 = position,
        condition: &str = rule.condition.as_str(),
        specs: &str = rule.specs.as_str(),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
