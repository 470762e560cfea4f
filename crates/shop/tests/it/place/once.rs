//! One order for a cart, however often and from wherever it is placed.

use domain::Currency;
use shop::orders::PlaceError;
use testing::{
    Bench, GOOD_CARD,
    calls::{self, Placing},
    on_both, session,
};

on_both!(the_same_key_returns_the_same_order);
async fn the_same_key_returns_the_same_order(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let first = bench.place(&token, &key, &hash).await.unwrap();
    let again = bench.place(&token, &key, &hash).await.unwrap();
    assert_eq!(
        (again.id, &again.number, &again.link, again.again),
        (first.id, &first.number, &first.link, true)
    );
    // Even if the cart is in use again.
    calls::add(&bench.shop, Some(&token), "MUG", "1").await.unwrap();
    assert!(bench.place(&token, &key, "anything").await.unwrap().again);
    assert_eq!(bench.view(&token).await.count, 1);
    assert_eq!(
        (bench.orders().await, bench.backlog().await, bench.stock("SCOPE-200").await),
        (1, 1, 37)
    );
}

on_both!(a_double_click_is_one_order);
async fn a_double_click_is_one_order(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (shop, token, key, hash) =
            (bench.shop.clone(), token.clone(), key.clone(), hash.clone());
        clicks.spawn(async move {
            let placing = Placing { key: &key, review: Some(&hash), client: None };
            calls::place(&shop, &token, placing, Currency::EUR).await.unwrap()
        });
    }
    let placed = clicks.join_all().await;
    assert!(placed.iter().all(|p| p.id == placed[0].id && p.number == placed[0].number));
    assert_eq!(placed.iter().filter(|p| !p.again).count(), 1);
    assert_eq!(
        (bench.orders().await, bench.backlog().await, bench.stock("SCOPE-200").await),
        (1, 1, 37)
    );
    assert_eq!(bench.bank.held().len(), 1);
    assert!(bench.bank.voided.lock().unwrap().is_empty(), "the payment is the order's");
}

on_both!(concurrent_calls_order_a_cart_once);
async fn concurrent_calls_order_a_cart_once(bench: &Bench) {
    calls::add_all(&bench.shop, "api:load", "SCOPE-200", "1").await.unwrap();
    let session = session().await;
    let mut calls = tokio::task::JoinSet::new();
    for i in 0..10 {
        let (shop, session) = (bench.shop.clone(), session.clone());
        calls.spawn(async move {
            let key = format!("call {i}");
            calls::place_with(
                &shop,
                "api:load",
                Placing { key: &key, review: None, client: None },
                &session,
                Currency::EUR,
            )
            .await
        });
    }
    let outcomes = calls.join_all().await;
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    for error in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(error, PlaceError::Changed | PlaceError::EmptyCart), "{error}");
    }
    assert_eq!(
        (bench.orders().await, bench.stock("SCOPE-200").await, bench.bank.held().len()),
        (1, 37, 1)
    );
}

on_both!(keys_are_scoped_to_their_cart);
async fn keys_are_scoped_to_their_cart(bench: &Bench) {
    let ada = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&ada, GOOD_CARD).await;
    let placed = bench.place(&ada, &key, &hash).await.unwrap();
    assert!(bench.place(&ada, &key, "").await.unwrap().again);
    let eve = bench.cart(&[("MUG", 1)]).await;
    bench.review(&eve, GOOD_CARD).await;
    for token in [eve.as_str(), "0123456789abcdef0123456789abcdef", "api:x"] {
        assert!(bench.place(token, &key, &hash).await.is_err(), "{token}");
    }
    // Keys of API clients too; no two of them produce the same text.
    let session = session().await;
    let call = async |token: &str, key: &str| {
        calls::place_with(
            &bench.shop,
            token,
            Placing { key, review: None, client: None },
            &session,
            Currency::EUR,
        )
        .await
    };
    calls::add_all(&bench.shop, "api:a", "MUG", "1").await.unwrap();
    let first = call("api:a", "b:c").await.unwrap();
    assert!(call("api:a", "b:c").await.unwrap().again);
    assert!(matches!(call("api:a:b", "c").await, Err(PlaceError::EmptyCart)));
    calls::add_all(&bench.shop, "api:a:b", "MUG", "1").await.unwrap();
    let second = call("api:a:b", "c").await.unwrap();
    assert!(first.id != second.id && second.id != placed.id && !second.again);
}
