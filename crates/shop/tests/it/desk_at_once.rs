//! Several people at the desk, and shoppers, at the same time on PostgreSQL. SQLite has one writer.

use crate::edit::{edits, id_of, mara, save, shown};
use shop::{
    Context,
    catalogue::{
        desk,
        edit::{
            EditError,
            category::{self, ChangeCategory},
            product::{self, ChangeProduct},
        },
    },
    stock::{MoveUnits, receive},
};
use std::{future::Future, time::Duration};
use store::Uuid;
use testing::{Bench, GOOD_CARD, Kind};

/// Far below the timeout of a lock.
const SOON: Duration = Duration::from_secs(5);

async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(SOON, what).await.expect("it waits for a lock")
}

/// A shop on PostgreSQL.
async fn bench() -> Bench {
    Bench::new(Kind::Postgres).await
}

async fn sell(bench: &Bench, sku: &str) {
    let token = bench.cart(&[(sku, 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.place(&token, &key, &hash).await.unwrap();
}

async fn rename_category(shop: &Context, slug: &str, name: &str) -> Result<(), EditError> {
    let tree = desk::categories(shop, &mara()).await.unwrap();
    let row = tree.into_iter().find(|node| node.row.slug == slug).unwrap().row;
    let command =
        ChangeCategory { id: row.id, version: row.version, edits: edits(&[("name", name)]) };
    category::change(shop, &mara(), command).await.map(drop)
}

async fn put_into(shop: &Context, id: Uuid, categories: &str) -> Result<(), EditError> {
    let version = desk::product(shop, &mara(), id).await.unwrap().version;
    let edits = edits(&[("categories", categories)]);
    product::change(shop, &mara(), ChangeProduct { id, version, edits }).await.map(drop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_the_tree_holds_up_neither_products_nor_orders() {
    let bench = bench().await;
    bench.change("GLOBE", 8_900, 1).await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::catalogue::lock_tree(&mut tx).await.unwrap();
    soon(save(&bench, "enamel-mug", &[("name", "Cup"), ("categories", "gifts")])).await.unwrap();
    // The last one: the version of the catalogue is raised.
    soon(sell(&bench, "GLOBE")).await;
    drop(tx);
    bench.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn categories_products_and_orders_change_at_once() {
    let bench = bench().await;
    let (mug, globe) = (id_of(&bench, "enamel-mug").await, id_of(&bench, "lunar-globe").await);
    let mut at_once = tokio::task::JoinSet::new();
    for round in 0..12 {
        let shop = bench.shop.clone();
        at_once.spawn(async move {
            let slug = if round % 2 == 0 { "gifts" } else { "books" };
            rename_category(&shop, slug, &format!("Name {round}")).await
        });
        let shop = bench.shop.clone();
        at_once.spawn(async move {
            let product = if round % 2 == 0 { mug } else { globe };
            let categories = if round % 3 == 0 { "gifts|books" } else { "books|gifts" };
            put_into(&shop, product, categories).await
        });
    }
    for _ in 0..6 {
        sell(&bench, "MUG").await;
    }
    for done in at_once.join_all().await {
        // Two people with the same field is not what this is about; a deadlock is.
        assert!(matches!(done, Ok(()) | Err(EditError::Conflict(_))), "{done:?}");
    }
    assert!(!shown(&bench, "enamel-mug").await.fields["categories"].is_empty());
    bench.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twice_at_once_books_once() {
    let bench = bench().await;
    let before = bench.stock("GLOBE").await;
    let mut at_once = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let shop = bench.shop.clone();
        at_once.spawn(async move {
            let key = Some(Uuid::from_u128(5));
            let command = MoveUnits { sku: "GLOBE", units: 12, document: "", note: "", key };
            receive(&shop, &mara(), command).await.unwrap()
        });
    }
    for moved in at_once.join_all().await {
        assert_eq!((moved.before, moved.after), (before, before + 12));
    }
    assert_eq!(bench.stock("GLOBE").await, before + 12);
    bench.shop.db().close().await;
}
