//! Statements built at run time, and multi-row writes.

use super::{
    number, on_both,
    sample::{NOW, catalogue, order, variant},
};
use crate::{
    ConnectionRef, Db, Error, Executor, Tx, Uuid, catalogue, orders,
    stock::{self, Taken},
};
use db::{OnConstraint, Query, here, insert};
use sqlx::Connection;
use test_database::statements;

db::row! {
    /// A variant in a list.
    struct Listed {
        sku: String,
        stock: i64,
    }
}

fn listed(product: Option<&str>, skus: &[&str], order: &'static str, page: i64) -> Query {
    let published =
        Query::new("SELECT v.sku, v.stock FROM variants v JOIN products p ON p.id = v.product_id")
            .filter("p.status = ", "published");
    let of_product = match product {
        Some(slug) => published.filter("p.slug = ", slug),
        None => published,
    };
    of_product.filter_in("v.sku", skus.iter().copied()).page(order, 2, 2 * (page - 1))
}

on_both!(a_list_is_filtered_sorted_and_paged);
async fn a_list_is_filtered_sorted_and_paged(db: &Db) {
    catalogue(db).await;
    let all = ["halden-102-A", "halden-102-B", "halden-130-A", "halden-130-B"];
    let hostile = ["halden-102-A", "x') OR 1 = 1 --"];
    for (slug, skus, order, page, expected) in [
        (None, &all[..], "v.sku", 1, &["halden-102-A", "halden-102-B"][..]),
        (None, &all[..], "v.sku", 2, &["halden-130-A", "halden-130-B"]),
        (None, &all[..], "v.sku", 3, &[]),
        (None, &all[..], "v.stock DESC, v.sku DESC", 1, &["halden-130-A", "halden-102-A"]),
        (Some("halden-102"), &all[..], "v.sku DESC", 1, &["halden-102-B", "halden-102-A"]),
        (Some("halden-102"), &hostile[..], "v.sku", 1, &["halden-102-A"]),
        (Some("' OR 1 = 1 --"), &all[..], "v.sku", 1, &[]),
        (None, &[], "v.sku", 1, &[]),
    ] {
        let mut conn = db.read().await.unwrap();
        let query = listed(slug, skus, order, page);
        let rows: Vec<Listed> = query.fetch_all(&mut conn, here!()).await.unwrap();
        let found: Vec<&str> = rows.iter().map(|row| row.sku.as_str()).collect();
        assert_eq!(found, expected, "{slug:?} {skus:?} {order} {page}");
        for row in &rows {
            assert_eq!(row.stock, if row.sku.ends_with('A') { 10 } else { 0 }, "{}", row.sku);
        }
    }
}

on_both!(more_rows_than_one_statement_can_bind_are_written);
async fn more_rows_than_one_statement_can_bind_are_written(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let rows = |numbers: std::ops::Range<i64>| {
        insert!("settings", numbers, |number| {
            key: String = format!("key {number}"),
            value: &str = "value",
        })
    };
    assert_eq!(rows(0..0).execute(&mut tx, here!()).await.unwrap(), 0);
    assert_eq!(rows(0..40_000).execute(&mut tx, here!()).await.unwrap(), 40_000);
    let again = rows(39_999..40_001).after("ON CONFLICT (key) DO NOTHING");
    assert_eq!(again.execute(&mut tx, here!()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM settings WHERE key LIKE 'key %'").await, 40_001);
}

/// The number of prepared statements that the connection keeps.
fn kept(tx: &mut Tx) -> usize {
    match tx.connection() {
        ConnectionRef::Sqlite(c) => c.cached_statements_size(),
        ConnectionRef::Postgres(c) => c.cached_statements_size(),
    }
}

on_both!(lists_of_many_lengths_do_not_fill_the_statement_cache);
async fn lists_of_many_lengths_do_not_fill_the_statement_cache(db: &Db) {
    catalogue(db).await;
    let products: Vec<Uuid> = (0..100).map(|_| crate::new_id(NOW)).collect();
    let mut tx = db.begin().await.unwrap();
    let before = kept(&mut tx);
    for length in 1..=products.len() {
        assert!(stock::of_products(&mut tx, &products[..length]).await.unwrap().is_empty());
    }
    let short = kept(&mut tx) - before;
    assert!((1..=8).contains(&short), "{short} statements");
    for length in 1..=products.len() {
        catalogue::bump_stock(&mut tx, &products[..length]).await.unwrap();
    }
    let all = kept(&mut tx) - before;
    assert!(all <= 3 * short + 4, "{all} statements");
}

on_both!(stock_of_several_variants_is_taken_or_none);
async fn stock_of_several_variants_is_taken_or_none(db: &Db) {
    catalogue(db).await;
    let (a, b) = (variant(db, "halden-102-A").await, variant(db, "halden-130-A").await);
    let take = async |wanted: &[(Uuid, i64)]| {
        let mut tx = db.begin().await.unwrap();
        let taken = stock::take_all(&mut tx, wanted).await.unwrap();
        if let Taken::All(mut left) = taken {
            tx.commit().await.unwrap();
            left.sort_unstable();
            return Ok(left);
        }
        Err(taken)
    };
    let sorted = |mut left: Vec<(Uuid, i64)>| {
        left.sort_unstable();
        Ok(left)
    };
    assert_eq!(take(&[(a, 4), (b, 1)]).await, sorted(vec![(a, 6), (b, 9)]));
    assert_eq!(take(&[(b, 9), (a, 7)]).await, Err(Taken::TooFew(a)));
    assert_eq!(take(&[(b, 9), (Uuid::nil(), 1)]).await, Err(Taken::TooFew(Uuid::nil())));
    assert_eq!(take(&[(a, 6)]).await, Ok(vec![(a, 0)]));
    assert_eq!(take(&[(a, 1)]).await, Err(Taken::TooFew(a)));
    assert_eq!(take(&[(b, 9), (a, 0)]).await, sorted(vec![(a, 0), (b, 0)]));
}

// Orders for the same variants in any order never deadlock, and sell the available units.
on_both!(orders_for_the_same_variants_do_not_deadlock);
async fn orders_for_the_same_variants_do_not_deadlock(db: &Db) {
    catalogue(db).await;
    let (a, b) = (variant(db, "halden-102-A").await, variant(db, "halden-130-A").await);
    let mut takers = tokio::task::JoinSet::new();
    for turn in 0..24 {
        let db = db.clone();
        takers.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let wanted = if turn % 2 == 0 { [(a, 1), (b, 1)] } else { [(b, 1), (a, 1)] };
            let taken = stock::take_all(&mut tx, &wanted).await.unwrap();
            let all = matches!(taken, Taken::All(_));
            if all {
                tx.commit().await.unwrap();
            }
            all
        });
    }
    let taken = takers.join_all().await.into_iter().filter(|taken| *taken).count();
    assert_eq!(taken, 10);
    assert_eq!(number(db, "SELECT CAST(SUM(stock) AS BIGINT) FROM variants").await, 20);
}

#[derive(Debug, PartialEq)]
enum Refused {
    Taken,
    Database,
}

impl From<Error> for Refused {
    fn from(_: Error) -> Self {
        Self::Database
    }
}

on_both!(a_violated_constraint_is_identified_by_name);
async fn a_violated_constraint_is_identified_by_name(db: &Db) {
    let (first, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &first, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    let (mut same_key, ..) = order("CCCCCCCCC");
    same_key.idempotency_key.clone_from(&first.idempotency_key);
    let (mut same_cart, ..) = order("DDDDDDDDD");
    same_cart.cart_key.clone_from(&first.cart_key);
    let (mut same_id, ..) = order("EEEEEEEEE");
    same_id.id = first.id;
    for (order, constraint) in [
        (same_key, "orders_idempotency_key_key"),
        (same_cart, "orders_cart_key_key"),
        (same_id, "orders_pkey"),
    ] {
        for (name, refused) in [(constraint, Refused::Taken), ("other_key", Refused::Database)] {
            let mut tx = db.begin().await.unwrap();
            let written = orders::insert(&mut tx, &order, &lines, None).await;
            let expected = |violated: &str| (violated == name).then_some(Refused::Taken);
            assert_eq!(written.on_constraint(expected), Err(refused), "{name}");
        }
    }
}

on_both!(an_order_of_fifty_lines_takes_as_many_statements_as_one_of_one);
async fn an_order_of_fifty_lines_takes_as_many_statements_as_one_of_one(db: &Db) {
    catalogue(db).await;
    let a = variant(db, "halden-102-A").await;
    let b = variant(db, "halden-130-A").await;
    let mut counts = Vec::new();
    for (number, count) in [("AAAAAAAAA", 1), ("BBBBBBBBB", 50)] {
        let (row, lines, payment) = order(number);
        let lines: Vec<_> = lines.iter().cycle().take(count).cloned().collect();
        let wanted = if count == 1 { vec![(a, 1)] } else { vec![(a, 1), (b, 1)] };
        let work = async || {
            let mut tx = db.begin().await.unwrap();
            assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
            let taken = stock::take_all(&mut tx, &wanted).await.unwrap();
            assert!(matches!(taken, Taken::All(_)), "{taken:?}");
            let changed: Vec<Uuid> = (0..count).map(|_| crate::new_id(NOW)).collect();
            catalogue::bump_stock(&mut tx, &changed).await.unwrap();
            tx.commit().await.unwrap();
        };
        counts.push(statements(work).await);
    }
    // Order, lines, event, payment, stock, version, changes, those for the release before, commit.
    // These lines have no variant; the movements of others are in the statement of the lines on
    // PostgreSQL.
    assert_eq!(counts, [9; 2]);
    assert_eq!(number(db, "SELECT COUNT(*) FROM order_lines").await, 51);
}
