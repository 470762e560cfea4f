//! Suggestions while typing.

use domain::{Currency, Money};
use testing::{Bench, on_both};

on_both!(suggestions_while_typing, sample);
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
    // The suggestions already say what is not sold.
    let ring = shop::catalogue::suggest(&bench.shop, "t-ring & more", Currency::EUR);
    assert!(ring.note.starts_with("We don’t sell T-rings"), "{}", ring.note);
    assert_eq!(ring.search, "/search?q=t-ring+%26+more");
    let celestron = shop::catalogue::suggest(&bench.shop, "celestron 8", Currency::EUR);
    assert_eq!(
        (celestron.not_carried.as_deref(), celestron.note.as_str()),
        (Some("Celestron"), "")
    );
    assert_eq!((found.note.as_str(), found.not_carried), ("", None));
}

on_both!(suggestions_for_unfinished_words, sample);
async fn suggestions_for_unfinished_words(bench: &Bench) {
    let all = shop::catalogue::suggest(&bench.shop, "cheap telescopes", Currency::EUR);
    for typed in ["cheap tel", "cheap teles", "cheapest telescop"] {
        let found = shop::catalogue::suggest(&bench.shop, typed, Currency::EUR);
        assert_eq!(found.categories.first(), all.categories.first(), "{typed}");
        assert!(!found.categories.is_empty() && found.products == all.products, "{typed}");
    }
    // An error in the beginning of a word is corrected like one in a whole word.
    let whole = ["eyepiece", "eyepieces"]
        .map(|word| shop::catalogue::suggest(&bench.shop, word, Currency::EUR).products);
    for typed in ["eyepei", "eyepice", "eypie", "eyeppie"] {
        let found = shop::catalogue::suggest(&bench.shop, typed, Currency::EUR).products;
        assert!(!found.is_empty() && whole.contains(&found), "{typed} {found:?}");
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
