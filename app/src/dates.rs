//! Dates as text, from the message files.

use time::{Date, Weekday};
use views::withdrawal::LocalTime;

/// "Tuesday, 24 November"
pub(crate) fn with_weekday(date: Date) -> String {
    t!(
        "date-with-weekday",
        weekday = weekday(date.weekday()),
        day = date.day(),
        month = month(date.month().into())
    )
}

/// "24 November 2026"
pub(crate) fn with_year(date: Date) -> String {
    t!("date-with-year", day = date.day(), month = month(date.month().into()), year = date.year())
}

/// "24 November"
pub(crate) fn in_year(date: Date) -> String {
    t!("date-in-year", day = date.day(), month = month(date.month().into()))
}

/// "27 November 2026, 14:05 (Central European time)"
#[must_use]
pub fn local_time(at: &LocalTime) -> String {
    let time = format!("{:02}:{:02}", at.time.hour(), at.time.minute());
    t!("date-with-time", date = with_year(at.time.date()), time = time, zone = at.zone.as_str())
}

/// The name of a month from 1 to 12: "November"; nothing for any other number.
pub(crate) fn month(month: u8) -> &'static str {
    match month {
        1 => t!("month-1"),
        2 => t!("month-2"),
        3 => t!("month-3"),
        4 => t!("month-4"),
        5 => t!("month-5"),
        6 => t!("month-6"),
        7 => t!("month-7"),
        8 => t!("month-8"),
        9 => t!("month-9"),
        10 => t!("month-10"),
        11 => t!("month-11"),
        12 => t!("month-12"),
        _ => "",
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t!("weekday-1"),
        Weekday::Tuesday => t!("weekday-2"),
        Weekday::Wednesday => t!("weekday-3"),
        Weekday::Thursday => t!("weekday-4"),
        Weekday::Friday => t!("weekday-5"),
        Weekday::Saturday => t!("weekday-6"),
        Weekday::Sunday => t!("weekday-7"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(with_weekday(date!(2026 - 11 - 24)), "Tuesday, 24 November");
        assert_eq!(with_year(date!(2026 - 11 - 01)), "1 November 2026");
        assert_eq!(in_year(date!(2026 - 12 - 09)), "9 December");
    }

    #[test]
    fn a_time_names_its_zone() {
        let at = LocalTime { time: datetime!(2026-11-27 09:05), zone: "UK time".to_owned() };
        assert_eq!(local_time(&at), "27 November 2026, 09:05 (UK time)");
    }

    #[test]
    fn every_month_and_weekday_has_its_name() {
        let days = (1..=365).filter_map(|day| Date::from_ordinal_date(2026, day).ok());
        for day in days {
            // These names are English.
            let text = format!("{}, {} {}", day.weekday(), day.day(), day.month());
            assert_eq!(with_weekday(day), text);
        }
    }
}
