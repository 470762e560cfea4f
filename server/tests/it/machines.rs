//! What machines ask.

use crate::{
    database::Kind,
    site::{Site, http},
};

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
        // Going away: no new requests, but alive, and whoever keeps a connection is sent elsewhere.
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
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.shop.db().close().await;
    site.program().get("/readyz").await.is(503);
    site.program().get("/readyz/pages").await.is(200);
    site.program().get("/healthz").await.is(200);
    // What is in memory is still shown; what is not says so and when to come back.
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.browser().get("/categories/telescopes").await.is_page(200);
    let page = site.browser().get("/products/lowland-6-dobsonian").await;
    assert_eq!(page.is_page(503).header("retry-after"), "5");
    for back in ["/cart", "/products/lowland-8-dobsonian"] {
        let page = site.browser().post("/cart/lines", &[("sku", "LOW-D8"), ("back", back)]).await;
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
async fn surfaces_are_served_apart() {
    use server::config::{Http, Surface};
    for (surfaces, page, call) in [
        (vec![Surface::Storefront], 200, 404),
        (vec![Surface::Api], 404, 200),
        (vec![Surface::Desk], 404, 404),
        (vec![Surface::Storefront, Surface::Api], 200, 200),
    ] {
        let site = Site::new(
            Kind::Sqlite,
            Http { surfaces: surfaces.clone(), ..http() },
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
        // Pictures and health belong to all of them.
        for path in ["/images/products/OLJCESPC7Z.jpg", "/healthz", "/readyz"] {
            site.program().get(path).await.is(200);
        }
        site.program().post("/cart/lines", &[("sku", "LOW-D8")]).await.is(if page == 200 {
            200
        } else {
            404
        });
    }
}

#[tokio::test]
async fn metrics() {
    let site = Site::sqlite().await;
    // The recorder begins with the first look.
    let first = site.program().get("/metrics").await;
    // What has not happened yet is there as 0, so that the first time is an increase.
    for series in [
        "perigee_payments_total{outcome=\"expired\"}",
        "perigee_mail_total{outcome=\"failed\"}",
        "# HELP perigee_refused_busy_total ",
        "perigee_refused_busy_total{purpose=\"browsing\"}",
        "perigee_refused_busy_total{purpose=\"buying\"}",
        "perigee_refused_busy_total{purpose=\"placing\"}",
        "# HELP perigee_outbox_given_up_total ",
        "perigee_outbox_given_up_total{reason=\"undeliverable\"}",
        "perigee_outbox_given_up_total{reason=\"attempts\"}",
    ] {
        assert!(first.is(200).text().contains(series), "{series}");
    }
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.browser().get("/nothing/at/all").await.is_page(404);
    site.browser().add("LOW-D8", "1").await;
    let answer = site.program().get("/metrics").await;
    assert!(answer.is(200).header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = answer.text();
    for part in [
        "http_server_request_duration_seconds_bucket{http_request_method=\"GET\",http_route=\"/products/{slug}\",http_response_status_code=\"200\",le=\"0.005\"}",
        "http_request_method=\"GET\",http_route=\"\",http_response_status_code=\"404\"",
        "http_server_active_requests{http_request_method=\"GET\"} ",
        "db_client_operation_duration_seconds_bucket{db_system_name=\"sqlite\",db_operation_name=\"cart::add\",le=\"0.0001\"}",
        "db_client_connection_wait_time_seconds_bucket{db_client_connection_pool_name=\"readers\",le=",
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
    // Folders that are served as they are have one as well.
    site.browser().get("/pkg/nothing.css").await.is_page(404);
    assert!(
        site.program()
            .get("/metrics")
            .await
            .text()
            .contains("http_route=\"/pkg/\",http_response_status_code=\"404\"")
    );
    // Methods that anybody can invent are one series.
    site.browser().send("BREW", "/", None, "").await;
    let text = site.program().get("/metrics").await.text().to_owned();
    assert!(text.contains("http_request_method=\"_OTHER\"") && !text.contains("BREW"), "{text}");
    assert!(
        !text.contains("lowland-8-dobsonian") && !text.contains("/nothing/at/all"),
        "one series a route, not an address"
    );
    let apart = Site::new(
        Kind::Sqlite,
        server::config::Http { metrics_addr: Some("127.0.0.1:0".parse().unwrap()), ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    apart.browser().get("/metrics").await.is_page(404);
    // What is sold is no shopper's business.
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
    assert!(
        addresses.len() > 130 && addresses.iter().all(|a| a.starts_with("https://shop.example/"))
    );
    assert!(!text.contains("sky-almanac-2026") && !text.contains("sky-almanac-2028"));
    // A catalogue too large for one map has several; of this one there is the first only.
    assert_eq!(site.program().get("/sitemaps/1").await.is(200).text(), text);
    for nothing in ["/sitemaps/0", "/sitemaps/2", "/sitemaps/18446744073709551615", "/sitemaps/x"] {
        site.program().get(nothing).await.is(404);
    }
    // Every address of it is a page.
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
async fn a_worker_tells_how_it_is() {
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
    shop::notifications::worker::measure_outbox(&site.shop).await.unwrap();
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
    // The database's last answer counts for a second; one that has not asked yet asks.
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

/// Until when the public holidays of all places are known, for an alert in time.
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
