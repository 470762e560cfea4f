//! Price and days of delivery.

use crate::{country, currency};
use domain::{
    Currency, Money,
    customers::country::Zone,
    pricing::rates::Rates,
    shipping::{
        Carriage, Load, Speed, Tariff, TariffFault, Tariffs, add_working_days, calendar::Calendar,
        day, dispatch_day,
    },
};
use proptest::prelude::*;
use std::sync::LazyLock;
use time::{Date, Duration, Month, Weekday, macros::date};

static TARIFFS: LazyLock<Tariffs> =
    LazyLock::new(|| Tariffs::read(include_str!("../../../shop/data/delivery.csv")).unwrap());

/// The table that comes with the shop.
fn tariffs() -> &'static Tariffs {
    &TARIFFS
}

/// By parcel, as if it weighed nothing.
pub fn parcel(zone: Zone, speed: Speed) -> Tariff {
    *tariffs().offered(zone, speed, Load::default()).unwrap()
}

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
        assert_eq!(
            parcel(country(code).zone, speed).window(friday, hour, &Calendar::default()),
            (earliest, latest),
            "{code} {speed:?} {hour}"
        );
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
            parcel(country(code).zone, speed).price(Money::new(goods, Currency::EUR), &rates),
            Some(Money::new(expected, Currency::EUR)),
            "{code} {goods}"
        );
    }
    let home = parcel(Zone::Home, Speed::Standard);
    assert_eq!(
        home.to_free(Money::new(4_999, Currency::EUR), &rates),
        Some(Money::new(1, Currency::EUR))
    );
    assert_eq!(home.to_free(Money::new(5_000, Currency::EUR), &rates), None);
    assert_eq!(home.price(Money::new(1, currency("KWD")), &rates), None);
    assert_eq!(
        parcel(Zone::Home, Speed::Express).to_free(Money::new(1, Currency::EUR), &rates),
        None
    );
}

#[test]
fn what_is_missing_makes_it_free_in_every_currency() {
    let rates = Rates::default();
    for currency in rates.currencies() {
        for code in ["DE", "FR", "GB", "US"] {
            let goods = Money::new(1, currency);
            let standard = parcel(country(code).zone, Speed::Standard);
            let missing = standard.to_free(goods, &rates).unwrap();
            let enough = Money::new(goods.minor + missing.minor, currency);
            let short = Money::new(enough.minor - 1, currency);
            assert_eq!(
                standard.price(enough, &rates),
                Some(Money::zero(currency)),
                "{code} {currency}"
            );
            assert!(standard.price(short, &rates).unwrap().minor > 0, "{code} {currency}");
        }
    }
}

#[test]
fn a_postcode_decides_about_the_zone() {
    use domain::customers::country::Zone::{Home, Kingdom, Union, World};
    for (code, postcode, zone, territory) in [
        ("FR", "75001", Union, "FR"),
        ("FR", "", Union, "FR"),
        ("FR", "9", Union, "FR"),
        ("FR", "98600", World, "WF"),
        ("WF", "98600", World, "WF"),
        ("WF", "", World, "WF"),
        ("FR", "97400", World, "RE"),
        ("FR", "F-97400", World, "RE"),
        ("FR", "９７４００", World, "RE"),
        ("RE", "97400", World, "RE"),
        ("FR", "98714", World, "PF"),
        ("PF", "98714", World, "PF"),
        ("FR", "98800", World, "NC"),
        ("FR", "97110", World, "GP"),
        ("FR", "97133", World, "BL"),
        ("FR", "97150", World, "MF"),
        ("FR", "97200", World, "MQ"),
        ("FR", "97300", World, "GF"),
        ("FR", "97500", World, "PM"),
        ("FR", "97600", World, "YT"),
        ("FR", "98413", World, "FR"),
        ("FR", "98000", Union, "MC"),
        ("FR", "20000", Union, "FR"),
        ("DK", "3900", World, "GL"),
        ("DK", "DK-3905", World, "GL"),
        ("GL", "3900", World, "GL"),
        ("DK", "3800", Union, "DK"),
        ("FO", "FO-100", Union, "FO"),
        ("ES", "35001", World, "ES"),
        ("ES", "38001", World, "ES"),
        ("ES", "51001", World, "ES"),
        ("ES", "52001", World, "ES"),
        ("ES", "28001", Union, "ES"),
        ("ES", "07001", Union, "ES"),
        ("PT", "9000-018", Union, "PT"),
        ("FI", "22100", Union, "AX"),
        ("NO", "9170", World, "SJ"),
        ("NO", "0150", World, "NO"),
        ("GB", "JE2 3AB", Kingdom, "JE"),
        ("GB", "GB-GY1 1AA", Kingdom, "GG"),
        ("GB", "GU1 1AA", Kingdom, "GB"),
        ("IT", "47890", Union, "SM"),
        ("DE", "97421", Home, "DE"),
        ("CW", "", World, "CW"),
    ] {
        let country = country(code);
        assert_eq!(
            (country.zone_at(postcode), country.territory(postcode).code),
            (zone, territory),
            "{code} {postcode:?}"
        );
    }
}

#[test]
fn offers_come_in_order_and_speak() {
    let offers = tariffs().offers(
        (Zone::Home, Load::default()),
        Money::new(1_000, Currency::EUR),
        &Rates::default(),
        (date!(2026 - 11 - 20), 9),
        &Calendar::default(),
    );
    assert_eq!(
        offers.iter().map(|o| (o.speed, o.price.minor)).collect::<Vec<_>>(),
        [(Speed::Standard, 490), (Speed::Express, 1_290)]
    );
    assert_eq!(day(offers[0].earliest), "Tuesday, 24 November");
    for speed in Speed::ALL {
        assert_eq!(Speed::from_key(speed.key()), Some(speed));
    }
    assert_eq!(Speed::from_key("teleport"), None);
}

const SMALL: &str = "home,standard,parcel,31.5,63,4.90,50,2,3\nhome,express,parcel,31.5,31.5,12.90,,1,1\nhome,standard,freight,,150,39,,3,6
home,standard,freight,,,99,,3,6\nunion,standard,parcel,,,9.90,,3,6\nkingdom,standard,parcel,,,9.90,,3,6\nworld,standard,parcel,,,24.90,,7,14";

#[test]
fn weight_decides_by_what_it_comes() {
    use Carriage::{Freight, Parcel};
    let tariffs = Tariffs::read(SMALL).unwrap();
    let table: [(&[(i64, u32)], _, _, _, &str); 9] = [
        (&[], Parcel, 490, true, "nothing"),
        (&[(0, 99)], Parcel, 490, true, "unknown weights"),
        (&[(31_500, 1)], Parcel, 490, true, "the heaviest parcel"),
        (&[(31_501, 1)], Freight, 3_900, false, "a gram more"),
        (&[(31_500, 2)], Parcel, 490, false, "two of them: too much for express"),
        (&[(20_000, 3), (3_000, 1)], Parcel, 490, false, "the heaviest order by parcels"),
        (&[(20_000, 3), (3_001, 1)], Freight, 3_900, false, "a gram more in all"),
        (&[(1_000, 150)], Freight, 3_900, false, "many small ones"),
        (&[(78_000, 1), (96_000, 1)], Freight, 9_900, false, "two large telescopes"),
    ];
    for (kinds, carriage, price, express, what) in table {
        let load = Load::of(kinds.iter().copied());
        let standard = tariffs.offered(Zone::Home, Speed::Standard, load).unwrap();
        assert_eq!((standard.carriage, standard.price), (carriage, price), "{what}");
        assert_eq!(tariffs.offered(Zone::Home, Speed::Express, load).is_some(), express, "{what}");
        let chosen = tariffs.chosen(Zone::Home, Speed::Express, load).unwrap();
        assert_eq!(chosen.speed, if express { Speed::Express } else { Speed::Standard }, "{what}");
    }
    assert_eq!(Load::of([(i64::MAX, 999), (5, 0)]), Load { heaviest: i64::MAX, total: i64::MAX });
    assert_eq!(Load::of([(-4, 9)]), Load { heaviest: 0, total: 0 });
}

#[test]
fn a_table_of_tariffs_says_what_is_wrong_with_it() {
    assert_eq!(Tariffs::read(SMALL).unwrap().iter().count(), 7);
    for wrong in [
        "nowhere,standard,parcel,,,1,,1,1",
        "home,slow,parcel,,,1,,1,1",
        "home,standard,drone,,,1,,1,1",
        "home,standard,parcel,-1,,1,,1,1",
        "home,standard,parcel,0,,1,,1,1",
        "home,standard,parcel,31.5555,,1,,1,1",
        "home,standard,parcel,1e3,,1,,1,1",
        "home,standard,parcel,,,-1,,1,1",
        "home,standard,parcel,,,1.999,,1,1",
        "home,standard,parcel,,,,,1,1",
        "home,standard,parcel,,,1,free,1,1",
        "home,standard,parcel,,,1,,3,2",
        "home,standard,parcel,,,1,,0,2",
        "home,standard,parcel,,,1,,1,300",
        "home,standard,parcel,,,1,,1",
        "home,standard,parcel,,,1,,1,1,1",
    ] {
        assert_eq!(
            Tariffs::read(&format!("# a comment\n\n{wrong}\n{SMALL}")),
            Err(TariffFault::Line(3)),
            "{wrong}"
        );
    }
    for (zone, gap) in Zone::ALL.into_iter().zip([
        "home,standard,freight,,,99,,3,6\n",
        "union",
        "kingdom",
        "world",
    ]) {
        let lines = SMALL.lines().filter(|line| !format!("{line}\n").starts_with(gap));
        let fault = Tariffs::read(&lines.collect::<Vec<_>>().join("\n")).unwrap_err();
        assert_eq!(fault, TariffFault::Gap(zone));
        assert!(fault.to_string().contains(zone.key()), "{fault}");
    }
    assert_eq!(Tariffs::read(""), Err(TariffFault::Gap(Zone::Home)));
}

#[test]
fn heavier_goods_never_travel_cheaper() {
    let (tariffs, rates) = (tariffs(), Rates::default());
    for zone in Zone::ALL {
        for goods in [0, 29_900, 150_000, 1_000_000] {
            let price = |kilograms: i64| {
                let load = Load::of([(kilograms * 1_000, 1)]);
                tariffs
                    .offered(zone, Speed::Standard, load)
                    .unwrap()
                    .price(Money::new(goods, Currency::EUR), &rates)
                    .unwrap()
                    .minor
            };
            let prices: Vec<i64> = (0..400).map(price).collect();
            assert!(prices.is_sorted(), "{zone:?} {goods} {prices:?}");
        }
    }
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
