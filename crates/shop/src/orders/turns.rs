//! The queue before the transaction that writes an order.
//!
//! Orders for one variant wait for its row's lock. If each waited inside its own transaction, a
//! sale's best seller would occupy the whole pool, and PostgreSQL would wake and park a session for
//! each waiting order. So orders that share a variant wait here, without a connection, and few of
//! them are in a transaction at once. Other replicas have their own queues; the row's lock decides.

use crate::InternalError;
use std::{collections::BTreeSet, time::Duration};
use store::{Db, Uuid};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// How many orders for one variant may be in their transactions at once. The row's lock is held for
/// the last statement and the commit; so many transactions keep it busy while others do the
/// statements before it, and more only wait (measured by `make bench`).
const MAX_AT_ONCE: u32 = 6;

/// Number of queues. A variant always uses the same one; two variants rarely share one.
const LANES: usize = 1 << u8::BITS;

/// Timeout of the wait. So many orders are placed in this time that a longer queue is overload.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The queues of a process.
pub(crate) struct Turns {
    lanes: Vec<Semaphore>,
    timeout: Duration,
}

/// Ends with this value.
pub(crate) struct Turn<'a> {
    _permits: Vec<SemaphorePermit<'a>>,
}

impl Turns {
    /// The queues before the transactions on this database. Orders for one variant use at most half
    /// of its connections.
    pub(crate) fn new(db: &Db) -> Self {
        Self::with((db.connections() / 2).clamp(1, MAX_AT_ONCE), TIMEOUT)
    }

    fn with(at_once: u32, timeout: Duration) -> Self {
        let lanes = (0..LANES).map(|_| Semaphore::new(at_once as usize)).collect();
        Self { lanes, timeout }
    }

    /// Waits until an order for these variants may start its transaction.
    ///
    /// # Errors
    /// [`InternalError::Unavailable`] if the orders before it take too long.
    pub(crate) async fn wait(
        &self,
        variants: impl Iterator<Item = Uuid>,
    ) -> Result<Turn<'_>, InternalError> {
        // Each order takes its queues in ascending order, so that two never wait for each other.
        // An order for a best seller may so hold a turn of a quiet variant while it queues: orders
        // for that one then wait as long. Holding nothing would be worse, since an order for two
        // best sellers might never get both.
        let lanes: BTreeSet<usize> = variants.map(lane).collect();
        let waiting = async {
            let mut permits = Vec::with_capacity(lanes.len());
            for lane in lanes.iter().filter_map(|lane| self.lanes.get(*lane)) {
                permits.push(lane.acquire().await.map_err(|_| InternalError::Unavailable)?);
            }
            Ok(Turn { _permits: permits })
        };
        timeout(self.timeout, waiting).await.map_err(|_| InternalError::Unavailable)?
    }
}

/// The queue of a variant. The last byte of a UUID of version 7 is random.
fn lane(variant: Uuid) -> usize {
    variant.as_bytes().last().map_or(0, |random| usize::from(*random))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    fn variants(numbers: impl IntoIterator<Item = u128>) -> Vec<Uuid> {
        numbers.into_iter().map(Uuid::from_u128).collect()
    }

    const AT_ONCE: usize = 4;

    fn turns() -> Arc<Turns> {
        Arc::new(Turns::with(4, TIMEOUT))
    }

    /// Runs `orders` for these variants and returns the largest number that had a turn at once.
    async fn crowd(turns: &Arc<Turns>, orders: usize, wanted: Vec<Uuid>) -> usize {
        let (now, max) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tasks: Vec<_> = (0..orders)
            .map(|_| {
                let (turns, wanted) = (Arc::clone(turns), wanted.clone());
                let (now, max) = (Arc::clone(&now), Arc::clone(&max));
                tokio::spawn(async move {
                    let _turn = turns.wait(wanted.into_iter()).await.unwrap();
                    max.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    now.fetch_sub(1, Ordering::SeqCst);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        max.load(Ordering::SeqCst)
    }

    #[tokio::test]
    async fn few_orders_of_a_variant_have_a_turn_at_once() {
        let turns = turns();
        assert_eq!(crowd(&turns, 100, variants([1])).await, AT_ONCE);
    }

    /// Variants in the same queue, the same variant twice, and more variants than queues.
    #[tokio::test]
    async fn an_order_takes_each_queue_once() {
        let turns = turns();
        for wanted in [
            variants([7, 7]),
            variants((0..20).map(|i| i * LANES as u128)),
            variants(0..2 * LANES as u128),
        ] {
            assert_eq!(crowd(&turns, 40, wanted).await, AT_ONCE);
        }
    }

    #[tokio::test]
    async fn orders_with_variants_in_opposite_order_all_get_a_turn() {
        let turns = turns();
        let tasks: Vec<_> = (0..200)
            .map(|i| {
                let turns = Arc::clone(&turns);
                let wanted = if i % 2 == 0 { variants([1, 2, 3]) } else { variants([3, 2, 1]) };
                tokio::spawn(async move {
                    let _turn = turns.wait(wanted.into_iter()).await.unwrap();
                    tokio::task::yield_now().await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    #[tokio::test]
    async fn an_order_does_not_wait_for_ever() {
        let turns = Turns::with(4, Duration::from_millis(20));
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            held.push(turns.wait(variants([1]).into_iter()).await.unwrap());
        }
        let late = turns.wait(variants([1]).into_iter()).await;
        assert!(matches!(late, Err(InternalError::Unavailable)));
        // Other variants are sold meanwhile, and this one after the others.
        drop(turns.wait(variants([2]).into_iter()).await.unwrap());
        held.clear();
        drop(turns.wait(variants([1]).into_iter()).await.unwrap());
    }
}
