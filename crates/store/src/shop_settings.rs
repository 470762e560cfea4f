//! What the merchant decides about the shop: the one row of `shop_settings`. Servers see a change
//! after [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, column};
use db::{execute, fetch_optional};
use domain::{Currency, shipping::calendar::ClosedDay};

db::row! {
    /// The settings.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ShopSettingsRow {
        /// The shop's name.
        pub name: String,
        /// The currency of shoppers who have not chosen one.
        pub currency: Currency = column::currency,
        /// The country of shoppers who have not chosen one: ISO 3166-1 alpha-2.
        pub country: String,
        /// The time zone of the place of dispatch, by its IANA name.
        pub time_zone: String,
        /// Country, or country and region, that parcels are sent from.
        pub dispatch_from: String,
        /// Additional days without dispatch.
        pub closed_days: Vec<ClosedDay> = column::closed_days,
        /// Orders before this hour are dispatched on the same working day.
        pub cut_off: u8 = column::hour,
        /// For how many years after the year of the order its buyer's data is kept.
        pub order_years: u32 = column::count,
        /// Within how many days shoppers can return what they bought.
        pub return_days: u32 = column::count,
        /// Within how many days shoppers can withdraw from the contract.
        pub withdrawal_days: u32 = column::count,
        /// So few units of a variant are low, where the variant does not say otherwise.
        pub low_stock: u32 = column::count,
        /// The seller's full name.
        pub seller_name: String,
        /// The seller's address.
        pub seller_address: Vec<String> = column::lines,
        /// VAT number; may be empty.
        pub seller_vat_number: String,
        /// Legal representatives; may be empty.
        pub seller_representative: String,
        /// Register and number; may be empty.
        pub seller_register: String,
        /// Phone number; may be empty.
        pub seller_phone: String,
        /// Email address; may be empty.
        pub seller_email: String,
        /// Supervisory authority; may be empty.
        pub seller_supervisor: String,
        /// Statement on consumer dispute resolution; may be empty.
        pub seller_disputes: String,
        /// Counts the changes, from 1.
        pub version: i64,
    }
}

/// The settings; none before the first start of a program that stores them.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn get(executor: &mut impl Executor) -> Result<Option<ShopSettingsRow>, Error> {
    Ok(fetch_optional!(
        executor,
        ShopSettingsRow,
        "SELECT name, currency, country, time_zone, dispatch_from, closed_days, cut_off,
            order_years, return_days, withdrawal_days, low_stock, seller_name, seller_address,
            seller_vat_number, seller_representative, seller_register, seller_phone, seller_email,
            seller_supervisor, seller_disputes, version
         FROM shop_settings WHERE id = 1"
    )?)
}

/// Closed days as they are stored.
fn stored_days(days: &[ClosedDay]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Writes the first settings, at `now` in Unix milliseconds, as version 1 whatever the row says.
/// Does nothing and returns false if there are some already.
///
/// # Errors
/// If the query fails, or violates a constraint of the table.
pub async fn insert(
    executor: &mut impl Executor,
    row: &ShopSettingsRow,
    now: i64,
) -> Result<bool, Error> {
    let (days, address) = (stored_days(&row.closed_days), row.seller_address.join("\n"));
    let inserted = execute!(
        executor,
        "INSERT INTO shop_settings
            (id, name, currency, country, time_zone, dispatch_from, closed_days, cut_off,
             order_years, return_days, withdrawal_days, seller_name, seller_address,
             seller_vat_number, seller_representative, seller_register, seller_phone,
             seller_email, seller_supervisor, seller_disputes, version, updated_at, low_stock)
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             $18, $19, 1, $20, $21)
         ON CONFLICT (id) DO NOTHING",
        row.name.as_str(),
        row.currency.code(),
        row.country.as_str(),
        row.time_zone.as_str(),
        row.dispatch_from.as_str(),
        days.as_str(),
        i64::from(row.cut_off),
        i64::from(row.order_years),
        i64::from(row.return_days),
        i64::from(row.withdrawal_days),
        row.seller_name.as_str(),
        address.as_str(),
        row.seller_vat_number.as_str(),
        row.seller_representative.as_str(),
        row.seller_register.as_str(),
        row.seller_phone.as_str(),
        row.seller_email.as_str(),
        row.seller_supervisor.as_str(),
        row.seller_disputes.as_str(),
        now,
        i64::from(row.low_stock)
    )?;
    Ok(inserted == 1)
}

/// Replaces the settings, at `now` in Unix milliseconds, unless they have another version than the
/// row: then it returns false.
///
/// # Errors
/// If the query fails, or violates a constraint of the table.
pub async fn update(
    executor: &mut impl Executor,
    row: &ShopSettingsRow,
    now: i64,
) -> Result<bool, Error> {
    let (days, address) = (stored_days(&row.closed_days), row.seller_address.join("\n"));
    let updated = execute!(
        executor,
        "UPDATE shop_settings
         SET name = $1, currency = $2, country = $3, time_zone = $4, dispatch_from = $5,
            closed_days = $6, cut_off = $7, order_years = $8, return_days = $9,
            withdrawal_days = $10, seller_name = $11, seller_address = $12,
            seller_vat_number = $13, seller_representative = $14, seller_register = $15,
            seller_phone = $16, seller_email = $17, seller_supervisor = $18,
            seller_disputes = $19, version = version + 1, updated_at = $20, low_stock = $22
         WHERE id = 1 AND version = $21",
        row.name.as_str(),
        row.currency.code(),
        row.country.as_str(),
        row.time_zone.as_str(),
        row.dispatch_from.as_str(),
        days.as_str(),
        i64::from(row.cut_off),
        i64::from(row.order_years),
        i64::from(row.return_days),
        i64::from(row.withdrawal_days),
        row.seller_name.as_str(),
        address.as_str(),
        row.seller_vat_number.as_str(),
        row.seller_representative.as_str(),
        row.seller_register.as_str(),
        row.seller_phone.as_str(),
        row.seller_email.as_str(),
        row.seller_supervisor.as_str(),
        row.seller_disputes.as_str(),
        now,
        row.version,
        i64::from(row.low_stock)
    )?;
    Ok(updated == 1)
}
