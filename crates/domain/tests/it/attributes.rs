//! Formatting of numbers and attributes.

use domain::{
    catalogue::{AttributeDefinition, Value},
    stock::StockLevel,
    text::number,
};
use proptest::prelude::*;

#[test]
fn numbers() {
    let table = [
        (714.0, 0, "714"),
        (714.0, 1, "714"),
        (6.95, 1, "7"),
        (6.5, 1, "6.5"),
        (6.50, 3, "6.5"),
        (100.0, 0, "100"),
        (0.0, 2, "0"),
        (-0.0, 2, "0"),
        (-0.04, 1, "0"),
        (-12.5, 1, "−12.5"),
        (1000.0, 0, "1000"),
        (9999.0, 0, "9999"),
        (9999.5, 0, "10,000"),
        (10_000.0, 0, "10,000"),
        (1_234_567.5, 1, "1,234,567.5"),
        (-12_345.0, 0, "−12,345"),
        (0.1 + 0.2, 2, "0.3"),
    ];
    for (value, decimals, expected) in table {
        assert_eq!(number(value, decimals), expected, "{value} with {decimals}");
    }
}

fn definition(unit: &str, decimals: u8) -> AttributeDefinition {
    AttributeDefinition {
        kind: None,
        key: "k".to_owned(),
        name: "K".to_owned(),
        unit: unit.to_owned(),
        decimals,
        group: String::new(),
        position: 0,
        facet: None,
        bands: Vec::new(),
        promoted: None,
        card: None,
        explanation: String::new(),
        shows: false,
        inches: false,
        search: true,
    }
}

#[test]
fn values_with_their_units() {
    let text = |t: &str| Value::Text(t.to_owned());
    let list = |items: &[&str]| Value::List(items.iter().map(|&i| i.to_owned()).collect());
    let table = [
        ("mm", 0, Value::Number(714.0), "714\u{a0}mm"),
        ("f/", 1, Value::Number(7.0), "f/7"),
        ("f/", 1, Value::Number(11.3), "f/11.3"),
        ("°", 0, Value::Number(82.0), "82°"),
        ("×", 0, Value::Number(200.0), "200×"),
        ("″", 2, Value::Number(1.25), "1.25″"),
        ("", 0, Value::Number(5.0), "5"),
        ("kg", 1, Value::Number(29.5), "29.5\u{a0}kg"),
        ("%", 0, Value::Number(97.0), "97%"),
        ("", 0, Value::Flag(true), "yes"),
        ("", 0, Value::Flag(false), "no"),
        ("", 0, text("Newtonian"), "Newtonian"),
        ("", 0, list(&["1.25″", "2″"]), "1.25″, 2″"),
        ("″", 0, list(&["1.25", "2"]), "1.25″, 2″"),
        ("", 0, list(&[]), ""),
    ];
    for (unit, decimals, value, expected) in table {
        assert_eq!(definition(unit, decimals).show(&value), expected, "{value:?} in {unit}");
    }
}

#[test]
fn values_keep_their_type_in_json() {
    for (json, value) in [
        ("true", Value::Flag(true)),
        ("714.0", Value::Number(714.0)),
        ("\"714\"", Value::Text("714".to_owned())),
        ("[\"a\",\"b\"]", Value::List(vec!["a".to_owned(), "b".to_owned()])),
    ] {
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
        assert_eq!(
            serde_json::from_str::<Value>(&serde_json::to_string(&value).unwrap()).unwrap(),
            value
        );
    }
}

#[test]
fn only_small_stock_is_exact() {
    for (units, level) in [
        (i64::MIN, StockLevel::SoldOut),
        (-1, StockLevel::SoldOut),
        (0, StockLevel::SoldOut),
        (1, StockLevel::Few(1)),
        (5, StockLevel::Few(5)),
        (6, StockLevel::Enough),
        (i64::MAX, StockLevel::Enough),
    ] {
        assert_eq!(StockLevel::of(units), level, "{units}");
        assert_eq!(level.available(), units > 0);
    }
}

proptest! {
    #[test]
    fn a_number_reads_back(value in -1e9_f64..1e9, decimals in 0_usize..4) {
        let text = number(value, decimals);
        let plain: f64 = text.replace(',', "").replace('−', "-").parse().unwrap();
        prop_assert!(
            (plain - value).abs() <= 0.5001 * 10_f64.powi(-(i32::try_from(decimals).unwrap())),
            "{text}"
        );
        prop_assert!(!(text.ends_with('.') || text.contains('.') && text.ends_with('0')));
    }
}
