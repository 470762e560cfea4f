//! HTTP itself: foreign headers, hosts, methods, negotiation, redirects, unread bodies.

use crate::site::{CONTACT, Kind, Site, http, http_with};
use axum::{
    body::{Body, Bytes},
    extract::Request,
};
use tower::ServiceExt;
use views::{checkout::Step, routes};

/// A non-ASCII letter in a header by somebody else does not affect the others.
#[tokio::test]
async fn non_ascii_headers_do_not_affect_others() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "2").await;
    browser.post(routes::PREFERENCES, &[("theme", "red")]).await.is(303);
    for foreign in ["Schlußverkauf", "日本", "\u{80}", "\t"] {
        let mut again = site.browser();
        again.cookies = browser.cookies.clone();
        again.cookies.insert("a_utm".to_owned(), foreign.to_owned());
        again.cookies.insert("z_utm".to_owned(), foreign.to_owned());
        for name in [
            "user-agent",
            "referer",
            "accept-language",
            "if-none-match",
            "range",
            "traceparent",
            "baggage",
            "x-forwarded-for",
            "x-request-id",
        ] {
            again = again.with(name, foreign);
        }
        let page = again.get(routes::HOME).await;
        assert_eq!(page.is_page(200).cart_count(), 2, "{foreign}");
        assert!(page.page().has("[data-theme='red']"), "{foreign}");
        // Additions go to the same cart, too.
        let token = browser.cookies["cart"].split('.').next().unwrap().to_owned();
        let added = again.post(routes::CART_LINES, &[("sku", "MUG")]).await;
        assert!(
            added
                .leads_to(routes::CART)
                .set_cookie("cart")
                .unwrap()
                .starts_with(&format!("cart={token}.")),
            "{foreign}"
        );
        again.post(&routes::cart_line("MUG"), &[("quantity", "0")]).await.is(303);
    }
    let page = site
        .browser()
        .with("accept", "text/html, x/ü")
        .with("accept-encoding", "ü, gzip")
        .get(&routes::content_page("terms"))
        .await;
    assert_eq!(
        (page.status, page.header("content-encoding"), page.header("content-type")),
        (200, "gzip", "text/html; charset=utf-8")
    );
    // A trusted proxy's entry counts even if the text before it is not ASCII.
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| {
            http.limits.rate_limit = 1;
            http.listen.trusted_proxies = 1;
        }),
        "http://127.0.0.1:3000",
    )
    .await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1").with("x-forwarded-for", chain);
    via("ü, 198.51.100.1").get("/search?q=moon").await.is(200);
    via("ü, 198.51.100.1").get("/search?q=moon").await.is(429);
    via("ü, 198.51.100.2").get("/search?q=moon").await.is(200);
}

/// What a client accepts determines the form of a response: names in any case, weights, and zero
/// for "not acceptable" (RFC 9110, 12.4.2 and 12.5.1).
#[tokio::test]
async fn json_for_clients_that_accept_json() {
    let site = Site::sqlite().await;
    for (accept, json) in [
        ("application/json", true),
        ("Application/JSON", true),
        ("application/problem+json", true),
        ("application/json, */*;q=0.5", true),
        ("application/json;q=0.9, text/html;q=0.2", true),
        ("application/json;q=0", false),
        ("application/json;q=0.000, */*", false),
        ("text/html, application/json;q=0.5", false),
        ("text/html, application/json", false),
        ("TEXT/HTML;level=1, application/json;Q=0.1", false),
        ("text/html;q=0.1, application/json;q=0.2;x=y", true),
        ("*/*", false),
        ("", false),
    ] {
        let answer = site.browser().with("accept", accept).get("/nothing").await;
        let wanted = if json { "application/problem+json" } else { "text/html; charset=utf-8" };
        assert_eq!((answer.status, answer.header("content-type")), (404, wanted), "{accept}");
    }
    for (accepts, encoding) in [
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0, *", "br"),
        ("gzip;q=0.0", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity", ""),
        ("", ""),
    ] {
        // The second time, the compressed page comes from the cache.
        for _ in 0..2 {
            let page = site
                .browser()
                .with("accept-encoding", accepts)
                .get(&routes::content_page("terms"))
                .await;
            let got = if encoding == "gzip" && page.header("content-encoding") == "br" {
                "gzip"
            } else {
                page.header("content-encoding")
            };
            assert_eq!((page.status, got), (200, encoding), "{accepts}");
        }
    }
}

#[tokio::test]
async fn a_rejected_encoding_is_not_cached() {
    let site = Site::sqlite().await;
    let hash = site.shop.snapshot().products[0].picture.clone().unwrap().hash;
    let mut refused = 0;
    for path in
        [routes::drawing(&hash), routes::picture(&hash, 320, "webp"), routes::content_page("terms")]
    {
        let answer = site.browser().with("accept-encoding", "identity;q=0").get(&path).await;
        if answer.status == 406 {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            refused += 1;
        } else {
            assert_eq!(answer.status, 200, "{path}");
        }
    }
    assert!(refused > 0, "none was refused");
}

#[tokio::test]
async fn a_request_needs_exactly_one_host() {
    let site = Site::sqlite().await;
    for host in ["a b", "", "a@b", "a/b", "a:b", "[::1", "ü"] {
        site.browser().with("host", host).get(routes::HOME).await.is_page(400);
        site.program().with("host", host).get("/api/products").await.is_problem(400);
        site.program().with("host", host).get("/healthz").await.is(400);
    }
    for host in ["a", "shop.example:8080", "[::1]:3000"] {
        site.browser().with("host", host).get(routes::HOME).await.is_page(200);
    }
    let ask = async |request: Request| {
        site.router.clone().oneshot(request).await.unwrap().status().as_u16()
    };
    assert_eq!(ask(Request::get("/").body(Body::empty()).unwrap()).await, 400);
    assert_eq!(
        ask(Request::get("/").header("host", "a").header("host", "a").body(Body::empty()).unwrap())
            .await,
        400
    );
    let old = Request::get("/").version(axum::http::Version::HTTP_10).body(Body::empty()).unwrap();
    assert_eq!(ask(old).await, 200);
}

/// If shoppers use https, a foreign name that resolves to this server cannot post, although its
/// origin equals the host.
#[tokio::test]
async fn only_the_shops_own_origin_posts() {
    let site = Site::new(Kind::Sqlite, http(), "https://shop.example").await;
    for (host, origin, fetch, status) in [
        ("evil.example", "https://evil.example", "same-origin", 403),
        ("evil.example", "https://evil.example", "none", 403),
        ("shop.example", "http://shop.example", "same-origin", 403),
        ("shop.example", "https://shop.example:8443", "same-origin", 403),
        ("shop.example", "null", "same-origin", 403),
        ("shop.example", "https://shop.example", "same-origin", 303),
        ("10.0.0.7:3000", "https://shop.example", "same-origin", 303),
    ] {
        let mut browser =
            site.browser().with("host", host).with("origin", origin).with("sec-fetch-site", fetch);
        assert_eq!(
            browser.post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await.status,
            status,
            "{host} {origin} {fetch}"
        );
    }
    // Programs send neither.
    site.program()
        .with("host", "shop.example")
        .post(routes::CART_LINES, &[("sku", "SCOPE-200")])
        .await
        .is(200);
}

/// HEAD returns what GET returns, changes nothing and counts the same.
#[tokio::test]
async fn head_changes_nothing() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.limits.rate_limit = 1),
        "http://127.0.0.1:3000",
    )
    .await;
    let mut browser = site.browser().from("192.0.2.1:1");
    browser.post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await.is(303);
    assert!(browser.cookies.contains_key("flash"));
    // The price changes; the next view of the cart by GET explains it.
    site.change("SCOPE-200", 39_900, 38).await;
    let before = browser.cookies.clone();
    for _ in 0..3 {
        for path in [
            "/",
            "/cart",
            "/products/meridian-200",
            "/track",
            "/checkout?step=contact",
            "/pages/terms",
        ] {
            let look = browser.send("HEAD", path, None, "").await;
            assert_eq!(
                (look.status, look.body.len(), look.set_cookie("flash")),
                (200, 0, None),
                "{path}"
            );
        }
    }
    assert_eq!(browser.cookies, before);
    let cart = browser.get(routes::CART).await;
    assert!(cart.is_page(200).says("€429.00") && cart.says("€399.00"), "{}", cart.text());
    // Posts and searches are limited regardless of the method.
    let mut other = site.browser().from("192.0.2.2:1");
    other.send("HEAD", "/search?q=moon", None, "").await.is(200);
    other.send("HEAD", "/search?q=moon", None, "").await.is(429);
}

/// Foreign text in a URL never gets into `Location` unencoded.
#[tokio::test]
async fn redirects_are_ascii() {
    let site = Site::sqlite().await;
    for number in [
        "PG-F2Q-83P-72F",
        "PG-F2Q-83P-72F%0A",
        "PG-F2Q-83P-72F%0D%0A",
        "%23PG-F2Q-83P-72F",
        "%E2%84%96PG-F2Q-83P-72F",
        "pg%20f2q%2083p%2072f",
    ] {
        let answer = site.browser().get(&format!("/orders/{number}")).await;
        if answer.status == 303 {
            answer.leads_to("/track?number=PG-F2Q-83P-72F");
        } else {
            answer.is(404);
        }
    }
    site.browser().get("/orders/PG-F2Q-83P-72F").await.leads_to("/track?number=PG-F2Q-83P-72F");
    site.browser().get("/orders/PG-F2Q-83P-72F%0A").await.leads_to("/track?number=PG-F2Q-83P-72F");
    // A URL with raw non-ASCII letters, as some clients send it.
    for (path, to) in [
        ("/search/?q=m\u{fc}ller", "/search?q=m%C3%BCller"),
        ("/cart/?\u{65e5}=1", "/cart?%E6%97%A5=1"),
    ] {
        let uri =
            axum::http::Uri::from_maybe_shared(Bytes::copy_from_slice(path.as_bytes())).unwrap();
        let request = Request::get(uri).header("host", "a").body(Body::empty()).unwrap();
        let answer = site.router.clone().oneshot(request).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
            (308, to)
        );
    }
}

/// URLs that only accept posts redirect to the page with the form; programs are told to post.
#[tokio::test]
async fn get_on_a_form_target_redirects_to_the_form() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.get(&routes::product("meridian-200")).await.is_page(200);
    browser.add("SCOPE-200", "1").await;
    browser.post(routes::CHECKOUT_CONTACT, &CONTACT).await.is(303);
    for (path, to) in [
        ("/checkout/contact", "/checkout?step=contact"),
        ("/checkout/delivery", "/checkout?step=delivery"),
        ("/checkout/payment", "/checkout?step=payment"),
        ("/checkout/place", "/checkout?step=review"),
        ("/checkout/challenge", "/checkout?step=review"),
        ("/cart/lines", "/cart"),
        ("/cart/lines/SCOPE-200", "/cart"),
        ("/cart/undo", "/cart"),
        ("/cart/empty", "/cart"),
        ("/back-in-stock", "/products/meridian-200"),
        ("/preferences", "/"),
    ] {
        browser.get(path).await.leads_to(to);
        browser.send("HEAD", path, None, "").await.leads_to(to);
        browser.get(to).await.is(200);
        site.program().get(path).await.is_problem(405);
        assert_eq!(site.program().get(path).await.header("allow"), "POST", "{path}");
        let put = site.browser().send("PUT", path, None, "").await;
        assert!(put.is_page(405).header("allow").contains("POST"), "{path}");
    }
    assert_eq!(
        browser.get(&routes::checkout_step(Step::Contact)).await.input("city"),
        "Görlitz",
        "what was typed is there"
    );
    site.browser().get(routes::SUBSCRIPTIONS).await.leads_to(routes::HOME);
}

#[tokio::test]
async fn without_a_cart_each_step_redirects_to_it() {
    let site = Site::sqlite().await;
    for path in [
        routes::CHECKOUT_CONTACT,
        routes::CHECKOUT_DELIVERY,
        routes::CHECKOUT_PAYMENT,
        routes::CHECKOUT_PLACE,
        routes::CHECKOUT_CHALLENGE,
    ] {
        site.browser().post(path, &[("x", "1")]).await.leads_to(routes::CART);
        let mut gone = site.browser();
        gone.cookies.insert("cart".to_owned(), "0123456789abcdef0123456789abcdef.1".to_owned());
        let answer = gone.post(path, &[("x", "1")]).await;
        assert!(
            [routes::CART, routes::CHECKOUT].contains(&answer.is(303).header("location")),
            "{path}: {}",
            answer.header("location")
        );
        gone.get(routes::CHECKOUT).await.leads_to(routes::CART);
    }
    site.program().post(routes::CHECKOUT_CONTACT, &CONTACT).await.is_problem(422);
}

/// Forms on an error page return to an existing page.
#[tokio::test]
async fn error_pages_lead_back_to_a_page() {
    let site = Site::sqlite().await;
    let large = "x".repeat(100_000);
    for (method, path, body, status, back) in [
        ("GET", "/nothing", "", 404, "/"),
        ("GET", "/products/nothing?variant=%22", "", 404, "/"),
        ("GET", "/search?q=%00", "", 400, "/"),
        ("POST", "/cart/lines", large.as_str(), 413, "/cart"),
        ("POST", "/checkout/contact", &large, 413, "/checkout?step=contact"),
        ("POST", "/preferences", "theme=green", 422, "/"),
        ("POST", "/products/meridian-200", "", 405, "/"),
        ("POST", "/cart/undo", "", 404, "/cart"),
    ] {
        let mut browser = site.browser();
        let page = browser
            .send(method, path, Some("application/x-www-form-urlencoded"), body.to_owned())
            .await;
        assert_eq!(page.is_page(status).input("back"), back, "{method} {path}");
        assert!([200, 303].contains(&browser.get(back).await.status), "{back}");
    }
}
