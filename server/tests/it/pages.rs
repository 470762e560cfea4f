//! Pages of the catalogue and content pages: existing, renamed, discontinued, unknown.

use crate::site::{Page, Site};
use testing::fixture;

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
    let total = format!(">{} products<", site.shop.snapshot().products.len());
    for (path, title) in [
        ("/search", "All products"),
        ("/search?q=", "All products"),
        ("/search?q=&sort=newest", "Newest products"),
        ("/search?sort=newest&page=2", "Newest products"),
        ("/search?q=+", "All products"),
    ] {
        let page = site.browser().get(path).await;
        let html = page.is_page(200).text();
        assert!(html.contains(&format!("<h1>{title}</h1>")) && html.contains(&total), "{path}");
        assert!(
            html.contains(&format!("<title>{title}"))
                && html.contains(&format!("aria-current=\"page\">{title}")),
            "{path}"
        );
        assert!(
            html.contains("id=\"search-page\"")
                && html.contains("id=\"facets\"")
                && html.contains("rel=\"next\""),
            "{path}"
        );
    }
    assert!(site.browser().get("/").await.page().has("a[href='/search?sort=newest']"));
}

#[tokio::test]
async fn pictures() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let hash = site.shop.snapshot().by_sku("TABLETOP").unwrap().picture.clone().unwrap().hash;
    let webp = browser.get(&format!("/media/{hash}/320.webp")).await;
    webp.is(200);
    assert_eq!(
        (webp.header("content-type"), webp.header("cache-control")),
        ("image/webp", "public, max-age=31536000, immutable")
    );
    let jpeg = browser.get("/images/products/TABLETOP.jpg").await;
    assert_eq!(
        (jpeg.status, jpeg.header("content-type"), &jpeg.body[..2]),
        (200, "image/jpeg", &[0xff, 0xd8][..])
    );
    browser.get(&format!("/media/{hash}/320.avif")).await.is(404);
    // A drawing is served unchanged. Opened directly, it runs and loads nothing.
    let drawing = format!("/media/{hash}/drawing.svg");
    let sent = browser.get(&drawing).await;
    sent.is(200);
    assert_eq!(
        (sent.header("content-type"), sent.header("cache-control")),
        ("image/svg+xml", "public, max-age=31536000, immutable")
    );
    assert!(
        sent.header("content-security-policy").contains("default-src 'none'")
            && sent.header("content-security-policy").contains("sandbox")
    );
    assert!(sent.text().starts_with("<svg"));
    let packed = site.browser().with("accept-encoding", "br").get(&drawing).await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.body.len() * 2 < sent.body.len());
    let page = browser.get("/").await;
    assert!(page.text().contains(".svg\"") && !page.text().contains("srcset"));
    browser.get(&format!("/media/{}/drawing.svg", "0".repeat(32))).await.is(404);
}

#[tokio::test]
async fn static_files() {
    let root = std::env::temp_dir().join(format!("perigee-site-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(root.join("pkg")).unwrap();
    std::fs::write(root.join("pkg/hash.txt"), "js: abc\nwasm: def\ncss: 123\n").unwrap();
    std::fs::write(root.join("pkg/perigee.123.css"), "body{}").unwrap();
    std::fs::write(root.join("favicon.svg"), "<svg/>").unwrap();
    std::fs::write(root.join("secret"), "x").unwrap();
    let http = crate::site::http_with(|http| http.site_root = root.clone());
    let site = Site::new(testing::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    let css = browser.get("/pkg/perigee.123.css").await;
    assert_eq!(
        (css.status, css.header("content-type"), css.header("cache-control"), css.text()),
        (200, "text/css", "public, max-age=31536000, immutable", "body{}")
    );
    assert_eq!(browser.get("/favicon.svg").await.header("cache-control"), "public, max-age=86400");
    let page = browser.get("/").await;
    for file in ["/pkg/perigee.123.css", "/pkg/perigee.abc.js", "/pkg/perigee.def.wasm"] {
        assert!(page.text().contains(file), "{file}");
    }
    for path in [
        "/secret",
        "/pkg/../secret",
        "/pkg/%2e%2e/secret",
        "/pkg/..%2fsecret",
        "/fonts/../secret",
        "/pkg/nothing.css",
    ] {
        let answer = browser.get(path).await;
        assert!(
            answer.status == 404 && !answer.text().contains(">x<") && answer.text() != "x",
            "{path}"
        );
        assert!(
            !answer.header("cache-control").contains("immutable"),
            "{path}: what is not there is not kept for a year"
        );
    }
    for folder in ["/pkg/.", "/pkg/", "/fonts/.", "/fonts/", "/fonts"] {
        let answer = browser.get(folder).await;
        assert_eq!(
            (
                answer.status,
                answer.header("location"),
                answer.header("cache-control").contains("immutable")
            ),
            (404, "", false),
            "{folder}"
        );
    }
    std::fs::remove_dir_all(root).unwrap();
}

/// A font's name changes with its content, so that browsers may cache it for ever; style sheet and
/// pages name existing files.
#[tokio::test]
async fn fonts_are_named_by_their_content() {
    use sha2::{Digest, Sha256};
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../public"));
    let http = crate::site::http_with(|http| http.site_root = root.to_owned());
    let site = Site::new(testing::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    let style = std::fs::read_to_string(root.join("../style/fonts.css")).unwrap();
    let page = browser.get("/").await.text().to_owned();
    let named: std::collections::BTreeSet<&str> = [&style, &page]
        .into_iter()
        .flat_map(|text| text.split(['"', '(', ')']))
        .filter(|part| part.starts_with("/fonts/"))
        .collect();
    assert!(named.len() >= 2, "{named:?}");
    for path in named {
        let font = browser.get(path).await;
        let digest: String = Sha256::digest(&font.is(200).body)
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(path.rsplit('.').nth(1), Some(digest.as_str()), "{path}: run tools/font-names");
        assert_eq!(font.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(
            browser
                .get(&path.replace(&digest, "0000000000000000"))
                .await
                .is(404)
                .header("cache-control"),
            "private, no-cache"
        );
    }
}

/// Range and If-Range (RFC 9110, 14.2 and 13.1.5) for files.
#[tokio::test]
async fn ranges_of_files() {
    let root = std::env::temp_dir().join(format!("perigee-site-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(root.join("fonts")).unwrap();
    std::fs::create_dir_all(root.join("pkg")).unwrap();
    std::fs::write(root.join("fonts/a.woff2"), "0123456789").unwrap();
    std::fs::write(root.join("favicon.svg"), "<svg/>".repeat(100)).unwrap();
    for ending in ["", ".br", ".gz"] {
        std::fs::write(root.join(format!("pkg/a.css{ending}")), format!("as{ending}")).unwrap();
    }
    let http = crate::site::http_with(|http| http.site_root = root.clone());
    let site = Site::new(testing::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
    let whole = site.browser().get("/fonts/a.woff2").await;
    let (tag, date) =
        (whole.is(200).header("etag").to_owned(), whole.header("last-modified").to_owned());
    for (range, status, text) in [
        ("bytes=2-4", 206, "234"),
        ("BYTES=2-4", 206, "234"),
        ("bytes=7-", 206, "789"),
        ("bytes=-2", 206, "89"),
        ("bytes=8-100", 206, "89"),
        ("bytes=10-", 416, ""),
        ("bytes=-0", 416, ""),
        ("bytes=0-1,3-4", 200, "0123456789"),
        ("bytes=4-2", 200, "0123456789"),
        ("bytes=x", 200, "0123456789"),
        ("lines=1-2", 200, "0123456789"),
        ("bytes=1-2; ü", 200, "0123456789"),
    ] {
        let answer = site.browser().with("range", range).get("/fonts/a.woff2").await;
        assert_eq!(answer.status, status, "{range}");
        assert!(status == 416 || answer.text() == text, "{range}: {}", answer.text());
        // HEAD never requests a range.
        assert_eq!(
            site.browser()
                .with("range", range)
                .send("HEAD", "/fonts/a.woff2", None, "")
                .await
                .status,
            200,
            "{range}"
        );
    }
    for (condition, status) in [
        (tag.as_str(), 206),
        (date.as_str(), 206),
        ("\"other\"", 200),
        (&format!("W/{tag}"), 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("x", 200),
    ] {
        let answer = site
            .browser()
            .with("range", "bytes=0-0")
            .with("if-range", condition)
            .get("/fonts/a.woff2")
            .await;
        assert_eq!(answer.status, status, "{condition}");
    }
    // Compressible files cannot be requested in parts by their tag.
    let tag = site.browser().get("/favicon.svg").await.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    site.browser()
        .with("range", "bytes=0-0")
        .with("if-range", &tag)
        .get("/favicon.svg")
        .await
        .is(200);
    site.browser().with("if-none-match", &tag).get("/favicon.svg").await.is(304);
    // Which of the precompressed files is sent.
    for (accepts, text) in [
        ("br, gzip", "as.br"),
        ("BR", "as.br"),
        ("br;q=0, gzip", "as.gz"),
        ("br;Q=0.1, gzip;q=0.2", "as.gz"),
        ("br;q=0", "as"),
        ("br;q=0.000, gzip;q=0", "as"),
        ("gzip, ü", "as.gz"),
        ("identity", "as"),
        ("", "as"),
    ] {
        assert_eq!(
            site.browser().with("accept-encoding", accepts).get("/pkg/a.css").await.is(200).text(),
            text,
            "{accepts}"
        );
    }
    std::fs::remove_dir_all(root).unwrap();
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
        let page = site.browser().get(path).await;
        assert!(!page.is_page(200).text().contains("{seller"), "{path}");
        for part in ["Test &amp; Sons", "Lindenallee 3", "10115 Berlin"] {
            assert!(page.text().contains(part), "{path}: {part}");
        }
    }
    assert!(site.browser().get("/pages/contact").await.says("VAT number DE999999999"));
    let imprint = site.browser().get("/pages/imprint").await;
    for part in [
        "Represented by Eve Test",
        "Entered in the register: Local Court of Berlin, HRA 1",
        "Phone +49 30 23125 001",
        "href=\"mailto:owner@shop.example\"",
        "VAT number DE999999999",
    ] {
        assert!(imprint.text().contains(part), "{part}");
    }
    // Without a supervisory authority and a statement on disputes, nothing is shown in their place.
    assert!(
        !imprint.text().contains("Supervisory authority")
            && !imprint.text().contains("<p></p>")
            && !imprint.text().contains("%7B")
    );
    for path in ["/pages/contact", "/pages/returns", "/pages/privacy"] {
        let page = site.browser().get(path).await;
        assert!(
            page.text().contains("<a href=\"mailto:owner@shop.example\">owner@shop.example</a>"),
            "{path}"
        );
        assert!(!page.text().contains("perigee.example"), "{path}");
    }
    for path in ["/", "/track", "/pages/terms", "/pages/returns"] {
        let page = site.browser().get(path).await;
        assert!(
            page.page().has("a[href='/withdraw']")
                && page.page().has("a[href='/pages/withdrawal']"),
            "{path}"
        );
        assert!(
            page.says("Withdraw from contract here") && page.page().has("a[href='/pages/imprint']"),
            "{path}"
        );
    }
    assert!(
        !imprint.text().contains("ec.europa.eu/consumers/odr"),
        "the platform ended on 20 July 2025"
    );
}
