//! Flags and environment variables. The flag takes precedence over the variable. An invalid value
//! is rejected at the start, with its name.

mod capacity;
mod catalogue;
mod database;
mod exchange_rates;
mod given;
mod http;
mod listen;
mod logs;
mod mail;
mod merchant;
mod rate_limits;
mod rates_feed;
mod seconds;
mod tables;

pub use capacity::Capacity;
pub use catalogue::Catalogue;
pub use database::Database;
pub use exchange_rates::ExchangeRates;
pub use http::{Http, Surface};
pub use listen::Listen;
pub use logs::{LogFormat, Logs};
pub use mail::Mail;
pub use merchant::Merchant;
pub use rate_limits::RateLimits;
pub use rates_feed::RatesFeed;
pub(crate) use tables::currency_rules;
