//! Shipping zones, the places in them, and tariffs. Servers see a change after
//! [`table_versions::bump`](crate::table_versions::bump) and
//! [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, fetch_one, here, insert};
use domain::{
    customers::country::Country,
    shipping::{Carriage, ShippingMethod, Tariffs, Zone, Zones},
};

db::row! {
    /// A zone.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ZoneRow {
        /// Its key.
        pub key: Zone = column::zone,
        /// Its title on the delivery page.
        pub title: String,
    }
}

db::row! {
    /// A country, or a part of one.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PlaceRow {
        /// The country.
        pub country: &'static Country = column::country,
        /// What postcodes there begin with; empty for the rest of the country.
        pub prefix: String = column::postcode_prefix,
        /// Its zone.
        pub zone_key: Zone = column::zone,
    }
}

db::row! {
    /// A tariff.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TariffRow {
        /// Its place in the order of precedence.
        pub position: i64,
        /// The zone it is for.
        pub zone_key: Zone = column::zone,
        /// Shipping method.
        pub method: ShippingMethod = column::shipping_method,
        /// Carriage.
        pub carriage: Carriage = column::carriage,
        /// Maximum weight of a unit in grams; none for any.
        pub max_unit_g: Option<i64>,
        /// Maximum weight of an order in grams; none for any.
        pub max_order_g: Option<i64>,
        /// Price in euro cents.
        pub price_minor: i64,
        /// Free from this subtotal in euro cents; none for never.
        pub free_from_minor: Option<i64>,
        /// Minimum transit time in working days.
        pub min_days: u8 = column::days,
        /// Maximum transit time in working days.
        pub max_days: u8 = column::days,
    }
}

/// All zones, in order.
///
/// # Errors
/// If the query fails.
pub async fn zones(executor: &mut impl Executor) -> Result<Vec<ZoneRow>, Error> {
    Ok(fetch_all!(
        executor,
        ZoneRow,
        "SELECT key, title FROM shipping_zones ORDER BY position, key"
    )?)
}

/// Number of zones.
///
/// # Errors
/// If the query fails.
pub async fn zone_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM shipping_zones")?;
    Ok(count)
}

/// All places.
///
/// # Errors
/// If the query fails.
pub async fn places(executor: &mut impl Executor) -> Result<Vec<PlaceRow>, Error> {
    Ok(fetch_all!(
        executor,
        PlaceRow,
        "SELECT country, prefix, zone_key FROM shipping_places ORDER BY country, prefix"
    )?)
}

/// All tariffs, in the order of precedence.
///
/// # Errors
/// If the query fails.
pub async fn tariffs(executor: &mut impl Executor) -> Result<Vec<TariffRow>, Error> {
    Ok(fetch_all!(
        executor,
        TariffRow,
        "SELECT position, zone_key, method, carriage, max_unit_g, max_order_g, price_minor,
            free_from_minor, min_days, max_days
         FROM shipping_tariffs ORDER BY position"
    )?)
}

/// Replaces all zones, places and tariffs.
///
/// # Errors
/// If the query fails.
pub async fn put(
    executor: &mut impl Executor,
    zones: &Zones,
    tariffs: &Tariffs,
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM shipping_tariffs")?;
    execute!(executor, "DELETE FROM shipping_places")?;
    execute!(executor, "DELETE FROM shipping_zones")?;
    insert!("shipping_zones", (1_i64..).zip(zones.iter()), |(position, entry)| {
        key: &str = entry.zone.key(),
        position: i64 = position,
        title: &str = entry.title.as_str(),
    })
    .execute(executor, here!())
    .await?;
    insert!("shipping_places", zones.places(), |place| {
        country: &str = place.country.code,
        prefix: &str = place.prefix.as_str(),
        zone_key: &str = place.zone.key(),
    })
    .execute(executor, here!())
    .await?;
    insert!("shipping_tariffs", (1_i64..).zip(tariffs.iter()), |(position, tariff)| {
        position: i64 = position,
        zone_key: &str = tariff.zone.key(),
        method: &str = tariff.method.key(),
        carriage: &str = tariff.carriage.key(),
        max_unit_g: Option<i64> = tariff.piece,
        max_order_g: Option<i64> = tariff.total,
        price_minor: i64 = tariff.price,
        free_from_minor: Option<i64> = tariff.free_from,
        min_days: i64 = i64::from(tariff.days.0),
        max_days: i64 = i64::from(tariff.days.1),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
