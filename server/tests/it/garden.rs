//! A shop of another trade, with another currency and one country. Whatever it shows is its
//! merchant's data: nothing of the sample is left in the program.

use crate::{
    rpc::search::suggested,
    site::{Answer, GOOD_CARD, Site, on_both},
};
use app::islands::search::api::SuggestionKind;
use shop::notifications::mail::{Mailer, Transport};
use std::collections::BTreeSet;
use views::{checkout::Step, routes};

/// Words of the sample's trade, and its name.
const TRADE: [&str; 44] = [
    "aperture",
    "astronomical",
    "astronomy",
    "barlow",
    "binoculars",
    "camera",
    "cameras",
    "collimator",
    "dobsonian",
    "dovetail",
    "eclipse",
    "exposure",
    "eyepiece",
    "eyepieces",
    "focal",
    "focuser",
    "galaxies",
    "galaxy",
    "lens",
    "lenses",
    "lunar",
    "magnification",
    "meteor",
    "meteors",
    "moon",
    "moonlight",
    "mounts",
    "nebula",
    "nebulae",
    "night",
    "nights",
    "observing",
    "optics",
    "perigee",
    "planet",
    "planets",
    "reflector",
    "refractor",
    "skies",
    "sky",
    "solar",
    "stars",
    "telescope",
    "telescopes",
];

/// What only shops with optics have.
const OPTICS: &str = "#optics, #calculator, #fit, .sky, .moon, a[href^='/tools/']";

/// An address in its only country.
const BUYER: [(&str, &str); 9] = [
    ("email", "ada@example.org"),
    ("country", "GB"),
    ("name", "Ada Byron"),
    ("street", "12 Chapel Row"),
    ("extra", ""),
    ("postcode", "LS2 7EW"),
    ("city", "Leeds"),
    ("region", ""),
    ("billing-same", "yes"),
];

/// What a document says: its texts, those of its attributes, and its data for search engines.
fn texts(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let mut texts = Vec::new();
    for element in page.all("*") {
        let value = element.value();
        let attributes = ["alt", "aria-label", "content", "placeholder", "title"];
        texts.extend(attributes.iter().filter_map(|name| value.attr(name)).map(str::to_owned));
        let is_code = ["script", "style", "template"].contains(&value.name());
        if !is_code || value.attr("type") == Some("application/ld+json") {
            let own = element.children().filter_map(|child| {
                let text: &str = child.value().as_text()?;
                Some(text.to_owned())
            });
            texts.extend(own);
        }
    }
    texts
}

/// The words of a text that belong to the sample's trade.
fn of_the_trade(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| TRADE.contains(&word.as_str())).collect()
}

/// Asserts that a page has this status, and that everything on it is of this shop.
#[track_caller]
fn check<'a>(path: &str, status: u16, answer: &'a Answer) -> &'a Answer {
    answer.is_page(status);
    let texts = texts(answer);
    assert!(texts.len() > 20, "{path}: {texts:?}");
    for text in &texts {
        assert_eq!(of_the_trade(text), BTreeSet::new(), "{path}: {text}");
        assert!(!text.contains(['€', '$']) && !text.contains("EUR"), "{path}: {text}");
    }
    let page = answer.page();
    assert!(!page.has(OPTICS), "{path}");
    for text in page.texts("h1, h2, h3, h4, main section, main .band") {
        assert!(!text.is_empty(), "{path}: an empty heading or box");
    }
    for (select, only) in [("country", "GB"), ("currency", "GBP")] {
        let mut offered = page.attrs(&format!("select[name={select}] option"), "value");
        offered.retain(|code| !code.is_empty());
        assert!(offered.iter().all(|code| code == only), "{path}: {offered:?}");
    }
    answer
}

on_both!(every_page_is_of_its_own_trade, garden_on);
async fn every_page_is_of_its_own_trade(site: &Site) {
    let snapshot = site.shop.snapshot();
    let counts =
        (snapshot.products.len(), snapshot.categories.len(), snapshot.guide_slugs().count());
    assert_eq!(counts, (5, 2, 2));
    let mut paths: Vec<String> = [
        routes::HOME,
        routes::CART,
        routes::TRACK,
        routes::WITHDRAW,
        routes::SEARCH,
        "/search?q=secateurs",
        "/search?q=mower",
        "/search?q=marrowby",
        "/search?q=fence",
        "/search?q=delivery",
        "/search?q=xyzzyq",
        "/search?sort=price-up",
        "/categories/seeds?height=200-",
        "/categories/seeds?light=part-shade",
        "/categories/tools?price=1000-",
        "/products/wrenfold-secateurs?variant=SEC-L&picture=2",
        "/products/dunnick-soaker-hose?variant=HOSE-30",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(snapshot.categories.iter().map(|category| routes::category(&category.slug)));
    paths.extend(snapshot.products.iter().map(|product| routes::product(&product.slug)));
    paths.extend(snapshot.guide_slugs().map(routes::buying_guide));
    let pages = snapshot.content.pages();
    paths.extend(pages.iter().map(|page| routes::content_page(&page.slug)));
    assert!(pages.len() == 7 && paths.len() > 30, "{paths:?}");
    let mut browser = site.browser();
    for path in paths {
        check(&path, 200, &browser.get(&path).await);
    }
    for path in ["/nothing", routes::CALCULATOR, "/tools/eyepieces?factor=2"] {
        check(path, 404, &browser.get(path).await);
    }
    let sitemap = browser.get(routes::SITEMAP).await;
    assert!(sitemap.is(200).text().contains("/guides/cover-a-fence</loc>"));
    assert!(!sitemap.text().contains("/tools/"));
}

on_both!(its_home_page_says_what_it_sells, garden_on);
async fn its_home_page_says_what_it_sells(site: &Site) {
    let mut browser = site.browser();
    let home = browser.get(routes::HOME).await.is_page(200).page();
    assert_eq!(home.text("title"), "Thornhollow · tools that last and seeds that come up");
    let described = home.attr("meta[name=description]", "content");
    assert!(described.starts_with("Hand tools, hoses and seeds"), "{described}");
    assert_eq!(home.text("h1"), "Grow something this year");
    let buttons = home.texts(".hero-actions a");
    assert_eq!(buttons, ["All departments", "What would you like to grow?"]);
    assert!(home.says(".hero-caption", "cuts 20\u{a0}mm") && home.says(".hero-caption", "£34.00"));
    assert_eq!(home.attr("#search-header", "placeholder"), "runner beans, secateurs, 15 m hose …");
    assert!(home.says(".foot-about", "Hand tools, hoses and seeds for small gardens."));
    assert!(home.says(".services", "Even after you have used it"));
    assert!(!home.has(".foot-end"), "it has no such text");
    assert!(home.says(".services", "We answer on weekdays"));
    assert!(!home.says(".services", "warranty"), "it promises none");
    assert!(home.says("#preferences", "Lantern"), "its own names of the colour schemes");
    // Each block has something to show.
    for slug in ["top", "departments", "plans", "cheap", "beans", "repairs"] {
        assert!(home.has(&format!("#block-{slug}")), "{slug}");
    }
    assert_eq!(home.attrs(".goals a", "href"), ["/guides/cover-a-fence", "/guides/first-border"]);
    // A shopper cannot leave its currency and country.
    browser.post(routes::PREFERENCES, &[("currency", "EUR")]).await;
    browser.post(routes::PREFERENCES, &[("country", "DE")]).await;
    check(routes::HOME, 200, &browser.get(routes::HOME).await);
}

on_both!(its_products_are_found_by_its_own_words, garden_on);
async fn its_products_are_found_by_its_own_words(site: &Site) {
    let mut browser = site.browser();
    for (query, slug) in [
        ("secateurs", "wrenfold-secateurs"),
        ("pruners", "wrenfold-secateurs"),
        ("hosepipe", "dunnick-soaker-hose"),
    ] {
        let page = browser.get(&format!("/search?q={query}")).await.is_page(200).page();
        let found = page.attrs("#results li.card h3 a", "href");
        assert!(found.contains(&routes::product(slug)), "{query}: {found:?}");
    }
    for (query, says) in [
        ("mower", "We sell hand tools only, and no mowers."),
        ("marrowby", "We don’t sell Marrowby."),
        ("fence", "Cover a fence by August"),
        ("postage", "Getting it to you"),
        ("xyzzyq", "Try fewer words, or a more general term."),
    ] {
        let answer = browser.get(&format!("/search?q={query}")).await;
        assert!(answer.is_page(200).page().says("main", says), "{query}");
    }
    let options = suggested(&mut browser, "runn").await;
    let bean = options.iter().find(|one| one.href == "/products/pellgrove-runner-bean").unwrap();
    let SuggestionKind::Product { price, .. } = &bean.kind else { panic!("{bean:?}") };
    assert_eq!(price.to_string(), "£3.20");
    // Its filters are those of its own attributes, with its own bands.
    let seeds = browser.get("/categories/seeds").await.is_page(200).page();
    for (key, value) in [("height", "100-200"), ("height", "200-"), ("light", "part-shade")] {
        let filter = format!("#facets input[name='{key}'][value='{value}']");
        assert!(seeds.has(&filter), "{filter}");
    }
    let moved = browser.get_once("/products/wrenfold-pruners").await;
    assert_eq!(moved.is(308).header("location"), "/products/wrenfold-secateurs");
    // A product's page has its specifications and what it needs, and nothing else.
    let bean = browser.get("/products/pellgrove-runner-bean").await.is_page(200).page();
    assert!(bean.says("#specifications", "250\u{a0}cm"));
    assert!(bean.says("main", "A hose along the row keeps them."));
    assert!(
        bean.says("#questions", "Return it within 30 days, even if you have used it. We refund")
    );
    assert_eq!(bean.text("#description-title"), "Description");
}

on_both!(an_order_goes_all_the_way, garden_on);
async fn an_order_goes_all_the_way(site: &Site) {
    let mut browser = site.browser();
    browser.add("SEC-L", "1").await;
    browser.add("BEAN", "2").await;
    let cart = browser.get(routes::CART).await;
    assert!(check("cart", 200, &cart).says("£42.40"));
    let contact = browser.get(&routes::checkout_step(Step::Contact)).await;
    assert!(check("contact", 200, &contact).page().has("main select[name=country]"));
    let abroad = BUYER.map(|(name, value)| (name, if name == "country" { "DE" } else { value }));
    let refused = browser.post(routes::CHECKOUT_CONTACT, &abroad).await;
    assert!(check("abroad", 422, &refused).says("Choose a country from the list."));

    let delivery = routes::checkout_step(Step::Delivery);
    browser.post(routes::CHECKOUT_CONTACT, &BUYER).await.leads_to(&delivery);
    assert!(check("delivery", 200, &browser.get(&delivery).await).says("£"));
    browser.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "standard")]).await.is(303);
    check("payment", 200, &browser.get(&routes::checkout_step(Step::Payment)).await);
    let card = [("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")];
    let review = routes::checkout_step(Step::Review);
    browser.post(routes::CHECKOUT_PAYMENT, &card).await.leads_to(&review);
    let review = browser.get(&review).await;
    assert!(check("review", 200, &review).says("12 Chapel Row"));
    let link = browser.place(&review).await.is(303).header("location").to_owned();
    for link in [link.as_str(), link.trim_end_matches("&new=1")] {
        let order = browser.get(link).await;
        // Its country's only tax.
        assert!(check(link, 200, &order).says("20% VAT on £"));
        assert!(order.says("Thornhollow Garden Supply Ltd") && order.says("£36.00"));
    }

    let folder = std::env::temp_dir().join(format!("perigee-garden-{}", uuid::Uuid::new_v4()));
    let transport = Transport::Folder(folder.clone());
    let mailer = Mailer::new(transport, "Thornhollow <post@thornhollow.example>").unwrap();
    assert_eq!(testing::deliver_due(&site.shop, &mailer).await.unwrap(), 1);
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let email = std::fs::read_to_string(file).unwrap().replace("=\r\n", "");
    std::fs::remove_dir_all(folder).unwrap();
    assert_eq!(of_the_trade(&email), BTreeSet::new());
    let (text, html) = email.split_once("text/html").unwrap();
    for part in [text, html] {
        for words in [
            "Thank you, Ada Byron",
            "Wrenfold bypass secateurs",
            "living plants",
            "/pages/ask-us",
            "Good growing",
            "I hereby give notice",
        ] {
            assert!(part.contains(words), "{words}: {part}");
        }
        // The euro sign in quoted-printable.
        assert!(!part.contains("=E2=82=AC") && part.contains("42.40"), "{part}");
    }
}
