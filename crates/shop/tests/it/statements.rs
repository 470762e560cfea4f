//! The number of statements for pages and an order does not depend on the number of lines.

use testing::{Bench, GOOD_CARD, Kind, ProductBuilder, VariantBuilder, statements};

/// Statements for the cart, for placing its order, and for the order page.
async fn counts(bench: &Bench, lines: usize) -> [usize; 3] {
    let skus: Vec<String> = (0..lines).map(|i| format!("LINE-{i}")).collect();
    let lines: Vec<(&str, u32)> = skus.iter().map(|sku| (sku.as_str(), 2)).collect();
    let token = bench.cart(&lines).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    let cart = statements(async || drop(bench.view(&token).await)).await;
    let mut placed = None;
    let order = statements(async || placed = bench.place(&token, &key, &seen).await.ok()).await;
    let link = placed.unwrap().link;
    let page = statements(async || drop(bench.order_by_link(&link).await)).await;
    [cart, order, page]
}

async fn do_not_grow_with_the_lines(kind: Kind) {
    let bench = Bench::empty(kind).await;
    let product = |i: usize| {
        let variant = VariantBuilder::new(&format!("LINE-{i}")).stock(100);
        ProductBuilder::new(&format!("line-{i}")).variant(variant)
    };
    bench.add(&(0..8).map(product).collect::<Vec<_>>()).await;
    // Update this when adding a statement.
    for lines in [1, 8] {
        assert_eq!(counts(&bench, lines).await, [3, 22, 4], "{lines} lines");
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
