//! Zones, tariffs and tax rates from the database.

use crate::order_conflicts::raw;
use domain::{
    Currency,
    shipping::{ShippingMethod, Tariff, TariffError, Tariffs, Zone, Zones},
    tax::{TaxRates, TaxRatesError},
};
use shop::{
    Clock, Context, InvalidTables, Rules, Settings,
    rules::{MisfitTables, ReplaceError, ReplaceTables, check_tables, replace},
    settings::stored,
};
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

/// The tables of [`store_tables`] as a command, without those that stay.
fn tables(version: i64) -> ReplaceTables {
    ReplaceTables {
        version,
        zones: Some(Zones::read("zone,near,Home\nplace,near,DE\nplace,near,AT\n").unwrap()),
        tariffs: Some(Tariffs::read("near,standard,parcel,,,7,,1,2\n").unwrap()),
        tax_rates: Some(
            TaxRates::read("AT,standard,20,included,\nDE,standard,10,included,\n").unwrap(),
        ),
    }
}

on_both!(replaced_tables_reach_all_processes);
async fn replaced_tables_reach_all_processes(bench: &Bench) {
    let (replica, worker) = (bench.replica().await, bench.replica().await);
    let before = replica.snapshot().generation;
    let token = bench.cart(&[("MUG", 1)]).await;
    let delivery = async |shop: &Context| {
        let method = ShippingMethod::Standard;
        let cart = calls::cart(shop, Some(&token), Currency::EUR, home(), method, false).await;
        let cart = cart.unwrap();
        let rates: Vec<u32> = cart.taxes.iter().map(|tax| tax.rate).collect();
        (cart.totals.delivery.minor, rates)
    };
    assert_eq!(replace(&bench.shop, tables(0)).await.unwrap(), 1);
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().generation > before, "cached pages are dropped");
    // A worker reads them alone.
    let version = worker.snapshot().version;
    shop::catalogue::refresh_settings(&worker).await.unwrap();
    assert_eq!(worker.snapshot().version, version);
    for shop in [&bench.shop, &replica, &worker] {
        assert_eq!(countries(shop), ["AT", "DE"]);
        assert_eq!(shop.settings().tables.delivery, 1);
        assert_eq!(delivery(shop).await, (700, vec![1_000]));
    }
    // One table alone; the others stay.
    let tariffs = Some(Tariffs::read("near,standard,parcel,,,3.50,,1,2\n").unwrap());
    let dearer = ReplaceTables { version: 1, tariffs, ..ReplaceTables::default() };
    assert_eq!(replace(&bench.shop, dearer.clone()).await.unwrap(), 2);
    assert_eq!(delivery(&bench.shop).await, (350, vec![1_000]));
    // What was read has been replaced since.
    assert!(matches!(replace(&bench.shop, dearer).await, Err(ReplaceError::Stale)));
    assert_eq!(stored(&bench.shop).await.unwrap().tables.delivery, 2);
}

on_both!(tables_that_do_not_fit_are_refused);
async fn tables_that_do_not_fit_are_refused(bench: &Bench) {
    let zones = |text: &str| Some(Zones::read(text).unwrap());
    let tariffs = |text: &str| Some(Tariffs::read(text).unwrap());
    let rates = |text: &str| Some(TaxRates::read(text).unwrap());
    let near = Zone::from_key("near").unwrap();
    let far = Zone::from_key("far").unwrap();
    for (wrong, expected) in [
        (
            ReplaceTables {
                zones: zones("zone,near,Home\nzone,far,Far\nplace,near,DE\nplace,far,AT\n"),
                ..tables(0)
            },
            vec![InvalidTables::Tariffs(TariffError::Gap(far))],
        ),
        (
            ReplaceTables { tariffs: tariffs("near,standard,parcel,2,,7,,1,2\n"), ..tables(0) },
            vec![InvalidTables::Tariffs(TariffError::Gap(near))],
        ),
        (
            ReplaceTables {
                tariffs: tariffs("far,standard,parcel,,,7,,1,2\n"),
                tax_rates: rates("DE,books,5,included,\n"),
                ..tables(0)
            },
            vec![
                InvalidTables::Tariffs(TariffError::UnknownZone(1, far)),
                InvalidTables::Tariffs(TariffError::Gap(near)),
                InvalidTables::TaxRates(TaxRatesError::NoRate("AT")),
                InvalidTables::TaxRates(TaxRatesError::NoRate("DE")),
            ],
        ),
        (
            ReplaceTables { zones: zones("zone,near,Home\nplace,near,AT\n"), ..tables(0) },
            vec![InvalidTables::HomeCountry("DE".to_owned())],
        ),
    ] {
        for refused in [
            check_tables(&bench.shop, wrong.clone()).await,
            replace(&bench.shop, wrong).await.map(drop),
        ] {
            let Err(ReplaceError::Misfit(MisfitTables(found))) = refused else {
                panic!("{refused:?}")
            };
            assert_eq!(found, expected);
        }
    }
    // The others would be this process's own.
    let part = ReplaceTables { zones: None, ..tables(0) };
    let checked = check_tables(&bench.shop, part.clone()).await;
    assert!(matches!(checked, Err(ReplaceError::Partial)), "{checked:?}");
    let refused = replace(&bench.shop, part.clone()).await;
    assert!(matches!(refused, Err(ReplaceError::Partial)), "{refused:?}");
    check_tables(&bench.shop, tables(0)).await.unwrap();
    let version = bench.shop.snapshot().version;
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!((bench.shop.snapshot().version, countries(&bench.shop).len()), (version, 85));
    // What cannot be read can be replaced, but only as a whole.
    store_tables(bench).await;
    raw(bench.shop.db(), "DELETE FROM shipping_places WHERE country = 'DE' AND prefix = ''").await;
    let checked = check_tables(&bench.shop, part.clone()).await;
    assert!(matches!(checked, Err(ReplaceError::Misfit(_))), "{checked:?}");
    assert!(matches!(replace(&bench.shop, part).await, Err(ReplaceError::Misfit(_))));
    replace(&bench.shop, tables(0)).await.unwrap();
    assert_eq!(countries(&bench.shop), ["AT", "DE"]);
}
