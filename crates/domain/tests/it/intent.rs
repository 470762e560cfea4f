//! The intent of a search beyond products.

use domain::search::intent::{
    Budget, Named, Searches, TRACKING_SEARCHES, ages_read, budget, guides, guides_by_prefix, pages,
    pages_by_prefix, plainly,
};

/// A guide or a page by its slug.
struct Found(&'static str, Searches);

impl AsRef<Searches> for Found {
    fn as_ref(&self) -> &Searches {
        &self.1
    }
}

/// The pages of a shop, with searches for them.
fn shop_pages() -> Vec<Found> {
    [
        ("delivery", "delivery\ndeliver\nshipping\nship\nparcel"),
        ("returns", "return\nreturns\nrefund\nwarranty"),
        ("terms", "terms\npayment"),
        ("withdrawal", "right of withdrawal\nmodel form"),
        ("about", "about\n\nof the\n Who \n"),
        ("track", TRACKING_SEARCHES),
    ]
    .map(|(page, searches)| Found(page, Searches::of_page(searches)))
    .into()
}

/// The guides of a shop, with searches for them.
fn known() -> Vec<Found> {
    [
        ("saturn", "saturn\nring\nrings\nplanet\nplanets\njupiter\nmars\nvenus"),
        ("moon", "moon\nlunar\ncrater\ncraters"),
        ("galaxies", "galaxy\ngalaxies\nnebula\nnebulae\nstar cluster\nmessier"),
        ("child", "child\nchildren\nkid\nkids\ndaughter\nson"),
        ("gift", "gift\ngifts\npresent\nbirthday\nfor the\n\n"),
        ("dark", "Dark  Sites, for me\nmilky way"),
    ]
    .map(|(slug, searches)| Found(slug, Searches::of_guide(searches)))
    .into()
}

#[test]
fn while_typing() {
    let known = known();
    for (typed, guides) in [
        ("sat", vec!["saturn"]),
        ("Saturn", vec!["saturn"]),
        ("see saturn", vec!["saturn"]),
        ("galax", vec!["galaxies"]),
        ("pres", vec!["gift"]),
        ("sa", vec![]),
        ("plössl", vec![]),
        ("dobsonian", vec![]),
        ("", vec![]),
        ("saturn tel", vec!["saturn"]),
        ("saturn’s rin", vec!["saturn"]),
        ("telescope for ki", vec![]),
        ("telescope for kid", vec!["child"]),
        ("T-ring", vec![]),
        ("t ring", vec![]),
        ("t2 ring canon", vec![]),
        ("canon ring", vec![]),
        ("moon filter", vec![]),
        ("milk", vec!["dark"]),
        ("way to a dark si", vec![]),
        ("way to a dark sit", vec!["dark"]),
    ] {
        assert_eq!(
            guides_by_prefix(typed, &known).iter().map(|guide| guide.0).collect::<Vec<_>>(),
            guides,
            "{typed}"
        );
    }
    for (typed, pages) in [
        ("retu", vec!["returns"]),
        ("return a", vec!["returns"]),
        ("ship", vec!["delivery"]),
        ("warranty", vec!["returns"]),
        ("model fo", vec!["withdrawal"]),
        ("ret", vec![]),
        ("return lens", vec![]),
        ("comet", vec![]),
        ("photo", vec![]),
        ("", vec![]),
    ] {
        let known = shop_pages();
        let found: Vec<&str> = pages_by_prefix(typed, &known).iter().map(|page| page.0).collect();
        assert_eq!(found, pages, "{typed}");
    }
}

#[test]
fn a_guide_needs_all_words() {
    let known = known();
    for (query, expected) in [
        ("saturn", vec!["saturn"]),
        ("rings", vec!["saturn"]),
        ("See Saturn’s rings", vec!["saturn"]),
        ("telescope for planets", vec!["saturn"]),
        ("Moon and planets", vec!["saturn", "moon"]),
        ("telescope for my 8 year old daughter under 200 euros", vec!["child"]),
        ("gift under €50", vec!["gift"]),
        ("telescope for an 8-year-old", vec!["child"]),
        ("scope for 9 year olds", vec!["child"]),
        ("telescope age 10", vec!["child"]),
        ("telescope for ages 6 to 10", vec!["child"]),
        ("30 year old telescope", vec![]),
        ("10 year warranty", vec![]),
        ("gift ideas for kids", vec!["child", "gift"]),
        ("deep sky galaxies", vec!["galaxies"]),
        ("T-ring", vec![]),
        ("t2 ring canon", vec![]),
        ("t ring", vec![]),
        ("canon ring", vec![]),
        ("distance ring m48", vec![]),
        ("gift card", vec![]),
        // A search of several words.
        ("milky way", vec!["dark"]),
        ("way, milky", vec!["dark"]),
        ("milky", vec![]),
        ("see the Milky Way, a gift", vec!["gift", "dark"]),
        ("dark sites", vec![]),
        ("dark sites me", vec!["dark"]),
        ("cluster", vec![]),
        ("for the", vec![]),
        ("son of hydrogen", vec![]),
        ("telescope", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(
            guides(query, &known).iter().map(|guide| guide.0).collect::<Vec<_>>(),
            expected,
            "{query}"
        );
        assert!(guides::<Found>(query, &[]).is_empty(), "{query}");
    }
}

#[test]
fn own_pages() {
    let known = shop_pages();
    for (query, expected) in [
        ("returns", vec!["returns"]),
        ("returns policy", vec!["returns"]),
        ("Refund policy", vec!["returns"]),
        ("how do I return an order?", vec!["returns", "track"]),
        ("shipping costs", vec!["delivery"]),
        ("how much is delivery", vec!["delivery"]),
        ("free shipping", vec!["delivery"]),
        ("track my order", vec!["track"]),
        ("where is my parcel", vec!["delivery", "track"]),
        ("order status", vec!["track"]),
        ("payment methods", vec!["terms"]),
        ("free", vec![]),
        ("policy", vec![]),
        ("right of withdrawal", vec!["withdrawal"]),
        ("the form, your model", vec!["withdrawal"]),
        ("model form and refund", vec!["returns", "withdrawal"]),
        ("WHO", vec!["about"]),
        ("model", vec![]),
        ("model mount", vec![]),
        ("tracking", vec![]),
        ("tracking mount", vec![]),
        ("long eye relief", vec![]),
        ("", vec![]),
    ] {
        let found: Vec<&str> = pages(query, &known).iter().map(|page| page.0).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn budgets() {
    let most = |to| Budget { to: Some(to), ..Budget::default() };
    let least = |from| Budget { from: Some(from), ..Budget::default() };
    let between = |from, to| Budget { from: Some(from), to: Some(to), currency: None };
    let euros = |budget| Budget { currency: Some(Named::Euro), ..budget };
    let pounds = |budget| Budget { currency: Some(Named::Pound), ..budget };
    let dollars = |budget| Budget { currency: Some(Named::Dollar), ..budget };
    for (query, expected) in [
        ("telescope under 200", Some((most(200), "telescope"))),
        ("under 100", Some((most(100), ""))),
        ("Under €100", Some((euros(most(100)), ""))),
        ("under € 100", Some((euros(most(100)), ""))),
        ("binoculars below 150 euros", Some((euros(most(150)), "binoculars"))),
        (
            "binoculars below 150 euros, waterproof",
            Some((euros(most(150)), "binoculars waterproof")),
        ),
        ("up to 1,500 dobsonian", Some((most(1500), "dobsonian"))),
        ("less than 99.99 € gift", Some((euros(most(99)), "gift"))),
        ("cheaper than £50", Some((pounds(most(50)), ""))),
        ("mount max 1.500", Some((most(1500), "mount"))),
        ("dob under 500 in stock", Some((most(500), "dob in stock"))),
        ("mount over 500", Some((least(500), "mount"))),
        ("at least 300 euros", Some((euros(least(300)), ""))),
        ("more than $1,000 telescope", Some((dollars(least(1000)), "telescope"))),
        ("telescope between 100 and 200", Some((between(100, 200), "telescope"))),
        ("telescope between €200 and €100", Some((euros(between(100, 200)), "telescope"))),
        ("gift from 20 to 50 euros", Some((euros(between(20, 50)), "gift"))),
        ("telescope 200 euros", Some((euros(most(200)), "telescope"))),
        ("€50 gift", Some((euros(most(50)), "gift"))),
        ("50€ gift", Some((euros(most(50)), "gift"))),
        ("gift $ 50", Some((dollars(most(50)), "gift"))),
        ("for kids telescope under 100", Some((most(100), "for kids telescope"))),
        ("for kids under €100", Some((euros(most(100)), "for kids"))),
        ("scope below 150 pounds", Some((pounds(most(150)), "scope"))),
        ("£50 to spend", Some((pounds(most(50)), "to spend"))),
        ("from £20 to £50 gift", Some((pounds(between(20, 50)), "gift"))),
        ("under 300 USD", Some((dollars(most(300)), ""))),
        // Sizes, ages and names are not prices.
        ("under 10 mm", None),
        ("up to 8 inch", None),
        ("up to 8″", None),
        ("up to 8''", None),
        ("up to 8 \"", None),
        ("binoculars under 800 gram", None),
        ("filter under 7 nanometres", None),
        ("under 3 months", None),
        ("under 100 power", None),
        ("under 1 pound", None),
        ("below 3 kg mount", None),
        ("over 100 mm", None),
        ("between 10 and 20 mm", None),
        ("from 4 to 9 inch", None),
        ("under the stars", None),
        ("over the moon", None),
        ("max 2x barlow", None),
        ("halden 102", None),
        ("telescope for kids under 10", None),
        ("children between 8 and 12", None),
        ("children below 12", None),
        ("under 12 years", None),
        ("mount less than 5 lbs", None),
        ("up", None),
        ("less than", None),
        ("between", None),
        ("between 5", None),
        ("between 5 and", None),
        ("€", None),
        ("under 99999999999", None),
        ("", None),
    ] {
        assert_eq!(
            budget(query),
            expected.map(|(limit, rest)| (limit, rest.to_owned())),
            "{query}"
        );
    }
}

#[test]
fn praise_and_questions_are_removed_beside_a_subject() {
    for (query, plain, is_cheap) in [
        ("what do I need to see Saturn?", "to Saturn?", false),
        ("Which telescope should I get for planets", "telescope for planets", false),
        ("best telescope", "telescope", false),
        ("cheap refractor please", "refractor", true),
        ("cheapest", "", true),
        ("what telescope should I buy", "telescope", false),
        ("cheap telescope please", "telescope", true),
        ("where do I find a 10x50", "where a 10x50", false),
        ("a telescope that I need?", "a telescope that", false),
        // Outside of a question its words may mean something.
        ("watering can", "watering can", false),
        ("10x30 IS binoculars", "10x30 IS binoculars", false),
        ("telescope to see Saturn", "telescope to see Saturn", false),
        // Without a subject they stay.
        ("what do you recommend", "what do you recommend", false),
        ("best", "best", false),
        // Names and phrases stay.
        ("table top", "table top", false),
        ("\"what you see\"", "\"what you see\"", false),
        ("", "", false),
    ] {
        let found = plainly(query, |word| word == "top");
        assert_eq!(found, (plain.to_owned(), is_cheap), "{query}");
    }
}

#[test]
fn ages_are_recognised_and_sizes_kept() {
    for (query, read) in [
        ("telescope for 8 year old", "telescope for child"),
        ("telescope for an 8-year-old", "telescope for an child"),
        ("10 mm eyepiece aged 9", "10 mm eyepiece child"),
        ("8 inch dobsonian for ages 6 to 10", "8 inch dobsonian for to child"),
        ("8 inch dobsonian", "8 inch dobsonian"),
        ("10-year warranty", "10-year warranty"),
    ] {
        assert_eq!(ages_read(query), read, "{query}");
    }
}
