//! Consumers' withdrawals.

use super::on_both;
use crate::{
    Db, Uuid,
    orders::withdrawals::{self, WithdrawalRow},
};

fn row(key: &str, email: &str, received_at: i64) -> WithdrawalRow {
    WithdrawalRow {
        id: crate::new_id(received_at),
        key: key.to_owned(),
        order_id: None,
        order_number: "PG-1".to_owned(),
        name: "Ada".to_owned(),
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        items: String::new(),
        received_at,
        acknowledged_at: None,
    }
}

on_both!(a_key_stores_one_withdrawal);
async fn a_key_stores_one_withdrawal(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let (first, second) = (row("a", "Ada@example.org", 10), row("b", "ada@example.org", 20));
    assert!(withdrawals::insert(&mut tx, &first).await.unwrap());
    assert!(!withdrawals::insert(&mut tx, &row("a", "eve@example.org", 15)).await.unwrap());
    assert!(withdrawals::insert(&mut tx, &second).await.unwrap());
    assert_eq!(withdrawals::by_key(&mut tx, "a").await.unwrap().as_ref(), Some(&first));
    assert_eq!(withdrawals::by_key(&mut tx, "c").await.unwrap(), None);
    assert_eq!(
        withdrawals::since(&mut tx, (0, Uuid::nil()), 9).await.unwrap(),
        [first.clone(), second.clone()]
    );
    assert_eq!(
        withdrawals::since(&mut tx, (11, Uuid::nil()), 9).await.unwrap(),
        std::slice::from_ref(&second)
    );
    // Page by page, also for the same timestamp.
    let mut third = row("c", "eve@example.org", 20);
    third.id = Uuid::max();
    assert!(withdrawals::insert(&mut tx, &third).await.unwrap());
    let mut after = (10, Uuid::nil());
    for expected in [&first, &second, &third] {
        let page = withdrawals::since(&mut tx, after, 1).await.unwrap();
        assert_eq!(page, std::slice::from_ref(expected));
        after = (expected.received_at, expected.id);
    }
    assert_eq!(withdrawals::since(&mut tx, after, 1).await.unwrap(), []);
    assert_eq!(withdrawals::of_address(&mut tx, "ada@example.org").await.unwrap().len(), 2);
    assert_eq!(withdrawals::unmatched_since(&mut tx, 10, 2).await.unwrap().len(), 2);
    assert_eq!(withdrawals::unmatched_since(&mut tx, 10, 9).await.unwrap().len(), 3);
    assert_eq!(withdrawals::unmatched_since(&mut tx, 21, 9).await.unwrap(), [""; 0]);
    withdrawals::acknowledged(&mut tx, first.id, 30).await.unwrap();
    assert_eq!(
        withdrawals::by_id(&mut tx, first.id).await.unwrap().unwrap().acknowledged_at,
        Some(30)
    );
    assert_eq!(withdrawals::forget_unmatched_before(&mut tx, 20).await.unwrap(), 1);
    assert_eq!(withdrawals::forget_unmatched(&mut tx, "ada@example.org").await.unwrap(), 1);
    assert_eq!(withdrawals::forget_unmatched(&mut tx, "eve@example.org").await.unwrap(), 1);
    assert_eq!(withdrawals::since(&mut tx, (0, Uuid::nil()), 9).await.unwrap(), []);
    tx.commit().await.unwrap();
}
