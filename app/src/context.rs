//! What every page is given.

use domain::{
    Currency,
    content::{PageRole, TextSlot},
    pricing::rates::Rates,
    seller::Seller,
    shipping::{Tariffs, Zones},
};
use views::{
    catalogue::CategoryCard,
    content::{ShopTexts, SiteLinks},
};

/// URLs of the files that pages load, with their content hashes.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that loads the islands.
    pub js: String,
    /// The islands.
    pub wasm: String,
}

/// Data for every page, the same for all shoppers with this currency and country.
#[derive(Clone, Copy, Debug)]
pub struct PageContext<'a> {
    /// The shop's name.
    pub shop_name: &'a str,
    /// The currency of prices.
    pub currency: Currency,
    /// The exchange rates of shown prices.
    pub rates: &'a Rates,
    /// The currencies to choose from.
    pub currencies: &'a [Currency],
    /// `https://…` without a trailing slash, for canonical URLs.
    pub base_url: &'a str,
    /// Path and query of this page, which forms return to.
    pub path: &'a str,
    /// The root categories.
    pub menu: &'a [CategoryCard],
    /// The merchant's content pages and menus.
    pub links: &'a SiteLinks,
    /// The merchant's texts in places of these pages.
    pub texts: &'a ShopTexts,
    /// Style sheet and islands.
    pub assets: &'a Assets,
    /// ISO 3166 code of the delivery country.
    pub country: &'a str,
    /// The seller.
    pub seller: &'a Seller,
    /// ISO 3166 code of the country of dispatch.
    pub dispatch: &'a str,
    /// The countries with delivery, by shipping zone.
    pub zones: &'a Zones,
    /// The delivery tariffs.
    pub tariffs: &'a Tariffs,
    /// For how many years after the year of the order its buyer's name is kept.
    pub order_years: u32,
    /// Within how many days shoppers can return what they bought.
    pub return_days: u32,
    /// Within how many days of receiving it shoppers can withdraw from the contract.
    pub withdrawal_days: u32,
    /// Orders before this hour are dispatched on the same working day.
    pub cut_off: u8,
    /// The name of local time at the place of dispatch: `Central European time`.
    pub time_zone: &'a str,
}

impl<'a> PageContext<'a> {
    /// The cut-off hour as text: `14:00`.
    pub(crate) fn cut_off(&self) -> String {
        format!("{}:00", self.cut_off)
    }

    /// The URL of the merchant's page in a role, if there is one.
    pub(crate) fn page(&self, role: PageRole) -> Option<&'a str> {
        self.links.page(role)
    }

    /// The merchant's text in a place, if there is one.
    pub(crate) fn text(&self, slot: TextSlot) -> Option<&'a str> {
        self.texts.get(slot)
    }

    /// The raw value of a parameter in the query of [`PageContext::path`].
    pub(crate) fn parameter(&self, name: &str) -> Option<&'a str> {
        parameter(self.path, name)
    }
}

/// The raw value of a parameter in the query of a path.
pub(crate) fn parameter<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = path.split_once('?')?;
    query.split('&').find_map(|pair| {
        pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value)
    })
}
