//! Prices of variants; currencies that the shop offers, and exchange rates: typed, from a file, or
//! from a feed.

mod change;
mod document;
mod feed;
mod import;
mod offer;
mod prices;
mod reversible;
mod round;
mod set;
mod show;
mod tables;

pub use change::{ChangeRatesError, InvalidRates, RateError};
pub use document::{DatedRates, DocumentError};
pub use feed::{FeedOutcome, feed_age, feed_failed, feed_is_due, take_feed, typed_before};
pub use import::{ImportRates, import};
pub use offer::{OfferCurrencies, offer};
pub(crate) use prices::BasePrices;
pub use prices::{
    ChangePrices, MAX_VARIANTS, Preview, PreviewRow, PriceError, PriceHistory, PricesChanged,
    RowError, Selection, SetPrice, SetSale, Undone, change_prices, end_sales, preview_prices,
    preview_sale, price_history, prior_prices, sales, set_price, set_sale, undo_prices,
};
pub(crate) use reversible::RateTables;
pub use round::{ReplaceRounding, round};
pub use set::{SetRates, set};
pub use show::{StoredRates, is_stored, rates_in_force, stored, stored_faults};
pub(crate) use tables::{adopt, of_tables};
