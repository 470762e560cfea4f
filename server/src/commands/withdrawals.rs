//! `perigee withdrawals`

use super::{open_shop::without_catalogue, outcome::Outcome};
use crate::config::{Database, Merchant};
use shop::Context;
use time::{Date, Month};

/// Flags of `perigee withdrawals`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    /// First day (UTC) of the withdrawals to list, such as 2026-11-01; default is all.
    #[arg(long, value_parser = day)]
    since: Option<i64>,
}

/// Unix milliseconds at the start of a day.
fn day(text: &str) -> Result<i64, String> {
    let date = || {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        parts
            .next()
            .is_none()
            .then(|| Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok())?
    };
    let date = date().ok_or("expected a date, such as 2026-11-01")?;
    Ok(date.midnight().assume_utc().unix_timestamp() * 1000)
}

pub(super) async fn run(args: Args) -> Outcome {
    let Args { database, merchant, since } = args;
    without_catalogue(&database, &merchant, async |shop| {
        // Without `--since`, all of them.
        list(shop, since.unwrap_or(i64::MIN)).await
    })
    .await
}

/// Lists the withdrawals, oldest first: time, order and whether it is known, consumer, and items.
async fn list(shop: &Context, since: i64) -> Outcome {
    let withdrawals = shop::orders::withdrawals::since(shop, since).await?;
    for received in &withdrawals {
        let statement = &received.statement;
        let items = if statement.items.is_empty() { "whole order" } else { &statement.items };
        println!(
            "{} | {} ({}) | {} <{}> | {} | {}",
            app::local_time(&received.at),
            statement.number,
            if received.matched {
                "matches an order"
            } else {
                "no order with this number and email address"
            },
            statement.name,
            statement.email,
            items,
            if received.acknowledged { "acknowledged" } else { "not acknowledged yet" },
        );
    }
    println!("{} withdrawals", withdrawals.len());
    Ok(())
}
