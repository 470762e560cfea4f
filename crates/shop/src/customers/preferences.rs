//! What shoppers choose for themselves: the currency of prices and the country of delivery.

use crate::Context;
use domain::{Currency, customers::country::Country};

/// Sets currency and country. What is `None` stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetPreferences<'a> {
    /// ISO 4217.
    pub currency: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
}

/// Valid preferences. What was not chosen is `None` and stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// The currency to show and charge.
    pub currency: Option<Currency>,
    /// The country to deliver to.
    pub country: Option<&'static Country>,
}

/// Why nothing was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChooseError {
    /// The shop has no exchange rate for this currency.
    #[error("no such currency")]
    NoSuchCurrency,
    /// The shop does not deliver to this country.
    #[error("no such country")]
    NoSuchCountry,
}

/// Returns the choices if all of them are valid.
///
/// # Errors
/// See [`ChooseError`].
pub fn choose(ctx: &Context, command: SetPreferences<'_>) -> Result<Preferences, ChooseError> {
    let currency = command
        .currency
        .map(|code| currency(ctx, code).ok_or(ChooseError::NoSuchCurrency))
        .transpose()?;
    let country = command
        .country
        .map(|code| country(ctx, code).ok_or(ChooseError::NoSuchCountry))
        .transpose()?;
    Ok(Preferences { currency, country })
}

/// The currency with this code if shoppers can choose it.
#[must_use]
pub fn currency(ctx: &Context, code: &str) -> Option<Currency> {
    code.parse().ok().filter(|currency| ctx.rates().knows(*currency))
}

/// The country with this code if the shop delivers to it.
#[must_use]
pub fn country(ctx: &Context, code: &str) -> Option<&'static Country> {
    ctx.settings().rules.zones.country(code)
}
