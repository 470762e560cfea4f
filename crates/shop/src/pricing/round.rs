//! Replaces the rules by which converted prices are rounded.

use super::{
    change::{ChangeRatesError, InvalidRates, RateError, change},
    tables::{add_currency, roundings_of},
};
use crate::{Context, staff::Actor};
use domain::{Currency, pricing::rates::CurrencyRules};
use store::pricing::CurrencyTables;

/// Replaces the rules by which converted prices are rounded.
#[derive(Clone, Debug, Default)]
pub struct ReplaceRounding {
    /// The version that was read; see [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// The rules, and the discontinued currencies.
    pub rules: CurrencyRules,
}

/// Replaces the rules for all processes, and returns the version of the tables now. Shoppers can no
/// longer choose the discontinued currencies.
///
/// # Errors
/// See [`ChangeRatesError`].
#[tracing::instrument(name = "replace_rounding", skip_all)]
pub async fn round(
    ctx: &Context,
    actor: &Actor,
    command: ReplaceRounding,
) -> Result<i64, ChangeRatesError> {
    let ReplaceRounding { version, rules } = command;
    let edit = |tables: &mut CurrencyTables, own: Currency| -> Result<(), InvalidRates> {
        if rules.ended().contains(&own) {
            return Err(InvalidRates(vec![RateError::ShopCurrency(own)]));
        }
        tables.roundings = roundings_of(&rules);
        for row in &tables.roundings {
            add_currency(&mut tables.currencies, row.code);
        }
        for row in &mut tables.currencies {
            row.ended = rules.ended().contains(&row.code);
        }
        Ok(())
    };
    Ok(change(ctx, actor, Some(version), edit).await?.unwrap_or(version))
}
