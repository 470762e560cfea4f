//! `perigee rates`

use super::{
    open_shop::without_catalogue,
    outcome::{Failed, Outcome},
};
use crate::config::{Database, Merchant, currency_rules};
use clap::Subcommand;
use domain::{
    Currency,
    pricing::rates::{decimal, millionths},
};
use shop::{
    Context,
    pricing::{
        ChangeRatesError, ImportRates, OfferCurrencies, ReplaceRounding, SetRates, import, offer,
        round, set, stored,
    },
    staff::Actor,
};
use std::path::PathBuf;

/// Flags of `perigee rates`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Set rates by hand, as of today. A feed does not change them, until they are set to nothing.
    Set(Set),
    /// Take the rates of a file: lines as-of,2026-11-20 and USD,1.1305, or the European Central
    /// Bank's eurofxref-daily.xml. They replace those that were set by hand.
    Import(Import),
    /// Decide which currencies shoppers can choose, in this order.
    Offer(Offer),
    /// Replace the rules by which converted prices are rounded, and the list of discontinued
    /// currencies, by those of a file: lines USD,,1,0.05 and HRK,ended.
    Rounding(Import),
}

#[derive(clap::Args, Debug)]
struct Set {
    /// A currency and its rate, such as USD=1.1305 (a euro in dollars); USD= leaves it to files and
    /// the feed.
    #[arg(value_name = "CURRENCY=RATE", value_parser = rate, required = true, num_args = 1..)]
    rates: Vec<(Currency, Option<i64>)>,
}

#[derive(clap::Args, Debug)]
struct Import {
    /// The file.
    file: PathBuf,
}

#[derive(clap::Args, Debug)]
struct Offer {
    /// Currencies, separated by commas, such as EUR,USD,GBP.
    #[arg(
        value_name = "CURRENCIES",
        value_parser = currency,
        value_delimiter = ',',
        required = true,
        num_args = 1..,
    )]
    currencies: Vec<Currency>,
}

fn currency(text: &str) -> Result<Currency, String> {
    let wrong =
        |_| format!("{text:?} is not a currency code of three capital letters, such as USD");
    text.trim().parse().map_err(wrong)
}

/// Reads `USD=1.1305` or `USD=`.
fn rate(text: &str) -> Result<(Currency, Option<i64>), String> {
    let (code, value) = text.split_once('=').ok_or("expected CURRENCY=RATE, such as USD=1.1305")?;
    let (code, value) = (currency(code)?, value.trim());
    if value.is_empty() {
        return Ok((code, None));
    }
    let rate = millionths(value).ok_or_else(|| {
        format!("{value:?} is not a rate above zero with at most six decimals, such as 1.1305")
    })?;
    Ok((code, Some(rate)))
}

pub(super) async fn run(args: Args) -> Outcome {
    let Args { database, merchant, what } = args;
    without_catalogue(&database, &merchant, async |shop| match what {
        None => show(shop).await,
        Some(what) => change(shop, what).await,
    })
    .await
}

/// Lists currencies and rates.
async fn show(shop: &Context) -> Outcome {
    let stored = stored(shop).await?;
    if stored.tables.currencies.is_empty() {
        println!("Not stored yet: the first start of `perigee serve` stores its rates.");
        return Ok(());
    }
    for row in &stored.tables.currencies {
        let choice = match (row.enabled, row.ended) {
            (true, false) => "offered",
            (true, true) => "discontinued",
            (false, _) => "not offered",
        };
        let rate = stored.tables.rates.iter().find(|rate| rate.code == row.code);
        let rate = match rate {
            Some(rate) => {
                let day = rate.as_of.map_or_else(String::new, |day| format!(" of {day}"));
                format!("{:>14}  {}{day}", decimal(rate.rate), rate.source.key())
            }
            None if row.code == Currency::EUR => format!("{:>14}", 1),
            None => format!("{:>14}", "no rate"),
        };
        println!("{}  {choice:12}  {rate}", row.code.code());
    }
    Ok(())
}

/// Changes rates or currencies.
async fn change(shop: &Context, what: What) -> Outcome {
    let version = stored(shop).await?.version;
    let actor = Actor::operator("perigee rates");
    let done = match what {
        What::Set(Set { rates }) => set(shop, &actor, SetRates { version, rates }).await,
        What::Import(Import { file }) => {
            let text = std::fs::read_to_string(&file)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            import(shop, &actor, ImportRates { version, text: &text }).await
        }
        What::Rounding(Import { file }) => {
            let rules = currency_rules(&file.display().to_string())
                .map_err(|error| format!("{}: {error}", file.display()))?;
            round(shop, &actor, ReplaceRounding { version, rules }).await
        }
        What::Offer(Offer { currencies }) => {
            offer(shop, &actor, OfferCurrencies { version, currencies }).await
        }
    };
    let now = done.map_err(|error| match error {
        ChangeRatesError::Stale => "somebody else has changed the rates at the same time, and \
                                    nothing was written: look at them with `perigee rates` and \
                                    try again"
            .into(),
        ChangeRatesError::NotStored => "the exchange rates are not stored yet: the first start of \
                                        `perigee serve` stores those that it is started with"
            .into(),
        other => Failed::from(other),
    })?;
    if now == version {
        println!("Nothing has changed: these are the rates already.");
    }
    show(shop).await
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser, Debug)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn parse(words: &[&str]) -> Result<Option<What>, String> {
        let cli = Cli::try_parse_from(["rates"].iter().chain(words));
        cli.map(|cli| cli.args.what).map_err(|error| error.to_string())
    }

    #[test]
    fn rates_follow_their_currencies() {
        assert!(matches!(parse(&[]), Ok(None)));
        let Some(What::Set(set)) = parse(&["set", "USD=1.1305", "GBP="]).unwrap() else {
            unreachable!()
        };
        let gbp = "GBP".parse().unwrap();
        assert_eq!(set.rates, [(Currency::USD, Some(1_130_500)), (gbp, None)]);
        let Some(What::Offer(offer)) = parse(&["offer", "EUR,GBP"]).unwrap() else {
            unreachable!()
        };
        assert_eq!(offer.currencies, [Currency::EUR, gbp]);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (words, reason) in [
            (&["set"][..], "CURRENCY=RATE"),
            (&["set", "USD"], "such as USD=1.1305"),
            (&["set", "usd=1"], "three capital letters"),
            (&["set", "USD=0"], "not a rate above zero"),
            (&["set", "USD=-1"], "not a rate above zero"),
            (&["offer", "EUR,pounds"], "three capital letters"),
            (&["import"], "FILE"),
            (&["rounding"], "FILE"),
            (&["show"], "show"),
        ] {
            let error = parse(words).unwrap_err();
            assert!(error.contains(reason), "{words:?}: {error}");
        }
    }
}
