//! Health checks, metrics, site map.

use crate::site::{Kind, Site, http, http_with};

#[tokio::test]
async fn alive_and_ready() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let site = Site::new(kind, http(), "http://127.0.0.1:3000").await;
        let mut probe = site.program();
        assert_eq!(probe.get("/healthz").await.is(200).text(), "ok\n");
        assert_eq!(probe.get("/readyz").await.is(200).text(), "ready\n");
        assert_eq!(probe.get("/readyz/pages").await.is(200).text(), "ready\n");
        for path in ["/healthz", "/readyz", "/readyz/pages", "/metrics"] {
            assert_eq!(probe.get(path).await.header("x-content-type-options"), "nosniff", "{path}");
        }
        assert_eq!(site.browser().get("/").await.is_page(200).header("connection"), "");
        // During shutdown: no new requests, but alive, and kept connections are closed.
        site.state.stop();
        assert_eq!(probe.get("/readyz").await.is(503).text(), "stopping\n");
        assert_eq!(probe.get("/readyz/pages").await.is(503).text(), "stopping\n");
        probe.get("/healthz").await.is(200);
        assert_eq!(site.browser().get("/").await.is_page(200).header("connection"), "close");
    }
}

#[tokio::test]
async fn not_ready_without_a_database() {
    let site = Site::sqlite().await;
    site.browser().get("/products/meridian-200").await.is_page(200);
    site.shop.db().close().await;
    site.program().get("/readyz").await.is(503);
    site.program().get("/readyz/pages").await.is(200);
    site.program().get("/healthz").await.is(200);
    // Cached pages are still served; others report the outage and when to retry.
    site.browser().get("/products/meridian-200").await.is_page(200);
    site.browser().get("/categories/telescopes").await.is_page(200);
    let page = site.browser().get("/products/meridian-150").await;
    assert_eq!(page.is_page(503).header("retry-after"), "5");
    for back in ["/cart", "/products/meridian-200"] {
        let page =
            site.browser().post("/cart/lines", &[("sku", "SCOPE-200"), ("back", back)]).await;
        assert_eq!(page.is_page(503).header("retry-after"), "5", "{back}");
    }
    let refused = async || {
        let text = site.program().get("/metrics").await.text().to_owned();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("perigee_refused_database_total "))
            .map(|count| count.parse::<u64>());
        line.unwrap().unwrap()
    };
    let before = refused().await;
    site.program().get("/api/cart?sessionId=x").await.is_problem(503);
    assert!(refused().await > before);
}

#[tokio::test]
async fn surfaces_are_served_separately() {
    use server::config::Surface;
    for (surfaces, page, call) in [
        (vec![Surface::Storefront], 200, 404),
        (vec![Surface::Api], 404, 200),
        (vec![Surface::Storefront, Surface::Api], 200, 200),
    ] {
        let site = Site::new(
            Kind::Sqlite,
            http_with(|http| http.surfaces = surfaces.clone()),
            "http://127.0.0.1:3000",
        )
        .await;
        for (path, status) in [
            ("/", page),
            ("/cart", page),
            ("/search?q=moon", page),
            ("/api/products", call),
            ("/api/currency", call),
        ] {
            assert_eq!(site.program().get(path).await.status, status, "{surfaces:?} {path}");
        }
        // Pictures and health checks belong to all surfaces.
        for path in ["/images/products/TABLETOP.jpg", "/healthz", "/readyz"] {
            site.program().get(path).await.is(200);
        }
        site.program().post("/cart/lines", &[("sku", "SCOPE-200")]).await.is(if page == 200 {
            200
        } else {
            404
        });
    }
}

#[tokio::test]
async fn metrics() {
    let site = Site::sqlite().await;
    // The recorder is installed at the first request.
    let first = site.program().get("/metrics").await;
    // Events that have not happened yet are 0, so that the first one is an increase.
    for series in [
        "perigee_payments_total{outcome=\"expired\"}",
        "perigee_mail_total{outcome=\"failed\"}",
        "# HELP perigee_refused_busy_total ",
        "perigee_refused_busy_total{purpose=\"browsing\"}",
        "perigee_refused_busy_total{purpose=\"buying\"}",
        "perigee_refused_busy_total{purpose=\"placing\"}",
        "# HELP perigee_outbox_cancelled_total ",
        "perigee_outbox_cancelled_total{reason=\"undeliverable\"}",
        "perigee_outbox_cancelled_total{reason=\"attempts\"}",
    ] {
        assert!(first.is(200).text().contains(series), "{series}");
    }
    site.browser().get("/products/meridian-200").await.is_page(200);
    site.browser().get("/nothing/at/all").await.is_page(404);
    site.browser().add("SCOPE-200", "1").await;
    let answer = site.program().get("/metrics").await;
    assert!(answer.is(200).header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = answer.text();
    for part in [
        "http_server_request_duration_seconds_bucket{http_request_method=\"GET\",\
         http_route=\"/products/{slug}\",http_response_status_code=\"200\",le=\"0.005\"}",
        "http_request_method=\"GET\",http_route=\"\",http_response_status_code=\"404\"",
        "http_server_active_requests{http_request_method=\"GET\"} ",
        "db_client_operation_duration_seconds_bucket{db_system_name=\"sqlite\",\
         db_operation_name=\"cart::add\",le=\"0.0001\"}",
        "db_client_connection_wait_time_seconds_bucket{\
         db_client_connection_pool_name=\"readers\",le=",
        "db_client_connection_count{db_client_connection_pool_name=\"writer\",state=\"idle\"} ",
        "db_client_connection_count{db_client_connection_pool_name=\"readers\",state=\"used\"} ",
        "db_client_connection_max{db_client_connection_pool_name=\"readers\"} 8",
        "perigee_cart_additions_total ",
        "perigee_build_info{version=",
        "process_resident_memory_bytes ",
        "process_cpu_seconds_total ",
        "# HELP perigee_orders_placed_total ",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    // Static folders have a route as well.
    site.browser().get("/pkg/nothing.css").await.is_page(404);
    assert!(
        site.program()
            .get("/metrics")
            .await
            .text()
            .contains("http_route=\"/pkg/\",http_response_status_code=\"404\"")
    );
    // Invented methods are one series.
    site.browser().send("BREW", "/", None, "").await;
    let text = site.program().get("/metrics").await.text().to_owned();
    assert!(text.contains("http_request_method=\"_OTHER\"") && !text.contains("BREW"), "{text}");
    assert!(
        !text.contains("meridian-200") && !text.contains("/nothing/at/all"),
        "one series a route, not an address"
    );
    let apart = Site::new(
        Kind::Sqlite,
        http_with(|http| http.listen.metrics_addr = Some("127.0.0.1:0".parse().unwrap())),
        "http://127.0.0.1:3000",
    )
    .await;
    apart.browser().get("/metrics").await.is_page(404);
    // Sales figures are not public.
    let public = Site::new(Kind::Sqlite, http(), "https://shop.example").await;
    public.browser().get("/metrics").await.is_page(404);
}

#[tokio::test]
async fn sitemap_and_robots() {
    let site = Site::new(Kind::Sqlite, http(), "https://shop.example").await;
    let sitemap = site.program().get("/sitemap.xml").await;
    assert_eq!(sitemap.is(200).header("content-type"), "application/xml");
    let text = sitemap.text();
    let addresses: Vec<&str> =
        text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    let snapshot = site.shop.snapshot();
    let products = snapshot.products.iter().map(|p| format!("/products/{}", p.slug));
    let categories = snapshot.categories.iter().map(|c| format!("/categories/{}", c.slug));
    for path in products.chain(categories).chain(["/".to_owned(), "/pages/terms".to_owned()]) {
        let address = format!("https://shop.example{path}");
        assert!(addresses.contains(&address.as_str()), "{address}");
    }
    assert!(addresses.iter().all(|a| a.starts_with("https://shop.example/")));
    assert!(!text.contains("almanac-old") && !text.contains("almanac-next"));
    // A catalogue too large for one site map has several; this one has only the first.
    assert_eq!(site.program().get("/sitemaps/1").await.is(200).text(), text);
    for nothing in ["/sitemaps/0", "/sitemaps/2", "/sitemaps/18446744073709551615", "/sitemaps/x"] {
        site.program().get(nothing).await.is(404);
    }
    // All its URLs are pages.
    for address in addresses {
        site.browser().get(address.trim_start_matches("https://shop.example")).await.is_page(200);
    }
    let robots = site.program().get("/robots.txt").await;
    for line in [
        "Disallow: /cart/",
        "Disallow: /checkout/",
        "Disallow: /orders/",
        "Disallow: /api/",
        "Sitemap: https://shop.example/sitemap.xml",
    ] {
        assert!(robots.is(200).text().contains(line), "{line}");
    }
}

#[tokio::test]
async fn a_worker_reports_its_health() {
    use tower::ServiceExt;
    let site = Site::sqlite().await;
    let router = server::http::worker_router(site.shop.clone());
    let ask = async |path: &str| {
        let request = axum::http::Request::get(path)
            .header("host", "worker")
            .body(axum::body::Body::empty())
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    ask("/metrics").await;
    testing::measure_outbox(&site.shop).await.unwrap();
    assert_eq!(ask("/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(ask("/readyz").await, (200, "ready\n".to_owned()));
    let (status, text) = ask("/metrics").await;
    assert!(
        status == 200
            && text.contains("\nperigee_outbox_age_seconds ")
            && text.contains("\nperigee_outbox_pending ")
            && text.contains("\nperigee_outbox_due "),
        "{text}"
    );
    assert_eq!(ask("/").await.0, 404);
    site.shop.db().close().await;
    // The last result of the database check is valid for a second; a new process checks first.
    assert_eq!(
        (
            status_of(&server::http::worker_router(site.shop.clone()), "/readyz").await,
            ask("/healthz").await.0
        ),
        (503, 200)
    );
}

async fn status_of(router: &axum::Router, path: &str) -> u16 {
    let request = axum::http::Request::get(path)
        .header("host", "worker")
        .body(axum::body::Body::empty())
        .unwrap();
    tower::ServiceExt::oneshot(router.clone(), request).await.unwrap().status().as_u16()
}

/// Until when the public holidays of all countries are known, for an early alert.
#[tokio::test]
async fn the_end_of_the_holiday_table_is_measured() {
    let site = Site::sqlite().await;
    shop::notifications::worker::measure_holidays(&site.shop);
    let metrics = site.program().get("/metrics").await;
    // From 20 November 2026 to the end of 2027.
    assert!(
        metrics.text().lines().any(|line| line == "perigee_holidays_days_left 406"),
        "{}",
        metrics.text()
    );
}
