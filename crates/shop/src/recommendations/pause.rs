//! A pause after a read that was late or failed.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long no recommendations are read after a read was late or failed. A statement that hangs
/// keeps its connection; without a pause, each page would take another one until none is left.
const LENGTH: Duration = Duration::from_secs(2);

/// Whether recommendations are read at the moment.
#[derive(Debug, Default)]
pub(crate) struct Pause(Mutex<Option<Instant>>);

impl Pause {
    /// Begins a pause.
    pub(super) fn begin(&self) {
        let end = Instant::now().checked_add(LENGTH);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = end;
    }

    /// Whether there is one now.
    pub(super) fn is_on(&self) -> bool {
        let end = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        end.is_some_and(|end| Instant::now() < end)
    }
}
