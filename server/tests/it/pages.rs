//! Pages of the catalogue and content pages: existing, renamed, discontinued, unknown.

use crate::site::{Page, Site};
use testing::{ProductBuilder, fixture};

#[tokio::test]
async fn every_page_answers() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let mut paths: Vec<String> = [
        "/",
        "/cart",
        "/track",
        "/withdraw",
        "/tools/eyepieces",
        "/search",
        "/search?q=telescope",
        "/search?q=xyzzy",
    ]
    .map(ToOwned::to_owned)
    .into();
    paths.extend(
        ["about", "delivery", "returns", "privacy", "terms", "contact", "imprint", "withdrawal"]
            .map(|page| format!("/pages/{page}")),
    );
    let snapshot = site.shop.snapshot();
    paths.extend(snapshot.categories.iter().map(|c| format!("/categories/{}", c.slug)));
    paths.extend(snapshot.products.iter().map(|p| format!("/products/{}", p.slug)));
    for path in paths {
        let page = browser.get(&path).await;
        page.is_page(200);
        let page = page.page();
        assert!(!page.text("title").is_empty(), "{path}");
        assert!(page.count("link[rel=canonical]") <= 1, "{path}");
    }
}

#[tokio::test]
async fn a_product_page_lists_its_needs() {
    let site = Site::sqlite().await;
    let answer = site.browser().get("/products/refractor-102?variant=REFRACTOR-SET").await;
    let page = answer.is_page(200).page();
    assert_eq!(page.text("h1"), "Refractor 102");
    let form = "form[action='/cart/lines']";
    assert_eq!(page.attr(&format!("{form} [name=sku]"), "value"), "REFRACTOR-SET");
    assert!(page.says("main", "€939.00") && page.says("main", "With tripod"));
    let address = page.attr("link[rel=canonical]", "href");
    assert!(address.ends_with("/products/refractor-102"), "{address}");
    assert!(page.has("meta[property='og:title']"));
    let described: Vec<serde_json::Value> = page
        .texts("script[type='application/ld+json']")
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    let of_type = |kind: &str| described.iter().find(|data| data["@type"] == kind);
    assert!(of_type("BreadcrumbList").is_some(), "{described:?}");
    let product = of_type("Product").unwrap();
    assert_eq!(
        (&product["name"], &product["brand"]["name"]),
        (&"Refractor 102".into(), &"Northlight".into())
    );
}

#[tokio::test]
async fn a_variant_shows_its_own_mount_weight_and_picture() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let path = "/products/refractor-102";
    let first = browser.get(path).await.is_page(200).page();
    let second = browser.get(&format!("{path}?variant=REFRACTOR-SET")).await.is_page(200).page();
    let has = |page: &Page, value: &str| page.texts("dd").iter().any(|text| text == value);
    let facts =
        |page: &Page| ["Altazimuth", "4\u{a0}kg", "9\u{a0}kg"].map(|value| has(page, value));
    assert_eq!(facts(&first), [false, true, false]);
    assert_eq!(facts(&second), [true, false, true]);
    // The hash of a picture: `/media/HASH/drawing.svg`.
    let hash = |source: String| source.split('/').nth(2).unwrap().to_owned();
    let large = |page: &Page| hash(page.attr("#gallery-large img, .gallery-large img", "src"));
    let (was, own) = (large(&first), large(&second));
    assert_ne!(was, own);
    let thumbs: Vec<String> = second.attrs(".thumbs img", "src").into_iter().map(hash).collect();
    assert!(thumbs.contains(&own) && !thumbs.contains(&was), "{thumbs:?}");
    let asked = browser.get(&format!("{path}?variant=REFRACTOR-SET&picture=2")).await;
    assert_ne!(large(&asked.is_page(200).page()), own);
    browser.add("REFRACTOR-SET", "1").await;
    let cart = browser.get("/cart").await.is_page(200).page();
    assert_eq!(hash(cart.attr("[data-line='REFRACTOR-SET'] img", "src")), own);
}

#[tokio::test]
async fn the_light_path_is_found_by_its_role() {
    let site = Site::sqlite().await;
    let telescope = ProductBuilder::new("mirror-130")
        .category("telescopes")
        .spec("aperture", 130.0)
        .spec("focal_length", 650.0)
        .picture("From the side")
        .picture("Beside a chair")
        .light_path("Light path of the mirror");
    site.add_products(&[telescope]).await;
    for (number, caption) in [("1", None), ("2", Some(false)), ("3", Some(true))] {
        let page = site.browser().get(&format!("/products/mirror-130?picture={number}")).await;
        let captions = page.is_page(200).page().texts(".gallery-caption");
        let explained = captions.first().map(|text| text.contains("dark-adapted eye"));
        assert_eq!(explained, caption, "{number}: {captions:?}");
    }
}

#[tokio::test]
async fn old_urls_redirect_permanently() {
    let site = Site::sqlite().await;
    for (old, new) in [
        ("/products/meridian-203", "/products/meridian-200"),
        ("/product/TABLETOP", "/products/tabletop-50"),
        ("/product/SCOPE-200", "/products/meridian-200"),
    ] {
        let answer = site.browser().get(old).await;
        answer.is(308);
        assert_eq!(answer.header("location"), new);
        site.browser().get(new).await.is_page(200);
    }
    let mut tx = site.shop.db().begin().await.unwrap();
    store::catalogue::put_redirect(
        &mut tx,
        domain::catalogue::RedirectKind::Category,
        "scopes",
        "telescopes",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let answer = site.browser().get("/categories/scopes").await;
    assert_eq!((answer.status, answer.header("location")), (308, "/categories/telescopes"));
}

#[tokio::test]
async fn discontinued_products_are_410() {
    let site = Site::sqlite().await;
    let page = site.browser().get("/products/almanac-old").await;
    assert!(page.is_page(410).says("No longer available"));
    site.program().get("/products/almanac-old").await.is_problem(410);
}

#[tokio::test]
async fn unknown_pages_are_404() {
    let site = Site::sqlite().await;
    for path in [
        "/nothing",
        "/products/nothing",
        "/products/",
        "/products/almanac-next",
        "/products/meridian-200?variant=SCOPE-150",
        "/products/MERIDIAN-200",
        "/categories/nothing",
        "/categories/telescopes?page=0",
        "/categories/telescopes?page=-1",
        "/categories/telescopes?page=x",
        "/search?q=telescope&page=99999999999999999999",
        "/product/NOTHING",
        "/pages/nothing",
        "/orders/nonsense?key=x",
        "/media/00000000000000000000000000000000/320.webp",
        "/media/x/320.webp",
        "/media/00000000000000000000000000000000/321.webp",
        "/media/00000000000000000000000000000000/320",
        "/media/00000000000000000000000000000000/320.gif",
        "/images/products/NOTHING.jpg",
        "/images/products/TABLETOP.png",
        "/.env",
        "/wp-admin/",
        "/index.php",
    ] {
        let page = site.browser().get(path).await;
        page.is_page(404);
        assert!(page.page().has("[name='q']"), "{path} leads nowhere");
        site.program().get(path).await.is_problem(404);
    }
}

#[tokio::test]
async fn pages_past_the_end_redirect_to_the_last() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::listing()).await;
    for (path, last) in [
        ("/categories/mounts?page=99", "/categories/mounts"),
        (
            "/categories/telescopes?sort=price-up&page=99",
            "/categories/telescopes?sort=price-up&page=3",
        ),
        ("/search?q=meridian&page=7", "/search?q=meridian"),
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!((answer.status, answer.header("location")), (303, last), "{path}");
        site.browser().get(last).await.is_page(200);
        site.program().get(path).await.is_problem(404);
    }
}

#[tokio::test]
async fn a_search_without_words_shows_everything() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::listing()).await;
    let total = format!("{} products", site.shop.snapshot().products.len());
    for (path, title) in [
        ("/search", "All products"),
        ("/search?q=", "All products"),
        ("/search?q=&sort=newest", "Newest products"),
        ("/search?sort=newest&page=2", "Newest products"),
        ("/search?q=+", "All products"),
    ] {
        let page = site.browser().get(path).await.is_page(200).page();
        assert_eq!(page.text("h1"), title, "{path}");
        assert_eq!(page.text("#results-count"), total, "{path}");
        assert!(page.text("title").starts_with(title), "{path}");
        assert!(page.texts("[aria-current=page]").contains(&title.to_owned()), "{path}");
        for part in ["#search-page", "#facets", "[rel=next]"] {
            assert!(page.has(part), "{path}: {part}");
        }
    }
    assert!(site.browser().get("/").await.page().has("a[href='/search?sort=newest']"));
}

#[tokio::test]
async fn searching() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let found = browser.get("/search?q=meridain").await.is_page(200).page();
    assert!(found.has("#results a[href^='/products/meridian-200']"));
    // A word for one of the shop's own pages links to it.
    let meant = browser.get("/search?q=retrun").await;
    assert!(meant.is_page(200).page().has("a.chip[href='/pages/returns']"));
    // Typed text never becomes markup.
    let evil = browser.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!evil.is_page(200).text().contains("<script>alert(1)"));
}

#[tokio::test]
async fn facets_by_url() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::listing()).await;
    let mut browser = site.browser();
    let snapshot = site.shop.snapshot();
    let members = &snapshot.category("telescopes").unwrap().members;
    let prices = members.iter().map(|&i| snapshot.products[i as usize].price);
    let within = prices.filter(|price| (25_000..50_000).contains(price)).count();
    assert!(within > 3 && within < 24, "{within} of {}", members.len());
    let shown = async |browser: &mut crate::site::Browser<'_>, path: &str| {
        let page = browser.get(path).await.is_page(200).page();
        page.attrs("#results li.card a[href^='/products/']", "href")
            .iter()
            .map(|href| href["/products/".len()..].split('?').next().unwrap().to_owned())
            .fold(Vec::new(), |mut slugs: Vec<String>, slug| {
                if !slugs.contains(&slug) {
                    slugs.push(slug);
                }
                slugs
            })
    };
    let path = "/categories/telescopes?price=250-500&sort=price-up";
    let some = shown(&mut browser, path).await;
    let prices: Vec<i64> = some.iter().map(|slug| snapshot.by_slug(slug).unwrap().price).collect();
    assert_eq!(prices.len(), within);
    assert!(
        prices.is_sorted() && prices.iter().all(|p| (25_000..50_000).contains(p)),
        "{prices:?}"
    );
    // Unknown facets, values and sort orders are ignored.
    let odd = "/categories/telescopes?colour=red&brand=nobody&price=1&sort=best";
    let all = shown(&mut browser, "/categories/telescopes").await;
    assert_eq!(shown(&mut browser, odd).await, all);
    assert_eq!(all.len(), 24);
}

#[tokio::test]
async fn head_has_no_body() {
    let site = Site::sqlite().await;
    for path in ["/", "/products/meridian-200", "/healthz"] {
        let answer = site.browser().send("HEAD", path, None, "").await;
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
    }
    let answer = site.browser().send("HEAD", "/nothing", None, "").await;
    assert_eq!((answer.status, answer.body.len()), (404, 0));
}

/// A trailing slash redirects (see `routes.rs`), but nowhere else, and not what changes data.
#[tokio::test(flavor = "multi_thread")]
async fn a_trailing_slash_leads_to_no_other_host() {
    let site = Site::sqlite().await;
    for path in ["//example.org/", "//cart/", "//", "/%5Cexample.org/"] {
        assert!(
            !site
                .browser()
                .get(path)
                .await
                .headers
                .get("location")
                .is_some_and(|to| to.as_bytes().starts_with(b"//")),
            "{path}"
        );
    }
    site.browser().post("/cart/empty/", &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn content_pages_name_the_seller() {
    let site = Site::sqlite().await;
    for path in [
        "/pages/about",
        "/pages/contact",
        "/pages/privacy",
        "/pages/terms",
        "/pages/imprint",
        "/pages/withdrawal",
    ] {
        let answer = site.browser().get(path).await;
        // Not in a link either.
        assert!(!answer.is_page(200).text().contains("{seller"), "{path}");
        let shown = answer.page().shown();
        for part in ["Test & Sons", "Lindenallee 3", "10115 Berlin"] {
            assert!(shown.contains(part), "{path}: {part}");
        }
    }
    assert!(site.browser().get("/pages/contact").await.says("VAT number DE999999999"));
    let imprint = site.browser().get("/pages/imprint").await;
    let (page, shown) = (imprint.page(), imprint.page().shown());
    for part in [
        "Represented by Eve Test",
        "Entered in the register: Local Court of Berlin, HRA 1",
        "Phone +49 30 23125 001",
        "VAT number DE999999999",
    ] {
        assert!(shown.contains(part), "{part}");
    }
    assert!(page.has("a[href='mailto:owner@shop.example']"));
    // Without a supervisory authority and a statement on disputes, nothing is shown in their place.
    assert!(!shown.contains("Supervisory authority"));
    assert!(!page.has("main p:empty"));
    assert!(page.attrs("a", "href").iter().all(|href| !href.contains("%7B")));
    for path in ["/pages/contact", "/pages/returns", "/pages/privacy"] {
        let answer = site.browser().get(path).await;
        let page = answer.page();
        let emails = page.texts("a[href='mailto:owner@shop.example']");
        assert!(emails.contains(&"owner@shop.example".to_owned()), "{path}");
        assert!(!answer.text().contains("perigee.example"), "{path}");
    }
    for path in ["/", "/track", "/pages/terms", "/pages/returns"] {
        let page = site.browser().get(path).await.page();
        for link in ["/withdraw", "/pages/withdrawal", "/pages/imprint"] {
            assert!(page.has(&format!("a[href='{link}']")), "{path}: {link}");
        }
        assert!(page.shown().contains("Withdraw from contract here"), "{path}");
    }
    assert!(
        !imprint.text().contains("ec.europa.eu/consumers/odr"),
        "the platform ended on 20 July 2025"
    );
}
