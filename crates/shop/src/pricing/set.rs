//! Sets exchange rates by hand.

use super::{
    change::{ChangeRatesError, InvalidRates, RateError, change, put_rate},
    tables::latest_published,
};
use crate::{Context, staff::Actor};
use domain::{Currency, pricing::rates::RateSource};
use store::pricing::{CurrencyTables, ExchangeRateRow};
use time::Date;

/// Sets exchange rates by hand.
#[derive(Clone, Debug, Default)]
pub struct SetRates {
    /// The version that was read; see [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// Rates per euro in millionths. None leaves the currency to files and feeds again: it keeps
    /// its rate until they have one.
    pub rates: Vec<(Currency, Option<i64>)>,
}

/// Sets rates for all processes, as of today, and returns the version of the rates now. A feed does
/// not change them.
///
/// # Errors
/// See [`ChangeRatesError`].
#[tracing::instrument(name = "set_rates", skip_all)]
pub async fn set(ctx: &Context, actor: &Actor, command: SetRates) -> Result<i64, ChangeRatesError> {
    let SetRates { version, rates } = command;
    let (today, now) = (ctx.local().0, ctx.clock().now());
    let typing = Typing { day: today, at: now };
    let edit = |tables: &mut CurrencyTables, _: Currency| type_rates(tables, &rates, typing);
    Ok(change(ctx, actor, Some(version), edit).await?.unwrap_or(version))
}

/// When rates are typed.
#[derive(Clone, Copy)]
struct Typing {
    day: Date,
    at: i64,
}

fn type_rates(
    tables: &mut CurrencyTables,
    rates: &[(Currency, Option<i64>)],
    typing: Typing,
) -> Result<(), InvalidRates> {
    let mut errors = Vec::new();
    for &(code, rate) in rates {
        match rate {
            _ if code == Currency::EUR => errors.push(RateError::Euro),
            Some(rate) if rate <= 0 => errors.push(RateError::NotAboveZero(code)),
            Some(rate) => {
                let new = ExchangeRateRow {
                    code,
                    rate,
                    as_of: Some(typing.day),
                    source: RateSource::Typed,
                    fetched_at: typing.at,
                };
                put_rate(tables, new);
            }
            None => {
                // Typed after the feed's day, it would make the feed seem old.
                let day = latest_published(tables);
                match tables.rates.iter_mut().find(|row| row.code == code) {
                    Some(row) if row.source == RateSource::Typed => {
                        row.source = RateSource::File;
                        row.as_of = day.or(row.as_of);
                    }
                    Some(_) => {}
                    None => errors.push(RateError::Unknown(code)),
                }
            }
        }
    }
    InvalidRates::unless_empty(errors)
}
