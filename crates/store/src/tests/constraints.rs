//! Changes that the database rejects, whatever the program does.

use super::{
    number, on_both, raw,
    sample::{catalogue, order},
};
use crate::{Db, Error, cart, orders};

/// The kind of violated constraint.
fn refusal(outcome: Result<(), Error>) -> &'static str {
    let Err(Error::Sql(error)) = outcome else { return "none" };
    let Some(error) = error.as_database_error() else { return "other" };
    match error {
        e if e.is_check_violation() => "check",
        e if e.is_unique_violation() => "unique",
        e if e.is_foreign_key_violation() => "reference",
        _ => "other",
    }
}

on_both!(the_catalogue_stays_consistent);
async fn the_catalogue_stays_consistent(db: &Db) {
    catalogue(db).await;
    let table = [
        ("UPDATE variants SET stock = stock - 11", "check"),
        ("UPDATE variants SET stock = -1", "check"),
        ("UPDATE variants SET price_minor = -1", "check"),
        ("UPDATE variants SET sku = 'same'", "unique"),
        ("UPDATE products SET slug = 'same'", "unique"),
        ("UPDATE products SET status = 'sold'", "check"),
        ("UPDATE products SET tax_class = 'none'", "check"),
        ("UPDATE products SET published_at = NULL WHERE slug = 'halden-102'", "check"),
        ("UPDATE categories SET slug = 'same'", "unique"),
        ("UPDATE pictures SET role = 'cover'", "check"),
        ("DELETE FROM brands", "reference"),
        ("DELETE FROM categories", "reference"),
        ("DELETE FROM media", "reference"),
        ("UPDATE media_library SET focal_x = 101", "check"),
        ("UPDATE media_library SET focal_y = -1", "check"),
        ("INSERT INTO media_files (hash, bytes) SELECT 'none', bytes FROM media", "reference"),
        ("INSERT INTO catalogue_version (id, version) VALUES (2, 1)", "check"),
        ("INSERT INTO catalogue_version (id, version) VALUES (1, 1)", "unique"),
        ("INSERT INTO redirects (kind, old_slug, new_slug) VALUES ('guide', 'a', 'b')", "check"),
        (
            "INSERT INTO renditions (hash, width, format, bytes) SELECT hash, 320, 'gif', bytes \
             FROM media",
            "check",
        ),
        (
            "INSERT INTO renditions (hash, width, format, bytes) SELECT 'none', 320, 'webp', bytes \
             FROM media",
            "reference",
        ),
    ];
    for (sql, expected) in table {
        assert_eq!(refusal(raw(db, sql).await), expected, "{sql}");
    }
    assert_eq!(number(db, "SELECT COUNT(*) FROM variants WHERE stock < 0").await, 0);
}

on_both!(carts_stay_consistent);
async fn carts_stay_consistent(db: &Db) {
    catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    cart::touch(&mut tx, "t", 1).await.unwrap();
    tx.commit().await.unwrap();
    let line = |quantity: i64, cart: &str| {
        let cart = match cart {
            "t" => "c.id",
            _ => "v.product_id",
        };
        format!(
            "INSERT INTO shopping_cart_lines
                    (cart_id, variant_id, quantity, seen_minor, seen_currency, added_at)
             SELECT {cart}, v.id, {quantity}, 1, 'EUR', 1 FROM variants v, shopping_carts c
             WHERE v.sku = 'halden-102-A'"
        )
    };
    for (quantity, cart, expected) in [
        (0, "t", "check"),
        (-1, "t", "check"),
        (1000, "t", "check"),
        (1, "nobody", "reference"),
        (999, "t", "none"),
        (1, "t", "unique"),
    ] {
        assert_eq!(refusal(raw(db, &line(quantity, cart)).await), expected, "{quantity} in {cart}");
    }
    raw(
        db,
        "INSERT INTO checkout_sessions (cart_id, key, state) SELECT id, 'k', '{}' FROM \
         shopping_carts",
    )
    .await
    .unwrap();
    raw(db, "DELETE FROM shopping_carts").await.unwrap();
    assert_eq!(
        number(db, "SELECT COUNT(*) FROM shopping_cart_lines").await
            + number(db, "SELECT COUNT(*) FROM checkout_sessions").await,
        0
    );
}

on_both!(orders_stay_consistent);
async fn orders_stay_consistent(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let (row, lines, payment) = order("AAAAAAAAA");
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    let table = [
        ("UPDATE orders SET total_minor = total_minor - 1", "check"),
        ("UPDATE orders SET tax_included = 0", "check"),
        ("UPDATE orders SET goods_minor = -1, subtotal_minor = -1, total_minor = 489", "check"),
        ("UPDATE orders SET delivery_minor = -1, total_minor = 19999", "check"),
        ("UPDATE orders SET subtotal_minor = subtotal_minor + 1", "check"),
        ("UPDATE orders SET tax_minor = -1", "check"),
        ("UPDATE orders SET state = 'lost'", "check"),
        ("UPDATE order_lines SET total_minor = 1", "check"),
        ("UPDATE order_lines SET quantity = 0, total_minor = 0", "check"),
        ("UPDATE payments SET amount_minor = -1", "check"),
        ("UPDATE payments SET state = 'maybe'", "check"),
        ("DELETE FROM orders", "reference"),
    ];
    for (sql, expected) in table {
        assert_eq!(refusal(raw(db, sql).await), expected, "{sql}");
    }
    raw(
        db,
        "UPDATE orders SET tax_included = 0, total_minor = goods_minor + delivery_minor + \
         tax_minor",
    )
    .await
    .unwrap();
}

on_both!(one_key_one_cart_one_payment);
async fn one_key_one_cart_one_payment(db: &Db) {
    let (first, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &first, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();

    // A number that is taken is not an error: another one is tried in the same transaction.
    let (mut other, ..) = order("AAAAAAAAA");
    other.idempotency_key = "other".to_owned();
    other.cart_key = "other".to_owned();
    let mut tx = db.begin().await.unwrap();
    assert!(!orders::insert(&mut tx, &other, &lines, None).await.unwrap());
    other.number = order("BBBBBBBBB").0.number;
    assert!(orders::insert(&mut tx, &other, &lines, None).await.unwrap());
    tx.commit().await.unwrap();

    let (mut same_key, ..) = order("CCCCCCCCC");
    same_key.idempotency_key.clone_from(&first.idempotency_key);
    let (mut same_cart, ..) = order("DDDDDDDDD");
    same_cart.cart_key.clone_from(&first.cart_key);
    for again in [same_key, same_cart] {
        let mut tx = db.begin().await.unwrap();
        let error = orders::insert(&mut tx, &again, &lines, None).await.unwrap_err();
        assert!(error.is_unique_violation() && !error.is_unavailable(), "{error}");
    }
    let (fresh, lines, mut paid) = order("EEEEEEEEE");
    paid.reference.clone_from(&payment.reference);
    let mut tx = db.begin().await.unwrap();
    assert!(
        orders::insert(&mut tx, &fresh, &lines, Some(&paid))
            .await
            .unwrap_err()
            .is_unique_violation()
    );
    drop(tx);
    assert_eq!(number(db, "SELECT COUNT(*) FROM orders").await, 2);
}
