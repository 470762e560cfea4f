//! No order without its payment, and no payment without its order.

use async_trait::async_trait;
use domain::{Currency, Money, payments::card::Card};
use shop::{
    orders::PlaceError,
    payments::{
        Method, Outcome, PaymentError, Provider, Providers, Request, TestProvider, WebhookEvent,
    },
};
use std::sync::{Arc, Mutex, atomic::Ordering};
use testing::{
    Bench, GOOD_CARD, NOW,
    calls::{self, Placing},
    card, on_both, session,
};
use views::checkout::Step;

on_both!(a_payment_is_voided_by_its_own_provider);
/// The shop changes its provider while a payment waits for a bank's page.
async fn a_payment_is_voided_by_its_own_provider(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000000000003220").await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Challenge { .. })));
    bench.advance(16 * 60_000);

    let next = Arc::new(NextBank::default());
    let forgotten = bench.paying(Arc::clone(&next)).await;
    assert_eq!(
        shop::orders::void_abandoned(&forgotten).await.unwrap(),
        0,
        "no configured provider can void it"
    );
    let known = Providers::new(next.clone()).with_earlier(bench.bank.clone());
    let switched = bench.paying(known).await;
    assert_eq!(shop::orders::void_abandoned(&switched).await.unwrap(), 1);
    assert_eq!(shop::orders::void_abandoned(&switched).await.unwrap(), 0);
    assert_eq!(bench.bank.void_requests.lock().unwrap().len(), 1);
    assert_eq!(*next.voided.lock().unwrap(), [""; 0], "it knows nothing of this payment");

    // Only the former provider knows the card: it must be entered again.
    let placing = Placing { key: &key, review: Some(&hash), client: None };
    let placed = calls::place(&switched, &token, placing, Currency::EUR).await;
    assert!(matches!(placed, Err(PlaceError::NotReady)), "{placed:?}");
}

on_both!(payments_of_a_removed_provider_hold_up_no_others);
/// The removed provider has more payments to void than one run reads.
async fn payments_of_a_removed_provider_hold_up_no_others(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    for number in 0..120 {
        let key = format!("removed-{number}");
        store::payments::intents::begin(&mut tx, &key, &key, "next", NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    bench.advance(1);
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000000000003220").await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Challenge { .. })));
    bench.advance(16 * 60_000);
    for (run, voided) in [1, 0].into_iter().enumerate() {
        assert_eq!(shop::orders::void_abandoned(&bench.shop).await.unwrap(), voided, "run {run}");
    }
    assert_eq!(bench.bank.void_requests.lock().unwrap().len(), 1);

    // Configured again, it voids its own.
    let next = Arc::new(NextBank::default());
    let both = Providers::from(bench.bank.clone()).with_earlier(next.clone());
    let restored = bench.paying(both).await;
    for (run, voided) in [100, 20, 0].into_iter().enumerate() {
        assert_eq!(shop::orders::void_abandoned(&restored).await.unwrap(), voided, "run {run}");
    }
    assert_eq!(next.voided.lock().unwrap().len(), 120);
}

on_both!(rejected_voids_hold_up_no_others);
/// The provider rejects more voids than one run tries, all of them older than the last.
async fn rejected_voids_hold_up_no_others(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    for number in 0..120 {
        let key = format!("rejected-{number}");
        store::payments::intents::begin(&mut tx, &key, &key, "next", NOW).await.unwrap();
    }
    store::payments::intents::begin(&mut tx, "later", "later", "next", NOW + 1).await.unwrap();
    tx.commit().await.unwrap();
    bench.advance(16 * 60_000);
    let next = Arc::new(NextBank::default());
    let shop = bench.paying(Providers::from(bench.bank.clone()).with_earlier(next.clone())).await;
    for (run, voided) in [0, 1, 0].into_iter().enumerate() {
        assert_eq!(shop::orders::void_abandoned(&shop).await.unwrap(), voided, "run {run}");
        bench.advance(60_000);
    }
    assert_eq!(*next.voided.lock().unwrap(), ["later"]);
}

/// The provider that the shop changes to. It voids no payment whose key begins with "rejected".
#[derive(Default)]
struct NextBank {
    voided: Mutex<Vec<String>>,
}

#[async_trait]
impl Provider for NextBank {
    fn name(&self) -> &'static str {
        "next"
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        TestProvider.authorise(request).await
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.capture(reference, amount, key).await
    }

    async fn void(&self, key: &str) -> Result<(), PaymentError> {
        if key.starts_with("rejected") {
            return Err(PaymentError::Unavailable);
        }
        self.voided.lock().unwrap().push(key.to_owned());
        Ok(())
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.refund(reference, amount, key).await
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<WebhookEvent, PaymentError> {
        TestProvider.webhook(signature, body)
    }
}

on_both!(a_refused_payment_changes_nothing);
async fn a_refused_payment_changes_nothing(bench: &Bench) {
    for (number, refusal) in [
        ("4000 0000 0000 0002", PaymentError::Declined),
        ("4000 0000 0000 0069", PaymentError::Expired),
        ("4000 0000 0000 0119", PaymentError::Unavailable),
    ] {
        let token = bench.cart(&[("SCOPE-200", 1)]).await;
        let (key, hash) = bench.review(&token, number).await;
        match bench.place(&token, &key, &hash).await {
            Err(PlaceError::Payment(found)) => assert_eq!(found, refusal),
            other => panic!("{other:?}"),
        }
        assert_eq!(
            (
                bench.orders().await,
                bench.backlog().await,
                bench.stock("SCOPE-200").await,
                bench.view(&token).await.count
            ),
            (0, 0, 38, 1)
        );
        assert!(bench.bank.held().is_empty());
        let view =
            calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
        // The review does not offer a refused card again, but it does offer one that could not be
        // checked.
        let step = if refusal == PaymentError::Unavailable { Step::Review } else { Step::Payment };
        assert_eq!(
            (view.step, view.reached, &view.key, &view.review_hash),
            (step, step, &key, &hash)
        );
        let asked =
            calls::checkout(&bench.shop, Some(&token), Some(Step::Review), Currency::EUR, "DE")
                .await
                .unwrap();
        assert_eq!(asked.step, step);
    }
    // Another card, the same checkout.
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000 0000 0000 0002").await;
    bench.place(&token, &key, &hash).await.unwrap_err();
    shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
    // The payment method is part of the review.
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Changed)));
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.step, &view.key), (Step::Review, &key));
    bench.place(&token, &key, &view.review_hash).await.unwrap();
    assert_eq!(bench.orders().await, 1);
}

on_both!(a_challenge_needs_the_banks_answer);
async fn a_challenge_needs_the_banks_answer(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000 0000 0000 3220").await;
    // However often it is tried: only the bank's answer continues.
    for _ in 0..3 {
        assert!(matches!(
            bench.place(&token, &key, &hash).await,
            Err(PlaceError::Challenge { reference, amount })
                if reference.starts_with("challenge_") && amount.minor == 42_900
        ));
    }
    let answer = |answer| *bench.bank.answer.lock().unwrap() = Some(answer);
    answer(false);
    assert!(matches!(
        bench.place(&token, &key, &hash).await,
        Err(PlaceError::Payment(PaymentError::Unconfirmed))
    ));
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (0, 38));
    answer(true);
    bench.place(&token, &key, &hash).await.unwrap();
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (1, 37));
}

on_both!(an_order_with_a_total_needs_a_payment);
async fn an_order_with_a_total_needs_a_payment(bench: &Bench) {
    bench.change("SCOPE-200", 1, 5).await;
    let mut session = session().await;
    session.method = None;
    calls::add_all(&bench.shop, "api:free", "SCOPE-200", "1").await.unwrap();
    let placing = Placing { key: "free", review: None, client: None };
    assert!(
        matches!(
            calls::place_with(&bench.shop, "api:free", placing, &session, Currency::EUR).await,
            Err(PlaceError::NotReady)
        ),
        "delivery is to be paid"
    );
    assert_eq!((bench.orders().await, bench.stock("SCOPE-200").await), (0, 5));
}

on_both!(a_voided_authorisation_is_not_reused);
async fn a_voided_authorisation_is_not_reused(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1), ("CAMERA", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    // The last camera sells out during the call of the bank.
    bench.bank.meanwhile.lock().unwrap().replace((bench.shop.db().clone(), "CAMERA"));
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::SoldOut(_))));
    assert_eq!((bench.bank.held().len(), bench.bank.voided.lock().unwrap().len()), (0, 1));
    bench.change("CAMERA", 399_000, 1).await;
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    bench.place(&token, &key, &view.review_hash).await.unwrap();
    assert_eq!((bench.bank.held().len(), bench.orders().await), (1, 1));
    let paid = bench.payments().await;
    assert_eq!(paid, bench.bank.held(), "the order has money behind it");
}

on_both!(a_provider_without_an_answer_keeps_no_authorisation);
async fn a_provider_without_an_answer_keeps_no_authorisation(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.bank.silent.store(true, Ordering::Relaxed);
    assert!(matches!(
        bench.place(&token, &key, &hash).await,
        Err(PlaceError::Payment(PaymentError::Unavailable))
    ));
    assert_eq!(bench.bank.authorised.lock().unwrap().len(), 1);
    assert_eq!(bench.bank.held().len(), 0, "its authorisation is voided");
    assert_eq!(
        (bench.orders().await, bench.stock("SCOPE-200").await, bench.view(&token).await.count),
        (0, 38, 1)
    );
    // The next try is a new authorisation.
    bench.bank.silent.store(false, Ordering::Relaxed);
    assert!(!bench.place(&token, &key, &hash).await.unwrap().again);
    assert_eq!((bench.orders().await, bench.payments().await), (1, bench.bank.held()));
}

on_both!(a_payment_without_an_order_is_voided);
async fn a_payment_without_an_order_is_voided(bench: &Bench) {
    // The shopper does not return from the bank's page, or the process crashes after calling the
    // bank.
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000 0000 0000 3220").await;
    assert!(matches!(bench.place(&token, &key, &hash).await, Err(PlaceError::Challenge { .. })));
    let order = bench.order(&[("MUG", 1)]).await;
    assert!(!order.again);
    assert_eq!(
        shop::orders::void_abandoned(&bench.shop).await.unwrap(),
        0,
        "it may still be answered"
    );
    bench.advance(16 * 60_000);
    assert_eq!(shop::orders::void_abandoned(&bench.shop).await.unwrap(), 1);
    assert_eq!(shop::orders::void_abandoned(&bench.shop).await.unwrap(), 0);
    assert_eq!(bench.payments().await, bench.bank.held(), "the order's own stays");
    // A shopper who returns after that pays again.
    *bench.bank.answer.lock().unwrap() = Some(true);
    let placing = Placing { key: &key, review: Some(&hash), client: None };
    calls::place(&bench.shop, &token, placing, Currency::EUR).await.unwrap();
    assert_eq!((bench.orders().await, bench.bank.held().len()), (2, 2));
}

#[tokio::test]
async fn a_started_order_completes_when_the_shopper_disconnects() {
    let bench = Bench::new(testing::Kind::Sqlite).await;
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000 0000 0000 0077").await;
    let placing = bench.place(&token, &key, &hash);
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(500), placing).await.is_err(),
        "the bank takes its time"
    );
    let placed = async {
        while bench.orders().await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let limit = std::time::Duration::from_secs(60);
    tokio::time::timeout(limit, placed).await.expect("the order completes");
    assert_eq!(bench.payments().await, bench.bank.held());
    assert!(bench.place(&token, &key, &hash).await.unwrap().again);
    bench.shop.db().close().await;
}
