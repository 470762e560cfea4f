//! Requests refused because the database is unavailable.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// After this long without such a refusal, the next one starts a new outage.
const QUIET: Duration = Duration::from_secs(60);

/// When a request was last refused for this reason.
struct Refused(Option<Instant>);

impl Refused {
    /// Records a refusal and returns whether it is the first of an outage.
    fn begins(&mut self, now: Instant) -> bool {
        let before = self.0.replace(now);
        before.is_none_or(|before| now.saturating_duration_since(before) >= QUIET)
    }
}

/// Counts a request refused because the database is unavailable, and logs one warning per outage
/// rather than per request.
pub(super) fn unavailable(error: &dyn std::fmt::Display) {
    static REFUSED: Mutex<Refused> = Mutex::new(Refused(None));
    metrics::counter!("perigee_refused_database_total").increment(1);
    if REFUSED.lock().unwrap_or_else(PoisonError::into_inner).begins(Instant::now()) {
        tracing::warn!(%error, "database not available; requests are refused with 503 \
                                (perigee_refused_database_total counts them)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_warned_of_once_however_long_it_lasts() {
        let (start, mut refused) = (Instant::now(), Refused(None));
        assert!(refused.begins(start));
        for refusal in 1..=600 {
            assert!(!refused.begins(start + Duration::from_secs(refusal * 59)), "{refusal}");
        }
        let end = start + Duration::from_secs(600 * 59);
        assert!(refused.begins(end + QUIET), "the next outage");
        assert!(!refused.begins(start), "a clock that is read late");
    }
}
