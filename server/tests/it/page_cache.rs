//! The page cache: never outdated, never another visitor's.

use crate::site::{Site, http_with, on_both};
use domain::{Currency, Money};
use views::routes;

/// A page without its nonce.
fn without_nonce(page: &crate::site::Answer) -> String {
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    page.text().replace(nonce, "NONCE")
}

on_both!(a_change_shows_at_once);
async fn a_change_shows_at_once(site: &Site) {
    let pages = ["/products/meridian-200", "/categories/dobsonians", "/search?q=meridian+200"];
    let mut browser = site.browser();
    for path in pages {
        for _ in 0..2 {
            assert!(browser.get(path).await.says("€429.00"), "{path}");
        }
    }
    site.change("SCOPE-200", 39_900, 38).await;
    for path in pages {
        let page = browser.get(path).await;
        assert!(page.says("€399.00") && !page.text().contains("€429.00"), "{path}");
    }
    site.set_status("meridian-200", "archived").await;
    browser.get(pages[0]).await.is_page(410);
    let list = browser.get(pages[1]).await.is_page(200).page();
    assert!(list.has("a[href='/products/meridian-150']"));
    assert!(!list.has("a[href='/products/meridian-200']"));
    site.set_status("meridian-200", "published").await;
    browser.get(pages[0]).await.is_page(200);
}

on_both!(an_order_that_sells_out_shows_at_once);
async fn an_order_that_sells_out_shows_at_once(site: &Site) {
    let mut browser = site.browser();
    site.change("CAMERA", 399_000, 1).await;
    assert!(browser.get(&routes::product("deep-sky-camera")).await.page().has("#buy"));
    browser.add("CAMERA", "1").await;
    let review = browser.review(crate::site::GOOD_CARD).await;
    browser.place(&review).await.is(303);
    let page = browser.get(&routes::product("deep-sky-camera")).await.is_page(200).page();
    assert!(!page.has("#buy") && page.has("form[action='/back-in-stock']"));
}

#[tokio::test]
async fn personal_parts_belong_to_one_visitor() {
    let site = Site::sqlite().await;
    let (mut ada, mut eve) = (site.browser(), site.browser());
    ada.add("MUG", "3").await;
    ada.post(routes::PREFERENCES, &[("theme", "red")]).await.is(303);
    assert!(
        ada.get(&routes::product("meridian-200")).await.is_page(200).says("added to your cart")
    );
    for path in [
        "/",
        "/products/meridian-200",
        "/categories/telescopes",
        "/pages/about",
        "/search?q=telescope",
        "/nothing",
    ] {
        for _ in 0..2 {
            let (a, e) = (ada.get(path).await, eve.get(path).await);
            assert_eq!((a.cart_count(), e.cart_count()), (3, 0), "{path}");
            assert!(
                a.page().has("[data-theme='red']") && e.page().has("[data-theme='auto']"),
                "{path}"
            );
            assert!(!e.text().contains("added to your cart"), "{path}");
        }
    }
}

#[tokio::test]
async fn recently_viewed_products_belong_to_one_visitor() {
    let site = Site::sqlite().await;
    let (mut ada, mut eve) = (site.browser(), site.browser());
    let seen = "#recent-slot a[href='/products/lunar-globe']";
    assert!(!ada.get(routes::HOME).await.page().has(seen), "nothing was looked at yet");
    ada.get(&routes::product("lunar-globe")).await.is_page(200);
    // The cached page of one visitor shows nothing of the other's, in either order.
    for _ in 0..2 {
        assert!(ada.get(routes::HOME).await.page().has(seen));
        assert!(!eve.get(routes::HOME).await.is_page(200).page().has(seen));
    }
}

#[tokio::test]
async fn currency_and_country_have_separate_pages() {
    let site = Site::sqlite().await;
    let (mut home, mut abroad) = (site.browser(), site.browser());
    abroad.post(routes::PREFERENCES, &[("currency", "USD"), ("country", "US")]).await.is(303);
    for _ in 0..2 {
        let (h, a) = (
            home.get(&routes::product("red-torch")).await,
            abroad.get(&routes::product("red-torch")).await,
        );
        let price = site
            .shop
            .rates()
            .price(Money::new(2_900, Currency::EUR), Currency::USD)
            .unwrap()
            .to_string();
        assert!(h.says("€29.00") && a.text().contains(&price) && !a.text().contains("€29.00"));
        assert!(a.says("United States") && h.says("Germany"));
    }
}

#[tokio::test]
async fn pages_are_the_same_with_and_without_the_cache() {
    let cached = Site::sqlite().await;
    let fresh = Site::new(
        testing::Kind::Sqlite,
        http_with(|http| http.page_cache = false),
        "http://127.0.0.1:3000",
    )
    .await;
    for path in [
        "/",
        "/products/refractor-102",
        "/products/refractor-102?variant=REFRACTOR-SET",
        "/categories/telescopes?sort=name&page=1",
        "/search?q=uhc",
        "/pages/terms",
    ] {
        let first = without_nonce(cached.browser().get(path).await.is_page(200));
        assert_eq!(first, without_nonce(&cached.browser().get(path).await), "{path}");
        assert_eq!(first, without_nonce(&fresh.browser().get(path).await), "{path}");
    }
}

#[tokio::test]
async fn cached_delivery_dates_expire() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    assert!(browser.get(&routes::product("meridian-200")).await.says("Wednesday, 25 November"));
    site.advance(5 * 3_600_000);
    assert!(browser.get(&routes::product("meridian-200")).await.says("Thursday, 26 November"));
}

/// A refused form shows the product page with a notice, which must not be cached.
#[tokio::test]
async fn a_notice_is_not_cached() {
    let site = Site::sqlite().await;
    let path = "/products/meridian-200";
    let page = site
        .browser()
        .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", "0"), ("back", path)])
        .await;
    let notice = page.is_page(422).page().text("[role=alert]");
    assert!(!notice.is_empty());
    let clean = site.browser().get(path).await;
    assert!(!clean.is_page(200).page().says("main", &notice), "{notice}");
    assert_eq!(without_nonce(&clean), without_nonce(&site.browser().get(path).await));
}

/// Compressed pages are assembled from compressed parts and each visitor's own texts, with the same
/// content.
#[tokio::test]
async fn a_compressed_page_has_the_same_content() {
    use std::io::Read;
    let site = Site::sqlite().await;
    let mut plain = site.browser();
    plain.add("MUG", "3").await;
    plain.post(routes::PREFERENCES, &[("theme", "dusk")]).await.is(303);
    plain.get(&routes::product("lunar-globe")).await.is_page(200);
    for path in ["/", "/categories/telescopes", "/products/meridian-200", "/pages/terms"] {
        // The first visit is recorded.
        plain.get(path).await.is(200);
        let expected = without_nonce(&plain.get(path).await);
        for accepts in ["gzip", "br;q=1.0, gzip;q=0.8", "deflate, GZIP"] {
            for _ in 0..3 {
                let mut browser = site.browser().with("accept-encoding", accepts);
                browser.cookies = plain.cookies.clone();
                let mut page = browser.get(path).await;
                page.is(200);
                assert!(page.header("vary").contains("accept-encoding"), "{path}");
                if page.header("content-encoding") == "br" {
                    continue;
                }
                assert_eq!(page.header("content-encoding"), "gzip", "{path} {accepts}");
                let mut text = Vec::new();
                flate2::read::GzDecoder::new(&page.body[..]).read_to_end(&mut text).unwrap();
                page.body = text.into();
                assert!(without_nonce(&page) == expected, "{path} {accepts}: another page");
            }
        }
        for refuses in ["gzip;q=0", "identity"] {
            let mut browser = site.browser().with("accept-encoding", refuses);
            assert_eq!(browser.get(path).await.is_page(200).header("content-encoding"), "");
        }
    }
}

/// The cache key contains only what a page reads of its URL: campaign parameters, reordered or
/// unknown filters do not make another page.
#[tokio::test]
async fn ignored_parameters_share_a_cached_page() {
    let site = Site::new(
        testing::Kind::Sqlite,
        http_with(|http| {
            http.capacity.browsing = 1;
            http.capacity.queue_time = std::time::Duration::ZERO;
        }),
        "http://127.0.0.1:3000",
    )
    .await;
    let pages = [
        ("/", "/?utm=7"),
        ("/pages/terms", "/pages/terms?utm=7"),
        ("/products/meridian-200", "/products/meridian-200?utm=7&gclid=x"),
        (
            "/products/meridian-200?variant=SCOPE-200",
            "/products/meridian-200?utm=7&variant=SCOPE-200",
        ),
        ("/categories/telescopes", "/categories/telescopes?utm=7&brand=nobody&q=moon&page=1"),
        (
            "/categories/telescopes?price=250-500&sort=price-up",
            "/categories/telescopes?sort=price-up&utm=7&price=250-500&price=250-500",
        ),
        ("/search?q=moon", "/search?utm=7&q=%6Doon"),
        ("/guides/craters", "/guides/craters?utm=7"),
    ];
    let mut seen = Vec::new();
    for (page, _) in pages {
        seen.push(without_nonce(site.browser().get(page).await.is_page(200)));
    }
    // Nothing can be rendered now.
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let state = site.state.clone();
    let rendering = tokio::spawn(async move {
        let work = async move {
            begun.send(()).unwrap();
            std::future::pending::<()>().await;
        };
        state.admission.browse(work).await
    });
    has_begun.await.unwrap();
    for ((_, other), seen) in pages.iter().zip(&seen) {
        assert!(
            &without_nonce(site.browser().get(other).await.is_page(200)) == seen,
            "{other}: another page"
        );
    }
    // What a page reads makes another page.
    for other in [
        "/categories/telescopes?price=250-500",
        "/categories/telescopes?price-from=200",
        "/categories/telescopes?page=2",
        "/search?q=moon&sort=name",
        "/search?q=mars",
    ] {
        site.browser().get(other).await.is_page(503);
    }
    rendering.abort();
}
