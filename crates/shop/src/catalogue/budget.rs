//! Price ranges in queries.

use crate::Context;
use domain::{Currency, Money, search::intent};

/// The price range of a budget in the displayed currency.
pub(super) fn limits(
    ctx: &Context,
    budget: intent::Budget,
    currency: Currency,
) -> (Option<Money>, Option<Money>) {
    let named = budget.currency.map_or(currency, |named| named.currency(currency));
    let money = |units: u32, of: Currency| {
        Money::new(i64::from(units).saturating_mul(of.minor_per_major()), of)
    };
    // Without an exchange rate there is no limit: another currency's number would be a wrong one.
    let limit = |units: u32| ctx.exact_rates().convert(money(units, named), currency);
    (budget.from.and_then(limit), budget.to.and_then(limit))
}
