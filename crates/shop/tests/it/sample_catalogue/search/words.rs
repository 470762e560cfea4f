//! Terms of the trade, and products not sold.

use super::{search, slugs};
use domain::Currency;
use shop::catalogue::ListQuery;
use testing::{Bench, on_both};

on_both!(names_brands_and_numbers, sample);
async fn names_brands_and_numbers(bench: &Bench) {
    for (text, slug) in [
        ("LOW-D8", "lowland-8-dobsonian"),
        ("low-d8", "lowland-8-dobsonian"),
        ("OLJCESPC7Z", "lowland-50-tabletop"),
        ("Lowland 50", "lowland-50-tabletop"),
        ("comet book", "the-comet-book"),
        ("8x42", "tarn-fell-8x42"),
        ("8×42", "tarn-fell-8x42"),
        ("red flashlight", "nattlys-red-torch"),
        ("RED FLASHLIGHT", "nattlys-red-torch"),
        ("uhc filter", "corvane-uhc"),
    ] {
        let found = search(bench, text);
        assert!(slugs(&found).iter().take(3).any(|s| *s == slug), "{text}: {:?}", slugs(&found));
    }
    let halden = search(bench, "halden").cards;
    assert!(!halden.is_empty() && halden.iter().all(|card| card.brand == "Halden Optical"));
}

on_both!(synonyms, sample);
async fn synonyms(bench: &Bench) {
    let kinds = |text: &str, wanted: &[&str]| {
        let found = search(bench, text);
        let snapshot = bench.shop.snapshot();
        let first: Vec<_> = found.cards.iter().take(5).map(|card| card.slug.clone()).collect();
        assert!(first.len() >= 3, "{text}: {first:?}");
        for slug in &first {
            let entry = snapshot.by_slug(slug).unwrap();
            let breadcrumbs = snapshot.breadcrumbs(entry.category);
            assert!(
                breadcrumbs
                    .iter()
                    .any(|link| wanted.iter().any(|w| link.href == format!("/categories/{w}"))),
                "{text}: {first:?}"
            );
        }
    };
    kinds("telescope for kids", &["telescopes", "binoculars"]);
    kinds("kids telescope", &["telescopes", "binoculars"]);
    kinds("8 zoll", &["telescopes"]);
    kinds("8 inch", &["telescopes"]);
    kinds("scope", &["telescopes"]);
    kinds("binos", &["binoculars"]);
    let slugs_of = |text: &str| {
        search(bench, text).cards.into_iter().map(|card| card.slug.clone()).collect::<Vec<_>>()
    };
    assert_eq!(slugs_of("8 zoll"), slugs_of("8 inch"));
    assert!(slugs_of("goggles").contains(&"heliard-eclipse-glasses".to_owned()));
    assert!(slugs_of("torch").contains(&"nattlys-red-torch".to_owned()));
}

on_both!(terms_find_what_they_name, sample);
async fn terms_find_what_they_name(bench: &Bench) {
    // The first product; a category that the first five belong to; or both.
    for (typed, first, category) in [
        ("O3 filter", "corvane-oiii", "filters"),
        ("O-III", "corvane-oiii", ""),
        ("UHC", "corvane-uhc", ""),
        ("H-alpha", "", ""),
        ("dew heater", "nattlys-dew-strap", ""),
        ("dew strap", "nattlys-dew-strap", ""),
        ("batteries", "nattlys-power-tank", ""),
        ("power tank", "nattlys-power-tank", ""),
        ("exit pupil", "", "eyepieces"),
        ("eyepiece for glasses", "", "eyepieces"),
        ("eyepieces for glasses wearers", "", "eyepieces"),
        ("long eye relief", "", "eyepieces"),
        ("red dot finder", "corvane-red-dot", ""),
        ("barlow", "", "eyepieces"),
        ("star diagonal", "corvane-star-diagonal", ""),
        ("solar film", "heliard-solar-film", ""),
        ("phone adapter", "corvane-phone-holder", ""),
        ("goto mount", "", "mounts"),
        ("go-to", "", ""),
        ("equatorial", "", ""),
        ("alt-az", "", ""),
        ("dob", "", "dobsonians"),
        ("newt", "", "telescopes"),
        ("SCT", "", ""),
        ("Mak", "", ""),
        ("APO", "", ""),
        ("ED", "", ""),
        ("dovetail", "", ""),
        ("vixen dovetail", "", ""),
        ("color filter", "corvane-colour-set", "filters"),
    ] {
        let found = search(bench, typed);
        assert!(
            found.total > 0 && found.corrected.is_none() && found.not_carried.is_none(),
            "{typed}: {} {:?}",
            found.total,
            found.corrected
        );
        assert!(first.is_empty() || slugs(&found)[0] == first, "{typed}: {:?}", slugs(&found));
        let snapshot = bench.shop.snapshot();
        for slug in slugs(&found).iter().take(5).filter(|_| !category.is_empty()) {
            let breadcrumbs = snapshot.breadcrumbs(snapshot.by_slug(slug).unwrap().category);
            assert!(
                breadcrumbs.iter().any(|link| link.href == format!("/categories/{category}")),
                "{typed}: {slug}"
            );
        }
    }
    let relief = search(bench, "eyepiece for glasses wearers");
    assert!(!slugs(&relief).contains(&"corvane-reticle-12"), "9 mm are too little for glasses");
}

on_both!(products_not_sold_are_named_with_alternatives, sample);
async fn products_not_sold_are_named_with_alternatives(bench: &Bench) {
    for (typed, helps) in [
        ("T-ring", "corvane-t2-adapter"),
        ("T2 rings", "corvane-t2-adapter"),
        ("canon t-ring", "corvane-t2-adapter"),
        ("guide scope", "grebe-guide-1"),
        ("guidescope", "grebe-guide-1"),
        ("telrad", "corvane-red-dot"),
        ("coma corrector", "lowland-150-600-photo"),
        ("smart telescope", "halden-80-900"),
        ("seestar", "halden-80-900"),
        ("ZWO Seestar S50", "halden-80-900"),
        ("vespera", "halden-80-900"),
        ("Vaonis Vespera", "halden-80-900"),
        ("dwarf 3", "halden-80-900"),
        ("Dwarf III", "halden-80-900"),
        ("unistellar", "halden-80-900"),
        ("off axis guider", "grebe-guide-1"),
        ("off-axis guider", "grebe-guide-1"),
        ("OAG", "grebe-guide-1"),
        ("spotting scope", "halden-80-travel"),
        ("field flattener", "halden-60-astrograph"),
        ("focal reducer", "halden-60-astrograph"),
        ("filter wheel", "grebe-deep-26"),
        ("binoviewer", "tarn-fell-25x100"),
    ] {
        let found = search(bench, typed);
        assert_eq!(slugs(&found).first(), Some(&helps), "{typed}");
        let note = found.note.unwrap_or_default();
        assert!(note.starts_with("We don’t sell"), "{typed}: {note}");
        assert_eq!(found.corrected, None, "{typed}");
    }
    for typed in ["nexstar", "NexStar 8SE", "Celestron NexStar 8 SE", "Meade LX90", "lx200"] {
        let found = search(bench, typed);
        let snapshot = bench.shop.snapshot();
        assert!(
            found.note.as_deref().or(found.not_carried.as_deref()).is_some()
                && found.corrected.is_none(),
            "{typed}"
        );
        let first = snapshot.by_slug(slugs(&found)[0]).unwrap();
        assert!(
            first.name.to_lowercase().contains("goto")
                || first.specs.iter().any(|spec| spec.to_lowercase().contains("goto")),
            "{typed}: {}",
            first.name
        );
    }
    for (typed, name) in [
        ("astromaster", "Celestron"),
        ("Skymax 127", "Sky-Watcher"),
        ("meade lightbridge", "Meade"),
    ] {
        assert_eq!(search(bench, typed).not_carried.as_deref(), Some(name), "{typed}");
    }
    for (typed, category) in [
        ("finder shoe", "finders"),
        ("shoe", "finders"),
        ("tracking motor", "mounts"),
        ("gift wrapping", "gifts"),
    ] {
        let found = search(bench, typed);
        assert!(
            found.note.as_deref().is_some_and(|note| note.starts_with("We don’t ")),
            "{typed} {:?}",
            found.note
        );
        let members = shop::catalogue::category(
            &bench.shop,
            category,
            &ListQuery { page: 1, ..ListQuery::default() },
            Currency::EUR,
        )
        .await
        .unwrap();
        let first = slugs(&found).first().map(ToString::to_string);
        assert!(
            members.cards.iter().any(|card| Some(&card.slug) == first.as_ref()),
            "{typed} {first:?}"
        );
    }
    for typed in ["adapter for canon", "Nikon camera adapter", "canon to telescope adapter"] {
        let found = search(bench, typed);
        assert!(
            found.note.is_some_and(|note| note.contains("T-ring")) && found.not_carried.is_none(),
            "{typed}"
        );
    }
    for typed in ["saddle", "tube rings", "discount code"] {
        assert!(search(bench, typed).note.is_some(), "{typed}");
    }
    let mask = search(bench, "Bahtinov");
    assert!(mask.total == 0 && mask.note.is_some_and(|note| note.contains("Bahtinov")));
}
