//! All products, no results, pages and filters.

use super::{search, slugs};
use domain::Currency;
use shop::catalogue::ListQuery;
use testing::{Bench, on_both};

on_both!(no_results_offer_links, sample);
async fn no_results_offer_links(bench: &Bench) {
    for text in ["xyzzyplugh", "%", "' --", "<script>", "🔭"] {
        let found = search(bench, text);
        assert_eq!((found.total, found.cards.len(), found.pages), (0, 0, 1), "{text:?}");
        assert!(!found.children.is_empty(), "{text:?} leads nowhere");
    }
}

on_both!(an_empty_query_finds_everything, sample);
async fn an_empty_query_finds_everything(bench: &Bench) {
    for text in ["", " ", "\0", "\u{202e}"] {
        let found = search(bench, text);
        assert_eq!(
            (found.total, found.page, found.query.as_deref()),
            (bench.shop.snapshot().products.len(), 1, Some("")),
            "{text:?}"
        );
        assert!(found.pages > 1 && !found.facets.is_empty());
    }
}

on_both!(unpublished_products_are_not_found, sample);
async fn unpublished_products_are_not_found(bench: &Bench) {
    assert!(
        !slugs(&search(bench, "almanac"))
            .iter()
            .any(|s| s.ends_with("2026") || s.ends_with("2028"))
    );
    assert!(slugs(&search(bench, "almanac")).contains(&"sky-almanac-2027"));
}

on_both!(any_text_can_be_searched, sample);
async fn any_text_can_be_searched(bench: &Bench) {
    let long = "telescope ".repeat(1000);
    for text in [
        long.as_str(),
        "....",
        "1 2 3 4 5 6 7 8 9 10 11",
        "-",
        "a",
        "ａ",
        "Ⅷ inch",
        "8 inch 8 inch",
        "İ",
        "ß",
    ] {
        assert!(
            search(bench, text).page == 1
                && shop::catalogue::suggest(&bench.shop, text, Currency::EUR).products.len() <= 6
        );
    }
}

on_both!(pages_and_facets_of_a_search, sample);
async fn pages_and_facets_of_a_search(bench: &Bench) {
    let found = search(bench, "telescope");
    assert_eq!((found.path.as_str(), found.query.as_deref()), ("/search", Some("telescope")));
    assert!(!found.facets.is_empty());
    for facet in &found.facets {
        for value in facet.values.iter().take(3) {
            let pairs = [
                ("q".to_owned(), "telescope".to_owned()),
                (facet.key.clone(), value.key.to_string()),
            ];
            let narrowed = shop::catalogue::search(
                &bench.shop,
                &ListQuery::parse(&pairs).unwrap(),
                Currency::EUR,
            )
            .unwrap();
            assert_eq!(narrowed.total, value.count, "{} {:?}", facet.key, value.label);
            assert!(narrowed.clear == "/search?q=telescope");
        }
    }
    let beyond = [("q".to_owned(), "telescope".to_owned()), ("page".to_owned(), "999".to_owned())];
    assert!(matches!(
        shop::catalogue::search(&bench.shop, &ListQuery::parse(&beyond).unwrap(), Currency::EUR),
        Err(shop::catalogue::PastEnd(_))
    ));
}
