//! What a search means beside products.

use domain::guide::{begun_pages, begun_wishes, budget};

#[test]
fn while_typing() {
    for (typed, wishes) in [
        ("sat", vec!["saturn"]),
        ("Saturn", vec!["saturn"]),
        ("see saturn", vec!["saturn"]),
        ("galax", vec!["galaxies"]),
        ("pres", vec!["gift"]),
        ("sa", vec![]),
        ("plössl", vec![]),
        ("dobsonian", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(begun_wishes(typed).iter().map(|wish| wish.slug).collect::<Vec<_>>(), wishes, "{typed}");
    }
    for (typed, pages) in [
        ("retu", vec!["returns"]),
        ("return a", vec!["returns"]),
        ("ship", vec!["delivery"]),
        ("warranty", vec!["returns"]),
        ("ret", vec![]),
        ("return lens", vec![]),
        ("comet", vec![]),
        ("photo", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(begun_pages(typed), pages, "{typed}");
    }
}

#[test]
fn budgets() {
    for (query, expected) in [
        ("telescope under 200", Some((200, "telescope"))),
        ("under 100", Some((100, ""))),
        ("Under €100", Some((100, ""))),
        ("binoculars below 150 euros", Some((150, "binoculars"))),
        ("up to 1,500 dobsonian", Some((1500, "dobsonian"))),
        ("less than 99.99 € gift", Some((99, "gift"))),
        ("cheaper than £50", Some((50, ""))),
        ("mount max 1.500", Some((1500, "mount"))),
        // Sizes and names are none.
        ("under 10 mm", None),
        ("up to 8 inch", None),
        ("up to 8″", None),
        ("below 3 kg mount", None),
        ("under the stars", None),
        ("max 2x barlow", None),
        ("telescope for kids under 10", None),
        ("children below 12", None),
        ("under 12 years", None),
        ("mount less than 5 lbs", None),
        ("for kids telescope under 100", Some((100, "for kids telescope"))),
        ("up", None),
        ("less than", None),
        ("under 99999999999", None),
        ("", None),
    ] {
        assert_eq!(budget(query), expected.map(|(limit, rest)| (limit, rest.to_owned())), "{query}");
    }
}
