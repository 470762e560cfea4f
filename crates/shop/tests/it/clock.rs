//! The warehouse's time.

use shop::Clock;
use std::sync::{Arc, atomic::AtomicI64};
use time::{
    Date,
    macros::{date, datetime},
};

fn local(at: time::OffsetDateTime) -> (Date, u8) {
    Clock::Fixed(Arc::new(AtomicI64::new(at.unix_timestamp() * 1000))).local()
}

#[test]
fn summer_and_winter() {
    let table = [
        (datetime!(2026-11-20 09:00 UTC), date!(2026 - 11 - 20), 10),
        (datetime!(2026-11-20 23:00 UTC), date!(2026 - 11 - 21), 0),
        (datetime!(2026-07-01 12:00 UTC), date!(2026 - 07 - 01), 14),
        (datetime!(2026-12-31 23:30 UTC), date!(2027 - 01 - 01), 0),
        // Last Sunday of March and of October 2026, at 01:00 UTC.
        (datetime!(2026-03-29 00:59:59 UTC), date!(2026 - 03 - 29), 1),
        (datetime!(2026-03-29 01:00 UTC), date!(2026 - 03 - 29), 3),
        (datetime!(2026-10-25 00:59:59 UTC), date!(2026 - 10 - 25), 2),
        (datetime!(2026-10-25 01:00 UTC), date!(2026 - 10 - 25), 2),
        (datetime!(1970-01-01 00:00 UTC), date!(1970 - 01 - 01), 1),
    ];
    for (utc, date, hour) in table {
        assert_eq!(local(utc), (date, hour), "{utc}");
    }
}
