//! The merchant's settings.

use crate::{Rules, TimeZone};
use domain::{
    Currency,
    customers::country::{Country, NOWHERE},
    pricing::rates::Rates,
    seller::Seller,
    shipping::calendar::ClosedDay,
};

/// The merchant's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The default currency.
    pub currency: Currency,
    /// Exchange rates, and the currencies shoppers can choose.
    pub rates: Rates,
    /// The default country: ISO 3166-1 alpha-2.
    pub country: String,
    /// `https://shop.example`, without a trailing slash: for links in email and canonical URLs.
    pub base_url: String,
    /// The seller, for receipts.
    pub seller: Seller,
    /// Limits.
    pub limits: Limits,
    /// Tables of shipping, tax, currencies and public holidays.
    pub rules: Rules,
    /// When and from where parcels are dispatched.
    pub dispatch: Dispatch,
}

/// When and from where parcels are dispatched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispatch {
    /// Country, or country and region, whose public holidays apply: `DE`, `DE-SH`.
    pub from: String,
    /// Additional days without dispatch.
    pub closed: Vec<ClosedDay>,
    /// The time zone of the place of dispatch.
    pub zone: TimeZone,
    /// Orders before this hour are dispatched on the same working day.
    pub cut_off: u8,
}

impl Default for Dispatch {
    fn default() -> Self {
        Self { from: "DE".to_owned(), closed: Vec::new(), zone: TimeZone::default(), cut_off: 14 }
    }
}

/// Limits set by the merchant.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many cards may be refused within an hour for a cart, a client or a card, before payments
    /// are blocked for an hour; 0 for no limit.
    pub card_refusals: u32,
    /// For how many years after the year of the order its buyer's name is kept, as required by law.
    pub order_years: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { card_refusals: 5, order_years: 10 }
    }
}

impl Settings {
    /// The country of shoppers who have not chosen one. The program's flags accept only countries
    /// with delivery; any other code yields the first country with delivery.
    #[must_use]
    pub fn home_country(&self) -> &'static Country {
        let zones = &self.rules.zones;
        let first = || zones.countries().first().copied();
        // The program does not start with a table of zones that has no country.
        zones.country(&self.country).or_else(first).unwrap_or(&NOWHERE)
    }

    /// Whether shoppers connect over TLS, as they do in any live shop.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
