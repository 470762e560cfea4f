//! The in-memory cache of renditions, and the limit on concurrent renderings.

use super::format::Format;
use crate::InternalError;
use moka::future::Cache as MokaCache;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Cache size in bytes, once for renditions and once for drawings: 12 MB.
const ROOM: u64 = 12 << 20;
/// The maximum number of concurrent renderings, regardless of cores: each takes tens of megabytes.
const MAX_AT_ONCE: usize = 4;

/// The maximum number of uploads that are received: each is a file of up to 20 MB in memory.
const RECEIVED_AT_ONCE: usize = 4;

/// Cache key: hash, width, format.
type Key = (String, u32, Format);

/// Caches of renditions and drawings, at most 12 MB each. Concurrent requests for the same
/// rendition render it once.
pub struct Cache {
    pub made: MokaCache<Key, Arc<[u8]>>,
    pub drawings: MokaCache<String, Arc<[u8]>>,
    /// Limits concurrent renderings: each takes a whole core and tens of megabytes.
    drawing: Arc<Semaphore>,
    /// One upload at a time is decoded: 60 megapixels take hundreds of megabytes.
    decoding: Arc<Semaphore>,
    receiving: Arc<Semaphore>,
}

impl Default for Cache {
    fn default() -> Self {
        Self::drawing_at_once(
            std::thread::available_parallelism().map_or(1, usize::from).min(MAX_AT_ONCE),
        )
    }
}

impl Cache {
    fn drawing_at_once(pictures: usize) -> Self {
        let weight = |hash: &str, bytes: &[u8]| {
            // Heavier than the cache: such an entry is not kept.
            u32::try_from(bytes.len() + hash.len() + 64).unwrap_or(u32::MAX)
        };
        let made = MokaCache::builder()
            .max_capacity(ROOM)
            .weigher(move |key: &Key, bytes: &Arc<[u8]>| weight(&key.0, bytes))
            .build();
        let drawings = MokaCache::builder()
            .max_capacity(ROOM)
            .weigher(move |key: &String, bytes: &Arc<[u8]>| weight(key, bytes))
            .build();
        Self {
            made,
            drawings,
            drawing: Arc::new(Semaphore::new(pictures)),
            decoding: Arc::new(Semaphore::new(1)),
            receiving: Arc::new(Semaphore::new(RECEIVED_AT_ONCE)),
        }
    }

    /// Waits for a permit to render. Dropping the future leaves the queue.
    pub async fn room(&self) -> Result<OwnedSemaphorePermit, InternalError> {
        permit(&self.drawing).await
    }

    /// Waits for the permit to decode an upload.
    pub async fn decoder(&self) -> Result<OwnedSemaphorePermit, InternalError> {
        permit(&self.decoding).await
    }

    /// Waits for a permit to receive an upload.
    pub async fn receiver(&self) -> Result<OwnedSemaphorePermit, InternalError> {
        permit(&self.receiving).await
    }
}

async fn permit(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, InternalError> {
    // The semaphores are never closed.
    let permit = Arc::clone(of).acquire_owned().await;
    permit.map_err(|e| InternalError::Drawing(e.to_string()))
}

/// Runs picture work on a blocking thread, so that it holds up no request. The permit is released
/// when the work is done, even if nobody waits for the result any more.
pub async fn draw_in<T: Send + 'static>(
    room: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, InternalError> + Send + 'static,
) -> Result<T, InternalError> {
    let done = tokio::task::spawn_blocking(move || {
        let _room = room;
        work()
    });
    done.await?
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };
    use tokio::{runtime::Handle, sync::Notify, task::JoinSet, time::timeout};

    /// Fails a test that is stuck.
    const STUCK: Duration = Duration::from_secs(30);

    /// Six renderings with three permits: three start together, and the others only after them.
    #[tokio::test]
    async fn concurrent_renderings_are_limited() {
        let cache = Arc::new(Cache::drawing_at_once(3));
        let (entered, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (running, max_running) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut drawings = JoinSet::new();
        for _ in 0..6 {
            let (cache, entered, gate) =
                (Arc::clone(&cache), Arc::clone(&entered), Arc::clone(&gate));
            let (running, max_running) = (Arc::clone(&running), Arc::clone(&max_running));
            drawings.spawn(async move {
                let work = move || {
                    max_running
                        .fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    entered.add_permits(1);
                    Handle::current()
                        .block_on(timeout(STUCK, gate.acquire()))
                        .unwrap()
                        .unwrap()
                        .forget();
                    running.fetch_sub(1, Ordering::SeqCst);
                    Ok(())
                };
                draw_in(cache.room().await.unwrap(), work).await.unwrap();
            });
        }
        for _ in 0..2 {
            // The test's only async thread is free while three are rendering.
            timeout(STUCK, entered.acquire_many(3)).await.unwrap().unwrap().forget();
            gate.add_permits(3);
        }
        timeout(STUCK, drawings.join_all()).await.unwrap();
        assert_eq!(max_running.load(Ordering::SeqCst), 3);
    }

    /// An aborted waiter leaves no trace in the queue; a rendering in progress keeps its permit to
    /// the end.
    #[tokio::test]
    async fn an_aborted_waiter_leaves_the_queue() {
        let cache = Arc::new(Cache::drawing_at_once(1));
        let (entered, end) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
        let room = cache.room().await.unwrap();
        let (started, gate) = (Arc::clone(&entered), Arc::clone(&end));
        let drawing = tokio::spawn(draw_in(room, move || {
            started.notify_one();
            Handle::current().block_on(timeout(STUCK, gate.acquire())).unwrap().unwrap().forget();
            Ok(())
        }));
        timeout(STUCK, entered.notified()).await.unwrap();
        let waiting = tokio::spawn({
            let cache = Arc::clone(&cache);
            async move { cache.room().await.map(drop) }
        });
        tokio::task::yield_now().await;
        for task in [waiting.abort_handle(), drawing.abort_handle()] {
            task.abort();
        }
        assert!(
            waiting.await.unwrap_err().is_cancelled() && drawing.await.unwrap_err().is_cancelled()
        );
        assert_eq!(cache.drawing.available_permits(), 0, "it is still being drawn");
        end.add_permits(1);
        drop(timeout(STUCK, cache.room()).await.unwrap().unwrap());
        assert_eq!(cache.drawing.available_permits(), 1);
    }
}
