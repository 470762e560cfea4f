//! Time zones. Their rules come from the IANA database, which is built into the program.

use jiff::{Timestamp, civil::DateTime, tz::TimeZoneDatabase};
use std::sync::LazyLock;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

/// Names of some zones' local time.
const LABELS: &str = include_str!("../data/time-zones.csv");

/// Built in, since container images have no time zone files.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// When clocks show a local time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moments {
    /// Once, at this time in Unix milliseconds.
    Once(i64),
    /// Never: clocks are put forward over it.
    Never,
    /// Twice, since clocks are put back over it.
    Twice(i64, i64),
}

/// A time zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeZone {
    label: String,
    rules: jiff::tz::TimeZone,
}

impl Default for TimeZone {
    fn default() -> Self {
        // The database is built in and has this zone; a test finds it.
        Self::named("Europe/Berlin")
            .unwrap_or(Self { label: "UTC".to_owned(), rules: jiff::tz::TimeZone::UTC })
    }
}

impl TimeZone {
    /// Looks up a zone by its IANA name, such as `Europe/Berlin`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let rules = DATABASE.get(name).ok().filter(|rules| rules.iana_name() == Some(name))?;
        let known = LABELS
            .lines()
            .filter_map(|line| line.split_once(';'))
            .find(|(known, _)| *known == name);
        let city = || format!("{} time", name.rsplit('/').next().unwrap_or(name).replace('_', " "));
        Some(Self { label: known.map_or_else(city, |(_, label)| label.to_owned()), rules })
    }

    /// Its IANA name: `Europe/Berlin`.
    #[must_use]
    pub fn name(&self) -> &str {
        // Every zone is looked up by its name, and has it.
        self.rules.iana_name().unwrap_or("UTC")
    }

    /// The name of its local time: `Central European time`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The offset from UTC in seconds at a time in Unix milliseconds; 0 for a time outside the
    /// calendar's range.
    #[must_use]
    pub fn ahead(&self, unix_milliseconds: i64) -> i64 {
        let moment =
            Timestamp::from_millisecond(unix_milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.rules.to_offset(moment).seconds().into()
    }

    /// The local date and hour.
    #[must_use]
    pub fn local(&self, unix_milliseconds: i64) -> (Date, u8) {
        let local = self.date_time(unix_milliseconds);
        (local.date(), local.hour())
    }

    /// The local date and time; 1970 for a time outside the calendar's range.
    #[must_use]
    pub fn date_time(&self, unix_milliseconds: i64) -> PrimitiveDateTime {
        let seconds =
            unix_milliseconds.div_euclid(1000).saturating_add(self.ahead(unix_milliseconds));
        let local =
            OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        PrimitiveDateTime::new(local.date(), local.time())
    }

    /// When clocks show a local date and time.
    #[must_use]
    pub fn moments(&self, local: PrimitiveDateTime) -> Moments {
        let local = local.assume_utc().unix_timestamp();
        let ahead = |seconds: i64| self.ahead(seconds.saturating_mul(1000));
        // No zone changes its clocks twice within two days, and none is a day ahead.
        let (before, after) = (ahead(local - 86_400), ahead(local + 86_400));
        let moment = |offset: i64| Some(local - offset).filter(|at| ahead(*at) == offset);
        match (moment(before), moment(after)) {
            (Some(first), Some(second)) if first != second => {
                Moments::Twice(first * 1000, second * 1000)
            }
            (Some(at), _) | (None, Some(at)) => Moments::Once(at * 1000),
            (None, None) => Moments::Never,
        }
    }

    /// A local date and time in Unix milliseconds; none outside the calendar's range. A time that
    /// the clocks skip is as much later, and of one that comes twice it is the first.
    #[must_use]
    pub fn instant(&self, local: PrimitiveDateTime) -> Option<i64> {
        let (hour, minute, second) = local.as_hms();
        let date_time = DateTime::new(
            i16::try_from(local.year()).ok()?,
            i8::try_from(u8::from(local.month())).ok()?,
            i8::try_from(local.day()).ok()?,
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            0,
        );
        Some(self.rules.to_timestamp(date_time.ok()?).ok()?.as_millisecond())
    }

    /// The start of a day in Unix milliseconds.
    #[must_use]
    pub fn midnight(&self, day: Date) -> i64 {
        let utc = PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_utc().unix_timestamp();
        // The offset at midnight UTC is wrong only if it changes on that day; a second lookup
        // corrects this.
        let guess = utc.saturating_sub(self.ahead(utc.saturating_mul(1000)));
        utc.saturating_sub(self.ahead(guess.saturating_mul(1000))).saturating_mul(1000)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn at(zone: &str, utc: OffsetDateTime) -> (Date, u8) {
        TimeZone::named(zone).unwrap().local(utc.unix_timestamp() * 1000)
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        let names: Vec<&str> =
            LABELS.lines().skip(2).filter_map(|line| line.split(';').next()).collect();
        assert!(names.len() > 100);
        for name in names {
            let zone = TimeZone::named(name).unwrap();
            assert!(
                zone.name() == name && !zone.label().is_empty() && zone.ahead(0).abs() <= 14 * 3600,
                "{name}"
            );
        }
        for (name, label) in [
            ("Africa/Lagos", "Lagos time"),
            ("Asia/Ho_Chi_Minh", "Ho Chi Minh time"),
            ("Europe/London", "UK time"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(TimeZone::named(name).unwrap().label(), label);
        }
        for name in [
            "",
            "name",
            "Berlin",
            "europe/berlin",
            "Europe/Berlin ",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "# What",
        ] {
            assert_eq!(TimeZone::named(name), None, "{name}");
        }
    }

    /// A second before and after both clock changes, in zones of each kind.
    #[test]
    fn both_clock_changes() {
        for (zone, utc, day, hour) in [
            ("Europe/Berlin", datetime!(2026-03-29 00:59:59 UTC), date!(2026 - 03 - 29), 1),
            ("Europe/Berlin", datetime!(2026-03-29 01:00 UTC), date!(2026 - 03 - 29), 3),
            ("Europe/Berlin", datetime!(2026-10-25 00:59:59 UTC), date!(2026 - 10 - 25), 2),
            ("Europe/Berlin", datetime!(2026-10-25 01:00 UTC), date!(2026 - 10 - 25), 2),
            ("Europe/Berlin", datetime!(2026-12-31 23:30 UTC), date!(2027 - 01 - 01), 0),
            ("Europe/London", datetime!(2026-03-29 00:59:59 UTC), date!(2026 - 03 - 29), 0),
            ("Europe/London", datetime!(2026-03-29 01:00 UTC), date!(2026 - 03 - 29), 2),
            ("Europe/Dublin", datetime!(2026-07-01 12:00 UTC), date!(2026 - 07 - 01), 13),
            ("Europe/Dublin", datetime!(2026-12-01 12:00 UTC), date!(2026 - 12 - 01), 12),
            ("America/New_York", datetime!(2026-03-08 06:59:59 UTC), date!(2026 - 03 - 08), 1),
            ("America/New_York", datetime!(2026-03-08 07:00 UTC), date!(2026 - 03 - 08), 3),
            ("America/New_York", datetime!(2026-11-01 05:59:59 UTC), date!(2026 - 11 - 01), 1),
            ("America/New_York", datetime!(2026-11-01 06:00 UTC), date!(2026 - 11 - 01), 1),
            ("America/New_York", datetime!(2027-01-01 04:59 UTC), date!(2026 - 12 - 31), 23),
            // Summer time at the turn of the year.
            ("Australia/Sydney", datetime!(2026-01-01 00:00 UTC), date!(2026 - 01 - 01), 11),
            ("Australia/Sydney", datetime!(2026-04-04 15:59:59 UTC), date!(2026 - 04 - 05), 2),
            ("Australia/Sydney", datetime!(2026-04-04 16:00 UTC), date!(2026 - 04 - 05), 2),
            ("Australia/Sydney", datetime!(2026-10-03 15:59:59 UTC), date!(2026 - 10 - 04), 1),
            ("Australia/Sydney", datetime!(2026-10-03 16:00 UTC), date!(2026 - 10 - 04), 3),
            // A half-hour offset, no summer time, and a change on the evening before.
            ("Asia/Kolkata", datetime!(2026-07-01 18:29 UTC), date!(2026 - 07 - 01), 23),
            ("Asia/Kolkata", datetime!(2026-07-01 18:30 UTC), date!(2026 - 07 - 02), 0),
            ("America/Nuuk", datetime!(2026-03-29 00:59:59 UTC), date!(2026 - 03 - 28), 22),
            ("America/Nuuk", datetime!(2026-03-29 01:00 UTC), date!(2026 - 03 - 29), 0),
        ] {
            assert_eq!(at(zone, utc), (day, hour), "{zone} {utc}");
        }
    }

    /// What a sale that begins or ends on the night of a clock change is told.
    #[test]
    fn local_times_are_instants_on_both_clock_changes() {
        for (zone, local, utc) in [
            ("Europe/Berlin", datetime!(2026-11-27 00:00), datetime!(2026-11-26 23:00 UTC)),
            ("Europe/Berlin", datetime!(2026-03-29 01:59:59), datetime!(2026-03-29 00:59:59 UTC)),
            ("Europe/Berlin", datetime!(2026-03-29 02:30), datetime!(2026-03-29 01:30 UTC)),
            ("Europe/Berlin", datetime!(2026-03-29 03:00), datetime!(2026-03-29 01:00 UTC)),
            ("Europe/Berlin", datetime!(2026-10-25 02:30), datetime!(2026-10-25 00:30 UTC)),
            ("Europe/Berlin", datetime!(2026-10-25 03:00), datetime!(2026-10-25 02:00 UTC)),
            ("America/New_York", datetime!(2026-11-27 00:00), datetime!(2026-11-27 05:00 UTC)),
            ("Asia/Kolkata", datetime!(2026-07-02 00:00), datetime!(2026-07-01 18:30 UTC)),
        ] {
            let found = TimeZone::named(zone).unwrap().instant(local);
            assert_eq!(found, Some(utc.unix_timestamp() * 1000), "{zone} {local}");
        }
    }

    #[test]
    fn local_times_at_both_clock_changes() {
        let once = |utc: OffsetDateTime| Moments::Once(utc.unix_timestamp() * 1000);
        for (zone, local, expected) in [
            ("UTC", datetime!(2026-03-29 02:30), once(datetime!(2026-03-29 02:30 UTC))),
            ("Europe/Berlin", datetime!(2026-03-29 01:59), once(datetime!(2026-03-29 00:59 UTC))),
            ("Europe/Berlin", datetime!(2026-03-29 02:30), Moments::Never),
            ("Europe/Berlin", datetime!(2026-03-29 03:00), once(datetime!(2026-03-29 01:00 UTC))),
            ("Europe/Berlin", datetime!(2026-10-25 01:59), once(datetime!(2026-10-24 23:59 UTC))),
            (
                "Europe/Berlin",
                datetime!(2026-10-25 02:30),
                Moments::Twice(
                    datetime!(2026-10-25 00:30 UTC).unix_timestamp() * 1000,
                    datetime!(2026-10-25 01:30 UTC).unix_timestamp() * 1000,
                ),
            ),
            ("Europe/Berlin", datetime!(2026-10-25 03:00), once(datetime!(2026-10-25 02:00 UTC))),
            ("America/New_York", datetime!(2026-03-08 02:00), Moments::Never),
            (
                "America/New_York",
                datetime!(2026-11-01 12:00),
                once(datetime!(2026-11-01 17:00 UTC)),
            ),
            ("Australia/Sydney", datetime!(2026-10-04 02:59), Moments::Never),
            ("Asia/Kolkata", datetime!(2026-07-01 00:00), once(datetime!(2026-06-30 18:30 UTC))),
        ] {
            assert_eq!(TimeZone::named(zone).unwrap().moments(local), expected, "{zone} {local}");
        }
    }

    #[test]
    fn days_begin_at_midnight() {
        for (zone, day, utc) in [
            ("Europe/Berlin", date!(2026 - 01 - 01), datetime!(2025-12-31 23:00 UTC)),
            ("Europe/Berlin", date!(2026 - 07 - 01), datetime!(2026-06-30 22:00 UTC)),
            ("America/New_York", date!(2026 - 01 - 01), datetime!(2026-01-01 05:00 UTC)),
            ("Australia/Sydney", date!(2026 - 01 - 01), datetime!(2025-12-31 13:00 UTC)),
            ("Pacific/Kiritimati", date!(2026 - 01 - 01), datetime!(2025-12-31 10:00 UTC)),
            // Days on which the clocks change, after midnight.
            ("Europe/Berlin", date!(2026 - 03 - 29), datetime!(2026-03-28 23:00 UTC)),
            ("Europe/Berlin", date!(2026 - 10 - 25), datetime!(2026-10-24 22:00 UTC)),
        ] {
            assert_eq!(
                TimeZone::named(zone).unwrap().midnight(day),
                utc.unix_timestamp() * 1000,
                "{zone} {day}"
            );
        }
    }
}
