//! Search and suggestions.

use crate::bench::{Bench, on_both};
use domain::{Currency, catalogue::Listing};
use shop::catalogue::ListQuery;

fn search(bench: &Bench, text: &str) -> Listing {
    let query = ListQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap();
    bench.shop.search(&query, Currency::EUR).unwrap()
}

fn slugs(listing: &Listing) -> Vec<&str> {
    listing.cards.iter().map(|card| card.slug.as_str()).collect()
}

on_both! {
    async fn slips_are_forgiven_and_named(bench) {
        for (typed, meant) in [("dobsonain", "dobsonian"), ("refracter", "refractor"), ("telescpoe", "telescope"), ("eyepeice", "eyepiece"), ("binoclars", "binoculars")] {
            let (wrong, right) = (search(bench, typed), search(bench, meant));
            assert!(wrong.total > 0, "{typed}");
            assert_eq!(right.corrected, None, "{meant}");
            let corrected = wrong.corrected.as_deref().unwrap_or_else(|| panic!("{typed} is not named"));
            assert!(corrected == meant || corrected == format!("{meant}s"), "{typed} was read as {corrected}");
            let best = slugs(&wrong);
            assert!(slugs(&right).iter().any(|slug| best.contains(slug)), "{typed}: {best:?}");
        }
    }
}

on_both! {
    async fn apertures_in_inches_and_millimetres(bench) {
        for text in ["8 inch dobsonian", "8\" dobsonian", "8″ Dobsonian", "8in dobsonian", "dobsonian 8 inches", "8-inch dobsonian", "203 mm dobsonian", "203mm dobsonian"] {
            let found = search(bench, text);
            assert_eq!(slugs(&found).first(), Some(&"lowland-8-dobsonian"), "{text}: {:?}", slugs(&found));
            assert_eq!(found.corrected, None, "{text}");
        }
        let found = search(bench, "203 mm");
        let snapshot = bench.shop.snapshot();
        assert!(found.total > 0);
        for slug in slugs(&found) {
            let specs = &snapshot.by_slug(slug).unwrap().specs;
            assert!(specs.iter().any(|spec| spec == "203\u{a0}mm") || slug.contains("203"), "{slug}: {specs:?}");
        }
    }
}

on_both! {
    async fn m42_is_a_thread(bench) {
        let found = search(bench, "M42");
        assert!(slugs(&found).contains(&"grebe-deep-9c"), "{:?}", slugs(&found));
        assert_eq!(slugs(&found), slugs(&search(bench, "m42")));
    }
}

on_both! {
    async fn names_brands_and_numbers(bench) {
        for (text, slug) in [
            ("LOW-D8", "lowland-8-dobsonian"),
            ("low-d8", "lowland-8-dobsonian"),
            ("OLJCESPC7Z", "national-park-foundation-explorascope"),
            ("Explorascope", "national-park-foundation-explorascope"),
            ("explora", "national-park-foundation-explorascope"),
            ("comet book", "the-comet-book"),
            ("8x42", "tarn-fell-8x42"),
            ("8×42", "tarn-fell-8x42"),
            ("red flashlight", "red-flashlight"),
            ("RED FLASHLIGHT", "red-flashlight"),
            ("uhc filter", "corvane-uhc"),
        ] {
            let found = search(bench, text);
            assert!(slugs(&found).iter().take(3).any(|s| *s == slug), "{text}: {:?}", slugs(&found));
        }
        assert!(search(bench, "halden").cards.iter().all(|card| card.brand == "Halden Optical"));
    }
}

on_both! {
    async fn nothing_found_leads_on(bench) {
        for text in ["xyzzyplugh", "%", "' --", "<script>", "🔭", "\u{202e}"] {
            let found = search(bench, text);
            assert_eq!((found.total, found.cards.len(), found.pages), (0, 0, 1), "{text:?}");
            assert!(!found.children.is_empty(), "{text:?} leads nowhere");
        }
    }
}

on_both! {
    async fn no_words_find_everything(bench) {
        for text in ["", " ", "\0"] {
            let found = search(bench, text);
            assert_eq!((found.total, found.page, found.query.as_deref()), (bench.shop.snapshot().products.len(), 1, Some("")), "{text:?}");
            assert!(found.pages > 1 && !found.facets.is_empty());
        }
    }
}

on_both! {
    async fn what_is_not_published_is_not_found(bench) {
        assert!(!slugs(&search(bench, "almanac")).iter().any(|s| s.ends_with("2026") || s.ends_with("2028")));
        assert!(slugs(&search(bench, "almanac")).contains(&"sky-almanac-2027"));
    }
}

on_both! {
    async fn any_text_has_an_answer(bench) {
        let long = "telescope ".repeat(1000);
        for text in [long.as_str(), "....", "1 2 3 4 5 6 7 8 9 10 11", "-", "a", "ａ", "Ⅷ inch", "8 inch 8 inch", "İ", "ß"] {
            assert!(search(bench, text).page == 1 && bench.shop.suggest(text, Currency::EUR).products.len() <= 6);
        }
    }
}

on_both! {
    async fn suggestions_while_typing(bench) {
        let found = bench.shop.suggest("dob", Currency::EUR);
        assert_eq!(found.categories.first().map(|link| link.href.as_str()), Some("/categories/dobsonians"));
        assert!(!found.products.is_empty() && found.products.len() <= 6);
        assert!(bench.shop.suggest("d", Currency::EUR).categories.is_empty());
        let usd = bench.shop.suggest("comet book", "USD".parse().unwrap());
        assert_eq!(usd.products[0].price.decimal(), "0.99");
        assert!(bench.shop.suggest("", Currency::EUR).products.is_empty());
    }
}

on_both! {
    async fn pages_and_facets_of_a_search(bench) {
        let found = search(bench, "telescope");
        assert_eq!((found.path.as_str(), found.query.as_deref()), ("/search", Some("telescope")));
        for facet in &found.facets {
            for value in facet.values.iter().take(3) {
                let pairs = [("q".to_owned(), "telescope".to_owned()), (facet.key.clone(), value.key.clone())];
                let narrowed = bench.shop.search(&ListQuery::parse(&pairs).unwrap(), Currency::EUR).unwrap();
                assert_eq!(narrowed.total, value.count, "{} {}", facet.key, value.label);
                assert!(narrowed.clear == "/search?q=telescope");
            }
        }
        let beyond = [("q".to_owned(), "telescope".to_owned()), ("page".to_owned(), "999".to_owned())];
        assert!(matches!(bench.shop.search(&ListQuery::parse(&beyond).unwrap(), Currency::EUR), Err(shop::Error::PastEnd(_))));
    }
}
