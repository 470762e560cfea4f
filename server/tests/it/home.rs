//! The home page: the merchant's blocks, their order, schedule and products.

use crate::site::{NOW, Site, on_both};
use domain::content::home::BlockKind;
use store::Tx;
use testing::{HomeBlockBuilder, fixture};

const MINUTE: i64 = 60_000;

/// Changes blocks as the merchant would; the shop shows it.
async fn change(site: &Site, change: impl AsyncFnOnce(&mut Tx)) {
    let mut tx = site.shop.db().begin().await.unwrap();
    change(&mut tx).await;
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

async fn put(site: &Site, block: &HomeBlockBuilder) {
    change(site, async |tx| {
        block.build(tx).await;
    })
    .await;
}

/// The slugs of the blocks below the hero, from their ids.
async fn shown(site: &Site) -> Vec<String> {
    let page = site.browser().get("/").await.is_page(200).page();
    let ids = page.attrs(".home > section[id]:not(.hero)", "id");
    ids.iter().map(|id| id.strip_prefix("block-").expect("the prefix").to_owned()).collect()
}

fn news() -> HomeBlockBuilder {
    HomeBlockBuilder::new("news", BlockKind::Text).text("We are *open*.").position(0)
}

fn banner() -> HomeBlockBuilder {
    HomeBlockBuilder::new("offer", BlockKind::Banner)
        .title("Light & cold")
        .text("A camera for long nights.")
        .link("To the camera", "/products/deep-sky-camera")
        .picture_of("deep-sky-camera")
        .position(0)
}

on_both!(blocks_are_shown_in_the_merchants_order);
async fn blocks_are_shown_in_the_merchants_order(site: &Site) {
    let fixture = ["instruments", "goals", "sky", "first", "featured", "newest"];
    assert_eq!(shown(site).await, fixture);
    let page = site.browser().get("/").await.is_page(200).page();
    assert_eq!(page.texts("h1"), ["Good evening"]);
    assert_eq!(page.texts(".hero-actions a"), ["All kinds", "Goals"]);
    assert_eq!(page.attrs(".hero-actions a", "href"), ["#block-instruments", "#block-goals"]);
    assert_eq!(page.attr(".hero-plate", "href"), "/products/meridian-200");
    let first = page.attrs("#block-first li.card h3 a", "href");
    assert_eq!(first, ["/products/meridian-150", "/products/meridian-200"], "by price");
    assert_eq!(page.attr("#block-newest .more", "href"), "/search?sort=newest");
    // The guides' pages lead back to their block.
    let guide = site.browser().get("/guides/craters").await.is_page(200).page();
    assert!(guide.has(".breadcrumbs a[href='/#block-goals']"));
    put(site, &news()).await;
    put(site, &banner().position(9)).await;
    assert_eq!(shown(site).await, [&["news"][..], &fixture, &["offer"]].concat());
    let page = site.browser().get("/").await.is_page(200).page();
    assert_eq!(
        (page.text("#block-news .prose em"), page.text("#block-offer h2")),
        ("open".to_owned(), "Light & cold".to_owned())
    );
    assert_eq!(page.attr("#block-offer a", "href"), "/products/deep-sky-camera");
    assert!(page.has("#block-offer img"));
}

on_both!(a_row_of_products_has_its_text);
async fn a_row_of_products_has_its_text(site: &Site) {
    let row = HomeBlockBuilder::new("row", BlockKind::Products).product("refractor-102");
    for (text, expected) in [("For <b>cold</b> nights.", 1), ("", 0)] {
        put(site, &row.clone().text(text)).await;
        let page = site.browser().get("/").await.is_page(200).page();
        assert_eq!(page.texts("#block-row > p.quiet"), vec![text; expected]);
    }
}

on_both!(a_block_can_have_any_slug);
/// Also one that is an id of the program, or begins like another block's.
async fn a_block_can_have_any_slug(site: &Site) {
    let own = ["announcer", "preferences", "main", "menu", "recent-slot"];
    let slugs = [&own[..], &["recent", "news", "news-title", "title-block-news"]].concat();
    change(site, async |tx| {
        for slug in &slugs {
            HomeBlockBuilder::new(slug, BlockKind::Text).position(9).build(tx).await;
        }
        HomeBlockBuilder::new("row", BlockKind::Products).product("refractor-102").build(tx).await;
        let row = HomeBlockBuilder::new("row-title", BlockKind::Products);
        row.product("refractor-102").build(tx).await;
    })
    .await;
    let page = site.browser().get("/").await.is_page(200).page();
    let ids = page.attrs("[id]", "id");
    let count = |id: &str| ids.iter().filter(|own| *own == id).count();
    for id in own {
        assert_eq!(count(id), 1, "{id}");
    }
    for slug in [&slugs[..], &["row", "row-title"]].concat() {
        let id = format!("block-{slug}");
        assert_eq!((count(&id), count(&format!("title-{id}"))), (1, 1), "{slug}");
    }
}

on_both!(a_block_is_shown_at_its_time);
async fn a_block_is_shown_at_its_time(site: &Site) {
    let (from, until) = (NOW + 2 * MINUTE, NOW + 4 * MINUTE);
    put(site, &news().starts_at(from).ends_at(until)).await;
    // A minute before it begins, when it begins, a minute before it ends, and when it ends.
    for (minute, is_shown) in [(1, false), (2, true), (3, true), (4, false), (5, false)] {
        site.advance(MINUTE);
        shop::catalogue::refresh(&site.shop).await.unwrap();
        let has_it = shown(site).await.contains(&"news".to_owned());
        assert_eq!(has_it, is_shown, "minute {minute}");
    }
}

on_both!(a_draft_is_not_shown);
async fn a_draft_is_not_shown(site: &Site) {
    for (block, is_shown) in [(news(), true), (news().draft(), false)] {
        put(site, &block).await;
        assert_eq!(shown(site).await.contains(&"news".to_owned()), is_shown);
    }
}

on_both!(a_shop_without_blocks_has_a_home_page);
async fn a_shop_without_blocks_has_a_home_page(site: &Site) {
    change(site, async |tx| {
        for block in fixture::home() {
            block.draft().build(tx).await;
        }
    })
    .await;
    let mut browser = site.browser();
    let page = browser.get("/").await.is_page(200).page();
    assert_eq!(page.texts("h1"), ["Welcome"]);
    assert!(page.has("form[action='/search']") && !page.has(".home > section"));
    browser.get("/guides/craters").await.is_page(200);
}

on_both!(a_block_that_cannot_be_shown_is_left_out);
async fn a_block_that_cannot_be_shown_is_left_out(site: &Site) {
    let row = |slug| HomeBlockBuilder::new(slug, BlockKind::Products).position(0);
    change(site, async |tx| {
        banner().build(tx).await;
        row("camera").product("deep-sky-camera").build(tx).await;
        row("sold-out").product("field-tripod").build(tx).await;
        row("old").product("almanac-old").product("almanac-next").build(tx).await;
        row("none").build(tx).await;
        row("nothing").rule("category books; pages > 1000000").build(tx).await;
        row("gone").rule("category no-such; no_such_attribute is yes").build(tx).await;
        row("unreadable").rule("aperture >=").build(tx).await;
    })
    .await;
    let fixture = ["instruments", "goals", "sky", "first", "featured", "newest"];
    assert_eq!(shown(site).await, [&["camera", "offer"][..], &fixture].concat());
    site.set_status("deep-sky-camera", "archived").await;
    site.set_status("refractor-102", "archived").await;
    let fixture = ["instruments", "goals", "sky", "first", "newest"];
    assert_eq!(shown(site).await, fixture);
}

on_both!(a_picture_is_named_by_its_hash);
async fn a_picture_is_named_by_its_hash(site: &Site) {
    let snapshot = site.shop.snapshot();
    let picture = snapshot.by_slug("meridian-200").and_then(|entry| entry.picture.as_ref());
    let hash = &picture.expect("a picture").hash;
    for kind in [BlockKind::Hero, BlockKind::Banner] {
        put(site, &HomeBlockBuilder::new("offer", kind).picture(hash).position(0)).await;
        let page = site.browser().get("/").await.is_page(200).page();
        let shown = page.all(".home > section:first-child img");
        assert_eq!(shown.len(), 1, "{kind:?}");
        assert!(shown[0].html().contains(hash.as_str()), "{kind:?}");
    }
}

on_both!(a_hero_without_product_has_its_words);
async fn a_hero_without_product_has_its_words(site: &Site) {
    put(site, &HomeBlockBuilder::new("hero", BlockKind::Hero).title("<b>Closed</b>")).await;
    let page = site.browser().get("/").await.is_page(200).page();
    assert_eq!(page.texts("h1"), ["<b>Closed</b>"], "a text, not markup");
    assert!(!page.has(".hero-plate"));
    put(site, &HomeBlockBuilder::new("hero", BlockKind::Hero).picture_of("enamel-mug")).await;
    let second = HomeBlockBuilder::new("second", BlockKind::Hero).title("Below").position(9);
    put(site, &second).await;
    let page = site.browser().get("/").await.is_page(200).page();
    assert_eq!(
        (page.texts("h1"), page.texts(".hero h2")),
        (vec!["Hero".to_owned()], vec!["Below".to_owned()])
    );
}
