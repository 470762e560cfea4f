//! Learns all orders again.

use super::{
    learn::count,
    neighbours::{announce, update_neighbours},
};
use crate::{InternalError, context::secret, error::internal};
use domain::recommendations::Decay;
use std::time::{Duration, Instant};
use store::{Db, Tx, Uuid, recommendations};

/// Orders in one transaction: few enough that shoppers' orders do not wait long on SQLite, which
/// has one writer, and that memory stays small.
const ORDERS: i64 = 2_000;
/// Products whose neighbours are computed in one transaction.
const PRODUCTS: i64 = 500;
/// The shortest pause between two transactions on SQLite, which has one writer: a server that waits
/// for it tries again every 100 ms.
const PAUSE: Duration = Duration::from_millis(150);

/// Learn all orders again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rebuild {
    /// Another half-life in days; by default the one in use.
    pub half_life_days: Option<u32>,
}

/// What a rebuild has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Orders learned.
    pub orders: usize,
    /// Products whose neighbours were computed.
    pub products: usize,
}

/// Why a rebuild ended early.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The half-life is out of range.
    #[error("the half-life must be between {} and {} days", Decay::MIN_DAYS, Decay::MAX_DAYS)]
    HalfLife,
    /// Another rebuild has started since.
    #[error("another rebuild has started, and this one has ended")]
    Replaced,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(RebuildError);

/// A transaction that holds the lock of the model, if this run is still the latest.
async fn begin(db: &Db, run: Uuid) -> Result<(Tx, recommendations::ModelRow), RebuildError> {
    let mut tx = db.begin().await?;
    let model = recommendations::lock(&mut tx).await?;
    if model.rebuild == Some(run) { Ok((tx, model)) } else { Err(RebuildError::Replaced) }
}

/// Leaves the database to others for as long as a transaction held it since `begun`.
async fn pause(db: &Db, begun: Instant) {
    let least = if db.is_embedded() { PAUSE } else { Duration::ZERO };
    tokio::time::sleep(begun.elapsed().max(least)).await;
}

/// Learns all orders again, with the present time as landmark: after an upgrade, for another
/// half-life, or every few years, since weights stop growing after 30 half-lives. Withdrawn and
/// anonymised orders, and those of people who were erased, are left out.
///
/// The shop goes on: pages show the neighbours from before, and orders that are placed meanwhile
/// are counted once, by this run or by the worker. Between its transactions the database is left to
/// the shop for as long as they take. If the run ends early, start another one.
///
/// `now` is in Unix milliseconds. Needs no copy of the catalogue, so that memory stays small.
///
/// # Errors
/// See [`RebuildError`].
pub async fn rebuild(db: &Db, command: Rebuild, now: i64) -> Result<Rebuilt, RebuildError> {
    let (run, secret) = (Uuid::new_v4(), secret(db).await?);
    let mut tx = db.begin().await?;
    let model = recommendations::lock(&mut tx).await?;
    let begun = Instant::now();
    let days = command.half_life_days.unwrap_or(model.half_life_days);
    if Decay::new(days, now).is_err() {
        return Err(RebuildError::HalfLife);
    }
    recommendations::begin_rebuild(&mut tx, run, days, now).await?;
    tx.commit().await?;
    pause(db, begun).await;
    let mut rebuilt = Rebuilt::default();
    let mut after = Uuid::nil();
    loop {
        let (mut tx, model) = begin(db, run).await?;
        let begun = Instant::now();
        let orders = recommendations::to_learn(&mut tx, after, ORDERS).await?;
        let Some(last) = orders.last() else { break };
        after = last.id;
        rebuilt.orders += orders.len();
        count(&secret, &mut tx, &model, &orders).await?;
        tx.commit().await?;
        pause(db, begun).await;
    }
    let mut after = Uuid::nil();
    loop {
        let (mut tx, _) = begin(db, run).await?;
        let begun = Instant::now();
        let products = recommendations::products_after(&mut tx, after, PRODUCTS).await?;
        let Some(last) = products.last() else { break };
        after = *last;
        rebuilt.products += products.len();
        let changed = update_neighbours(&mut tx, &products).await?;
        announce(&mut tx, &changed).await?;
        tx.commit().await?;
        pause(db, begun).await;
    }
    let (mut tx, _) = begin(db, run).await?;
    let changed = recommendations::drop_unfounded(&mut tx).await?;
    recommendations::finish_rebuild(&mut tx, run).await?;
    announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(rebuilt)
}
