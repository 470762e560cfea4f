//! What needs attention this morning.

use super::DeskError;
use crate::{Context, staff::Actor};
use domain::staff::Permission;
use store::{catalogue::GapsRow, search_misses::MissRow, stock::ShortRow};

/// For how many days searches without a result are counted.
const DAYS: i64 = 7;
/// The most searches that are shown.
const SEARCHES: u32 = 10;

/// What needs attention. What the actor may not see is none.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Morning {
    /// Products.
    pub gaps: Option<GapsRow>,
    /// Stock.
    pub short: Option<ShortRow>,
    /// How many background jobs have failed.
    pub failed_jobs: i64,
    /// The searches of the last week without a result, most frequent first.
    pub missed: Vec<MissRow>,
}

/// What needs attention, with a number of statements that does not depend on anything.
///
/// # Errors
/// See [`DeskError`].
pub async fn morning(ctx: &Context, actor: &Actor) -> Result<Morning, DeskError> {
    let mut conn = ctx.db().read().await?;
    let mut morning = Morning::default();
    if actor.may(Permission::CatalogueRead) {
        let low = i64::from(ctx.settings().limits.low_stock);
        morning.gaps = store::catalogue::gaps(&mut conn, ctx.clock().now()).await?;
        morning.short = store::stock::shortages(&mut conn, low).await?;
    }
    if actor.may(Permission::SettingsRead) {
        morning.failed_jobs = jobs::outbox::failures(&mut conn).await?;
    }
    if actor.may(Permission::FiguresRead) {
        // The first days of the calendar have none before them.
        let since =
            ctx.local().0.checked_sub(time::Duration::days(DAYS)).unwrap_or(time::Date::MIN);
        morning.missed = store::search_misses::most(&mut conn, since, SEARCHES).await?;
    }
    Ok(morning)
}
