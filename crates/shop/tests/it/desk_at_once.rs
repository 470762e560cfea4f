//! Several people at the desk, and shoppers, at the same time on PostgreSQL. SQLite has one writer.

use crate::{
    edit::{edits, id_of, mara, save, shown},
    prices::{eve, sale, set},
};
use domain::{Currency, Money};
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
    pricing::{PriceError, SetPrice, set_price},
    stock::{MoveUnits, receive},
};
use std::{future::Future, time::Duration};
use store::{ConnectionRef, Executor, Uuid};
use testing::{Bench, GOOD_CARD, Kind, NOW};

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sale_is_set_while_an_order_holds_the_variant() {
    let bench = bench().await;
    let globe = shown(&bench, "lunar-globe").await.variants[0].id;
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::stock::take_all(&mut tx, &[(globe, 1)]).await.unwrap();
    let day = 86_400_000;
    soon(set(&bench, sale("GLOBE", 10, (NOW + day, NOW + 2 * day)))).await.unwrap();
    // Of the variant the row is written last.
    soon(save(&bench, "lunar-globe", &[("name", "Moon")])).await.unwrap();
    tx.commit().await.unwrap();
    bench.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_prices_at_once_is_set_and_orders_go_on() {
    let bench = bench().await;
    let base = shown(&bench, "lunar-globe").await.variants[0].price;
    bench.advance(1_000);
    let mut at_once = tokio::task::JoinSet::new();
    for step in 1..=4 {
        let shop = bench.shop.clone();
        at_once.spawn(async move {
            let price = Money::new(base.minor + step, Currency::EUR);
            let command = SetPrice { sku: "GLOBE".to_owned(), shown: base, price };
            set_price(&shop, &eve(), command).await.map(drop)
        });
    }
    sell(&bench, "MUG").await;
    let done = at_once.join_all().await;
    let set = done.iter().filter(|done| done.is_ok()).count();
    let is_expected = |done: &Result<(), PriceError>| {
        matches!(done, Ok(()) | Err(PriceError::Changed | PriceError::ChangedTo(_)))
    };
    assert!(set == 1 && done.iter().all(is_expected), "{done:?}");
    let history = shop::pricing::price_history(&bench.shop, &eve(), "GLOBE").await.unwrap();
    assert_eq!(history.bases.iter().filter(|base| base.until_at.is_none()).count(), 1);
    assert_eq!(history.bases[0].amount_minor, history.row.price_minor);
    bench.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_sales_at_once_is_set() {
    let bench = bench().await;
    let times = (NOW + 1_000_000, NOW + 2_000_000);
    let (one, other) =
        tokio::join!(set(&bench, sale("GLOBE", 10, times)), set(&bench, sale("GLOBE", 20, times)));
    let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(refused.as_slice(), [PriceError::Overlap(_)]), "{refused:?}");
    bench.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sale_that_begins_during_a_load_is_shown_at_once() {
    let bench = bench().await;
    let replica = bench.replica().await;
    let price = || replica.snapshot().by_sku("GLOBE").unwrap().variants[0].price.minor;
    let base = price();
    set(&bench, sale("GLOBE", 15, (NOW + 60_000, NOW + 900_000))).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    // The load waits for a table.
    let mut tx = bench.shop.db().begin().await.unwrap();
    let ConnectionRef::Postgres(c) = tx.connection() else { panic!("not PostgreSQL") };
    let lock = "LOCK TABLE attributes IN ACCESS EXCLUSIVE MODE";
    sqlx::query::<sqlx::Postgres>(lock).execute(c).await.unwrap();
    let load = tokio::spawn({
        let replica = replica.clone();
        async move { shop::catalogue::refresh(&replica).await.unwrap() }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!load.is_finished());
    assert_eq!(price(), base);
    bench.advance(60_000);
    soon(async {
        while price() == base {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    assert!(!load.is_finished());
    drop(tx);
    load.await.unwrap();
    assert!(price() < base);
    replica.db().close().await;
    bench.shop.db().close().await;
}
