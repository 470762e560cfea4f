//! How queries are interpreted, with a catalogue and vocabulary of the tests' own.

use crate::order_conflicts::raw;
use domain::Currency;
use shop::catalogue::ListQuery;
use testing::{Bench, ProductBuilder, VariantBuilder, fixture, on_both, set_price_and_stock};
use views::catalogue::{AppliedFilter, Listing, Missing, QuantityRange};

/// The merchant's terms: `zork` is a telescope, `flange ring` is not sold, and Quibble is a brand
/// not carried.
const WORDS: &str = "\
words,also,means,show,note
zork,telescope,,,
flange ring,,,deep-sky-camera,We don’t sell flange rings.
";
const BRANDS: &str = "name,words,category\nQuibble,quibble|quibbleton,telescopes\n";

/// Telescopes of sixty sizes, and the merchant's terms.
async fn stocked(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::settings::put(&mut tx, "catalogue.search", WORDS).await.unwrap();
    store::settings::put(&mut tx, "catalogue.makers", BRANDS).await.unwrap();
    tx.commit().await.unwrap();
    bench.add(&fixture::listing()).await;
}

fn search(bench: &Bench, text: &str) -> Listing {
    let query = ListQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap();
    shop::catalogue::search(&bench.shop, &query, Currency::EUR).unwrap()
}

fn slugs(listing: &Listing) -> Vec<&str> {
    listing.cards.iter().map(|card| card.slug.as_str()).collect()
}

on_both!(a_typing_error_is_corrected_and_shown);
async fn a_typing_error_is_corrected_and_shown(bench: &Bench) {
    for (typed, meant) in [("meridain", "meridian"), ("enmael mug", "enamel mug")] {
        let (found, right) = (search(bench, typed), search(bench, meant));
        assert_eq!(found.corrected.as_deref(), Some(meant), "{typed}");
        assert!(right.total > 0 && right.corrected.is_none(), "{meant}");
        assert_eq!(slugs(&found), slugs(&right), "{typed}");
    }
    assert_eq!(search(bench, "xyzzyplugh").corrected, None);
}

on_both!(sku_name_and_number_find_the_product);
async fn sku_name_and_number_find_the_product(bench: &Bench) {
    for (typed, slug) in [
        ("SCOPE-200", "meridian-200"),
        ("scope-200", "meridian-200"),
        ("Meridian 200", "meridian-200"),
        ("meridian200", "meridian-200"),
        ("enamel mug", "enamel-mug"),
        ("ENAMEL MUG", "enamel-mug"),
        ("102 mm refractor", "refractor-102"),
    ] {
        assert_eq!(slugs(&search(bench, typed)).first(), Some(&slug), "{typed}");
    }
}

on_both!(an_archived_product_and_a_draft_are_not_found);
async fn an_archived_product_and_a_draft_are_not_found(bench: &Bench) {
    assert_eq!(search(bench, "almanac").total, 0);
    bench.set_status("almanac-old", "published").await;
    assert_eq!(slugs(&search(bench, "almanac")), ["almanac-old"]);
}

on_both!(a_search_without_words_returns_everything);
async fn a_search_without_words_returns_everything(bench: &Bench) {
    for text in ["", " ", "\0", "\u{202e}"] {
        let found = search(bench, text);
        assert_eq!(found.total, bench.shop.snapshot().products.len(), "{text:?}");
    }
    for text in ["%", "' --", "<script>", "🔭"] {
        let found = search(bench, text);
        assert_eq!((found.total, found.cards.len()), (0, 0), "{text:?}");
        assert!(!found.children.is_empty(), "{text:?} leads nowhere");
    }
}

on_both!(a_price_limit_in_words_applies);
async fn a_price_limit_in_words_applies(bench: &Bench) {
    stocked(bench).await;
    let all = search(bench, "refractor");
    let cheap = search(bench, "refractor under 500");
    assert!(cheap.total > 0 && cheap.total < all.total, "{} of {}", cheap.total, all.total);
    assert!(cheap.cards.iter().all(|card| card.price.minor <= 50_000));
    let between = search(bench, "refractor between 400 and 500");
    let prices: Vec<i64> = between.cards.iter().map(|card| card.price.minor).collect();
    assert!(!prices.is_empty() && prices.iter().all(|price| (40_000..=50_000).contains(price)));
    assert!(search(bench, "refractor under 1").budget_missed, "nothing costs so little");
}

/// The filters in the words of a query: name, quantity and link.
fn typed(listing: &Listing) -> Vec<(&str, QuantityRange, &str)> {
    let applied = listing.applied.iter().filter_map(|one| match &one.filter {
        AppliedFilter::Quantity { name, value } => {
            Some((name.as_str(), value.clone(), one.href.as_str()))
        }
        _ => None,
    });
    applied.collect()
}

on_both!(quantities_in_words_filter_and_can_be_removed);
async fn quantities_in_words_filter_and_can_be_removed(bench: &Bench) {
    stocked(bench).await;
    let exactly = |text: &str| QuantityRange::Exactly(text.to_owned());
    let from = |text: &str| QuantityRange::From(text.to_owned());
    let up_to = |text: &str| QuantityRange::UpTo(text.to_owned());
    for (query, quantity, least, most) in [
        ("8 inch refractor", exactly("8″"), 190.0, 216.0),
        ("8″ refractor", exactly("8″"), 190.0, 216.0),
        ("200mm refractor", exactly("200\u{a0}mm"), 200.0, 200.0),
        ("20 cm refractor", exactly("20\u{a0}cm"), 200.0, 200.0),
        ("refractor under 100 mm", up_to("100\u{a0}mm"), 0.0, 100.0),
        ("refractor over 10 inch", from("10″"), 254.0, 1_000.0),
    ] {
        let found = search(bench, query);
        let total = search(bench, "refractor").total;
        assert!(found.total > 0 && found.total < total, "{query}: {} of {total}", found.total);
        assert_eq!(typed(&found), [("Aperture", quantity, "/search?q=refractor")], "{query}");
        assert_eq!((found.missing, found.clear.as_str()), (None, "/search?q=refractor"), "{query}");
        for card in &found.cards {
            // "Alder 200/20 refractor", or "Refractor 102".
            let number = card.name.split([' ', '/']).find_map(|word| word.parse::<f64>().ok());
            let aperture = number.unwrap();
            assert!((least..=most).contains(&aperture), "{query}: {}", card.name);
            assert!(card.name.to_lowercase().contains("refractor"), "{query}: {}", card.name);
        }
    }
    // The attribute that the products have.
    let mounts = search(bench, "mount over 12 kg");
    assert_eq!(
        typed(&mounts),
        [("Payload", from("12\u{a0}kg"), "/search?q=mount")],
        "{:?}",
        slugs(&mounts)
    );
    assert_eq!(mounts.total, 6);
}

on_both!(stock_does_not_decide_what_a_limit_is_of);
async fn stock_does_not_decide_what_a_limit_is_of(bench: &Bench) {
    stocked(bench).await;
    let queries = ["under 100 mm", "over 10 inch", "under 12 kg"];
    let before = queries.map(|query| search(bench, query));
    assert!(before.iter().any(|found| !typed(found).is_empty()));
    for sold in [
        "UPDATE variants SET stock = 0 WHERE sku LIKE 'TEL-%'",
        "UPDATE variants SET stock = 0 WHERE sku LIKE 'MOUNT-%'",
        "UPDATE variants SET stock = 0",
    ] {
        raw(bench.shop.db(), sold).await;
        bench.change("GLOBE", 8_900, 20).await;
        for (query, before) in queries.into_iter().zip(&before) {
            let now = search(bench, query);
            assert_eq!((now.total, typed(&now)), (before.total, typed(before)), "{query}: {sold}");
        }
    }
}

on_both!(suggestions_have_the_quantities);
async fn suggestions_have_the_quantities(bench: &Bench) {
    stocked(bench).await;
    let wanted = search(bench, "refractor under 100 mm");
    let found = shop::catalogue::suggest(&bench.shop, "refractor under 100 mm", Currency::EUR);
    let first: Vec<&str> = slugs(&wanted).into_iter().take(found.products.len()).collect();
    let suggested: Vec<&str> = found.products.iter().map(|card| card.slug.as_str()).collect();
    assert!(!suggested.is_empty());
    assert_eq!(suggested, first);
}

on_both!(quantities_and_prices_are_removed_one_by_one);
async fn quantities_and_prices_are_removed_one_by_one(bench: &Bench) {
    stocked(bench).await;
    let found = search(bench, "8 inch refractor under 500");
    assert!(found.total > 0 && found.cards.iter().all(|card| card.price.minor <= 50_000));
    let links: Vec<&str> = found.applied.iter().map(|one| one.href.as_str()).collect();
    assert_eq!(links, ["/search?q=refractor+under+500", "/search?q=8+inch+refractor"]);
    assert!(matches!(&found.applied[1].filter, AppliedFilter::PriceTo(to) if to.minor == 50_000));
    assert_eq!(found.clear, "/search?q=refractor");
    // Filters of the list stay.
    let pairs = [("q", "8 inch refractor"), ("brand", "birch")];
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let query = ListQuery::parse(&pairs).unwrap();
    let found = shop::catalogue::search(&bench.shop, &query, Currency::EUR).unwrap();
    let links: Vec<&str> = found.applied.iter().map(|one| one.href.as_str()).collect();
    assert_eq!(links, ["/search?q=refractor&brand=birch", "/search?q=8+inch+refractor"]);
    assert_eq!(found.clear, "/search?q=refractor");
    // A price that nothing has does not filter.
    let missed = search(bench, "refractor under 1");
    assert!(missed.budget_missed && missed.applied.is_empty());
}

on_both!(without_a_result_one_part_is_left_out);
async fn without_a_result_one_part_is_left_out(bench: &Bench) {
    stocked(bench).await;
    for (query, part, rest) in [
        ("30 inch refractor", "30 inch", "refractor"),
        ("8 inch camera", "8 inch", "camera"),
        ("refractor xyzzy", "xyzzy", "refractor"),
        ("xyzzy refractor", "xyzzy", "refractor"),
        ("xyzzy 8 inch refractor", "xyzzy", "8 inch refractor"),
        // The rarest words stay.
        ("refractor mug", "refractor", "mug"),
        ("mug refractor", "refractor", "mug"),
    ] {
        let (found, without) = (search(bench, query), search(bench, rest));
        assert_eq!(found.missing, Some(Missing::Part(part.to_owned())), "{query}");
        assert!(found.total > 0, "{query}");
        assert_eq!((found.total, slugs(&found)), (without.total, slugs(&without)), "{query}");
        assert_eq!(without.missing, None, "{rest}");
    }
    let phrase = search(bench, "\"mug enamel\"");
    assert_eq!(phrase.missing, Some(Missing::Phrase));
    assert_eq!(slugs(&phrase), ["enamel-mug"]);
    assert_eq!(search(bench, "\"enamel mug\"").missing, None);
    // Filters may leave none of the rest.
    let pairs = [("q", "refractor xyzzy"), ("price-to", "1")];
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let query = ListQuery::parse(&pairs).unwrap();
    let none = shop::catalogue::search(&bench.shop, &query, Currency::EUR).unwrap();
    assert_eq!((none.total, none.missing), (0, None));
    // A guess at a spelling is not what was asked for.
    for nothing in ["xyzzy", "xyzzy plugh", "xyzzy meridain", "30 inch"] {
        let found = search(bench, nothing);
        assert_eq!((found.total, found.missing, found.applied), (0, None, vec![]), "{nothing}");
    }
}

on_both!(the_merchants_terms_are_understood);
async fn the_merchants_terms_are_understood(bench: &Bench) {
    stocked(bench).await;
    let telescopes = search(bench, "telescope");
    assert!(telescopes.total > 0);
    assert_eq!(slugs(&search(bench, "zork")), slugs(&telescopes));
    let ring = search(bench, "flange ring");
    assert_eq!(slugs(&ring).first(), Some(&"deep-sky-camera"));
    assert_eq!(ring.note.as_deref(), Some("We don’t sell flange rings."));
    for typed in ["quibble", "Quibbleton", "quible"] {
        assert_eq!(search(bench, typed).not_carried.as_deref(), Some("Quibble"), "{typed}");
    }
}

on_both!(suggestions_are_few_and_available_at_the_displayed_price);
async fn suggestions_are_few_and_available_at_the_displayed_price(bench: &Bench) {
    stocked(bench).await;
    let suggest = |text, currency: Currency| shop::catalogue::suggest(&bench.shop, text, currency);
    let found = suggest("tele", Currency::EUR);
    assert!((1..=6).contains(&found.products.len()), "{found:?}");
    let path = found.categories.first().map(|link| link.href.as_str());
    assert_eq!(path, Some("/categories/telescopes"));
    let mug = suggest("enamel mug", Currency::USD);
    let price = domain::Money::new(1_600, Currency::EUR);
    assert_eq!(Some(mug.products[0].price), bench.shop.rates().price(price, Currency::USD));
    assert!(suggest("", Currency::EUR).products.is_empty());
    assert_eq!(suggest("t-ring & more", Currency::EUR).search, "/search?q=t-ring+%26+more");
}

on_both!(a_sku_of_a_new_product_is_found_after_a_refresh);
async fn a_sku_of_a_new_product_is_found_after_a_refresh(bench: &Bench) {
    assert_eq!(search(bench, "QUARTZ").total, 0);
    let lamp = ProductBuilder::new("lamp").variant(VariantBuilder::new("QUARTZ"));
    bench.add(&[lamp]).await;
    assert_eq!(slugs(&search(bench, "QUARTZ")), ["lamp"]);
}

on_both!(a_shop_without_vocabulary_has_none_of_another, empty);
/// Words that the sample catalogue explains.
async fn a_shop_without_vocabulary_has_none_of_another(bench: &Bench) {
    for words in ["T-ring", "celestron", "telrad"] {
        let found = search(bench, words);
        assert_eq!((found.note, found.not_carried), (None, None), "{words}");
    }
}

/// Requests a search page, as a handler does.
fn request(ctx: &shop::Context, pairs: &[(&str, &str)]) {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let query = ListQuery::parse(&pairs).unwrap();
    shop::catalogue::search(ctx, &query, Currency::EUR).unwrap();
    shop::catalogue::count_search(ctx, &query);
}

/// The counts in the database.
async fn counted(bench: &Bench) -> Vec<(String, u32)> {
    let mut conn = bench.shop.db().read().await.unwrap();
    let since = bench.shop.local().0;
    let rows = store::search_misses::most(&mut conn, since, 2_000).await.unwrap();
    rows.into_iter().map(|row| (row.term, row.count)).collect()
}

on_both!(searches_without_a_result_are_counted_in_a_batch);
async fn searches_without_a_result_are_counted_in_a_batch(bench: &Bench) {
    stocked(bench).await;
    for query in ["Xyzzy", "xyzzy ", "xyzzy!", "xyzzy", "ada@example.org", "xyzzy 0171234567"] {
        request(&bench.shop, &[("q", query)]);
    }
    for _ in 0..3 {
        request(&bench.shop, &[("q", "refractor xyzzy")]);
    }
    // Twice on a day may be one person.
    for _ in 0..2 {
        request(&bench.shop, &[("q", "anna xyzzy")]);
    }
    // These have a result or an answer, or are no new search.
    for query in ["refractor", "flange ring", "quibble", ""] {
        request(&bench.shop, &[("q", query)]);
    }
    request(&bench.shop, &[("q", "xyzzy"), ("brand", "birch")]);
    assert!(counted(bench).await.is_empty(), "nothing is written in the request");
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    let expected = [("xyzzy".to_owned(), 4), ("refractor xyzzy".to_owned(), 3)];
    assert_eq!(counted(bench).await, expected);
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    assert_eq!(counted(bench).await, expected, "each is stored once");
    // A cached page is counted too; a product that is new ends it.
    let query = ListQuery::parse(&[("q".to_owned(), "xyzzy".to_owned())]).unwrap();
    shop::catalogue::count_search(&bench.shop, &query);
    // So is one after a sale, which changes no result.
    let globe = bench.shop.snapshot().by_sku("GLOBE").unwrap().id;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, "GLOBE", 8_900, 0).await);
    store::catalogue::bump_stock(&mut tx, &[globe]).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    shop::catalogue::count_search(&bench.shop, &query);
    let lamp = ProductBuilder::new("xyzzy").variant(VariantBuilder::new("XYZZY"));
    bench.add(&[lamp]).await;
    request(&bench.shop, &[("q", "xyzzy")]);
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    assert_eq!(counted(bench).await[0], ("xyzzy".to_owned(), 6));
}

on_both!(of_the_cheapest_those_in_stock_come_first_after_a_sale);
async fn of_the_cheapest_those_in_stock_come_first_after_a_sale(bench: &Bench) {
    let cheap = |slug: &str| {
        let variant = VariantBuilder::new(&slug.to_uppercase()).price(100).stock(9);
        ProductBuilder::new(slug).variant(variant)
    };
    bench.add(&[cheap("bolt"), cheap("nut")]).await;
    let before = search(bench, "cheapest");
    let (first, second) = (before.cards[0].slug.clone(), before.cards[1].slug.clone());
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(both, ["bolt", "nut"]);
    let product = bench.shop.snapshot().by_slug(&first).unwrap().id;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, &first.to_uppercase(), 100, 0).await);
    store::catalogue::bump_stock(&mut tx, &[product]).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    let after = search(bench, "cheapest");
    assert_eq!((&after.cards[0].slug, &after.cards[1].slug), (&second, &first));
}

on_both!(a_name_searched_for_twice_a_day_is_not_stored);
async fn a_name_searched_for_twice_a_day_is_not_stored(bench: &Bench) {
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    for _ in 0..3 {
        for _ in 0..2 {
            request(&bench.shop, &[("q", "Anna Xyzzy")]);
        }
        bench.advance(86_400_000);
        shop::catalogue::store_misses(&bench.shop).await.unwrap();
        assert!(counted(bench).await.is_empty());
    }
    for _ in 0..3 {
        request(&bench.shop, &[("q", "Anna Xyzzy")]);
    }
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    assert_eq!(counted(bench).await, [("anna xyzzy".to_owned(), 3)]);
}

on_both!(nonsense_cannot_fill_the_table);
async fn nonsense_cannot_fill_the_table(bench: &Bench) {
    let term = |number: usize| format!("zq{}{}", "x".repeat(number % 30), "w".repeat(number / 30));
    for number in 0..1_050 {
        for _ in 0..3 {
            request(&bench.shop, &[("q", term(number).as_str())]);
        }
    }
    shop::catalogue::store_misses(&bench.shop).await.unwrap();
    let rows = counted(bench).await;
    assert_eq!(rows.len(), 1_000);
    assert!(rows.iter().all(|(_, count)| *count == 3));
    // Another server adds to the same terms, and no new ones on the same day.
    let other = bench.replica().await;
    for query in ["zq", "zq", "zq", "another", "another", "another"] {
        request(&other, &[("q", query)]);
    }
    shop::catalogue::store_misses(&other).await.unwrap();
    let rows = counted(bench).await;
    assert_eq!((rows.len(), &rows[0]), (1_000, &("zq".to_owned(), 6)));
}
