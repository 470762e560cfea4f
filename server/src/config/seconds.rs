//! Durations as settings: a number of seconds.

use std::time::Duration;

/// From 0 on.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = |_| "expected a number of seconds from 0 on, such as 30".to_owned();
    Duration::try_from_secs_f64(text.parse().map_err(|_| wrong(()))?).map_err(|_| wrong(()))
}

/// Above 0.
pub(super) fn some_seconds(text: &str) -> Result<Duration, String> {
    seconds(text)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "expected a number of seconds above 0, such as 30".to_owned())
}
