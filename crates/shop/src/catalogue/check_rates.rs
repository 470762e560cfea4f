//! Whether prices can be converted.

use super::snapshot::first_few::first_few;
use crate::Context;
use domain::Currency;

/// No product can be sold: the price of each is in a currency without an exchange rate.
#[derive(Debug, thiserror::Error)]
#[error(
    "no exchange rate for {currency}, in which {sku} is priced, and no product can be sold: set it \
     with `perigee rates set {currency}=…`"
)]
pub struct MissingRate {
    /// SKU of the variant.
    pub sku: String,
    /// Its currency.
    pub currency: Currency,
}

/// Warns of prices of the catalogue without an exchange rate, as a running server does: what they
/// belong to cannot be sold. A process that sells, or that writes to shoppers, checks this before
/// it starts.
///
/// # Errors
/// The first of them, if no product can be sold: the rates are wrong, or those of another shop.
pub fn check_rates(ctx: &Context) -> Result<(), MissingRate> {
    let rates = ctx.exact_rates();
    let snapshot = ctx.snapshot();
    let missing: Vec<(&str, Currency)> =
        snapshot.priced_in().filter(|(_, currency)| rates.rate(*currency).is_none()).collect();
    let Some((sku, currency)) = missing.first() else { return Ok(()) };
    if snapshot.products.is_empty() {
        return Err(MissingRate { sku: (*sku).to_owned(), currency: *currency });
    }
    let named: Vec<String> =
        missing.iter().map(|(sku, currency)| format!("{sku} ({currency})")).collect();
    tracing::warn!(
        count = missing.len(),
        first = %first_few(named.iter().map(String::as_str)),
        "prices without an exchange rate cannot be charged: set it with `perigee rates set \
         CURRENCY=RATE`"
    );
    Ok(())
}
