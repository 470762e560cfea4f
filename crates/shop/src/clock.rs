//! The time, so that tests can set it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset, Weekday};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// Unix milliseconds that a test sets.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Unix milliseconds, UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => {
                SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }

    /// Day and hour in the shop's own time zone.
    #[must_use]
    pub fn local(&self) -> (Date, u8) {
        local(self.now())
    }
}

/// Central European time with summer time from the last Sunday of March to the last of October, 01:00 UTC (directive 2000/84/EC): the
/// time zone of the warehouse.
pub(crate) fn local(unix_milliseconds: i64) -> (Date, u8) {
    let utc = OffsetDateTime::from_unix_timestamp(unix_milliseconds.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let change = |month: Month| {
        let last = Date::from_calendar_date(utc.year(), month, 31).unwrap_or(Date::MIN);
        let back = (last.weekday().number_days_from_sunday()) as i64;
        debug_assert!(last.checked_sub(Duration::days(back)).is_some_and(|d| d.weekday() == Weekday::Sunday));
        last.checked_sub(Duration::days(back)).unwrap_or(last).midnight().assume_utc() + Duration::HOUR
    };
    let summer = (change(Month::March)..change(Month::October)).contains(&utc);
    let local = utc.to_offset(UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).unwrap_or(UtcOffset::UTC));
    (local.date(), local.hour())
}
