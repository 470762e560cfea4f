//! Pages of the catalogue and of the shop: there, moved, gone, never there.

use crate::site::Site;

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
        assert!(
            page.text().contains("<title>")
                && page.text().matches("rel=\"canonical\"").count() <= 1,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_product_says_what_one_needs() {
    let site = Site::sqlite().await;
    let page = site.browser().get("/products/halden-102-ed?variant=HAL-102ED-S").await;
    let html = page.is_page(200).text();
    for part in [
        "Halden",
        "€939.00",
        "With tripod",
        "application/ld+json",
        "\"@type\":\"Product\"",
        "BreadcrumbList",
        "og:title",
        "rel=\"canonical\"",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
    assert!(html.contains("action=\"/cart/lines\"") && html.contains("value=\"HAL-102ED-S\""));
}

#[tokio::test]
async fn a_variant_shows_its_own_mount_weight_and_picture() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let first = browser.get("/products/halden-90-900").await;
    let second = browser.get("/products/halden-90-900?variant=HAL-90L-AZ").await;
    let facts = |html: &str| {
        let dd = |value: &str| html.contains(&format!("<dd>{value}</dd>"));
        (dd("Equatorial"), dd("8.6\u{a0}kg"), dd("Altazimuth"), dd("6.4\u{a0}kg"))
    };
    assert_eq!(facts(first.is_page(200).text()), (true, true, false, false));
    assert_eq!(facts(second.is_page(200).text()), (false, false, true, true));
    // The hash of the first picture after a mark in the page.
    let picture = |html: &str, mark: &str| {
        let (_, after) = html.split_once(mark).unwrap();
        after.split_once("/media/").unwrap().1.split('/').next().unwrap().to_owned()
    };
    let (was, own) =
        (picture(first.text(), "gallery-large"), picture(second.text(), "gallery-large"));
    assert_ne!(was, own);
    let thumbs =
        second.text().split_once("class=\"thumbs\"").unwrap().1.split_once("</ul>").unwrap().0;
    assert!(thumbs.contains(&own) && !thumbs.contains(&was));
    let asked = browser.get("/products/halden-90-900?variant=HAL-90L-AZ&picture=2").await;
    assert_ne!(picture(asked.is_page(200).text(), "gallery-large"), own);
    browser.add("HAL-90L-AZ", "1").await;
    let cart = browser.get("/cart").await;
    assert_eq!(picture(cart.is_page(200).text(), "data-line=\"HAL-90L-AZ\""), own);
}

#[tokio::test]
async fn what_a_telescope_shows() {
    let site = Site::sqlite().await;
    let night = site.browser().get("/products/perigee-60-700").await;
    for part in [
        "more than the air usually allows",
        "in the box",
        "/products/corvane-plossl?variant=COR-PL-32",
        "Dawes’ limit",
        "Faintest star",
        "Formulas used",
    ] {
        assert!(night.is_page(200).text().contains(part), "{part}");
    }
    for (path, weight) in [
        ("perigee-60-700", "6.1\u{a0}kg"),
        ("lowland-12-dobsonian", "54\u{a0}kg"),
        ("corvane-barlow-2x", "190\u{a0}g"),
        ("lowland-16-truss?variant=LOW-T16G", "96\u{a0}kg"),
    ] {
        let page = site.browser().get(&format!("/products/{path}")).await;
        assert!(
            page.is_page(200)
                .text()
                .replace("&nbsp;", "\u{a0}")
                .contains(&format!("Shipping weight: {weight}<")),
            "{path}"
        );
    }
    // The light path is one of the pictures, and has its words beside it when it is the large one.
    let legend = "1 objective lens, 2 focus, 3 eyepiece. Below it, to the same scale";
    let captions = |page: &crate::site::Answer| page.text().matches("gallery-caption").count();
    assert_eq!((captions(&night), night.text().contains("id=\"path\"")), (0, false));
    let path = site.browser().get("/products/perigee-60-700?picture=2").await;
    let words = path.is_page(200).text().split_once("gallery-caption").unwrap().1;
    assert!(words.split_once("</div>").unwrap().0.contains(legend));
    assert!(words.contains("gathers") && captions(&path) == 1);
    for slug in ["heliard-40-ha", "heliard-60-ha", "heliard-50-travel"] {
        let page = site.browser().get(&format!("/products/{slug}")).await;
        let html = page.is_page(200).text();
        assert!(
            html.contains("Image of the Sun at the focus") && html.contains("Smallest detail"),
            "{slug}"
        );
        for star in [
            "Resolves double stars to",
            "Light grasp",
            "True field",
            "times as much light as a dark-adapted eye",
        ] {
            assert!(!html.contains(star), "{slug}: {star}");
        }
    }
}

#[tokio::test]
async fn old_addresses_lead_to_new_ones_for_ever() {
    let site = Site::sqlite().await;
    for (old, new) in [
        ("/products/lowland-203-dobsonian", "/products/lowland-8-dobsonian"),
        ("/products/moon-map-poster", "/products/map-of-the-moon"),
        ("/product/OLJCESPC7Z", "/products/lowland-50-tabletop"),
        ("/product/LOW-D8", "/products/lowland-8-dobsonian"),
        ("/products/national-park-foundation-explorascope", "/products/lowland-50-tabletop"),
        ("/products/starsense-explorer-refractor-telescope", "/products/halden-80-900"),
        ("/products/eclipsmart-travel-refractor-telescope", "/products/heliard-50-travel"),
        ("/products/lens-cleaning-kit", "/products/perigee-cleaning-kit"),
        ("/products/roof-binoculars", "/products/tarn-fell-10x42"),
        ("/products/solar-system-color-imager", "/products/grebe-planet-1c"),
        ("/products/red-flashlight", "/products/nattlys-red-torch"),
        ("/products/optical-tube-assembly", "/products/varnhem-11-sct-tube"),
        ("/products/solar-filter", "/products/heliard-white-light-filter"),
    ] {
        let answer = site.browser().get(old).await;
        answer.is(308);
        assert_eq!(answer.header("location"), new);
        site.browser().get(new).await.is_page(200);
    }
    let mut tx = site.shop.db().begin().await.unwrap();
    store::import::redirect(&mut tx, "category", "scopes", "telescopes").await.unwrap();
    tx.commit().await.unwrap();
    let answer = site.browser().get("/categories/scopes").await;
    assert_eq!((answer.status, answer.header("location")), (308, "/categories/telescopes"));
}

#[tokio::test]
async fn what_is_gone_is_410() {
    let site = Site::sqlite().await;
    let page = site.browser().get("/products/sky-almanac-2026").await;
    assert!(page.is_page(410).text().contains("No longer available"));
    site.program().get("/products/sky-almanac-2026").await.is_problem(410);
}

#[tokio::test]
async fn what_never_was_is_404() {
    let site = Site::sqlite().await;
    for path in [
        "/nothing",
        "/products/nothing",
        "/products/",
        "/products/sky-almanac-2028",
        "/products/lowland-8-dobsonian?variant=LOW-D6",
        "/products/LOWLAND-8-DOBSONIAN",
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
        "/images/products/OLJCESPC7Z.png",
        "/.env",
        "/wp-admin/",
        "/index.php",
    ] {
        let page = site.browser().get(path).await;
        page.is_page(404);
        assert!(page.text().contains("name=\"q\""), "{path} leads nowhere");
        site.program().get(path).await.is_problem(404);
    }
}

#[tokio::test]
async fn past_the_last_page_people_are_led_to_it() {
    let site = Site::sqlite().await;
    for (path, last) in [
        ("/categories/dobsonians?page=99", "/categories/dobsonians"),
        (
            "/categories/telescopes?sort=price-up&page=99",
            "/categories/telescopes?sort=price-up&page=2",
        ),
        ("/search?q=dobsonian&page=7", "/search?q=dobsonian"),
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
    assert!(site.browser().get("/").await.text().contains("href=\"/search?sort=newest\""));
}

#[tokio::test]
async fn pictures() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let hash = site.shop.snapshot().by_sku("OLJCESPC7Z").unwrap().picture.clone().unwrap().hash;
    let webp = browser.get(&format!("/media/{hash}/320.webp")).await;
    webp.is(200);
    assert_eq!(
        (webp.header("content-type"), webp.header("cache-control")),
        ("image/webp", "public, max-age=31536000, immutable")
    );
    let jpeg = browser.get("/images/products/OLJCESPC7Z.jpg").await;
    assert_eq!(
        (jpeg.status, jpeg.header("content-type"), &jpeg.body[..2]),
        (200, "image/jpeg", &[0xff, 0xd8][..])
    );
    browser.get(&format!("/media/{hash}/320.avif")).await.is(404);
    // A drawing is shown as it is. Whoever opens it by itself gets nothing that runs or loads.
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
async fn files_of_the_site() {
    let root = std::env::temp_dir().join(format!("perigee-site-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(root.join("pkg")).unwrap();
    std::fs::write(root.join("pkg/hash.txt"), "js: abc\nwasm: def\ncss: 123\n").unwrap();
    std::fs::write(root.join("pkg/perigee.123.css"), "body{}").unwrap();
    std::fs::write(root.join("favicon.svg"), "<svg/>").unwrap();
    std::fs::write(root.join("secret"), "x").unwrap();
    let http = server::config::Http { site_root: root.clone(), ..crate::site::http() };
    let site = Site::new(crate::database::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
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

/// A font's name changes with its content, so that browsers may keep it for ever; style sheet and
/// pages name the files that are there.
#[tokio::test]
async fn fonts_are_named_by_their_content() {
    use sha2::{Digest, Sha256};
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../public"));
    let http = server::config::Http { site_root: root.to_owned(), ..crate::site::http() };
    let site = Site::new(crate::database::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
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
async fn parts_of_files() {
    let root = std::env::temp_dir().join(format!("perigee-site-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(root.join("fonts")).unwrap();
    std::fs::create_dir_all(root.join("pkg")).unwrap();
    std::fs::write(root.join("fonts/a.woff2"), "0123456789").unwrap();
    std::fs::write(root.join("favicon.svg"), "<svg/>".repeat(100)).unwrap();
    for ending in ["", ".br", ".gz"] {
        std::fs::write(root.join(format!("pkg/a.css{ending}")), format!("as{ending}")).unwrap();
    }
    let http = server::config::Http { site_root: root.clone(), ..crate::site::http() };
    let site = Site::new(crate::database::Kind::Sqlite, http, "http://127.0.0.1:3000").await;
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
        // A look never asks for a part.
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
    // Of what is compressed on its way no part is sent by a tag.
    let tag = site.browser().get("/favicon.svg").await.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    site.browser()
        .with("range", "bytes=0-0")
        .with("if-range", &tag)
        .get("/favicon.svg")
        .await
        .is(200);
    site.browser().with("if-none-match", &tag).get("/favicon.svg").await.is(304);
    // Which of the compressed files is sent.
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
async fn searching_and_suggestions() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    assert!(
        browser
            .get("/search?q=dobsonain")
            .await
            .is_page(200)
            .text()
            .contains("lowland-8-dobsonian")
    );
    // A word for the shop's own pages leads there as it was meant.
    let meant = browser.get("/search?q=retrun").await;
    assert!(meant.is_page(200).text().contains("href=\"/pages/returns\" class=\"chip\""));
    let fragment = browser.get("/search/suggestions?q=dob").await;
    assert_eq!((fragment.status, fragment.header("cache-control")), (200, "private, max-age=60"));
    assert!(
        fragment.text().contains("/categories/dobsonians") && !fragment.text().contains("<html")
    );
    // Nothing typed becomes markup.
    let evil = browser.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!evil.is_page(200).text().contains("<script>alert(1)"));
    let evil = browser.get("/search/suggestions?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!evil.text().contains("<script>alert(1)"));
}

#[tokio::test]
async fn facets_by_address() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let all = browser.get("/categories/telescopes").await;
    let some = browser.get("/categories/telescopes?price=250-500&sort=price-up").await;
    assert_ne!(all.is_page(200).text(), some.is_page(200).text());
    browser
        .get("/categories/telescopes?colour=red&brand=nobody&price=1&sort=best")
        .await
        .is_page(200);
}

#[tokio::test]
async fn head_has_no_body() {
    let site = Site::sqlite().await;
    for path in ["/", "/products/lowland-8-dobsonian", "/healthz"] {
        let answer = site.browser().send("HEAD", path, None, "").await;
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
    }
    let answer = site.browser().send("HEAD", "/nothing", None, "").await;
    assert_eq!((answer.status, answer.body.len()), (404, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stroke_too_many_leads_to_the_page() {
    let site = Site::sqlite().await;
    for (path, to) in [
        ("/cart/", "/cart"),
        ("/search/?q=moon", "/search?q=moon"),
        ("/products/lowland-8-dobsonian//", "/products/lowland-8-dobsonian"),
    ] {
        let answer = site.browser().get(path).await;
        assert_eq!((answer.status, answer.header("location")), (308, to), "{path}");
    }
    // Nowhere else, and nothing that changes something.
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
async fn the_shops_pages_name_who_sells() {
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
    assert!(site.browser().get("/pages/contact").await.text().contains("VAT number DE999999999"));
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
    // No supervising authority and no word on disputes: nothing stands in their place.
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
            page.text().contains("href=\"/withdraw\"")
                && page.text().contains("href=\"/pages/withdrawal\""),
            "{path}"
        );
        assert!(
            page.text().contains("Withdraw from contract here")
                && page.text().contains("href=\"/pages/imprint\""),
            "{path}"
        );
    }
    assert!(
        !imprint.text().contains("ec.europa.eu/consumers/odr"),
        "the platform ended on 20 July 2025"
    );
}
