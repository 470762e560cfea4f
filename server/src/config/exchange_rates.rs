//! Exchange rates.

use super::tables::rates;
use clap::Args;
use domain::pricing::rates::Rates;

/// The exchange rates of the commands that need them.
#[derive(Args, Clone, Debug)]
pub struct ExchangeRates {
    /// File of exchange rates: a line as-of,2026-11-20, then one such as USD,1.1305 (a euro in
    /// dollars) for each currency. Without it, embedded demonstration rates are used. Once the
    /// first start has stored rates, those apply.
    #[arg(long, env = "PERIGEE_RATES", value_parser = rates)]
    rates: Option<Rates>,
}

impl ExchangeRates {
    /// The rates of the file; without one, the embedded demonstration rates.
    #[must_use]
    pub fn rates(&self) -> Rates {
        self.rates.clone().unwrap_or_default()
    }
}
