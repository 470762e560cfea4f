//! Several servers on one database.

use super::{Process, ask_body};
use std::time::{Duration, Instant};
use testing::{Kind, TestDatabase, set_price_and_stock};

/// Leaves so many mugs, as another server does.
async fn leave(db: &store::Db, left: i64) {
    let mut tx = db.begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, "MUG", 1_600, left).await);
    let product = store::catalogue::product(&mut tx, "enamel-mug").await.unwrap().unwrap();
    store::catalogue::bump_stock(&mut tx, &[product.id]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_change_shows_on_all_servers() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let flags = ["--database-url", database.url.as_str(), "--with-worker=false"];
    let servers = [Process::start(&flags).await, Process::start(&flags).await];
    let db = testing::open(&database).await;
    for (left, shown) in [(3, "Only 3 left"), (2, "Only 2 left"), (4, "Only 4 left")] {
        for server in &servers {
            // Cached from now on.
            let page = ask_body(&server.addr, "/products/enamel-mug").await;
            assert!(!page.contains(shown), "{shown}");
        }
        leave(&db, left).await;
        let changed = Instant::now();
        for server in &servers {
            while !ask_body(&server.addr, "/products/enamel-mug").await.contains(shown) {
                // Two seconds are promised; the machine may be busy.
                assert!(changed.elapsed() < Duration::from_secs(5), "{shown}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    db.close().await;
    for server in servers {
        server.stop(&[]).await;
    }
}
