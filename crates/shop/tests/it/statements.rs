//! How many statements pages and an order take, whatever the number of lines.

use crate::{
    bench::{Bench, GOOD_CARD},
    database::Kind,
    statement_count::statements,
};

/// Always in stock.
const SKUS: [&str; 8] = [
    "OLJCESPC7Z",
    "66VCHSJNUP",
    "1YMWWN1N4O",
    "L9ECAV7KIM",
    "2ZYFJ3GM2N",
    "0PUK6V6EV0",
    "LS4PSXUNUM",
    "6E92ZMYYFZ",
];

/// Statements of the cart, of placing its order and of the order's page.
async fn counts(bench: &Bench, lines: usize) -> [usize; 3] {
    let lines: Vec<(&str, u32)> = SKUS.iter().take(lines).map(|sku| (*sku, 2)).collect();
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
    let bench = Bench::new(kind).await;
    // Whoever adds one says so here.
    for lines in [1, SKUS.len()] {
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
