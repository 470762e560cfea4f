//! The interface of payment providers.

use async_trait::async_trait;
use domain::{
    Money,
    payments::{PaymentState, card::Card},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Why a payment failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PaymentError {
    /// The issuer declined it.
    #[error("the card was declined")]
    Declined,
    /// The card has expired.
    #[error("the card has expired")]
    Expired,
    /// The shopper failed or abandoned the issuer's challenge.
    #[error("the payment was not confirmed")]
    Unconfirmed,
    /// The provider did not answer. A retry may succeed.
    #[error("the payment service cannot be reached")]
    Unavailable,
}

/// A payment method stored by the provider: its token, and the parts that may be shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Method {
    /// The provider's token; useless to anybody else.
    pub token: String,
    /// "Visa"
    pub brand: String,
    /// "0454"
    pub last_four: String,
    /// A digest of the card number under the shop's secret, for counting refusals. Set by the shop,
    /// not by the provider.
    #[serde(default)]
    pub fingerprint: String,
    /// Name of the provider that stores it; set by the shop. Empty in older methods.
    #[serde(default)]
    pub provider: String,
}

/// An authorisation request.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The payment method's token.
    pub token: &'a str,
    /// How much.
    pub amount: Money,
    /// Idempotency key: the same key always yields the same authorisation. After a challenge the
    /// call is repeated with the same key, and the provider answers from its own record of the
    /// result; nothing sent by the shopper decides it.
    pub key: &'a str,
}

/// The result of an authorisation request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The amount is authorised; contains the provider's id.
    Authorised(String),
    /// The issuer requires a challenge or has no answer yet; contains the provider's reference of
    /// the challenge.
    Challenge(String),
}

/// A verified webhook event from the provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebhookEvent {
    /// The provider's id of the authorisation.
    pub reference: String,
    /// The new state.
    pub state: PaymentState,
}

/// A payment provider. All calls are idempotent under their key, so that a retry never charges
/// twice.
#[async_trait]
pub trait Provider: Send + Sync {
    /// The name stored with payments.
    fn name(&self) -> &'static str;

    /// Whether it accepts the test cards of docs/payments.md instead of money; checkout then lists
    /// them.
    fn has_test_cards(&self) -> bool {
        false
    }

    /// The timeout of a call. A slower provider counts as unavailable, and its authorisation is
    /// voided. Must be shorter than the request timeout, so that the shopper sees the reason.
    fn timeout(&self) -> Duration {
        Duration::from_secs(25)
    }

    /// Exchanges a card for a payment method. The card number is not stored.
    async fn tokenise(&self, card: &Card) -> Result<Method, PaymentError>;

    /// Authorises an amount.
    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, PaymentError>;

    /// Captures an amount, up to the authorised one.
    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError>;

    /// Voids the authorisation under the key of a [`Request`]; does nothing if there is none. Takes
    /// our key rather than the provider's reference, since the answer with the reference may have
    /// been lost. Afterwards the key authorises nothing, even if such a call is still in progress.
    async fn void(&self, key: &str) -> Result<(), PaymentError>;

    /// Refunds an amount, up to the captured one.
    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), PaymentError>;

    /// Verifies and parses a webhook call from its signature header and body.
    fn webhook(&self, signature: &str, body: &[u8]) -> Result<WebhookEvent, PaymentError>;
}
