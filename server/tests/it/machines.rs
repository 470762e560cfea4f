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
        // Going away: no new requests, but alive.
        site.state.stop();
        assert_eq!(probe.get("/readyz").await.is(503).text(), "stopping\n");
        probe.get("/healthz").await.is(200);
        site.browser().get("/").await.is_page(200);
    }
}

#[tokio::test]
async fn not_ready_without_a_database() {
    let site = Site::sqlite().await;
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.shop.db().close().await;
    site.program().get("/readyz").await.is(503);
    site.program().get("/healthz").await.is(200);
    // What is in memory is still shown; what is not says so and when to come back.
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.browser().get("/categories/telescopes").await.is_page(200);
    let page = site.browser().get("/products/lowland-6-dobsonian").await;
    assert_eq!(page.is_page(503).header("retry-after"), "5");
    site.browser().post("/cart/lines", &[("sku", "LOW-D8")]).await.is_page(503);
    site.program().get("/api/cart?sessionId=x").await.is_problem(503);
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
        let site = Site::new(Kind::Sqlite, Http { surfaces: surfaces.clone(), ..http() }, "http://127.0.0.1:3000").await;
        for (path, status) in [("/", page), ("/cart", page), ("/search?q=moon", page), ("/api/products", call), ("/api/currency", call)] {
            assert_eq!(site.program().get(path).await.status, status, "{surfaces:?} {path}");
        }
        // Pictures and health belong to all of them.
        for path in ["/images/products/OLJCESPC7Z.jpg", "/healthz", "/readyz"] {
            site.program().get(path).await.is(200);
        }
        site.program().post("/cart/lines", &[("sku", "LOW-D8")]).await.is(if page == 200 { 200 } else { 404 });
    }
}

#[tokio::test]
async fn metrics() {
    let site = Site::sqlite().await;
    // The recorder begins with the first look.
    site.program().get("/metrics").await.is(200);
    site.browser().get("/products/lowland-8-dobsonian").await.is_page(200);
    site.browser().get("/nothing/at/all").await.is_page(404);
    site.browser().add("LOW-D8", "1").await;
    let answer = site.program().get("/metrics").await;
    assert!(answer.is(200).header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = answer.text();
    for part in
        ["http_server_request_duration_seconds_bucket", "route=\"/products/{slug}\"", "status=\"404\"", "perigee_cart_additions_total"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains("lowland-8-dobsonian") && !text.contains("/nothing/at/all"), "one series a route, not an address");
    let apart = Site::new(
        Kind::Sqlite,
        server::config::Http { metrics_addr: Some("127.0.0.1:0".parse().unwrap()), ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    apart.browser().get("/metrics").await.is_page(404);
}

#[tokio::test]
async fn sitemap_and_robots() {
    let site = Site::new(Kind::Sqlite, http(), "https://shop.example").await;
    let sitemap = site.program().get("/sitemap.xml").await;
    assert_eq!(sitemap.is(200).header("content-type"), "application/xml");
    let text = sitemap.text();
    let addresses: Vec<&str> = text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(addresses.len() > 130 && addresses.iter().all(|a| a.starts_with("https://shop.example/")));
    assert!(!text.contains("sky-almanac-2026") && !text.contains("sky-almanac-2028"));
    // Every address of it is a page.
    for address in addresses {
        site.browser().get(address.trim_start_matches("https://shop.example")).await.is_page(200);
    }
    let robots = site.program().get("/robots.txt").await;
    for line in
        ["Disallow: /cart", "Disallow: /checkout", "Disallow: /orders/", "Disallow: /api/", "Sitemap: https://shop.example/sitemap.xml"]
    {
        assert!(robots.is(200).text().contains(line), "{line}");
    }
}
