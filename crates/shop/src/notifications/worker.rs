//! What happens after an order and beside it: works off the outbox, clears old carts.

use crate::{
    Context, Error,
    cart::{API_KEPT_FOR, EMPTY_KEPT_FOR, KEPT_FOR},
    measure,
    notifications::{
        back_in_stock::{self, Asked, StockReturned},
        mail::Mailer,
    },
    orders::withdrawals::{self, WithdrawalReceived},
    trace,
};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use store::{Tx, Uuid, outbox::EventRow};
use tokio::sync::{Mutex, watch};
use tracing::{Instrument, Span};

/// How long an event is no other worker's after one took it on, in milliseconds. An attempt is
/// given up after half of it.
const LEASE: u32 = 60_000;
/// How many events one call deals with at most.
const BATCH: usize = 20;
/// How many of them at once: most of the time of a letter is waiting for the mail server.
const AT_ONCE: usize = 4;
/// Longest pause between two attempts, in milliseconds.
const LONGEST_PAUSE: i64 = 3_600_000;
/// After how many milliseconds without a change a cart of a program from before migration 12 is
/// moved: longer than such programs serve beside this one.
const CARTS_MOVED_AFTER: i64 = 3_600_000;
/// How many changes of stock are kept for servers that have not seen them.
const STOCK_CHANGES: i64 = 10_000;
/// How many times 500 rows are cleared in one go at most.
const CLEARING: u64 = 20;
/// How long before a year begins its public holidays should be known.
const HOLIDAYS_AHEAD: time::Duration = time::Duration::days(45);
/// After how many attempts, about three days, an event is given up.
const MOST_ATTEMPTS: i64 = 84;

/// The part that events of all topics may have.
#[derive(Deserialize)]
struct Traced {
    traceparent: Option<String>,
}

/// What `order.placed` says.
#[derive(Serialize, Deserialize)]
pub(crate) struct OrderPlaced {
    /// The order's primary key.
    pub order: Uuid,
    /// The trace that it was placed in, if spans are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
}

/// Ends the attempts. A subscription whose email cannot be delivered is deleted; its owner can
/// subscribe again.
async fn give_up(tx: &mut Tx, row: &EventRow, error: &Error, now: i64) -> Result<(), Error> {
    store::outbox::give_up(tx, row.id, &error.to_string(), now).await?;
    if let Ok(
        Event::SubscriptionAsked(Asked { wait, .. })
        | Event::StockReturned(StockReturned { wait, .. }),
    ) = Event::read(row)
    {
        store::waits::forget(tx, wait).await?;
    }
    Ok(())
}

/// Works off what is due now; gives how many events were dealt with.
///
/// # Errors
/// When the outbox cannot be read; a failing event is only put off.
pub async fn deliver_due(ctx: &Context, mailer: &Mailer) -> Result<usize, Error> {
    deliver(ctx, mailer, || false).await
}

/// Deals with at most [`BATCH`] events, [`AT_ONCE`] at a time. A failure of the database ends
/// none of the others half-way: a letter that is out must be noted as sent.
async fn deliver(
    ctx: &Context,
    mailer: &Mailer,
    stopping: impl Fn() -> bool + Sync,
) -> Result<usize, Error> {
    let left = Mutex::new(BATCH);
    let hand = || deliver_one_by_one(ctx, mailer, &left, &stopping);
    let hands: [_; AT_ONCE] = tokio::join!(hand(), hand(), hand(), hand()).into();
    hands.into_iter().sum()
}

/// One after another, until none is left; gives how many were dealt with.
async fn deliver_one_by_one(
    ctx: &Context,
    mailer: &Mailer,
    left: &Mutex<usize>,
    stopping: &(impl Fn() -> bool + Sync),
) -> Result<usize, Error> {
    let mut done = 0;
    while let Some(event) = claim(ctx, left, stopping).await? {
        let span = tracing::info_span!("work_off_event", event = %event.id, topic = event.topic, attempt = event.attempts);
        let ids = serde_json::from_str::<Traced>(&event.payload)
            .ok()
            .and_then(|payload| payload.traceparent);
        if let Some(ids) = ids {
            trace::follow(&span, &ids);
        }
        let attempt = handle(ctx, &event, mailer).instrument(span.clone());
        let attempt = tokio::time::timeout(Duration::from_millis(u64::from(LEASE / 2)), attempt);
        let outcome =
            attempt.await.unwrap_or_else(|_| Err(Error::Internal("took too long".to_owned())));
        done += usize::from(outcome.is_ok());
        record(ctx, &event, outcome, &span).await?;
    }
    Ok(done)
}

/// Takes on the next event that is due. One is taken at a time, since a lease is for one
/// attempt and not for a queue of them; and by one hand at a time, so that no more than the
/// batch are taken on and an empty outbox is asked once.
async fn claim(
    ctx: &Context,
    left: &Mutex<usize>,
    stopping: &(impl Fn() -> bool + Sync),
) -> Result<Option<EventRow>, Error> {
    let mut left = left.lock().await;
    // None are left for the other hands either when nothing is due or the database fails.
    let many = std::mem::take(&mut *left);
    if many == 0 || stopping() {
        return Ok(None);
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let event = store::outbox::claim(&mut tx, now, now + i64::from(LEASE), 1).await?.pop();
    tx.commit().await?;
    if event.is_some() {
        *left = many - 1;
    }
    Ok(event)
}

/// Notes what came of an event.
async fn record(
    ctx: &Context,
    event: &EventRow,
    outcome: Result<(), Error>,
    span: &Span,
) -> Result<(), Error> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let mut lost = None;
    match outcome {
        Ok(()) => store::outbox::done(&mut tx, event.id, now).await?,
        // Trying again is of no use.
        Err(error @ Error::Undeliverable(_)) => {
            span.in_scope(
                || tracing::warn!(event = %event.id, topic = event.topic, %error, "event given up"),
            );
            give_up(&mut tx, event, &error, now).await?;
            lost = Some(error);
        }
        Err(error) if event.attempts >= MOST_ATTEMPTS => {
            span.in_scope(|| tracing::error!(event = %event.id, topic = event.topic, %error, "event given up"));
            give_up(&mut tx, event, &error, now).await?;
            lost = Some(error);
        }
        Err(error) => {
            span.in_scope(|| tracing::warn!(event = %event.id, topic = event.topic, attempt = event.attempts, %error, "event put off"));
            let pause =
                1000_i64.saturating_mul(1 << event.attempts.clamp(0, 12)).min(LONGEST_PAUSE);
            store::outbox::failed(&mut tx, event.id, &error.to_string(), now + pause).await?;
        }
    }
    tx.commit().await?;
    // Only now, since what is not noted is tried again.
    if let Some(error) = lost {
        measure::given_up(&error);
    }
    Ok(())
}

/// An event of the outbox, read from its topic and payload.
enum Event {
    OrderPlaced(OrderPlaced),
    SubscriptionAsked(Asked),
    StockReturned(StockReturned),
    WithdrawalReceived(WithdrawalReceived),
    WithdrawalReported(WithdrawalReceived),
}

impl Event {
    fn read(row: &EventRow) -> Result<Self, Error> {
        let text = &row.payload;
        let event = match row.topic.as_str() {
            "order.placed" => serde_json::from_str(text).map(Self::OrderPlaced),
            "subscription.asked" => serde_json::from_str(text).map(Self::SubscriptionAsked),
            "stock.returned" => serde_json::from_str(text).map(Self::StockReturned),
            "withdrawal.received" => serde_json::from_str(text).map(Self::WithdrawalReceived),
            "withdrawal.reported" => serde_json::from_str(text).map(Self::WithdrawalReported),
            topic => return Err(Error::Internal(format!("no handler for {topic}"))),
        };
        event.map_err(|error| Error::Internal(format!("payload of event {}: {error}", row.id)))
    }
}

async fn handle(ctx: &Context, row: &EventRow, mailer: &Mailer) -> Result<(), Error> {
    let id = row.id.to_string();
    match Event::read(row)? {
        Event::OrderPlaced(placed) => {
            let order = crate::orders::by_id(ctx, placed.order).await?;
            let sent = mailer.order_placed(&id, &order, &ctx.settings().base_url).await;
            measure::mailed(sent.is_ok());
            sent
        }
        Event::SubscriptionAsked(asked) => {
            back_in_stock::send_confirmation(ctx, &id, asked.wait, mailer).await
        }
        Event::StockReturned(returned) => {
            back_in_stock::notify(ctx, &id, returned.wait, mailer).await
        }
        Event::WithdrawalReceived(received) => {
            withdrawals::acknowledge(ctx, &id, received.withdrawal, mailer).await
        }
        Event::WithdrawalReported(received) => {
            withdrawals::report(ctx, &id, received.withdrawal, mailer).await
        }
    }
}

/// Deletes carts that nobody has touched, and events that were dealt with, 30 days ago, and
/// carts of programs and empty ones after three days; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn clear_old(ctx: &Context) -> Result<u64, Error> {
    move_carts(ctx, ctx.clock().now() - CARTS_MOVED_AFTER).await?;
    let mut sum = 0;
    // Few at a time, since others want to write as well, and not all at once, since mail waits
    // meanwhile.
    for _ in 0..CLEARING {
        let before = ctx.clock().now() - KEPT_FOR;
        let mut tx = ctx.db().begin().await?;
        let (programs, empty) =
            (ctx.clock().now() - API_KEPT_FOR, ctx.clock().now() - EMPTY_KEPT_FOR);
        let deleted = store::carts::delete_older_than(&mut tx, before).await?
            + store::carts::delete_programs_older_than(&mut tx, programs).await?
            + store::carts::delete_empty_older_than(&mut tx, empty).await?
            + store::outbox::delete_done_before(&mut tx, before).await?;
        let version = store::catalogue::version(&mut tx).await?;
        store::catalogue::forget_stock_changes(&mut tx, version - STOCK_CHANGES).await?;
        tx.commit().await?;
        sum += deleted;
        if deleted == 0 {
            break;
        }
    }
    Ok(sum)
}

/// Moves carts of programs from before migration 12 that nobody has changed since `before` under
/// the digests of their tokens, few at a time.
pub(crate) async fn move_carts(ctx: &Context, before: i64) -> Result<(), Error> {
    loop {
        let mut tx = ctx.db().begin().await?;
        let moved = store::cart::move_older_than(&mut tx, before).await?;
        tx.commit().await?;
        if moved == 0 {
            return Ok(());
        }
    }
}

/// Measures what waits in the outbox.
///
/// # Errors
/// When the database cannot.
pub async fn measure_outbox(ctx: &Context) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    let now = ctx.clock().now();
    let backlog = store::outbox::backlog(&mut conn, now).await?;
    let age = backlog.since.map_or(0, |since| (now - since).max(0));
    measure::outbox(backlog.pending, backlog.ready, age);
    Ok(())
}

/// Runs until `stopping` says so, and then finishes what it has begun, so that a letter that is
/// out is noted as sent: the outbox every second, returned stock every five, payments without
/// an order every minute, old carts and waits every hour, the table of holidays every day.
/// Errors are logged and tried again.
pub async fn run(ctx: &Context, mailer: &Mailer, stopping: watch::Receiver<bool>) {
    tokio::select! {
        () = run_loop(ctx, mailer, stopping) => {}
        // Apart, so that a mail server that answers nobody does not hide how long mail has
        // waited.
        () = keep_measuring(ctx) => {}
    }
}

/// Countries whose public holidays are not known for the coming weeks, each with the last year
/// that is.
#[must_use]
pub fn unknown_holidays(ctx: &Context) -> Vec<String> {
    let (today, _) = ctx.local();
    let year = today.saturating_add(HOLIDAYS_AHEAD).year();
    ctx.settings()
        .rules
        .holidays
        .unknown_in(year)
        .map(|(place, last)| format!("{place} ({last})"))
        .collect()
}

/// Measures for how many days from today the public holidays of all places are known; where all
/// go by rules, ten years.
pub fn measure_holidays(ctx: &Context) {
    let left = ctx
        .settings()
        .rules
        .holidays
        .known_until()
        .map_or(3650, |last| (last - ctx.local().0).whole_days());
    measure::holidays(left);
}

/// Warns of them while there is time.
fn warn_of_unknown_holidays(ctx: &Context) {
    let unknown = unknown_holidays(ctx);
    if !unknown.is_empty() {
        tracing::warn!(
            "public holidays are known to the end of a year only, and estimated delivery days after it may be wrong: {}. Name a newer \
             table with PERIGEE_HOLIDAYS (--holidays)",
            unknown.join(", ")
        );
    }
}

async fn keep_measuring(ctx: &Context) {
    let mut beat = tokio::time::interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        if let Err(error) = measure_outbox(ctx).await {
            tracing::warn!(%error, "outbox not measured");
        }
    }
}

async fn run_loop(ctx: &Context, mailer: &Mailer, mut stopping: watch::Receiver<bool>) {
    let mut beat = tokio::time::interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let [mut returns, mut payments, mut carts, mut holidays, mut measured] = [None::<Instant>; 5];
    let due = |last: &mut Option<Instant>, pause: Duration| {
        let due = last.is_none_or(|last| last.elapsed() >= pause);
        if due {
            *last = Some(Instant::now());
        }
        due
    };
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            // A sender that is gone stops nobody.
            Ok(_) = stopping.wait_for(|stop| *stop) => return,
        }
        if due(&mut returns, Duration::from_secs(5))
            && let Err(error) = back_in_stock::queue_returned(ctx).await
        {
            tracing::warn!(%error, "returned stock not looked for");
        }
        if let Err(error) = deliver(ctx, mailer, || *stopping.borrow()).await {
            tracing::warn!(%error, "outbox not read");
        }
        if due(&mut payments, Duration::from_secs(60))
            && let Err(error) = crate::orders::place::void_pending(ctx).await
        {
            tracing::warn!(%error, "payments without an order not looked for");
        }
        if due(&mut measured, Duration::from_secs(60)) {
            measure_holidays(ctx);
        }
        if due(&mut holidays, Duration::from_secs(24 * 3600)) {
            warn_of_unknown_holidays(ctx);
        }
        if due(&mut carts, Duration::from_secs(3600)) {
            match clear_old(ctx).await {
                // There may be more: the next time is soon.
                Ok(deleted) if deleted >= CLEARING * 500 => carts = None,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "old carts and events not cleared"),
            }
            if let Err(error) = back_in_stock::delete_old(ctx).await {
                tracing::warn!(%error, "old waits not forgotten");
            }
            if let Err(error) = withdrawals::delete_old(ctx).await {
                tracing::warn!(%error, "old withdrawals that match no order not forgotten");
            }
            if let Err(error) = crate::customers::privacy::delete_drafts(ctx).await {
                tracing::warn!(%error, "checkouts that nobody went on with not forgotten");
            }
            match crate::customers::privacy::anonymise_old_orders(ctx).await {
                Ok(0) => {}
                Ok(count) => {
                    tracing::info!(count, "buyers taken out of orders whose time is over")
                }
                Err(error) => tracing::warn!(%error, "old orders not anonymised"),
            }
        }
    }
}
