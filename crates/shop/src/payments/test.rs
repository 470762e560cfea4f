//! The built-in provider for tests and trials: the card number decides the result, and no money
//! moves. The only state is the answers on the page that replaces a bank's.

use super::provider::{Method, Outcome, PaymentError, Provider, Request, WebhookEvent};
use crate::{Context, InternalError, error::internal};
use async_trait::async_trait;
use domain::{
    Money,
    payments::{PaymentState, card::Card},
};
use std::time::Duration;
use store::{Db, Error, payments::refusals};

pub use domain::payments::BankAnswer;

/// Decides by the card number; docs/payments.md lists the numbers. It never answers a challenge;
/// [`TestBank`] does.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestProvider;

/// The result for a number; any other valid number is approved.
fn behaviour(number: &str) -> &'static str {
    match number {
        "4000000000000002" => "decline",
        "4000000000000069" => "expired",
        "4000000000003220" => "challenge",
        "4000000000000077" => "slow",
        "4000000000000119" => "error",
        _ => "approve",
    }
}

/// The same key yields the same reference.
fn authorisation(key: &str) -> Outcome {
    Outcome::Authorised(format!("auth_{}", crate::sign::digest(key.as_bytes())))
}

#[async_trait]
impl Provider for TestProvider {
    fn name(&self) -> &'static str {
        "test"
    }

    fn has_test_cards(&self) -> bool {
        true
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        let last_four = card.last_four().to_owned();
        Ok(Method {
            token: format!("test_{}_{last_four}", behaviour(card.number())),
            brand: card.brand().to_owned(),
            last_four,
            fingerprint: String::new(),
            provider: String::new(),
        })
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        let behaviour = request
            .token
            .strip_prefix("test_")
            .and_then(|rest| rest.split('_').next())
            .unwrap_or("");
        let authorised = || Ok(authorisation(request.key));
        match behaviour {
            "approve" => authorised(),
            "slow" => {
                tokio::time::sleep(Duration::from_secs(3)).await;
                authorised()
            }
            "challenge" => Ok(Outcome::Challenge(format!(
                "challenge_{}",
                crate::sign::digest(format!("challenge {}", request.key).as_bytes())
            ))),
            "expired" => Err(PaymentError::Expired),
            "error" => Err(PaymentError::Unavailable),
            _ => Err(PaymentError::Declined),
        }
    }

    async fn capture(
        &self,
        _reference: &str,
        _amount: Money,
        _key: &str,
    ) -> Result<(), PaymentError> {
        Ok(())
    }

    async fn void(&self, _key: &str) -> Result<(), PaymentError> {
        Ok(())
    }

    async fn refund(
        &self,
        _reference: &str,
        _amount: Money,
        _key: &str,
    ) -> Result<(), PaymentError> {
        Ok(())
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<WebhookEvent, PaymentError> {
        // A test signature is the digest of the body, enough to test a right and a wrong one.
        if signature != crate::sign::digest(body) {
            return Err(PaymentError::Unconfirmed);
        }
        let value: serde_json::Value =
            serde_json::from_slice(body).map_err(|_| PaymentError::Unavailable)?;
        let text = |key: &str| {
            value
                .get(key)
                .and_then(|v| v.as_str())
                .map(ToOwned::to_owned)
                .ok_or(PaymentError::Unavailable)
        };
        let state = PaymentState::from_key(&text("state")?).ok_or(PaymentError::Unavailable)?;
        Ok(WebhookEvent { reference: text("reference")?, state })
    }
}

/// The test provider with its challenge page. Answers are stored in the shop's database, where all
/// servers see them.
#[derive(Clone, Debug)]
pub struct TestBank {
    db: Db,
    clock: crate::Clock,
}

impl TestBank {
    /// A provider with its state in this database, using the shop's clock.
    #[must_use]
    pub fn new(db: Db, clock: crate::Clock) -> Self {
        Self { db, clock }
    }

    async fn answer(&self, reference: &str) -> Result<Option<BankAnswer>, Error> {
        let mut tx = self.db.begin().await?;
        refusals::challenge(&mut tx, reference, self.clock.now()).await?;
        let answer = refusals::answered(&mut tx, reference).await?;
        tx.commit().await?;
        Ok(answer)
    }
}

#[async_trait]
impl Provider for TestBank {
    fn name(&self) -> &'static str {
        TestProvider.name()
    }

    fn has_test_cards(&self) -> bool {
        TestProvider.has_test_cards()
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError> {
        let key = request.key;
        match TestProvider.authorise(request).await? {
            Outcome::Challenge(reference) => match self.answer(&reference).await {
                Ok(None) => Ok(Outcome::Challenge(reference)),
                Ok(Some(BankAnswer::Approve)) => Ok(authorisation(key)),
                Ok(Some(BankAnswer::Refuse)) => Err(PaymentError::Unconfirmed),
                Err(error) => {
                    tracing::warn!(%error, "the test provider's state cannot be read");
                    Err(PaymentError::Unavailable)
                }
            },
            other => Ok(other),
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

/// Why the answer was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The page was not shown, or the shop uses another provider.
    #[error("no such page")]
    NoSuchPage,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(AnswerError);

/// Records the answer on the test provider's page.
///
/// # Errors
/// See [`AnswerError`].
pub async fn answer_challenge(
    ctx: &Context,
    reference: &str,
    answer: BankAnswer,
) -> Result<(), AnswerError> {
    if ctx.payment().name() != TestProvider.name() {
        return Err(AnswerError::NoSuchPage);
    }
    let mut tx = ctx.db().begin().await?;
    let known = refusals::answer(&mut tx, reference, answer).await?;
    tx.commit().await?;
    if known { Ok(()) } else { Err(AnswerError::NoSuchPage) }
}
