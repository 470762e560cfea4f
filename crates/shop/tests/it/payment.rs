//! The built-in test provider: its documented numbers, and its webhooks.

use domain::{Currency, Money, card::Card};
use shop::payment::{Outcome, Provider, Refusal, Request, TestProvider};

async fn authorise(number: &str, key: &str, confirmed: Option<bool>) -> Result<Outcome, Refusal> {
    let card = Card::new(number, 1, 2030, "672", (2026, 11)).unwrap();
    let method = TestProvider.tokenise(&card).await.unwrap();
    assert!(!method.token.contains(card.number()) && method.last_four == card.last_four());
    TestProvider.authorise(Request { token: &method.token, amount: Money::new(100, Currency::EUR), key, confirmed }).await
}

#[tokio::test]
async fn the_number_decides() {
    for number in ["4432801561520454", "5555555555554444", "378282246310005", "4000000000000077"] {
        assert!(matches!(authorise(number, "k", None).await, Ok(Outcome::Authorised(_))), "{number}");
    }
    assert_eq!(authorise("4000000000000002", "k", None).await, Err(Refusal::Declined));
    assert_eq!(authorise("4000000000000069", "k", None).await, Err(Refusal::Expired));
    assert_eq!(authorise("4000000000000119", "k", None).await, Err(Refusal::Unavailable));
    assert_eq!(authorise("4000000000003220", "k", None).await, Ok(Outcome::Challenge));
    assert_eq!(authorise("4000000000003220", "k", Some(false)).await, Err(Refusal::Unconfirmed));
    assert!(matches!(authorise("4000000000003220", "k", Some(true)).await, Ok(Outcome::Authorised(_))));
    // A confirmation changes nothing for the others.
    assert_eq!(authorise("4000000000000002", "k", Some(true)).await, Err(Refusal::Declined));
}

#[tokio::test]
async fn the_same_key_is_the_same_authorisation() {
    let (a, b, c) = (
        authorise("4432801561520454", "k", None).await,
        authorise("4432801561520454", "k", None).await,
        authorise("4432801561520454", "l", None).await,
    );
    assert_eq!(a, b);
    assert_ne!(a, c);
}

#[tokio::test]
async fn tokens_that_are_none() {
    for token in ["", "test", "test_", "test_free_0000", "x_approve_1"] {
        let request = Request { token, amount: Money::new(1, Currency::EUR), key: "k", confirmed: None };
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
    let signature: String = <sha2::Sha256 as sha2::Digest>::digest(body).iter().take(16).map(|b| format!("{b:02x}")).collect();
    let notice = TestProvider.webhook(&signature, body).unwrap();
    assert_eq!((notice.reference.as_str(), notice.state.as_str()), ("r", "captured"));
}
