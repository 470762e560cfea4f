//! What a merchant decides once.

use crate::{Rules, Zone};
use domain::{Currency, pricing::rates::Rates, seller::Imprint, shipping::calendar::ClosedDay};

/// What a merchant decides once.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Currency of a shopper who has not chosen one.
    pub currency: Currency,
    /// Exchange rates, and the currencies to choose from.
    pub rates: Rates,
    /// Country of a shopper who has not chosen one: ISO 3166-1 alpha-2.
    pub country: String,
    /// `https://shop.example`, without a slash at the end: for links in mail and canonical
    /// addresses.
    pub base_url: String,
    /// Who sells, for receipts.
    pub seller: Imprint,
    /// What is bounded.
    pub limits: Limits,
    /// Tables of tax, currencies and public holidays.
    pub rules: Rules,
    /// When and from where parcels leave.
    pub dispatch: Dispatch,
}

/// When and from where parcels leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispatch {
    /// Country, or country and region, whose public holidays are kept: `DE`, `DE-SH`.
    pub from: String,
    /// Other days on which nothing is sent.
    pub closed: Vec<ClosedDay>,
    /// Whose clocks count.
    pub zone: Zone,
    /// What is ordered before this hour leaves on the same working day.
    pub cut_off: u8,
}

impl Default for Dispatch {
    fn default() -> Self {
        Self { from: "DE".to_owned(), closed: Vec::new(), zone: Zone::default(), cut_off: 14 }
    }
}

/// What is bounded.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// After so many refused cards within an hour a cart, a client and a card wait for an hour; 0
    /// is never.
    pub card_refusals: u32,
    /// For how many years after the one in which it was placed an order is kept with its buyer's
    /// name, as the law wants.
    pub order_years: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { card_refusals: 5, order_years: 10 }
    }
}

impl Settings {
    /// Whether shoppers come by TLS, as they do to a shop that is open.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
