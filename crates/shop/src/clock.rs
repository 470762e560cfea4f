//! The clock, which tests can set.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

/// A source of time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system clock.
    #[default]
    System,
    /// Unix milliseconds set by a test.
    Fixed(Arc<AtomicI64>),
    /// Set by a test and advanced by one millisecond at each reading, to test what happens if time
    /// passes during a use case.
    Ticking(Arc<AtomicI64>),
}

impl Clock {
    /// The current time in Unix milliseconds (UTC).
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            // A machine whose clock is before 1970 shows that in every date.
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
            Self::Fixed(at) => at.load(Ordering::Relaxed),
            Self::Ticking(at) => at.fetch_add(1, Ordering::Relaxed),
        }
    }
}
