//! Conditions on products: their notation, and which products fit.

use domain::catalogue::{
    Attributes, Value,
    guides::GuideStatus,
    rules::{AttributeType, Comparison, Condition, Known},
};
use proptest::prelude::*;

fn parse(text: &str) -> Condition {
    Condition::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A kite with a tail, in the categories `kites` and `outdoors`.
fn kite() -> Attributes {
    Attributes::from([
        ("span".to_owned(), Value::Number(140.0)),
        ("tail".to_owned(), Value::Flag(true)),
        ("frame".to_owned(), Value::Text("Carbon".to_owned())),
        ("wind".to_owned(), Value::List(vec!["Light breeze".to_owned(), "Gale \"9\"".to_owned()])),
    ])
}

fn fits(text: &str) -> bool {
    parse(text).holds(&kite(), &|slug| ["kites", "outdoors"].contains(&slug))
}

#[test]
fn a_condition_tells_which_categories_it_names() {
    for (text, categories) in [
        ("everything", vec![]),
        ("not category boats", vec!["boats"]),
        ("sail missing; tail is yes or span > 1", vec![]),
        ("category kites; not (wind has Gale and frame is Carbon)", vec!["kites"]),
    ] {
        assert_eq!(parse(text).categories(), categories, "{text}");
    }
}

#[test]
fn products_fit_or_do_not() {
    for (text, expected) in [
        ("everything", true),
        ("not everything", false),
        ("category kites", true),
        ("category boats", false),
        ("category \"kites\"", true),
        ("span >= 140", true),
        ("span > 140", false),
        ("span = 140", true),
        ("span<=139.5", false),
        ("span<141", true),
        ("span > -1", true),
        ("depth > 0", false),
        ("depth < 0", false),
        ("not depth > 0", true),
        ("wind has \"Light breeze\"", true),
        ("wind has Light", false),
        ("wind has \"Gale \\\"9\\\"\"", true),
        ("frame is \"Carbon\"", true),
        ("frame is Carbon", true),
        ("frame is carbon", false),
        ("tail is yes", true),
        ("tail is no", false),
        ("motor is no", false),
        ("span present", true),
        ("span missing", false),
        ("motor missing", true),
        // A value of another type.
        ("frame > 1", false),
        ("span has Carbon", false),
        ("wind is yes", false),
        ("category kites; span >= 100; tail is yes", true),
        ("category kites; span >= 200", false),
        ("category boats or span >= 100", true),
        ("category boats and span >= 100 or tail is yes", true),
        ("category boats and (span >= 100 or tail is yes)", false),
        ("category boats; span >= 100 or tail is yes", false),
        ("not (category kites; tail is no)", true),
        ("not category kites and tail is yes", false),
        ("not not tail is yes", true),
        ("category kites;", true),
        ("(category kites;)", true),
    ] {
        assert_eq!(fits(text), expected, "{text}");
    }
}

#[test]
fn the_notation_is_canonical() {
    for (text, printed) in [
        ("category  kites ;span>=100.0", "category kites; span >= 100"),
        ("frame is Carbon", "frame is \"Carbon\""),
        ("not span present", "span missing"),
        ("not (span missing)", "not span missing"),
        ("(a present or b present); c present", "a present or b present; c present"),
        ("(a present; b present) or c present", "a present and b present or c present"),
        ("not (a present; b present)", "not (a present and b present)"),
        ("not ((a present or b present) and c present)", "not (a present or b present; c present)"),
        ("((a present))", "a present"),
        ("\"and\" present", "\"and\" present"),
        ("\"two words\" > 1", "\"two words\" > 1"),
        ("a present;", "a present"),
    ] {
        assert_eq!(parse(text).to_string(), printed, "{text}");
    }
}

#[test]
fn errors_say_what_was_expected() {
    let deep = format!("{}a present", "not ".repeat(40));
    let bracketed = format!("{}a present{}", "(".repeat(100_000), ")".repeat(100_000));
    for (text, part) in [
        ("", "expected a condition on a category or an attribute, but it ends there"),
        ("  ", "but it ends there"),
        ("span", "expected <, <=, =, >=, >, has, is, present or missing after span"),
        ("span >=", "a number after span >=, but it ends there"),
        ("span >= wide", "a number after span >=, but found wide"),
        ("span >= NaN", "but found NaN"),
        ("span >= inf", "but found inf"),
        ("span is", "yes, no or a text after span is"),
        ("span has >", "a text after span has, but found >"),
        ("category", "the slug of a category"),
        ("category >", "the slug of a category, but found >"),
        ("span > 1 tail is yes", "expected ; and, or, or the end, but found tail"),
        ("span > 1 and", "but it ends there"),
        ("and span > 1", "but found and"),
        ("(span > 1", "expected ), but it ends there"),
        ("span > 1)", "but found )"),
        ("frame is \"Carbon", "no quote ends \"Carbon\""),
        ("span >= 1 & tail is yes", "'&' has no meaning here"),
        (deep.as_str(), "nested more than 32 deep"),
        (bracketed.as_str(), "nested more than 32 deep"),
    ] {
        let error = Condition::parse(text).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn names_and_types_are_checked() {
    let attribute = |key: &str| match key {
        "span" => Some(AttributeType::Number),
        "frame" => AttributeType::from_key("text"),
        "wind" => AttributeType::from_key("list"),
        "tail" => AttributeType::from_key("flag"),
        _ => AttributeType::from_key(key),
    };
    let category = |slug: &str| slug == "kites";
    let known = Known { attribute: &attribute, category: &category };
    for (text, error) in [
        ("category kites; span >= 1; frame is a; wind has b; tail is no", None),
        ("span present or frame missing", None),
        ("everything", None),
        ("category boats", Some("no category boats")),
        ("not (category kites and spam > 1)", Some("no attribute spam")),
        ("spam missing", Some("no attribute spam")),
        ("wind >= 3", Some("wind is a list: write wind has \"…\"")),
        ("span has Gale", Some("span is a number: write span >= 100")),
        ("tail is Long", Some("tail is yes or no: write tail is yes")),
        ("frame is yes", Some("frame is a text: write frame is \"…\"")),
    ] {
        let checked = parse(text).check(known).map_err(|error| error.to_string());
        assert_eq!(checked.err().as_deref(), error, "{text}");
    }
    let rule = parse("category a; not (category b or span > 1)");
    assert_eq!(rule.categories(), ["a", "b"]);
}

#[test]
fn keys_lead_back_to_their_values() {
    for status in [GuideStatus::Draft, GuideStatus::Published] {
        assert_eq!(GuideStatus::from_key(status.key()), Some(status));
    }
    assert_eq!(GuideStatus::from_key("Published"), None);
    assert_eq!(AttributeType::from_key("Number"), None);
}

/// Any condition, a few levels deep.
fn conditions() -> impl Strategy<Value = Condition> {
    let comparison = proptest::sample::select(Comparison::ALL.to_vec());
    let number = proptest::num::f64::NORMAL | proptest::num::f64::ZERO;
    let leaf = prop_oneof![
        Just(Condition::Everything),
        ".{0,12}".prop_map(Condition::Category),
        ("[a-z_]{1,8}|.{0,8}", comparison, number)
            .prop_map(|(key, comparison, with)| Condition::Number { key, comparison, with }),
        (".{0,8}", ".{0,12}").prop_map(|(key, entry)| Condition::Has { key, entry }),
        (".{0,8}", ".{0,12}").prop_map(|(key, text)| Condition::Is { key, text }),
        (".{0,8}", any::<bool>()).prop_map(|(key, value)| Condition::Flag { key, value }),
        "(and|or|not|category|everything|is|has)".prop_map(Condition::Present),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Condition::all),
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Condition::any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

/// What can stand around a condition.
const AROUND: [(&str, &str); 9] = [
    ("not ", ""),
    ("(", ")"),
    ("not (", ")"),
    ("not (", " or b present; c present)"),
    ("not (b present or c present; ", ")"),
    ("(", " or b present) and c present"),
    ("b present and (c present; ", ") or d present"),
    ("", " and b present"),
    ("b present; ", " or c present"),
];

proptest! {
    /// Up to the limit of nesting: each condition is put into the next one for as long as the whole
    /// can be read.
    #[test]
    fn what_is_read_can_be_printed_and_read_back(
        around in proptest::collection::vec(proptest::sample::select(AROUND.to_vec()), 60)
    ) {
        let mut text = "a present".to_owned();
        for (before, after) in around {
            let whole = format!("{before}{text}{after}");
            let Ok(condition) = Condition::parse(&whole) else { continue };
            let printed = condition.to_string();
            let read = Condition::parse(&printed);
            prop_assert_eq!(read, Ok(condition), "{} from {}", printed, whole);
            text = whole;
        }
    }

    #[test]
    fn what_is_printed_is_read_back(condition in conditions()) {
        let text = condition.to_string();
        prop_assert_eq!(Condition::parse(&text).unwrap(), condition, "{}", text);
    }

    #[test]
    fn a_condition_and_its_negation_exclude_each_other(condition in conditions()) {
        let is_in = |slug: &str| slug.len().is_multiple_of(2);
        let negated = Condition::Not(Box::new(condition.clone()));
        prop_assert_ne!(condition.holds(&kite(), &is_in), negated.holds(&kite(), &is_in));
    }

    #[test]
    fn no_text_panics(text in ".{0,60}", words in "([a-z();<>=\"\\\\ ]|and|or|not|is|has){0,40}") {
        let _ = Condition::parse(&text);
        if let Ok(condition) = Condition::parse(&words) {
            prop_assert_eq!(Condition::parse(&condition.to_string()).unwrap(), condition);
        }
    }
}
