//! Card testing: whoever has had some cards refused within an hour waits for an hour.

use super::{Method, Refusal};
use crate::{Context, Error, measure, sign};
use domain::payments::card::Card;
use store::Tx;

/// Within this time refusals count, and for as long whoever had too many waits; in milliseconds.
const HOUR: i64 = 3_600_000;
/// How long refusals, and the answers on the test provider's page, are kept.
const KEPT_FOR: i64 = 24 * HOUR;

/// Who pays, as refusals are counted: digests under the shop's secret, with the name of what each
/// is of.
#[derive(Clone, Debug)]
pub(crate) struct Payer([Option<(&'static str, String)>; 3]);

/// The digest of a card's number.
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

/// Refuses a payment of somebody who has had too many refused.
pub(crate) async fn check_payer(
    ctx: &Context,
    tx: &mut Tx,
    payer: &Payer,
    now: i64,
) -> Result<(), Error> {
    let most = i64::from(ctx.settings().limits.card_refusals);
    for (by, key) in payer.0.iter().flatten() {
        let refused = store::refusals::latest(tx, key, now - 2 * HOUR, most).await?;
        let (Some(last), Some(first)) =
            (refused.first(), usize::try_from(most - 1).ok().and_then(|i| refused.get(i)))
        else {
            continue;
        };
        let over = last + HOUR;
        if last - first <= HOUR && now < over {
            measure::made_to_wait(by);
            return Err(Error::TooManyCards {
                seconds: u32::try_from((over - now + 999) / 1000).unwrap_or(3600),
            });
        }
    }
    Ok(())
}

/// Counts a refusal by the card's issuer; that nobody answered is nobody's doing.
pub(crate) async fn count_refusal(
    ctx: &Context,
    payer: &Payer,
    refusal: Refusal,
) -> Result<(), Error> {
    if refusal == Refusal::Unavailable || ctx.settings().limits.card_refusals == 0 {
        return Ok(());
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    for (_, key) in payer.0.iter().flatten() {
        store::refusals::add(&mut tx, key, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets refusals that count no more, and old pages of the test provider.
///
/// # Errors
/// When the database cannot.
pub(crate) async fn forget_refusals(ctx: &Context) -> Result<(), Error> {
    let mut tx = ctx.db().begin().await?;
    store::refusals::forget(&mut tx, ctx.clock().now() - KEPT_FOR).await?;
    tx.commit().await?;
    Ok(())
}
