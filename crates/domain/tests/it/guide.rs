//! What a search means beside products.

use domain::guide::{begun_pages, begun_wishes};

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
