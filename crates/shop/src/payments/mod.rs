//! Payment providers: what every one of them can do.

pub(crate) mod risk;
pub mod test;

pub use test::{TestBank, TestProvider};

use crate::Context;
use async_trait::async_trait;
use domain::{Money, payments::card::Card};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a provider answers, if it does so in time.
async fn in_time<T>(
    provider: &dyn Provider,
    answer: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    tokio::time::timeout(provider.patience(), answer).await.unwrap_or(Err(Refusal::Unavailable))
}

/// Turns a card into a method that can be charged.
///
/// # Errors
/// What the provider says; [`Refusal::Unavailable`] when it says nothing.
pub async fn tokenise(ctx: &Context, card: &Card) -> Result<Method, Refusal> {
    let method = in_time(ctx.payment(), ctx.payment().tokenise(card)).await?;
    Ok(Method { fingerprint: risk::fingerprint(ctx, card), ..method })
}

pub(crate) async fn authorise(ctx: &Context, request: Request<'_>) -> Result<Outcome, Refusal> {
    in_time(ctx.payment(), ctx.payment().authorise(request)).await
}

pub(crate) async fn void(ctx: &Context, key: &str) -> Result<(), Refusal> {
    in_time(ctx.payment(), ctx.payment().void(key)).await
}

/// Why there is no money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The issuer says no.
    #[error("the card was declined")]
    Declined,
    /// The card is no longer valid.
    #[error("the card has expired")]
    Expired,
    /// The shopper did not pass, or did not take, the issuer's challenge.
    #[error("the payment was not confirmed")]
    Unconfirmed,
    /// Nobody can tell: try again.
    #[error("the payment service cannot be reached")]
    Unavailable,
}

/// A payment method that the provider keeps for us: its token, and what may be shown of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Method {
    /// The provider's name for it; worth nothing to anybody else.
    pub token: String,
    /// "Visa"
    pub brand: String,
    /// "0454"
    pub last_four: String,
    /// A digest of the card's number under the shop's secret, by which refusals are counted; made
    /// by the shop, not by the provider.
    #[serde(default)]
    pub fingerprint: String,
}

/// What is to be authorised.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The method's token.
    pub token: &'a str,
    /// How much.
    pub amount: Money,
    /// The same key always gives the same authorisation. After a challenge the same key is asked
    /// for again, and the provider answers by what came of it as it knows itself: nothing that a
    /// shopper sends says so.
    pub key: &'a str,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The amount is set aside; the provider's id of it.
    Authorised(String),
    /// The issuer wants to ask the shopper first, or has no answer yet; the provider's reference of
    /// the challenge.
    Challenge(String),
}

/// News from the provider, checked to be the provider's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The provider's id of the authorisation.
    pub reference: String,
    /// What became of it: `captured`, `voided`, `refunded`.
    pub state: String,
}

/// A payment provider. All calls are idempotent under their key, so that a retry never charges
/// twice.
#[async_trait]
pub trait Provider: Send + Sync {
    /// As kept with payments.
    fn name(&self) -> &'static str;

    /// How long an answer is waited for; whoever is slower counts as not there, and what it may
    /// have set aside is let go of. Less than a request lasts, so that the shopper is told.
    fn patience(&self) -> Duration {
        Duration::from_secs(25)
    }

    /// Turns a card into a method; the number goes no further than this.
    async fn tokenise(&self, card: &Card) -> Result<Method, Refusal>;

    /// Sets an amount aside.
    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, Refusal>;

    /// Takes an amount, at most what was set aside.
    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal>;

    /// Lets go of what was set aside under the key of [`Request`]; where nothing was, there is
    /// nothing to do. By our key and not by the provider's reference, since the answer with the
    /// reference may never have come. After it the key authorises nothing any more, also when the
    /// call that asks for it is still under way.
    async fn void(&self, key: &str) -> Result<(), Refusal>;

    /// Gives back an amount, at most what was taken.
    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal>;

    /// Reads a webhook call: its signature header and its body.
    fn webhook(&self, signature: &str, body: &[u8]) -> Result<Notice, Refusal>;
}
