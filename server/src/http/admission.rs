//! How much is worked on at once. Under more load than there is room for, requests wait a little and are then refused at little cost, so
//! that those that are let in are answered as fast as ever; and looking at pages has less room than buying, so that checkout goes first.
//! What waits for the payment provider has room of its own: a provider that answers slowly fills that, and keeps nobody from their cart.

use super::Failure;
use crate::State;
use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request, State as Extract},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// How much longer than browsing buying and placing may wait.
const PATIENCE: u32 = 10;
/// Bodies up to this many bytes are read at once.
const SMALL: u64 = 16 << 10;
/// How many larger ones are held in memory at once, until the request is answered; more wait.
const LARGE_BODIES: usize = 32;
/// Longest time for the body of a request that buys.
const BODY_TIME: Duration = Duration::from_secs(10);
/// After how many seconds who was refused may come again.
const RETRY_AFTER: u32 = 2;

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

/// The room there is.
#[derive(Debug)]
pub struct Admission {
    browsing: Semaphore,
    buying: Semaphore,
    placing: Semaphore,
    /// For bodies above [`SMALL`]: what a form or an order of a shopper never has.
    bodies: Semaphore,
    wait: Duration,
}

impl Admission {
    /// Room for so many requests of each purpose at once, and how long browsing waits for it.
    #[must_use]
    pub fn new(browsing: usize, buying: usize, placing: usize, wait: Duration) -> Self {
        Self {
            browsing: Semaphore::new(browsing),
            buying: Semaphore::new(buying),
            placing: Semaphore::new(placing),
            bodies: Semaphore::new(LARGE_BODIES),
            wait,
        }
    }

    /// Room for one request until the permit is dropped.
    ///
    /// # Errors
    /// 503 when there is none in time.
    pub async fn enter(&self, purpose: Purpose) -> Result<SemaphorePermit<'_>, Failure> {
        let (room, wait, name) = match purpose {
            Purpose::Browsing => (&self.browsing, self.wait, "browsing"),
            Purpose::Buying => (&self.buying, self.wait * PATIENCE, "buying"),
            Purpose::Placing => (&self.placing, self.wait * PATIENCE, "placing"),
        };
        let permit = match room.try_acquire() {
            Ok(permit) => Some(permit),
            Err(_) => timeout(wait, room.acquire()).await.ok().and_then(Result::ok),
        };
        if let Some(permit) = permit {
            if purpose == Purpose::Browsing {
                // Rendering never waits for anything: without this the runtime would be the queue, one for all, in which nobody is refused
                // and buyers stand behind everybody. So those without room are found out, and wait here.
                tokio::task::yield_now().await;
            }
            return Ok(permit);
        }
        metrics::counter!("perigee_refused_busy_total", "purpose" => name).increment(1);
        let busy = Failure::of(StatusCode::SERVICE_UNAVAILABLE).because(app::word("busy"));
        Err(busy.retry_after(RETRY_AFTER))
    }
}

/// Lets in who buys.
pub(super) async fn buying(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    through(&state, Purpose::Buying, request, next).await
}

/// Lets in who asks the payment provider.
pub(super) async fn placing(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    through(&state, Purpose::Placing, request, next).await
}

/// Lets in who browses.
pub(super) async fn browsing(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    through(&state, Purpose::Browsing, request, next).await
}

/// Lets in calls of programs: whatever has to do with a cart buys, and checkout places.
pub(super) async fn calls(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let purpose = match request.uri().path() {
        path if !looks && path.ends_with("/checkout") => Purpose::Placing,
        path if !looks || path.ends_with("/cart") => Purpose::Buying,
        _ => Purpose::Browsing,
    };
    through(&state, purpose, request, next).await
}

/// The request with all of its body read. Whoever sends slowly, or nothing at all, must not hold room meanwhile.
///
/// What is small is read beside everything else; of what is large, or does not say how large it is, only so many are held at once, so that
/// no crowd of them fills the memory.
async fn whole(state: &State, request: Request) -> Result<(Request, Option<SemaphorePermit<'_>>), Failure> {
    let busy = |_| Failure::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5);
    let large = request.body().size_hint().exact().is_none_or(|size| size > SMALL);
    let held = if large { Some(timeout(BODY_TIME, state.admission.bodies.acquire()).await.map_err(busy)?) } else { None };
    let held = held.transpose().map_err(|_| Failure::of(StatusCode::SERVICE_UNAVAILABLE))?;
    let (parts, body) = request.into_parts();
    let head = parts.clone();
    let read = Bytes::from_request(Request::from_parts(parts, body), &());
    let bytes = timeout(BODY_TIME, read).await.map_err(|_| Failure::of(StatusCode::REQUEST_TIMEOUT))?;
    Ok((Request::from_parts(head, bytes.map_err(|e| Failure::of(e.status()))?.into()), held))
}

async fn through(state: &State, purpose: Purpose, request: Request, next: Next) -> Response {
    let entered = async {
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        let (request, held) = if looks { (request, None) } else { whole(state, request).await? };
        Ok::<_, Failure>((state.admission.enter(purpose).await?, request, held))
    };
    match entered.await {
        Ok((_permit, request, _held)) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}
