//! Orders that a constraint of the database refuses: the answer is the use case's own error.

use async_trait::async_trait;
use domain::{Currency, Money, payments::card::Card};
use shop::{
    cart::EMPTY_KEPT_FOR,
    orders::{PlaceError, Placed},
    payments::{Method, Outcome, PaymentError, Provider, Request, TestProvider, WebhookEvent},
};
use std::sync::Arc;
use store::Db;
use testing::calls::{self, Placing};
use testing::{Bench, on_both, open, session};

/// A provider that does something unusual while it authorises.
enum Unusual {
    /// Gives another order the key of the one being placed.
    Renames(Box<Db>),
    /// Gives each payment the same reference.
    Repeats,
}

#[async_trait]
impl Provider for Unusual {
    fn name(&self) -> &'static str {
        "test"
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        match self {
            Self::Renames(db) => {
                raw(
                    db,
                    "UPDATE orders SET idempotency_key =
                     (SELECT order_key FROM payment_intents WHERE state = 'begun')",
                )
                .await;
                TestProvider.authorise(request).await
            }
            Self::Repeats => Ok(Outcome::Authorised("the same".to_owned())),
        }
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

/// Runs SQL that no use case runs.
pub(crate) async fn raw(db: &Db, sql: &'static str) {
    let mut tx = db.begin().await.unwrap();
    let changed = match store::Executor::connection(&mut tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
    };
    assert!(changed > 0, "{sql}");
    tx.commit().await.unwrap();
}

/// Orders a mug as a program does, with its own token and key.
async fn order_a_mug(shop: &shop::Context, key: &str) -> Result<Placed, PlaceError> {
    calls::add_all(shop, "api:mine", "MUG", "1").await.unwrap();
    let placing = Placing { key, review: None, client: None };
    calls::place_with(shop, "api:mine", placing, &session().await, Currency::EUR).await
}

on_both!(a_program_orders_again_after_its_cart_was_deleted);
/// Its token names a new cart, which starts with the same generation.
async fn a_program_orders_again_after_its_cart_was_deleted(bench: &Bench) {
    let first = order_a_mug(&bench.shop, "first").await.unwrap();
    bench.advance(EMPTY_KEPT_FOR + 10);
    shop::notifications::worker::clear_old(&bench.shop).await.unwrap();
    let second = order_a_mug(&bench.shop, "second").await.unwrap();
    assert!(second.id != first.id && !second.again);
    assert_eq!((bench.orders().await, bench.bank.held().len()), (2, 2));
}

on_both!(the_content_of_a_cart_is_ordered_once);
/// Whatever generation the cart claims to have.
async fn the_content_of_a_cart_is_ordered_once(bench: &Bench) {
    order_a_mug(&bench.shop, "first").await.unwrap();
    raw(bench.shop.db(), "UPDATE shopping_carts SET generation = 0").await;
    let again = order_a_mug(&bench.shop, "second").await;
    assert!(matches!(again, Err(PlaceError::Changed)), "{again:?}");
    assert_eq!((bench.orders().await, bench.bank.held().len()), (1, 1));
    assert_eq!(bench.view("api:mine").await.count, 1);
}

on_both!(an_order_placed_meanwhile_with_the_same_key_is_the_answer);
/// Another order gets the key while the bank decides.
async fn an_order_placed_meanwhile_with_the_same_key_is_the_answer(bench: &Bench) {
    let first = order_a_mug(&bench.shop, "first").await.unwrap();
    let db = open(&bench.database).await;
    let renaming = bench.paying(Arc::new(Unusual::Renames(Box::new(db)))).await;
    let placed = order_a_mug(&renaming, "second").await.unwrap();
    assert!(placed.id == first.id && placed.again);
    assert_eq!((bench.orders().await, bench.view("api:mine").await.count), (1, 1));
}

on_both!(a_payment_reference_pays_for_one_order);
/// A provider gives the reference of an earlier payment again.
async fn a_payment_reference_pays_for_one_order(bench: &Bench) {
    let repeating = bench.paying(Arc::new(Unusual::Repeats)).await;
    order_a_mug(&repeating, "first").await.unwrap();
    let again = order_a_mug(&repeating, "second").await;
    assert!(matches!(again, Err(PlaceError::Payment(PaymentError::Unavailable))), "{again:?}");
    assert_eq!((bench.orders().await, bench.view("api:mine").await.count), (1, 1));
    assert_eq!(bench.payments().await, ["the same"]);
}
