//! Back-in-stock subscriptions.

use super::{number, on_both, sample};
use crate::{
    Db,
    stock::subscriptions::{self, NewSubscription},
};
use test_database::set_price_and_stock;

on_both!(an_address_subscribes_once_to_a_variant);
async fn an_address_subscribes_once_to_a_variant(db: &Db) {
    sample::catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    let (id, stock, _) = subscriptions::variant(&mut tx, "halden-102-A").await.unwrap().unwrap();
    assert!(stock > 0 && subscriptions::variant(&mut tx, "nothing").await.unwrap().is_none());
    set_price_and_stock(&mut tx, "halden-102-A", 100, 0).await;
    let mut requested = Vec::new();
    for email in ["ada@example.org", "Ada@Example.org", "eve@example.org"] {
        let (key, mailbox) = (email.to_lowercase(), "one@example.org");
        let new = NewSubscription { variant: id, email, key: &key, mailbox };
        requested.extend(subscriptions::request(&mut tx, new, 10).await.unwrap());
    }
    assert_eq!(
        (requested.len(), subscriptions::of_mailbox(&mut tx, "one@example.org").await.unwrap()),
        (2, (2, 2))
    );
    set_price_and_stock(&mut tx, "halden-102-A", 100, 1).await;
    assert!(
        subscriptions::over(&mut tx, i64::MAX, 9).await.unwrap().is_empty(),
        "none is confirmed"
    );
    set_price_and_stock(&mut tx, "halden-102-A", 100, 0).await;
    for wait in requested {
        assert!(subscriptions::confirm(&mut tx, wait, 15).await.unwrap());
    }
    assert_eq!(subscriptions::of_mailbox(&mut tx, "one@example.org").await.unwrap(), (2, 0));
    assert_eq!(subscriptions::forget_unconfirmed(&mut tx, 100).await.unwrap(), 0);
    assert!(!subscriptions::confirm(&mut tx, id, 15).await.unwrap(), "no such subscription");
    assert!(subscriptions::over(&mut tx, i64::MAX, 9).await.unwrap().is_empty());
    set_price_and_stock(&mut tx, "halden-102-A", 100, 2).await;
    let over = subscriptions::over(&mut tx, i64::MAX, 9).await.unwrap();
    assert_eq!(over.len(), 2);
    assert_eq!(subscriptions::over(&mut tx, i64::MAX, 1).await.unwrap().len(), 1);
    // Each is queued once, until the variant is sold out again.
    assert!(subscriptions::queue(&mut tx, over[0], 20).await.unwrap());
    assert!(!subscriptions::queue(&mut tx, over[0], 21).await.unwrap());
    assert_eq!(subscriptions::over(&mut tx, i64::MAX, 9).await.unwrap(), over[1..]);
    subscriptions::wait_on(&mut tx, over[0]).await.unwrap();
    assert_eq!(subscriptions::over(&mut tx, i64::MAX, 9).await.unwrap().len(), 2);
    let row = subscriptions::by_id(&mut tx, over[0], i64::MAX).await.unwrap().unwrap();
    assert_eq!((row.sku.as_str(), row.stock, row.visible), ("halden-102-A", 2, true));
    assert!(!subscriptions::by_id(&mut tx, over[0], -1).await.unwrap().unwrap().visible);
    subscriptions::forget(&mut tx, over[0]).await.unwrap();
    assert!(subscriptions::by_id(&mut tx, over[0], i64::MAX).await.unwrap().is_none());
    assert_eq!(subscriptions::forget_older_than(&mut tx, 10).await.unwrap(), 0);
    assert_eq!(subscriptions::forget_older_than(&mut tx, 11).await.unwrap(), 1);
    let eve = "eve@example.org";
    let new = NewSubscription { variant: id, email: eve, key: eve, mailbox: eve };
    subscriptions::request(&mut tx, new, 20).await.unwrap().unwrap();
    assert_eq!(subscriptions::forget_unconfirmed(&mut tx, 21).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM stock_subscriptions").await, 0);
}
