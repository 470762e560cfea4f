//! `perigee withdrawals`

use super::{Outcome, serve};
use crate::config::{Database, Merchant};
use time::{Date, Month};

/// Flags of `perigee withdrawals`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    /// First day (UTC) of the withdrawals to list, such as 2026-11-01; all without it.
    #[arg(long, value_parser = day)]
    since: Option<i64>,
}

/// Unix milliseconds at the beginning of a day.
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
    let date = date().ok_or("expected a day, such as 2026-11-01")?;
    Ok(date.midnight().assume_utc().unix_timestamp() * 1000)
}

/// Lists the withdrawals, the oldest first: when, the order and whether it is known, who, and which
/// items.
pub(super) async fn run(args: Args) -> Outcome {
    let db = store::Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    let shop = serve::open_shop(db, args.merchant.settings()?).await?;
    let withdrawals =
        shop::orders::withdrawals::since(&shop, args.since.unwrap_or(i64::MIN)).await?;
    for received in &withdrawals {
        let statement = &received.statement;
        let items = if statement.items.is_empty() { "whole order" } else { &statement.items };
        println!(
            "{} | {} ({}) | {} <{}> | {} | {}",
            received.at,
            statement.number,
            if received.matched {
                "matches an order"
            } else {
                "no order with this number and e-mail"
            },
            statement.name,
            statement.email,
            items,
            if received.acknowledged { "acknowledged" } else { "not acknowledged yet" },
        );
    }
    println!("{} withdrawals", withdrawals.len());
    shop.db().close().await;
    Ok(())
}
