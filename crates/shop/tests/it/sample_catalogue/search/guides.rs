//! Buying guides and their picks.

use super::{search, slugs};
use crate::sample_catalogue::card_spec;
use domain::Currency;
use shop::catalogue::ListQuery;
use testing::{Bench, on_both};

on_both!(saturn_finds_telescopes_not_prints, sample);
async fn saturn_finds_telescopes_not_prints(bench: &Bench) {
    let found = search(bench, "saturn");
    assert!(found.total > 10, "{:?}", slugs(&found));
    assert!(
        slugs(&found)
            .iter()
            .take(3)
            .all(|slug| domain::search::intent::guide("saturn").unwrap().chosen.contains(slug)),
        "{:?}",
        slugs(&found)
    );
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
    for guide in &domain::search::intent::BUYING_GUIDES {
        let view = shop::catalogue::guide(
            &bench.shop,
            guide.slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        assert!(
            view.list.total >= 6 && view.chosen.len() == 3,
            "{}: {} and {}",
            guide.slug,
            view.list.total,
            view.chosen.len()
        );
        assert!(view.chosen.iter().map(|card| card.price.minor).is_sorted(), "{}", guide.slug);
        let listed: Vec<_> = view.list.cards.iter().map(|card| card.slug.as_str()).collect();
        assert!(
            view.list.total > listed.len()
                || view.chosen.iter().all(|card| listed.contains(&card.slug.as_str())),
            "{}: {listed:?}",
            guide.slug
        );
        if ["saturn", "moon", "galaxies", "child", "photograph", "travel"].contains(&guide.slug) {
            assert!(
                listed.iter().all(|slug| !snapshot.by_slug(slug).unwrap().solar_only),
                "{}: {listed:?}",
                guide.slug
            );
        }
        if guide.slug == "saturn" {
            for slug in ["lowland-50-tabletop", "lowland-76-tabletop", "halden-80-travel"] {
                assert!(!listed.contains(&slug), "{slug}");
            }
        }
        if guide.slug == "galaxies" {
            let first = card_spec(&snapshot.by_slug(listed[0]).unwrap().specs[0]);
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
    let mut bounded = 0;
    for guide in &domain::search::intent::BUYING_GUIDES {
        let view = shop::catalogue::guide(
            &bench.shop,
            guide.slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        let Some(max) = view.max_price else { continue };
        bounded += 1;
        assert!(
            view.chosen.len() == 3 && view.chosen.iter().all(|card| card.price.minor <= max.minor),
            "{}",
            guide.slug
        );
    }
    assert!(bounded >= 2, "{bounded}");
}
