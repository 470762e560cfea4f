//! Times as a merchant types them: in the shop's zone, with the offset of that day.

use super::Problem;
use crate::{Context, Moments, TimeZone};
use time::{Date, Month, PrimitiveDateTime, Time};

/// A time in Unix milliseconds as a text: `2026-11-27T08:00+01:00`, with seconds if it has some.
pub(crate) fn text(at: i64, zone: &TimeZone) -> String {
    let local = zone.date_time(at);
    let (date, time) = (local.date(), local.time());
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.year(),
        u8::from(date.month()),
        date.day(),
        time.hour(),
        time.minute()
    );
    let (seconds, milliseconds) = (time.second(), at.rem_euclid(1000));
    if seconds > 0 || milliseconds > 0 {
        text.push_str(&format!(":{seconds:02}"));
    }
    if milliseconds > 0 {
        text.push_str(&format!(".{milliseconds:03}"));
    }
    text.push_str(&offset(zone.ahead(at)));
    text
}

fn offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The time of a text in Unix milliseconds; none if it is empty. Without an offset, it is the local
/// time in the shop's zone.
///
/// # Errors
/// If it is not a time, or clocks show it never or twice on that day.
pub fn read(text: &str, zone: &TimeZone) -> Result<Option<i64>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (local, milliseconds, ahead) = parts(text).ok_or(Problem::NotATime)?;
    if let Some(ahead) = ahead {
        let seconds = local.assume_utc().unix_timestamp() - ahead;
        return Ok(Some(seconds * 1000 + milliseconds));
    }
    match zone.moments(local) {
        Moments::Once(at) => Ok(Some(at + milliseconds)),
        Moments::Never => Err(Problem::NoSuchTime),
        Moments::Twice(first, second) => {
            Err(Problem::TimeTwice(self::text(first, zone), self::text(second, zone)))
        }
    }
}

/// The time of a field in Unix milliseconds; none if it is empty.
#[must_use]
pub fn moment(ctx: &Context, text: &str) -> Option<i64> {
    // Stored fields can be read.
    read(text, &ctx.zone()).ok().flatten()
}

/// Local date and time, milliseconds, and the offset in seconds if there is one.
fn parts(text: &str) -> Option<(PrimitiveDateTime, i64, Option<i64>)> {
    let (date, rest) = text.split_once(['T', ' '])?;
    let mut numbers = date.splitn(3, '-');
    let year: i32 = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: u8 = numbers.next()?.parse().ok()?;
    let day: u8 = numbers.next()?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let (clock, ahead) = match rest.find(['+', '-', 'Z']) {
        Some(at) => (rest.get(..at)?, Some(ahead(rest.get(at..)?)?)),
        None => (rest, None),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let milliseconds = match fraction.len() {
        0 => 0,
        1..=3 if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{fraction:0<3}").parse().ok()?
        }
        _ => return None,
    };
    let mut numbers = clock.splitn(3, ':');
    let hour: u8 = numbers.next()?.parse().ok()?;
    let minute: u8 = numbers.next()?.parse().ok()?;
    let second: u8 = numbers.next().map_or(Some(0), |second| second.parse().ok())?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some((PrimitiveDateTime::new(date, time), milliseconds, ahead))
}

/// An offset such as `+01:00`, in seconds.
fn ahead(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_offset = (0..=14).contains(&hours) && (0..60).contains(&minutes);
    is_offset.then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn times_are_local_and_right_at_clock_changes() {
        let zone = TimeZone::named("Europe/Berlin").unwrap();
        let winter = datetime!(2026-11-27 07:00 UTC).unix_timestamp() * 1000;
        let summer = datetime!(2026-07-01 06:00 UTC).unix_timestamp() * 1000;
        for (typed, at, shown) in [
            ("2026-11-27T08:00", winter, "2026-11-27T08:00+01:00"),
            ("2026-11-27 08:00", winter, "2026-11-27T08:00+01:00"),
            ("2026-11-27T02:00-05:00", winter, "2026-11-27T08:00+01:00"),
            ("2026-11-27T07:00Z", winter, "2026-11-27T08:00+01:00"),
            ("2026-07-01T08:00", summer, "2026-07-01T08:00+02:00"),
            ("2026-07-01T08:00:05", summer + 5_000, "2026-07-01T08:00:05+02:00"),
            ("2026-07-01T08:00:00.25", summer + 250, "2026-07-01T08:00:00.250+02:00"),
        ] {
            assert_eq!(read(typed, &zone), Ok(Some(at)), "{typed}");
            assert_eq!(text(at, &zone), shown);
            assert_eq!(read(shown, &zone), Ok(Some(at)), "{shown}");
        }
        assert_eq!(read("", &zone), Ok(None));
        assert_eq!(read("2026-03-29T02:30", &zone), Err(Problem::NoSuchTime));
        let (first, second) = ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00");
        let twice = Problem::TimeTwice(first.to_owned(), second.to_owned());
        assert_eq!(read("2026-10-25T02:30", &zone), Err(twice));
        let hour = read(second, &zone).unwrap().unwrap() - read(first, &zone).unwrap().unwrap();
        assert_eq!(hour, 3_600_000);
        for wrong in ["27.11.2026 08:00", "2026-11-27", "2026-02-30T08:00", "2026-11-27T25:00", "x"]
        {
            assert_eq!(read(wrong, &zone), Err(Problem::NotATime), "{wrong}");
        }
    }
}
