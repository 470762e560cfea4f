//! What is kept of a checkout, and changing it.

use crate::{Context, InternalError, cart::random_token, error::internal, payments::Method};
use domain::{checkout::ContactForm, customers::Address, shipping::ShippingMethod};
use serde::{Deserialize, Serialize};
use views::checkout::Step;

/// A checkout session. Never contains a card number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckoutSession {
    /// Contact and delivery address.
    pub contact: ContactForm,
    /// Billing address, if different.
    pub billing: Option<Address>,
    /// Standard or express. Older sessions call it `speed`.
    #[serde(alias = "speed")]
    pub shipping_method: ShippingMethod,
    /// Phone number for the haulier; empty if none was needed.
    pub phone: String,
    /// The payment method.
    pub method: Option<Method>,
    /// The first step that is not complete.
    pub reached: Step,
    /// Digest of the API call that orders; none for a shopper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Whether the card was refused. Another one is needed before the review is shown again.
    pub refused: bool,
}

/// Why a change was not saved.
#[derive(Debug, thiserror::Error)]
pub(super) enum SaveError {
    #[error("there is no such cart")]
    NoSuchCart,
    #[error("an earlier step of checkout is not complete")]
    NotReady,
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SaveError);

/// Loads the checkout session of a cart and its key.
pub(super) async fn load(
    ctx: &Context,
    token: &str,
) -> Result<Option<(String, CheckoutSession)>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let Some((key, text)) = store::checkout::get(&mut conn, token).await? else {
        return Ok(None);
    };
    let session = read(&key, &text);
    Ok(Some((key, session)))
}

/// Parses a stored session. If it cannot be read, the shopper starts again and the log names its
/// key.
fn read(key: &str, text: &str) -> CheckoutSession {
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(key, %error, "a checkout session cannot be read");
        CheckoutSession::default()
    })
}

/// Changes the session if it has reached the step `reached`. Locks the cart, so that two steps sent
/// at once lose nothing of each other.
pub(super) async fn save<T>(
    ctx: &Context,
    token: &str,
    reached: Step,
    change: impl FnOnce(&mut CheckoutSession) -> T,
) -> Result<T, SaveError> {
    let key = random_token()?;
    let mut tx = ctx.db().begin().await?;
    if !store::cart::lock(&mut tx, token, ctx.clock().now()).await? {
        return Err(SaveError::NoSuchCart);
    }
    let before = store::checkout::get(&mut tx, token).await?;
    let mut session = before.map_or_else(CheckoutSession::default, |(key, text)| read(&key, &text));
    if session.reached < reached {
        return Err(SaveError::NotReady);
    }
    let outcome = change(&mut session);
    let text = serde_json::to_string(&session)?;
    store::checkout::put(&mut tx, token, &key, &text).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Records that a card was refused, so that checkout asks for another one. Does nothing if the
/// shopper has chosen another card since.
pub(crate) async fn note_refused(ctx: &Context, token: &str, card: Option<&Method>) {
    let saved = save(ctx, token, Step::default(), |session| {
        session.refused = session.refused || session.method.as_ref() == card;
    });
    if let Err(error) = saved.await {
        tracing::warn!(%error, "checkout still offers a refused card");
    }
}

/// The session of this cart and its key if all steps are complete.
pub(crate) async fn finished(
    ctx: &Context,
    token: &str,
) -> Result<Option<(String, CheckoutSession)>, InternalError> {
    Ok(load(ctx, token).await?.filter(|(_, session)| session.reached >= Step::Review))
}
