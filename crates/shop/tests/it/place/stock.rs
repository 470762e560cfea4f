//! Stock is taken for all lines or for none.

use shop::orders::PlaceError;
use testing::{Bench, GOOD_CARD, on_both};

on_both!(two_carts_compete_for_the_last_unit);
async fn two_carts_compete_for_the_last_unit(bench: &Bench) {
    for _ in 0..5 {
        bench.change("SCOPE-200", 42_900, 1).await;
        let (one, two) =
            (bench.cart(&[("SCOPE-200", 1)]).await, bench.cart(&[("SCOPE-200", 1)]).await);
        let (a, b) = (bench.review(&one, GOOD_CARD).await, bench.review(&two, GOOD_CARD).await);
        let (held, orders) = (bench.bank.held().len(), bench.orders().await);
        let (first, second) =
            tokio::join!(bench.place(&one, &a.0, &a.1), bench.place(&two, &b.0, &b.1));
        let (won, lost, loser) =
            if first.is_ok() { (first, second, &two) } else { (second, first, &one) };
        won.unwrap();
        assert!(matches!(lost, Err(PlaceError::SoldOut(name)) if name == "Meridian 200 Dobsonian"));
        assert_eq!(
            (bench.stock("SCOPE-200").await, bench.orders().await, bench.bank.held().len()),
            (0, orders + 1, held + 1)
        );
        // The loser keeps the cart.
        assert_eq!(bench.view(loser).await.count, 1);
    }
}

on_both!(one_sold_out_line_takes_no_stock_of_the_others);
async fn one_sold_out_line_takes_no_stock_of_the_others(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-150", 3), ("SCOPE-200", 2)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.change("SCOPE-200", 42_900, 1).await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::SoldOut(_))));
    assert_eq!(
        (
            bench.stock("SCOPE-150").await,
            bench.stock("SCOPE-200").await,
            bench.orders().await,
            bench.backlog().await
        ),
        (24, 1, 0, 0)
    );
    assert!(bench.bank.held().is_empty());
    assert_eq!(bench.view(&token).await.count, 5);
}
