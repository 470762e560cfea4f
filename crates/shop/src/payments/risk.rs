//! Protection against card testing: after several refused cards within an hour, payments are
//! blocked for an hour.

use super::provider::{Method, PaymentError};
use crate::{Context, InternalError, measure, sign};
use domain::payments::card::Card;
use store::Tx;

/// The period in which refusals are counted, and the length of a block, in milliseconds.
const HOUR: i64 = 3_600_000;
/// How long refusals and answers on the test provider's page are kept.
const KEPT_FOR: i64 = 24 * HOUR;

/// The subjects for which refusals are counted: digests under the shop's secret, each with its
/// kind.
#[derive(Clone, Debug)]
pub(crate) struct Payer([Option<(&'static str, String)>; 3]);

/// The digest of a card number.
pub(super) fn fingerprint(ctx: &Context, card: &Card) -> String {
    secret_digest(ctx, "card", card.number())
}

fn secret_digest(ctx: &Context, what: &str, text: &str) -> String {
    sign::sign(ctx.secret(), &format!("{what} {text}"))
}

pub(crate) fn payer(ctx: &Context, cart: &str, client: Option<&str>, method: &Method) -> Payer {
    let card = Some(method.fingerprint.clone()).filter(|fingerprint| !fingerprint.is_empty());
    Payer([
        Some(("cart", secret_digest(ctx, "cart", cart))),
        client.map(|client| ("client", secret_digest(ctx, "client", client))),
        card.map(|card| ("card", card)),
    ])
}

/// How many seconds payments stay blocked for a payer; none if they are not blocked.
pub(crate) async fn wait_of(
    ctx: &Context,
    tx: &mut Tx,
    payer: &Payer,
    now: i64,
) -> Result<Option<u32>, InternalError> {
    let max = i64::from(ctx.settings().limits.card_refusals);
    for (by, key) in payer.0.iter().flatten() {
        let refused = store::payments::refusals::latest(tx, key, now - 2 * HOUR, max).await?;
        let (Some(last), Some(first)) =
            (refused.first(), usize::try_from(max - 1).ok().and_then(|i| refused.get(i)))
        else {
            continue;
        };
        let over = last + HOUR;
        if last - first <= HOUR && now < over {
            measure::made_to_wait(by);
            // A block lasts an hour at most.
            return Ok(Some(u32::try_from((over - now + 999) / 1000).unwrap_or(3600)));
        }
    }
    Ok(None)
}

/// Counts a refusal by the issuer. A provider that does not answer is not counted.
pub(crate) async fn count_refusal(
    ctx: &Context,
    payer: &Payer,
    refusal: PaymentError,
) -> Result<(), InternalError> {
    if refusal == PaymentError::Unavailable || ctx.settings().limits.card_refusals == 0 {
        return Ok(());
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    for (_, key) in payer.0.iter().flatten() {
        store::payments::refusals::add(&mut tx, key, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes expired refusals and old answers on the test provider's page.
///
/// # Errors
/// If the database fails.
pub(crate) async fn forget_refusals(ctx: &Context) -> Result<(), InternalError> {
    let mut tx = ctx.db().begin().await?;
    store::payments::refusals::forget(&mut tx, ctx.clock().now() - KEPT_FOR).await?;
    tx.commit().await?;
    Ok(())
}
