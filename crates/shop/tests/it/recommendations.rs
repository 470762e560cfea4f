//! What is bought together.

use crate::mail::{Folder, work};
use domain::Currency;
use shop::{
    Context,
    catalogue::demonstration::{self, Offer},
    orders::withdrawals::WithdrawalStatement,
    recommendations::{
        ChoiceError, Flags, Pair, Rebuild, RebuildError, Rebuilt, Shopper, because_you_bought,
        bought_together, exclude, include, learn_missed, pin, rebuild, set_flags, slugs_for, unpin,
    },
    staff::Actor,
};
use std::time::{Duration, Instant};
use testing::{Bench, Kind, OrderBuilder, ProductBuilder, VariantBuilder, calls};
use views::recommendations::{Reason, Suggestion};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

const SLUGS: [&str; 4] = ["a", "b", "c", "d"];

/// A shop with four products, whose SKUs are their slugs in capitals.
async fn shop(kind: Kind) -> Bench {
    let bench = Bench::empty(kind).await;
    let product = |slug: &str| {
        let variant = VariantBuilder::new(&slug.to_uppercase()).stock(100);
        ProductBuilder::new(slug).variant(variant)
    };
    bench.add(&SLUGS.map(product)).await;
    bench
}

/// An order by a buyer of this name.
async fn order(bench: &Bench, buyer: &str, skus: &[&str]) -> shop::orders::Placed {
    let order = skus.iter().fold(OrderBuilder::new(), |order, sku| order.line(sku, 1));
    order.email(&format!("{buyer}@example.org")).place(bench).await.unwrap()
}

/// Three buyers of A with B, two of A with C, and others.
async fn history(bench: &Bench) {
    for buyer in ["ada", "eve", "kim"] {
        order(bench, buyer, &["A", "B"]).await;
    }
    for buyer in ["ada", "eve", "ada"] {
        order(bench, buyer, &["A", "C"]).await;
    }
    for buyer in ["lea", "tom", "ida"] {
        order(bench, buyer, &["D"]).await;
    }
    assert_eq!(learn_missed(&bench.shop).await.unwrap(), 9);
}

/// Repeats a read that was late on a busy machine.
async fn in_time(read: impl AsyncFn() -> Option<Vec<Suggestion>>) -> Vec<Suggestion> {
    for _ in 0..100 {
        if let Some(found) = read().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never in time")
}

async fn together(shop: &Context, given: &[&str], shopper: Shopper<'_>) -> Vec<Suggestion> {
    // As servers do all the time: they keep the neighbours until the log names their product.
    shop::catalogue::refresh(shop).await.unwrap();
    in_time(async || bought_together(shop, given, shopper, Currency::EUR).await).await
}

fn slugs(found: &[Suggestion]) -> Vec<&str> {
    found.iter().map(|one| one.card.slug.as_str()).collect()
}

/// Learns all orders again.
async fn learn_again(shop: &Context, command: Rebuild) -> Result<Rebuilt, RebuildError> {
    rebuild(shop.db(), command, shop.clock().now()).await
}

/// The same on both databases.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let bench = super::shop(testing::Kind::Sqlite).await;
                super::$name(&bench).await;
                bench.shop.db().close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let bench = super::shop(testing::Kind::Postgres).await;
                super::$name(&bench).await;
                bench.shop.db().close().await;
            }
        }
    };
}

on_both!(what_three_buyers_bought_together_is_suggested);
async fn what_three_buyers_bought_together_is_suggested(bench: &Bench) {
    let shop = &bench.shop;
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
    history(bench).await;
    // Each order once.
    assert_eq!(learn_missed(shop).await.unwrap(), 0);
    // Not C, which two buyers bought in three orders.
    let found = together(shop, &["a"], Shopper::default()).await;
    assert_eq!(slugs(&found), ["b"]);
    assert_eq!((found[0].sku.as_str(), &found[0].reason), ("B", &Reason::Together("a".to_owned())));
    assert_eq!(found[0].price.minor, 1_000);
    assert_eq!(slugs(&together(shop, &["b"], Shopper::default()).await), ["a"]);
    order(bench, "kim", &["A", "C"]).await;
    learn_missed(shop).await.unwrap();
    let mut found = together(shop, &["a"], Shopper::default()).await;
    found.sort_by(|one, other| one.card.slug.cmp(&other.card.slug));
    assert_eq!(slugs(&found), ["b", "c"]);
    // Never what is given, in the cart or owned.
    assert_eq!(slugs(&together(shop, &["a", "b"], Shopper::default()).await), ["c"]);
    let shopper = Shopper { in_cart: &["c"], bought: &["b"] };
    assert_eq!(together(shop, &["a"], shopper).await, []);
    // A product that is bought again may be owned, but not in the cart.
    let again = Flags { bought_again: true, hidden: false };
    for slug in ["b", "c"] {
        set_flags(shop, &operator(), slug, again).await.unwrap();
    }
    assert_eq!(slugs(&together(shop, &["a"], shopper).await), ["b"]);
    // Sold out.
    bench.change("B", 1_000, 0).await;
    assert_eq!(together(shop, &["a"], shopper).await, []);
    assert_eq!(together(shop, &["nothing"], shopper).await, []);
}

on_both!(a_shopper_is_shown_what_others_bought_with_it);
async fn a_shopper_is_shown_what_others_bought_with_it(bench: &Bench) {
    history(bench).await;
    let because = async |bought: &[&str]| {
        let shopper = Shopper { bought, in_cart: &[] };
        in_time(async || because_you_bought(&bench.shop, shopper, Currency::EUR).await).await
    };
    let found = because(&["d", "a"]).await;
    assert_eq!(slugs(&found), ["b"]);
    assert_eq!(found[0].reason, Reason::Bought("a".to_owned()));
    assert_eq!(because(&["a", "b"]).await, []);
    assert_eq!(because(&[]).await, []);
}

on_both!(an_order_is_learned_after_its_email);
async fn an_order_is_learned_after_its_email(bench: &Bench) {
    let (shop, folder, failing) = (&bench.shop, Folder::new(), Folder::new());
    order(bench, "ada", &["A", "B"]).await;
    work(shop, &failing.failing()).await;
    // Not by the job, which is repeated later; a task learns it in the meantime.
    assert_eq!(learn_missed(shop).await.unwrap(), 1);
    order(bench, "eve", &["A", "B"]).await;
    work(shop, &folder.mailer()).await;
    assert_eq!(folder.emails().len(), 1);
    assert_eq!(learn_missed(shop).await.unwrap(), 0);
}

on_both!(the_worker_learns_orders_and_unlearns_withdrawn_ones);
async fn the_worker_learns_orders_and_unlearns_withdrawn_ones(bench: &Bench) {
    let (shop, folder) = (&bench.shop, Folder::new());
    let mut placed = Vec::new();
    for buyer in ["ada", "eve", "kim"] {
        placed.push(order(bench, buyer, &["A", "B"]).await);
    }
    order(bench, "lea", &["D"]).await;
    work(shop, &folder.mailer()).await;
    assert_eq!(learn_missed(shop).await.unwrap(), 0);
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["b"]);
    let withdrawn = WithdrawalStatement {
        name: "Eve".to_owned(),
        number: placed[1].number.to_string(),
        email: "eve@example.org".to_owned(),
        items: String::new(),
    };
    calls::withdraw(shop, &withdrawn, "key").await.unwrap();
    work(shop, &folder.mailer()).await;
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
    let rebuilt = learn_again(shop, Rebuild::default()).await.unwrap();
    assert_eq!(rebuilt, Rebuilt { orders: 3, products: 3 });
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
}

on_both!(a_withdrawn_order_that_still_counts_is_unlearned_later);
async fn a_withdrawn_order_that_still_counts_is_unlearned_later(bench: &Bench) {
    let shop = &bench.shop;
    let mut placed = Vec::new();
    for buyer in ["ada", "eve", "kim"] {
        placed.push(order(bench, buyer, &["A", "B"]).await);
    }
    order(bench, "lea", &["D"]).await;
    assert_eq!(learn_missed(shop).await.unwrap(), 4);
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["b"]);
    let withdrawn = WithdrawalStatement {
        name: "Eve".to_owned(),
        number: placed[1].number.to_string(),
        email: "eve@example.org".to_owned(),
        items: String::new(),
    };
    // As if the job had failed to unlearn it.
    calls::withdraw(shop, &withdrawn, "key").await.unwrap();
    assert_eq!(learn_missed(shop).await.unwrap(), 0);
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
}

on_both!(a_rebuild_learns_the_same);
async fn a_rebuild_learns_the_same(bench: &Bench) {
    let shop = &bench.shop;
    history(bench).await;
    let before = together(shop, &["a"], Shopper::default()).await;
    for half_life_days in [None, Some(90), None] {
        let rebuilt = learn_again(shop, Rebuild { half_life_days }).await.unwrap();
        assert_eq!(rebuilt, Rebuilt { orders: 9, products: 4 });
        assert_eq!(together(shop, &["a"], Shopper::default()).await, before);
    }
    let mut tx = shop.db().begin().await.unwrap();
    let model = store::recommendations::lock(&mut tx).await.unwrap();
    assert_eq!((model.half_life_days, model.orders, model.rebuild), (90, 9, None));
    drop(tx);
    for days in [0, 29, 3651] {
        let wrong = learn_again(shop, Rebuild { half_life_days: Some(days) }).await;
        assert!(matches!(wrong, Err(RebuildError::HalfLife)), "{wrong:?}");
    }
    assert_eq!(together(shop, &["a"], Shopper::default()).await, before);
}

on_both!(an_aborted_rebuild_hides_nothing_and_is_begun_again);
async fn an_aborted_rebuild_hides_nothing_and_is_begun_again(bench: &Bench) {
    let shop = &bench.shop;
    history(bench).await;
    let mut tx = shop.db().begin().await.unwrap();
    let (run, now) = (store::Uuid::from_u128(7), shop.clock().now());
    store::recommendations::begin_rebuild(&mut tx, run, 180, now).await.unwrap();
    tx.commit().await.unwrap();
    let pair = |other| Pair { product: "a", other };
    let found = async || together(shop, &["a"], Shopper::default()).await;
    // Pins change, and what was learned before stays, although nothing is counted.
    pin(shop, &operator(), pair("d"), 0).await.unwrap();
    assert_eq!(slugs(&found().await), ["d", "b"]);
    exclude(shop, &operator(), pair("b")).await.unwrap();
    assert_eq!(slugs(&found().await), ["d", "b"]);
    unpin(shop, &operator(), pair("d")).await.unwrap();
    assert_eq!(slugs(&found().await), ["b"]);
    assert_eq!(learn_missed(shop).await.unwrap(), 9);
    assert_eq!(slugs(&found().await), ["b"]);
    assert_eq!(learn_again(shop, Rebuild::default()).await.unwrap().orders, 9);
    assert_eq!(found().await, []);
    include(shop, &operator(), pair("b")).await.unwrap();
    assert_eq!(slugs(&found().await), ["b"]);
    let mut conn = shop.db().read().await.unwrap();
    assert_eq!(store::recommendations::unfinished_rebuild(&mut conn).await.unwrap(), None);
}

on_both!(orders_of_an_erased_person_do_not_count);
async fn orders_of_an_erased_person_do_not_count(bench: &Bench) {
    let shop = &bench.shop;
    history(bench).await;
    let used = async || {
        let export = shop::customers::privacy::export(shop, "kim@example.org").await.unwrap();
        export["orders"][0]["used_for_suggestions"].as_bool().unwrap()
    };
    assert!(used().await);
    let erased = shop::customers::privacy::erase(shop, "kim@example.org").await.unwrap();
    assert_eq!(erased.kept.len(), 1);
    assert!(!used().await);
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
    assert_eq!(learn_missed(shop).await.unwrap(), 0);
    let rebuilt = learn_again(shop, Rebuild::default()).await.unwrap();
    assert_eq!(rebuilt.orders, 8);
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
}

on_both!(orders_of_a_person_who_objects_do_not_count);
async fn orders_of_a_person_who_objects_do_not_count(bench: &Bench) {
    let shop = &bench.shop;
    history(bench).await;
    let order = async || {
        let export = shop::customers::privacy::export(shop, "kim@example.org").await.unwrap();
        export["orders"][0].clone()
    };
    let before = order().await;
    assert_eq!(before["used_for_suggestions"], true);
    let numbers = shop::customers::privacy::object(shop, " KIM@example.org ").await.unwrap();
    assert_eq!(before["number"], *numbers[0]);
    assert_eq!(numbers.len(), 1);
    let after = order().await;
    assert_eq!(after["used_for_suggestions"], false);
    assert_eq!((&after["email"], &after["lines"]), (&before["email"], &before["lines"]), "kept");
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
    assert_eq!(learn_missed(shop).await.unwrap(), 0, "it stays so");
    assert_eq!(learn_again(shop, Rebuild::default()).await.unwrap().orders, 8);
    // Somebody without orders.
    let none = shop::customers::privacy::object(shop, "nobody@example.org").await.unwrap();
    assert!(none.is_empty());
}

on_both!(the_merchant_pins_and_excludes);
async fn the_merchant_pins_and_excludes(bench: &Bench) {
    let shop = &bench.shop;
    history(bench).await;
    let pair = |other| Pair { product: "a", other };
    pin(shop, &operator(), pair("d"), 1).await.unwrap();
    pin(shop, &operator(), pair("c"), 0).await.unwrap();
    let found = together(shop, &["a"], Shopper::default()).await;
    assert_eq!(slugs(&found), ["c", "d", "b"]);
    assert_eq!(found[0].reason, Reason::Chosen("a".to_owned()));
    assert_eq!(found[2].reason, Reason::Together("a".to_owned()));
    exclude(shop, &operator(), pair("b")).await.unwrap();
    unpin(shop, &operator(), pair("d")).await.unwrap();
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["c"]);
    // Also after all orders are learned again.
    learn_again(shop, Rebuild::default()).await.unwrap();
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["c"]);
    include(shop, &operator(), pair("b")).await.unwrap();
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["c", "b"]);
    // Hidden at once, a pin too, and for as long as the merchant wants.
    let hidden = Flags { hidden: true, bought_again: false };
    let version = async || {
        let mut conn = shop.db().read().await.unwrap();
        store::catalogue::version(&mut conn).await.unwrap()
    };
    let before = version().await;
    for (slug, left) in [("b", &["c"][..]), ("c", &[])] {
        set_flags(shop, &operator(), slug, hidden).await.unwrap();
        assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), left);
    }
    assert_ne!(version().await, before);
    learn_again(shop, Rebuild::default()).await.unwrap();
    assert_eq!(together(shop, &["a"], Shopper::default()).await, []);
    for slug in ["b", "c"] {
        set_flags(shop, &operator(), slug, Flags::default()).await.unwrap();
    }
    // The neighbours were computed without the hidden product, except for the pin.
    assert_eq!(slugs(&together(shop, &["a"], Shopper::default()).await), ["c"]);
    for (other, expected) in [("nothing", "there is no product nothing"), ("a", "for itself")] {
        let refused = pin(shop, &operator(), pair(other), 0).await.unwrap_err();
        assert!(!matches!(refused, ChoiceError::Internal(_)));
        assert!(refused.to_string().contains(expected), "{refused}");
        exclude(shop, &operator(), pair(other)).await.unwrap_err();
    }
}

/// What the Astronomy Shop API recommends with product A.
async fn recommend(shop: &Context) -> Vec<Offer> {
    let together = slugs_for(shop, &["A"]).await;
    demonstration::recommend(shop, &["A"], &together, Currency::EUR)
}

on_both!(the_astronomy_shop_api_answers_from_the_same_place);
async fn the_astronomy_shop_api_answers_from_the_same_place(bench: &Bench) {
    history(bench).await;
    for _ in 0..100 {
        let offers = recommend(&bench.shop).await;
        assert_eq!(offers.len(), 3);
        if offers[0].sku == "B" {
            return;
        }
        // Late on a busy machine.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("what is bought together is never the first");
}

/// Runs SQL.
async fn raw(tx: &mut store::Tx, sql: &'static str) {
    let _rows = match store::Executor::connection(tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::raw_sql(sql).execute(c).await.unwrap().rows_affected()
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::raw_sql(sql).execute(c).await.unwrap().rows_affected()
        }
    };
}

/// What the page of product A shows.
async fn page(bench: &Bench) -> Option<Vec<Suggestion>> {
    page_of(bench, "a").await
}

async fn page_of(bench: &Bench, slug: &str) -> Option<Vec<Suggestion>> {
    bought_together(&bench.shop, &[slug], Shopper::default(), Currency::EUR).await
}

/// SQLite has one writer, which shoppers' orders need too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_pauses_between_its_transactions_on_sqlite() {
    let bench = shop(Kind::Sqlite).await;
    history(&bench).await;
    let started = Instant::now();
    learn_again(&bench.shop, Rebuild::default()).await.unwrap();
    // After the beginning, the orders and the products.
    assert!(started.elapsed() >= Duration::from_millis(3 * 150), "{:?}", started.elapsed());
    bench.shop.db().close().await;
}

/// A table that nobody can read does not hold up the page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_does_not_wait_for_recommendations_on_postgres() {
    let bench = shop(Kind::Postgres).await;
    history(&bench).await;
    assert_eq!(slugs(&in_time(async || page_of(&bench, "b").await).await), ["a"]);
    let mut tx = bench.shop.db().begin().await.unwrap();
    raw(&mut tx, "LOCK TABLE recommendation_neighbours IN ACCESS EXCLUSIVE MODE").await;
    let started = Instant::now();
    assert_eq!(page(&bench).await, None);
    // What has been read before does not need the table.
    assert_eq!(slugs(&page_of(&bench, "b").await.unwrap()), ["a"]);
    // Much less than a statement or a lock may take.
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    drop(tx);
    assert_eq!(slugs(&in_time(async || page(&bench).await).await), ["b"]);
    bench.shop.db().close().await;
}

on_both!(a_page_stands_without_recommendations);
async fn a_page_stands_without_recommendations(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    raw(&mut tx, "DROP TABLE recommendation_neighbours").await;
    tx.commit().await.unwrap();
    assert_eq!(page(bench).await, None);
    let offers = recommend(&bench.shop).await;
    assert_eq!(offers.len(), 3);
    // An order and its email do not depend on them either.
    let folder = Folder::new();
    order(bench, "ada", &["A", "B"]).await;
    work(&bench.shop, &folder.mailer()).await;
    assert_eq!(folder.emails().len(), 1);
}
