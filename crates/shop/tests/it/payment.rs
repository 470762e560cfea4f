//! The built-in test provider: its documented numbers, and its webhooks.

use crate::bench::{Bench, GOOD_CARD, on_both};
use domain::{Currency, Money, payments::card::Card};
use shop::{
    Error,
    orders::{Agreement, Placed},
    payments::{Outcome, Provider, Refusal, Request, TestBank, TestProvider},
};

async fn authorise(number: &str, key: &str) -> Result<Outcome, Refusal> {
    let card = Card::new(number, 1, 2030, "672", (2026, 11)).unwrap();
    let method = TestProvider.tokenise(&card).await.unwrap();
    assert!(!method.token.contains(card.number()) && method.last_four == card.last_four());
    TestProvider
        .authorise(Request { token: &method.token, amount: Money::new(100, Currency::EUR), key })
        .await
}

#[tokio::test]
async fn the_number_decides() {
    for number in ["4432801561520454", "5555555555554444", "378282246310005", "4000000000000077"] {
        assert!(matches!(authorise(number, "k").await, Ok(Outcome::Authorised(_))), "{number}");
    }
    assert_eq!(authorise("4000000000000002", "k").await, Err(Refusal::Declined));
    assert_eq!(authorise("4000000000000069", "k").await, Err(Refusal::Expired));
    assert_eq!(authorise("4000000000000119", "k").await, Err(Refusal::Unavailable));
    assert!(matches!(authorise("4000000000003220", "k").await, Ok(Outcome::Challenge(_))));
}

on_both!(a_challenge_is_answered_at_the_bank);
/// The state of the page that stands in for a bank's: by its reference, the first answer
/// counts, and other servers find it.
async fn a_challenge_is_answered_at_the_bank(bench: &Bench) {
    let banks =
        [(); 2].map(|()| TestBank::new(bench.shop.db().clone(), bench.shop.clock().clone()));
    let ask = async |bank: &TestBank, key: &str| {
        let request =
            Request { token: "test_challenge_3220", amount: Money::new(100, Currency::EUR), key };
        bank.authorise(request).await
    };
    let answer = async |reference: &str, approve: bool| {
        shop::payments::test::answer_challenge(&bench.shop, reference, approve).await
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
    assert_eq!(ask(&banks[1], "two").await, Err(Refusal::Unconfirmed));
    assert!(matches!(answer("challenge_of_nobody", true).await, Err(Error::NotFound(_))));
    assert!(matches!(ask(&banks[1], "three").await, Ok(Outcome::Challenge(_))));
}

on_both!(card_testing_is_made_to_wait);
/// Five refusals within an hour, by cart, client or card; then an hour's wait. The card's
/// number is nowhere.
async fn card_testing_is_made_to_wait(bench: &Bench) {
    let declined = "4000 0000 0000 0002";
    let minute = 60_000;
    let place = async |token: &str, number: &str, client: Option<&str>| {
        let (key, seen) = bench.review(token, number).await;
        shop::orders::place(
            &bench.shop,
            token,
            Agreement { key: &key, seen: Some(&seen), client },
            Currency::EUR,
        )
        .await
    };
    let is_declined =
        |outcome: Result<_, Error>| matches!(outcome, Err(Error::Payment(Refusal::Declined)));
    let waits = |outcome: Result<Placed, Error>| match outcome {
        Err(Error::TooManyCards { seconds }) => Some(seconds),
        _ => None,
    };
    // By cart.
    let cart = bench.cart(&[("PER-MUG", 1)]).await;
    for _ in 0..5 {
        assert!(is_declined(place(&cart, declined, None).await));
        bench.advance(minute);
    }
    assert_eq!(waits(place(&cart, GOOD_CARD, None).await), Some(59 * 60), "also with a good card");
    // By card: another cart, the same card.
    let other = bench.cart(&[("PER-MUG", 1)]).await;
    assert_eq!(waits(place(&other, declined, None).await), Some(59 * 60));
    assert!(place(&other, GOOD_CARD, None).await.is_ok(), "another card, another cart");
    assert_eq!(bench.orders().await, 1);
    bench.advance(59 * minute);
    assert!(place(&cart, GOOD_CARD, None).await.is_ok());
    // By client: each time another cart and card.
    for number in
        ["4000 0000 0000 0069", "4000 0000 0000 0069", declined, declined, "4000 0000 0000 0069"]
    {
        let cart = bench.cart(&[("PER-MUG", 1)]).await;
        assert!(matches!(place(&cart, number, Some("192.0.2.7")).await, Err(Error::Payment(_))));
    }
    let cart = bench.cart(&[("PER-MUG", 1)]).await;
    assert_eq!(waits(place(&cart, GOOD_CARD, Some("192.0.2.7")).await), Some(3600));
    assert!(place(&cart, GOOD_CARD, Some("192.0.2.8")).await.is_ok());
    // A provider that does not answer is nobody's doing.
    let cart = bench.cart(&[("PER-MUG", 1)]).await;
    for _ in 0..7 {
        assert!(matches!(
            place(&cart, "4000 0000 0000 0119", None).await,
            Err(Error::Payment(Refusal::Unavailable))
        ));
    }
    // Spread over more than an hour they are not too many.
    bench.advance(24 * 60 * minute);
    for _ in 0..7 {
        assert!(is_declined(place(&cart, declined, Some("192.0.2.9")).await));
        bench.advance(16 * minute);
    }
    // What is kept is no number and no address, and it goes.
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
    shop::orders::place::void_pending(&bench.shop).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let kept: Vec<String> = match store::Executor::connection(&mut conn) {
        store::ConnectionRef::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
        store::ConnectionRef::Postgres(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
    };
    assert_eq!(kept.len(), 0);
}

#[tokio::test]
async fn the_same_key_is_the_same_authorisation() {
    let (a, b, c) = (
        authorise("4432801561520454", "k").await,
        authorise("4432801561520454", "k").await,
        authorise("4432801561520454", "l").await,
    );
    assert_eq!(a, b);
    assert_ne!(a, c);
}

#[tokio::test]
async fn tokens_that_are_none() {
    for token in ["", "test", "test_", "test_free_0000", "x_approve_1"] {
        let request = Request { token, amount: Money::new(1, Currency::EUR), key: "k" };
        assert_eq!(TestProvider.authorise(request).await, Err(Refusal::Declined), "{token}");
    }
}

#[tokio::test]
async fn the_rest_of_the_trait() {
    let amount = Money::new(1, Currency::EUR);
    assert_eq!(TestProvider.capture("r", amount, "k").await, Ok(()));
    assert_eq!(TestProvider.refund("r", amount, "k").await, Ok(()));
    assert_eq!(TestProvider.void("r").await, Ok(()));
    assert_eq!(TestProvider.webhook("wrong", b"{}"), Err(Refusal::Unconfirmed));
    // The signature is the first half of the body's SHA-256.
    let body = br#"{"reference":"r","state":"captured"}"#;
    let signature: String = <sha2::Sha256 as sha2::Digest>::digest(body)
        .iter()
        .take(16)
        .map(|b| format!("{b:02x}"))
        .collect();
    let notice = TestProvider.webhook(&signature, body).unwrap();
    assert_eq!((notice.reference.as_str(), notice.state.as_str()), ("r", "captured"));
}
