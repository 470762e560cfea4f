//! A payment provider that does not answer keeps nobody from their cart.

use crate::site::{GOOD_CARD, Kind, Site, http_with};
use async_trait::async_trait;
use domain::{Money, payments::card::Card};
use serde_json::json;
use shop::payments::{
    Method, Outcome, PaymentError, Provider, Request, TestProvider, WebhookEvent,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, time::timeout};
use views::{checkout::Step, routes};

/// Longer than anything takes on a busy machine unless it hangs.
const HANGS: Duration = Duration::from_secs(60);

/// The test provider, which approves nothing until told to.
struct Slow {
    /// One permit per request received.
    asked: Semaphore,
    /// One permit per answer allowed.
    answers: Semaphore,
}

#[async_trait]
impl Provider for Slow {
    fn name(&self) -> &'static str {
        "test"
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        self.asked.add_permits(1);
        self.answers.acquire().await.unwrap().forget();
        TestProvider.authorise(request).await
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.capture(reference, amount, key).await
    }

    async fn void(&self, key: &str) -> Result<(), PaymentError> {
        TestProvider.void(key).await
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.refund(reference, amount, key).await
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<WebhookEvent, PaymentError> {
        TestProvider.webhook(signature, body)
    }
}

/// All three ways to place an order hang, and as many as buying and placing have slots; shoppers
/// are not affected.
async fn hanging_payments_do_not_block_carts(kind: Kind) {
    let provider = Arc::new(Slow { asked: Semaphore::new(0), answers: Semaphore::new(0) });
    let config = http_with(|http| {
        http.capacity.buying = 3;
        http.capacity.placing = 3;
        http.capacity.queue_time = Duration::from_millis(20);
    });
    let site =
        Site::paid_by(Arc::<Slow>::clone(&provider), kind, config, "http://127.0.0.1:3000").await;
    let (mut first, mut second, mut refused) = (site.browser(), site.browser(), site.browser());
    let mut reviews = Vec::new();
    for browser in [&mut first, &mut second, &mut refused] {
        browser.add("MUG", "1").await;
        let review = browser.review(GOOD_CARD).await;
        reviews.push((review.input("key"), review.input("review")));
    }
    let (mut program, mut other) = (site.program(), site.program());
    let item =
        |user: &str| json!({ "item": { "productId": "MUG", "quantity": 1 }, "userId": user });
    program.post_json("/api/cart", &item("u1")).await.is(200);
    let order = json!({
        "userId": "u1",
        "email": "ada@example.org",
        "address": {
            "streetAddress": "Sternweg 7",
            "zipCode": "02826",
            "city": "Görlitz",
            "state": "",
            "country": "Germany",
        },
        "userCurrency": "EUR",
        "creditCard": {
            "creditCardNumber": GOOD_CARD,
            "creditCardCvv": 672,
            "creditCardExpirationYear": 2030,
            "creditCardExpirationMonth": 1,
        },
    });
    let state = format!("{}.{}", reviews[1].0, reviews[1].1);

    let fields = |i: usize| [("key", reviews[i].0.as_str()), ("review", reviews[i].1.as_str())];
    let (placing, answer) = (fields(0), [("state", state.as_str()), ("answer", "approve")]);
    let shopping = async {
        // With a timeout, so that a failure does not hang the test.
        timeout(HANGS, provider.asked.acquire_many(3))
            .await
            .expect("all three ask")
            .unwrap()
            .forget();
        let mut shopper = site.browser();
        shopper.add("SCOPE-200", "1").await;
        shopper.get(routes::CART).await.is_page(200);
        shopper.post(&routes::cart_line("SCOPE-200"), &[("quantity", "2")]).await.is(303);
        shopper.get(&routes::checkout_step(Step::Contact)).await.is_page(200);
        other.post_json("/api/cart", &item("u2")).await.is(200);
        other.get("/api/cart?sessionId=u2").await.is(200);
        // Further orders are refused with the time to retry, and the provider is not called.
        let page = refused.post(routes::CHECKOUT_PLACE, &fields(2)).await;
        assert!(page.is_page(503).header("retry-after").parse::<u32>().unwrap() > 0);
        other.post_json("/api/checkout", &order).await.is_problem(503);
        assert_eq!((provider.asked.available_permits(), site.orders().await), (0, 0));
        provider.answers.add_permits(3);
    };
    let (placed, confirmed, called, ()) = tokio::join!(
        first.post(routes::CHECKOUT_PLACE, &placing),
        second.post(routes::CHECKOUT_CHALLENGE, &answer),
        program.post_json("/api/checkout", &order),
        shopping,
    );
    for answer in [placed, confirmed] {
        assert!(answer.is(303).header("location").starts_with("/orders/"));
    }
    called.is(200);
    provider.answers.add_permits(1);
    assert!(
        refused
            .post(routes::CHECKOUT_PLACE, &fields(2))
            .await
            .is(303)
            .header("location")
            .starts_with("/orders/")
    );
    assert_eq!(site.orders().await, 4);
    site.shop.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hanging_payments_do_not_block_carts_on_sqlite() {
    hanging_payments_do_not_block_carts(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hanging_payments_do_not_block_carts_on_postgres() {
    hanging_payments_do_not_block_carts(Kind::Postgres).await;
}

/// A client that disconnects during a call of the payment provider keeps its slot until the
/// provider has answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disconnected_client_keeps_its_slot_until_its_order_is_placed() {
    let provider = Arc::new(Slow { asked: Semaphore::new(0), answers: Semaphore::new(0) });
    let config = http_with(|http| {
        http.capacity.placing = 1;
        http.capacity.queue_time = Duration::ZERO;
    });
    let address = "http://127.0.0.1:3000";
    let site = Site::paid_by(Arc::<Slow>::clone(&provider), Kind::Sqlite, config, address).await;
    let (mut gone, mut next) = (site.browser(), site.browser());
    let mut reviews = Vec::new();
    for browser in [&mut gone, &mut next] {
        browser.add("MUG", "1").await;
        let review = browser.review(GOOD_CARD).await;
        reviews.push((review.input("key"), review.input("review")));
    }
    let fields = |i: usize| [("key", reviews[i].0.as_str()), ("review", reviews[i].1.as_str())];
    let (first, second) = (fields(0), fields(1));
    tokio::select! {
        _ = gone.post(routes::CHECKOUT_PLACE, &first) => panic!("answered without the provider"),
        asked = timeout(HANGS, provider.asked.acquire()) => asked.expect("asked").unwrap().forget(),
    }
    // The request is dropped; the provider has not answered yet.
    let refused = timeout(HANGS, next.post(routes::CHECKOUT_PLACE, &second)).await;
    refused.expect("refused at once").is_page(503);
    assert_eq!(provider.asked.available_permits(), 0, "the provider is asked no second time");
    provider.answers.add_permits(1);
    let room = async {
        while site.state.admission.place().await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    timeout(HANGS, room).await.expect("the room is free once the order is placed");
    assert_eq!(site.orders().await, 1, "the order is placed though nobody waited for it");
    provider.answers.add_permits(1);
    next.post(routes::CHECKOUT_PLACE, &second).await.is(303);
    assert_eq!(site.orders().await, 2);
    site.shop.db().close().await;
}
