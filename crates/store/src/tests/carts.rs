//! Carts.

use super::{
    Kind, migrated, number, on_both, raw,
    sample::{NOW, catalogue, variant},
};
use crate::{
    Db,
    cart::{self, CartSize},
    checkout,
};
use domain::{Currency, tax::TaxClass};
use test_database::statements;

async fn add(db: &Db, token: &str, sku: &str, quantity: u32, max: u32, now: i64) -> u32 {
    let mut tx = db.begin().await.unwrap();
    let sellable = cart::sellable(&mut tx, sku, now).await.unwrap().unwrap();
    cart::touch(&mut tx, token, now).await.unwrap();
    let kept = cart::add(&mut tx, token, &sellable, quantity, max, now).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

on_both!(adding_stops_at_the_maximum);
async fn adding_stops_at_the_maximum(db: &Db) {
    catalogue(db).await;
    assert_eq!(add(db, "t", "halden-102-A", 3, 10, NOW).await, 3);
    assert_eq!(add(db, "t", "halden-102-A", 3, 10, NOW).await, 6);
    assert_eq!(add(db, "t", "halden-102-A", 9, 10, NOW).await, 10);
    assert_eq!(add(db, "t", "halden-102-A", 1, 4, NOW).await, 4);
    assert_eq!(add(db, "t2", "halden-102-A", 7, 5, NOW).await, 5);
    let mut conn = db.read().await.unwrap();
    assert_eq!(cart::size(&mut conn, "t").await.unwrap(), CartSize { units: 4, lines: 1 });
    assert_eq!(cart::size(&mut conn, "nobody").await.unwrap(), CartSize { units: 0, lines: 0 });
}

on_both!(lines_show_the_current_variant);
async fn lines_show_the_current_variant(db: &Db) {
    let sample = catalogue(db).await;
    add(db, "t", "halden-102-B", 1, 9, NOW).await;
    add(db, "t", "halden-102-A", 2, 9, NOW + 1).await;
    raw(db, "UPDATE variants SET price_minor = 9999 WHERE sku = 'halden-102-A'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let lines = cart::lines(&mut conn, "t", NOW).await.unwrap();
    let facts: Vec<_> = lines
        .iter()
        .map(|l| (l.sku.as_str(), l.quantity, l.seen_minor, l.price_minor, l.stock, l.visible))
        .collect();
    assert_eq!(
        facts,
        [
            ("halden-102-B", 1, 20_000, 20_000, 0, true),
            ("halden-102-A", 2, 10_000, 9_999, 10, true)
        ]
    );
    let line = &lines[1];
    assert_eq!(
        (line.product_id, line.slug.as_str(), line.name.as_str(), line.label.as_str()),
        (sample.refractor, "halden-102", "halden-102", "A")
    );
    assert_eq!(
        (line.seen_currency, line.currency, line.tax_class),
        (Currency::EUR, Currency::EUR, TaxClass::Standard)
    );
    assert!(cart::lines(&mut conn, "t", NOW - 1).await.unwrap().iter().all(|l| !l.visible));
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    cart::mark_prices_seen(&mut tx, "t", &[&lines[1]]).await.unwrap();
    assert!(
        cart::lines(&mut tx, "t", NOW).await.unwrap().iter().all(|l| l.seen_minor == l.price_minor)
    );
}

on_both!(prices_of_all_lines_are_marked_as_seen_in_one_statement);
async fn prices_of_all_lines_are_marked_as_seen_in_one_statement(db: &Db) {
    catalogue(db).await;
    for token in ["t", "other"] {
        add(db, token, "halden-102-A", 1, 9, NOW).await;
        add(db, token, "halden-102-B", 1, 9, NOW).await;
    }
    raw(db, "UPDATE variants SET price_minor = price_minor + 5, currency = 'USD'").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let lines = cart::lines(&mut tx, "t", NOW).await.unwrap();
    let repriced: Vec<_> = lines.iter().filter(|line| line.is_repriced()).collect();
    assert_eq!(repriced.len(), 2);
    let none = statements(async || cart::mark_prices_seen(&mut tx, "t", &[]).await.unwrap()).await;
    let both =
        statements(async || cart::mark_prices_seen(&mut tx, "t", &repriced).await.unwrap()).await;
    assert_eq!((none, both), (0, 1));
    let lines = cart::lines(&mut tx, "t", NOW).await.unwrap();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.sku.clone(), line.seen_minor, line.seen_currency.code()))
        .collect();
    assert_eq!(
        seen,
        [("halden-102-A".to_owned(), 10_005, "USD"), ("halden-102-B".to_owned(), 20_005, "USD")]
    );
    let others = cart::lines(&mut tx, "other", NOW).await.unwrap();
    assert!(others.iter().all(cart::LineRow::is_repriced));
}

on_both!(only_published_variants_can_be_added);
async fn only_published_variants_can_be_added(db: &Db) {
    catalogue(db).await;
    let mut conn = db.read().await.unwrap();
    let row = cart::sellable(&mut conn, "halden-102-A", NOW).await.unwrap().unwrap();
    assert_eq!(
        (row.name.as_str(), row.label.as_str(), row.price_minor, row.currency.code(), row.stock),
        ("halden-102", "A", 10_000, "EUR", 10)
    );
    for sku in ["halden-130-A", "halden-draft-A", "halden-old-A", "nothing", ""] {
        assert!(cart::sellable(&mut conn, sku, NOW).await.unwrap().is_none(), "{sku}");
    }
    assert!(cart::sellable(&mut conn, "halden-130-A", NOW + 1).await.unwrap().is_some());
}

on_both!(lines_are_set_removed_and_emptied);
async fn lines_are_set_removed_and_emptied(db: &Db) {
    catalogue(db).await;
    add(db, "t", "halden-102-A", 2, 9, NOW).await;
    add(db, "t", "halden-102-B", 2, 9, NOW).await;
    let (a, b) = (variant(db, "halden-102-A").await, variant(db, "halden-102-B").await);
    let mut tx = db.begin().await.unwrap();
    assert!(cart::set(&mut tx, "t", a, 7).await.unwrap());
    assert!(!cart::set(&mut tx, "other", a, 7).await.unwrap());
    cart::remove(&mut tx, "t", b).await.unwrap();
    cart::set_undo(&mut tx, "t", Some("{}")).await.unwrap();
    assert_eq!(cart::size(&mut tx, "t").await.unwrap(), CartSize { units: 7, lines: 1 });
    assert_eq!(cart::get(&mut tx, "t").await.unwrap().unwrap().undo.as_deref(), Some("{}"));
    cart::set_undo(&mut tx, "t", Some("{}")).await.unwrap();
    // The next change makes undo impossible.
    cart::touch(&mut tx, "t", NOW + 5).await.unwrap();
    assert_eq!(cart::get(&mut tx, "t").await.unwrap().unwrap().undo, None);
    cart::empty(&mut tx, "t").await.unwrap();
    assert_eq!(cart::size(&mut tx, "t").await.unwrap(), CartSize { units: 0, lines: 0 });
    assert!(cart::get(&mut tx, "nobody").await.unwrap().is_none());
}

on_both!(lines_are_restored_in_one_statement);
async fn lines_are_restored_in_one_statement(db: &Db) {
    catalogue(db).await;
    for token in ["t", "other"] {
        add(db, token, "halden-102-B", 2, 9, NOW).await;
    }
    raw(db, "UPDATE variants SET price_minor = price_minor + 5").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let id = cart::get(&mut tx, "t").await.unwrap().unwrap().id.unwrap();
    // A draft, an archived product, and SKUs that do not exist are not sold.
    let skus = ["halden-102-A", "halden-102-B", "halden-draft-A", "halden-old-A", "nothing", "'"];
    let mut variants = cart::sellable_of(&mut tx, &skus, NOW).await.unwrap();
    variants.sort_by(|a, b| a.sku.cmp(&b.sku));
    let found: Vec<_> = variants.iter().map(|row| (row.sku.as_str(), row.price_minor)).collect();
    assert_eq!(found, [("halden-102-A", 10_005), ("halden-102-B", 20_005)]);
    assert!(cart::sellable_of(&mut tx, &[], NOW).await.unwrap().is_empty());
    let lines: Vec<_> = variants
        .iter()
        .zip([3, 5])
        .map(|(variant, quantity)| cart::NewLine { variant, quantity, added_at: NOW + 1 })
        .collect();
    let none = statements(async || cart::put_lines(&mut tx, id, &[]).await.unwrap()).await;
    let both = statements(async || cart::put_lines(&mut tx, id, &lines).await.unwrap()).await;
    assert_eq!((none, both), (0, 1));
    // The existing line keeps its place.
    let lines = cart::lines(&mut tx, "t", NOW).await.unwrap();
    let stored: Vec<_> =
        lines.iter().map(|line| (line.sku.as_str(), line.quantity, line.is_repriced())).collect();
    assert_eq!(stored, [("halden-102-B", 5, false), ("halden-102-A", 3, false)]);
    let others = cart::lines(&mut tx, "other", NOW).await.unwrap();
    assert_eq!((others.len(), others[0].quantity), (1, 2));
}

on_both!(a_cart_closes_once_per_generation);
async fn a_cart_closes_once_per_generation(db: &Db) {
    catalogue(db).await;
    add(db, "t", "halden-102-A", 2, 9, NOW).await;
    let mut tx = db.begin().await.unwrap();
    checkout::put(&mut tx, "t", "key", "{}").await.unwrap();
    assert!(cart::close(&mut tx, "t", 1, NOW).await.unwrap().is_none());
    assert_eq!(cart::size(&mut tx, "t").await.unwrap(), CartSize { units: 2, lines: 1 });
    let id = cart::get(&mut tx, "t").await.unwrap().unwrap().id;
    let closed = cart::close(&mut tx, "t", 0, NOW).await.unwrap().unwrap();
    assert_eq!(Some(closed.id), id);
    assert_eq!(
        closed.lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect::<Vec<_>>(),
        [("halden-102-A", 2)]
    );
    assert!(cart::close(&mut tx, "t", 0, NOW).await.unwrap().is_none());
    assert_eq!(cart::size(&mut tx, "t").await.unwrap(), CartSize { units: 0, lines: 0 });
    assert_eq!(checkout::get(&mut tx, "t").await.unwrap(), None);
    assert_eq!(cart::get(&mut tx, "t").await.unwrap().unwrap().generation, 1);
}

on_both!(a_checkout_keeps_its_key);
async fn a_checkout_keeps_its_key(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    cart::touch(&mut tx, "t", NOW).await.unwrap();
    assert_eq!(checkout::get(&mut tx, "t").await.unwrap(), None);
    checkout::put(&mut tx, "t", "first", "1").await.unwrap();
    checkout::put(&mut tx, "t", "second", "2").await.unwrap();
    assert_eq!(
        checkout::get(&mut tx, "t").await.unwrap(),
        Some(("first".to_owned(), "2".to_owned()))
    );
}

on_both!(old_carts_are_deleted_with_their_lines);
async fn old_carts_are_deleted_with_their_lines(db: &Db) {
    catalogue(db).await;
    add(db, "old", "halden-102-A", 1, 9, NOW).await;
    add(db, "new", "halden-102-A", 1, 9, NOW + 10).await;
    let mut tx = db.begin().await.unwrap();
    assert_eq!(cart::delete_older_than(&mut tx, NOW + 10).await.unwrap(), 1);
    assert_eq!(cart::size(&mut tx, "old").await.unwrap(), CartSize { units: 0, lines: 0 });
    assert_eq!(cart::size(&mut tx, "new").await.unwrap(), CartSize { units: 1, lines: 1 });
}

on_both!(carts_of_api_clients_are_deleted_sooner);
async fn carts_of_api_clients_are_deleted_sooner(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for (token, at) in [("api:old", NOW), ("shopper", NOW), ("api:new", NOW + 10)] {
        cart::touch(&mut tx, token, at).await.unwrap();
    }
    assert_eq!(cart::delete_programs_older_than(&mut tx, NOW + 10).await.unwrap(), 1);
    assert!(cart::get(&mut tx, "api:old").await.unwrap().is_none());
    for token in ["shopper", "api:new"] {
        assert!(cart::get(&mut tx, token).await.unwrap().is_some(), "{token}");
    }
}

on_both!(a_token_is_not_stored);
async fn a_token_is_not_stored(db: &Db) {
    catalogue(db).await;
    add(db, "t0ken", "halden-102-A", 1, 9, NOW).await;
    let hash = match db.is_embedded() {
        true => "SELECT COUNT(*) FROM shopping_carts WHERE token_hash = x'HASH'",
        false => "SELECT COUNT(*) FROM shopping_carts WHERE token_hash = '\\xHASH'",
    };
    // printf t0ken | sha256sum
    let hash =
        hash.replace("HASH", "b46c09677343261f0b439a472422225e3a230c9c094d6ab16762e2036b597053");
    assert_eq!(number(db, &hash).await, 1);
    assert_eq!(number(db, "SELECT COUNT(*) FROM carts").await, 0);
}

/// A cart that is used while old ones are deleted is kept. (This cannot happen concurrently on
/// SQLite, which has one writer.)
#[tokio::test]
async fn a_cart_just_revived_is_not_deleted_on_postgres() {
    migrated(Kind::Postgres, async |db| {
        catalogue(&db).await;
        for (token, delete) in [("old", 0), ("api:old", 1), ("empty", 2)] {
            add(&db, token, "halden-102-A", 1, 9, NOW).await;
            if token == "empty" {
                let mut tx = db.begin().await.unwrap();
                cart::empty(&mut tx, token).await.unwrap();
                tx.commit().await.unwrap();
            }
            let mut revive = db.begin().await.unwrap();
            cart::touch(&mut revive, token, NOW + 10).await.unwrap();
            let other = db.clone();
            let deleting = tokio::spawn(async move {
                let mut tx = other.begin().await.unwrap();
                let deleted = match delete {
                    0 => cart::delete_older_than(&mut tx, NOW + 5).await,
                    1 => cart::delete_programs_older_than(&mut tx, NOW + 5).await,
                    _ => cart::delete_empty_older_than(&mut tx, NOW + 5).await,
                };
                tx.commit().await.unwrap();
                deleted.unwrap()
            });
            let waiting = "SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while number(&db, waiting).await == 0 {
                assert!(!deleting.is_finished(), "{token}: nothing waited for the cart");
                tokio::task::yield_now().await;
            }
            revive.commit().await.unwrap();
            assert_eq!(deleting.await.unwrap(), 0, "{token}");
            let mut conn = db.read().await.unwrap();
            assert!(cart::get(&mut conn, token).await.unwrap().is_some(), "{token}");
        }
    })
    .await;
}

on_both!(old_empty_carts_are_deleted);
async fn old_empty_carts_are_deleted(db: &Db) {
    catalogue(db).await;
    add(db, "old", "halden-102-A", 1, 9, NOW).await;
    let mut tx = db.begin().await.unwrap();
    for (token, at) in [("empty", NOW), ("emptied just now", NOW + 10)] {
        cart::touch(&mut tx, token, at).await.unwrap();
    }
    assert_eq!(cart::delete_empty_older_than(&mut tx, NOW + 10).await.unwrap(), 1);
    assert!(cart::get(&mut tx, "empty").await.unwrap().is_none());
    for token in ["old", "emptied just now"] {
        assert!(cart::get(&mut tx, token).await.unwrap().is_some(), "{token}");
    }
}
