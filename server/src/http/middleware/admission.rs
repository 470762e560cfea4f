//! Admits requests by their purpose, and reads their bodies before they take a slot.

use crate::{
    State,
    http::{HttpError, extract::client},
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

/// The slot that a request takes until it is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// None, or the handler takes one itself, as for pages that may be cached.
    Own,
    /// None, but the body of a POST is read first.
    Body,
    /// None. For the desk, whose guard reads the body of a POST: few people, and every page is
    /// personal.
    Desk,
    /// None, and the handler reads the body of a POST as it arrives: uploads of the desk.
    Upload,
    /// A browsing slot: searches, lists.
    Browsing,
    /// A buying slot: cart, checkout before payment, order views.
    Buying,
    /// A placing slot: calls of the payment provider.
    Placing,
}

impl Room {
    /// Whether such requests are personal.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Buying | Self::Placing | Self::Desk | Self::Upload)
    }
}

/// Reads the whole body of a request, so that a client that sends slowly or nothing does not hold a
/// slot meanwhile.
///
/// Small bodies are read without limit. Of those that are large or of unknown length, only a
/// limited number is held in memory at once.
pub(in crate::http) async fn whole(
    state: &State,
    request: Request,
) -> Result<(Request, Option<Held<'_>>), HttpError> {
    let large = request.body().size_hint().exact().is_none_or(|size| size > SMALL);
    let held = if large {
        let held = state.admission.large_body(client(&request, state)).await;
        Some(held.ok_or_else(|| HttpError::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5))?)
    } else {
        None
    };
    let (parts, body) = request.into_parts();
    let head = parts.clone();
    let read = Bytes::from_request(Request::from_parts(parts, body), &());
    let bytes =
        timeout(BODY_TIME, read).await.map_err(|_| HttpError::of(StatusCode::REQUEST_TIMEOUT))?;
    Ok((Request::from_parts(head, bytes.map_err(|e| HttpError::of(e.status()))?.into()), held))
}

/// Completes a request even if its client disconnects, so that a call of the payment provider is
/// finished. The permit is held until then, so that disconnected clients cannot exceed the number
/// of slots.
async fn to_the_end(permit: OwnedSemaphorePermit, request: Request, next: Next) -> Response {
    let work = async move {
        let response = next.run(request).await;
        drop(permit);
        response
    };
    tokio::spawn(work.in_current_span()).await.unwrap_or_else(|error| {
        match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is shutting down.
            Err(_) => HttpError::of(StatusCode::SERVICE_UNAVAILABLE).into_response(),
        }
    })
}

/// Admits a request once a slot is free.
pub async fn admit(
    Extract((state, room)): Extract<(State, Room)>,
    request: Request,
    next: Next,
) -> Response {
    let answered = async {
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        let (request, _held) = if looks { (request, None) } else { whole(&state, request).await? };
        let _permit = match room {
            Room::Own | Room::Body | Room::Desk | Room::Upload => None,
            Room::Browsing => {
                let admitted = state.admission.browse(next.run(request)).await;
                return admitted.map_err(HttpError::from);
            }
            Room::Buying => Some(state.admission.buy().await?),
            Room::Placing => {
                return Ok(to_the_end(state.admission.place().await?, request, next).await);
            }
        };
        Ok(next.run(request).await)
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}
