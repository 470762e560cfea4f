//! What is counted of a search without a result.

use domain::search::countable;
use proptest::prelude::*;

#[test]
fn terms_are_normalised_and_never_personal() {
    for (query, term) in [
        ("Weather  Station", Some("weather station")),
        ("drone!", Some("drone")),
        ("8\" drone", Some("8\" drone")),
        ("f/5 drone", Some("f/5 drone")),
        ("ZELT, groß", Some("zelt groß")),
        ("model 1234", Some("model 1234")),
        ("ada@example.org", None),
        ("https://example.org", None),
        ("order 123456", None),
        ("0171 234 567", None),
        ("+49-171-23", None),
        ("06.12.34.56.78", None),
        ("0171/2345/67", None),
        ("0171 / 2345", None),
        ("anna schmidt 12.03.1984", None),
        ("12′345", None),
        ("drone 12 x 345", Some("drone 12 x 345")),
        ("a b c d e f g h i", None),
        ("!!!", None),
        ("", None),
    ] {
        assert_eq!(countable(query).as_deref(), term, "{query}");
    }
    assert_eq!(countable(&"x".repeat(61)), None);
}

proptest! {
    #[test]
    fn a_counted_term_is_short_and_stays_the_same(query in "\\PC{0,80}") {
        if let Some(term) = countable(&query) {
            prop_assert!((1..=60).contains(&term.chars().count()));
            prop_assert!(!term.contains('@'));
            prop_assert_eq!(countable(&term), Some(term.clone()));
        }
    }
}
