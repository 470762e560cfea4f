//! Buying guides and their picks.

use super::{search, slugs};
use domain::Currency;
use shop::catalogue::ListQuery;
use testing::{Bench, on_both};

/// The picks of the guide to Saturn.
const SATURN: [&str; 4] =
    ["halden-70-900", "lowland-6-dobsonian", "varnhem-127-mak", "varnhem-8-sct-goto"];

on_both!(saturn_finds_telescopes_not_prints, sample);
async fn saturn_finds_telescopes_not_prints(bench: &Bench) {
    let found = search(bench, "saturn");
    assert!(found.total > 10, "{:?}", slugs(&found));
    assert!(slugs(&found).iter().take(3).all(|slug| SATURN.contains(slug)), "{:?}", slugs(&found));
    assert!(slugs(&found).contains(&"print-saturn-opposition"));
}

on_both!(telescopes_are_for_the_night_unless_the_query_names_the_sun, sample);
async fn telescopes_are_for_the_night_unless_the_query_names_the_sun(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let found = search(bench, "telescope");
    assert!(slugs(&found).len() >= 20, "{:?}", slugs(&found));
    for slug in slugs(&found).iter().take(20) {
        assert!(
            !snapshot.by_slug(slug).unwrap().solar_only,
            "{slug} among the first of {:?}",
            slugs(&found)
        );
    }
    for text in ["solar telescope", "sun telescope"] {
        let found = search(bench, text);
        assert!(
            snapshot.by_slug(slugs(&found)[0]).unwrap().solar_only,
            "{text}: {:?}",
            slugs(&found)
        );
    }
}

on_both!(products_of_a_guide_really_fit_it, sample);
async fn products_of_a_guide_really_fit_it(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for slug in snapshot.guide_slugs() {
        let view = shop::catalogue::guide(
            &bench.shop,
            slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        assert!(
            view.list.total >= 6 && view.chosen.len() == 3,
            "{slug}: {} and {}",
            view.list.total,
            view.chosen.len()
        );
        assert!(view.chosen.iter().map(|one| one.card.price.minor).is_sorted(), "{slug}");
        assert!(view.chosen.iter().all(|one| !one.why.is_empty()), "{slug}");
        let listed: Vec<_> = view.list.cards.iter().map(|card| card.slug.as_str()).collect();
        assert!(
            view.list.total > listed.len()
                || view.chosen.iter().all(|one| listed.contains(&one.card.slug.as_str())),
            "{slug}: {listed:?}"
        );
        if ["saturn", "moon", "galaxies", "child", "photograph", "travel"].contains(&slug) {
            assert!(
                listed.iter().all(|slug| !snapshot.by_slug(slug).unwrap().solar_only),
                "{slug}: {listed:?}"
            );
        }
        if slug == "saturn" {
            for small in ["lowland-50-tabletop", "lowland-76-tabletop", "halden-80-travel"] {
                assert!(!listed.contains(&small), "{small}");
            }
        }
        if slug == "galaxies" {
            let first = &snapshot.by_slug(listed[0]).unwrap().specs[0];
            assert!(first.starts_with(['2', '3', '4']), "{first}");
        }
    }
    assert!(
        shop::catalogue::guide(
            &bench.shop,
            "nothing",
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR
        )
        .is_err()
    );
}

on_both!(picks_stay_within_the_maximum_price, sample);
async fn picks_stay_within_the_maximum_price(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let mut bounded = 0;
    for slug in snapshot.guide_slugs() {
        let view = shop::catalogue::guide(
            &bench.shop,
            slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        let Some(max) = view.max_price else { continue };
        bounded += 1;
        assert!(
            view.chosen.len() == 3
                && view.chosen.iter().all(|one| one.card.price.minor <= max.minor),
            "{slug}"
        );
    }
    assert!(bounded >= 2, "{bounded}");
}

/// All products of each guide in order, as before guides were data. Products of one rank and price,
/// which are ordered by id, are separated by `|`.
const MEMBERS: [(&str, &[&str]); 8] = [
    (
        "saturn",
        &[
            "halden-70-900",
            "lowland-114-900",
            "halden-80-900",
            "halden-90-900",
            "lowland-130-650",
            "lowland-6-dobsonian",
            "lowland-8-dobsonian",
            "lowland-150-750",
            "varnhem-102-mak-goto",
            "lowland-150-1200",
            "lowland-10-dobsonian",
            "lowland-8-travel-truss",
            "lowland-200-1000",
            "lowland-150-750-goto|varnhem-5-sct-goto",
            "lowland-12-dobsonian",
            "lowland-12-truss",
            "varnhem-8-sct-goto",
            "lowland-16-truss",
            "varnhem-925-sct-eq",
            "varnhem-90-mak",
            "varnhem-127-mak",
            "halden-102-ed",
            "halden-152-1200|varnhem-8-sct-tube",
            "varnhem-180-mak",
            "halden-130-triplet",
            "varnhem-11-sct-tube",
        ],
    ),
    (
        "moon",
        &[
            "lowland-76-tabletop",
            "perigee-60-700",
            "halden-70-900",
            "lowland-114-900",
            "halden-80-900",
            "halden-90-900",
            "lowland-130-650",
            "lowland-6-dobsonian",
            "lowland-8-dobsonian",
            "lowland-150-750",
            "varnhem-102-mak-goto",
            "lowland-150-1200",
            "lowland-10-dobsonian",
            "lowland-8-travel-truss",
            "lowland-200-1000",
            "lowland-150-750-goto|varnhem-5-sct-goto",
            "lowland-12-dobsonian",
            "lowland-12-truss",
            "varnhem-8-sct-goto",
            "lowland-16-truss",
            "varnhem-925-sct-eq",
            "varnhem-90-mak",
            "varnhem-127-mak",
            "halden-102-ed",
            "halden-152-1200|varnhem-8-sct-tube",
            "varnhem-180-mak",
            "halden-130-triplet",
            "varnhem-11-sct-tube",
        ],
    ),
    (
        "galaxies",
        &[
            "lowland-8-dobsonian",
            "lowland-10-dobsonian",
            "lowland-8-travel-truss",
            "lowland-200-1000",
            "lowland-12-dobsonian",
            "lowland-12-truss",
            "varnhem-8-sct-goto",
            "lowland-16-truss",
            "varnhem-925-sct-eq",
            "lowland-200-800-photo",
            "varnhem-8-sct-tube",
            "varnhem-11-sct-tube",
            "lowland-114-tabletop",
            "lowland-130-tabletop",
            "lowland-130-650",
            "lowland-6-dobsonian",
            "lowland-150-750",
            "lowland-150-750-goto|varnhem-5-sct-goto",
            "halden-120-600",
            "lowland-150-600-photo",
            "halden-130-triplet",
            "lowland-250-1000-carbon",
        ],
    ),
    (
        "photograph",
        &[
            "lowland-200-1000",
            "lowland-150-750-goto",
            "varnhem-8-sct-goto",
            "varnhem-925-sct-eq",
            "skerry-star-tracker",
            "skerry-az-goto",
            "skerry-strain-12",
            "skerry-eq6-goto",
            "halden-72-ed",
            "lowland-150-600-photo",
            "lowland-150-750",
            "lowland-200-800-photo",
            "halden-102-ed|halden-60-astrograph",
            "halden-80-triplet",
            "varnhem-8-sct-tube",
            "halden-130-triplet",
            "varnhem-11-sct-tube",
            "grebe-planet-1c|grebe-guide-1",
            "grebe-planet-2c",
            "grebe-planet-8m",
            "grebe-deep-9c",
            "grebe-deep-26",
            "grebe-deep-61m",
            "lowland-250-1000-carbon",
        ],
    ),
    (
        "child",
        &[
            "lowland-50-tabletop",
            "lowland-76-tabletop",
            "tarn-fell-10x50",
            "perigee-60-700",
            "halden-70-rucksack",
            "halden-70-900|lowland-114-tabletop",
            "tarn-fell-8x32",
            "lowland-114-900",
            "lowland-130-tabletop",
            "halden-80-900",
            "the-comet-book",
            "heliard-eclipse-glasses",
            "perigee-planisphere",
            "why-is-the-moon-following-us",
            "your-first-year-under-the-stars",
            "corvane-phone-holder",
            "moon-globe",
        ],
    ),
    (
        "travel",
        &[
            "lowland-50-tabletop",
            "lowland-76-tabletop",
            "halden-70-rucksack",
            "lowland-114-tabletop",
            "lowland-130-tabletop",
            "varnhem-102-mak-goto",
            "lowland-8-travel-truss",
            "varnhem-5-sct-goto",
            "halden-80-travel",
            "varnhem-90-mak",
            "halden-120-600",
            "halden-72-ed",
            "halden-60-astrograph",
            "halden-80-triplet",
            "tarn-fell-8x32",
            "tarn-fell-10x42",
            "tarn-fell-8x42",
            "skerry-star-tracker",
            "skerry-az-goto",
            "skerry-strain-12",
            "skerry-carbon-tripod",
        ],
    ),
    (
        "sun",
        &[
            "heliard-50-travel",
            "heliard-40-ha",
            "heliard-60-ha",
            "heliard-eclipse-glasses",
            "heliard-solar-film",
            "heliard-binocular-filters",
            "heliard-white-light-filter",
            "heliard-solar-wedge",
        ],
    ),
    (
        "gift",
        &[
            "heliard-eclipse-glasses",
            "perigee-planisphere",
            "map-of-the-moon|perigee-mug",
            "why-is-the-moon-following-us",
            "hundred-and-ten-objects-poster",
            "print-how-a-refractor-works",
            "print-saturn-opposition",
            "your-first-year-under-the-stars",
            "iron-meteorite",
            "lowland-50-tabletop",
            "lowland-76-tabletop",
            "moon-globe",
            "perigee-60-700",
        ],
    ),
];

on_both!(guides_have_the_products_that_they_had_before_they_were_data, sample);
async fn guides_have_the_products_that_they_had_before_they_were_data(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let slugs: Vec<&str> = snapshot.guide_slugs().collect();
    assert_eq!(slugs, MEMBERS.map(|(slug, _)| slug));
    for (slug, expected) in MEMBERS {
        let mut listed = Vec::new();
        for page in 1..=2 {
            let query = ListQuery { page, ..ListQuery::parse(&[]).unwrap() };
            let view = shop::catalogue::guide(&bench.shop, slug, &query, Currency::EUR);
            // A page past the end is an error.
            listed.extend(view.into_iter().flat_map(|view| view.list.cards));
        }
        let mut rest = listed.iter().map(|card| card.slug.as_str());
        for tied in expected {
            let mut expected: Vec<&str> = tied.split('|').collect();
            let mut found: Vec<&str> = rest.by_ref().take(expected.len()).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{slug}");
        }
        assert_eq!(rest.next(), None, "{slug}");
    }
}

on_both!(every_pick_is_sold_and_explained, sample);
async fn every_pick_is_sold_and_explained(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let mut conn = bench.shop.db().read().await.unwrap();
    let picks = store::catalogue::guide_picks(&mut conn).await.unwrap();
    assert_eq!(picks.len(), 4 * MEMBERS.len());
    for pick in picks {
        assert!(!pick.sentence.is_empty(), "{pick:?}");
        assert!(snapshot.products.iter().any(|entry| entry.id == pick.product_id), "{pick:?}");
    }
}
