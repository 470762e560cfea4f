//! Time zones: what clocks show where the shop is.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// Names, rules and labels of the IANA time zone database.
const TABLE: &str = include_str!("../data/time-zones.csv");

/// A time zone by its rule for today and the years to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    label: String,
    /// Seconds ahead of UTC.
    standard: i64,
    summer: Option<Summer>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Summer {
    /// Seconds ahead of UTC.
    ahead: i64,
    begins: Change,
    ends: Change,
}

/// A day of every year, and the seconds after its midnight by the clock that is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Change {
    month: Month,
    /// The first, second … in the month; 5 is the last.
    week: u8,
    weekday: u8,
    seconds: i64,
}

impl Change {
    /// Reads `M3.5.0/2`.
    fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('/').unwrap_or((text, "2"));
        let mut parts = day.strip_prefix('M')?.split('.');
        let mut part = |most: u8| parts.next()?.parse::<u8>().ok().filter(|part| *part <= most);
        let (month, week, weekday) = (part(12)?, part(5).filter(|week| *week > 0)?, part(6)?);
        let month = Month::try_from(month).ok()?;
        parts.next().is_none().then_some(Self { month, week, weekday, seconds: seconds(time)? })
    }

    /// Seconds since 1970 on the clock that is changed.
    fn at(self, year: i32) -> Option<i64> {
        let first = Date::from_calendar_date(year, self.month, 1).ok()?;
        let ahead = (7 + self.weekday - first.weekday().number_days_from_sunday()) % 7;
        let mut day = first.checked_add(Duration::days(i64::from(ahead) + 7 * i64::from(self.week - 1)))?;
        while day.month() != self.month {
            day = day.checked_sub(Duration::WEEK)?;
        }
        Some(day.midnight().assume_utc().unix_timestamp() + self.seconds)
    }
}

/// Reads `2`, `-3:30` or `02:00:00`.
fn seconds(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut sum = 0;
    let mut parts = digits.split(':');
    for (unit, most) in [(3600, 167), (60, 59), (1, 59)] {
        let Some(part) = parts.next() else { break };
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sum += unit * part.parse::<i64>().ok().filter(|part| digits && *part <= most)?;
    }
    parts.next().is_none().then_some(sign * sum)
}

/// Splits off the name of a clock: letters, or anything in `<>`.
fn after_name(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('<') {
        return rest.split_once('>').map(|(_, rest)| rest);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (text.len() - rest.len() >= 3).then_some(rest)
}

/// Splits off an offset; west is positive in such rules.
fn after_offset(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !"+-:".contains(c)).unwrap_or(text.len());
    let (offset, rest) = text.split_at_checked(end)?;
    Some((-seconds(offset)?, rest))
}

impl Default for Zone {
    fn default() -> Self {
        Self::named("Europe/Berlin").unwrap_or(Self { label: "UTC".to_owned(), standard: 0, summer: None })
    }
}

impl Zone {
    /// A zone by its name in the IANA database, such as `Europe/Berlin`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut lines =
            TABLE.lines().map(|line| line.splitn(3, ';')).filter_map(|mut parts| Some((parts.next()?, parts.next()?, parts.next()?)));
        let (_, rule, label) = lines.find(|(known, _, label)| *known == name && *label != "label")?;
        Self::read(rule, label)
    }

    /// Reads a rule in the form of POSIX, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    fn read(rule: &str, label: &str) -> Option<Self> {
        let (standard, rest) = after_offset(after_name(rule)?)?;
        let label = label.to_owned();
        if rest.is_empty() {
            return Some(Self { label, standard, summer: None });
        }
        let rest = after_name(rest)?;
        let (ahead, rest) = if rest.starts_with(',') { (standard + 3600, rest) } else { after_offset(rest)? };
        let (begins, ends) = rest.strip_prefix(',')?.split_once(',')?;
        let summer = Summer { ahead, begins: Change::read(begins)?, ends: Change::read(ends)? };
        Some(Self { label, standard, summer: Some(summer) })
    }

    /// What the zone's time is called in a sentence: `Central European time`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How many seconds its clocks are ahead of UTC at a moment, in Unix milliseconds.
    #[must_use]
    pub fn ahead(&self, unix_milliseconds: i64) -> i64 {
        let now = unix_milliseconds.div_euclid(1000);
        let summer = || {
            let summer = self.summer.as_ref()?;
            let year = OffsetDateTime::from_unix_timestamp(now.saturating_add(self.standard)).ok()?.year();
            let (begins, ends) = (summer.begins.at(year)? - self.standard, summer.ends.at(year)? - summer.ahead);
            // Where seasons are the other way round, summer is what is not between its end and its beginning.
            let is_summer = if begins < ends { (begins..ends).contains(&now) } else { !(ends..begins).contains(&now) };
            is_summer.then_some(summer.ahead)
        };
        summer().unwrap_or(self.standard)
    }

    /// Day and hour on its clocks.
    #[must_use]
    pub fn local(&self, unix_milliseconds: i64) -> (Date, u8) {
        let local = self.date_time(unix_milliseconds);
        (local.date(), local.hour())
    }

    /// Date and time on its clocks.
    #[must_use]
    pub fn date_time(&self, unix_milliseconds: i64) -> PrimitiveDateTime {
        let seconds = unix_milliseconds.div_euclid(1000).saturating_add(self.ahead(unix_milliseconds));
        let local = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        PrimitiveDateTime::new(local.date(), local.time())
    }

    /// Unix milliseconds at the beginning of a day.
    #[must_use]
    pub fn midnight(&self, day: Date) -> i64 {
        let utc = PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_utc().unix_timestamp();
        let guess = utc.saturating_sub(self.standard).saturating_mul(1000);
        utc.saturating_sub(self.ahead(guess)).saturating_mul(1000)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn at(zone: &str, utc: OffsetDateTime) -> (Date, u8) {
        Zone::named(zone).unwrap().local(utc.unix_timestamp() * 1000)
    }

    #[test]
    fn every_zone_of_the_table_is_read() {
        let names: Vec<&str> = TABLE.lines().skip(3).filter_map(|line| line.split(';').next()).collect();
        assert!(names.len() > 400);
        for name in names {
            let zone = Zone::named(name).unwrap_or_else(|| panic!("{name}"));
            assert!(!zone.label().is_empty() && zone.ahead(0).abs() <= 14 * 3600, "{name}");
        }
        for name in ["", "name", "Berlin", "europe/berlin", "Europe/Berlin ", "CET-1CEST,M3.5.0,M10.5.0/3", "# Time zones by name"] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }

    #[test]
    fn rules_that_are_none() {
        for rule in [
            "",
            "C",
            "CET",
            "CET-1CEST",
            "CET-1CEST,M3.5.0",
            "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.0.0,M10.5.0",
            "CET-1x",
            "CET-1CEST,M3.5.7,M10.5.0",
            "CET-1CEST,J60,J300",
            "CET-1CEST,M3.5.0/x,M10.5.0",
        ] {
            assert_eq!(Zone::read(rule, ""), None, "{rule}");
        }
    }

    /// A second before and after both changes, in zones of each kind.
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
            // Summer at the turn of the year.
            ("Australia/Sydney", datetime!(2026-01-01 00:00 UTC), date!(2026 - 01 - 01), 11),
            ("Australia/Sydney", datetime!(2026-04-04 15:59:59 UTC), date!(2026 - 04 - 05), 2),
            ("Australia/Sydney", datetime!(2026-04-04 16:00 UTC), date!(2026 - 04 - 05), 2),
            ("Australia/Sydney", datetime!(2026-10-03 15:59:59 UTC), date!(2026 - 10 - 04), 1),
            ("Australia/Sydney", datetime!(2026-10-03 16:00 UTC), date!(2026 - 10 - 04), 3),
            // Half an hour, no summer time, and a change on the evening before.
            ("Asia/Kolkata", datetime!(2026-07-01 18:29 UTC), date!(2026 - 07 - 01), 23),
            ("Asia/Kolkata", datetime!(2026-07-01 18:30 UTC), date!(2026 - 07 - 02), 0),
            ("America/Nuuk", datetime!(2026-03-29 00:59:59 UTC), date!(2026 - 03 - 28), 22),
            ("America/Nuuk", datetime!(2026-03-29 01:00 UTC), date!(2026 - 03 - 29), 0),
        ] {
            assert_eq!(at(zone, utc), (day, hour), "{zone} {utc}");
        }
    }

    #[test]
    fn days_begin_at_midnight() {
        for (zone, day, utc) in [
            ("Europe/Berlin", date!(2026 - 01 - 01), datetime!(2025-12-31 23:00 UTC)),
            ("Europe/Berlin", date!(2026 - 07 - 01), datetime!(2026-06-30 22:00 UTC)),
            ("America/New_York", date!(2026 - 01 - 01), datetime!(2026-01-01 05:00 UTC)),
            ("Australia/Sydney", date!(2026 - 01 - 01), datetime!(2025-12-31 13:00 UTC)),
        ] {
            assert_eq!(Zone::named(zone).unwrap().midnight(day), utc.unix_timestamp() * 1000, "{zone} {day}");
        }
    }
}
