//! Decides which currencies shoppers can choose.

use super::{
    change::{ChangeRatesError, InvalidRates, RateError, change},
    tables::rate_of,
};
use crate::{Context, staff::Actor};
use domain::Currency;
use store::pricing::{CurrencyRow, CurrencyTables};

/// Decides which currencies shoppers can choose.
#[derive(Clone, Debug, Default)]
pub struct OfferCurrencies {
    /// The version that was read; see [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// The currencies in the order of the list to choose from.
    pub currencies: Vec<Currency>,
}

/// Offers these currencies and no others, for all processes, and returns the version of the tables
/// now. A discontinued currency that is named can be chosen again. The others still convert prices
/// that are stored in them.
///
/// # Errors
/// See [`ChangeRatesError`].
#[tracing::instrument(name = "offer_currencies", skip_all)]
pub async fn offer(
    ctx: &Context,
    actor: &Actor,
    command: OfferCurrencies,
) -> Result<i64, ChangeRatesError> {
    let OfferCurrencies { version, currencies } = command;
    let edit = |tables: &mut CurrencyTables, own: Currency| -> Result<(), InvalidRates> {
        let mut offered: Vec<CurrencyRow> = Vec::new();
        let mut errors = Vec::new();
        for code in currencies {
            if offered.iter().any(|row| row.code == code) {
                continue;
            }
            if code != Currency::EUR && rate_of(tables, code).is_none() {
                errors.push(RateError::Unknown(code));
            }
            offered.push(CurrencyRow { code, enabled: true, ended: false });
        }
        if !offered.iter().any(|row| row.code == own) {
            errors.push(RateError::ShopCurrency(own));
        }
        InvalidRates::unless_empty(errors)?;
        let others: Vec<CurrencyRow> = tables
            .currencies
            .iter()
            .filter(|row| !offered.iter().any(|other| other.code == row.code))
            .map(|row| CurrencyRow { enabled: false, ..row.clone() })
            .collect();
        offered.extend(others);
        tables.currencies = offered;
        Ok(())
    };
    Ok(change(ctx, actor, Some(version), edit).await?.unwrap_or(version))
}
