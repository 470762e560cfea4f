//! The built-in test provider: its documented card numbers, and its webhooks.

use domain::{
    Currency, Money,
    payments::{PaymentState, card::Card},
};
use shop::{
    orders::{PlaceError, Placed},
    payments::{
        Outcome, PaymentError, Provider, Request, TestBank, TestProvider,
        test::{AnswerError, BankAnswer},
    },
};
use testing::calls::{self, Placing};
use testing::{Bench, GOOD_CARD, on_both};

async fn authorise(number: &str, key: &str) -> Result<Outcome, PaymentError> {
    let card = Card::new(number, 1, 2030, "672", (2026, 11)).unwrap();
    let method = TestProvider.tokenise(&card).await.unwrap();
    assert!(!method.token.contains(card.number()) && method.last_four == card.last_four());
    TestProvider
        .authorise(Request { token: &method.token, amount: Money::new(100, Currency::EUR), key })
        .await
}

#[tokio::test]
async fn the_card_number_decides() {
    for number in ["4432801561520454", "5555555555554444", "378282246310005", "4000000000000077"] {
        assert!(matches!(authorise(number, "k").await, Ok(Outcome::Authorised(_))), "{number}");
    }
    assert_eq!(authorise("4000000000000002", "k").await, Err(PaymentError::Declined));
    assert_eq!(authorise("4000000000000069", "k").await, Err(PaymentError::Expired));
    assert_eq!(authorise("4000000000000119", "k").await, Err(PaymentError::Unavailable));
    assert!(matches!(authorise("4000000000003220", "k").await, Ok(Outcome::Challenge(_))));
}

on_both!(the_bank_page_answers_a_challenge);
/// The state of the page in place of a bank's: the first answer for a reference counts, and other
/// servers see it.
async fn the_bank_page_answers_a_challenge(bench: &Bench) {
    let banks =
        [(); 2].map(|()| TestBank::new(bench.shop.db().clone(), bench.shop.clock().clone()));
    let ask = async |bank: &TestBank, key: &str| {
        let request =
            Request { token: "test_challenge_3220", amount: Money::new(100, Currency::EUR), key };
        bank.authorise(request).await
    };
    let answer = async |reference: &str, approve: bool| {
        let answer = if approve { BankAnswer::Approve } else { BankAnswer::Refuse };
        shop::payments::test::answer_challenge(&bench.shop, reference, answer).await
    };
    let Ok(Outcome::Challenge(one)) = ask(&banks[0], "one").await else { panic!("no challenge") };
    let Ok(Outcome::Challenge(two)) = ask(&banks[0], "two").await else { panic!("no challenge") };
    assert_ne!(one, two);
    assert_eq!(
        ask(&banks[1], "one").await,
        Ok(Outcome::Challenge(one.clone())),
        "not answered yet"
    );
    answer(&one, true).await.unwrap();
    answer(&one, false).await.unwrap();
    answer(&two, false).await.unwrap();
    assert!(matches!(ask(&banks[1], "one").await, Ok(Outcome::Authorised(_))));
    assert_eq!(ask(&banks[1], "two").await, Err(PaymentError::Unconfirmed));
    assert!(matches!(answer("challenge_of_nobody", true).await, Err(AnswerError::NoSuchPage)));
    assert!(matches!(ask(&banks[1], "three").await, Ok(Outcome::Challenge(_))));
}

on_both!(card_testing_is_blocked_for_an_hour);
/// Five refusals within an hour for a cart, a client or a card block payments for an hour. The card
/// number is stored nowhere.
async fn card_testing_is_blocked_for_an_hour(bench: &Bench) {
    let declined = "4000 0000 0000 0002";
    let minute = 60_000;
    let place = async |token: &str, number: &str, client: Option<&str>| {
        let (key, hash) = bench.review(token, number).await;
        calls::place(
            &bench.shop,
            token,
            Placing { key: &key, review: Some(&hash), client },
            Currency::EUR,
        )
        .await
    };
    let is_declined = |outcome: Result<_, PlaceError>| {
        matches!(outcome, Err(PlaceError::Payment(PaymentError::Declined)))
    };
    let waits = |outcome: Result<Placed, PlaceError>| match outcome {
        Err(PlaceError::TooManyCards { seconds }) => Some(seconds),
        _ => None,
    };
    // By cart.
    let cart = bench.cart(&[("MUG", 1)]).await;
    for _ in 0..5 {
        assert!(is_declined(place(&cart, declined, None).await));
        bench.advance(minute);
    }
    assert_eq!(waits(place(&cart, GOOD_CARD, None).await), Some(59 * 60), "also with a good card");
    // By card: another cart, the same card.
    let other = bench.cart(&[("MUG", 1)]).await;
    assert_eq!(waits(place(&other, declined, None).await), Some(59 * 60));
    assert!(place(&other, GOOD_CARD, None).await.is_ok(), "another card, another cart");
    assert_eq!(bench.orders().await, 1);
    bench.advance(59 * minute);
    assert!(place(&cart, GOOD_CARD, None).await.is_ok());
    // By client: each time another cart and card.
    for number in
        ["4000 0000 0000 0069", "4000 0000 0000 0069", declined, declined, "4000 0000 0000 0069"]
    {
        let cart = bench.cart(&[("MUG", 1)]).await;
        assert!(matches!(
            place(&cart, number, Some("192.0.2.7")).await,
            Err(PlaceError::Payment(_))
        ));
    }
    let cart = bench.cart(&[("MUG", 1)]).await;
    assert_eq!(waits(place(&cart, GOOD_CARD, Some("192.0.2.7")).await), Some(3600));
    assert!(place(&cart, GOOD_CARD, Some("192.0.2.8")).await.is_ok());
    // A provider that does not answer is not counted.
    let cart = bench.cart(&[("MUG", 1)]).await;
    for _ in 0..7 {
        assert!(matches!(
            place(&cart, "4000 0000 0000 0119", None).await,
            Err(PlaceError::Payment(PaymentError::Unavailable))
        ));
    }
    // Spread over more than an hour they are not too many.
    bench.advance(24 * 60 * minute);
    for _ in 0..7 {
        assert!(is_declined(place(&cart, declined, Some("192.0.2.9")).await));
        bench.advance(16 * minute);
    }
    // No number or address is stored, and the rows are deleted.
    let mut conn = bench.shop.db().read().await.unwrap();
    let sql = "SELECT payer FROM payment_refusals";
    let kept: Vec<String> = match store::Executor::connection(&mut conn) {
        store::ConnectionRef::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
        store::ConnectionRef::Postgres(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
    };
    assert!(
        !kept.is_empty()
            && kept
                .iter()
                .all(|payer| payer.len() == 32 && !payer.contains("0002") && !payer.contains('.')),
        "{kept:?}"
    );
    drop(conn);
    bench.advance(25 * 60 * minute);
    shop::orders::void_abandoned(&bench.shop).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let kept: Vec<String> = match store::Executor::connection(&mut conn) {
        store::ConnectionRef::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
        store::ConnectionRef::Postgres(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
    };
    assert_eq!(kept.len(), 0);
}

#[tokio::test]
async fn the_same_key_returns_the_same_authorisation() {
    let (a, b, c) = (
        authorise("4432801561520454", "k").await,
        authorise("4432801561520454", "k").await,
        authorise("4432801561520454", "l").await,
    );
    assert_eq!(a, b);
    assert_ne!(a, c);
}

#[tokio::test]
async fn invalid_tokens() {
    for token in ["", "test", "test_", "test_free_0000", "x_approve_1"] {
        let request = Request { token, amount: Money::new(1, Currency::EUR), key: "k" };
        assert_eq!(TestProvider.authorise(request).await, Err(PaymentError::Declined), "{token}");
    }
}

#[test]
fn a_webhook_event_needs_its_signature() {
    assert_eq!(TestProvider.webhook("wrong", b"{}"), Err(PaymentError::Unconfirmed));
    // The signature is the first half of the body's SHA-256.
    let body = br#"{"reference":"r","state":"captured"}"#;
    let signature: String = <sha2::Sha256 as sha2::Digest>::digest(body)
        .iter()
        .take(16)
        .map(|b| format!("{b:02x}"))
        .collect();
    let event = TestProvider.webhook(&signature, body).unwrap();
    assert_eq!((event.reference.as_str(), event.state), ("r", PaymentState::Captured));
    let other = br#"{"reference":"r","state":"refunded"}"#;
    assert_eq!(TestProvider.webhook(&signature, other), Err(PaymentError::Unconfirmed));
}
