//! Responses that are not written completely yet.

use crate::limits::per_client::Counted;
use axum::body::{Body, Bytes, HttpBody};
use hyper::{
    Response,
    body::{Frame, SizeHint},
};
use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

/// Responses on a connection whose last bytes have not been written yet, with the counters they
/// hold.
#[derive(Clone, Default)]
pub(super) struct Unwritten {
    /// Those whose body has ended.
    ended: Arc<Mutex<Vec<InProgress>>>,
    /// Responses in progress on all connections.
    all: Arc<AtomicUsize>,
}

/// A response from its head until its last bytes are written.
struct InProgress {
    all: Arc<AtomicUsize>,
    _client: Option<Arc<Counted>>,
}

impl Drop for InProgress {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Unwritten {
    pub(super) fn of(all: &Arc<AtomicUsize>) -> Self {
        Self { ended: Arc::default(), all: Arc::clone(all) }
    }

    /// Counts the response.
    pub(super) fn track(&self, response: Response<Body>) -> Response<Body> {
        let (mut parts, body) = response.into_parts();
        let client = parts.extensions.remove::<Arc<Counted>>();
        self.all.fetch_add(1, Ordering::Relaxed);
        let in_progress = InProgress { all: Arc::clone(&self.all), _client: client };
        Response::from_parts(
            parts,
            Body::new(Tracked { body, in_progress: Some(in_progress), unwritten: self.clone() }),
        )
    }

    /// Number of responses in progress on all connections.
    pub(super) fn in_progress(&self) -> usize {
        self.all.load(Ordering::Relaxed)
    }

    /// Marks all bytes of the ended bodies as written.
    pub(super) fn written(&self) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A body that counts until its bytes are written, which is after its end.
struct Tracked {
    body: Body,
    in_progress: Option<InProgress>,
    unwritten: Unwritten,
}

impl HttpBody for Tracked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        self.unwritten
            .ended
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(self.in_progress.take());
    }
}
