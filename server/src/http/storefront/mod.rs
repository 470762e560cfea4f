//! The pages and the form posts behind them, one file or folder an area: each parses, asks a use
//! case, and shows what it gives.

pub(super) mod cart;
pub(super) mod catalogue;
pub(super) mod checkout;
pub(super) mod content;
pub(super) mod forms;
pub(super) mod notifications;
pub(super) mod orders;
pub(super) mod preferences;
pub(super) mod search;
pub(super) mod sitemap;
pub(super) mod web_vitals;
