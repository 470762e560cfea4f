//! The settings in force: those of the merchant from the database, and those of the process.

mod change;
mod check;
mod current;
mod invalid;
pub mod read;
mod reversible;
pub(crate) mod sample;
mod setting;
mod stored;

pub use change::{ChangeError, ChangeSettings, Changed, SettingChange, change};
pub use check::{Checked, check};
pub use current::stored;
pub use invalid::InvalidSettings;
pub use read::InvalidSetting;
pub(crate) use reversible::StoredSettings;
pub use setting::Setting;
pub(crate) use stored::{Stored, versions};
pub use stored::{TableVersions, adopt, are_stored};

use crate::{Rules, TimeZone, rules::UnusableTables};
use domain::{
    Currency,
    customers::country::{Country, NOWHERE},
    pricing::rates::Rates,
    seller::Seller,
    shipping::calendar::{Calendar, ClosedDay},
};

/// The settings in force. Base URL, tax territories, public holidays and the limit of refused cards
/// are those that the process was started with; the others are the merchant's, and stored.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Counts the changes of the stored settings; 0 until some are stored.
    pub version: i64,
    /// Count the changes of the stored tables.
    pub tables: TableVersions,
    /// Why the stored zones, tariffs and tax rates are not those in force: the last ones that could
    /// be used are. A process does not start like this.
    pub unusable_tables: Option<UnusableTables>,
    /// The shop's name, as pages and emails show it.
    pub name: String,
    /// The currency of shoppers who have not chosen one. Stored prices have their own.
    pub currency: Currency,
    /// Exchange rates, and the currencies shoppers can choose.
    pub rates: Rates,
    /// The country of shoppers who have not chosen one: ISO 3166-1 alpha-2.
    pub country: String,
    /// `https://shop.example`, without a trailing slash: for links in email and canonical URLs.
    pub base_url: String,
    /// The seller, for receipts; without a name if nobody has set one.
    pub seller: Seller,
    /// The invented seller of the catalogue that the shop was seeded from, if it has one.
    pub sample_seller: Option<Seller>,
    /// Limits.
    pub limits: Limits,
    /// Tables of shipping, tax, currencies and public holidays.
    pub rules: Rules,
    /// When and from where parcels are dispatched.
    pub dispatch: Dispatch,
}

/// Those of a shop in Germany with the demonstration's exchange rates and no seller, for processes
/// that show nothing to anybody.
impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 0,
            tables: TableVersions::default(),
            unusable_tables: None,
            name: "Perigee".to_owned(),
            currency: Currency::EUR,
            rates: Rates::default(),
            country: "DE".to_owned(),
            base_url: String::new(),
            seller: Seller::default(),
            sample_seller: None,
            limits: Limits::default(),
            rules: Rules::default(),
            dispatch: Dispatch::default(),
        }
    }
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
    /// Within how many days shoppers can return what they bought.
    pub return_days: u32,
    /// Within how many days of receiving it shoppers can withdraw from the contract.
    pub withdrawal_days: u32,
    /// So few units of a variant are low at the desk, where the variant does not say otherwise.
    pub low_stock: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            card_refusals: 5,
            order_years: 10,
            return_days: 30,
            withdrawal_days: 14,
            low_stock: 5,
        }
    }
}

impl Settings {
    /// The country of shoppers who have not chosen one; the first country with delivery if there is
    /// none to it. No server starts like that, but the zones can change later.
    #[must_use]
    pub fn home_country(&self) -> &'static Country {
        let zones = &self.rules.zones;
        let first = || zones.countries().first().copied();
        // The program does not start with a table of zones that has no country.
        zones.country(&self.country).or_else(first).unwrap_or(&NOWHERE)
    }

    /// The exchange rates with the rounding rules for converted prices.
    #[must_use]
    pub fn shown_rates(&self) -> Rates {
        self.rates.clone().with_rules(self.rules.currencies.clone())
    }

    /// The delivery calendar for a parcel to a country, ordered at a given time. The postcode may
    /// belong to a region with its own public holidays.
    pub(crate) fn calendar(&self, now: i64, to: &Country, postcode: &str) -> Calendar {
        let (dispatch, holidays) = (&self.dispatch, &self.rules.holidays);
        let place = holidays.place(to.code, postcode);
        let today = dispatch.zone.local(now).0;
        Calendar::new(holidays, &dispatch.closed, &dispatch.from, place, today)
            .with_cut_off(dispatch.cut_off)
    }

    /// Whether shoppers connect over TLS, as they do in any live shop.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
