//! How changes of currencies and exchange rates are taken back: which currencies are offered, and
//! rates. Rounding is replaced as a whole, from a file.

use super::{
    change::{changes, fields, put_rate},
    tables::without_rate,
};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, FieldError, Fields, Problem, Reversible, Target, Written},
};
use async_trait::async_trait;
use domain::{
    Currency,
    pricing::rates::{RateSource, millionths},
    staff::Permission,
};
use store::{
    Tx, Uuid,
    catalogue::Change,
    pricing::{CurrencyRow, CurrencyTables, ExchangeRateRow},
    table_versions::{self, Tables},
};
use time::{Date, format_description::well_known::Iso8601};

/// Currencies and exchange rates.
pub(crate) struct RateTables;

#[async_trait]
impl Reversible for RateTables {
    fn permission(&self) -> Permission {
        Permission::SettingsWrite
    }

    fn removal(&self) -> (String, String) {
        // Tables are not made, they are replaced.
        (String::new(), String::new())
    }

    async fn read(
        &self,
        _: &Context,
        tx: &mut Tx,
        _: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let tables = store::pricing::currency_tables(tx).await?;
        Ok(Some(fields(&tables)).filter(|_| !tables.currencies.is_empty()))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, values, .. } = target;
        table_versions::bump(tx, Tables::Currencies).await?;
        let before = store::pricing::currency_tables(tx).await?;
        let settings = store::shop_settings::get(tx).await?;
        let own = settings.map_or(ctx.configured().currency, |row| row.currency);
        let mut after = before.clone();
        for (field, value) in values {
            let problem = match field.strip_prefix("rate.") {
                Some(code) => put_back(&mut after, (code, value), ctx.clock().now()).err(),
                None if field == "offered" => offer(&mut after, value, own).err(),
                None => Some(Problem::UnknownField),
            };
            if let Some(problem) = problem {
                let field = field.clone();
                return Err(EditError::Invalid(vec![FieldError { field, problem }]));
            }
        }
        if let Some(code) = without_rate(&after).first() {
            let problem = Problem::Refused(format!("{code} would have no exchange rate"));
            let field = "offered".to_owned();
            return Err(EditError::Invalid(vec![FieldError { field, problem }]));
        }
        store::pricing::put_currency_tables(tx, &after).await?;
        Ok(Written { changes: changes(&before, &after), about: vec![Change::Rates] })
    }
}

/// Offers the currencies of a list as they were.
fn offer(tables: &mut CurrencyTables, list: &str, own: Currency) -> Result<(), Problem> {
    let codes: Result<Vec<Currency>, _> =
        list.split(',').filter(|code| !code.is_empty()).map(str::parse).collect();
    let codes = codes.map_err(|_| Problem::Missing(list.to_owned()))?;
    if !codes.contains(&own) {
        return Err(Problem::Refused(format!("{own} is the currency of the shop")));
    }
    let offered = codes.iter().map(|&code| CurrencyRow { code, enabled: true, ended: false });
    let others = tables.currencies.iter().filter(|row| !codes.contains(&row.code));
    // Discontinued ones can still be chosen in the Astronomy Shop API.
    let others = others.map(|row| CurrencyRow { enabled: row.enabled && row.ended, ..row.clone() });
    let all: Vec<CurrencyRow> = offered.chain(others).collect();
    tables.currencies = all;
    Ok(())
}

/// Sets a rate as it was: `1.1305 typed 2026-11-20`.
fn put_back(
    tables: &mut CurrencyTables,
    (code, text): (&str, &str),
    now: i64,
) -> Result<(), Problem> {
    let code: Currency = code.parse().map_err(|_| Problem::Missing(code.to_owned()))?;
    let mut parts = text.split(' ');
    let rate = parts.next().and_then(millionths).filter(|rate| *rate > 0);
    let source = parts.next().and_then(RateSource::from_key);
    let as_of = parts.next().map(|day| Date::parse(day, &Iso8601::DATE)).transpose();
    let (Some(rate), Some(source), Ok(as_of)) = (rate, source, as_of) else {
        // A currency that had no rate before.
        return Err(Problem::NotANumber);
    };
    put_rate(tables, ExchangeRateRow { code, rate, as_of, source, fetched_at: now });
    Ok(())
}
