//! Orders of Astronomy Shop API clients, placed in one call.

use domain::{Currency, checkout::MAX_FIELD, customers::Address};
use shop::{
    orders::{ApiCard, PlaceByApi, PlaceByApiError, PlaceError, place_by_api},
    payments::PaymentError,
};
use std::sync::atomic::Ordering;
use testing::{
    Bench, GOOD_CARD, address,
    calls::{self, Placing},
    on_both, session,
};

const CART: &str = "api:ada";

fn call() -> PlaceByApi {
    PlaceByApi {
        cart: CART.to_owned(),
        key: None,
        currency: Currency::EUR,
        client: None,
        email: " Ada@Example.org ".to_owned(),
        address: address("DE"),
        card: card(GOOD_CARD, (2030, 1), "672"),
        request: "a call".to_owned(),
    }
}

fn card(number: &str, (year, month): (i64, i64), code: &str) -> ApiCard {
    ApiCard { number: number.to_owned(), year, month, code: code.to_owned() }
}

/// The same call with an idempotency key.
fn with_key(call: PlaceByApi) -> PlaceByApi {
    PlaceByApi { key: Some("key".to_owned()), ..call }
}

on_both!(an_order_by_api_has_lines_delivery_and_a_tracking_number);
async fn an_order_by_api_has_lines_delivery_and_a_tracking_number(bench: &Bench) {
    calls::add_all(&bench.shop, CART, "SCOPE-200", "2").await.unwrap();
    let placed = place_by_api(&bench.shop, call()).await.unwrap();
    let lines: Vec<_> =
        placed.lines.iter().map(|line| (line.offer.sku.as_str(), line.quantity)).collect();
    assert_eq!(lines, [("SCOPE-200", 2)]);
    assert_eq!(placed.lines[0].unit.minor, 42_900);
    assert_eq!((placed.delivery.currency, placed.delivery.minor), (Currency::EUR, 0));
    assert!(!placed.tracking.is_empty());
    let mut conn = bench.shop.db().read().await.unwrap();
    let row = store::orders::by_number(&mut conn, &placed.number).await.unwrap().unwrap();
    drop(conn);
    assert_eq!((row.email.as_str(), &row.details.address), ("Ada@Example.org", &address("DE")));
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (1, 36));
}

on_both!(errors_are_reported_in_the_order_of_the_checks);
async fn errors_are_reported_in_the_order_of_the_checks(bench: &Bench) {
    calls::add_all(&bench.shop, CART, "SCOPE-200", "1").await.unwrap();
    let long = Address { street: "x".repeat(MAX_FIELD + 1), ..address("DE") };
    let with_card =
        |number, expiry, code| PlaceByApi { card: card(number, expiry, code), ..call() };
    let expected = |error: &PlaceByApiError| match error {
        PlaceByApiError::InvalidEmail => "email".to_owned(),
        PlaceByApiError::InvalidExpiry => "expiry".to_owned(),
        PlaceByApiError::Card(fields) => fields.0[0].field.clone(),
        PlaceByApiError::AddressTooLong => "address".to_owned(),
        PlaceByApiError::Place(PlaceError::Payment(PaymentError::Expired)) => "expired".to_owned(),
        PlaceByApiError::Place(PlaceError::Payment(PaymentError::Declined)) => {
            "declined".to_owned()
        }
        PlaceByApiError::Place(PlaceError::EmptyCart) => "cart".to_owned(),
        other => panic!("{other:?}"),
    };
    let wrong_card = || with_card(GOOD_CARD, (2030, 13), "x");
    for (call, error) in [
        (PlaceByApi { email: "nobody".to_owned(), ..wrong_card() }, "email"),
        (PlaceByApi { email: String::new(), ..call() }, "email"),
        (wrong_card(), "expiry"),
        (with_card(GOOD_CARD, (2030, 0), "672"), "expiry"),
        (with_card(GOOD_CARD, (30, 1), "672"), "expiry"),
        (with_card(GOOD_CARD, (2100, 1), "672"), "expiry"),
        (with_card("1", (2026, 10), "672"), "expired"),
        (with_card(GOOD_CARD, (2020, 1), "672"), "expired"),
        (PlaceByApi { address: long.clone(), ..with_card("1", (2030, 1), "672") }, "card-number"),
        (with_card(GOOD_CARD, (2030, 1), "x"), "code"),
        (PlaceByApi { address: long, ..call() }, "address"),
        (with_card("4000-0000-0000-0002", (2030, 1), "672"), "declined"),
        (PlaceByApi { cart: "api:nobody".to_owned(), ..call() }, "cart"),
    ] {
        let outcome = place_by_api(&bench.shop, call).await;
        assert_eq!(expected(&outcome.unwrap_err()), error);
    }
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (0, 38));
    // The month of expiry is the card's last.
    place_by_api(&bench.shop, with_card(GOOD_CARD, (2026, 11), "672")).await.unwrap();
}

on_both!(an_idempotency_key_belongs_to_one_call);
async fn an_idempotency_key_belongs_to_one_call(bench: &Bench) {
    let shop = &bench.shop;
    calls::add_all(shop, CART, "SCOPE-200", "1").await.unwrap();
    let first = place_by_api(shop, with_key(call())).await.unwrap();
    assert_eq!(place_by_api(shop, with_key(call())).await.unwrap(), first);
    for other in [
        PlaceByApi { request: "another call".to_owned(), ..call() },
        PlaceByApi { currency: Currency::USD, ..call() },
    ] {
        let outcome = place_by_api(shop, with_key(other)).await;
        assert!(matches!(outcome, Err(PlaceByApiError::KeyUsed)), "{outcome:?}");
    }
    // Without a key each call is a new order.
    let outcome = place_by_api(shop, call()).await;
    let empty = PlaceError::EmptyCart;
    assert_eq!(outcome.unwrap_err().to_string(), empty.to_string());
    assert_eq!(bench.orders().await, 1);
}

on_both!(a_repeated_call_needs_neither_the_provider_nor_a_current_card);
async fn a_repeated_call_needs_neither_the_provider_nor_a_current_card(bench: &Bench) {
    let shop = &bench.shop;
    calls::add_all(shop, CART, "SCOPE-200", "1").await.unwrap();
    let expiring = || with_key(PlaceByApi { card: card(GOOD_CARD, (2026, 12), "672"), ..call() });
    let first = place_by_api(shop, expiring()).await.unwrap();
    let repeated = async || {
        assert_eq!(place_by_api(shop, expiring()).await.unwrap(), first);
        let other = PlaceByApi { request: "another call".to_owned(), ..expiring() };
        let outcome = place_by_api(shop, other).await;
        assert!(matches!(outcome, Err(PlaceByApiError::KeyUsed)), "{outcome:?}");
    };
    bench.bank.silent.store(true, Ordering::Relaxed);
    repeated().await;
    bench.bank.silent.store(false, Ordering::Relaxed);
    bench.advance(60 * 24 * 3_600_000);
    repeated().await;
    assert_eq!((bench.orders().await, bench.bank.held().len()), (1, 1));
}

on_both!(an_order_without_a_digest_is_compared_by_its_content);
/// Orders placed before digests were stored have none.
async fn an_order_without_a_digest_is_compared_by_its_content(bench: &Bench) {
    let shop = &bench.shop;
    calls::add_all(shop, CART, "SCOPE-200", "1").await.unwrap();
    let placing = Placing { key: "api:ada:key", review: None, client: None };
    let session = session().await;
    let placed = calls::place_with(shop, CART, placing, &session, Currency::EUR).await.unwrap();
    assert_eq!(place_by_api(shop, with_key(call())).await.unwrap().number, placed.number);
    for other in [
        PlaceByApi { email: "eve@example.org".to_owned(), ..call() },
        PlaceByApi { address: Address { city: "Bonn".to_owned(), ..address("DE") }, ..call() },
        PlaceByApi { currency: Currency::USD, ..call() },
    ] {
        let outcome = place_by_api(shop, with_key(other)).await;
        assert!(matches!(outcome, Err(PlaceByApiError::KeyUsed)), "{outcome:?}");
    }
}
