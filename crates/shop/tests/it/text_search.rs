//! Search and suggestions.

use crate::bench::{Bench, on_both};
use domain::{Currency, Money};
use shop::catalogue::ListQuery;
use views::catalogue::Listing;

fn search(bench: &Bench, text: &str) -> Listing {
    let query = ListQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap();
    shop::catalogue::search(&bench.shop, &query, Currency::EUR).unwrap()
}

fn slugs(listing: &Listing) -> Vec<&str> {
    listing.cards.iter().map(|card| card.slug.as_str()).collect()
}

on_both!(slips_are_forgiven_and_named);
async fn slips_are_forgiven_and_named(bench: &Bench) {
    for (typed, meant) in [
        ("dobsonain", "dobsonian"),
        ("refracter", "refractor"),
        ("telescpoe", "telescope"),
        ("eyepeice", "eyepiece"),
        ("binoclars", "binoculars"),
        ("teleskop", "telescope"),
    ] {
        let (wrong, right) = (search(bench, typed), search(bench, meant));
        assert!(wrong.total > 0, "{typed}");
        assert_eq!(right.corrected, None, "{meant}");
        let corrected =
            wrong.corrected.as_deref().unwrap_or_else(|| panic!("{typed} is not named"));
        assert!(
            corrected == meant || corrected == format!("{meant}s"),
            "{typed} was read as {corrected}"
        );
        assert_eq!(
            slugs(&wrong),
            slugs(&search(bench, corrected)),
            "{typed}: not what {corrected} gives"
        );
        let best = slugs(&wrong);
        assert!(slugs(&right).iter().any(|slug| best.contains(slug)), "{typed}: {best:?}");
    }
}

on_both!(apertures_in_inches_and_millimetres);
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
            specs.iter().any(|spec| spec == "203\u{a0}mm") || slug.contains("203"),
            "{slug}: {specs:?}"
        );
    }
}

on_both!(barrels_go_by_either_measure);
async fn barrels_go_by_either_measure(bench: &Bench) {
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

on_both!(m42_is_a_thread);
async fn m42_is_a_thread(bench: &Bench) {
    let found = search(bench, "M42");
    assert!(slugs(&found).contains(&"grebe-deep-9c"), "{:?}", slugs(&found));
    assert_eq!(slugs(&found), slugs(&search(bench, "m42")));
}

on_both!(names_brands_and_numbers);
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
    assert!(search(bench, "halden").cards.iter().all(|card| card.brand == "Halden Optical"));
}

on_both!(nothing_found_leads_on);
async fn nothing_found_leads_on(bench: &Bench) {
    for text in ["xyzzyplugh", "%", "' --", "<script>", "🔭"] {
        let found = search(bench, text);
        assert_eq!((found.total, found.cards.len(), found.pages), (0, 0, 1), "{text:?}");
        assert!(!found.children.is_empty(), "{text:?} leads nowhere");
    }
}

on_both!(no_words_find_everything);
async fn no_words_find_everything(bench: &Bench) {
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

on_both!(people_have_other_words);
async fn people_have_other_words(bench: &Bench) {
    let kinds = |text: &str, wanted: &[&str]| {
        let found = search(bench, text);
        let snapshot = bench.shop.snapshot();
        let first: Vec<_> = found.cards.iter().take(5).map(|card| card.slug.clone()).collect();
        assert!(first.len() >= 3, "{text}: {first:?}");
        for slug in &first {
            let entry = snapshot.by_slug(slug).unwrap();
            let trail = snapshot.trail(entry.category);
            assert!(
                trail
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
        search(bench, text).cards.into_iter().map(|card| card.slug).collect::<Vec<_>>()
    };
    assert_eq!(slugs_of("8 zoll"), slugs_of("8 inch"));
    assert!(slugs_of("goggles").contains(&"heliard-eclipse-glasses".to_owned()));
    assert!(slugs_of("torch").contains(&"nattlys-red-torch".to_owned()));
}

on_both!(saturn_is_more_than_a_print);
async fn saturn_is_more_than_a_print(bench: &Bench) {
    let found = search(bench, "saturn");
    assert!(found.total > 10, "{:?}", slugs(&found));
    assert!(
        slugs(&found)
            .iter()
            .take(3)
            .all(|slug| domain::search::intent::wish("saturn").unwrap().chosen.contains(slug)),
        "{:?}",
        slugs(&found)
    );
    assert!(slugs(&found).contains(&"print-saturn-opposition"));
}

on_both!(a_telescope_is_for_the_night_unless_the_sun_is_asked_for);
async fn a_telescope_is_for_the_night_unless_the_sun_is_asked_for(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let found = search(bench, "telescope");
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

on_both!(what_fits_a_wish_truly_fits);
async fn what_fits_a_wish_truly_fits(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for wish in &domain::search::intent::WISHES {
        let view = shop::catalogue::guide(
            &bench.shop,
            wish.slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        assert!(
            view.list.total >= 6 && view.chosen.len() == 3,
            "{}: {} and {}",
            wish.slug,
            view.list.total,
            view.chosen.len()
        );
        assert!(view.chosen.iter().map(|card| card.price.minor).is_sorted(), "{}", wish.slug);
        let listed: Vec<_> = view.list.cards.iter().map(|card| card.slug.as_str()).collect();
        assert!(
            view.list.total > listed.len()
                || view.chosen.iter().all(|card| listed.contains(&card.slug.as_str())),
            "{}: {listed:?}",
            wish.slug
        );
        if ["saturn", "moon", "galaxies", "child", "photograph", "travel"].contains(&wish.slug) {
            assert!(
                listed.iter().all(|slug| !snapshot.by_slug(slug).unwrap().solar_only),
                "{}: {listed:?}",
                wish.slug
            );
        }
        if wish.slug == "saturn" {
            for slug in ["lowland-50-tabletop", "lowland-76-tabletop", "halden-80-travel"] {
                assert!(!listed.contains(&slug), "{slug}");
            }
        }
        if wish.slug == "galaxies" {
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

on_both!(what_is_not_published_is_not_found);
async fn what_is_not_published_is_not_found(bench: &Bench) {
    assert!(
        !slugs(&search(bench, "almanac"))
            .iter()
            .any(|s| s.ends_with("2026") || s.ends_with("2028"))
    );
    assert!(slugs(&search(bench, "almanac")).contains(&"sky-almanac-2027"));
}

on_both!(any_text_has_an_answer);
async fn any_text_has_an_answer(bench: &Bench) {
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

on_both!(suggestions_while_typing);
async fn suggestions_while_typing(bench: &Bench) {
    let found = shop::catalogue::suggest(&bench.shop, "dob", Currency::EUR);
    assert_eq!(
        found.categories.first().map(|link| link.href.as_str()),
        Some("/categories/dobsonians")
    );
    assert!(!found.products.is_empty() && found.products.len() <= 6);
    assert!(shop::catalogue::suggest(&bench.shop, "d", Currency::EUR).categories.is_empty());
    let usd = shop::catalogue::suggest(&bench.shop, "comet book", "USD".parse().unwrap());
    assert_eq!(
        Some(usd.products[0].price),
        bench.shop.rates().price(Money::new(300, Currency::EUR), Currency::USD)
    );
    assert!(shop::catalogue::suggest(&bench.shop, "", Currency::EUR).products.is_empty());
    // What is not sold is said before Enter is pressed.
    let ring = shop::catalogue::suggest(&bench.shop, "t-ring & more", Currency::EUR);
    assert!(ring.note.starts_with("We don’t sell T-rings"), "{}", ring.note);
    assert_eq!(ring.search, "/search?q=t-ring+%26+more");
    let maker = shop::catalogue::suggest(&bench.shop, "celestron 8", Currency::EUR);
    assert_eq!((maker.not_carried.as_deref(), maker.note.as_str()), (Some("Celestron"), ""));
    assert_eq!((found.note.as_str(), found.not_carried), ("", None));
}

on_both!(suggestions_for_a_word_that_is_only_begun);
async fn suggestions_for_a_word_that_is_only_begun(bench: &Bench) {
    let all = shop::catalogue::suggest(&bench.shop, "cheap telescopes", Currency::EUR);
    for begun in ["cheap tel", "cheap teles", "cheapest telescop"] {
        let found = shop::catalogue::suggest(&bench.shop, begun, Currency::EUR);
        assert_eq!(found.categories.first(), all.categories.first(), "{begun}");
        assert!(!found.categories.is_empty() && found.products == all.products, "{begun}");
    }
    // A slip in the beginning is mended as one in a whole word is.
    let whole = ["eyepiece", "eyepieces"]
        .map(|word| shop::catalogue::suggest(&bench.shop, word, Currency::EUR).products);
    for begun in ["eyepei", "eyepice", "eypie", "eyeppie"] {
        let found = shop::catalogue::suggest(&bench.shop, begun, Currency::EUR).products;
        assert!(!found.is_empty() && whole.contains(&found), "{begun} {found:?}");
    }
    assert!(
        !shop::catalogue::suggest(&bench.shop, "halden refrcat", Currency::EUR).products.is_empty()
    );
    for nothing in ["xqzzy", "eyxxy"] {
        assert!(
            shop::catalogue::suggest(&bench.shop, nothing, Currency::EUR).products.is_empty(),
            "{nothing}"
        );
    }
}

on_both!(pages_and_facets_of_a_search);
async fn pages_and_facets_of_a_search(bench: &Bench) {
    let found = search(bench, "telescope");
    assert_eq!((found.path.as_str(), found.query.as_deref()), ("/search", Some("telescope")));
    for facet in &found.facets {
        for value in facet.values.iter().take(3) {
            let pairs =
                [("q".to_owned(), "telescope".to_owned()), (facet.key.clone(), value.key.clone())];
            let narrowed = shop::catalogue::search(
                &bench.shop,
                &ListQuery::parse(&pairs).unwrap(),
                Currency::EUR,
            )
            .unwrap();
            assert_eq!(narrowed.total, value.count, "{} {}", facet.key, value.label);
            assert!(narrowed.clear == "/search?q=telescope");
        }
    }
    let beyond = [("q".to_owned(), "telescope".to_owned()), ("page".to_owned(), "999".to_owned())];
    assert!(matches!(
        shop::catalogue::search(&bench.shop, &ListQuery::parse(&beyond).unwrap(), Currency::EUR),
        Err(shop::Error::PastEnd(_))
    ));
}

on_both!(a_name_and_its_number_written_together);
async fn a_name_and_its_number_written_together(bench: &Bench) {
    for (typed, apart) in [("halden102", "halden 102"), ("Lowland8", "lowland 8")] {
        let (together, apart) = (search(bench, typed), search(bench, apart));
        assert!(apart.total > 0);
        assert_eq!(slugs(&together), slugs(&apart), "{typed}");
        assert_eq!(together.corrected.as_deref(), Some(apart.query.as_deref().unwrap()), "{typed}");
    }
    assert_eq!(search(bench, "zzyzx99").total, 0);
}

on_both!(a_limit_in_words);
async fn a_limit_in_words(bench: &Bench) {
    let euros =
        |listing: &Listing| listing.cards.iter().map(|card| card.price.minor).max().unwrap();
    let (all, cheap) = (search(bench, "telescope"), search(bench, "telescope under 200"));
    assert!(cheap.total > 0 && cheap.total < all.total, "{} of {}", cheap.total, all.total);
    assert!(euros(&cheap) <= 20_000 && euros(&search(bench, "under 30")) <= 3_000);
    // From one price to another, the same in other words; and how it was read is said.
    let between = search(bench, "telescope between 100 and 200");
    let (least, most) = between.budget.unwrap();
    assert_eq!((least.unwrap().minor, most.unwrap().minor), (10_000, 20_000));
    assert!(
        between.total > 0
            && between.cards.iter().all(|card| (10_000..=20_000).contains(&card.price.minor))
    );
    let both_ends = search(bench, "telescope over 100").total + cheap.total - between.total;
    assert_eq!(both_ends, all.total, "each is in one of them, or in both");
    assert_eq!(slugs(&search(bench, "telescope 200 euros")), slugs(&cheap));
    assert_eq!((all.budget, search(bench, "telescope under 10 inch").budget), (None, None));
    // In the currency that was named, converted; else in the one that is shown.
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
    // While it is typed, too.
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

on_both!(words_of_the_trade_find_what_they_name);
async fn words_of_the_trade_find_what_they_name(bench: &Bench) {
    // The first product; a category that all of the first five belong to; or both.
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
            let trail = snapshot.trail(snapshot.by_slug(slug).unwrap().category);
            assert!(
                trail.iter().any(|link| link.href == format!("/categories/{category}")),
                "{typed}: {slug}"
            );
        }
    }
    let relief = search(bench, "eyepiece for glasses wearers");
    assert!(!slugs(&relief).contains(&"corvane-reticle-12"), "9 mm are too little for glasses");
}

on_both!(what_is_not_sold_is_said_with_what_helps);
async fn what_is_not_sold_is_said_with_what_helps(bench: &Bench) {
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

on_both!(a_guess_must_find_more_and_is_never_for_a_word_of_the_trade);
async fn a_guess_must_find_more_and_is_never_for_a_word_of_the_trade(bench: &Bench) {
    for typed in
        ["coma", "smart telescope", "telrad", "corrector", "bahtinov mask", "televue", "flattener"]
    {
        assert_eq!(search(bench, typed).corrected, None, "{typed}");
    }
    // A slip in a word of the trade is one, too.
    assert_eq!(search(bench, "telrat").corrected.as_deref(), Some("telrad"));
    assert_eq!(search(bench, "colimator").corrected.as_deref(), Some("collimator"));
    // What guessing does not find stays as it was typed.
    assert_eq!(search(bench, "blorptscope zzyzxing").corrected, None);
    // An abbreviation is no guess.
    for typed in ["shoo", "oaag", "fovs telescope", "sctt"] {
        let corrected = search(bench, typed).corrected.unwrap_or_default();
        assert!(corrected.split_whitespace().all(|word| word.len() > 3), "{typed}: {corrected}");
    }
}

on_both!(praise_and_a_low_price_are_no_words_to_look_for);
async fn praise_and_a_low_price_are_no_words_to_look_for(bench: &Bench) {
    for (typed, plain) in [
        ("best telescope", "telescope"),
        ("a really good eyepiece", "really eyepiece"),
        ("large Dobsonian!", "Dobsonian!"),
    ] {
        assert_eq!(slugs(&search(bench, typed)), slugs(&search(bench, plain)), "{typed}");
    }
    // A word of the trade's own names is none of praise.
    assert_eq!(slugs(&search(bench, "table top")), slugs(&search(bench, "tabletop")));
    // Where nothing else is asked for the words stay.
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

on_both!(an_age_is_no_size_and_a_price_that_nothing_has_shows_what_is_near);
async fn an_age_is_no_size_and_a_price_that_nothing_has_shows_what_is_near(bench: &Bench) {
    for typed in ["telescope for 8 year old", "telescope for an 8-year-old", "telescope aged 10"] {
        let found = search(bench, typed);
        assert!(
            found.total > 0 && slugs(&found) == slugs(&search(bench, "telescope child")),
            "{typed} {:?}",
            slugs(&found)
        );
    }
    let all = search(bench, "12 inch dobsonian");
    let least = all.cards.iter().map(|card| card.price.minor).min().unwrap();
    let near = search(bench, &format!("12 inch dobsonian under {}", least / 100 - 1));
    assert!(near.budget_missed && near.total > 0 && near.cards[0].price.minor == least);
    assert!(!search(bench, &format!("12 inch dobsonian under {}", least / 100 + 1)).budget_missed);
    let suggested =
        shop::catalogue::suggest(&bench.shop, "cheap telescope", Currency::EUR).products;
    assert!(
        suggested.is_sorted_by_key(|card| card.price.minor)
            && suggested[0].slug == search(bench, "cheap telescope").cards[0].slug
    );
}

on_both!(quotes_ligatures_and_thousands);
async fn quotes_ligatures_and_thousands(bench: &Bench) {
    let inches = search(bench, "8\" dobsonian");
    assert_eq!(slugs(&inches)[0], "lowland-8-dobsonian");
    for typed in ["\"red light\"", "“red light”"] {
        let found = search(bench, typed);
        let snapshot = bench.shop.snapshot();
        assert!(found.total > 0, "{typed}");
        for slug in slugs(&found) {
            let entry = snapshot.by_slug(slug).unwrap();
            let category = snapshot.trail(entry.category).pop().unwrap().text;
            let text = format!("{} {} {category}", entry.name, entry.summary).to_lowercase();
            assert!(text.contains("red light"), "{typed}: {slug}");
        }
    }
    assert_eq!(slugs(&search(bench, "ﬁnder")), slugs(&search(bench, "finder")));
    for typed in ["1 200 mm", "1,200 mm", "1\u{a0}200 mm", "1.200 mm"] {
        assert_eq!(slugs(&search(bench, typed)), slugs(&search(bench, "1200 mm")), "{typed}");
    }
    assert!(search(bench, "1200 mm").total > 0);
}

on_both!(picks_keep_to_their_sum);
async fn picks_keep_to_their_sum(bench: &Bench) {
    let mut bounded = 0;
    for wish in &domain::search::intent::WISHES {
        let view = shop::catalogue::guide(
            &bench.shop,
            wish.slug,
            &ListQuery::parse(&[]).unwrap(),
            Currency::EUR,
        )
        .unwrap();
        let Some(most) = view.most else { continue };
        bounded += 1;
        assert!(
            view.chosen.len() == 3 && view.chosen.iter().all(|card| card.price.minor <= most.minor),
            "{}",
            wish.slug
        );
    }
    assert!(bounded >= 2, "{bounded}");
}

on_both!(slips_in_brands_of_others_and_in_words_for_help);
async fn slips_in_brands_of_others_and_in_words_for_help(bench: &Bench) {
    for (typed, meant) in [
        ("celestrn", "celestron"),
        ("cellestron", "celestron"),
        ("celstron 8", "celestron 8"),
        ("celestr", "celestron"),
        ("bresse", "bresser"),
    ] {
        let (found, whole) = (search(bench, typed), search(bench, meant));
        assert!(whole.not_carried.is_some() && found.not_carried == whole.not_carried, "{typed}");
        assert!(found.total > 0 && slugs(&found) == slugs(&whole), "{typed}");
        assert_eq!(found.corrected.as_deref(), Some(meant));
        let suggested = shop::catalogue::suggest(&bench.shop, typed, Currency::EUR);
        assert_eq!(suggested.not_carried, whole.not_carried, "{typed}");
    }
    for typed in ["retrun", "retur", "retuns", "delivry", "shippin", "waranty", "cotact"] {
        let corrected = search(bench, typed).corrected.unwrap_or_default();
        assert!(!domain::search::intent::pages(&corrected).is_empty(), "{typed} {corrected}");
        assert!(
            !shop::catalogue::suggest(&bench.shop, typed, Currency::EUR).pages.is_empty(),
            "{typed}"
        );
    }
    // A word that the catalogue has stays.
    for typed in ["halden", "eyepiece", "refractor", "terms and conditions"] {
        assert_eq!(search(bench, typed).corrected, None, "{typed}");
    }
}

on_both!(sizes_of_variants_and_the_cheapest_of_all);
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
