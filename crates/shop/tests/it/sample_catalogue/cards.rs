//! The key specifications on cards, for the whole sample catalogue.

use std::collections::BTreeSet;
use testing::{Bench, on_both};

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
            // A card adds nothing to them, so they must say what they are.
            assert!(
                !["", "None", "Solar", "yes", "no"].contains(&spec.trim())
                    && !spec.bytes().all(|b| b.is_ascii_digit()),
                "{}: {specs:?}",
                entry.slug
            );
            let others = specs
                .iter()
                .filter(|other| *other != spec)
                .any(|other| other.contains(spec.as_str()));
            assert!(!others, "{}: {specs:?}", entry.slug);
        }
        let units: Vec<_> = specs.iter().filter_map(|spec| unit(spec)).collect();
        assert_eq!(
            units.iter().collect::<BTreeSet<_>>().len(),
            units.len(),
            "{}: {specs:?}",
            entry.slug
        );
    }
}

on_both!(cards_show_what_tells_products_apart, sample);
async fn cards_show_what_tells_products_apart(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for (slug, expected) in [
        ("varnhem-925-sct-eq", "235 mm · f/10 · 39 kg"),
        ("skerry-eq6-goto", "carries 20 kg · Goto equatorial · 83–140 cm"),
        ("skerry-steel-tripod", "carries 25 kg · Chromed steel · 78–132 cm"),
        ("corvane-68", "8–24 mm · 68° · 1.25″"),
        ("corvane-38-70", "38 mm · 70° · 2″"),
        ("corvane-barlow-2x", "2× · 1.25″"),
        ("corvane-phone-holder", "fits 28–47 mm"),
        ("your-first-year-under-the-stars", "224 pages · 21 × 26 cm"),
        ("map-of-the-moon", "70 × 50 cm, both sides"),
        ("chart-of-the-northern-sky", "84 × 59 cm · A1, matt paper"),
        ("tarn-fell-8x42", "8× · 42 mm · 8.1°"),
        ("heliard-white-light-filter", "Solar filter · fits 225–240 mm"),
        ("heliard-40-ha", "40 mm · 0.07 nm · 1.4 kg"),
        ("heliard-50-travel", "50 mm · Sun only · 2 kg"),
        ("grebe-deep-9c", "9 MP · 3.76 µm · Back-lit CMOS, colour"),
        ("perigee-blower", "Silicone rubber, goat hair, carbon tip"),
    ] {
        let specs = snapshot.by_slug(slug).unwrap().specs.join(" · ").replace('\u{a0}', " ");
        assert_eq!(specs, expected, "{slug}");
    }
}
