//! Admission control: limits on concurrent work. Under overload, requests queue briefly and are
//! then refused cheaply, so admitted requests stay fast. Browsing has fewer slots than buying, so
//! checkout takes priority. Requests that wait for the payment provider have their own slots, so a
//! slow provider does not block carts.
//!
//! Pages are rendered on dedicated threads. On the threads that handle connections, they would
//! share a queue with the refusals, so throughput would fall as the number of refusals rises, and
//! buying requests would wait for rendering.

use std::{
    collections::HashMap,
    future::Future,
    io,
    net::IpAddr,
    ops::RangeInclusive,
    panic::resume_unwind,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit, oneshot},
    task::AbortHandle,
    time::timeout,
};
use tracing::{Instrument, Span, instrument::Instrumented};

/// How much longer buying and placing requests may queue than browsing.
const QUEUE_FACTOR: u32 = 10;
/// Bodies up to this many bytes are read without a slot.
pub const SMALL: u64 = 16 << 10;
/// Maximum body of a form or API call, whatever the setting for bodies says.
pub const LARGEST_FORM: usize = 64 << 10;
/// Maximum body of a form of the desk: a product with many variants and long texts.
pub const LARGEST_DESK_FORM: usize = 1 << 20;
/// Number of bodies larger than [`SMALL`] held in memory until their request is answered; further
/// ones wait.
const LARGE_BODIES: usize = 128;
/// Of these, the limit per client; a client's further ones wait without blocking other clients.
const LARGE_BODIES_OF_ONE: usize = 8;
/// Timeout for reading the body of a buying request.
pub const BODY_TIME: Duration = Duration::from_secs(10);
/// Values of `Retry-After` in seconds, used in turn: with a single value, all refused clients would
/// retry at once.
const RETRY_AFTER: RangeInclusive<u32> = 1..=5;

/// The purpose of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Rendered pages, searches, lists. Cached pages need no slot.
    Browsing,
    /// Cart, checkout before payment, order views.
    Buying,
    /// Requests that call the payment provider: a card, an order.
    Placing,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 3] = [Self::Browsing, Self::Buying, Self::Placing];

    /// Its label in the metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browsing => "browsing",
            Self::Buying => "buying",
            Self::Placing => "placing",
        }
    }
}

/// Renders pages and runs searches: first come, first served, with limited concurrency.
#[derive(Debug)]
struct Pages {
    threads: Handle,
    /// `Some` until dropped.
    runtime: Option<Runtime>,
    room: Arc<Semaphore>,
    max: usize,
    /// In progress or queued.
    requested: AtomicUsize,
}

impl Pages {
    fn new(max: usize, cores: usize) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            // As many as the connection threads: more would slow down sending the responses.
            .worker_threads(cores)
            .thread_name("perigee-pages")
            .on_thread_start(shop::mark_cpu_bound)
            .build()?;
        let (threads, room) = (runtime.handle().clone(), Arc::new(Semaphore::new(max)));
        Ok(Self { threads, runtime: Some(runtime), room, max, requested: AtomicUsize::new(0) })
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // Dropping may happen in an async context, where waiting for the work is not possible.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A browsing request, until it is answered, refused or disconnected.
struct BrowsingRequest<'a>(&'a Pages);

impl<'a> BrowsingRequest<'a> {
    /// Returns it with whether a slot is free at once.
    fn new(pages: &'a Pages) -> (Self, bool) {
        let before = pages.requested.fetch_add(1, Ordering::AcqRel);
        (Self(pages), before < pages.max)
    }
}

impl Drop for BrowsingRequest<'_> {
    fn drop(&mut self) {
        self.0.requested.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Aborts a task when dropped, so no work continues for a disconnected client.
struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A future that belongs to one runtime and is polled by another. Its database connections and
/// timers stay with the first, including what is left when it is dropped half-way, such as
/// connections that return to their pool.
struct OnRuntime<F> {
    home: Handle,
    work: Option<Pin<Box<F>>>,
}

impl<F: Future> OnRuntime<Instrumented<F>> {
    /// Ties a future to the runtime and span of the caller.
    fn current(work: F) -> Self {
        Self { home: Handle::current(), work: Some(Box::pin(work.instrument(Span::current()))) }
    }
}

impl<F> Drop for OnRuntime<F> {
    fn drop(&mut self) {
        let _home = self.home.enter();
        self.work = None;
    }
}

impl<F: Future> Future for OnRuntime<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { home, work } = &mut *self;
        let _home = home.enter();
        // Not polled again after completion.
        work.as_mut().map_or(Poll::Pending, |work| work.as_mut().poll(context))
    }
}

/// Slots for bodies above [`SMALL`], which forms and orders of shoppers never reach: in total and
/// per client.
#[derive(Debug)]
struct Bodies {
    room: Semaphore,
    clients: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// One client's slots; removed when unused.
struct Share<'a> {
    bodies: &'a Bodies,
    client: IpAddr,
    room: Arc<Semaphore>,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let mut clients = self.bodies.clients.lock().unwrap_or_else(PoisonError::into_inner);
        // This reference and the one in the map.
        if Arc::strong_count(&self.room) <= 2 {
            clients.remove(&self.client);
        }
    }
}

/// The slots of one body, released from top to bottom.
pub struct Held<'a> {
    _room: SemaphorePermit<'a>,
    _own: Option<(OwnedSemaphorePermit, Share<'a>)>,
}

impl Bodies {
    fn share(&self, client: IpAddr) -> Share<'_> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let room =
            clients.entry(client).or_insert_with(|| Arc::new(Semaphore::new(LARGE_BODIES_OF_ONE)));
        Share { bodies: self, client, room: Arc::clone(room) }
    }

    async fn hold(&self, client: Option<IpAddr>) -> Option<Held<'_>> {
        let own = match client {
            Some(client) => {
                let share = self.share(client);
                Some((Arc::clone(&share.room).acquire_owned().await.ok()?, share))
            }
            None => None,
        };
        Some(Held { _room: self.room.acquire().await.ok()?, _own: own })
    }
}

/// All admission limits.
#[derive(Debug)]
pub struct Admission {
    pages: Pages,
    buying: Semaphore,
    placing: Arc<Semaphore>,
    bodies: Bodies,
    wait: Duration,
}

fn retry_after() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    RETRY_AFTER.start()
        + NEXT.fetch_add(1, Ordering::Relaxed) % (RETRY_AFTER.end() - RETRY_AFTER.start() + 1)
}

/// Why a request was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AdmissionError {
    /// No slot became free in time.
    Busy {
        /// After how many seconds to retry.
        seconds: u32,
    },
    /// The server is shutting down.
    Stopping {
        /// After how many seconds to retry.
        seconds: u32,
    },
}

fn refused(purpose: Purpose) -> AdmissionError {
    metrics::counter!("perigee_refused_busy_total", "purpose" => purpose.name()).increment(1);
    AdmissionError::Busy { seconds: retry_after() }
}

impl Admission {
    /// Limits of concurrent requests by purpose, and the queue time of browsing. 0 for browsing
    /// means four per core, which is per thread of the calling runtime.
    ///
    /// # Errors
    /// If the system cannot create threads.
    pub fn new(browsing: usize, buying: usize, placing: usize, wait: Duration) -> io::Result<Self> {
        let cores = Handle::current().metrics().num_workers();
        Ok(Self {
            pages: Pages::new(if browsing == 0 { (4 * cores).max(8) } else { browsing }, cores)?,
            buying: Semaphore::new(buying),
            placing: Arc::new(Semaphore::new(placing)),
            bodies: Bodies { room: Semaphore::new(LARGE_BODIES), clients: Mutex::default() },
            wait,
        })
    }

    /// Runs the work of a browsing request once a slot is free. Aborts it if the client
    /// disconnects.
    ///
    /// # Errors
    /// If no slot becomes free in time.
    pub async fn browse<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, AdmissionError> {
        let (_request, has_room) = BrowsingRequest::new(&self.pages);
        if !has_room && self.wait.is_zero() {
            return Err(refused(Purpose::Browsing));
        }
        let (start, mut started) = oneshot::channel();
        let room = Arc::clone(&self.pages.room);
        let work = OnRuntime::current(work);
        let made = self.pages.threads.spawn(async move {
            let _permit = room.acquire_owned().await;
            let _ = start.send(());
            work.await
        });
        let _abort = AbortOnDrop(made.abort_handle());
        if !has_room && timeout(self.wait, &mut started).await.is_err() {
            return Err(refused(Purpose::Browsing));
        }
        made.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => AdmissionError::Stopping { seconds: retry_after() },
        })
    }

    /// A slot for buying, until the permit is dropped.
    ///
    /// # Errors
    /// If none becomes free in time.
    pub async fn buy(&self) -> Result<SemaphorePermit<'_>, AdmissionError> {
        self.enter(&self.buying).await.ok_or_else(|| refused(Purpose::Buying))
    }

    /// A slot for calling the payment provider, until the permit is dropped. The permit is owned,
    /// so it can move to work that outlives its request.
    ///
    /// # Errors
    /// If none becomes free in time.
    pub async fn place(&self) -> Result<OwnedSemaphorePermit, AdmissionError> {
        let permit =
            timeout(self.wait * QUEUE_FACTOR, Arc::clone(&self.placing).acquire_owned()).await;
        permit.ok().and_then(Result::ok).ok_or_else(|| refused(Purpose::Placing))
    }

    /// A slot for a large body of a client, or of one without an address; `None` after
    /// [`BODY_TIME`].
    pub async fn large_body(&self, client: Option<IpAddr>) -> Option<Held<'_>> {
        timeout(BODY_TIME, self.bodies.hold(client)).await.ok().flatten()
    }

    async fn enter<'a>(&self, room: &'a Semaphore) -> Option<SemaphorePermit<'a>> {
        match room.try_acquire() {
            Ok(permit) => Some(permit),
            Err(_) => timeout(self.wait * QUEUE_FACTOR, room.acquire()).await.ok()?.ok(),
        }
    }
}
