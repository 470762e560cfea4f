//! Delivery prices and dates.

use crate::{country, currency, zone, zone_of, zones};
use domain::{
    Currency, Money,
    pricing::rates::Rates,
    shipping::{
        Carriage, Load, ShippingMethod, Tariff, TariffError, Tariffs, Zone, add_working_days,
        calendar::Calendar, dispatch_day,
    },
};
use proptest::prelude::*;
use std::sync::LazyLock;
use time::{Date, Duration, Month, Weekday, macros::date};

static TARIFFS: LazyLock<Tariffs> =
    LazyLock::new(|| Tariffs::read(include_str!("../../../shop/data/delivery.csv")).unwrap());

/// The built-in table.
fn tariffs() -> &'static Tariffs {
    &TARIFFS
}

/// The parcel tariff for a negligible weight.
pub fn parcel(zone: Zone, method: ShippingMethod) -> Tariff {
    *tariffs().offered(zone, method, Load::default()).unwrap()
}

#[test]
fn dispatch_dates() {
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
fn arrival_dates() {
    let friday = date!(2026 - 11 - 20);
    let table = [
        ("DE", ShippingMethod::Standard, 9, date!(2026 - 11 - 24), date!(2026 - 11 - 25)),
        ("DE", ShippingMethod::Standard, 14, date!(2026 - 11 - 25), date!(2026 - 11 - 26)),
        ("DE", ShippingMethod::Express, 9, date!(2026 - 11 - 23), date!(2026 - 11 - 23)),
        ("DE", ShippingMethod::Express, 14, date!(2026 - 11 - 24), date!(2026 - 11 - 24)),
        ("FR", ShippingMethod::Standard, 9, date!(2026 - 11 - 25), date!(2026 - 11 - 30)),
        ("GB", ShippingMethod::Express, 9, date!(2026 - 11 - 24), date!(2026 - 11 - 25)),
        ("US", ShippingMethod::Standard, 9, date!(2026 - 12 - 01), date!(2026 - 12 - 10)),
    ];
    for (code, method, hour, earliest, latest) in table {
        assert_eq!(
            parcel(zone_of(code), method).window(friday, hour, &Calendar::default()),
            (earliest, latest),
            "{code} {method:?} {hour}"
        );
    }
}

#[test]
fn prices_and_thresholds() {
    let rates = Rates::default();
    let table = [
        ("DE", ShippingMethod::Standard, 4_999, 490),
        ("DE", ShippingMethod::Standard, 5_000, 0),
        ("DE", ShippingMethod::Express, 1_000_000, 1_290),
        ("FR", ShippingMethod::Standard, 9_999, 990),
        ("FR", ShippingMethod::Standard, 10_000, 0),
        ("GB", ShippingMethod::Express, 1, 1_990),
        ("US", ShippingMethod::Standard, 29_999, 2_490),
        ("US", ShippingMethod::Standard, 30_000, 0),
        ("CH", ShippingMethod::Express, 0, 4_990),
    ];
    for (code, method, subtotal, expected) in table {
        assert_eq!(
            parcel(zone_of(code), method).price(Money::new(subtotal, Currency::EUR), &rates),
            Some(Money::new(expected, Currency::EUR)),
            "{code} {subtotal}"
        );
    }
    let home = parcel(zone("home"), ShippingMethod::Standard);
    assert_eq!(
        home.to_free(Money::new(4_999, Currency::EUR), &rates),
        Some(Money::new(1, Currency::EUR))
    );
    assert_eq!(home.to_free(Money::new(5_000, Currency::EUR), &rates), None);
    assert_eq!(home.price(Money::new(1, currency("KWD")), &rates), None);
    assert_eq!(
        parcel(zone("home"), ShippingMethod::Express).to_free(Money::new(1, Currency::EUR), &rates),
        None
    );
}

#[test]
fn the_missing_amount_makes_delivery_free_in_every_currency() {
    let rates = Rates::default();
    for currency in rates.currencies() {
        for code in ["DE", "FR", "GB", "US"] {
            let subtotal = Money::new(1, currency);
            let standard = parcel(zone_of(code), ShippingMethod::Standard);
            let missing = standard.to_free(subtotal, &rates).unwrap();
            let enough = Money::new(subtotal.minor + missing.minor, currency);
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
fn a_postcode_determines_the_zone() {
    for (code, postcode, key, territory) in [
        ("FR", "75001", "eu", "FR"),
        ("FR", "", "eu", "FR"),
        ("FR", "9", "eu", "FR"),
        ("FR", "98600", "world", "WF"),
        ("WF", "98600", "world", "WF"),
        ("WF", "", "world", "WF"),
        ("FR", "97400", "world", "RE"),
        ("FR", "F-97400", "world", "RE"),
        ("FR", "９７４００", "world", "RE"),
        ("RE", "97400", "world", "RE"),
        ("FR", "98714", "world", "PF"),
        ("PF", "98714", "world", "PF"),
        ("FR", "98800", "world", "NC"),
        ("FR", "97110", "world", "GP"),
        ("FR", "97133", "world", "BL"),
        ("FR", "97150", "world", "MF"),
        ("FR", "97200", "world", "MQ"),
        ("FR", "97300", "world", "GF"),
        ("FR", "97500", "world", "PM"),
        ("FR", "97600", "world", "YT"),
        ("FR", "98413", "world", "FR"),
        ("FR", "98000", "eu", "MC"),
        ("FR", "20000", "eu", "FR"),
        ("DK", "3900", "world", "GL"),
        ("DK", "DK-3905", "world", "GL"),
        ("GL", "3900", "world", "GL"),
        ("DK", "3800", "eu", "DK"),
        ("FO", "FO-100", "eu", "FO"),
        ("ES", "35001", "world", "ES"),
        ("ES", "38001", "world", "ES"),
        ("ES", "51001", "world", "ES"),
        ("ES", "52001", "world", "ES"),
        ("ES", "28001", "eu", "ES"),
        ("ES", "07001", "eu", "ES"),
        ("PT", "9000-018", "eu", "PT"),
        ("FI", "22100", "eu", "AX"),
        ("NO", "9170", "world", "SJ"),
        ("NO", "0150", "world", "NO"),
        ("GB", "JE2 3AB", "uk", "JE"),
        ("GB", "GB-GY1 1AA", "uk", "GG"),
        ("GB", "GU1 1AA", "uk", "GB"),
        ("IT", "47890", "eu", "SM"),
        ("DE", "97421", "home", "DE"),
        ("CW", "", "world", "CW"),
    ] {
        let country = country(code);
        assert_eq!(
            (zones().zone_at(country, postcode), country.territory(postcode).code),
            (Some(zone(key)), territory),
            "{code} {postcode:?}"
        );
    }
}

#[test]
fn offers_are_ordered_with_their_dates() {
    let offers = tariffs().offers(
        (zone("home"), Load::default()),
        Money::new(1_000, Currency::EUR),
        &Rates::default(),
        (date!(2026 - 11 - 20), 9),
        &Calendar::default(),
    );
    assert_eq!(
        offers.iter().map(|o| (o.method, o.price.minor)).collect::<Vec<_>>(),
        [(ShippingMethod::Standard, 490), (ShippingMethod::Express, 1_290)]
    );
    assert_eq!(offers[0].earliest, date!(2026 - 11 - 24));
    for method in ShippingMethod::ALL {
        assert_eq!(ShippingMethod::from_key(method.key()), Some(method));
    }
    assert_eq!(ShippingMethod::from_key("teleport"), None);
}

const SMALL: &str = "\
home,standard,parcel,31.5,63,4.90,50,2,3
home,express,parcel,31.5,31.5,12.90,,1,1
home,standard,freight,,150,39,,3,6
home,standard,freight,,,99,,3,6
eu,standard,parcel,,,9.90,,3,6
uk,standard,parcel,,,9.90,,3,6
world,standard,parcel,,,24.90,,7,14";

#[test]
fn weight_determines_the_carriage() {
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
        let standard = tariffs.offered(zone("home"), ShippingMethod::Standard, load).unwrap();
        assert_eq!((standard.carriage, standard.price), (carriage, price), "{what}");
        assert_eq!(
            tariffs.offered(zone("home"), ShippingMethod::Express, load).is_some(),
            express,
            "{what}"
        );
        let chosen = tariffs.chosen(zone("home"), ShippingMethod::Express, load).unwrap();
        assert_eq!(
            chosen.method,
            if express { ShippingMethod::Express } else { ShippingMethod::Standard },
            "{what}"
        );
    }
    assert_eq!(Load::of([(i64::MAX, 999), (5, 0)]), Load { heaviest: i64::MAX, total: i64::MAX });
    assert_eq!(Load::of([(-4, 9)]), Load { heaviest: 0, total: 0 });
}

#[test]
fn errors_in_a_table_of_tariffs() {
    assert_eq!(Tariffs::read(SMALL).unwrap().iter().count(), 7);
    for wrong in [
        "no where,standard,parcel,,,1,,1,1",
        "a-zone-with-a-long-key,standard,parcel,,,1,,1,1",
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
            Err(TariffError::Line(3)),
            "{wrong}"
        );
    }
    let check = |text: &str| Tariffs::read(text).unwrap().check(zones());
    assert_eq!(check(SMALL), Ok(()));
    for (key, gap) in [
        ("home", "home,standard,freight,,,99,,3,6\n"),
        ("eu", "eu"),
        ("uk", "uk"),
        ("world", "world"),
    ] {
        let lines = SMALL.lines().filter(|line| !format!("{line}\n").starts_with(gap));
        let error = check(&lines.collect::<Vec<_>>().join("\n")).unwrap_err();
        assert_eq!(error, TariffError::Gap(zone(key)));
        assert!(error.to_string().contains(key), "{error}");
    }
    assert_eq!(check(""), Err(TariffError::Gap(zone("home"))));
    let error = check(&format!("# a comment\n\nnowhere,standard,parcel,,,1,,1,1\n{SMALL}"));
    assert_eq!(error, Err(TariffError::UnknownZone(3, zone("nowhere"))));
    assert!(error.unwrap_err().to_string().starts_with("line 3"));
}

#[test]
fn a_tariff_that_never_applies_is_reported() {
    for (first, second, hidden) in [
        ("home,standard,parcel,,,1,,1,1", "home,standard,freight,,,2,,1,1", true),
        ("home,standard,parcel,,,1,,1,1", "home,standard,freight,50,90,2,,1,1", true),
        ("home,standard,parcel,30,60,1,,1,1", "home,standard,freight,30,60,2,,1,1", true),
        ("home,standard,parcel,30,60,1,,1,1", "home,standard,freight,20,50,2,,1,1", true),
        ("home,standard,parcel,,60,1,,1,1", "home,standard,freight,20,60,2,,1,1", true),
        ("home,standard,parcel,30,60,1,,1,1", "home,standard,freight,31,60,2,,1,1", false),
        ("home,standard,parcel,30,60,1,,1,1", "home,standard,freight,30,61,2,,1,1", false),
        ("home,standard,parcel,30,60,1,,1,1", "home,standard,freight,,,2,,1,1", false),
        ("home,standard,parcel,,60,1,,1,1", "home,standard,freight,20,,2,,1,1", false),
        ("home,standard,parcel,,,1,,1,1", "home,express,parcel,,,2,,1,1", false),
        ("home,standard,parcel,,,1,,1,1", "eu,standard,parcel,,,2,,1,1", false),
    ] {
        let read = Tariffs::read(&format!("{first}\n# cheaper\n{second}\n"));
        let expected = if hidden { Some(TariffError::Hidden(3, 1)) } else { None };
        assert_eq!(read.clone().err(), expected, "{first} {second}");
        if let Err(error) = read {
            assert!(error.to_string().starts_with("line 3 never applies"), "{error}");
        }
    }
}

#[test]
fn heavier_goods_never_ship_cheaper() {
    let (tariffs, rates) = (tariffs(), Rates::default());
    for zone in zones().iter().map(|entry| entry.zone) {
        for subtotal in [0, 29_900, 150_000, 1_000_000] {
            let price = |kilograms: i64| {
                let load = Load::of([(kilograms * 1_000, 1)]);
                tariffs
                    .offered(zone, ShippingMethod::Standard, load)
                    .unwrap()
                    .price(Money::new(subtotal, Currency::EUR), &rates)
                    .unwrap()
                    .minor
            };
            let prices: Vec<i64> = (0..400).map(price).collect();
            assert!(prices.is_sorted(), "{zone:?} {subtotal} {prices:?}");
        }
    }
}

proptest! {
    #[test]
    fn parcels_travel_on_working_days(
        ordinal in 0_i64..20_000,
        hour in 0_u8..24,
        days in 0_u8..30,
    ) {
        let first = Date::from_calendar_date(2020, Month::January, 1).unwrap();
        let date = first + Duration::days(ordinal);
        let working = |d: Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
        let calendar = Calendar::default();
        let leaves = dispatch_day(date, hour, &calendar);
        prop_assert!(working(leaves) && leaves >= date && leaves - date <= Duration::days(3));
        let arrives = add_working_days(leaves, days, &calendar);
        let between = (1..=(arrives - leaves).whole_days())
            .filter(|d| working(leaves + Duration::days(*d)))
            .count();
        prop_assert_eq!(between, usize::from(days));
        prop_assert!(working(arrives));
    }
}

#[test]
fn tariffs_are_written_as_they_are_read() {
    let unnumbered = |tariffs: &Tariffs| -> Vec<Tariff> {
        tariffs.iter().map(|tariff| Tariff { line: 0, ..*tariff }).collect()
    };
    for text in [include_str!("../../../shop/data/delivery.csv"), SMALL] {
        let read = Tariffs::read(text).unwrap();
        let again = Tariffs::read(&read.to_string()).unwrap();
        assert_eq!(unnumbered(&again), unnumbered(&read));
    }
    let line = "home,standard,parcel,31.5,95,4.90,50.00,2,3\n";
    assert_eq!(Tariffs::read(line).unwrap().to_string(), line);
}

#[test]
fn all_that_tariffs_lack_is_named() {
    let text = "home,standard,parcel,,,5,,1,2\nmoon,standard,parcel,,,5,,1,2\n\
                mars,express,parcel,,,5,,1,2\neu,standard,parcel,20,,5,,1,2\n";
    let problems = Tariffs::read(text).unwrap().problems(zones());
    assert_eq!(
        problems,
        [
            TariffError::UnknownZone(2, zone("moon")),
            TariffError::UnknownZone(3, zone("mars")),
            TariffError::Gap(zone("eu")),
            TariffError::Gap(zone("uk")),
            TariffError::Gap(zone("world")),
        ]
    );
}
