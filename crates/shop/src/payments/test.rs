//! The built-in provider for tests and trials: the card's number decides what happens, and no money
//! moves. Nothing is kept but what was answered on the page that stands in for a bank's.

use super::{Method, Notice, Outcome, Provider, Refusal, Request};
use crate::Context;
use async_trait::async_trait;
use domain::{Money, payments::card::Card};
use std::time::Duration;
use store::{Db, Error, refusals};

/// What the card's number decides; see docs/payments.md for the numbers. A challenge has no answer
/// here, which is what [`TestBank`] is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestProvider;

/// What a number brings about; every other valid number is approved.
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

/// The same key gives the same reference.
fn authorisation(key: &str) -> Outcome {
    Outcome::Authorised(format!("auth_{}", crate::sign::digest(key.as_bytes())))
}

#[async_trait]
impl Provider for TestProvider {
    fn name(&self) -> &'static str {
        "test"
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, Refusal> {
        let last_four = card.last_four().to_owned();
        Ok(Method {
            token: format!("test_{}_{last_four}", behaviour(card.number())),
            brand: card.brand().to_owned(),
            last_four,
            fingerprint: String::new(),
        })
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, Refusal> {
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
            "expired" => Err(Refusal::Expired),
            "error" => Err(Refusal::Unavailable),
            _ => Err(Refusal::Declined),
        }
    }

    async fn capture(&self, _reference: &str, _amount: Money, _key: &str) -> Result<(), Refusal> {
        Ok(())
    }

    async fn void(&self, _key: &str) -> Result<(), Refusal> {
        Ok(())
    }

    async fn refund(&self, _reference: &str, _amount: Money, _key: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<Notice, Refusal> {
        // A test's signature is the digest of the body: enough to try a right and a wrong one.
        if signature != crate::sign::digest(body) {
            return Err(Refusal::Unconfirmed);
        }
        let value: serde_json::Value =
            serde_json::from_slice(body).map_err(|_| Refusal::Unavailable)?;
        let text = |key: &str| {
            value
                .get(key)
                .and_then(|v| v.as_str())
                .map(ToOwned::to_owned)
                .ok_or(Refusal::Unavailable)
        };
        Ok(Notice { reference: text("reference")?, state: text("state")? })
    }
}

/// The test provider with the state of its page: what was answered there is kept in the shop's
/// database, where every server finds it.
#[derive(Clone, Debug)]
pub struct TestBank {
    db: Db,
    clock: crate::Clock,
}

impl TestBank {
    /// One that keeps its state in this database, with the shop's clock.
    #[must_use]
    pub fn new(db: Db, clock: crate::Clock) -> Self {
        Self { db, clock }
    }

    async fn answer(&self, reference: &str) -> Result<Option<String>, Error> {
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

    async fn tokenise(&self, card: &Card) -> Result<Method, Refusal> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, Refusal> {
        let key = request.key;
        match TestProvider.authorise(request).await? {
            Outcome::Challenge(reference) => match self.answer(&reference).await {
                Ok(None) => Ok(Outcome::Challenge(reference)),
                Ok(Some(answer)) if answer == "approve" => Ok(authorisation(key)),
                Ok(Some(_)) => Err(Refusal::Unconfirmed),
                Err(error) => {
                    tracing::warn!(%error, "the test provider's state cannot be read");
                    Err(Refusal::Unavailable)
                }
            },
            other => Ok(other),
        }
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal> {
        TestProvider.capture(reference, amount, key).await
    }

    async fn void(&self, key: &str) -> Result<(), Refusal> {
        TestProvider.void(key).await
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal> {
        TestProvider.refund(reference, amount, key).await
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<Notice, Refusal> {
        TestProvider.webhook(signature, body)
    }
}

/// The test provider's page was answered.
///
/// # Errors
/// [`crate::Error::NotFound`] for a page that was not shown, and where another provider takes
/// the payments.
pub async fn answer_challenge(
    ctx: &Context,
    reference: &str,
    approve: bool,
) -> Result<(), crate::Error> {
    if ctx.payment().name() != TestProvider.name() {
        return Err(crate::Error::NotFound("page"));
    }
    let mut tx = ctx.db().begin().await?;
    let known =
        refusals::answer(&mut tx, reference, if approve { "approve" } else { "refuse" }).await?;
    tx.commit().await?;
    if known { Ok(()) } else { Err(crate::Error::NotFound("page")) }
}
