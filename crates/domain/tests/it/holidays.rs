//! Public holidays and working days: the built-in table compared with known dates, the table's
//! syntax, and delivery dates.

use crate::{delivery::parcel, zone_of, zones};
use domain::shipping::{
    ShippingMethod,
    calendar::{Calendar, ClosedDay, Holidays, HolidaysError, easter, orthodox_easter},
    dispatch_day,
};
use proptest::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use time::{
    Date, Duration, Month, Weekday,
    macros::{date, datetime},
};

/// The built-in table.
fn table() -> &'static Holidays {
    static TABLE: LazyLock<Holidays> =
        LazyLock::new(|| Holidays::read(include_str!("../../../shop/data/holidays.csv")).unwrap());
    &TABLE
}

fn calendar(to: &str, around: Date) -> Calendar {
    Calendar::new(table(), &[], "DE", to, around)
}

fn weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[test]
fn both_easters() {
    // Western: Butcher's table and the U.S. Naval Observatory; Orthodox: the Greek and Romanian
    // calendars.
    for (year, western, orthodox) in [
        (2000, date!(2000 - 04 - 23), date!(2000 - 04 - 30)),
        (2008, date!(2008 - 03 - 23), date!(2008 - 04 - 27)),
        (2011, date!(2011 - 04 - 24), date!(2011 - 04 - 24)),
        (2024, date!(2024 - 03 - 31), date!(2024 - 05 - 05)),
        (2025, date!(2025 - 04 - 20), date!(2025 - 04 - 20)),
        (2026, date!(2026 - 04 - 05), date!(2026 - 04 - 12)),
        (2027, date!(2027 - 03 - 28), date!(2027 - 05 - 02)),
        (2028, date!(2028 - 04 - 16), date!(2028 - 04 - 16)),
        (2029, date!(2029 - 04 - 01), date!(2029 - 04 - 08)),
        (2030, date!(2030 - 04 - 21), date!(2030 - 04 - 28)),
        (2038, date!(2038 - 04 - 25), date!(2038 - 04 - 25)),
        (2076, date!(2076 - 04 - 19), date!(2076 - 04 - 26)),
    ] {
        assert_eq!(
            (easter(year), orthodox_easter(year)),
            (Some(western), Some(orthodox)),
            "{year}"
        );
    }
}

/// Bank holidays of 2026 to 2028 from gov.uk.
#[test]
fn the_regions_of_the_united_kingdom() {
    let table = table();
    for (postcode, place) in [
        ("SW1A 1AA", "GB"),
        ("G1 1AA", "GB-SCT"),
        ("GL1 1AA", "GB"),
        (" eh1 1yz", "GB-SCT"),
        ("E1 1AA", "GB"),
        ("ZE1 0AA", "GB-SCT"),
        ("BT1 5GS", "GB-NIR"),
        ("BA1 1AA", "GB"),
        ("TD15 1AA", "GB-SCT"),
        ("12345", "GB"),
        ("", "GB"),
    ] {
        assert_eq!(table.place("GB", postcode), place, "{postcode}");
    }
    assert_eq!((table.place("DE", "BT1 5GS"), table.place("US", "G1")), ("DE", "US"));
    for (place, day, off) in [
        ("GB", date!(2026 - 04 - 06), true),
        ("GB-NIR", date!(2026 - 04 - 06), true),
        ("GB-SCT", date!(2026 - 04 - 06), false),
        ("GB-SCT", date!(2026 - 04 - 03), true),
        ("GB-SCT", date!(2026 - 01 - 02), true),
        ("GB", date!(2026 - 01 - 02), false),
        ("GB-SCT", date!(2026 - 08 - 03), true),
        ("GB-SCT", date!(2026 - 08 - 31), false),
        ("GB", date!(2026 - 08 - 31), true),
        ("GB-SCT", date!(2026 - 11 - 30), true),
        ("GB-NIR", date!(2026 - 03 - 17), true),
        ("GB-NIR", date!(2026 - 07 - 13), true),
        ("GB", date!(2026 - 07 - 13), false),
        // Consecutive substitutes.
        ("GB-SCT", date!(2027 - 01 - 04), true),
        ("GB", date!(2027 - 01 - 04), false),
        ("GB-SCT", date!(2028 - 01 - 03), true),
        ("GB-SCT", date!(2028 - 01 - 04), true),
        ("GB", date!(2028 - 01 - 04), false),
        ("GB-SCT", date!(2026 - 12 - 28), true),
    ] {
        assert_eq!(table.of(place, day.year()).contains(&day), off, "{place} {day}");
    }
    assert_eq!(table.known_until(), Some(date!(2027 - 12 - 31)));
    assert_eq!(Holidays::read("DE,12-25,,,Christmas").unwrap().known_until(), None);
    for wrong in
        ["GB-SCT,postcodes,,,x", "GB-SCT,postcodes g,,,x", "GB-SCT,not,,,x", "GB-SCT,not Noday,,,x"]
    {
        assert_eq!(Holidays::read(wrong).unwrap_err(), HolidaysError(1), "{wrong}");
    }
}

/// Orders before the cut-off hour are dispatched on the same day.
#[test]
fn the_hour_of_dispatch() {
    let day = date!(2026 - 11 - 24);
    for (cut_off, hour, leaves) in [
        (14, 13, day),
        (14, 14, date!(2026 - 11 - 25)),
        (16, 15, day),
        (16, 16, date!(2026 - 11 - 25)),
        (1, 1, date!(2026 - 11 - 25)),
    ] {
        let calendar = calendar("DE", day).with_cut_off(cut_off);
        assert_eq!(dispatch_day(day, hour, &calendar), leaves, "{cut_off} {hour}");
    }
}

#[test]
fn the_table_has_the_known_dates() {
    let table = table();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for line in include_str!("holidays.txt").lines().filter(|line| !line.starts_with('#')) {
        compared += 1;
        let mut words = line.split(' ');
        let (place, year) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
        let known: BTreeSet<&str> = words.collect();
        let days: Vec<String> = table
            .of(place, year)
            .into_iter()
            .filter(|day| !weekend(*day))
            .map(|day| format!("{:02}-{:02}", u8::from(day.month()), day.day()))
            .collect();
        let days: BTreeSet<&str> = days.iter().map(String::as_str).collect();
        if days != known {
            let more: Vec<_> = days.difference(&known).collect();
            let missing: Vec<_> = known.difference(&days).collect();
            wrong.push(format!("{place} {year}: more {more:?}, missing {missing:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 200, "{compared} years");
}

#[test]
fn every_country_that_parcels_go_to_has_its_holidays() {
    let table = table();
    let codes = zones().countries().iter().map(|country| country.code);
    let without: Vec<_> = codes.filter(|code| !table.knows(code)).collect();
    assert_eq!(without, ["UA"], "see the table's head");
    let listed: BTreeSet<_> = table.unknown_in(2028).collect();
    assert!(
        listed.contains(&("SG", 2027)) && listed.iter().all(|(_, last)| *last >= 2027),
        "{listed:?}"
    );
    assert_eq!(table.unknown_in(2027).count(), 0);
}

#[test]
fn promised_days_skip_holidays_at_both_ends() {
    for (to, method, ordered, hour, earliest, latest, why) in [
        (
            "DE",
            ShippingMethod::Standard,
            date!(2026 - 12 - 22),
            10,
            date!(2026 - 12 - 24),
            date!(2026 - 12 - 28),
            "Christmas is a Friday",
        ),
        (
            "DE",
            ShippingMethod::Standard,
            date!(2026 - 11 - 27),
            13,
            date!(2026 - 12 - 01),
            date!(2026 - 12 - 02),
            "no holiday",
        ),
        (
            "DE",
            ShippingMethod::Express,
            date!(2026 - 12 - 24),
            14,
            date!(2026 - 12 - 29),
            date!(2026 - 12 - 29),
            "late on Christmas Eve",
        ),
        (
            "DE",
            ShippingMethod::Express,
            date!(2026 - 12 - 31),
            9,
            date!(2027 - 01 - 04),
            date!(2027 - 01 - 04),
            "over the New Year",
        ),
        (
            "DE",
            ShippingMethod::Standard,
            date!(2027 - 03 - 25),
            9,
            date!(2027 - 03 - 31),
            date!(2027 - 04 - 01),
            "over Easter",
        ),
        (
            "DE",
            ShippingMethod::Express,
            date!(2027 - 05 - 05),
            14,
            date!(2027 - 05 - 10),
            date!(2027 - 05 - 10),
            "ordered late before Ascension",
        ),
        (
            "FR",
            ShippingMethod::Express,
            date!(2026 - 07 - 13),
            9,
            date!(2026 - 07 - 16),
            date!(2026 - 07 - 17),
            "14 July in France",
        ),
        (
            "PL",
            ShippingMethod::Express,
            date!(2026 - 06 - 02),
            9,
            date!(2026 - 06 - 05),
            date!(2026 - 06 - 08),
            "Corpus Christi in Poland",
        ),
        (
            "GR",
            ShippingMethod::Express,
            date!(2026 - 04 - 08),
            9,
            date!(2026 - 04 - 14),
            date!(2026 - 04 - 15),
            "Orthodox Easter",
        ),
        (
            "GB",
            ShippingMethod::Express,
            date!(2027 - 12 - 23),
            9,
            date!(2027 - 12 - 29),
            date!(2027 - 12 - 30),
            "Boxing Day's substitute",
        ),
        (
            "US",
            ShippingMethod::Express,
            date!(2026 - 11 - 24),
            9,
            date!(2026 - 11 - 30),
            date!(2026 - 12 - 03),
            "Thanksgiving",
        ),
        (
            "JP",
            ShippingMethod::Express,
            date!(2026 - 09 - 18),
            9,
            date!(2026 - 09 - 28),
            date!(2026 - 10 - 01),
            "Japan's silver week",
        ),
        (
            "SG",
            ShippingMethod::Express,
            date!(2026 - 08 - 07),
            9,
            date!(2026 - 08 - 13),
            date!(2026 - 08 - 18),
            "National Day on a Sunday",
        ),
    ] {
        assert_eq!(
            parcel(zone_of(to), method).window(ordered, hour, &calendar(to, ordered)),
            (earliest, latest),
            "{to}: {why}"
        );
    }
}

#[test]
fn the_day_of_dispatch_skips_holidays_of_the_seller_and_its_own_closed_days() {
    let table = table();
    let closed: Vec<_> = ["12-24", "2027-08-02..2027-08-13", "2026-12-31"]
        .into_iter()
        .map(|day| ClosedDay::read(day).unwrap())
        .collect();
    for (from, day, hour, expected, why) in [
        ("DE", date!(2026 - 12 - 24), 9, date!(2026 - 12 - 28), "closed on Christmas Eve"),
        ("DE", date!(2027 - 12 - 24), 9, date!(2027 - 12 - 27), "every year"),
        ("DE", date!(2026 - 12 - 30), 15, date!(2027 - 01 - 04), "the last day of this year alone"),
        ("DE", date!(2027 - 12 - 31), 9, date!(2027 - 12 - 31), "not of the next"),
        ("DE", date!(2027 - 07 - 30), 15, date!(2027 - 08 - 16), "two weeks in summer"),
        (
            "DE",
            date!(2028 - 10 - 31),
            9,
            date!(2028 - 10 - 31),
            "Reformation Day is nationwide nowhere",
        ),
        ("DE-SH", date!(2028 - 10 - 31), 9, date!(2028 - 11 - 01), "but one in Schleswig-Holstein"),
        ("DE-BY", date!(2028 - 10 - 31), 15, date!(2028 - 11 - 02), "All Saints in Bavaria"),
        ("AT", date!(2026 - 10 - 26), 9, date!(2026 - 10 - 27), "a seller in Austria"),
    ] {
        let calendar = Calendar::new(table, &closed, from, "DE", day);
        assert_eq!(dispatch_day(day, hour, &calendar), expected, "{from}: {why}");
    }
    // Dispatched parcels travel while the seller is closed.
    let calendar = Calendar::new(table, &closed, "DE", "DE", date!(2027 - 07 - 30));
    let arrives = parcel(zone_of("DE"), ShippingMethod::Express)
        .window(date!(2027 - 07 - 30), 9, &calendar)
        .1;
    assert_eq!(arrives, date!(2027 - 08 - 02));
}

#[test]
fn substitutes() {
    let table = Holidays::read(
        "GB,12-25,next,,Christmas\nGB,12-26,next,,Boxing Day\nUS,01-01,nearest,,New Year\n\
         US,07-04,nearest,,Independence\n\
         JP,05-03,sunday,,Constitution\nJP,05-04,sunday,,Greenery\nJP,05-05,sunday,,Children\n\
         JE,as GB,,,Jersey\nJE,05-09,,,Liberation\nXX,05-01,,2027-2028,Labour\n\
         XX,09-01,,-2026,Old",
    )
    .unwrap();
    let weekdays = |place: &str, year| {
        table.of(place, year).into_iter().filter(|day| !weekend(*day)).collect::<Vec<_>>()
    };
    assert_eq!(
        weekdays("GB", 2027),
        [date!(2027 - 12 - 27), date!(2027 - 12 - 28)],
        "Saturday and Sunday"
    );
    assert_eq!(
        weekdays("JE", 2022),
        [date!(2022 - 05 - 09), date!(2022 - 12 - 26), date!(2022 - 12 - 27)]
    );
    assert_eq!(
        weekdays("GB", 2022),
        [date!(2022 - 12 - 26), date!(2022 - 12 - 27)],
        "Sunday and Monday"
    );
    assert_eq!(weekdays("US", 2026), [date!(2026 - 01 - 01), date!(2026 - 07 - 03)]);
    assert_eq!(
        weekdays("US", 2027),
        [date!(2027 - 01 - 01), date!(2027 - 07 - 05), date!(2027 - 12 - 31)],
        "that of next year's Saturday"
    );
    assert_eq!(
        weekdays("JP", 2026),
        [date!(2026 - 05 - 04), date!(2026 - 05 - 05), date!(2026 - 05 - 06)]
    );
    assert_eq!(weekdays("XX", 2026), [date!(2026 - 09 - 01)]);
    assert_eq!(weekdays("XX", 2028), [date!(2028 - 05 - 01)]);
    assert_eq!(weekdays("XX", 2029), []);
}

#[test]
fn lines_that_are_not_understood_are_named() {
    let right = "# head\ncountry,rule,observed,years,name\n\nDE,12-25,,,\"Christmas, first day\"\n\
                 DE-SH,10-31,,2018-,Reformation Day\nSG,until,,2027,\n\
                 FR,Monday from 02-29,,,leap\nFR,2026-02-17 2027-02-06,,,dates\nFR,easter-2,,,x\n\
                 FR,orthodox+50,,,x\nMC,as FR,,,x\n";
    assert!(Holidays::read(right).is_ok());
    for line in [
        "Germany,12-25,,,x",
        "de,12-25,,,x",
        "DE-,12-25,,,x",
        "DE-sh,12-25,,,x",
        "DE,12-25,,",
        "DE,25-12,,,x",
        "DE,02-30,,,x",
        "DE,1-1,,,x",
        "DE,2027-02-29,,,x",
        "DE,2027-01-01 soon,,,x",
        "DE,easter,,,x",
        "DE,easter1,,,x",
        "DE,easter+1000,,,x",
        "DE,easter+-1,,,x",
        "DE,Funday from 05-01,,,x",
        "DE,Monday from May,,,x",
        "DE,,,,x",
        "DE,12-25,later,,x",
        "DE,12-25,,2027,x",
        "DE,12-25,,27-28,x",
        "DE,as Germany,,,x",
        "DE,until,,,x",
        "DE,until,,soon,x",
    ] {
        assert_eq!(Holidays::read(&format!("{right}{line}\n")), Err(HolidaysError(12)), "{line}");
    }
    for text in [
        "",
        "tomorrow",
        "24.12.",
        "2026-12-31..2026-12-24",
        "2026-01-01..2030-01-01",
        "2026-02-30",
        "13-01",
        "12-24..12-31",
    ] {
        assert_eq!(ClosedDay::read(text), None, "{text}");
    }
    for text in ["2026-12-31", "2027-08-02..2027-08-13", "02-29", "12-24"] {
        assert_eq!(ClosedDay::read(text).unwrap().to_string(), text);
    }
}

/// A table that closes every day must not block a request.
#[test]
fn a_shop_that_never_sends_still_answers() {
    let all: Vec<ClosedDay> = (1..=12)
        .flat_map(|month| {
            (1..=31).filter_map(move |day| ClosedDay::read(&format!("{month:02}-{day:02}")))
        })
        .collect();
    assert_eq!(all.len(), 366);
    let day = date!(2026 - 11 - 27);
    let calendar = Calendar::new(table(), &all, "DE", "DE", day);
    assert_eq!(dispatch_day(day, 9, &calendar), day);
    let window =
        parcel(zone_of("DE"), ShippingMethod::Standard).window(Date::MAX, 23, &Calendar::default());
    assert_eq!(window, (Date::MAX, Date::MAX), "there is no later day");
}

proptest! {
    #[test]
    fn promised_days_are_working_days_at_both_ends(
        ordinal in 0_i64..1_500,
        hour in 0_u8..24,
        later in 0_i64..400,
        to in 0..zones().countries().len(),
        from in prop::sample::select(vec!["DE", "DE-SH", "AT", "GB", "US", "JP"]),
    ) {
        let (table, to) = (table(), zones().countries()[to]);
        let ordered =
            datetime!(2025 - 12 - 01 0:00) + Duration::days(ordinal) + Duration::hours(hour.into());
        let next = ordered + Duration::hours(later);
        let closed = ["12-24", "2027-08-02..2027-08-13"].map(|days| ClosedDay::read(days).unwrap());
        for method in ShippingMethod::ALL {
            let promise = |at: time::PrimitiveDateTime| {
                let calendar = Calendar::new(table, &closed, from, to.code, at.date());
                (
                    dispatch_day(at.date(), at.hour(), &calendar),
                    parcel(zone_of(to.code), method).window(at.date(), at.hour(), &calendar),
                )
            };
            let (leaves, (earliest, latest)) = promise(ordered);
            let holiday = |place: &str, day: Date| table.of(place, day.year()).contains(&day);
            for day in [earliest, latest] {
                prop_assert!(
                    !weekend(day) && !holiday(from, day) && !holiday(to.code, day),
                    "{from} {} {day}",
                    to.code
                );
            }
            let summer = date!(2027 - 08 - 02)..=date!(2027 - 08 - 13);
            prop_assert!(
                !weekend(leaves) && !holiday(from, leaves) && !summer.contains(&leaves),
                "{leaves}"
            );
            prop_assert!((leaves.month(), leaves.day()) != (Month::December, 24));
            prop_assert!(ordered.date() <= leaves && leaves < earliest && earliest <= latest);
            let (leaves_later, (earliest_later, latest_later)) = promise(next);
            prop_assert!(
                leaves <= leaves_later && earliest <= earliest_later && latest <= latest_later,
                "{ordered} {next}"
            );
        }
    }
}
