//! Takes exchange rates from a file.

use super::{
    change::{ChangeRatesError, InvalidRates, RateError, change, put_rates},
    document,
};
use crate::{Context, staff::Actor};
use domain::{Currency, pricing::rates::RateSource};
use store::pricing::CurrencyTables;

/// Takes exchange rates from a file.
#[derive(Clone, Copy, Debug)]
pub struct ImportRates<'a> {
    /// The version that was read; see [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// The file: a line `as-of,2026-11-20` and lines such as `USD,1.1305`, or the European Central
    /// Bank's `eurofxref-daily.xml`.
    pub text: &'a str,
}

/// Takes the rates of a file for all processes, and returns the version of the rates now. They
/// replace typed ones; currencies that are not in the file keep their rates, unless shoppers can
/// choose them: then the file is refused.
///
/// # Errors
/// See [`ChangeRatesError`].
#[tracing::instrument(name = "import_rates", skip_all)]
pub async fn import(
    ctx: &Context,
    actor: &Actor,
    command: ImportRates<'_>,
) -> Result<i64, ChangeRatesError> {
    let document = document::read(command.text)?;
    let (today, now) = (ctx.local().0, ctx.clock().now());
    let edit = |tables: &mut CurrencyTables, _: Currency| -> Result<(), InvalidRates> {
        let mut errors = Vec::new();
        if document.as_of > today {
            errors.push(RateError::Future(document.as_of));
        }
        let is_there = |code: Currency| document.rates.iter().any(|(known, _)| *known == code);
        let offered = tables.currencies.iter().filter(|row| row.enabled && !row.ended);
        let offered = offered.map(|row| row.code).filter(|code| *code != Currency::EUR);
        errors.extend(offered.filter(|code| !is_there(*code)).map(RateError::Missing));
        InvalidRates::unless_empty(errors)?;
        put_rates(tables, &document, RateSource::File, now);
        Ok(())
    };
    Ok(change(ctx, actor, Some(command.version), edit).await?.unwrap_or(command.version))
}
