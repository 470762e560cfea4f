//! Orders and the stock they take.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue, order, variant},
};
use crate::{
    Db, Error, Tx, Uuid,
    customers::privacy,
    orders, payments,
    stock::{self, Taken},
};
use domain::orders::{OrderDetails, OrderState};

on_both!(an_order_reads_back);
async fn an_order_reads_back(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    for found in [
        orders::by_number(&mut conn, &row.number).await.unwrap().unwrap(),
        orders::by_id(&mut conn, row.id).await.unwrap().unwrap(),
        orders::by_key(&mut conn, &row.idempotency_key).await.unwrap().unwrap(),
    ] {
        assert_eq!(format!("{found:?}"), format!("{row:?}"));
    }
    assert!(orders::by_number(&mut conn, &order("BBBBBBBBB").0.number).await.unwrap().is_none());
    assert!(orders::by_id(&mut conn, Uuid::nil()).await.unwrap().is_none());
    assert!(orders::by_key(&mut conn, "").await.unwrap().is_none());
    assert_eq!(
        format!("{:?}", orders::lines(&mut conn, row.id).await.unwrap()),
        format!("{lines:?}")
    );
    assert_eq!(orders::events(&mut conn, row.id).await.unwrap(), [(OrderState::Placed, NOW)]);
    assert_eq!(orders::count(&mut conn).await.unwrap(), 1);
    let payments = payments::of_order(&mut conn, row.id).await.unwrap();
    assert_eq!(payments, std::slice::from_ref(&payment));
    assert_eq!(payments[0].card(), Some(("Visa", "0454")));
}

on_both!(an_unreadable_value_is_an_error_that_names_its_row);
async fn an_unreadable_value_is_an_error_that_names_its_row(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    for (column, stored, fault) in [
        ("delivery_latest", "Tuesday", "\"Tuesday\" is not a date"),
        ("details", "{\"address\":\"Lindenallee 3\"}", "not the details of an order (line 1"),
        ("number", "AAAAAAAAA", "\"AAAAAAAAA\" is not an order number"),
    ] {
        raw(db, &format!("UPDATE orders SET {column} = '{stored}'")).await.unwrap();
        let mut conn = db.read().await.unwrap();
        let error = orders::by_id(&mut conn, row.id).await.unwrap_err();
        assert!(matches!(error, Error::Stored(_)), "{error:?}");
        let (text, id) = (error.to_string(), row.id.to_string());
        for part in [column, "OrderRow", &id, fault] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("Lindenallee"), "{text}");
        drop(conn);
        let (number, details) = (row.number.as_str(), "{}");
        let restored = format!(
            "UPDATE orders SET delivery_latest = NULL, details = '{details}', number = '{number}'"
        );
        raw(db, &restored).await.unwrap();
    }
}

on_both!(an_unreadable_order_past_retention_does_not_hide_the_others);
async fn an_unreadable_order_past_retention_does_not_hide_the_others(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for number in ["AAAAAAAAA", "BBBBBBBBB"] {
        let (row, lines, payment) = order(number);
        assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    }
    tx.commit().await.unwrap();
    raw(
        db,
        "UPDATE orders SET details = 'Lindenallee 3', delivery_latest = 'Tuesday'
         WHERE number = (SELECT MIN(number) FROM orders)",
    )
    .await
    .unwrap();
    let mut tx = db.begin().await.unwrap();
    let old = privacy::orders_before(&mut tx, i64::MAX, 10).await.unwrap();
    assert_eq!(old.len(), 2);
    assert!(old.iter().any(|row| row.details == "Lindenallee 3"));
    for row in old {
        privacy::anonymise(&mut tx, row.id, &OrderDetails::default()).await.unwrap();
    }
    assert!(privacy::orders_before(&mut tx, i64::MAX, 10).await.unwrap().is_empty());
}

on_both!(unreadable_parts_of_an_order_name_their_row);
async fn unreadable_parts_of_an_order_name_their_row(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    raw(
        db,
        "UPDATE order_events SET state = 'lost';
         UPDATE order_lines SET tax_rate = -1;
         UPDATE payments SET currency = 'Euro'",
    )
    .await
    .unwrap();
    let mut conn = db.read().await.unwrap();
    let event = orders::events(&mut conn, row.id).await.unwrap_err().to_string();
    let line = orders::lines(&mut conn, row.id).await.unwrap_err().to_string();
    let paid = payments::of_order(&mut conn, row.id).await.unwrap_err().to_string();
    for (error, parts) in [
        (event, ["column state of EventRow", &row.id.to_string(), "\"lost\""]),
        (line, ["column tax_rate of OrderLineRow", "halden-102-A", "-1"]),
        (paid, ["column currency of PaymentRow", &payment.id.to_string(), "\"Euro\""]),
    ] {
        assert!(parts.iter().all(|part| error.contains(part)), "{parts:?}: {error}");
    }
}

on_both!(an_order_without_payment);
async fn an_order_without_payment(db: &Db) {
    let (row, lines, _) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, None).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM payments").await, 0);
    let mut conn = db.read().await.unwrap();
    assert_eq!(payments::of_order(&mut conn, row.id).await.unwrap(), []);
}

on_both!(stock_is_taken_if_there_is_enough);
async fn stock_is_taken_if_there_is_enough(db: &Db) {
    catalogue(db).await;
    let id = variant(db, "halden-102-A").await;
    let mut tx = db.begin().await.unwrap();
    assert_eq!(take(&mut tx, id, 4).await, Some(6));
    assert_eq!(take(&mut tx, id, 7).await, None);
    assert_eq!(take(&mut tx, id, 6).await, Some(0));
    assert_eq!(take(&mut tx, id, 1).await, None);
    assert_eq!(take(&mut tx, Uuid::nil(), 1).await, None);
    assert_eq!(stock::of_sku(&mut tx, "halden-102-A").await.unwrap(), Some(0));
    assert_eq!(stock::of_sku(&mut tx, "nothing").await.unwrap(), None);
}

/// Takes units of a variant, and returns how many remain; none if there are too few.
async fn take(tx: &mut Tx, variant: Uuid, quantity: i64) -> Option<i64> {
    match stock::take_all(tx, &[(variant, quantity)]).await.unwrap() {
        Taken::All(left) => Some(left[0].1),
        Taken::TooFew(_) => None,
    }
}

on_both!(twenty_orders_compete_for_ten_units);
async fn twenty_orders_compete_for_ten_units(db: &Db) {
    catalogue(db).await;
    let id = variant(db, "halden-102-A").await;
    let mut takers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let db = db.clone();
        takers.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let left = take(&mut tx, id, 1).await;
            tx.commit().await.unwrap();
            left
        });
    }
    let mut left: Vec<i64> = takers.join_all().await.into_iter().flatten().collect();
    left.sort_unstable();
    assert_eq!(left, (0..10).collect::<Vec<i64>>());
}
