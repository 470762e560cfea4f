//! Amounts: reading, writing, rounding and splitting.

use crate::currency;
use domain::{
    Currency, Money,
    money::{divide_rounded, prorate, share},
};
use proptest::prelude::*;
use serde_json::Value;

fn cases() -> Value {
    serde_json::from_str(include_str!("../commerce-cases.json")).unwrap()
}

fn integers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
}

#[test]
fn formatted_in_english() {
    let table = [
        ("EUR", 134_995, "€1,349.95"),
        ("EUR", -500, "−€5.00"),
        ("EUR", 0, "€0.00"),
        ("EUR", 1, "€0.01"),
        ("EUR", 99_999, "€999.99"),
        ("EUR", 100_000, "€1,000.00"),
        ("USD", 123_456_789, "$1,234,567.89"),
        ("JPY", 12_640, "¥12,640"),
        ("JPY", -1, "−¥1"),
        ("CHF", 4_900, "CHF\u{a0}49.00"),
        ("KWD", 1_234, "KWD\u{a0}1.234"),
        ("CLF", 12_345, "CLF\u{a0}1.2345"),
        ("SEK", 105_375, "SEK\u{a0}1,053.75"),
    ];
    for (code, minor, text) in table {
        assert_eq!(Money::new(minor, currency(code)).to_string(), text);
    }
}

#[test]
fn formatted_as_a_plain_decimal() {
    let table = [
        ("EUR", 5, "0.05"),
        ("EUR", -5, "-0.05"),
        ("EUR", 134_995, "1349.95"),
        ("JPY", 12_640, "12640"),
        ("JPY", 0, "0"),
        ("KWD", -1, "-0.001"),
    ];
    for (code, minor, text) in table {
        assert_eq!(Money::new(minor, currency(code)).decimal(), text);
    }
}

#[test]
fn parsed_from_a_decimal() {
    let table = [
        ("349.95", "EUR", Some(34_995)),
        ("349.9", "EUR", Some(34_990)),
        ("349", "EUR", Some(34_900)),
        ("349.", "EUR", Some(34_900)),
        ("0.01", "EUR", Some(1)),
        ("-0.01", "EUR", Some(-1)),
        ("-0", "EUR", Some(0)),
        ("1.234", "KWD", Some(1_234)),
        ("12640", "JPY", Some(12_640)),
        ("92233720368547758.07", "EUR", Some(i64::MAX)),
        ("92233720368547758.08", "EUR", None),
        ("349.955", "EUR", None),
        ("1.5", "JPY", None),
        ("", "EUR", None),
        ("-", "EUR", None),
        (".5", "EUR", None),
        ("+1", "EUR", None),
        ("--1", "EUR", None),
        ("1,5", "EUR", None),
        ("1e3", "EUR", None),
        (" 1", "EUR", None),
        ("1.2.3", "EUR", None),
        ("１", "EUR", None),
        ("NaN", "EUR", None),
    ];
    for (text, code, minor) in table {
        assert_eq!(Money::parse(text, currency(code)).map(|m| m.minor), minor, "{text} {code}");
    }
}

#[test]
fn exponents_of_iso_4217() {
    for (code, exponent) in cases()["currency_exponent"].as_object().unwrap() {
        assert_eq!(u64::from(currency(code).exponent()), exponent.as_u64().unwrap(), "{code}");
    }
    assert_eq!(currency("CLF").exponent(), 4);
}

#[test]
fn currencies_are_three_capital_letters() {
    assert_eq!("EUR".parse(), Ok(Currency::EUR));
    for wrong in ["", "EU", "EURO", "eur", "E1R", "€UR", " EUR", "ÄÖÜ"] {
        assert!(wrong.parse::<Currency>().is_err(), "{wrong:?}");
    }
    assert_eq!(serde_json::to_string(&Currency::USD).unwrap(), "\"USD\"");
    assert!(serde_json::from_str::<Currency>("\"usd\"").is_err());
}

#[test]
fn halves_round_away_from_zero() {
    let table = [
        (5, 10, Some(1)),
        (-5, 10, Some(-1)),
        (5, -10, Some(-1)),
        (-5, -10, Some(1)),
        (4, 10, Some(0)),
        (-4, 10, Some(0)),
        (15, 10, Some(2)),
        (-15, 10, Some(-2)),
        (25, 10, Some(3)),
        (1, 3, Some(0)),
        (2, 3, Some(1)),
        (-2, 3, Some(-1)),
        (0, 7, Some(0)),
        (7, 0, None),
        (i128::from(i64::MAX), 1, Some(i64::MAX)),
        (i128::from(i64::MIN), 1, Some(i64::MIN)),
        (i128::from(i64::MAX) + 1, 1, None),
        (i128::from(i64::MIN) - 1, 1, None),
        (i128::MAX, 1, None),
        (i128::MIN, 1, None),
    ];
    for (numerator, denominator, result) in table {
        assert_eq!(divide_rounded(numerator, denominator), result, "{numerator} / {denominator}");
    }
}

#[test]
fn amounts_are_split_as_in_other_systems() {
    for case in cases()["prorate"].as_array().unwrap() {
        assert_eq!(
            prorate(case["amount"].as_i64().unwrap(), &integers(&case["weights"])),
            integers(&case["parts"]),
            "{case}"
        );
    }
}

#[test]
fn remainders_go_to_the_first_on_ties() {
    assert_eq!(prorate(2, &[1, 1, 1]), [1, 1, 0]);
    assert_eq!(prorate(-2, &[1, 1, 1]), [-1, -1, 0]);
    assert_eq!(prorate(5, &[]), Vec::<i64>::new());
    assert_eq!(prorate(5, &[0, 3, -1]), [0, 5, 0]);
}

#[test]
fn percentages_apply_per_line() {
    for case in cases()["percent_per_line"].as_array().unwrap() {
        let lines = integers(&case["lines"]);
        let discounts: Vec<i64> = lines
            .iter()
            .map(|&line| {
                let percent = u32::try_from(case["percent"].as_u64().unwrap()).unwrap();
                share(line, percent * 100).unwrap()
            })
            .collect();
        assert!(case["discounts"].is_array() || case["discounted"].is_array(), "{case}");
        if case["discounts"].is_array() {
            assert_eq!(discounts, integers(&case["discounts"]), "{case}");
        }
        if case["discounted"].is_array() {
            let discounted: Vec<i64> =
                lines.iter().zip(&discounts).map(|(line, discount)| line - discount).collect();
            assert_eq!(discounted, integers(&case["discounted"]), "{case}");
        }
    }
}

#[test]
fn an_order_percentage_is_split_without_loss() {
    let lines = [106, 206, 306, 406];
    let discount = share(lines.iter().sum(), 1000).unwrap();
    assert_eq!(discount, 102);
    assert_eq!(prorate(discount, &lines).iter().sum::<i64>(), 102);
}

#[test]
fn multiplication_detects_overflow() {
    assert_eq!(Money::new(i64::MAX, Currency::EUR).times(2), None);
    assert_eq!(Money::new(i64::MIN, Currency::EUR).times(2), None);
    assert_eq!(Money::new(-3, Currency::EUR).times(0), Some(Money::zero(Currency::EUR)));
}

#[test]
fn sums_and_comparisons_are_of_one_currency() {
    let euro = |minor| Money::new(minor, Currency::EUR);
    let dollar = Money::new(1, Currency::USD);
    for (a, b, sum, difference) in [
        (euro(250), euro(100), Some(euro(350)), Some(euro(150))),
        (euro(100), euro(-250), Some(euro(-150)), Some(euro(350))),
        (euro(100), dollar, None, None),
        (euro(i64::MAX), euro(1), None, Some(euro(i64::MAX - 1))),
        (euro(i64::MIN), euro(1), Some(euro(i64::MIN + 1)), None),
    ] {
        assert_eq!(a.checked_add(b), sum, "{a:?} + {b:?}");
        assert_eq!(a.checked_sub(b), difference, "{a:?} - {b:?}");
    }
    assert!(euro(1) > euro(0) && euro(-1) < euro(0) && euro(1) >= euro(1));
    assert_eq!(euro(0).partial_cmp(&dollar), None);
    assert!(euro(0).is_zero() && !euro(1).is_zero() && !euro(-1).is_zero());
}

#[test]
fn units_and_nanos_carry_the_sign() {
    let table = [
        ("USD", 5_708, (57, 80_000_000)),
        ("USD", -5_708, (-57, -80_000_000)),
        ("USD", 99, (0, 990_000_000)),
        ("USD", -99, (0, -990_000_000)),
        ("JPY", 12_640, (12_640, 0)),
        ("KWD", 1_001, (1, 1_000_000)),
    ];
    for (code, minor, expected) in table {
        assert_eq!(Money::new(minor, currency(code)).units_and_nanos(), expected);
    }
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF", "USD", "HUF"]).prop_map(currency)
}

proptest! {
    #[test]
    fn decimals_round_trip(
        minor in any::<i64>().prop_filter("its opposite is no amount", |n| *n != i64::MIN),
        currency in any_currency(),
    ) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse(&money.decimal(), currency), Some(money));
    }

    #[test]
    fn digits_are_kept_up_to_the_exponent(
        sign in prop::sample::select(vec!["", "-"]),
        whole in 0_u32..1_000_000,
        fraction in "[0-9]{0,6}",
        currency in any_currency(),
    ) {
        let point = if fraction.is_empty() { "" } else { "." };
        let found = Money::parse(&format!("{sign}{whole}{point}{fraction}"), currency);
        // In millionths, of which no currency has smaller units.
        let padded: i64 = format!("{fraction:0<6}").parse().unwrap();
        let value = (i64::from(whole) * 1_000_000 + padded) * if sign == "-" { -1 } else { 1 };
        let expected = (fraction.len() <= currency.exponent() as usize)
            .then(|| value / 10_i64.pow(6 - currency.exponent()));
        prop_assert_eq!(found.map(|money| money.minor), expected);
    }

    #[test]
    fn other_text_is_no_amount(text in "[-+,eE ]{1,9}[0-9.]{0,9}[+,eE ]|[^0-9]{0,10}") {
        prop_assert_eq!(Money::parse(&text, Currency::EUR), None);
    }

    #[test]
    fn a_formatted_amount_has_all_digits(
        minor in any::<i64>().prop_filter("too large to show", |n| *n != i64::MIN),
        currency in any_currency(),
    ) {
        let money = Money::new(minor, currency);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        prop_assert_eq!(digits(&money.to_string()), digits(&money.decimal()));
        prop_assert_eq!(money.to_string().starts_with('−'), minor < 0);
    }

    #[test]
    fn rounding_is_to_the_nearest(
        numerator in -(1_i128 << 90)..(1_i128 << 90),
        denominator in (1_i128 << 30)..(1_i128 << 60),
    ) {
        let result = i128::from(divide_rounded(numerator, denominator).unwrap());
        prop_assert!(2 * (result * denominator - numerator).abs() <= denominator);
        // Exactly half rounds away from zero, so the result is never closer to zero than the exact
        // value.
        if 2 * (result * denominator - numerator).abs() == denominator {
            prop_assert!((result * denominator).abs() > numerator.abs());
        }
        prop_assert_eq!(
            divide_rounded(-numerator, denominator).map(|result| -result),
            divide_rounded(numerator, denominator)
        );
    }

    #[test]
    fn parts_add_up_and_are_fair(
        amount in -1_000_000_000_i64..1_000_000_000,
        weights in prop::collection::vec(0_i64..1_000_000, 1..20),
    ) {
        let parts = prorate(amount, &weights);
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(parts.iter().sum::<i64>(), amount);
        let sum: i64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            prop_assert!(part.signum() * amount.signum() >= 0);
            if sum > 0 {
                // Less than one unit away from the exact share.
                let off = i128::from(*part) * i128::from(sum)
                    - i128::from(amount) * i128::from(*weight);
                prop_assert!(off.abs() < i128::from(sum));
            }
        }
    }

    #[test]
    fn units_and_nanos_lose_nothing(minor in any::<i64>(), currency in any_currency()) {
        let (units, nanos) = Money::new(minor, currency).units_and_nanos();
        let scale = 10_i128.pow(9 - currency.exponent());
        prop_assert_eq!(
            i128::from(units) * 1_000_000_000 + i128::from(nanos), i128::from(minor) * scale
        );
    }
}
