//! The page cache: never outdated, never another visitor's.

use crate::site::{Answer, GOOD_CARD, Site, contact_with, http_with, on_both};
use axum::{Router, body::Body, http::Request};
use domain::{Currency, Money};
use http_body_util::BodyExt;
use server::render::cache::PageKey;
use shop::{
    catalogue::{
        desk,
        edit::{
            Edits, Given,
            product::{self, ChangeProduct},
        },
    },
    recommendations::{Pair, learn_missed, pin},
    settings::{ChangeSettings, Setting, change, stored},
    staff::Actor,
};
use std::{collections::BTreeMap, time::Duration};
use tower::ServiceExt;
use views::{checkout::Step, routes};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

/// A page without what is new in each response: its nonce, and the keys of its forms.
fn without_nonce(page: &Answer) -> String {
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    let text = page.text().replace(nonce, "NONCE");
    let mut parts = text.split("name=\"key\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
    rest.fold(first, |text, part| text + "KEY" + part)
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
    let review = browser.review(GOOD_CARD).await;
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
            http.capacity.queue_time = Duration::ZERO;
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
    let (started, has_started) = tokio::sync::oneshot::channel();
    let state = site.state.clone();
    let rendering = tokio::spawn(async move {
        let work = async move {
            started.send(()).unwrap();
            std::future::pending::<()>().await;
        };
        state.admission.browse(work).await
    });
    has_started.await.unwrap();
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

/// Whether a page is cached and still right.
fn is_cached(site: &Site, path: &str) -> bool {
    let key = PageKey { path: path.to_owned(), currency: Currency::EUR, country: "DE" };
    site.state.pages.get(&key, &site.shop).is_some()
}

/// Sets the stock of a variant, as orders do.
async fn set_stock(site: &Site, sku: &str, stock: i64) {
    sell(site, sku, stock).await;
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

/// The same, without the change being noticed yet.
async fn sell(site: &Site, sku: &str, stock: i64) {
    let snapshot = site.shop.snapshot();
    let entry = snapshot.by_sku(sku).unwrap();
    let variant = entry.variants.iter().find(|variant| *variant.sku == *sku).unwrap();
    let mut tx = site.shop.db().begin().await.unwrap();
    assert!(testing::set_price_and_stock(&mut tx, sku, variant.price.minor, stock).await);
    store::catalogue::bump_stock(&mut tx, &[entry.id]).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(a_sale_drops_only_pages_that_show_it);
async fn a_sale_drops_only_pages_that_show_it(site: &Site) {
    let mut browser = site.browser();
    let table = [
        // The last one is sold, and one comes back.
        ("CAMERA", 0, vec!["/products/deep-sky-camera", "/categories/cameras", "/", "/search?q="]),
        ("CAMERA", 1, vec!["/products/deep-sky-camera", "/categories/cameras", "/", "/search?q="]),
        // Only the level on cards changes.
        ("GLOBE", 3, vec!["/products/lunar-globe", "/categories/gifts", "/guides/presents"]),
        ("GLOBE", 2, vec!["/products/lunar-globe", "/categories/gifts", "/guides/presents"]),
    ];
    let others = [
        "/products/pocket-guide",
        "/categories/books",
        "/categories/books?sort=name",
        "/pages/terms",
        "/search?q=pocket",
    ];
    for (sku, stock, shown) in table {
        for path in shown.iter().chain(&others) {
            browser.get(path).await.is_page(200);
        }
        // Searches without words have another address in the cache.
        let shown: Vec<&str> = shown.into_iter().filter(|path| !path.ends_with("q=")).collect();
        for path in shown.iter().chain(&others) {
            assert!(is_cached(site, path), "{path}");
        }
        set_stock(site, sku, stock).await;
        for path in &shown {
            assert!(!is_cached(site, path), "{sku} {stock}: {path}");
        }
        for path in &others {
            assert!(is_cached(site, path), "{sku} {stock}: {path}");
        }
    }
    // A product page shows the level of the database, which the copy in memory may never have.
    sell(site, "MUG", 2).await;
    keep(site, "/products/enamel-mug").await;
    sell(site, "MUG", 30).await;
    shop::catalogue::refresh(&site.shop).await.unwrap();
    assert!(!is_cached(site, "/products/enamel-mug"));
    // Anything but stock drops everything.
    site.change("MUG", 1_700, 30).await;
    for path in others {
        assert!(!is_cached(site, path), "{path}");
    }
}

/// Requests a page until it is in the cache for good: one whose suggestions are late on a busy
/// machine is kept for five seconds.
async fn keep(site: &Site, path: &str) -> Answer {
    let key = PageKey { path: path.to_owned(), currency: Currency::EUR, country: "DE" };
    for _ in 0..300 {
        let answer = site.browser().get(path).await;
        answer.is_page(200);
        if site.state.pages.keeps(&key, &site.shop) {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} is never cached")
}

/// An order by a buyer of this name.
async fn order(site: &Site, buyer: &str, skus: &[&str]) {
    let mut browser = site.browser();
    for sku in skus {
        browser.add(sku, "1").await;
    }
    browser.review(GOOD_CARD).await;
    let email = format!("{buyer}@example.org");
    let review = routes::checkout_step(Step::Review);
    let contact = contact_with("email", &email);
    browser.post(routes::CHECKOUT_CONTACT, &contact).await.leads_to(&review);
    let review = browser.get(&review).await;
    browser.place(&review).await.is(303);
}

/// Learns the orders that were placed, and reads the changes of the catalogue.
async fn learn(site: &Site) {
    learn_missed(&site.shop).await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

on_both!(new_suggestions_drop_only_the_pages_that_show_them);
async fn new_suggestions_drop_only_the_pages_that_show_them(site: &Site) {
    let (torch, mug) = (routes::product("red-torch"), routes::product("enamel-mug"));
    // Also pages with cards of the two.
    let others = [
        routes::product("pocket-guide"),
        routes::category("flashlights"),
        routes::category("gifts"),
    ];
    // Two buyers are too few, and nothing goes with what everybody buys.
    for buyer in ["ada", "eve"] {
        order(site, buyer, &["TORCH", "MUG"]).await;
    }
    for buyer in ["lea", "tom", "ida"] {
        order(site, buyer, &["BOOK"]).await;
    }
    for path in others.iter().chain([&torch, &mug]) {
        keep(site, path).await;
    }
    learn(site).await;
    for path in others.iter().chain([&torch, &mug]) {
        assert!(is_cached(site, path), "{path}");
    }
    order(site, "kim", &["TORCH", "MUG"]).await;
    learn(site).await;
    for (path, other) in [(&torch, &mug), (&mug, &torch)] {
        assert!(!is_cached(site, path), "{path}");
        let page = keep(site, path).await.page();
        assert_eq!(page.attrs("#together li.card h3 a", "href"), [other.as_str()]);
    }
    // One more order changes nothing that is shown.
    order(site, "lea", &["TORCH", "MUG"]).await;
    learn(site).await;
    for path in others.iter().chain([&torch, &mug]) {
        assert!(is_cached(site, path), "{path}");
    }
}

on_both!(a_suggestion_that_returns_is_shown_again);
async fn a_suggestion_that_returns_is_shown_again(site: &Site) {
    let path = routes::product("red-torch");
    keep(site, &path).await;
    pin(&site.shop, &operator(), Pair { product: "red-torch", other: "enamel-mug" }, 0)
        .await
        .unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
    for stock in [45, 0, 20] {
        set_stock(site, "MUG", stock).await;
        let page = keep(site, &path).await.page();
        assert_eq!(page.has("#together"), stock > 0, "{stock} in stock");
    }
}

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Makes a random change, and says which one.
async fn change_something(site: &Site, random: &mut Random, archived: &mut Vec<String>) -> String {
    let snapshot = site.shop.snapshot();
    let entry = random.of(&snapshot.products);
    let variant = random.of(&entry.variants);
    let (slug, sku) = (entry.slug.to_string(), variant.sku.to_string());
    // Mostly the levels at which something is shown.
    let stock: i64 = *random.of(&[0, 0, 1, 2, 5, 6, 20]);
    match random.below(16) {
        0 => {
            let price = variant.price.minor + 100;
            site.change(&sku, price, stock).await;
            format!("{sku} costs {price}, {stock} in stock")
        }
        1 if archived.len() < 3 => {
            site.set_status(&slug, "archived").await;
            archived.push(slug.clone());
            format!("{slug} is archived")
        }
        1 | 2 if !archived.is_empty() => {
            let slug = archived.remove(0);
            site.set_status(&slug, "published").await;
            format!("{slug} is published")
        }
        3 => {
            let name = format!("Shop {}", random.below(1_000));
            let version = stored(&site.shop).await.unwrap().version;
            let values = BTreeMap::from([(Setting::ShopName, name.clone())]);
            change(&site.shop, &operator(), ChangeSettings { version, values }).await.unwrap();
            format!("the shop is called {name}")
        }
        4..=6 => {
            let words = ["Small", "Moon", "guide", "Red", "telescope"];
            let name = format!("{} {}", random.of(&words), random.of(&words));
            let actor = Actor::operator("test");
            let read = desk::product(&site.shop, &actor, entry.id).await.unwrap();
            let edits = Edits::from([("name".to_owned(), Given::new(&name))]);
            let command = ChangeProduct { id: read.id, version: read.version, edits };
            product::change(&site.shop, &actor, command).await.unwrap();
            format!("{slug} is called {name}")
        }
        _ => {
            set_stock(site, &sku, stock).await;
            format!("{stock} of {sku}")
        }
    }
}

/// A page as a visitor without cookies gets it.
async fn page_of(router: &Router, path: &str) -> Answer {
    let request = Request::builder()
        .uri(path)
        .header("host", "127.0.0.1:3000")
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap();
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

/// Compares a page from the cache with one that is rendered now from the same catalogue.
async fn compare(site: &Site, fresh: &Router, path: &str, after: &[String]) {
    for attempt in 1.. {
        let (cached, now) = (page_of(&site.router, path).await, page_of(fresh, path).await);
        assert_eq!(cached.status, now.status, "{path} after {after:?}");
        if cached.status != 200 || without_nonce(&cached) == without_nonce(&now) {
            return;
        }
        assert!(attempt < 3, "{path} is out of date after {after:?}");
        // Suggestions that do not come in time are left out, for two seconds.
        tokio::time::sleep(Duration::from_millis(2_200)).await;
    }
}

/// The addresses of all kinds of cached pages.
fn addresses(site: &Site) -> Vec<String> {
    let snapshot = site.shop.snapshot();
    let mut all: Vec<String> =
        ["/", "/tools/eyepieces", "/pages/terms", "/search?q=guide", "/search?q=telescope"]
            .map(str::to_owned)
            .to_vec();
    for query in ["", "?q=under+500", "?q=cheap+telescopes", "?q=telescope+under+1", "?q=nothing"] {
        all.push(format!("{}{query}", routes::SEARCH));
    }
    all.extend(snapshot.all().map(|entry| routes::product(&entry.slug)));
    for category in &snapshot.categories {
        for query in ["", "?sort=price-up", "?stock=in-stock", "?sort=newest"] {
            all.push(format!("{}{query}", routes::category(&category.slug)));
        }
    }
    all.extend(snapshot.guide_slugs().map(routes::buying_guide));
    all
}

/// So many products suggest another one.
const PINNED: usize = 30;

/// After each of many changes, cached pages equal fresh ones.
async fn stay_right(site: &Site, steps: usize) {
    let state = server::State::new(site.shop.clone(), http_with(|http| http.page_cache = false));
    let fresh = server::http::router(state.unwrap());
    let addresses = addresses(site);
    // What is suggested changes with the stock of others too.
    let slugs: Vec<String> = site.shop.snapshot().all().map(|one| one.slug.to_string()).collect();
    for (product, other) in slugs.iter().zip(slugs.iter().skip(1)).take(PINNED) {
        pin(&site.shop, &operator(), Pair { product, other }, 0).await.unwrap();
    }
    shop::catalogue::refresh(&site.shop).await.unwrap();
    for path in &addresses {
        compare(site, &fresh, path, &[]).await;
    }
    let (mut random, mut done, mut archived) = (Random(7), Vec::new(), Vec::new());
    for step in 1..=steps {
        done.push(change_something(site, &mut random, &mut archived).await);
        for _ in 0..5 {
            compare(site, &fresh, random.of(addresses.as_slice()).as_str(), &done).await;
        }
        if step % 50 == 0 {
            for path in &addresses {
                compare(site, &fresh, path, &done).await;
            }
            done.clear();
        }
    }
}

on_both!(cached_pages_equal_fresh_ones);
async fn cached_pages_equal_fresh_ones(site: &Site) {
    stay_right(site, 200).await;
}

/// The sample has more of everything that pages recommend: needs, eyepieces, related products.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cached_pages_of_the_sample_equal_fresh_ones() {
    stay_right(&Site::sample().await, 50).await;
}
