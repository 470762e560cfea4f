//! How much is worked on at once. Under more load than there is room for, requests wait a little
//! and are then refused at little cost, so that those that are let in are answered as fast as ever;
//! and looking at pages has less room than buying, so that checkout goes first. What waits for the
//! payment provider has room of its own: a provider that answers slowly fills that, and keeps
//! nobody from their cart.
//!
//! Pages are rendered by threads of their own. On those that talk to clients they would stand in
//! one queue with the answers to the many who are refused, so that the more are refused the fewer
//! are answered; and whoever buys would wait for their processor.

use crate::http::Failure;
use axum::http::StatusCode;
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

/// How much longer than browsing buying and placing may wait.
const PATIENCE: u32 = 10;
/// Bodies up to this many bytes are read at once.
pub const SMALL: u64 = 16 << 10;
/// Largest body of a form or a call, whatever the setting for bodies says.
pub const LARGEST_FORM: usize = 64 << 10;
/// How many bodies larger than [`SMALL`] are held in memory at once, until the request is answered;
/// more wait.
const LARGE_BODIES: usize = 128;
/// How many of these one client has; its others wait, and hold up nobody else's.
const LARGE_BODIES_OF_ONE: usize = 8;
/// Longest time for the body of a request that buys.
pub const BODY_TIME: Duration = Duration::from_secs(10);
/// After how many seconds who was refused may come again, one after the other: told the same, all
/// would come at once.
const RETRY_AFTER: RangeInclusive<u32> = 1..=5;

/// What a request is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Pages that are rendered anew, searches, lists. Pages from the cache need no room.
    Browsing,
    /// Cart, checkout before it costs anything, looks at orders.
    Buying,
    /// What asks the payment provider: a card, an order.
    Placing,
}

impl Purpose {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Browsing, Self::Buying, Self::Placing];

    /// As the metrics call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browsing => "browsing",
            Self::Buying => "buying",
            Self::Placing => "placing",
        }
    }
}

/// Where pages are rendered and searches made: first come first served, so many at once.
#[derive(Debug)]
struct Pages {
    threads: Handle,
    /// There until it is dropped.
    runtime: Option<Runtime>,
    room: Arc<Semaphore>,
    most: usize,
    /// Being made or waiting.
    asked_for: AtomicUsize,
}

impl Pages {
    fn new(most: usize, cores: usize) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            // As many as talk to clients: more would keep those from sending what is made, and
            // everybody waits for that.
            .worker_threads(cores)
            .thread_name("perigee-pages")
            .on_thread_start(shop::mark_cpu_bound)
            .build()?;
        let (threads, room) = (runtime.handle().clone(), Arc::new(Semaphore::new(most)));
        Ok(Self { threads, runtime: Some(runtime), room, most, asked_for: AtomicUsize::new(0) })
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // Waiting for what is being made is not possible where this may be dropped.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// One who asked for a page, until answered, refused or gone.
struct Asking<'a>(&'a Pages);

impl<'a> Asking<'a> {
    /// With whether there is room at once.
    fn new(pages: &'a Pages) -> (Self, bool) {
        let before = pages.asked_for.fetch_add(1, Ordering::AcqRel);
        (Self(pages), before < pages.most)
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.asked_for.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Ends a task when it is dropped: nobody renders, or waits for the database, for who is no longer
/// there.
struct Ending(AbortHandle);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A future that belongs to one runtime and is computed by another. Its connections to the database
/// and its clocks stay with the first, to the last: what it leaves when it is dropped half-way, as
/// connections that go back to their pool, is that one's too.
struct Of<F> {
    home: Handle,
    work: Option<Pin<Box<F>>>,
}

impl<F: Future> Of<Instrumented<F>> {
    /// What belongs to the runtime, and to the span, that this is called in.
    fn here(work: F) -> Self {
        Self { home: Handle::current(), work: Some(Box::pin(work.instrument(Span::current()))) }
    }
}

impl<F> Drop for Of<F> {
    fn drop(&mut self) {
        let _home = self.home.enter();
        self.work = None;
    }
}

impl<F: Future> Future for Of<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { home, work } = &mut *self;
        let _home = home.enter();
        // Nobody asks after it is made.
        work.as_mut().map_or(Poll::Pending, |work| work.as_mut().poll(context))
    }
}

/// Room for bodies above [`SMALL`], which a form or an order of a shopper never has: for all
/// clients together and for each of them.
#[derive(Debug)]
struct Bodies {
    room: Semaphore,
    clients: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// One client's share of the room; forgotten when nobody uses it.
struct Share<'a> {
    bodies: &'a Bodies,
    client: IpAddr,
    room: Arc<Semaphore>,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let mut clients = self.bodies.clients.lock().unwrap_or_else(PoisonError::into_inner);
        // This one and the one in the map.
        if Arc::strong_count(&self.room) <= 2 {
            clients.remove(&self.client);
        }
    }
}

/// The room that one body has. Given back from top to bottom.
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

/// The room there is.
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

fn refused(purpose: Purpose) -> Failure {
    metrics::counter!("perigee_refused_busy_total", "purpose" => purpose.name()).increment(1);
    Failure::of(StatusCode::SERVICE_UNAVAILABLE)
        .because(app::word("busy"))
        .retry_after(retry_after())
}

impl Admission {
    /// Room for so many requests of each purpose at once, and how long browsing waits for it. 0 for
    /// browsing is four for each core, which is each thread of the runtime that this is called in.
    ///
    /// # Errors
    /// When the system gives no threads.
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

    /// Does what somebody who browses asks for, once there is room. It ends when they go away.
    ///
    /// # Errors
    /// 503 when its turn does not come in time.
    pub async fn browse<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Failure> {
        let (_asking, has_room) = Asking::new(&self.pages);
        if !has_room && self.wait.is_zero() {
            return Err(refused(Purpose::Browsing));
        }
        let (begin, mut begun) = oneshot::channel();
        let room = Arc::clone(&self.pages.room);
        let work = Of::here(work);
        let made = self.pages.threads.spawn(async move {
            let _permit = room.acquire_owned().await;
            let _ = begin.send(());
            work.await
        });
        let _ending = Ending(made.abort_handle());
        if !has_room && timeout(self.wait, &mut begun).await.is_err() {
            return Err(refused(Purpose::Browsing));
        }
        made.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Failure::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(retry_after()),
        })
    }

    /// Room to buy until the permit is dropped.
    ///
    /// # Errors
    /// 503 when there is none in time.
    pub async fn buy(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.enter(&self.buying).await.ok_or_else(|| refused(Purpose::Buying))
    }

    /// Room to ask the payment provider until the permit is dropped. The permit is owned, so that
    /// it can go with work that outlives its request.
    ///
    /// # Errors
    /// 503 when there is none in time.
    pub async fn place(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let permit = timeout(self.wait * PATIENCE, Arc::clone(&self.placing).acquire_owned()).await;
        permit.ok().and_then(Result::ok).ok_or_else(|| refused(Purpose::Placing))
    }

    /// Room for a large body of a client, or of somebody without address; none in
    /// [`BODY_TIME`].
    pub async fn large_body(&self, client: Option<IpAddr>) -> Option<Held<'_>> {
        timeout(BODY_TIME, self.bodies.hold(client)).await.ok().flatten()
    }

    async fn enter<'a>(&self, room: &'a Semaphore) -> Option<SemaphorePermit<'a>> {
        match room.try_acquire() {
            Ok(permit) => Some(permit),
            Err(_) => timeout(self.wait * PATIENCE, room.acquire()).await.ok()?.ok(),
        }
    }
}
