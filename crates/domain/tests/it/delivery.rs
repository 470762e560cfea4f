//! Delivery prices and dates.

use crate::{country, currency};
use domain::{
    Currency, Money,
    customers::country::Zone,
    pricing::rates::Rates,
    shipping::{
        Carriage, Load, ShippingMethod, Tariff, TariffError, Tariffs, add_working_days,
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
            parcel(country(code).zone, method).window(friday, hour, &Calendar::default()),
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
            parcel(country(code).zone, method).price(Money::new(subtotal, Currency::EUR), &rates),
            Some(Money::new(expected, Currency::EUR)),
            "{code} {subtotal}"
        );
    }
    let home = parcel(Zone::Home, ShippingMethod::Standard);
    assert_eq!(
        home.to_free(Money::new(4_999, Currency::EUR), &rates),
        Some(Money::new(1, Currency::EUR))
    );
    assert_eq!(home.to_free(Money::new(5_000, Currency::EUR), &rates), None);
    assert_eq!(home.price(Money::new(1, currency("KWD")), &rates), None);
    assert_eq!(
        parcel(Zone::Home, ShippingMethod::Express).to_free(Money::new(1, Currency::EUR), &rates),
        None
    );
}

#[test]
fn the_missing_amount_makes_delivery_free_in_every_currency() {
    let rates = Rates::default();
    for currency in rates.currencies() {
        for code in ["DE", "FR", "GB", "US"] {
            let subtotal = Money::new(1, currency);
            let standard = parcel(country(code).zone, ShippingMethod::Standard);
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
    use domain::customers::country::Zone::{Eu, Home, Uk, World};
    for (code, postcode, zone, territory) in [
        ("FR", "75001", Eu, "FR"),
        ("FR", "", Eu, "FR"),
        ("FR", "9", Eu, "FR"),
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
        ("FR", "98000", Eu, "MC"),
        ("FR", "20000", Eu, "FR"),
        ("DK", "3900", World, "GL"),
        ("DK", "DK-3905", World, "GL"),
        ("GL", "3900", World, "GL"),
        ("DK", "3800", Eu, "DK"),
        ("FO", "FO-100", Eu, "FO"),
        ("ES", "35001", World, "ES"),
        ("ES", "38001", World, "ES"),
        ("ES", "51001", World, "ES"),
        ("ES", "52001", World, "ES"),
        ("ES", "28001", Eu, "ES"),
        ("ES", "07001", Eu, "ES"),
        ("PT", "9000-018", Eu, "PT"),
        ("FI", "22100", Eu, "AX"),
        ("NO", "9170", World, "SJ"),
        ("NO", "0150", World, "NO"),
        ("GB", "JE2 3AB", Uk, "JE"),
        ("GB", "GB-GY1 1AA", Uk, "GG"),
        ("GB", "GU1 1AA", Uk, "GB"),
        ("IT", "47890", Eu, "SM"),
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
fn offers_are_ordered_with_their_dates() {
    let offers = tariffs().offers(
        (Zone::Home, Load::default()),
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
        let standard = tariffs.offered(Zone::Home, ShippingMethod::Standard, load).unwrap();
        assert_eq!((standard.carriage, standard.price), (carriage, price), "{what}");
        assert_eq!(
            tariffs.offered(Zone::Home, ShippingMethod::Express, load).is_some(),
            express,
            "{what}"
        );
        let chosen = tariffs.chosen(Zone::Home, ShippingMethod::Express, load).unwrap();
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
            Err(TariffError::Line(3)),
            "{wrong}"
        );
    }
    for (zone, gap) in
        Zone::ALL.into_iter().zip(["home,standard,freight,,,99,,3,6\n", "eu", "uk", "world"])
    {
        let lines = SMALL.lines().filter(|line| !format!("{line}\n").starts_with(gap));
        let error = Tariffs::read(&lines.collect::<Vec<_>>().join("\n")).unwrap_err();
        assert_eq!(error, TariffError::Gap(zone));
        assert!(error.to_string().contains(zone.key()), "{error}");
    }
    assert_eq!(Tariffs::read(""), Err(TariffError::Gap(Zone::Home)));
}

#[test]
fn heavier_goods_never_ship_cheaper() {
    let (tariffs, rates) = (tariffs(), Rates::default());
    for zone in Zone::ALL {
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
