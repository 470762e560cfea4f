//! Page measurements from browsers.

use crate::site::{Kind, Site, http_with};

#[tokio::test]
async fn measurements_are_counted_by_kind_of_page() {
    let site = Site::sqlite().await;
    site.program().get("/metrics").await.is(200);
    // As a browser sends them when the page is closed.
    let mut browser = site
        .browser()
        .with("accept", "*/*")
        .with("sec-fetch-site", "same-origin")
        .with("origin", "http://127.0.0.1:3000");
    browser
        .post(
            "/vitals",
            &[("lcp", "1234.5"), ("inp", "88"), ("cls", "0.0312"), ("page", "product")],
        )
        .await
        .is(204);
    browser.post("/vitals", &[("cls", "0"), ("page", "checkout")]).await.is(204);
    let text = site.program().get("/metrics").await.text().to_owned();
    for part in [
        "perigee_web_vitals_seconds_bucket{name=\"lcp\",page=\"product\",le=\"1\"} 0",
        "perigee_web_vitals_seconds_bucket{name=\"lcp\",page=\"product\",le=\"1.5\"} 1",
        "perigee_web_vitals_seconds_bucket{name=\"inp\",page=\"product\",le=\"0.1\"} 1",
        "perigee_web_vitals_layout_shift_bucket{page=\"product\",le=\"0.05\"} 1",
        "perigee_web_vitals_layout_shift_bucket{page=\"checkout\",le=\"0.001\"} 1",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains("name=\"inp\",page=\"checkout\""));
    the_script_uses_the_same_kinds_of_pages(&site).await;
}

/// The script sends only accepted kinds of pages, and the pages load it. Runs after the
/// measurements above, since the metrics belong to the whole process.
async fn the_script_uses_the_same_kinds_of_pages(site: &Site) {
    let script =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/vitals.js"))
            .unwrap();
    let kinds = script.split("const kinds = {").nth(1).unwrap().split('}').next().unwrap();
    let kinds: Vec<&str> =
        kinds.split('"').skip(1).step_by(2).filter(|kind| !kind.is_empty()).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
    for kind in kinds.into_iter().chain(["other"]) {
        site.browser().post("/vitals", &[("cls", "0"), ("page", kind)]).await.is(204);
    }
    assert!(site.browser().get("/").await.text().contains("src=\"/vitals.js\""));
}

#[tokio::test]
async fn malformed_measurements_are_rejected() {
    let site = Site::sqlite().await;
    let mut browser = site.browser().with("accept", "*/*");
    for fields in [
        &[("lcp", "100"), ("page", "/products/meridian-200")][..],
        &[("lcp", "100")],
        &[("page", "home")],
        &[("lcp", "fast"), ("page", "home")],
        &[("lcp", "NaN"), ("page", "home")],
        &[("lcp", "-1"), ("page", "home")],
        &[("lcp", "inf"), ("page", "home")],
        &[("inp", "600001"), ("page", "home")],
        &[("cls", ""), ("page", "home")],
    ] {
        browser.post("/vitals", fields).await.is_problem(422);
    }
    browser.post_raw("/vitals", "\u{0}\u{1}=;;;").await.is_problem(422);
    browser
        .post_json("/vitals", &serde_json::json!({ "lcp": 1, "page": "home" }))
        .await
        .is_problem(415);
    browser.get("/vitals").await.is_problem(405);
    // Pages of other sites cannot send measurements.
    browser
        .with("sec-fetch-site", "cross-site")
        .post("/vitals", &[("lcp", "1"), ("page", "home")])
        .await
        .is_problem(403);
}

#[tokio::test]
async fn too_large_bodies_are_rejected() {
    let site = Site::sqlite().await;
    let body = format!("page=home&lcp=1&x={}", "x".repeat(1024));
    site.browser()
        .with("content-length", &body.len().to_string())
        .post_raw("/vitals", body.clone())
        .await
        .is_problem(413);
    // The same with unknown length.
    site.browser().post_raw("/vitals", body).await.is_problem(413);
    let fits = format!("page=home&lcp=1&x={}", "x".repeat(900));
    site.browser().post_raw("/vitals", fits).await.is(204);
}

#[tokio::test]
async fn measurements_are_rate_limited_separately() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.limits.rate_limit = 5),
        "http://127.0.0.1:3000",
    )
    .await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    for _ in 0..5 {
        browser.post("/vitals", &[("lcp", "1"), ("page", "home")]).await.is(204);
    }
    assert!(
        !browser
            .post("/vitals", &[("lcp", "1"), ("page", "home")])
            .await
            .header("retry-after")
            .is_empty()
    );
    browser.post("/vitals", &[("lcp", "1"), ("page", "home")]).await.is_problem(429);
    // The cart has its own limit.
    browser.add("SCOPE-200", "1").await;
    site.browser()
        .from("192.0.2.2:1000")
        .post("/vitals", &[("lcp", "1"), ("page", "home")])
        .await
        .is(204);
}
