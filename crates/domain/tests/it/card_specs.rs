//! The key specifications on cards: their notation, and what is shown of a product.

use domain::catalogue::{
    AttributeDefinition, Attributes, Value,
    card_specs::{CardRule, SpecTemplate, card_value},
    rules::{AttributeType, Condition, Known},
};

fn definition(key: &str, unit: &str) -> AttributeDefinition {
    AttributeDefinition {
        kind: None,
        key: key.to_owned(),
        name: key.to_owned(),
        unit: unit.to_owned(),
        decimals: 1,
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

fn definitions() -> Vec<AttributeDefinition> {
    [
        ("span", "cm"),
        ("wind_min", "km/h"),
        ("wind_max", "km/h"),
        ("ratio", "f/"),
        ("angle", "°"),
        ("frame", ""),
        ("colours", ""),
        ("bag", ""),
        ("tail", ""),
    ]
    .map(|(key, unit)| definition(key, unit))
    .into()
}

/// A kite with a tail.
fn kite() -> Attributes {
    Attributes::from([
        ("span".to_owned(), Value::Number(140.0)),
        ("wind_min".to_owned(), Value::Number(7.5)),
        ("wind_max".to_owned(), Value::Number(30.0)),
        ("ratio".to_owned(), Value::Number(2.0)),
        ("angle".to_owned(), Value::Number(60.0)),
        ("frame".to_owned(), Value::Text("Carbon, 6 mm".to_owned())),
        ("colours".to_owned(), Value::List(vec!["Red".to_owned(), "Blue".to_owned()])),
        ("bag".to_owned(), Value::Text("None".to_owned())),
        ("tail".to_owned(), Value::Flag(true)),
    ])
}

fn shown(template: &str) -> Option<String> {
    let parsed =
        SpecTemplate::parse(template).unwrap_or_else(|error| panic!("{template}: {error}"));
    parsed.show(&definitions(), &kite()).map(|text| text.replace('\u{a0}', " "))
}

#[test]
fn templates_show_what_the_product_has() {
    for (template, expected) in [
        ("{span}", Some("140 cm")),
        (" {span} ", Some("140 cm")),
        ("spans {span}", Some("spans 140 cm")),
        ("{colours} kite", Some("Red, Blue kite")),
        ("{frame}", Some("Carbon, 6 mm")),
        ("{frame:start}", Some("Carbon")),
        ("{span:start}", Some("140 cm")),
        // A range has one unit.
        ("{wind_min}–{wind_max}", Some("7.5–30 km/h")),
        ("flies at {wind_min}–{wind_max}", Some("flies at 7.5–30 km/h")),
        ("{angle}–{angle}", Some("60–60°")),
        ("{ratio}–{ratio}", Some("f/2–f/2")),
        ("{wind_min} – {wind_max}", Some("7.5 km/h – 30 km/h")),
        // Alternatives.
        ("{depth}|{span}", Some("140 cm")),
        ("{span}|{depth}", Some("140 cm")),
        ("{depth}–{span}|{angle}", Some("60°")),
        ("{depth}|outdoors only", Some("outdoors only")),
        ("{depth} {span}", None),
        ("{depth}|{motor}", None),
        // Without their names, these say nothing.
        ("{bag}", None),
        ("{tail}", None),
    ] {
        assert_eq!(shown(template).as_deref(), expected, "{template}");
    }
}

#[test]
fn faults_are_named() {
    for (template, error) in [
        ("", "is empty"),
        ("{span}|", "is empty"),
        ("| ", "is empty"),
        ("{span", "no } ends {span"),
        ("span}", "no { begins span}"),
        ("{}", "{} is not the key"),
        ("{{span}}", "{{span} is not the key"),
        ("{span:end}", "only \"start\" has a meaning"),
    ] {
        let found = SpecTemplate::parse(template).unwrap_err().to_string();
        assert!(found.contains(error), "{template}: {found}");
    }
    let attribute = |key: &str| match key {
        "span" => Some(AttributeType::Number),
        "tail" => Some(AttributeType::Flag),
        _ => None,
    };
    let known = Known { attribute: &attribute, category: &|_| false };
    let check = |template: &str| SpecTemplate::parse(template).unwrap().check(known);
    assert_eq!(check("{span}|small"), Ok(()));
    for (template, error) in [
        ("{span} {depth}", "no attribute depth"),
        ("{span}|{tail}", "tail is yes or no, which says nothing on a card"),
    ] {
        assert_eq!(check(template).unwrap_err().to_string(), error, "{template}");
    }
}

#[test]
fn rules_show_the_specifications_of_their_products() {
    let rule = |condition: &str, specs: &[&str]| {
        let rule = CardRule {
            condition: Condition::parse(condition).unwrap(),
            specs: specs.iter().map(|spec| SpecTemplate::parse(spec).unwrap()).collect(),
        };
        let specs = rule.show(&definitions(), &kite(), &|slug| slug == "kites");
        specs.into_iter().map(|text| text.replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    assert_eq!(rule("category kites", &["{span}", "{depth}", "{angle}"]), ["140 cm", "60°"]);
    assert!(rule("category boats", &["{span}"]).is_empty());
    assert!(rule("span present", &["{depth}"]).is_empty());
    // What another one says too is left out.
    for (specs, expected) in [
        (["{frame:start}", "{frame}"], vec!["Carbon, 6 mm"]),
        (["{frame}", "{frame:start}"], vec!["Carbon, 6 mm"]),
        (["{span}", "{span} wide"], vec!["140 cm wide"]),
        (["{span}", "{span}"], vec!["140 cm"]),
        (["1", "14"], vec!["1", "14"]),
        (["1", "1.5"], vec!["1", "1.5"]),
    ] {
        assert_eq!(rule("everything", &specs), expected, "{specs:?}");
    }
}

#[test]
fn yes_no_and_none_are_not_on_cards() {
    let value = |key: &str| {
        let definitions = definitions();
        let definition = definitions.iter().find(|own| own.key == key).unwrap();
        card_value(definition, &kite())
    };
    assert_eq!(value("angle").as_deref(), Some("60°"));
    assert_eq!((value("bag"), value("tail")), (None, None));
}
