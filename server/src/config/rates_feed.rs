//! The feed of exchange rates.

use crate::rates_feed::address;
use clap::Args;
use hyper::Uri;

/// Where a worker fetches exchange rates.
#[derive(Args, Clone, Debug)]
pub struct RatesFeed {
    /// Address of exchange rates in the format of the European Central Bank's
    /// eurofxref-daily.xml, which the worker fetches once a day; without it, rates change only by
    /// `perigee rates`.
    #[arg(long, env = "PERIGEE_RATES_FEED", value_parser = address::read, hide_env_values = true)]
    pub rates_feed: Option<Uri>,
    /// Number of days after which the feed's last good rates are too old: the worker warns.
    #[arg(
        long,
        env = "PERIGEE_RATES_MAX_AGE",
        default_value_t = 7,
        value_parser = clap::value_parser!(u32).range(1..=365),
    )]
    pub rates_max_age: u32,
}
