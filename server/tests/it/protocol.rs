//! HTTP itself: headers that other people write, hosts, methods, negotiation, redirects, bodies
//! that nobody reads.

use crate::{
    database::Kind,
    site::{CONTACT, Site, http},
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{ConnectInfo, Request},
};
use domain::{Currency, Money};
use hyper::body::Frame;
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};
use tower::ServiceExt;

/// One letter outside ASCII in a header that somebody else writes changes nothing of what the
/// others say.
#[tokio::test]
async fn headers_are_read_whatever_stands_beside() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("LOW-D8", "2").await;
    browser.post("/preferences", &[("theme", "red")]).await.is(303);
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
        let page = again.get("/").await;
        assert_eq!(page.is_page(200).cart_count(), 2, "{foreign}");
        assert!(page.text().contains("data-theme=\"red\""), "{foreign}");
        // It is the same cart that is added to, too.
        let token = browser.cookies["cart"].split('.').next().unwrap().to_owned();
        let added = again.post("/cart/lines", &[("sku", "PER-MUG")]).await;
        assert!(
            added
                .leads_to("/cart")
                .set_cookie("cart")
                .unwrap()
                .starts_with(&format!("cart={token}.")),
            "{foreign}"
        );
        again.post("/cart/lines/PER-MUG", &[("quantity", "0")]).await.is(303);
    }
    let page = site
        .browser()
        .with("accept", "text/html, x/ü")
        .with("accept-encoding", "ü, gzip")
        .get("/pages/terms")
        .await;
    assert_eq!(
        (page.status, page.header("content-encoding"), page.header("content-type")),
        (200, "gzip", "text/html; charset=utf-8")
    );
    // A trusted proxy is believed even where what stood there before was no ASCII.
    let site = Site::new(
        Kind::Sqlite,
        server::config::Http { rate_limit: 1, trusted_proxies: 1, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1").with("x-forwarded-for", chain);
    via("ü, 198.51.100.1").get("/search?q=moon").await.is(200);
    via("ü, 198.51.100.1").get("/search?q=moon").await.is(429);
    via("ü, 198.51.100.2").get("/search?q=moon").await.is(200);
}

/// What is asked for decides about the form of an answer: names in any case, weights, and zero as a
/// no (RFC 9110, 12.4.2 and 12.5.1).
#[tokio::test]
async fn json_for_who_asks_for_json() {
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
        // The second time the page is sent compressed from memory.
        for _ in 0..2 {
            let page = site.browser().with("accept-encoding", accepts).get("/pages/terms").await;
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
async fn a_refused_encoding_is_kept_by_no_cache() {
    let site = Site::sqlite().await;
    let hash = site.shop.snapshot().products[0].picture.clone().unwrap().hash;
    for path in [
        format!("/media/{hash}/drawing.svg"),
        format!("/media/{hash}/320.webp"),
        "/pages/terms".to_owned(),
    ] {
        let answer = site.browser().with("accept-encoding", "identity;q=0").get(&path).await;
        if answer.status == 406 {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        } else {
            assert_eq!(answer.status, 200, "{path}");
        }
    }
}

#[tokio::test]
async fn a_request_is_for_one_host() {
    let site = Site::sqlite().await;
    for host in ["a b", "", "a@b", "a/b", "a:b", "[::1", "ü"] {
        site.browser().with("host", host).get("/").await.is_page(400);
        site.program().with("host", host).get("/api/products").await.is_problem(400);
        site.program().with("host", host).get("/healthz").await.is(400);
    }
    for host in ["a", "shop.example:8080", "[::1]:3000"] {
        site.browser().with("host", host).get("/").await.is_page(200);
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

/// Where shoppers come by https, a name that an attacker lets point here posts nothing, though its
/// origin is the host it asks.
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
            browser.post("/cart/lines", &[("sku", "LOW-D8")]).await.status,
            status,
            "{host} {origin} {fetch}"
        );
    }
    // Programs send none of it.
    site.program()
        .with("host", "shop.example")
        .post("/cart/lines", &[("sku", "LOW-D8")])
        .await
        .is(200);
}

/// HEAD gives what GET gives, changes nothing and counts as nothing more.
#[tokio::test]
async fn head_is_a_look() {
    let site = Site::new(
        Kind::Sqlite,
        server::config::Http { rate_limit: 1, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    let mut browser = site.browser().from("192.0.2.1:1");
    browser.post("/cart/lines", &[("sku", "LOW-D8")]).await.is(303);
    assert!(browser.cookies.contains_key("flash"));
    // The price changes; the next look at the cart explains it, to whoever reads it.
    site.change("LOW-D8", 39_900, 38).await;
    let before = browser.cookies.clone();
    for _ in 0..3 {
        for path in [
            "/",
            "/cart",
            "/products/lowland-8-dobsonian",
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
    let cart = browser.get("/cart").await;
    assert!(
        cart.is_page(200).text().contains("€429.00") && cart.text().contains("€399.00"),
        "{}",
        cart.text()
    );
    // Posts and searches are limited, by whatever method one looks.
    let mut other = site.browser().from("192.0.2.2:1");
    other.send("HEAD", "/search?q=moon", None, "").await.is(200);
    other.send("HEAD", "/search?q=moon", None, "").await.is(429);
}

/// What somebody else has put into an address never gets into `Location` as it is.
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
    // An address with letters as they are: clients send such.
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

/// Addresses that take posts only lead to the page with the form; a program is told to post.
#[tokio::test]
async fn forms_are_found_by_get() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.get("/products/lowland-8-dobsonian").await.is_page(200);
    browser.add("LOW-D8", "1").await;
    browser.post("/checkout/contact", &CONTACT).await.is(303);
    for (path, to) in [
        ("/checkout/contact", "/checkout?step=contact"),
        ("/checkout/delivery", "/checkout?step=delivery"),
        ("/checkout/payment", "/checkout?step=payment"),
        ("/checkout/place", "/checkout?step=review"),
        ("/checkout/challenge", "/checkout?step=review"),
        ("/cart/lines", "/cart"),
        ("/cart/lines/LOW-D8", "/cart"),
        ("/cart/undo", "/cart"),
        ("/cart/empty", "/cart"),
        ("/waits", "/products/lowland-8-dobsonian"),
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
        browser.get("/checkout?step=contact").await.input("city"),
        "Görlitz",
        "what was typed is there"
    );
    site.browser().get("/waits").await.leads_to("/");
}

#[tokio::test]
async fn without_a_cart_each_step_leads_to_it() {
    let site = Site::sqlite().await;
    for path in [
        "/checkout/contact",
        "/checkout/delivery",
        "/checkout/payment",
        "/checkout/place",
        "/checkout/challenge",
    ] {
        site.browser().post(path, &[("x", "1")]).await.leads_to("/cart");
        let mut gone = site.browser();
        gone.cookies.insert("cart".to_owned(), "0123456789abcdef0123456789abcdef.1".to_owned());
        let answer = gone.post(path, &[("x", "1")]).await;
        assert!(
            ["/cart", "/checkout"].contains(&answer.is(303).header("location")),
            "{path}: {}",
            answer.header("location")
        );
        gone.get("/checkout").await.leads_to("/cart");
    }
    site.program().post("/checkout/contact", &CONTACT).await.is_problem(422);
}

/// The forms of a page that says what is wrong lead to a page that is there.
#[tokio::test]
async fn failures_lead_back_to_a_page() {
    let site = Site::sqlite().await;
    let large = "x".repeat(100_000);
    for (method, path, body, status, back) in [
        ("GET", "/nothing", "", 404, "/"),
        ("GET", "/products/nothing?variant=%22", "", 404, "/"),
        ("GET", "/search?q=%00", "", 400, "/"),
        ("POST", "/cart/lines", large.as_str(), 413, "/cart"),
        ("POST", "/checkout/contact", &large, 413, "/checkout?step=contact"),
        ("POST", "/preferences", "theme=green", 422, "/"),
        ("POST", "/products/lowland-8-dobsonian", "", 405, "/"),
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

#[tokio::test]
async fn suggestions_are_those_of_a_currency() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let euro = browser.get("/search/suggestions?q=red+flashlight").await;
    assert!(euro.is(200).text().contains("€29.00"), "{}", euro.text());
    assert!(euro.header("vary").to_lowercase().contains("cookie"), "{}", euro.header("vary"));
    browser.post("/preferences", &[("currency", "USD")]).await.is(303);
    let dollar = browser.get("/search/suggestions?q=red+flashlight").await;
    let price = site
        .shop
        .rates()
        .price(Money::new(2_900, Currency::EUR), Currency::USD)
        .unwrap()
        .to_string();
    assert!(dollar.text().contains(&price) && !dollar.text().contains('€'), "{}", dollar.text());
}

/// A body of which nobody knows when it ends.
struct Stalled;

impl HttpBody for Stalled {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

/// A refusal that comes before the body was read either reads it or ends the connection, and says
/// so.
#[tokio::test]
async fn a_refusal_keeps_or_ends_the_connection() {
    let site = Site::new(
        Kind::Sqlite,
        server::config::Http { rate_limit: 1, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    let peer: SocketAddr = "192.0.2.1:1".parse().unwrap();
    let send = async |path: &str, origin: &str, body: Body, expect: bool| {
        let mut request = Request::post(path)
            .header("host", "127.0.0.1:3000")
            .header("content-type", "application/x-www-form-urlencoded");
        request = request.header("origin", origin).extension(ConnectInfo(peer));
        if expect {
            request = request.header("expect", "100-continue");
        }
        let answer = site.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        (
            answer.status().as_u16(),
            answer.headers().get("connection").is_some_and(|value| value == "close"),
        )
    };
    let (here, evil) = ("http://127.0.0.1:3000", "https://evil.example");
    assert_eq!(
        send("/cart/lines", evil, Body::from("sku=x"), false).await,
        (403, false),
        "a small body is read"
    );
    assert_eq!(
        send("/cart/lines", evil, Body::from("sku=x"), true).await,
        (403, true),
        "one that waits for a word is not"
    );
    assert_eq!(
        send("/cart/lines", evil, Body::from(vec![b'x'; 300_000]), false).await,
        (403, true),
        "nor a large one"
    );
    assert_eq!(
        send("/cart/lines", evil, Body::new(Stalled), false).await,
        (403, true),
        "nor one that does not come"
    );
    assert_eq!(send("/nothing", here, Body::new(Stalled), false).await, (404, true));
    assert_eq!(
        send("/cart/lines", here, Body::from(vec![b'x'; 100_000]), false).await,
        (413, false)
    );
    // The first counts, whatever it is; from then on the limit refuses.
    assert_eq!(send("/cart/lines", here, Body::from("sku=x"), false).await, (429, false));
    assert_eq!(send("/cart/lines", here, Body::new(Stalled), false).await, (429, true));
}

#[tokio::test]
async fn bodies_that_are_no_form_and_no_json() {
    let site = Site::sqlite().await;
    let form = "application/x-www-form-urlencoded";
    for (kind, status) in [
        (form, 303),
        ("Application/X-WWW-Form-URLencoded;Charset=UTF-8", 303),
        ("application/x-www-form-urlencoded ; charset=utf-8", 303),
        ("application/x-www-form-urlencodedx", 415),
        ("text/plain", 415),
    ] {
        assert_eq!(
            site.browser().send("POST", "/cart/lines", Some(kind), "sku=LOW-D8").await.status,
            status,
            "{kind}"
        );
    }
    for (encoding, status) in
        [("gzip", 415), ("br, gzip", 415), ("identity", 303), ("Identity", 303)]
    {
        assert_eq!(
            site.browser()
                .with("content-encoding", encoding)
                .send("POST", "/cart/lines", Some(form), "sku=LOW-D8")
                .await
                .status,
            status,
            "{encoding}"
        );
    }
    let body = "{\"item\":{\"productId\":\"LS4PSXUNUM\",\"quantity\":1},\"userId\":\"u\"}";
    for (kind, status) in [
        (Some("application/json"), 200),
        (Some("Application/JSON; charset=utf-8"), 200),
        (Some("application/vnd.shop+json"), 200),
        (Some("text/plain"), 415),
        (Some("application/jsonx"), 415),
        (Some(form), 415),
        (None, 415),
    ] {
        let answer = site.program().send("POST", "/api/cart", kind, body).await;
        assert_eq!(answer.status, status, "{kind:?}");
    }
    site.program()
        .with("content-encoding", "gzip")
        .send("POST", "/api/cart", Some("application/json"), body)
        .await
        .is_problem(415);
}

#[tokio::test]
async fn forms_have_so_many_fields() {
    let site = Site::sqlite().await;
    let with = |count: usize| format!("sku=LOW-D8{}", "&a=1".repeat(count - 1));
    site.browser().post_raw("/cart/lines", with(100)).await.leads_to("/cart");
    for path in [
        "/cart/lines",
        "/cart/lines/LOW-D8",
        "/checkout/contact",
        "/checkout/place",
        "/track",
        "/waits",
        "/preferences",
        "/vitals",
    ] {
        site.program().post_raw(path, with(101)).await.is_problem(422);
        // What stands between two signs is no field.
        assert_ne!(site.program().post_raw(path, "&".repeat(900)).await.status, 413, "{path}");
    }
    site.browser().get(&format!("/search?q=moon{}", "&a=1".repeat(100))).await.is_page(400);
    site.browser().get(&format!("/search?q=moon{}", "&a=1".repeat(99))).await.is_page(200);
}

#[tokio::test]
async fn a_head_has_at_most_64_kilobytes() {
    let site = Site::sqlite().await;
    let with =
        async |length: usize| site.browser().with("x-long", &"x".repeat(length)).get("/").await;
    with((64 << 10) - 200).await.is_page(200);
    with(64 << 10).await.is_page(431);
    site.program()
        .with("cookie", &"x=y; ".repeat(14_000))
        .get("/api/products")
        .await
        .is_problem(431);
}

#[tokio::test]
async fn the_largest_quantity_is_named() {
    let site = Site::sqlite().await;
    let problem = site
        .program()
        .post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", "1000")])
        .await
        .is_problem(422);
    assert!(problem["detail"].as_str().unwrap().contains("999"), "{problem}");
}
