//! Pictures, style sheets, fonts and other files.

use crate::site::Site;

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
    std::fs::write(root.join("site.webmanifest"), r#"{"name":"x","lang":"en"}"#).unwrap();
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
    let manifest = browser.get("/site.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let expected = serde_json::json!({ "name": "Perigee", "short_name": "Perigee", "lang": "en" });
    assert_eq!(manifest.is(200).json(), expected);
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

/// A font's name changes with its content, so that browsers may cache it forever; style sheet and
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
