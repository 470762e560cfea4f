//! The key specifications on cards, for the whole sample catalogue.

use super::card_spec;
use std::collections::BTreeSet;
use testing::{Bench, on_both};

/// The unit at the end of a specification, if any.
fn unit(fact: &str) -> Option<&str> {
    ["mm", "cm", "kg", "nm", "µm", "MP", "°", "×", "″"]
        .into_iter()
        .find(|unit| fact.ends_with(unit))
}

on_both!(no_card_is_empty_or_repeats_itself, sample);
async fn no_card_is_empty_or_repeats_itself(bench: &Bench) {
    for entry in &bench.shop.snapshot().products {
        let facts = &entry.specs.iter().map(card_spec).collect::<Vec<_>>();
        assert!(facts.len() <= 3 && !facts.is_empty(), "{}: {facts:?}", entry.slug);
        for fact in facts {
            assert!(
                !fact.trim().is_empty() && !["None", "Solar", "Yes", "No"].contains(&fact.as_str()),
                "{}: {facts:?}",
                entry.slug
            );
            assert!(
                !fact.bytes().all(|b| b.is_ascii_digit()),
                "a bare number at {}: {facts:?}",
                entry.slug
            );
            let others = facts
                .iter()
                .filter(|other| *other != fact)
                .any(|other| other.contains(fact.as_str()));
            assert!(!others, "{}: {facts:?}", entry.slug);
        }
        let units: Vec<_> = facts.iter().filter_map(|fact| unit(fact)).collect();
        assert_eq!(
            units.iter().collect::<BTreeSet<_>>().len(),
            units.len(),
            "{}: {facts:?}",
            entry.slug
        );
    }
}

on_both!(one_rule_per_kind, sample);
async fn one_rule_per_kind(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for (slug, line) in [
        ("varnhem-925-sct-eq", "235 mm · f/10 · 39 kg"),
        ("skerry-eq6-goto", "carries 20 kg · Goto equatorial · 83–140 cm"),
        ("skerry-steel-tripod", "carries 25 kg · Chromed steel · 78–132 cm"),
        ("corvane-68", "8–24 mm · 68° · 1.25″"),
        ("corvane-38-70", "38 mm · 70° · 2″"),
        ("your-first-year-under-the-stars", "224 pages · 21 × 26 cm"),
        ("map-of-the-moon", "70 × 50 cm, both sides"),
        ("tarn-fell-8x42", "8× · 42 mm · 8.1°"),
        ("heliard-white-light-filter", "Solar filter · fits 225–240 mm"),
        ("heliard-40-ha", "40 mm · 0.07 nm · 1.4 kg"),
        ("heliard-50-travel", "50 mm · Sun only · 2 kg"),
        ("grebe-deep-9c", "9 MP · 3.76 µm · Back-lit CMOS, colour"),
    ] {
        let specs: Vec<_> = snapshot.by_slug(slug).unwrap().specs.iter().map(card_spec).collect();
        assert_eq!(specs.join(" · ").replace('\u{a0}', " "), line, "{slug}");
    }
}
