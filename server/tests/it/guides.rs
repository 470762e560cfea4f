//! Buying guides: the merchant's titles, rules and picks.

use crate::{
    rpc::search::suggested,
    site::{Site, on_both},
};
use store::Tx;
use testing::GuideBuilder;

/// Changes guides as the merchant would; the shop shows it.
async fn change(site: &Site, change: impl AsyncFnOnce(&mut Tx)) {
    let mut tx = site.shop.db().begin().await.unwrap();
    change(&mut tx).await;
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

async fn put(site: &Site, guide: &GuideBuilder) {
    change(site, async |tx| {
        guide.build(tx).await;
    })
    .await;
}

/// A guide to large telescopes.
fn light_buckets() -> GuideBuilder {
    GuideBuilder::new("light-buckets")
        .title("Catch more light")
        .icon("galaxy")
        .searched("light bucket\nbuckets")
        .rule("category dobsonians; aperture >= 200")
        .rule("category telescopes; aperture >= 150")
        .pick("meridian-200", "Large & light.")
        .pick("truss-400", "As large as they get.")
        .position(9)
}

/// The slugs in the list of a page.
async fn listed(site: &Site, path: &str) -> Vec<String> {
    let page = site.browser().get(path).await.is_page(200).page();
    let links = page.attrs("#results li.card h3 a", "href");
    links.iter().map(|href| href["/products/".len()..].to_owned()).collect()
}

on_both!(a_guide_is_on_home_in_search_in_the_sitemap_and_at_its_url);
async fn a_guide_is_on_home_in_search_in_the_sitemap_and_at_its_url(site: &Site) {
    put(site, &light_buckets()).await;
    let mut browser = site.browser();
    let home = browser.get("/").await.is_page(200).page();
    let hrefs = ["/guides/craters", "/guides/presents", "/guides/light-buckets"];
    assert_eq!(home.attrs(".goals a", "href"), hrefs);
    assert_eq!(home.texts(".goals a")[2], "Catch more light");
    assert!(browser.get("/sitemap.xml").await.text().contains("/guides/light-buckets</loc>"));
    for (query, leads) in [
        ("light+bucket", true),
        ("buckets", true),
        ("see+with+a+light+bucket", true),
        ("light", false),
        ("bucket+red", false),
    ] {
        let found = browser.get(&format!("/search?q={query}")).await.is_page(200).page();
        assert_eq!(found.has(".chip[href='/guides/light-buckets']"), leads, "{query}");
    }
    let options = suggested(&mut browser, "bucke").await;
    let option = options.iter().find(|option| option.href == "/guides/light-buckets").unwrap();
    assert_eq!(option.text, "Catch more light");
    let page = browser.get("/guides/light-buckets").await.is_page(200).page();
    assert_eq!(page.text("h1"), "Catch more light");
    assert!(page.text("title").starts_with("Catch more light"));
    // Picks by price.
    assert_eq!(page.texts(".card-why"), ["Large & light.", "As large as they get."]);
    // By rank, then by price.
    let listed = listed(site, "/guides/light-buckets").await;
    assert_eq!(listed, ["meridian-200", "truss-400", "meridian-150", "tube-280"]);
}

on_both!(a_draft_is_not_shown);
async fn a_draft_is_not_shown(site: &Site) {
    let mut browser = site.browser();
    for (guide, status) in [(light_buckets(), 200), (light_buckets().draft(), 404)] {
        put(site, &guide).await;
        browser.get("/guides/light-buckets").await.is_page(status);
        let is_shown = status == 200;
        let home = browser.get("/").await.is_page(200).page();
        assert_eq!(home.has("a[href='/guides/light-buckets']"), is_shown);
        let sitemap = browser.get("/sitemap.xml").await;
        assert_eq!(sitemap.text().contains("/guides/light-buckets"), is_shown);
        let found = browser.get("/search?q=buckets").await.is_page(200).page();
        assert_eq!(found.has("a[href='/guides/light-buckets']"), is_shown);
    }
    browser.get("/guides/next-eclipse").await.is_page(404);
}

on_both!(a_pick_that_is_no_longer_sold_is_left_out);
async fn a_pick_that_is_no_longer_sold_is_left_out(site: &Site) {
    put(site, &light_buckets()).await;
    site.set_status("meridian-200", "archived").await;
    let page = site.browser().get("/guides/light-buckets").await.is_page(200).page();
    assert_eq!(page.texts(".card-why"), ["As large as they get."]);
    assert!(!listed(site, "/guides/light-buckets").await.contains(&"meridian-200".to_owned()));
    // A pick above the maximum price, too.
    put(site, &light_buckets().max_price(50_000)).await;
    let page = site.browser().get("/guides/light-buckets").await.is_page(200).page();
    assert_eq!(page.count(".card-why"), 0);
}

on_both!(rules_that_fit_everything_or_nothing_render);
async fn rules_that_fit_everything_or_nothing_render(site: &Site) {
    let everything = GuideBuilder::new("everything").rule("everything");
    let nothing = GuideBuilder::new("nothing").rule("category books; pages > 1000000");
    let gone = GuideBuilder::new("gone").rule("category no-such; no_such_attribute is yes");
    let bare = GuideBuilder::new("bare").icon("no-such-icon");
    for guide in [everything, nothing, gone, bare] {
        put(site, &guide).await;
    }
    let products = site.shop.snapshot().products.len();
    for (slug, count) in [("everything", products), ("nothing", 0), ("gone", 0), ("bare", 0)] {
        let path = format!("/guides/{slug}");
        let page = site.browser().get(&path).await.is_page(200).page();
        assert_eq!(page.count("#results li.card"), count.min(24), "{slug}");
    }
    let home = site.browser().get("/").await.is_page(200).page();
    assert_eq!(home.count(".goals a"), 6);
}

on_both!(a_rule_that_cannot_be_read_leaves_the_others);
async fn a_rule_that_cannot_be_read_leaves_the_others(site: &Site) {
    put(site, &light_buckets().rule("aperture >=").rule("category cameras")).await;
    let listed = listed(site, "/guides/light-buckets").await;
    assert_eq!(
        listed,
        ["meridian-200", "truss-400", "meridian-150", "tube-280", "deep-sky-camera"]
    );
}

on_both!(a_shop_without_guides_has_no_links_to_them);
async fn a_shop_without_guides_has_no_links_to_them(site: &Site) {
    change(site, async |tx| {
        for guide in testing::fixture::guides() {
            guide.draft().build(tx).await;
        }
    })
    .await;
    let mut browser = site.browser();
    let home = browser.get("/").await;
    let home = home.is_page(200).page();
    assert!(!home.has("#block-goals") && !home.has("a[href='#block-goals']"));
    browser.get("/guides/craters").await.is_page(404);
    assert!(!browser.get("/sitemap.xml").await.text().contains("/guides/"));
}

/// What the merchant writes is text, not markup.
#[tokio::test]
async fn texts_are_escaped() {
    let site = Site::sqlite().await;
    let guide = GuideBuilder::new("evil")
        .title("<b>Evil</b>")
        .rule("everything")
        .pick("enamel-mug", "<script>alert(1)</script>");
    put(&site, &guide).await;
    let page = site.browser().get("/guides/evil").await.is_page(200).page();
    assert_eq!(page.text("h1"), "<b>Evil</b>");
    assert_eq!(page.texts(".card-why"), ["<script>alert(1)</script>"]);
}
