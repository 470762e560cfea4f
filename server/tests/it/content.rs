//! Content pages and menus: the merchant's slugs, roles and texts.

use crate::{
    rpc::search::suggested,
    site::{GOOD_CARD, Site, on_both},
};
use domain::content::{Menu, PageRole};
use store::{
    Tx,
    content::{LinkTarget, NewLink},
};
use testing::{NOW, PageBuilder, fixture};

/// Changes content as the merchant would; the shop shows it.
async fn change(site: &Site, change: impl AsyncFnOnce(&mut Tx)) {
    let mut tx = site.shop.db().begin().await.unwrap();
    change(&mut tx).await;
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

async fn rename(site: &Site, old: &str, new: &str) {
    change(site, async |tx| {
        assert!(store::content::rename(tx, old, new, NOW).await.unwrap());
    })
    .await;
}

fn link(slug: &str) -> String {
    format!("a[href='/pages/{slug}']")
}

on_both!(pages_are_linked_by_their_roles);
async fn pages_are_linked_by_their_roles(site: &Site) {
    for (old, new) in [
        ("contact", "ask-us"),
        ("delivery", "how-it-arrives"),
        ("returns", "second-thoughts"),
        ("terms", "conditions"),
        ("withdrawal", "leaving-a-contract"),
    ] {
        rename(site, old, new).await;
    }
    let mut browser = site.browser();
    let home = browser.get("/").await.is_page(200).page();
    for slug in ["ask-us", "how-it-arrives", "second-thoughts", "conditions"] {
        assert!(home.has(&format!("footer {}", link(slug))), "{slug}");
    }
    for (path, status, slug) in [
        ("/nothing", 404, "ask-us"),
        ("/track", 200, "ask-us"),
        ("/search?q=xyzzy", 200, "ask-us"),
        ("/withdraw", 200, "leaving-a-contract"),
        ("/products/meridian-200", 200, "second-thoughts"),
        ("/products/meridian-200", 200, "how-it-arrives"),
    ] {
        let page = browser.get(path).await.is_page(status).page();
        assert!(page.has(&format!("main {}", link(slug))), "{path}: {slug}");
    }
    browser.add("MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let page = review.is_page(200).page();
    assert!(page.has(&link("conditions")) && page.has(&link("second-thoughts")));
    assert!(page.says("main", "By placing your order you agree to our Terms and Returns"));
    for old in ["contact", "delivery", "returns", "terms", "withdrawal"] {
        assert!(!home.has(&link(old)) && !page.has(&link(old)), "{old}");
    }
}

on_both!(an_old_slug_redirects);
async fn an_old_slug_redirects(site: &Site) {
    rename(site, "terms", "conditions").await;
    rename(site, "conditions", "terms-of-sale").await;
    let mut browser = site.browser();
    for old in ["terms", "conditions"] {
        let answer = browser.get(&format!("/pages/{old}?utm=7")).await;
        assert_eq!(answer.is(308).header("location"), "/pages/terms-of-sale?utm=7", "{old}");
    }
    let page = browser.get("/pages/terms-of-sale").await;
    let canonical = page.is_page(200).page().attr("link[rel=canonical]", "href");
    assert!(canonical.ends_with("/pages/terms-of-sale"), "{canonical}");
    let sitemap = browser.get("/sitemap.xml").await;
    assert!(sitemap.text().contains("/pages/terms-of-sale</loc>"));
    assert!(!sitemap.text().contains("/pages/terms</loc>"));
}

on_both!(a_draft_is_not_shown);
async fn a_draft_is_not_shown(site: &Site) {
    let mut browser = site.browser();
    assert!(browser.get("/").await.page().has(&link("terms")));
    // The page of a role, which the footer links, and an old slug that leads to it.
    rename(site, "terms", "conditions").await;
    let draft = PageBuilder::new("conditions").role(PageRole::Terms).searched("conditions").draft();
    change(site, async |tx| {
        draft.build(tx).await;
    })
    .await;
    for path in ["/pages/conditions", "/pages/terms"] {
        browser.get(path).await.is_page(404);
        site.program().get(path).await.is_problem(404);
    }
    let home = browser.get("/").await.is_page(200).page();
    assert!(!home.has(&link("conditions")) && !home.has(&link("terms")));
    assert!(!browser.get("/sitemap.xml").await.text().contains("/pages/conditions"));
    let found = browser.get("/search?q=conditions").await;
    assert!(!found.is_page(200).page().has(&link("conditions")));
    browser.add("MUG", "1").await;
    let review = browser.review(GOOD_CARD).await.is_page(200).page();
    assert!(review.says("main", "By placing your order you agree to our Returns"));
}

on_both!(a_shop_without_pages_sells);
async fn a_shop_without_pages_sells(site: &Site) {
    change(site, async |tx| {
        for page in fixture::pages() {
            page.draft().build(tx).await;
        }
    })
    .await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    for (path, status) in [
        ("/", 200),
        ("/nothing", 404),
        ("/track", 200),
        ("/withdraw", 200),
        ("/search?q=xyzzy", 200),
        ("/products/meridian-200", 200),
        ("/cart", 200),
    ] {
        let page = browser.get(path).await;
        assert!(!page.is_page(status).text().contains("/pages/"), "{path}");
    }
    let review = browser.review(GOOD_CARD).await;
    assert!(!review.is_page(200).text().contains("/pages/") && !review.says("you agree to our"));
    let placed = browser.place(&review).await;
    placed.is(303);
    browser.get(placed.header("location")).await.is_page(200);
}

on_both!(the_merchants_words_lead_to_a_page);
async fn the_merchants_words_lead_to_a_page(site: &Site) {
    let page = PageBuilder::new("mirror-care")
        .title("Care of mirrors")
        .searched("cleaning\nwash a mirror\naluminising");
    change(site, async |tx| {
        page.build(tx).await;
    })
    .await;
    let mut browser = site.browser();
    for (query, leads) in [
        ("cleaning", true),
        ("how+do+i+wash+a+mirror", true),
        ("aluminsing", true),
        ("mirror", false),
        ("cleaning+telescope", false),
    ] {
        let found = browser.get(&format!("/search?q={query}")).await.is_page(200).page();
        let chip = found.has("a.chip[href='/pages/mirror-care']");
        assert_eq!(chip, leads, "{query}");
        if leads {
            assert_eq!(found.text("a.chip[href='/pages/mirror-care']"), "Care of mirrors");
        }
    }
    let options = suggested(&mut browser, "clean").await;
    let option = options.iter().find(|option| option.href == "/pages/mirror-care").unwrap();
    assert_eq!(option.text, "Care of mirrors");
    // Order tracking is a page of the program.
    let found = browser.get("/search?q=where+is+my+package").await.is_page(200).page();
    assert_eq!(found.text("a.chip[href='/track']"), "Track an order");
}

on_both!(the_footer_is_the_merchants_menu);
async fn the_footer_is_the_merchants_menu(site: &Site) {
    let page = PageBuilder::new("club").title("The club");
    change(site, async |tx| {
        let club = page.build(tx).await;
        let categories = store::catalogue::categories(tx).await.unwrap();
        let gifts = categories.iter().find(|category| category.slug == "gifts").unwrap();
        let link = |group, label, target| NewLink { group, label, target };
        let links = [
            link("Meet", "The club & friends", LinkTarget::Page(club)),
            link("Browse", "For others", LinkTarget::Category(gifts.id)),
            link("Meet", "Where it is", LinkTarget::Path("/track")),
        ];
        store::content::put_menu(tx, Menu::Footer, &links, NOW).await.unwrap();
    })
    .await;
    let home = site.browser().get("/").await.is_page(200).page();
    // What every shop needs is there, too.
    assert_eq!(home.texts(".foot-links h2"), ["Meet", "Browse", "Your order"]);
    assert_eq!(
        home.texts(".foot-links a"),
        ["The club & friends", "Where it is", "For others", "Withdraw from contract here"]
    );
    assert_eq!(
        home.attrs(".foot-links a", "href"),
        ["/pages/club", "/track", "/categories/gifts", "/withdraw"]
    );
}

#[tokio::test]
async fn a_text_cannot_run_scripts_and_keeps_unknown_placeholders() {
    let site = Site::sqlite().await;
    let page = PageBuilder::new("evil").title("<script>alert(1)</script>").body(
        "# Head\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](//evil.example) \
         [c](https://good.example/) <img src=x onerror=alert(1)> {sellr} {seller}\n\n\
         [d](mailto:{seller-email})",
    );
    change(&site, async |tx| {
        page.build(tx).await;
    })
    .await;
    let answer = site.browser().get("/pages/evil").await;
    let page = answer.is_page(200).page();
    assert_eq!(page.text("h1"), "<script>alert(1)</script>");
    assert_eq!(page.count("h1"), 1);
    assert!(!page.has(".prose script") && !page.has(".prose img"));
    assert_eq!(
        page.attrs(".prose a", "href"),
        ["#", "#", "https://good.example/", "mailto:owner@shop.example"]
    );
    assert!(page.says(".prose", "{sellr} Test & Sons, Lindenallee 3, 10115 Berlin"));
}

/// The keyboard reaches tables that are wider than the screen, so each has a name.
#[tokio::test]
async fn a_table_has_the_name_of_its_heading() {
    let site = Site::sqlite().await;
    let body = "## Sizes\n\n|a|\n|-|\n|b|\n\n{tariffs}\n";
    change(&site, async |tx| {
        PageBuilder::new("sizes").body(body).build(tx).await;
    })
    .await;
    let page = site.browser().get("/pages/sizes").await.is_page(200).page();
    let names = page.attrs(".prose .table[role='region'][tabindex='0']", "aria-label");
    assert!(names.len() > 1);
    assert_eq!(names, page.texts(".prose h2, .prose h3"));
}

/// A change shows on every page at once, also on those in the cache.
#[tokio::test]
async fn a_change_shows_on_cached_pages() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    for path in ["/", "/pages/about"] {
        browser.get(path).await.is_page(200);
    }
    rename(&site, "contact", "ask-us").await;
    let page = PageBuilder::new("about").role(PageRole::About).body("We moved.");
    change(&site, async |tx| {
        page.build(tx).await;
    })
    .await;
    let home = browser.get("/").await.page();
    assert!(home.has(&link("ask-us")) && !home.has(&link("contact")));
    assert!(browser.get("/pages/about").await.says("We moved."));
}
