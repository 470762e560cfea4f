//! Pages from the cache: never old, never another's.

use crate::site::{Site, http, on_both};
use domain::{Currency, Money};

/// A page without its nonce.
fn without_nonce(page: &crate::site::Answer) -> String {
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    page.text().replace(nonce, "NONCE")
}

on_both!(a_change_shows_at_once);
async fn a_change_shows_at_once(site: &Site) {
    let pages = [
        "/products/lowland-8-dobsonian",
        "/categories/dobsonians",
        "/search?q=lowland+8+dobsonian",
    ];
    let mut browser = site.browser();
    for path in pages {
        for _ in 0..2 {
            assert!(browser.get(path).await.text().contains("€429.00"), "{path}");
        }
    }
    site.change("LOW-D8", 39_900, 38).await;
    for path in pages {
        let page = browser.get(path).await;
        assert!(page.text().contains("€399.00") && !page.text().contains("€429.00"), "{path}");
    }
    site.set_status("lowland-8-dobsonian", "archived").await;
    browser.get(pages[0]).await.is_page(410);
    assert!(!browser.get(pages[1]).await.text().contains("lowland-8-dobsonian\""));
    site.set_status("lowland-8-dobsonian", "published").await;
    browser.get(pages[0]).await.is_page(200);
}

on_both!(an_order_that_sells_out_shows_at_once);
async fn an_order_that_sells_out_shows_at_once(site: &Site) {
    let mut browser = site.browser();
    site.change("GRE-D61M", 399_000, 1).await;
    assert!(browser.get("/products/grebe-deep-61m").await.text().contains("id=\"buy\""));
    browser.add("GRE-D61M", "1").await;
    let review = browser.review(crate::site::GOOD_CARD).await;
    browser.place(&review).await.is(303);
    assert!(!browser.get("/products/grebe-deep-61m").await.text().contains("id=\"buy\""));
}

#[tokio::test]
async fn what_is_personal_is_one_visitors_own() {
    let site = Site::sqlite().await;
    let (mut ada, mut eve) = (site.browser(), site.browser());
    ada.add("PER-MUG", "3").await;
    ada.post("/preferences", &[("theme", "red")]).await.is(303);
    ada.get("/products/lowland-8-dobsonian").await.is_page(200);
    for path in [
        "/",
        "/products/lowland-8-dobsonian",
        "/categories/telescopes",
        "/pages/about",
        "/search?q=telescope",
        "/nothing",
    ] {
        for _ in 0..2 {
            let (a, e) = (ada.get(path).await, eve.get(path).await);
            assert_eq!((a.cart_count(), e.cart_count()), (3, 0), "{path}");
            assert!(
                a.text().contains("data-theme=\"red\"") && e.text().contains("data-theme=\"auto\""),
                "{path}"
            );
            assert!(!e.text().contains("added to your cart"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_one_looked_at_is_ones_own() {
    let site = Site::sqlite().await;
    let (mut ada, mut eve) = (site.browser(), site.browser());
    ada.get("/products/iron-meteorite").await.is_page(200);
    assert!(
        ada.get("/").await.text().contains("Recently viewed")
            || ada.get("/").await.text().contains("id=\"recent"),
        "{}",
        ada.get("/").await.text()
    );
    let (a, e) = (ada.get("/").await, eve.get("/").await);
    assert!(
        a.text().matches("/products/iron-meteorite").count()
            > e.text().matches("/products/iron-meteorite").count()
    );
}

#[tokio::test]
async fn currency_and_country_are_pages_of_their_own() {
    let site = Site::sqlite().await;
    let (mut home, mut abroad) = (site.browser(), site.browser());
    abroad.post("/preferences", &[("currency", "USD"), ("country", "US")]).await.is(303);
    for _ in 0..2 {
        let (h, a) = (
            home.get("/products/nattlys-red-torch").await,
            abroad.get("/products/nattlys-red-torch").await,
        );
        let price = site
            .shop
            .rates()
            .price(Money::new(2_900, Currency::EUR), Currency::USD)
            .unwrap()
            .to_string();
        assert!(
            h.text().contains("€29.00")
                && a.text().contains(&price)
                && !a.text().contains("€29.00")
        );
        assert!(a.text().contains("United States") && h.text().contains("Germany"));
    }
}

#[tokio::test]
async fn with_and_without_the_cache_the_page_is_the_same() {
    let cached = Site::sqlite().await;
    let fresh = Site::new(
        crate::database::Kind::Sqlite,
        server::config::Http { page_cache: false, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    for path in [
        "/",
        "/products/halden-102-ed",
        "/products/halden-102-ed?variant=HAL-102ED-S",
        "/categories/eyepieces?sort=name&page=1",
        "/search?q=uhc",
        "/pages/terms",
    ] {
        let first = without_nonce(&cached.browser().get(path).await);
        assert_eq!(first, without_nonce(&cached.browser().get(path).await), "{path}");
        assert_eq!(first, without_nonce(&fresh.browser().get(path).await), "{path}");
    }
}

#[tokio::test]
async fn days_of_delivery_do_not_stay_from_yesterday() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    assert!(
        browser
            .get("/products/lowland-8-dobsonian")
            .await
            .text()
            .contains("Wednesday, 25 November")
    );
    site.advance(5 * 3_600_000);
    assert!(
        browser.get("/products/lowland-8-dobsonian").await.text().contains("Thursday, 26 November")
    );
}

/// A refused form shows the product's page with a notice: the notice stays out of the cache.
#[tokio::test]
async fn a_notice_is_not_cached() {
    let site = Site::sqlite().await;
    let path = "/products/lowland-8-dobsonian";
    let page = site
        .browser()
        .post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", "0"), ("back", path)])
        .await;
    let notice = page.is_page(422).text().to_owned();
    let clean = site.browser().get(path).await;
    assert!(clean.is_page(200).text().len() < notice.len());
    assert_eq!(without_nonce(&clean), without_nonce(&site.browser().get(path).await));
}

/// Compressed pages are put together from compressed parts and each visitor's own texts: they hold
/// the same page.
#[tokio::test]
async fn a_compressed_page_is_the_same_page() {
    use std::io::Read;
    let site = Site::sqlite().await;
    let mut plain = site.browser();
    plain.add("PER-MUG", "3").await;
    plain.post("/preferences", &[("theme", "dusk")]).await.is(303);
    plain.get("/products/iron-meteorite").await.is_page(200);
    for path in ["/", "/categories/telescopes", "/products/lowland-8-dobsonian", "/pages/terms"] {
        // The first visit is remembered as one.
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

/// A page is kept by what it reads of its address: a campaign's mark, another order of filters or
/// one that is none is the same page.
#[tokio::test]
async fn what_a_page_does_not_read_makes_no_other_page() {
    use server::config::Http;
    let site = Site::new(
        crate::database::Kind::Sqlite,
        Http { browsing: 1, queue_time: std::time::Duration::ZERO, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    let pages = [
        ("/", "/?utm=7"),
        ("/pages/terms", "/pages/terms?utm=7"),
        ("/products/lowland-8-dobsonian", "/products/lowland-8-dobsonian?utm=7&gclid=x"),
        (
            "/products/lowland-8-dobsonian?variant=LOW-D8",
            "/products/lowland-8-dobsonian?utm=7&variant=LOW-D8",
        ),
        ("/categories/telescopes", "/categories/telescopes?utm=7&brand=nobody&q=moon&page=1"),
        (
            "/categories/telescopes?price=250-500&sort=price-up",
            "/categories/telescopes?sort=price-up&utm=7&price=250-500&price=250-500",
        ),
        ("/search?q=moon", "/search?utm=7&q=%6Doon"),
        ("/wishes/saturn", "/wishes/saturn?utm=7"),
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
    // What a page reads makes another one.
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
