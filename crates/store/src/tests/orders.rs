//! Orders and the stock they take.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue, order, variant},
};
use crate::{Db, Error, Uuid, orders};
use domain::orders::OrderState;

on_both!(an_order_reads_back);
async fn an_order_reads_back(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    for found in [
        orders::by_number(&mut conn, "AAAAAAAAA").await.unwrap().unwrap(),
        orders::by_id(&mut conn, row.id).await.unwrap().unwrap(),
        orders::by_key(&mut conn, &row.idempotency_key).await.unwrap().unwrap(),
    ] {
        assert_eq!(format!("{found:?}"), format!("{row:?}"));
    }
    assert!(orders::by_number(&mut conn, "aaaaaaaaa").await.unwrap().is_none());
    assert!(orders::by_id(&mut conn, Uuid::nil()).await.unwrap().is_none());
    assert!(orders::by_key(&mut conn, "").await.unwrap().is_none());
    assert_eq!(
        format!("{:?}", orders::lines(&mut conn, row.id).await.unwrap()),
        format!("{lines:?}")
    );
    assert_eq!(orders::events(&mut conn, row.id).await.unwrap(), [(OrderState::Placed, NOW)]);
    assert_eq!(orders::count(&mut conn).await.unwrap(), 1);
    let card = orders::card(&mut conn, row.id).await.unwrap().unwrap();
    assert_eq!((card.card_brand.as_str(), card.card_last_four.as_str()), ("Visa", "0454"));
}

on_both!(an_unreadable_value_is_an_error_that_names_its_row);
async fn an_unreadable_value_is_an_error_that_names_its_row(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    raw(db, "UPDATE orders SET delivery_latest = 'Tuesday'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let error = orders::by_number(&mut conn, "AAAAAAAAA").await.unwrap_err();
    assert!(matches!(error, Error::Stored(_)), "{error:?}");
    let (text, id) = (error.to_string(), row.id.to_string());
    for part in ["delivery_latest", "OrderRow", &id, "\"Tuesday\" is no date"] {
        assert!(text.contains(part), "{part}: {text}");
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
    assert_eq!(orders::card(&mut conn, row.id).await.unwrap(), None);
}

on_both!(stock_is_taken_if_there_is_enough);
async fn stock_is_taken_if_there_is_enough(db: &Db) {
    catalogue(db).await;
    let id = variant(db, "halden-102-A").await;
    let mut tx = db.begin().await.unwrap();
    assert_eq!(orders::take_stock(&mut tx, id, 4).await.unwrap(), Some(6));
    assert_eq!(orders::take_stock(&mut tx, id, 7).await.unwrap(), None);
    assert_eq!(orders::take_stock(&mut tx, id, 6).await.unwrap(), Some(0));
    assert_eq!(orders::take_stock(&mut tx, id, 1).await.unwrap(), None);
    assert_eq!(orders::take_stock(&mut tx, Uuid::nil(), 1).await.unwrap(), None);
    orders::return_stock(&mut tx, id, 3).await.unwrap();
    assert_eq!(orders::stock(&mut tx, "halden-102-A").await.unwrap(), Some(3));
    assert_eq!(orders::stock(&mut tx, "nothing").await.unwrap(), None);
}

on_both!(twenty_take_ten);
async fn twenty_take_ten(db: &Db) {
    catalogue(db).await;
    let id = variant(db, "halden-102-A").await;
    let mut takers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let db = db.clone();
        takers.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let left = orders::take_stock(&mut tx, id, 1).await.unwrap();
            tx.commit().await.unwrap();
            left
        });
    }
    let mut left: Vec<i64> = takers.join_all().await.into_iter().flatten().collect();
    left.sort_unstable();
    assert_eq!(left, (0..10).collect::<Vec<i64>>());
}
