//! Whether every price can be converted.

use crate::Context;
use domain::Currency;

/// A price is in a currency without an exchange rate.
#[derive(Debug, thiserror::Error)]
#[error("no exchange rate for {currency}, in which {sku} is priced")]
pub struct MissingRate {
    /// SKU of the variant.
    pub sku: String,
    /// Its currency.
    pub currency: Currency,
}

/// Checks that every price of the catalogue has an exchange rate. A process that sells, or that
/// writes to shoppers, checks this before it starts.
///
/// # Errors
/// The first price without a rate.
pub fn check_rates(ctx: &Context) -> Result<(), MissingRate> {
    let rates = ctx.exact_rates();
    let snapshot = ctx.snapshot();
    let missing = snapshot.priced_in().find(|(_, currency)| rates.rate(*currency).is_none());
    match missing {
        None => Ok(()),
        Some((sku, currency)) => Err(MissingRate { sku: sku.to_owned(), currency }),
    }
}
