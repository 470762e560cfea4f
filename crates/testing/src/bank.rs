//! A payment provider that records its calls.

use async_trait::async_trait;
use domain::{Money, payments::card::Card};
use shop::payments::{
    Method, Outcome, PaymentError, Provider, Request, TestProvider, WebhookEvent,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};
use store::Db;
use test_database::set_price_and_stock;

/// The test provider, with a record of what it authorised and voided.
#[derive(Default)]
pub struct Bank {
    pub authorised: Mutex<Vec<(String, Money)>>,
    /// References of authorisations by their key.
    pub keys: Mutex<HashMap<String, String>>,
    pub voided: Mutex<Vec<String>>,
    /// Keys of all calls to void, known or not.
    pub void_requests: Mutex<Vec<String>>,
    /// A SKU that sells out during the next call.
    pub meanwhile: Mutex<Option<(Db, &'static str)>>,
    /// The answer given on the page that replaces a bank's.
    pub answer: Mutex<Option<bool>>,
    /// Authorises what it is asked for, but never answers.
    pub silent: AtomicBool,
    /// A clock that advances by this many milliseconds during the next call.
    pub slow: Mutex<Option<(Arc<AtomicI64>, i64)>>,
}

#[async_trait]
impl Provider for Bank {
    fn name(&self) -> &'static str {
        "test"
    }

    fn has_test_cards(&self) -> bool {
        true
    }

    fn timeout(&self) -> Duration {
        Duration::from_millis(if self.silent.load(Ordering::Relaxed) { 50 } else { 25_000 })
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        if self.silent.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        let (amount, key) = (request.amount, request.key.to_owned());
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some((db, sku)) = meanwhile {
            let mut tx = db.begin().await.unwrap();
            assert!(set_price_and_stock(&mut tx, sku, 399_000, 0).await);
            tx.commit().await.unwrap();
        }
        if let Some((time, passes)) = self.slow.lock().unwrap().take() {
            time.fetch_add(passes, Ordering::Relaxed);
        }
        let outcome = match (TestProvider.authorise(request).await?, *self.answer.lock().unwrap()) {
            (Outcome::Challenge(reference), Some(true)) => {
                Outcome::Authorised(format!("auth_{reference}"))
            }
            (Outcome::Challenge(_), Some(false)) => return Err(PaymentError::Unconfirmed),
            (outcome, _) => outcome,
        };
        if let Outcome::Authorised(reference) = &outcome {
            self.authorised.lock().unwrap().push((reference.clone(), amount));
            self.keys.lock().unwrap().insert(key, reference.clone());
        }
        if self.silent.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        Ok(outcome)
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.capture(reference, amount, key).await
    }

    async fn void(&self, key: &str) -> Result<(), PaymentError> {
        self.void_requests.lock().unwrap().push(key.to_owned());
        if let Some(reference) = self.keys.lock().unwrap().get(key) {
            self.voided.lock().unwrap().push(reference.clone());
        }
        TestProvider.void(key).await
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError> {
        TestProvider.refund(reference, amount, key).await
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<WebhookEvent, PaymentError> {
        TestProvider.webhook(signature, body)
    }
}

impl Bank {
    /// References that are authorised and not voided, each once.
    pub fn held(&self) -> Vec<String> {
        let voided = self.voided.lock().unwrap();
        let mut held: Vec<String> = self
            .authorised
            .lock()
            .unwrap()
            .iter()
            .map(|(r, _)| r.clone())
            .filter(|r| !voided.contains(r))
            .collect();
        held.sort();
        held.dedup();
        held
    }
}
