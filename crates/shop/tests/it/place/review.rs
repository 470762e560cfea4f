//! What changes between the review and the order.

use domain::{Currency, shipping::ShippingMethod};
use shop::orders::PlaceError;
use testing::{
    Bench, GOOD_CARD, address,
    calls::{self, Placing},
    contact, home, on_both,
};

on_both!(a_change_after_the_review_must_be_reviewed);
async fn a_change_after_the_review_must_be_reviewed(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.change("SCOPE-200", 44_900, 38).await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Changed)));
    assert_eq!((bench.orders().await, bench.bank.held().len()), (0, 0));
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(view.cart.totals.total.minor, 44_900);
    assert_ne!(view.review_hash, hash);
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    assert_eq!(bench.order_by_link(&placed.link).await.totals.total.minor, 44_900);
}

on_both!(any_change_in_another_tab_must_be_reviewed);
async fn any_change_in_another_tab_must_be_reviewed(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    calls::set_quantity(&bench.shop, &token, "SCOPE-200", "2").await.unwrap();
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Changed)));
    calls::set_quantity(&bench.shop, &token, "SCOPE-200", "1").await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "express", "").await.unwrap();
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Changed)));
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_contact(
        &bench.shop,
        &token,
        domain::checkout::ContactForm { address: address("FR"), ..contact() },
        None,
    )
    .await
    .unwrap();
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Changed)));
    shop::checkout::save_contact(&bench.shop, &token, contact(), None).await.unwrap();
    // Another currency has another total.
    let usd = calls::place(
        &bench.shop,
        &token,
        Placing { key: &key, review: Some(&hash), client: None },
        Currency::USD,
    )
    .await;
    assert!(matches!(usd, Err(PlaceError::Changed)));
    for (key, hash) in [("", hash.as_str()), ("made up", &hash), (&key, ""), (&key, "made up")] {
        assert!(
            matches!(bench.place(&token, key, hash).await, Err(PlaceError::Changed)),
            "{key} {hash}"
        );
    }
    assert_eq!(bench.orders().await, 0);
    bench.place(&token, &key, &hash).await.unwrap();
}

on_both!(a_product_withdrawn_after_the_review_is_not_ordered);
async fn a_product_withdrawn_after_the_review_is_not_ordered(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.set_status("meridian-200", "archived").await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::NotOrderable)));
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (0, 38));
}

on_both!(a_line_added_by_another_tab_meanwhile_is_not_lost);
/// A line that another tab adds just as the order is placed blocks the order or ends up in the next
/// cart, but is never lost.
async fn a_line_added_by_another_tab_meanwhile_is_not_lost(bench: &Bench) {
    for _ in 0..10 {
        let token = bench.cart(&[("SCOPE-200", 1)]).await;
        bench.change("SCOPE-200", 42_900, 38).await;
        let (key, hash) = bench.review(&token, GOOD_CARD).await;
        let other = {
            let (shop, token) = (bench.shop.clone(), token.clone());
            tokio::spawn(async move { calls::add(&shop, Some(&token), "MUG", "1").await.unwrap() })
        };
        let outcome = bench.place(&token, &key, &hash).await;
        other.await.unwrap();
        let left: Vec<String> = calls::cart(
            &bench.shop,
            Some(&token),
            Currency::EUR,
            home(),
            ShippingMethod::Standard,
            false,
        )
        .await
        .unwrap()
        .lines
        .into_iter()
        .map(|l| l.sku)
        .collect();
        match outcome {
            Ok(placed) => {
                assert_eq!(bench.order_by_link(&placed.link).await.lines.len(), 1);
                assert_eq!(left, ["MUG"], "the mug is gone");
            }
            Err(PlaceError::Changed) => assert_eq!(left, ["SCOPE-200", "MUG"]),
            Err(other) => panic!("{other}"),
        }
    }
}

/// The same, with the other tab's transaction held open while the order waits for the cart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_waits_for_a_line_being_added() {
    let bench = Bench::new(testing::Kind::Postgres).await;
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let now = bench.shop.clock().now();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let mug = store::cart::sellable(&mut tx, "MUG", now).await.unwrap().unwrap();
    store::cart::touch(&mut tx, &token, now).await.unwrap();
    store::cart::add(&mut tx, &token, &mug, 1, 9, now).await.unwrap();
    let placing = {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tokio::spawn(async move {
            calls::place(
                &shop,
                &token,
                Placing { key: &key, review: Some(&hash), client: None },
                Currency::EUR,
            )
            .await
        })
    };
    // Until the order waits for the lock on the cart.
    loop {
        let mut conn = bench.shop.db().read().await.unwrap();
        let store::ConnectionRef::Postgres(c) = store::Executor::connection(&mut conn) else {
            panic!("not PostgreSQL")
        };
        let waiting: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = \
             current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(c)
        .await
        .unwrap();
        if waiting > 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    tx.commit().await.unwrap();
    let outcome = placing.await.unwrap();
    assert!(matches!(outcome, Err(PlaceError::Changed)), "{outcome:?}");
    assert_eq!(bench.view(&token).await.count, 2);
    bench.shop.db().close().await;
}
