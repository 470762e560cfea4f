//! Conversion between the 33 currencies.

use crate::currency;
use domain::{
    Currency, Money,
    pricing::rates::{CurrencyRules, RateSource, Rates, RatesError, decimal},
};
use proptest::prelude::*;

/// The built-in table as published by the demonstration, written independently of the code: decimal
/// text per euro.
const TABLE: [(&str, &str); 33] = [
    ("EUR", "1"),
    ("USD", "1.1305"),
    ("JPY", "126.40"),
    ("BGN", "1.9558"),
    ("CZK", "25.592"),
    ("DKK", "7.4609"),
    ("GBP", "0.85970"),
    ("HUF", "315.51"),
    ("PLN", "4.2996"),
    ("RON", "4.7463"),
    ("SEK", "10.5375"),
    ("CHF", "1.1360"),
    ("ISK", "136.80"),
    ("NOK", "9.8040"),
    ("HRK", "7.4210"),
    ("RUB", "74.4208"),
    ("TRY", "6.1247"),
    ("AUD", "1.6072"),
    ("BRL", "4.2682"),
    ("CAD", "1.5128"),
    ("CNY", "7.5857"),
    ("HKD", "8.8743"),
    ("IDR", "15999.40"),
    ("ILS", "4.0875"),
    ("INR", "79.4320"),
    ("KRW", "1275.05"),
    ("MXN", "21.7999"),
    ("MYR", "4.6289"),
    ("NZD", "1.6679"),
    ("PHP", "59.083"),
    ("SGD", "1.5349"),
    ("THB", "36.012"),
    ("ZAR", "16.0583"),
];

/// The prices of the demonstration's ten products in dollars.
pub const PRICES: [&str; 10] = [
    "101.96", "349.95", "129.95", "21.95", "209.95", "175.00", "57.08", "3599.00", "69.95", "0.99",
];

/// A decimal text in millionths.
fn millionths(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<6}").parse().unwrap()
}

#[test]
fn the_embedded_rates_are_the_published_ones() {
    let rates = Rates::default();
    assert_eq!(
        rates.currencies().map(|c| c.code().to_owned()).collect::<Vec<_>>(),
        TABLE.map(|(code, _)| code.to_owned())
    );
    for (code, rate) in TABLE {
        assert_eq!(rates.rate(currency(code)).map(i128::from), Some(millionths(rate)), "{code}");
    }
}

#[test]
fn the_ten_prices_survive_in_dollars() {
    let rates = Rates::default();
    for text in PRICES {
        let price = Money::parse(text, Currency::USD).unwrap();
        let shown = rates.convert(price, Currency::USD).unwrap();
        assert_eq!(shown.decimal(), text);
        let (units, nanos) = shown.units_and_nanos();
        assert_eq!(format!("{units}.{:02}", nanos / 10_000_000), text);
    }
}

#[test]
fn every_price_in_every_currency_is_the_nearest_minor_unit() {
    let rates = Rates::default();
    for text in PRICES {
        let price = Money::parse(text, Currency::USD).unwrap();
        for (code, rate) in TABLE {
            let shown = rates.convert(price, currency(code)).unwrap();
            assert_eq!(shown.currency, currency(code));
            // exact = cents / 100 / 1.1305 * rate * 10^exponent
            let numerator =
                i128::from(price.minor) * millionths(rate) * 10_i128.pow(shown.currency.exponent());
            let denominator = 100 * millionths("1.1305");
            let off = (i128::from(shown.minor) * denominator - numerator).abs();
            assert!(2 * off <= denominator, "{text} USD in {code}: {}", shown.minor);
        }
    }
}

#[test]
fn examples_worked_out_by_hand() {
    let rates = Rates::default();
    let table = [
        ("57.08", "EUR", 5_049),
        ("57.08", "JPY", 6_382),
        ("57.08", "KRW", 64_378),
        ("57.08", "IDR", 80_782_464),
        ("57.08", "HUF", 1_593_039),
        ("0.99", "EUR", 88),
        ("0.99", "JPY", 111),
        ("3599.00", "GBP", 273_690),
    ];
    for (price, code, minor) in table {
        let price = Money::parse(price, Currency::USD).unwrap();
        assert_eq!(rates.convert(price, currency(code)).unwrap().minor, minor, "{price} in {code}");
    }
}

#[test]
fn without_a_rate_there_is_no_amount() {
    let rates = Rates::default();
    assert!(!rates.knows(currency("KWD")));
    assert_eq!(rates.convert(Money::new(1, Currency::EUR), currency("KWD")), None);
    assert_eq!(rates.convert(Money::new(1, currency("KWD")), Currency::EUR), None);
    // The same currency needs no rate.
    assert_eq!(
        rates.convert(Money::new(1, currency("KWD")), currency("KWD")),
        Some(Money::new(1, currency("KWD")))
    );
}

proptest! {
    #[test]
    fn converting_back_is_off_by_less_than_the_coarser_unit(
        minor in 0_i64..10_000_000_000,
        code in prop::sample::select(TABLE.map(|t| t.0).to_vec()),
    ) {
        let rates = Rates::default();
        let there = rates.convert(Money::new(minor, Currency::EUR), currency(code)).unwrap();
        let back = rates.convert(there, Currency::EUR).unwrap();
        let per_minor = i128::from(Currency::EUR.minor_per_major()) * 1_000_000;
        let rate = i128::from(rates.rate(currency(code)).unwrap());
        let step = (per_minor / (rate * i128::from(currency(code).minor_per_major()))).max(1);
        prop_assert!(
            (i128::from(back.minor) - i128::from(minor)).abs() <= step,
            "{minor} → {there:?} → {back:?}"
        );
    }

    #[test]
    fn a_higher_price_never_converts_to_a_lower_one(
        a in 0_i64..10_000_000,
        b in 0_i64..10_000_000,
        code in prop::sample::select(TABLE.map(|t| t.0).to_vec()),
    ) {
        let rates = Rates::default();
        let shown = |minor| {
            rates.convert(Money::new(minor, Currency::USD), currency(code)).unwrap().minor
        };
        let (low, high) = (shown(a.min(b)), shown(a.max(b)));
        prop_assert!(low <= high, "{a} {b} in {code}: {low} {high}");
    }
}

#[test]
fn a_table_of_rates_is_parsed_completely_or_rejected() {
    let rates =
        Rates::read("# European Central Bank\n\nas-of,2026-11-20\nUSD, 1.0834\nJPY,163.2\nEUR,1\n")
            .unwrap();
    assert_eq!(rates.as_of(), Some(time::macros::date!(2026 - 11 - 20)));
    assert_eq!(
        rates.currencies().map(|c| c.to_string()).collect::<Vec<_>>(),
        ["EUR", "USD", "JPY"]
    );
    assert_eq!(
        (rates.rate(currency("USD")), rates.rate(currency("JPY"))),
        (Some(1_083_400), Some(163_200_000))
    );
    let day = "as-of,2026-11-20\n";
    for (text, error) in [
        ("USD,1.1".to_owned(), RatesError::Undated),
        ("as-of,2026-02-30".to_owned(), RatesError::Line(1)),
        ("as-of,yesterday".to_owned(), RatesError::Line(1)),
        (format!("{day}USD"), RatesError::Line(2)),
        (format!("{day}\nUSD;1.1"), RatesError::Line(3)),
        (format!("{day}usd,1.1"), RatesError::Line(2)),
        (format!("{day}USD,0"), RatesError::Line(2)),
        (format!("{day}USD,-1"), RatesError::Line(2)),
        (format!("{day}USD,1.1234567"), RatesError::Line(2)),
        (format!("{day}USD,1,1"), RatesError::Line(2)),
        (format!("{day}USD,12345678901"), RatesError::Line(2)),
        (format!("{day}EUR,2"), RatesError::Line(2)),
        (format!("{day}USD,1.1\nUSD,1.2"), RatesError::Twice(currency("USD"))),
    ] {
        assert_eq!(Rates::read(&text), Err(error), "{text}");
    }
}

#[test]
fn an_unavailable_currency_still_converts() {
    let rates =
        Rates::default().accepting(&[currency("GBP"), currency("EUR"), currency("GBP")]).unwrap();
    assert_eq!(rates.currencies().map(|c| c.to_string()).collect::<Vec<_>>(), ["GBP", "EUR"]);
    assert!(!rates.knows(currency("USD")));
    assert_eq!(
        rates.convert(Money::new(11_305, currency("USD")), currency("EUR")),
        Some(Money::new(10_000, currency("EUR")))
    );
    assert_eq!(
        Rates::default().accepting(&[currency("KWD")]),
        Err(RatesError::Unknown(currency("KWD")))
    );
}

#[test]
fn rates_are_made_of_a_table_and_the_currencies_to_choose_from() {
    let all: Vec<_> = Rates::default().table().collect();
    let own: Vec<_> = Rates::default().currencies().collect();
    let without_euro: Vec<_> =
        all.iter().copied().filter(|(code, _)| *code != Currency::EUR).collect();
    assert_eq!(Rates::new(&without_euro, &own, None), Ok(Rates::default()));
    let (usd, gbp) = (currency("USD"), currency("GBP"));
    let day = Some(time::macros::date!(2026 - 11 - 20));
    let rates = Rates::new(&[(usd, 1_130_500), (gbp, 859_700)], &[gbp, Currency::EUR], day);
    let rates = rates.unwrap();
    assert_eq!(rates.currencies().collect::<Vec<_>>(), [gbp, Currency::EUR]);
    assert_eq!((rates.rate(usd), rates.knows(usd), rates.as_of()), (Some(1_130_500), false, day));
    // A currency that no longer exists cannot be chosen with the rules that end it.
    let ended = rates.with_rules(CurrencyRules::new(Vec::new(), vec![gbp]));
    assert_eq!(ended.currencies().collect::<Vec<_>>(), [Currency::EUR]);
    for (rates, accepted, error) in [
        (vec![(usd, 1), (usd, 2)], vec![], RatesError::Twice(usd)),
        (vec![(Currency::EUR, 1)], vec![], RatesError::Twice(Currency::EUR)),
        (vec![(usd, 0)], vec![], RatesError::Unknown(usd)),
        (vec![(usd, -1)], vec![], RatesError::Unknown(usd)),
        (vec![(usd, 1)], vec![usd, gbp], RatesError::Unknown(gbp)),
    ] {
        assert_eq!(Rates::new(&rates, &accepted, None), Err(error), "{rates:?} {accepted:?}");
    }
}

#[test]
fn a_rate_is_written_as_it_is_read() {
    for (rate, text) in [
        (1_130_500, "1.1305"),
        (1_000_000, "1"),
        (15_999_400_000, "15999.4"),
        (1, "0.000001"),
        (10_000_000, "10"),
    ] {
        assert_eq!(decimal(rate), text);
        assert_eq!(domain::pricing::rates::millionths(text), Some(rate), "{text}");
    }
    for source in RateSource::ALL {
        assert_eq!(RateSource::from_key(source.key()), Some(source));
    }
    assert_eq!(RateSource::from_key("guess"), None);
}

fn rules() -> CurrencyRules {
    CurrencyRules::read(include_str!("../../../shop/data/currencies.csv")).unwrap()
}

#[test]
fn converted_prices_are_rounded_as_people_price() {
    let rates = Rates::default().with_rules(rules());
    let euro = |minor| Money::new(minor, Currency::EUR);
    for (price, code, minor) in [
        (euro(34_995), "EUR", 34_995),
        (euro(5_049), "USD", 5_695),
        (euro(5_000), "JPY", 6_320),
        (euro(42_900), "JPY", 54_200),
        (euro(42_900), "GBP", 36_895),
        (euro(490), "USD", 545),
        (euro(88), "USD", 100),
        (euro(42_900), "CHF", 48_695),
        (euro(42_900), "HUF", 13_540_000),
        (euro(42_900), "SEK", 452_100),
        (euro(42_900), "IDR", 686_400_000),
        (Money::new(10_196, Currency::USD), "EUR", 9_019),
        (Money::new(10_196, Currency::USD), "USD", 10_196),
        (euro(1), "JPY", 10),
        (euro(0), "JPY", 0),
    ] {
        assert_eq!(rates.price(price, currency(code)).unwrap().minor, minor, "{price} in {code}");
    }
}

#[test]
fn discontinued_currencies_are_unavailable_unless_listed() {
    let ended = ["HRK", "BGN", "RUB"].map(currency);
    let rates = Rates::default().with_rules(rules());
    assert_eq!(rates.currencies().count(), 30);
    assert!(
        ended.iter().all(|currency| !rates.knows(*currency) && rates.rate(*currency).is_some())
    );
    let named = Rates::default().accepting(&ended).unwrap().with_rules(rules());
    assert!(ended.iter().all(|currency| named.knows(*currency)));
}

#[test]
fn every_available_currency_has_a_rule() {
    let rates = Rates::default().with_rules(rules());
    for currency in rates.currencies().filter(|currency| *currency != Currency::EUR) {
        let odd = Money::new(123_451, Currency::EUR);
        assert_ne!(rates.price(odd, currency), rates.convert(odd, currency), "{currency}");
    }
}

#[test]
fn an_invalid_rule_is_reported() {
    for line in [
        "USD",
        "USD,,0,0",
        "USD,,1,1",
        "USD,,1",
        "USD,x,1,0",
        "usd,,1,0",
        "HRK,ended,2023",
        "JPY,,0.5,0",
    ] {
        assert_eq!(CurrencyRules::read(&format!("# comment\n{line}")), Err(2), "{line}");
    }
}

proptest! {
    /// A more expensive product does not become cheaper by conversion, nothing becomes free, and no
    /// price is far from the exact one.
    #[test]
    fn rounding_keeps_the_order_of_prices(a in 1_i64..5_000_000, b in 1_i64..5_000_000) {
        let rates = Rates::default().with_rules(rules());
        for from in [Currency::EUR, Currency::USD] {
            for to in rates.currencies().collect::<Vec<_>>() {
                let shown = |minor| rates.price(Money::new(minor, from), to).unwrap().minor;
                let (low, high) = (shown(a.min(b)), shown(a.max(b)));
                prop_assert!(low <= high, "{a} {b} {from} {to}: {low} {high}");
                prop_assert!(
                    low > 0 || rates.convert(Money::new(a.min(b), from), to).unwrap().minor == 0
                );
                let exact = rates.convert(Money::new(a, from), to).unwrap().minor;
                if a > 2_000 {
                    prop_assert!((shown(a) - exact).abs() * 20 <= exact, "{a} {from} {to}: {exact} \
                                                                          becomes {}", shown(a));
                }
            }
        }
    }
}
