//! Takes exchange rates from a feed. A feed with anything wrong is refused as a whole, and the last
//! good rates stay.

use super::{
    change::{ChangeRatesError, InvalidRates, RateError, change, put_rates},
    document::{DatedRates, read_ecb},
    tables::{is_published, latest_published, rate_of},
};
use crate::{Context, InternalError, measure, staff::Actor};
use domain::{Currency, pricing::rates::RateSource};
use store::pricing::CurrencyTables;
use time::Date;

/// Rates are fetched again after this many milliseconds: a little less than a day, so that the time
/// of day does not drift.
const FETCH_AFTER: i64 = 23 * 3_600_000;

/// The key under which it is stored when a feed last changed nothing, in Unix milliseconds.
const CONFIRMED: &str = "rates.confirmed-at";

/// Who acts, in the audit log.
const FEED: &str = "rates feed";

/// What a feed has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedOutcome {
    /// Its rates, of this day, are in force.
    Taken(Date),
    /// They were in force already, as on weekends.
    Unchanged(Date),
}

/// Takes the rates of a feed, in the European Central Bank's format, for all processes. Rates that
/// the merchant has typed stay.
///
/// # Errors
/// If the feed cannot be read, lacks a currency that shoppers can choose, is of a day in the future
/// or before the stored one, or has a rate that moved by more than half since the stored one. The
/// stored rates stay.
#[tracing::instrument(name = "take_feed", skip_all)]
pub async fn take_feed(ctx: &Context, text: &str) -> Result<FeedOutcome, ChangeRatesError> {
    let outcome = take(ctx, text).await;
    match &outcome {
        Ok(FeedOutcome::Taken(_)) => measure::rates_fed("taken"),
        Ok(FeedOutcome::Unchanged(_)) => measure::rates_fed("unchanged"),
        Err(ChangeRatesError::Document(_) | ChangeRatesError::Invalid(_)) => {
            measure::rates_fed("refused");
        }
        Err(_) => measure::rates_fed("failed"),
    }
    outcome
}

/// Counts a feed that could not be fetched.
pub fn feed_failed() {
    measure::rates_fed("failed");
}

async fn take(ctx: &Context, text: &str) -> Result<FeedOutcome, ChangeRatesError> {
    let document = read_ecb(text)?;
    let (today, now) = (ctx.local().0, ctx.clock().now());
    let edit = |tables: &mut CurrencyTables, _: Currency| -> Result<(), InvalidRates> {
        InvalidRates::unless_empty(errors(tables, &document, today))?;
        let untyped = document.rates.iter().copied().filter(|(code, _)| !is_typed(tables, *code));
        let untyped = DatedRates { as_of: document.as_of, rates: untyped.collect() };
        put_rates(tables, &untyped, RateSource::Feed, now);
        Ok(())
    };
    if change(ctx, &Actor::system(FEED), None, edit).await?.is_some() {
        return Ok(FeedOutcome::Taken(document.as_of));
    }
    let mut tx = ctx.db().begin().await?;
    store::pricing::confirm_feed(&mut tx, now).await?;
    // No rate is the feed's if all are typed.
    store::settings::put(&mut tx, CONFIRMED, &now.to_string()).await?;
    tx.commit().await?;
    Ok(FeedOutcome::Unchanged(document.as_of))
}

fn is_typed(tables: &CurrencyTables, code: Currency) -> bool {
    rate_of(tables, code).is_some_and(|row| row.source == RateSource::Typed)
}

/// Everything that is wrong with the rates of a feed.
fn errors(tables: &CurrencyTables, document: &DatedRates, today: Date) -> Vec<RateError> {
    let mut errors = Vec::new();
    if document.as_of > today {
        errors.push(RateError::Future(document.as_of));
    }
    if let Some(stored) = latest_published(tables)
        && document.as_of < stored
    {
        errors.push(RateError::Older(document.as_of, stored));
    }
    let is_there = |code: Currency| document.rates.iter().any(|(known, _)| *known == code);
    let offered = tables.currencies.iter().filter(|row| row.enabled && !row.ended);
    let offered = offered.map(|row| row.code).filter(|code| *code != Currency::EUR);
    let missing = offered.filter(|code| !is_there(*code) && !is_typed(tables, *code));
    errors.extend(missing.map(RateError::Missing));
    for &(code, rate) in &document.rates {
        let before = rate_of(tables, code).filter(|row| is_published(row.source));
        if let Some(before) = before.map(|row| row.rate)
            && rate.abs_diff(before) > before.unsigned_abs() / 2
        {
            errors.push(RateError::Moved(code, before, rate));
        }
    }
    errors
}

/// Whether a feed is to be fetched: a day after the last one, whichever process fetched it.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn feed_is_due(ctx: &Context) -> Result<bool, InternalError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    let confirmed = store::settings::get(&mut conn, CONFIRMED).await?;
    let confirmed = confirmed.and_then(|at| at.parse::<i64>().ok());
    let fed = tables.rates.iter().filter(|row| row.source == RateSource::Feed);
    let last = fed.map(|row| row.fetched_at).chain(confirmed).max();
    // A clock that was set back does not delay the next one.
    let is_fresh = |at: i64| (0..FETCH_AFTER).contains(&(now - at));
    Ok(!last.is_some_and(is_fresh))
}

/// The currencies to choose from whose rates were typed more than this many days ago: a feed does
/// not change them.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn typed_before(ctx: &Context, days: i64) -> Result<Vec<Currency>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    let today = ctx.local().0;
    let is_old = |code: &Currency| {
        let typed = rate_of(&tables, *code).filter(|row| row.source == RateSource::Typed);
        let typed_on = typed.and_then(|row| row.as_of);
        typed_on.is_some_and(|day| (today - day).whole_days() > days)
    };
    let offered = tables.currencies.iter().filter(|row| row.enabled && !row.ended);
    Ok(offered.map(|row| row.code).filter(is_old).collect())
}

/// Measures for how many days the rates of the feed have been the latest, and returns it; none
/// before the first feed was taken.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn feed_age(ctx: &Context) -> Result<Option<i64>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    let fed = tables.rates.iter().filter(|row| row.source == RateSource::Feed);
    let days = fed.filter_map(|row| row.as_of).max().map(|day| (ctx.local().0 - day).whole_days());
    if let Some(days) = days {
        measure::rates_age(days);
    }
    Ok(days)
}
