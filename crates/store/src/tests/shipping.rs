//! Zones, tariffs and tax rates.

use super::{number, on_both, raw};
use crate::{Db, shipping, tax};
use domain::{
    shipping::{Tariffs, Zones},
    tax::TaxRates,
};
use time::macros::date;

const ZONES: &str =
    "zone,near,Nearby\nzone,far,Far away\nplace,far,GB\nplace,near,AT\nplace,far,AT,669 99\n";
const TARIFFS: &str = "near,standard,parcel,31.5,95,4.90,50,2,3\nnear,express,freight,,,39,,1,1\n\
                       near,standard,freight,,,5,,1,2\nfar,standard,parcel,,,9,,3,4\n";
const RATES: &str =
    "GB,standard,20,added,\nAT,books,9.5,included,2027-01-01\nAT,standard,20,included,\n";

async fn put(db: &Db, zones: &str, tariffs: &str, rates: &str) {
    let (zones, tariffs) = (Zones::read(zones).unwrap(), Tariffs::read(tariffs).unwrap());
    let mut tx = db.begin().await.unwrap();
    shipping::put(&mut tx, &zones, &tariffs).await.unwrap();
    tax::put_rates(&mut tx, &TaxRates::read(rates).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(zones_and_rates_are_replaced_as_a_whole);
async fn zones_and_rates_are_replaced_as_a_whole(db: &Db) {
    let mut conn = db.read().await.unwrap();
    assert_eq!(shipping::zone_count(&mut conn).await.unwrap(), 0, "a new shop has none");
    drop(conn);
    let (zones, tariffs) = ("zone,near,Home\nplace,near,DE", "near,standard,parcel,,,5,,1,2");
    put(db, zones, tariffs, "DE,standard,19,included,").await;
    put(db, ZONES, TARIFFS, RATES).await;

    let mut conn = db.read().await.unwrap();
    assert_eq!(shipping::zone_count(&mut conn).await.unwrap(), 2);
    let zones = shipping::zones(&mut conn).await.unwrap();
    let zones: Vec<_> = zones.iter().map(|row| (row.key.key(), row.title.as_str())).collect();
    assert_eq!(zones, [("near", "Nearby"), ("far", "Far away")], "in order");
    let places = shipping::places(&mut conn).await.unwrap();
    let places: Vec<_> = places
        .iter()
        .map(|row| (row.country.code, row.prefix.as_str(), row.zone_key.key()))
        .collect();
    assert_eq!(
        places,
        [("AT", "", "near"), ("AT", "669", "far"), ("AT", "99", "far"), ("GB", "", "far")]
    );
    let tariffs = shipping::tariffs(&mut conn).await.unwrap();
    let tariffs: Vec<_> = tariffs
        .iter()
        .map(|row| {
            let limits = (row.max_unit_g, row.max_order_g, row.free_from_minor);
            let what = (row.zone_key.key(), row.method.key(), row.carriage.key());
            (row.position, what, limits, (row.price_minor, row.min_days, row.max_days))
        })
        .collect();
    let none = (None, None, None);
    assert_eq!(
        tariffs,
        [
            (
                1,
                ("near", "standard", "parcel"),
                (Some(31_500), Some(95_000), Some(5_000)),
                (490, 2, 3)
            ),
            (2, ("near", "express", "freight"), none, (3_900, 1, 1)),
            (3, ("near", "standard", "freight"), none, (500, 1, 2)),
            (4, ("far", "standard", "parcel"), none, (900, 3, 4)),
        ]
    );
    let rates = tax::rates(&mut conn).await.unwrap();
    let rates: Vec<_> = rates
        .iter()
        .map(|row| (row.country.code, row.class.key(), row.starts_on, row.rate, row.included))
        .collect();
    assert_eq!(
        rates,
        [
            ("AT", "books", Some(date!(2027 - 01 - 01)), 950, true),
            ("AT", "standard", None, 2_000, true),
            ("GB", "standard", None, 2_000, false),
        ]
    );
}

on_both!(zones_and_rates_stay_consistent);
async fn zones_and_rates_stay_consistent(db: &Db) {
    put(db, ZONES, TARIFFS, RATES).await;
    for (sql, constraint) in [
        ("UPDATE shipping_zones SET title = '' WHERE key = 'far'", "shipping_zones_title_check"),
        ("UPDATE shipping_places SET country = 'AUT'", "shipping_places_country_check"),
        ("UPDATE shipping_tariffs SET method = 'drone'", "shipping_tariffs_method_check"),
        ("UPDATE shipping_tariffs SET carriage = 'van'", "shipping_tariffs_carriage_check"),
        ("UPDATE shipping_tariffs SET max_unit_g = 0", "shipping_tariffs_max_unit_g_check"),
        ("UPDATE shipping_tariffs SET max_order_g = -1", "shipping_tariffs_max_order_g_check"),
        ("UPDATE shipping_tariffs SET price_minor = -1", "shipping_tariffs_price_minor_check"),
        (
            "UPDATE shipping_tariffs SET free_from_minor = -1",
            "shipping_tariffs_free_from_minor_check",
        ),
        ("UPDATE shipping_tariffs SET min_days = 9", "shipping_tariffs_days_check"),
        ("UPDATE tax_rates SET class = 'food'", "tax_rates_class_check"),
        ("UPDATE tax_rates SET rate = 10001", "tax_rates_rate_check"),
        ("UPDATE tax_rates SET rate = -1", "tax_rates_rate_check"),
        ("UPDATE tax_rates SET included = 2", "tax_rates_included_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
    // An unreadable value is an error that names the column.
    raw(db, "UPDATE tax_rates SET starts_on = 'soon' WHERE class = 'books'").await.unwrap();
    raw(db, "UPDATE shipping_places SET prefix = 'x y' WHERE prefix = '99'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let error = tax::rates(&mut conn).await.unwrap_err().to_string();
    assert!(error.contains("starts_on") && error.contains("soon"), "{error}");
    let error = shipping::places(&mut conn).await.unwrap_err().to_string();
    assert!(error.contains("prefix") && error.contains("x y"), "{error}");
    drop(conn);
    // What is in a zone goes with it.
    raw(db, "DELETE FROM shipping_zones WHERE key = 'far'").await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM shipping_places").await, 1);
    assert_eq!(number(db, "SELECT COUNT(*) FROM shipping_tariffs").await, 3);
}
