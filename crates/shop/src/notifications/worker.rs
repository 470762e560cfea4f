//! The worker: its jobs and its schedule.

use super::{
    back_in_stock::{self, StockReturned, SubscriptionRequested},
    cleaning,
    holidays::warn_of_unknown_holidays,
    mail::Mailer,
    texts::TrialRequested,
};
use crate::{
    Context, catalogue,
    media::delete_unused,
    orders::{
        self, OrderPlaced,
        withdrawals::{WithdrawalReceived, WithdrawalReported},
    },
    recommendations,
    staff::{AccountChanged, ResetRequested, StaffInvited},
};
use jobs::{Next, Registry, Schedule};
use std::time::Duration;
use tokio::{sync::watch, time::MissedTickBehavior};

pub use super::{
    cleaning::clear_old,
    holidays::{measure_holidays, unknown_holidays},
    job::Worker,
};

/// How often the settings are read.
const SETTINGS_EVERY: Duration = Duration::from_secs(5);

/// All jobs, each found by the topic of its event.
#[must_use]
pub fn registry<'a>() -> Registry<Worker<'a>> {
    Registry::default()
        .with::<OrderPlaced>()
        .with::<SubscriptionRequested>()
        .with::<StockReturned>()
        .with::<WithdrawalReceived>()
        .with::<WithdrawalReported>()
        .with::<StaffInvited>()
        .with::<ResetRequested>()
        .with::<AccountChanged>()
        .with::<TrialRequested>()
}

/// The scheduled tasks.
fn schedule<'a>() -> Schedule<Worker<'a>> {
    let (seconds, hours) = (Duration::from_secs, |hours: u64| Duration::from_secs(hours * 3600));
    Schedule::default()
        .every(seconds(5), "find returned stock", |worker: &Worker<'a>| {
            Box::pin(async move {
                back_in_stock::queue_returned(worker.ctx).await?;
                Ok(Next::AsUsual)
            })
        })
        .every(seconds(60), "void abandoned payments", |worker: &Worker<'a>| {
            Box::pin(async move {
                orders::void_abandoned(worker.ctx).await?;
                Ok(Next::AsUsual)
            })
        })
        .every(seconds(60), "learn missed orders", |worker: &Worker<'a>| {
            Box::pin(async move {
                recommendations::learn_missed(worker.ctx).await?;
                Ok(Next::AsUsual)
            })
        })
        .every(seconds(60), "catch up after an upgrade", |worker: &Worker<'a>| {
            Box::pin(async move {
                let is_more = catalogue::desk::catch_up(worker.ctx).await?;
                Ok(if is_more { Next::AtOnce } else { Next::AsUsual })
            })
        })
        .every(seconds(60), "measure holidays", |worker: &Worker<'a>| {
            Box::pin(async move {
                measure_holidays(worker.ctx);
                Ok(Next::AsUsual)
            })
        })
        .every(hours(24), "check holidays", |worker: &Worker<'a>| {
            Box::pin(async move {
                warn_of_unknown_holidays(worker.ctx);
                Ok(Next::AsUsual)
            })
        })
        .every(hours(1), "clear old carts and events", |worker: &Worker<'a>| {
            Box::pin(async move {
                let deleted = clear_old(worker.ctx).await?;
                Ok(if cleaning::may_be_more(deleted) { Next::AtOnce } else { Next::AsUsual })
            })
        })
        .every(hours(1), "forget people", |worker: &Worker<'a>| {
            Box::pin(async move {
                cleaning::forget_people(worker.ctx).await;
                Ok(Next::AsUsual)
            })
        })
        .every(hours(1), "delete unused pictures", |worker: &Worker<'a>| {
            Box::pin(async move {
                match delete_unused(worker.ctx).await? {
                    0 => {}
                    count => tracing::info!(count, "unused pictures deleted"),
                }
                Ok(Next::AsUsual)
            })
        })
}

/// Runs until `stopping` is set, then completes what it has started: the outbox every second,
/// settings and returned stock every five, abandoned payments and orders that were not learned
/// for recommendations every minute, old carts,
/// subscriptions and unused pictures every hour, the table of public holidays every day.
pub async fn run(ctx: &Context, mailer: &Mailer, stopping: watch::Receiver<bool>) {
    let (worker, registry) = (Worker { ctx, mailer }, registry());
    tokio::select! {
        () = jobs::run(&worker, &registry, schedule(), stopping) => {}
        // Separate, so that a silent mail server or payment provider does not delay a change.
        () = keep_reading_settings(ctx) => {}
    }
}

async fn keep_reading_settings(ctx: &Context) {
    let mut beat = tokio::time::interval(SETTINGS_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        if let Err(error) = catalogue::refresh_settings(ctx).await {
            tracing::warn!(%error, "settings not read");
        }
    }
}
