//! Sizes, prices, ages and other numbers.

use super::{search, slugs};
use domain::{Currency, Money};
use shop::catalogue::ListQuery;
use testing::{Bench, on_both};
use views::catalogue::Listing;

on_both!(apertures_in_inches_and_millimetres, sample);
async fn apertures_in_inches_and_millimetres(bench: &Bench) {
    for text in [
        "8 inch dobsonian",
        "8\" dobsonian",
        "8″ Dobsonian",
        "8in dobsonian",
        "dobsonian 8 inches",
        "8-inch dobsonian",
        "203 mm dobsonian",
        "203mm dobsonian",
    ] {
        let found = search(bench, text);
        assert_eq!(
            slugs(&found).first(),
            Some(&"lowland-8-dobsonian"),
            "{text}: {:?}",
            slugs(&found)
        );
        assert_eq!(found.corrected, None, "{text}");
    }
    let found = search(bench, "203 mm");
    let snapshot = bench.shop.snapshot();
    assert!(found.total > 0);
    for slug in slugs(&found) {
        let specs = &snapshot.by_slug(slug).unwrap().specs;
        assert!(
            specs.contains(&"203\u{a0}mm".to_owned()) || slug.contains("203"),
            "{slug}: {specs:?}"
        );
    }
}

on_both!(barrels_match_in_either_unit, sample);
async fn barrels_match_in_either_unit(bench: &Bench) {
    for (typed, inches) in [
        ("31.7 mm", "1.25 inch"),
        ("31,7 mm", "1.25 inch"),
        ("31.7mm eyepiece", "1.25 inch eyepiece"),
        ("31.75 mm filter", "1.25 inch filter"),
        ("50.8 mm", "2 inch"),
        ("50.8mm", "2 inch"),
    ] {
        let found = search(bench, typed);
        assert!(found.total > 0 && found.corrected.is_none(), "{typed}");
        assert_eq!(slugs(&found), slugs(&search(bench, inches)), "{typed}");
    }
}

on_both!(m42_is_a_thread, sample);
async fn m42_is_a_thread(bench: &Bench) {
    let found = search(bench, "M42");
    assert!(slugs(&found).contains(&"grebe-deep-9c"), "{:?}", slugs(&found));
    assert_eq!(slugs(&found), slugs(&search(bench, "m42")));
}

on_both!(price_limits_in_words, sample);
async fn price_limits_in_words(bench: &Bench) {
    let euros =
        |listing: &Listing| listing.cards.iter().map(|card| card.price.minor).max().unwrap();
    let (all, cheap) = (search(bench, "telescope"), search(bench, "telescope under 200"));
    assert!(cheap.total > 0 && cheap.total < all.total, "{} of {}", cheap.total, all.total);
    assert!(euros(&cheap) <= 20_000 && euros(&search(bench, "under 30")) <= 3_000);
    // A price range, in different words; the page shows how it was understood.
    let between = search(bench, "telescope between 100 and 200");
    let (from, to) = between.budget.unwrap();
    assert_eq!((from.unwrap().minor, to.unwrap().minor), (10_000, 20_000));
    assert!(
        between.total > 0
            && between.cards.iter().all(|card| (10_000..=20_000).contains(&card.price.minor))
    );
    let both_ends = search(bench, "telescope over 100").total + cheap.total - between.total;
    assert_eq!(both_ends, all.total, "each is in one of them, or in both");
    assert_eq!(slugs(&search(bench, "telescope 200 euros")), slugs(&cheap));
    assert_eq!((all.budget, search(bench, "telescope under 10 inch").budget), (None, None));
    // In the named currency, converted; otherwise in the displayed one.
    for (typed, shown) in [
        ("telescope under 150 pounds", "EUR"),
        ("telescope under £150", "USD"),
        ("telescope under 150 euros", "GBP"),
        ("under $150", "CAD"),
    ] {
        let query = ListQuery::parse(&[("q".to_owned(), typed.to_owned())]).unwrap();
        let shown: Currency = shown.parse().unwrap();
        let named = if typed.contains('$') {
            shown
        } else {
            (if typed.contains("euro") { "EUR" } else { "GBP" }).parse().unwrap()
        };
        let limit = bench.shop.exact_rates().convert(Money::new(15_000, named), shown).unwrap();
        let found = shop::catalogue::search(&bench.shop, &query, shown).unwrap();
        assert_eq!(found.budget, Some((None, Some(limit))), "{typed}");
        assert!(
            found.total > 0 && found.cards.iter().all(|card| card.price.minor <= limit.minor),
            "{typed}"
        );
    }
    // Also while typing.
    let suggested = shop::catalogue::suggest(&bench.shop, "telescope under 150", Currency::EUR);
    assert!(
        !suggested.products.is_empty()
            && suggested.products.iter().all(|card| card.price.minor <= 15_000)
    );
    let query = ListQuery::parse(&[("q".to_owned(), "telescope under 200".to_owned())]).unwrap();
    let yen = shop::catalogue::search(&bench.shop, &query, "JPY".parse().unwrap()).unwrap();
    assert!(yen.budget_missed, "nothing costs less than 200 yen");
    let nothing = search(bench, "zzyzx under 1");
    assert_eq!((nothing.total, nothing.children.is_empty()), (0, false));
}

on_both!(praise_and_price_words_are_not_searched, sample);
async fn praise_and_price_words_are_not_searched(bench: &Bench) {
    let mut with_results = 0;
    for (typed, plain) in [
        ("best telescope", "telescope"),
        ("a really good eyepiece", "really eyepiece"),
        ("large Dobsonian!", "Dobsonian!"),
    ] {
        let plain = search(bench, plain);
        with_results += usize::from(plain.total > 0);
        assert_eq!(slugs(&search(bench, typed)), slugs(&plain), "{typed}");
    }
    assert!(with_results >= 2, "{with_results} of these find something");
    // A word in a product term is not praise.
    let tabletop = search(bench, "tabletop");
    assert!(tabletop.total > 0);
    assert_eq!(slugs(&search(bench, "table top")), slugs(&tabletop));
    // If nothing else is asked for, the words stay.
    assert_eq!(domain::search::intent::plainly("best", |_| false), ("best".to_owned(), false));
    assert_eq!(
        domain::search::intent::plainly("\"best telescope\"", |_| false),
        ("\"best telescope\"".to_owned(), false)
    );

    for (typed, category) in [
        ("cheap telescope", "telescopes"),
        ("affordable Telescopes", "telescopes"),
        ("cheapest binoculars", "binoculars"),
    ] {
        let found = search(bench, typed);
        let prices: Vec<i64> = found.cards.iter().map(|card| card.price.minor).collect();
        assert!(found.cheapest_first && prices.is_sorted(), "{typed} {prices:?}");
        let all = shop::catalogue::category(
            &bench.shop,
            category,
            &ListQuery { page: 1, ..ListQuery::default() },
            Currency::EUR,
        )
        .await
        .unwrap();
        assert_eq!(found.total, all.total, "{typed}");
    }
    let other =
        [("q".to_owned(), "cheap telescope".to_owned()), ("sort".to_owned(), "name".to_owned())];
    let other =
        shop::catalogue::search(&bench.shop, &ListQuery::parse(&other).unwrap(), Currency::EUR)
            .unwrap();
    assert!(!other.cheapest_first && other.cards.is_sorted_by_key(|card| card.name.clone()));
    assert!(!search(bench, "telescope").cheapest_first);
}

on_both!(an_age_is_not_a_size_and_an_unmatched_price_shows_the_nearest, sample);
async fn an_age_is_not_a_size_and_an_unmatched_price_shows_the_nearest(bench: &Bench) {
    for typed in ["telescope for 8 year old", "telescope for an 8-year-old", "telescope aged 10"] {
        let found = search(bench, typed);
        assert!(
            found.total > 0 && slugs(&found) == slugs(&search(bench, "telescope child")),
            "{typed} {:?}",
            slugs(&found)
        );
    }
    let all = search(bench, "12 inch dobsonian");
    let lowest = all.cards.iter().map(|card| card.price.minor).min().unwrap();
    let near = search(bench, &format!("12 inch dobsonian under {}", lowest / 100 - 1));
    assert!(near.budget_missed && near.total > 0 && near.cards[0].price.minor == lowest);
    assert!(!search(bench, &format!("12 inch dobsonian under {}", lowest / 100 + 1)).budget_missed);
    let suggested =
        shop::catalogue::suggest(&bench.shop, "cheap telescope", Currency::EUR).products;
    assert!(
        suggested.is_sorted_by_key(|card| card.price.minor)
            && suggested[0].slug == search(bench, "cheap telescope").cards[0].slug
    );
}

on_both!(quotes_ligatures_and_thousands, sample);
async fn quotes_ligatures_and_thousands(bench: &Bench) {
    let inches = search(bench, "8\" dobsonian");
    assert_eq!(slugs(&inches)[0], "lowland-8-dobsonian");
    for typed in ["\"red light\"", "“red light”"] {
        let found = search(bench, typed);
        let snapshot = bench.shop.snapshot();
        assert!(found.total > 0, "{typed}");
        for slug in slugs(&found) {
            let entry = snapshot.by_slug(slug).unwrap();
            let category = snapshot.breadcrumbs(entry.category).pop().unwrap().text;
            let text = format!("{} {} {category}", entry.name, entry.summary).to_lowercase();
            assert!(text.contains("red light"), "{typed}: {slug}");
        }
    }
    let finder = search(bench, "finder");
    assert!(finder.total > 0);
    assert_eq!(slugs(&search(bench, "ﬁnder")), slugs(&finder));
    for typed in ["1 200 mm", "1,200 mm", "1\u{a0}200 mm", "1.200 mm"] {
        assert_eq!(slugs(&search(bench, typed)), slugs(&search(bench, "1200 mm")), "{typed}");
    }
    assert!(search(bench, "1200 mm").total > 0);
}

on_both!(sizes_of_variants_and_the_cheapest_of_all, sample);
async fn sizes_of_variants_and_the_cheapest_of_all(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for typed in ["25 mm eyepiece", "eyepiece 25mm", "20 mm eyepiece", "9 mm eyepiece"] {
        let found = search(bench, typed);
        let series = found.cards.iter().filter(|card| {
            snapshot.by_slug(&card.slug).is_some_and(|entry| entry.variants.len() > 1)
        });
        assert!(series.count() > 0, "{typed} {:?}", slugs(&found));
    }
    let all = search(bench, "");
    for typed in ["cheap", "cheapest"] {
        let found = search(bench, typed);
        assert_eq!(found.total, all.total, "{typed}");
        assert!(found.cards.is_sorted_by_key(|card| card.price.minor), "{typed}");
        let suggested = shop::catalogue::suggest(&bench.shop, typed, Currency::EUR).products;
        assert_eq!(suggested.first().map(|card| card.price), Some(found.cards[0].price));
    }
}
