//! Slugs.

use domain::text::slug_error;

#[test]
fn valid_slugs() {
    for slug in ["a", "7", "refractor-102-ed", "10x50", "lowland-8-dobsonian-12"] {
        assert_eq!(slug_error(slug), None);
    }
}

#[test]
fn each_error_is_named() {
    for (slug, error) in [
        ("", "empty"),
        ("Halden", "'H'"),
        ("halden 102", "' '"),
        ("halden/102", "'/'"),
        ("halden_102", "'_'"),
        ("görlitz", "'ö'"),
        ("halden\u{202e}", "202e"),
        ("-halden", "begins with a dash"),
        ("halden-", "ends with a dash"),
        ("-", "begins with a dash"),
        ("halden--102", "two dashes"),
    ] {
        let told = slug_error(slug).unwrap_or_default();
        assert!(told.contains(error), "{slug:?}: {told}");
    }
}
