//! The key specifications on cards, for the whole sample catalogue.

use super::card_spec;
use std::collections::BTreeSet;
use testing::{Bench, on_both};
use views::catalogue::CardSpec;

/// The unit at the end of a value, if any.
fn unit(value: &str) -> Option<&str> {
    ["mm", "cm", "kg", "nm", "µm", "MP", "°", "×", "″"]
        .into_iter()
        .find(|unit| value.ends_with(unit))
}

on_both!(no_card_is_empty_or_repeats_itself, sample);
async fn no_card_is_empty_or_repeats_itself(bench: &Bench) {
    for entry in &bench.shop.snapshot().products {
        let specs = &entry.specs;
        assert!(specs.len() <= 3 && !specs.is_empty(), "{}: {specs:?}", entry.slug);
        for spec in specs {
            let value = card_spec(spec);
            assert!(
                *spec == CardSpec::SunOnly || !value.trim().is_empty(),
                "{}: {specs:?}",
                entry.slug
            );
            // A card adds nothing to these, so they must say what they are.
            if matches!(spec, CardSpec::Plain(_)) {
                assert!(
                    !["None", "Solar", "yes", "no"].contains(&value)
                        && !value.bytes().all(|b| b.is_ascii_digit()),
                    "{}: {specs:?}",
                    entry.slug
                );
                let others = specs
                    .iter()
                    .filter(|other| *other != spec)
                    .any(|other| card_spec(other).contains(value));
                assert!(!others, "{}: {specs:?}", entry.slug);
            }
        }
        let units: Vec<_> = specs.iter().filter_map(|spec| unit(card_spec(spec))).collect();
        assert_eq!(
            units.iter().collect::<BTreeSet<_>>().len(),
            units.len(),
            "{}: {specs:?}",
            entry.slug
        );
    }
}

on_both!(one_rule_per_kind, sample);
async fn one_rule_per_kind(bench: &Bench) {
    use CardSpec::{Carries, Filter, Fits, Pages, Plain, SunOnly};
    type Kind = fn(String) -> CardSpec;
    let snapshot = bench.shop.snapshot();
    let with = |kind: Kind, value: &str| kind(value.to_owned());
    let plain = |value: &str| with(Plain, value);
    for (slug, expected) in [
        ("varnhem-925-sct-eq", vec![plain("235 mm"), plain("f/10"), plain("39 kg")]),
        (
            "skerry-eq6-goto",
            vec![with(Carries, "20 kg"), plain("Goto equatorial"), plain("83–140 cm")],
        ),
        (
            "skerry-steel-tripod",
            vec![with(Carries, "25 kg"), plain("Chromed steel"), plain("78–132 cm")],
        ),
        ("corvane-68", vec![plain("8–24 mm"), plain("68°"), plain("1.25″")]),
        ("corvane-38-70", vec![plain("38 mm"), plain("70°"), plain("2″")]),
        ("your-first-year-under-the-stars", vec![with(Pages, "224"), plain("21 × 26 cm")]),
        ("map-of-the-moon", vec![plain("70 × 50 cm, both sides")]),
        ("tarn-fell-8x42", vec![plain("8×"), plain("42 mm"), plain("8.1°")]),
        ("heliard-white-light-filter", vec![with(Filter, "Solar"), with(Fits, "225–240 mm")]),
        ("heliard-40-ha", vec![plain("40 mm"), plain("0.07 nm"), plain("1.4 kg")]),
        ("heliard-50-travel", vec![plain("50 mm"), SunOnly, plain("2 kg")]),
        ("grebe-deep-9c", vec![plain("9 MP"), plain("3.76 µm"), plain("Back-lit CMOS, colour")]),
    ] {
        let spaced = |spec: &CardSpec| {
            let value = card_spec(spec).replace('\u{a0}', " ");
            match spec {
                Plain(_) => Plain(value),
                Carries(_) => Carries(value),
                Fits(_) => Fits(value),
                Filter(_) => Filter(value),
                Pages(_) => Pages(value),
                SunOnly => SunOnly,
            }
        };
        let specs: Vec<_> = snapshot.by_slug(slug).unwrap().specs.iter().map(spaced).collect();
        assert_eq!(specs, expected, "{slug}");
    }
}
