//! Slugs.

use domain::text::slug_fault;

#[test]
fn valid_slugs() {
    for slug in ["a", "7", "refractor-102-ed", "10x50", "lowland-8-dobsonian-12"] {
        assert_eq!(slug_fault(slug), None);
    }
}

#[test]
fn each_error_is_named() {
    for (slug, fault) in [
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
        let told = slug_fault(slug).unwrap_or_default();
        assert!(told.contains(fault), "{slug:?}: {told}");
    }
}
