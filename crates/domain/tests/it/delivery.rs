//! Price and days of delivery.

use crate::{country, currency};
use domain::{
    Currency, Money,
    delivery::{Speed, add_working_days, day, dispatch_day, offers, price, to_free, window},
    holidays::Calendar,
    rates::Rates,
};
use proptest::prelude::*;
use time::{Date, Duration, Month, Weekday, macros::date};

#[test]
fn days_of_dispatch() {
    // 2026-11-20 is a Friday.
    let table = [
        (date!(2026 - 11 - 19), 9, date!(2026 - 11 - 19), "Thursday morning"),
        (date!(2026 - 11 - 19), 13, date!(2026 - 11 - 19), "Thursday just before two"),
        (date!(2026 - 11 - 19), 14, date!(2026 - 11 - 20), "Thursday at two"),
        (date!(2026 - 11 - 20), 13, date!(2026 - 11 - 20), "Friday before two"),
        (date!(2026 - 11 - 20), 14, date!(2026 - 11 - 23), "Friday at two"),
        (date!(2026 - 11 - 20), 23, date!(2026 - 11 - 23), "Friday night"),
        (date!(2026 - 11 - 21), 0, date!(2026 - 11 - 23), "Saturday"),
        (date!(2026 - 11 - 21), 15, date!(2026 - 11 - 23), "Saturday afternoon"),
        (date!(2026 - 11 - 22), 15, date!(2026 - 11 - 23), "Sunday afternoon"),
        (date!(2026 - 12 - 31), 14, date!(2027 - 01 - 01), "the year's last day"),
        (date!(2028 - 02 - 28), 14, date!(2028 - 02 - 29), "a leap year"),
    ];
    for (date, hour, expected, what) in table {
        assert_eq!(dispatch_day(date, hour, &Calendar::default()), expected, "{what}");
    }
}

#[test]
fn days_of_arrival() {
    let friday = date!(2026 - 11 - 20);
    let table = [
        ("DE", Speed::Standard, 9, date!(2026 - 11 - 24), date!(2026 - 11 - 25)),
        ("DE", Speed::Standard, 14, date!(2026 - 11 - 25), date!(2026 - 11 - 26)),
        ("DE", Speed::Express, 9, date!(2026 - 11 - 23), date!(2026 - 11 - 23)),
        ("DE", Speed::Express, 14, date!(2026 - 11 - 24), date!(2026 - 11 - 24)),
        ("FR", Speed::Standard, 9, date!(2026 - 11 - 25), date!(2026 - 11 - 30)),
        ("GB", Speed::Express, 9, date!(2026 - 11 - 24), date!(2026 - 11 - 25)),
        ("US", Speed::Standard, 9, date!(2026 - 12 - 01), date!(2026 - 12 - 10)),
    ];
    for (code, speed, hour, earliest, latest) in table {
        assert_eq!(window(country(code), speed, friday, hour, &Calendar::default()), (earliest, latest), "{code} {speed:?} {hour}");
    }
}

#[test]
fn prices_and_thresholds() {
    let rates = Rates::default();
    let table = [
        ("DE", Speed::Standard, 4_999, 490),
        ("DE", Speed::Standard, 5_000, 0),
        ("DE", Speed::Express, 1_000_000, 1_290),
        ("FR", Speed::Standard, 9_999, 990),
        ("FR", Speed::Standard, 10_000, 0),
        ("GB", Speed::Express, 1, 1_990),
        ("US", Speed::Standard, 29_999, 2_490),
        ("US", Speed::Standard, 30_000, 0),
        ("CH", Speed::Express, 0, 4_990),
    ];
    for (code, speed, goods, expected) in table {
        assert_eq!(
            price(country(code), speed, Money::new(goods, Currency::EUR), &rates),
            Some(Money::new(expected, Currency::EUR)),
            "{code} {goods}"
        );
    }
    assert_eq!(to_free(country("DE"), Money::new(4_999, Currency::EUR), &rates), Some(Money::new(1, Currency::EUR)));
    assert_eq!(to_free(country("DE"), Money::new(5_000, Currency::EUR), &rates), None);
    assert_eq!(price(country("DE"), Speed::Standard, Money::new(1, currency("KWD")), &rates), None);
}

#[test]
fn what_is_missing_makes_it_free_in_every_currency() {
    let rates = Rates::default();
    for currency in rates.currencies() {
        for code in ["DE", "FR", "GB", "US"] {
            let goods = Money::new(1, currency);
            let missing = to_free(country(code), goods, &rates).unwrap();
            let enough = Money::new(goods.minor + missing.minor, currency);
            let short = Money::new(enough.minor - 1, currency);
            assert_eq!(price(country(code), Speed::Standard, enough, &rates), Some(Money::zero(currency)), "{code} {currency}");
            assert!(price(country(code), Speed::Standard, short, &rates).unwrap().minor > 0, "{code} {currency}");
        }
    }
}

#[test]
fn offers_come_in_order_and_speak() {
    let offers =
        offers(country("DE"), Money::new(1_000, Currency::EUR), &Rates::default(), (date!(2026 - 11 - 20), 9), &Calendar::default());
    assert_eq!(offers.iter().map(|o| (o.speed, o.price.minor)).collect::<Vec<_>>(), [(Speed::Standard, 490), (Speed::Express, 1_290)]);
    assert_eq!(day(offers[0].earliest), "Tuesday, 24 November");
    for speed in Speed::ALL {
        assert_eq!(Speed::from_key(speed.key()), Some(speed));
    }
    assert_eq!(Speed::from_key("teleport"), None);
}

proptest! {
    #[test]
    fn parcels_travel_on_working_days(ordinal in 0_i64..20_000, hour in 0_u8..24, days in 0_u8..30) {
        let date = Date::from_calendar_date(2020, Month::January, 1).unwrap() + Duration::days(ordinal);
        let working = |d: Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
        let calendar = Calendar::default();
        let leaves = dispatch_day(date, hour, &calendar);
        prop_assert!(working(leaves) && leaves >= date && leaves - date <= Duration::days(3));
        let arrives = add_working_days(leaves, days, &calendar);
        let between = (1..=(arrives - leaves).whole_days()).filter(|d| working(leaves + Duration::days(*d))).count();
        prop_assert_eq!(between, usize::from(days));
        prop_assert!(working(arrives));
    }
}
