//! Who waits for what is sold out.

use super::{on_both, raw, sample};
use crate::{Db, import, waits};

on_both!(one_wait_an_address_and_variant);
async fn one_wait_an_address_and_variant(db: &Db) {
    sample::catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    let (id, stock, _) = waits::variant(&mut tx, "halden-102-A").await.unwrap().unwrap();
    assert!(stock > 0 && waits::variant(&mut tx, "nothing").await.unwrap().is_none());
    import::set_price_and_stock(&mut tx, "halden-102-A", 100, 0).await.unwrap();
    let mut asked = Vec::new();
    for email in ["ada@example.org", "Ada@Example.org", "eve@example.org"] {
        if let Some(wait) =
            waits::ask(&mut tx, id, email, (&email.to_lowercase(), "one@example.org"), 10)
                .await
                .unwrap()
        {
            asked.push(wait);
        }
    }
    assert_eq!(
        (asked.len(), waits::of_mailbox(&mut tx, "one@example.org").await.unwrap()),
        (2, (2, 2))
    );
    import::set_price_and_stock(&mut tx, "halden-102-A", 100, 1).await.unwrap();
    assert!(waits::over(&mut tx, i64::MAX, 9).await.unwrap().is_empty(), "nobody has confirmed");
    import::set_price_and_stock(&mut tx, "halden-102-A", 100, 0).await.unwrap();
    for wait in asked {
        assert!(waits::confirm(&mut tx, wait, 15).await.unwrap());
    }
    assert_eq!(waits::of_mailbox(&mut tx, "one@example.org").await.unwrap(), (2, 0));
    assert_eq!(waits::forget_unconfirmed(&mut tx, 100).await.unwrap(), 0);
    assert!(!waits::confirm(&mut tx, id, 15).await.unwrap(), "no such wait");
    assert!(waits::over(&mut tx, i64::MAX, 9).await.unwrap().is_empty());
    import::set_price_and_stock(&mut tx, "halden-102-A", 100, 2).await.unwrap();
    let over = waits::over(&mut tx, i64::MAX, 9).await.unwrap();
    assert_eq!(over.len(), 2);
    assert_eq!(waits::over(&mut tx, i64::MAX, 1).await.unwrap().len(), 1);
    // Each goes into the outbox once, until the variant is gone again.
    assert!(waits::queue(&mut tx, over[0], 20).await.unwrap());
    assert!(!waits::queue(&mut tx, over[0], 21).await.unwrap());
    assert_eq!(waits::over(&mut tx, i64::MAX, 9).await.unwrap(), over[1..]);
    waits::wait_on(&mut tx, over[0]).await.unwrap();
    assert_eq!(waits::over(&mut tx, i64::MAX, 9).await.unwrap().len(), 2);
    let row = waits::by_id(&mut tx, over[0], i64::MAX).await.unwrap().unwrap();
    assert_eq!((row.sku.as_str(), row.stock, row.visible), ("halden-102-A", 2, true));
    assert!(!waits::by_id(&mut tx, over[0], -1).await.unwrap().unwrap().visible);
    waits::forget(&mut tx, over[0]).await.unwrap();
    assert!(waits::by_id(&mut tx, over[0], i64::MAX).await.unwrap().is_none());
    assert_eq!(waits::forget_older_than(&mut tx, 10).await.unwrap(), 0);
    assert_eq!(waits::forget_older_than(&mut tx, 11).await.unwrap(), 1);
    waits::ask(&mut tx, id, "eve@example.org", ("eve@example.org", "eve@example.org"), 20)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(waits::forget_unconfirmed(&mut tx, 21).await.unwrap(), 1);
    tx.commit().await.unwrap();
    raw(db, "SELECT 1 FROM stock_waits").await.unwrap();
}
