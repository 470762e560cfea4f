//! The built-in provider for tests and trials: the card's number decides what happens, no money moves, and nothing is kept.

use super::{Method, Notice, Outcome, Provider, Refusal, Request};
use async_trait::async_trait;
use domain::{Money, card::Card};
use std::time::Duration;

/// The provider that answers by the card's number; see docs/payments.md for the numbers.
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

#[async_trait]
impl Provider for TestProvider {
    fn name(&self) -> &'static str {
        "test"
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, Refusal> {
        let last_four = card.last_four().to_owned();
        Ok(Method { token: format!("test_{}_{last_four}", behaviour(card.number())), brand: card.brand().to_owned(), last_four })
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, Refusal> {
        let behaviour = request.token.strip_prefix("test_").and_then(|rest| rest.split('_').next()).unwrap_or("");
        // The same key gives the same reference: this provider keeps nothing.
        let authorised = || Ok(Outcome::Authorised(format!("auth_{}", crate::sign::digest(request.key.as_bytes()))));
        match (behaviour, request.confirmed) {
            ("approve", _) => authorised(),
            ("slow", _) => {
                tokio::time::sleep(Duration::from_secs(3)).await;
                authorised()
            }
            ("challenge", None) => Ok(Outcome::Challenge),
            ("challenge", Some(true)) => authorised(),
            ("challenge", Some(false)) => Err(Refusal::Unconfirmed),
            ("expired", _) => Err(Refusal::Expired),
            ("error", _) => Err(Refusal::Unavailable),
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
        let value: serde_json::Value = serde_json::from_slice(body).map_err(|_| Refusal::Unavailable)?;
        let text = |key: &str| value.get(key).and_then(|v| v.as_str()).map(ToOwned::to_owned).ok_or(Refusal::Unavailable);
        Ok(Notice { reference: text("reference")?, state: text("state")? })
    }
}
