//! Slugs.

use domain::text::slug_fault;

#[test]
fn slugs_that_can_stand_in_an_address() {
    for slug in ["a", "7", "halden-102-ed", "10x50", "lowland-8-dobsonian-12"] {
        assert_eq!(slug_fault(slug), None);
    }
}

#[test]
fn each_fault_is_named() {
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
