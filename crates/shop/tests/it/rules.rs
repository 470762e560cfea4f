//! Zones, tariffs and tax rates from the database.

use crate::order_conflicts::raw;
use domain::{
    Currency,
    shipping::{ShippingMethod, Tariff, Tariffs, Zones},
    tax::TaxRates,
};
use shop::{Clock, Context, Rules, Settings};
use std::sync::Arc;
use testing::{Bench, calls, home, on_both, open, settings};

/// Stores the tables of a shop that delivers to Germany and Austria.
async fn store_tables(bench: &Bench) {
    let zones =
        "zone,near,Home\nzone,far,Next door\nplace,near,DE\nplace,far,AT\nplace,far,DE,25\n";
    let tariffs = "near,standard,parcel,,,7,,1,2\nfar,standard,parcel,,,8,,1,2\n";
    let rates =
        "AT,standard,20,included,\nDE,standard,10,included,\nDE,standard,12,included,2026-11-21\n";
    let mut tx = bench.shop.db().begin().await.unwrap();
    let (zones, tariffs) = (Zones::read(zones).unwrap(), Tariffs::read(tariffs).unwrap());
    store::shipping::put(&mut tx, &zones, &tariffs).await.unwrap();
    store::tax::put_rates(&mut tx, &TaxRates::read(rates).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
}

fn countries(shop: &Context) -> Vec<&'static str> {
    shop.settings().rules.zones.countries().iter().map(|country| country.code).collect()
}

on_both!(stored_tables_apply_to_processes_that_start);
async fn stored_tables_apply_to_processes_that_start(bench: &Bench) {
    assert_eq!(countries(&bench.shop).len(), 85, "without stored tables, the program's apply");
    store_tables(bench).await;
    let shop = bench.replica().await;
    assert_eq!(countries(&shop), ["AT", "DE"]);
    let token = bench.cart(&[("MUG", 1)]).await;
    let method = ShippingMethod::Standard;
    // The rate of the day applies: it is 20 November.
    for rate in [1_000, 1_200] {
        let cart =
            calls::cart(&shop, Some(&token), Currency::EUR, home(), method, false).await.unwrap();
        let rates: Vec<u32> = cart.taxes.iter().map(|tax| tax.rate).collect();
        assert_eq!((cart.totals.delivery.minor, rates), (700, vec![rate]));
        bench.advance(24 * 3600 * 1000);
    }
}

on_both!(files_of_the_operator_replace_stored_tables);
async fn files_of_the_operator_replace_stored_tables(bench: &Bench) {
    store_tables(bench).await;
    let rules = Rules { from_files: true, ..Rules::default() };
    let settings = Settings { rules, ..settings("https://shop.example") };
    let (db, clock) = (open(&bench.database).await, Clock::Fixed(Arc::clone(&bench.time)));
    let shop = Context::open(db, settings, Arc::clone(&bench.bank), clock).await.unwrap();
    assert_eq!(countries(&shop).len(), 85);
}

on_both!(a_shop_keeps_selling_with_stored_tables_that_do_not_fit);
async fn a_shop_keeps_selling_with_stored_tables_that_do_not_fit(bench: &Bench) {
    for wrong in [
        "DELETE FROM tax_rates WHERE country = 'AT'",
        "UPDATE tax_rates SET included = 0 WHERE starts_on <> ''",
        "DELETE FROM shipping_tariffs WHERE zone_key = 'far'",
        "UPDATE shipping_tariffs SET max_order_g = 1000",
        "UPDATE shipping_tariffs SET zone_key = 'near'",
        "DELETE FROM shipping_places WHERE country = 'DE' AND prefix = ''",
        "DELETE FROM shipping_places",
    ] {
        store_tables(bench).await;
        raw(bench.shop.db(), wrong).await;
        assert_eq!(countries(&bench.replica().await).len(), 85, "{wrong}");
    }
}

on_both!(the_first_load_stores_the_tables_of_the_program, merchant);
async fn the_first_load_stores_the_tables_of_the_program(bench: &Bench) {
    let stored = bench.replica().await.settings().rules.clone();
    let tariffs = |rules: &Rules| -> Vec<Tariff> {
        // The lines of a file are not those of the table.
        rules.tariffs.iter().map(|tariff| Tariff { line: 0, ..*tariff }).collect()
    };
    assert_eq!(tariffs(&stored), tariffs(&Rules::default()));
    assert_eq!(stored.check(), Ok(()));
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(store::shipping::zone_count(&mut conn).await.unwrap(), 4);
    assert_eq!(store::tax::rates(&mut conn).await.unwrap().len(), 117);
}
