//! Zones, tariffs and tax rates from the database.

use crate::order_conflicts::raw;
use domain::{
    Currency,
    shipping::{ShippingMethod, Tariff, TariffError, Tariffs, Zone, Zones},
    tax::{TaxRates, TaxRatesError},
};
use shop::{
    Clock, Context, InternalError, InvalidTables, Rules, Settings,
    rules::{
        MisfitTables, ReplaceError, ReplaceTables, are_stored, check_tables, delivery_tables,
        replace, stored_faults,
    },
    settings::{ChangeError, ChangeSettings, Setting, change, check, stored},
    staff::Actor,
};
use std::{collections::BTreeMap, sync::Arc};
use store::{
    catalogue::Change,
    table_versions::{self, Tables},
};
use testing::{Bench, calls, home, on_both, open, settings};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

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

/// Changes of the tables of [`store_tables`] after which they do not fit, and what is wrong then.
const MISFITS: [(&str, &str); 9] = [
    (
        "DELETE FROM tax_rates WHERE country = 'AT'",
        "tax_rates: AT has no standard rate from the beginning",
    ),
    (
        "UPDATE tax_rates SET included = 0 WHERE starts_on <> ''",
        "tax_rates, row DE standard from 2026-11-21: it contradicts row DE standard",
    ),
    (
        "DELETE FROM shipping_tariffs WHERE zone_key = 'far'",
        "shipping_tariffs: standard delivery to the zone `far` needs a last line",
    ),
    (
        "UPDATE shipping_tariffs SET max_order_g = 1000",
        "shipping_tariffs: standard delivery to the zone `near` needs a last line",
    ),
    (
        "UPDATE shipping_tariffs SET zone_key = 'near'",
        "shipping_tariffs, row 2: it never applies: row 1 takes all its weights",
    ),
    (
        "DELETE FROM shipping_places WHERE country = 'DE' AND prefix = ''",
        "shipping_places, row DE 25: it is a part of DE, which has no zone itself",
    ),
    ("DELETE FROM shipping_places", "shipping_places: it is empty"),
    // An upgraded shop that has filled one table only.
    ("DELETE FROM shipping_zones", "shipping_zones: it is empty"),
    (
        "UPDATE shipping_places SET country = 'ZZ' WHERE country = 'AT'",
        "shipping_places: column country of PlaceRow ZZ: \"ZZ\" is not the code of a country",
    ),
];

/// Starts a process of the shop.
async fn start(bench: &Bench) -> Result<Context, InternalError> {
    let (db, clock) = (open(&bench.database).await, Clock::Fixed(Arc::clone(&bench.time)));
    Context::open(db, settings("https://shop.example"), Arc::clone(&bench.bank), clock).await
}

/// Opens the shop as a command that changes settings and tables does.
async fn start_command(bench: &Bench) -> Context {
    let (db, clock) = (open(&bench.database).await, Clock::Fixed(Arc::clone(&bench.time)));
    let settings = settings("https://shop.example");
    Context::open_settings(db, settings, Arc::clone(&bench.bank), clock).await.unwrap()
}

on_both!(a_shop_does_not_start_with_stored_tables_that_do_not_fit);
async fn a_shop_does_not_start_with_stored_tables_that_do_not_fit(bench: &Bench) {
    for (wrong, reason) in MISFITS {
        store_tables(bench).await;
        raw(bench.shop.db(), wrong).await;
        let Err(error) = start(bench).await else { panic!("{wrong}: started") };
        let error = error.to_string();
        assert!(error.contains(reason), "{wrong}: {error}");
        assert!(error.contains("perigee tables import"), "{wrong}: {error}");
        let faults = stored_faults(&bench.shop).await.unwrap();
        let is_named = faults.iter().any(|fault| fault.to_string().starts_with(reason));
        assert!(is_named, "{wrong}: {faults:?}");
        let checked = check(&bench.shop).await.unwrap();
        assert_eq!(checked.faults, faults, "{wrong}");
    }
    store_tables(bench).await;
    assert!(stored_faults(&bench.shop).await.unwrap().is_empty());
    start(bench).await.unwrap();
}

on_both!(all_faults_of_stored_tables_are_named);
async fn all_faults_of_stored_tables_are_named(bench: &Bench) {
    assert!(stored_faults(&bench.shop).await.unwrap().is_empty(), "none are stored");
    assert!(!are_stored(&bench.shop).await.unwrap());
    store_tables(bench).await;
    assert!(are_stored(&bench.shop).await.unwrap());
    for wrong in [
        "DELETE FROM tax_rates WHERE country = 'AT'",
        "UPDATE tax_rates SET included = 0 WHERE starts_on <> ''",
        "DELETE FROM shipping_tariffs WHERE zone_key = 'far'",
        "INSERT INTO shipping_places (country, prefix, zone_key) VALUES ('DE', '2', 'near')",
        "INSERT INTO shipping_places (country, prefix, zone_key) VALUES ('FR', '97', 'far')",
    ] {
        raw(bench.shop.db(), wrong).await;
    }
    let faults = stored_faults(&bench.shop).await.unwrap();
    let rows: Vec<(&str, Option<&str>)> =
        faults.iter().map(|fault| (fault.table, fault.row.as_deref())).collect();
    assert_eq!(
        rows,
        [
            ("shipping_places", Some("DE 25")),
            ("shipping_places", Some("FR 97")),
            ("tax_rates", Some("DE standard from 2026-11-21")),
            ("shipping_tariffs", None),
            ("tax_rates", None),
        ],
        "{faults:?}"
    );
}

on_both!(a_running_shop_keeps_the_last_good_tables);
async fn a_running_shop_keeps_the_last_good_tables(bench: &Bench) {
    store_tables(bench).await;
    let (replica, worker) = (bench.replica().await, bench.replica().await);
    for (wrong, reason) in MISFITS {
        store_tables(bench).await;
        raw(bench.shop.db(), wrong).await;
        announce(bench).await;
        shop::catalogue::refresh(&replica).await.unwrap();
        shop::catalogue::refresh_settings(&worker).await.unwrap();
        for shop in [&replica, &worker] {
            let settings = shop.settings();
            assert_eq!(countries(shop), ["AT", "DE"], "{wrong}");
            let unusable = settings.unusable_tables.as_ref().unwrap().to_string();
            assert!(unusable.contains(reason), "{wrong}: {unusable}");
        }
        // Whatever else changes is loaded.
        bench.change("MUG", 1_700, 5).await;
        shop::catalogue::refresh(&replica).await.unwrap();
        assert_eq!(replica.snapshot().version, version(bench).await, "{wrong}");
        assert_eq!(countries(&replica), ["AT", "DE"], "{wrong}");
    }
    store_tables(bench).await;
    announce(bench).await;
    shop::catalogue::refresh(&replica).await.unwrap();
    assert_eq!(replica.settings().unusable_tables, None);
    for shop in [replica, worker] {
        shop.db().close().await;
    }
}

/// Lets all processes read the tables again.
async fn announce(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    table_versions::bump(&mut tx, Tables::Delivery).await.unwrap();
    store::catalogue::bump_for(&mut tx, &[Change::Table]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn version(bench: &Bench) -> i64 {
    let mut conn = bench.shop.db().read().await.unwrap();
    store::catalogue::version(&mut conn).await.unwrap()
}

on_both!(commands_mend_tables_without_the_catalogue);
async fn commands_mend_tables_without_the_catalogue(bench: &Bench) {
    store_tables(bench).await;
    raw(bench.shop.db(), "DELETE FROM tax_rates").await;
    let command = start_command(bench).await;
    assert_eq!(command.snapshot().products.len(), 0);
    let found = delivery_tables(&command).await.unwrap();
    assert!(found.zones.is_some() && found.tariffs.is_some() && found.tax_rates.is_none());
    assert_eq!(found.faults, stored_faults(&command).await.unwrap());
    // The country of shoppers must be one of those delivered to, which are not known.
    let country = |code: &str| BTreeMap::from([(Setting::Country, code.to_owned())]);
    let refused =
        change(&command, &operator(), ChangeSettings { version: 0, values: country("AT") }).await;
    assert!(matches!(refused, Err(ChangeError::Internal(_))), "{refused:?}");
    // Only what is wrong must be replaced.
    let rates = ReplaceTables { zones: None, tariffs: None, ..tables(found.version) };
    replace(&command, &operator(), rates).await.unwrap();
    assert_eq!(command.snapshot().products.len(), 0, "it still has none");
    assert_eq!(countries(&command), ["AT", "DE"]);
    assert!(stored_faults(&command).await.unwrap().is_empty());
    let done =
        change(&command, &operator(), ChangeSettings { version: 0, values: country("AT") }).await;
    assert_eq!(done.unwrap().changes.len(), 1);
    assert_eq!(command.settings().country, "AT");
    start(bench).await.unwrap();
    command.db().close().await;
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
    assert_eq!(replace(&bench.shop, &operator(), tables(0)).await.unwrap(), 1);
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
    assert_eq!(replace(&bench.shop, &operator(), dearer.clone()).await.unwrap(), 2);
    assert_eq!(delivery(&bench.shop).await, (350, vec![1_000]));
    // What was read has been replaced since.
    assert!(matches!(replace(&bench.shop, &operator(), dearer).await, Err(ReplaceError::Stale)));
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
            replace(&bench.shop, &operator(), wrong).await.map(drop),
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
    let refused = replace(&bench.shop, &operator(), part.clone()).await;
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
    assert!(matches!(replace(&bench.shop, &operator(), part).await, Err(ReplaceError::Misfit(_))));
    replace(&bench.shop, &operator(), tables(0)).await.unwrap();
    assert_eq!(countries(&bench.shop), ["AT", "DE"]);
}
