//! Lets requests in by what they are for, and reads their bodies before they take up room.

use crate::{
    State,
    http::{Failure, extract::client},
    limits::admission::{BODY_TIME, Held, SMALL},
};
use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request, State as Extract},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::panic::resume_unwind;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};
use tracing::Instrument;

/// What room a request takes until it is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// None, or the handler asks for it itself, as for pages that may come from the cache.
    Own,
    /// None, but the body of a post is read before anything else is done.
    Body,
    /// That of browsing: searches, lists.
    Browsing,
    /// That of buying: cart, checkout before it costs anything, looks at orders.
    Buying,
    /// That of placing: what asks the payment provider.
    Placing,
}

impl Room {
    /// Whether what takes it is about one person.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Buying | Self::Placing)
    }
}

/// The request with all of its body read. Whoever sends slowly, or nothing at all, must not hold
/// room meanwhile.
///
/// What is small is read beside everything else; of what is large, or does not say how large it is,
/// only so many are held at once, so that no crowd of them fills the memory.
async fn whole(state: &State, request: Request) -> Result<(Request, Option<Held<'_>>), Failure> {
    let large = request.body().size_hint().exact().is_none_or(|size| size > SMALL);
    let held = if large {
        let held = state.admission.large_body(client(&request, state)).await;
        Some(held.ok_or_else(|| Failure::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5))?)
    } else {
        None
    };
    let (parts, body) = request.into_parts();
    let head = parts.clone();
    let read = Bytes::from_request(Request::from_parts(parts, body), &());
    let bytes =
        timeout(BODY_TIME, read).await.map_err(|_| Failure::of(StatusCode::REQUEST_TIMEOUT))?;
    Ok((Request::from_parts(head, bytes.map_err(|e| Failure::of(e.status()))?.into()), held))
}

/// Answers a request though its client may go away meanwhile: what was asked of the payment provider
/// is finished. The permit is held until then, so that clients that hang up have no more work under
/// way than there is room for.
async fn to_the_end(permit: OwnedSemaphorePermit, request: Request, next: Next) -> Response {
    let work = async move {
        let response = next.run(request).await;
        drop(permit);
        response
    };
    tokio::spawn(work.in_current_span()).await.unwrap_or_else(|error| {
        match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is going away.
            Err(_) => Failure::of(StatusCode::SERVICE_UNAVAILABLE).into_response(),
        }
    })
}

/// Lets a request in once there is room.
pub async fn admit(
    Extract((state, room)): Extract<(State, Room)>,
    request: Request,
    next: Next,
) -> Response {
    let answered = async {
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        let (request, _held) = if looks { (request, None) } else { whole(&state, request).await? };
        let _permit = match room {
            Room::Own | Room::Body => None,
            Room::Browsing => return state.admission.browse(next.run(request)).await,
            Room::Buying => Some(state.admission.buy().await?),
            Room::Placing => {
                return Ok(to_the_end(state.admission.place().await?, request, next).await);
            }
        };
        Ok(next.run(request).await)
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}
