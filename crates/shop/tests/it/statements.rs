//! The number of statements for pages and an order does not depend on the number of lines or of
//! products. `server/tests/telemetry` counts those of rendered pages.

use domain::{Currency, shipping::ShippingMethod};
use shop::{
    cart::AddToCart,
    catalogue::{self, Freshness, ListQuery, RequestedTelescope, ShowProduct},
    recommendations::{Shopper, bought_together},
};
use testing::{Bench, GOOD_CARD, Kind, ProductBuilder, VariantBuilder, calls, home, statements};

/// Statements for the cart, for placing its order, and for the order page.
async fn counts(bench: &Bench, lines: usize) -> [usize; 3] {
    let skus: Vec<String> = (0..lines).map(|i| format!("LINE-{i}")).collect();
    let lines: Vec<(&str, u32)> = skus.iter().map(|sku| (sku.as_str(), 2)).collect();
    let token = bench.cart(&lines).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let cart = statements(async || drop(bench.view(&token).await)).await;
    let mut placed = None;
    let order = statements(async || placed = bench.place(&token, &key, &hash).await.ok()).await;
    let link = placed.unwrap().link;
    let page = statements(async || drop(bench.order_by_link(&link).await)).await;
    [cart, order, page]
}

/// Statements for the cart when all its prices have changed since it was last shown.
async fn of_repriced_cart(bench: &Bench, lines: usize) -> usize {
    let skus: Vec<String> = (0..lines).map(|i| format!("LINE-{i}")).collect();
    let lines: Vec<(&str, u32)> = skus.iter().map(|sku| (sku.as_str(), 1)).collect();
    let token = bench.cart(&lines).await;
    for sku in &skus {
        bench.change(sku, 2_000 + i64::try_from(skus.len()).unwrap(), 100).await;
    }
    let (shop, method) = (&bench.shop, ShippingMethod::Standard);
    let show = async || {
        let cart = calls::cart(shop, Some(token.as_str()), Currency::EUR, home(), method, true);
        assert_eq!(cart.await.unwrap().lines.len(), lines.len());
    };
    let first = statements(async || show().await).await;
    let again = statements(async || show().await).await;
    assert_eq!(again, 4, "the prices are known now");
    first
}

/// Statements for adding to a new cart, and to one that exists.
async fn of_adding(bench: &Bench) -> [usize; 2] {
    let mut token = None;
    let mut counts = [0; 2];
    for count in &mut counts {
        *count = statements(async || {
            let command = AddToCart::new("LINE-0", "1").to(token.as_deref());
            token = Some(shop::cart::add(&bench.shop, command).await.unwrap().token);
        })
        .await;
    }
    counts
}

/// Statements for emptying a cart, and for undoing that.
async fn of_undo(bench: &Bench, lines: usize) -> [usize; 2] {
    let skus: Vec<String> = (0..lines).map(|i| format!("LINE-{i}")).collect();
    let lines: Vec<(&str, u32)> = skus.iter().map(|sku| (sku.as_str(), 2)).collect();
    let (shop, token) = (&bench.shop, bench.cart(&lines).await);
    let empty = statements(async || shop::cart::empty(shop, &token).await.unwrap()).await;
    let undo = statements(async || {
        let back = shop::cart::undo(shop, &token).await.unwrap();
        assert_eq!((back.quantity as usize, back.limited), (2 * skus.len(), None));
    })
    .await;
    [empty, undo]
}

/// Statements for a product page, a category page, the home page, a search and suggestions.
async fn of_catalogue(bench: &Bench, products: usize) -> [usize; 5] {
    let (shop, currency) = (&bench.shop, Currency::EUR);
    let show = ShowProduct {
        slug: "line-0",
        sku: None,
        telescope: &RequestedTelescope::Nothing,
        currency,
    };
    let query = ListQuery { page: 1, ..ListQuery::default() };
    let words = ListQuery { text: "line".to_owned(), ..query.clone() };
    [
        statements(async || {
            drop(catalogue::page(shop, show, "DE").await.unwrap());
            // Late on a busy machine, but the statement is counted.
            drop(bought_together(shop, &["line-0"], Shopper::default(), currency).await);
        })
        .await,
        statements(async || {
            let list = catalogue::category(shop, "accessories", &query, currency).await.unwrap();
            assert_eq!(list.total, products);
        })
        .await,
        statements(async || drop(catalogue::home(shop, currency))).await,
        statements(async || {
            assert_eq!(catalogue::search(shop, &words, currency).unwrap().total, products);
        })
        .await,
        statements(async || {
            assert!(!catalogue::suggest(shop, "lin", currency).products.is_empty());
        })
        .await,
    ]
}

/// Statements for loading a change of this many products' stock.
async fn of_stock_change(bench: &Bench, products: usize) -> usize {
    let snapshot = bench.shop.snapshot();
    let changed: Vec<_> = snapshot.all().take(products).map(|entry| entry.id).collect();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let version = store::catalogue::bump_stock(&mut tx, &changed).await.unwrap();
    tx.commit().await.unwrap();
    let count = statements(async || {
        assert_eq!(catalogue::refresh(&bench.shop).await.unwrap(), Freshness::Latest);
    })
    .await;
    assert_eq!(bench.shop.snapshot().version, version);
    count
}

async fn do_not_grow_with_the_catalogue(kind: Kind) {
    let bench = Bench::empty(kind).await;
    let product = |i: usize| ProductBuilder::new(&format!("line-{i}"));
    for (before, products) in [(0, 5), (5, 50)] {
        bench.add(&(before..products).map(product).collect::<Vec<_>>()).await;
        // Update this when adding a statement. Lists are answered from memory.
        assert_eq!(of_catalogue(&bench, products).await, [4, 0, 0, 0, 0], "{products} products");
        // The version, what has changed, and the stock.
        assert_eq!(of_stock_change(&bench, products).await, 3, "{products} products");
    }
    bench.shop.db().close().await;
}

#[tokio::test]
async fn do_not_grow_with_the_catalogue_on_sqlite() {
    do_not_grow_with_the_catalogue(Kind::Sqlite).await;
}

#[tokio::test]
async fn do_not_grow_with_the_catalogue_on_postgres() {
    do_not_grow_with_the_catalogue(Kind::Postgres).await;
}

async fn do_not_grow_with_the_lines(kind: Kind) {
    let bench = Bench::empty(kind).await;
    let product = |i: usize| {
        let variant = VariantBuilder::new(&format!("LINE-{i}")).stock(100);
        ProductBuilder::new(&format!("line-{i}")).variant(variant)
    };
    bench.add(&(0..8).map(product).collect::<Vec<_>>()).await;
    // Update this when adding a statement.
    assert_eq!(of_adding(&bench).await, [4, 7], "with `COMMIT`");
    // SQLite writes the movements of the stock in a statement of its own.
    let order = 22 + usize::from(bench.shop.db().is_embedded());
    for lines in [1, 8] {
        assert_eq!(counts(&bench, lines).await, [3, order, 4], "{lines} lines");
        // One more for a cart without a checkout, one for all prices, and `COMMIT`.
        assert_eq!(of_repriced_cart(&bench, lines).await, 6, "{lines} repriced lines");
        assert_eq!(of_undo(&bench, lines).await, [5, 8], "{lines} lines removed and restored");
    }
    bench.shop.db().close().await;
}

#[tokio::test]
async fn do_not_grow_with_the_lines_on_sqlite() {
    do_not_grow_with_the_lines(Kind::Sqlite).await;
}

#[tokio::test]
async fn do_not_grow_with_the_lines_on_postgres() {
    do_not_grow_with_the_lines(Kind::Postgres).await;
}
