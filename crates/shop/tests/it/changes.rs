//! How a server follows the log of the catalogue's changes.

use crate::order_conflicts::raw;
use domain::{Currency, shipping::Tariffs};
use shop::{
    Context, Rules,
    catalogue::{Entry, Reads, is_unchanged, recorded},
    pricing::{self, SetRates},
    recommendations::{Pair, Shopper, bought_together, pin},
    rules::{ReplaceTables, replace},
    settings::{ChangeSettings, Setting, adopt, change, stored},
    staff::Actor,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::catalogue::Change;
use testing::{Bench, NOW, ProductBuilder, VariantBuilder, on_both, set_price_and_stock, settings};
use tokio::time::{sleep, timeout};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

/// Sets price and stock of a variant, and says that these things have changed.
async fn set(bench: &Bench, (sku, price, stock): (&str, i64, i64), changes: &[Change]) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, sku, price, stock).await);
    store::catalogue::bump_for(&mut tx, changes).await.unwrap();
    tx.commit().await.unwrap();
}

/// A product as a server has it in memory.
fn entry(shop: &Context, sku: &str) -> Arc<Entry> {
    let snapshot = shop.snapshot();
    let found =
        snapshot.products.iter().find(|entry| entry.variants.iter().any(|v| *v.sku == *sku));
    Arc::clone(found.unwrap())
}

async fn refresh(shop: &Context) {
    shop::catalogue::refresh(shop).await.unwrap();
}

on_both!(a_change_of_stock_suggestions_settings_or_price_loads_no_other_product);
async fn a_change_of_stock_suggestions_settings_or_price_loads_no_other_product(bench: &Bench) {
    let replica = bench.replica().await;
    let (globe, mug) = (entry(&replica, "GLOBE"), entry(&replica, "MUG"));
    let stock = [Change::Stock(globe.id), Change::Neighbours(globe.id)];
    set(bench, ("GLOBE", 8_900, 2), &stock).await;
    let version = stored(&bench.shop).await.unwrap().version;
    let values = BTreeMap::from([(Setting::ShopName, "Sky".to_owned())]);
    change(&bench.shop, &operator(), ChangeSettings { version, values }).await.unwrap();
    set(bench, ("GLOBE", 8_900, 1), &stock).await;
    refresh(&replica).await;
    assert_eq!(replica.settings().name, "Sky");
    assert_ne!(entry(&replica, "GLOBE").stock(), globe.stock());
    assert!(Arc::ptr_eq(&entry(&replica, "MUG"), &mug), "shared with the copy before");
    // The edit of a price neither.
    set(bench, ("GLOBE", 9_900, 1), &[Change::Product(globe.id)]).await;
    refresh(&replica).await;
    assert_eq!(entry(&replica, "GLOBE").variants[0].price.minor, 9_900);
    assert!(Arc::ptr_eq(&entry(&replica, "MUG"), &mug));
    // Another status is in what is built from all products.
    raw(bench.shop.db(), "UPDATE products SET status = 'draft' WHERE slug = 'lunar-globe'").await;
    set(bench, ("GLOBE", 9_900, 1), &[Change::Product(globe.id)]).await;
    refresh(&replica).await;
    assert!(replica.snapshot().by_slug("lunar-globe").is_none());
    assert!(!Arc::ptr_eq(&entry(&replica, "MUG"), &mug));
    replica.db().close().await;
}

on_both!(a_change_of_rates_or_tables_loads_no_product);
async fn a_change_of_rates_or_tables_loads_no_product(bench: &Bench) {
    adopt(bench.shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    let replica = bench.replica().await;
    let (mug, before) = (entry(&replica, "MUG"), replica.snapshot().generation);
    let rates = vec![(Currency::USD, Some(1_250_000))];
    let version = pricing::stored(&bench.shop).await.unwrap().version;
    pricing::set(&bench.shop, &operator(), SetRates { version, rates }).await.unwrap();
    let own = Rules::default();
    let tables = ReplaceTables {
        version: 0,
        zones: Some(own.zones),
        tariffs: Some(Tariffs::read(&own.tariffs.to_string().replace(",4.90,", ",5.90,")).unwrap()),
        tax_rates: Some(own.tax_rates),
    };
    replace(&bench.shop, &operator(), tables).await.unwrap();
    refresh(&replica).await;
    assert_eq!(replica.exact_rates().rate(Currency::USD), Some(1_250_000));
    assert_eq!(replica.settings().tables.delivery, 1);
    assert!(Arc::ptr_eq(&entry(&replica, "MUG"), &mug), "shared with the copy before");
    assert!(!is_unchanged(&replica, before, &Reads::default()), "cached pages show prices");
    // Lists sort by the price in euros.
    bench
        .add(&[ProductBuilder::new("dollar-globe")
            .variant(VariantBuilder::new("DOLLAR-GLOBE").currency("USD").price(1_000))])
        .await;
    refresh(&replica).await;
    let (mug, dollars) = (entry(&replica, "MUG"), entry(&replica, "DOLLAR-GLOBE").price);
    assert_eq!(dollars, 800);
    let version = pricing::stored(&bench.shop).await.unwrap().version;
    let rates = vec![(Currency::USD, Some(1_000_000))];
    pricing::set(&bench.shop, &operator(), SetRates { version, rates }).await.unwrap();
    refresh(&replica).await;
    assert_eq!(entry(&replica, "DOLLAR-GLOBE").price, 1_000);
    assert!(!Arc::ptr_eq(&entry(&replica, "MUG"), &mug), "the catalogue is loaded");
    replica.db().close().await;
}

on_both!(what_the_log_does_not_know_is_loaded);
/// In each case only stock has changed according to the log, or nothing, but a price has too.
async fn what_the_log_does_not_know_is_loaded(bench: &Bench) {
    let replica = bench.replica().await;
    let price = || entry(&replica, "GLOBE").variants[0].price.minor;
    let stock = [Change::Stock(entry(&replica, "GLOBE").id)];
    let table = [
        // Deleted before the server has read them.
        "DELETE FROM catalogue_changes",
        // One of several is missing.
        "DELETE FROM catalogue_changes WHERE seq = (SELECT MAX(seq) - 1 FROM catalogue_changes)",
        // By hand.
        "UPDATE catalogue_version SET version = version + 1",
        // A failover to a copy that lacked the last changes, with fewer versions…
        "UPDATE catalogue_version SET version = 1",
        // …and with more versions, of which the server's was another change.
        "UPDATE catalogue_changes SET at = at - 5000",
    ];
    for (sql, expected) in table.into_iter().zip(10_000..) {
        set(bench, ("GLOBE", expected, 3), &stock).await;
        set(bench, ("GLOBE", expected, 2), &stock).await;
        // The log of the release before would do too.
        raw(bench.shop.db(), "DELETE FROM stock_changes").await;
        raw(bench.shop.db(), sql).await;
        refresh(&replica).await;
        assert_eq!(price(), expected, "{sql}");
        // From there on, the log counts again.
        set(bench, ("GLOBE", expected, 3), &stock).await;
        let before = entry(&replica, "MUG");
        refresh(&replica).await;
        assert!(Arc::ptr_eq(&entry(&replica, "MUG"), &before), "{sql}");
    }
    replica.db().close().await;
}

on_both!(a_worker_notices_a_failover);
async fn a_worker_notices_a_failover(bench: &Bench) {
    let worker = bench.replica().await;
    let version = stored(&bench.shop).await.unwrap().version;
    let values = BTreeMap::from([(Setting::ShopName, "Sky".to_owned())]);
    change(&bench.shop, &operator(), ChangeSettings { version, values }).await.unwrap();
    shop::catalogue::refresh_settings(&worker).await.unwrap();
    assert_eq!(worker.settings().name, "Sky");
    // The last change was another one, with the same numbers.
    raw(bench.shop.db(), "UPDATE shop_settings SET name = 'Moon'").await;
    raw(bench.shop.db(), "UPDATE catalogue_changes SET at = at - 5000").await;
    shop::catalogue::refresh_settings(&worker).await.unwrap();
    assert_eq!(worker.settings().name, "Moon");
    let before = worker.snapshot().generation;
    shop::catalogue::refresh_settings(&worker).await.unwrap();
    assert_eq!(worker.snapshot().generation, before, "nothing has changed since");
    worker.db().close().await;
}

on_both!(pages_depend_on_the_stock_that_they_read);
async fn pages_depend_on_the_stock_that_they_read(bench: &Bench) {
    let shop = &bench.shop;
    let started = shop.snapshot().generation;
    let currency = Currency::EUR;
    let page = shop::catalogue::product(shop, "pocket-guide", None, currency);
    let (page, book) = recorded(page).await;
    assert!(page.is_ok() && !book.is_empty());
    let (_, home) = recorded(async { shop::catalogue::home(shop, currency) }).await;
    let (_, header) = recorded(async { shop::catalogue::menu(shop) }).await;
    assert!(header.is_empty(), "it shows the names of categories alone");
    let are = |book: &Reads, home: &Reads| {
        (is_unchanged(shop, started, book), is_unchanged(shop, started, home))
    };
    assert_eq!(are(&book, &home), (true, true));
    set(bench, ("CAMERA", 399_000, 0), &[Change::Stock(entry(shop, "CAMERA").id)]).await;
    refresh(shop).await;
    assert_eq!(are(&book, &home), (true, false), "the home page has a picture of it");
    set(bench, ("BOOK", 300, 4), &[Change::Stock(entry(shop, "BOOK").id)]).await;
    refresh(shop).await;
    assert_eq!(are(&book, &home), (false, false));
    let (started, nothing) = (shop.snapshot().generation, Reads::default());
    assert!(is_unchanged(shop, started, &nothing));
    set(bench, ("BOOK", 400, 4), &[Change::Everything]).await;
    refresh(shop).await;
    assert!(!is_unchanged(shop, started, &nothing));
}

on_both!(a_page_depends_on_suggestions_that_are_sold_out);
async fn a_page_depends_on_suggestions_that_are_sold_out(bench: &Bench) {
    let shop = &bench.shop;
    let pair = Pair { product: "pocket-guide", other: "deep-sky-camera" };
    pin(shop, &operator(), pair, 0).await.unwrap();
    set(bench, ("CAMERA", 399_000, 0), &[Change::Everything]).await;
    refresh(shop).await;
    let started = shop.snapshot().generation;
    let mut reads = Reads::default();
    // On a busy machine they may be late.
    for _ in 0..100 {
        let together = bought_together(shop, &["pocket-guide"], Shopper::default(), Currency::EUR);
        let (found, read) = recorded(together).await;
        if let Some(found) = found {
            assert!(found.is_empty(), "sold out");
            reads = read;
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(!reads.is_empty());
    set(bench, ("CAMERA", 399_000, 3), &[Change::Stock(entry(shop, "CAMERA").id)]).await;
    refresh(shop).await;
    assert!(!is_unchanged(shop, started, &reads));
}

on_both!(no_server_listens_behind_a_pooler);
async fn no_server_listens_behind_a_pooler(bench: &Bench) {
    let options = store::Options { listen: false, ..store::options(bench.database.url.clone(), 8) };
    let db = store::Db::open(&options).await.unwrap();
    assert!(db.listen(store::catalogue::CHANNEL).await.unwrap().is_none());
    db.close().await;
}

on_both!(a_commit_wakes_other_servers);
async fn a_commit_wakes_other_servers(bench: &Bench) {
    let replica = bench.replica().await;
    let Some(mut announced) = shop::catalogue::listen(&replica).await.unwrap() else {
        assert!(replica.db().is_embedded(), "PostgreSQL announces changes");
        return;
    };
    let globe = entry(&replica, "GLOBE");
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, "GLOBE", 8_900, 0).await);
    store::catalogue::bump_stock(&mut tx, &[globe.id]).await.unwrap();
    let early = timeout(Duration::from_millis(100), announced.next()).await;
    assert!(early.is_err(), "nothing is announced before the commit");
    tx.commit().await.unwrap();
    assert!(timeout(Duration::from_secs(10), announced.next()).await.unwrap());
    refresh(&replica).await;
    assert!(!entry(&replica, "GLOBE").stock().available());
    // The connection is lost, and with it an announcement: the version says what was missed.
    raw(
        bench.shop.db(),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'LISTEN %'",
    )
    .await;
    set(bench, ("GLOBE", 8_900, 20), &[Change::Stock(globe.id)]).await;
    let after = timeout(Duration::from_secs(10), async { while announced.next().await {} }).await;
    assert!(after.is_ok(), "the loss is noticed");
    refresh(&replica).await;
    assert!(entry(&replica, "GLOBE").stock().available());
    drop(announced);
    assert!(shop::catalogue::listen(&replica).await.unwrap().is_some(), "it can listen again");
    replica.db().close().await;
}
