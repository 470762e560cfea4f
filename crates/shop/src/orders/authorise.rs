//! The payment of an order: authorised before the order is written, and voided if no order follows.
//! An intent is stored with its provider, which is also the one asked to void it.

use super::plan::{PlaceError, Plan};
use crate::{
    Context, InternalError,
    cart::KEPT_FOR,
    measure,
    payments::{Outcome, PaymentError, Request, risk},
};
use domain::payments::PaymentState;
use store::{
    Tx,
    payments::{
        PaymentRow,
        intents::{self, IntentRow},
    },
};
use tracing::Instrument;

/// Age in milliseconds at which a payment without an order is voided: longer than any provider's
/// timeout.
const ABANDONED_AFTER: i64 = 15 * 60_000;

/// An amount authorised for an order.
pub(super) struct Authorised {
    pub intent: IntentRow,
    pub payment: PaymentRow,
}

/// Authorises the total; none if there is nothing to pay.
pub(super) async fn authorise(
    ctx: &Context,
    plan: &Plan<'_>,
) -> Result<Option<Authorised>, PlaceError> {
    let total = plan.priced.totals.total;
    if total.is_zero() {
        return Ok(None);
    }
    let method = plan.session.method.as_ref().ok_or(PlaceError::NotReady)?;
    // Only the provider that created a payment method knows it.
    let provider = ctx.providers().of(method).ok_or(PlaceError::NotReady)?;
    let payer = risk::payer(ctx, &plan.command.cart, plan.command.client.as_deref(), method);
    // Another amount or another card needs another authorisation; so does a retry after one that
    // was voided.
    let mut tx = ctx.db().begin().await?;
    if let Some(seconds) = risk::wait_of(ctx, &mut tx, &payer, plan.now).await? {
        return Err(PlaceError::TooManyCards { seconds });
    }
    let number = intents::count_cancelled(&mut tx, plan.key).await?;
    let key = crate::sign::digest(
        format!("{} {} {} {} {number}", plan.key, method.token, total.minor, total.currency)
            .as_bytes(),
    );
    intents::begin(&mut tx, &key, plan.key, provider.name(), plan.now).await?;
    // Checked after the intent is written, so that no intent remains beside an order paid under the
    // same key.
    if store::orders::by_key(&mut tx, plan.key).await?.is_some() {
        return Err(PlaceError::Changed);
    }
    tx.commit().await?;
    let intent = IntentRow { key, provider: provider.name().to_owned() };
    let request = Request { token: &method.token, amount: total, key: &intent.key };
    let span = tracing::info_span!(
        "authorise_payment",
        otel.kind = "client",
        payment.provider = provider.name()
    );
    let outcome = crate::payments::authorise(provider, request).instrument(span).await;
    measure::paid(&outcome);
    match outcome {
        Ok(Outcome::Authorised(reference)) => {
            let payment = PaymentRow {
                id: store::new_id(plan.now),
                provider: provider.name().to_owned(),
                reference,
                state: PaymentState::Authorised,
                amount_minor: total.minor,
                currency: total.currency,
                card_brand: Some(method.brand.clone()),
                card_last_four: Some(method.last_four.clone()),
                created_at: plan.now,
            };
            Ok(Some(Authorised { intent, payment }))
        }
        // The intent continues when the shopper comes back; otherwise it is voided later.
        Ok(Outcome::Challenge(reference)) => {
            Err(PlaceError::Challenge { reference, amount: total })
        }
        Err(refusal) => {
            // Without an answer, the amount may be authorised all the same.
            void_intent(ctx, &intent).await;
            risk::count_refusal(ctx, &payer, refusal).await?;
            Err(refusal.into())
        }
    }
}

/// Why an authorisation is not voided yet.
#[derive(Debug, thiserror::Error)]
enum VoidError {
    #[error("the payment provider {0} is no longer configured")]
    NoSuchProvider(String),
    #[error(transparent)]
    Payment(#[from] PaymentError),
    #[error(transparent)]
    Database(#[from] store::Error),
}

/// Cancels an intent and has its provider void it, unless an order has claimed it. The worker
/// retries failures.
pub(super) async fn void_intent(ctx: &Context, intent: &IntentRow) {
    if let Err(error) = try_void(ctx, intent).await {
        not_voided(intent, &error);
    }
}

fn not_voided(intent: &IntentRow, error: &VoidError) {
    let IntentRow { key, provider } = intent;
    tracing::error!(intent = key, provider, %error, "authorisation not voided yet");
}

async fn try_void(ctx: &Context, intent: &IntentRow) -> Result<(), VoidError> {
    let mut tx = ctx.db().begin().await?;
    let cancelled = intents::cancel(&mut tx, &intent.key).await?;
    tx.commit().await?;
    if cancelled { void(ctx, intent).await } else { Ok(()) }
}

async fn void(ctx: &Context, intent: &IntentRow) -> Result<(), VoidError> {
    let provider = ctx
        .providers()
        .named(&intent.provider)
        .ok_or_else(|| VoidError::NoSuchProvider(intent.provider.clone()))?;
    crate::payments::void(provider, &intent.key).await?;
    let mut tx = ctx.db().begin().await?;
    intents::voided(&mut tx, &intent.key).await?;
    tx.commit().await?;
    Ok(())
}

/// The cancelled intents of the configured providers. Those of other providers are counted in the
/// log: nobody can void them, and they must not keep others from being read.
async fn voiding(ctx: &Context, tx: &mut Tx) -> Result<Vec<IntentRow>, InternalError> {
    let mut voiding = Vec::new();
    for provider in intents::voiding_providers(tx).await? {
        if ctx.providers().named(&provider).is_some() {
            voiding.extend(intents::voiding(tx, &provider).await?);
        } else {
            let intents = intents::count_voiding(tx, &provider).await?;
            let error = VoidError::NoSuchProvider(provider);
            tracing::error!(intents, %error, "authorisations not voided yet");
        }
    }
    Ok(voiding)
}

/// Voids payments without an order that were started more than 15 minutes ago, and those not voided
/// by their provider yet. Returns how many.
///
/// # Errors
/// If the database fails. If a provider fails, its payments are retried after those that were not
/// tried yet.
pub async fn void_abandoned(ctx: &Context) -> Result<usize, InternalError> {
    let now = ctx.clock().now();
    // Cancelled before they are read, so that an intent claimed by an order at this moment is not
    // among them.
    let mut tx = ctx.db().begin().await?;
    intents::cancel_older_than(&mut tx, now - ABANDONED_AFTER).await?;
    let voiding = voiding(ctx, &mut tx).await?;
    tx.commit().await?;
    let mut count = 0;
    for intent in voiding {
        match void(ctx, &intent).await {
            Ok(()) => count += 1,
            Err(error) => {
                not_voided(&intent, &error);
                let mut tx = ctx.db().begin().await?;
                intents::postpone(&mut tx, &intent.key, now).await?;
                tx.commit().await?;
            }
        }
    }
    let mut tx = ctx.db().begin().await?;
    intents::forget(&mut tx, now - KEPT_FOR).await?;
    tx.commit().await?;
    risk::forget_refusals(ctx).await?;
    Ok(count)
}
