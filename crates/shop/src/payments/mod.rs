//! Payment providers and calls to them.

mod provider;
mod registry;
pub(crate) mod risk;
pub mod test;

pub use provider::{Method, Outcome, PaymentError, Provider, Request, WebhookEvent};
pub use registry::Providers;
pub use test::{TestBank, TestProvider};

use crate::Context;
use domain::payments::card::Card;

/// Applies the provider's timeout to a call.
async fn in_time<T>(
    provider: &dyn Provider,
    answer: impl Future<Output = Result<T, PaymentError>>,
) -> Result<T, PaymentError> {
    tokio::time::timeout(provider.timeout(), answer).await.unwrap_or(Err(PaymentError::Unavailable))
}

/// Exchanges a card for a payment method that can be charged.
///
/// # Errors
/// The provider's error, or [`PaymentError::Unavailable`] if it does not answer.
pub async fn tokenise(ctx: &Context, card: &Card) -> Result<Method, PaymentError> {
    let provider = ctx.payment();
    let method = in_time(provider, provider.tokenise(card)).await?;
    let fingerprint = risk::fingerprint(ctx, card);
    Ok(Method { fingerprint, provider: provider.name().to_owned(), ..method })
}

pub(crate) async fn authorise(
    provider: &dyn Provider,
    request: Request<'_>,
) -> Result<Outcome, PaymentError> {
    in_time(provider, provider.authorise(request)).await
}

pub(crate) async fn void(provider: &dyn Provider, key: &str) -> Result<(), PaymentError> {
    in_time(provider, provider.void(key)).await
}
