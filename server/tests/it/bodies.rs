//! Request bodies and heads: unread, malformed and too large.

use crate::site::{Answer, Kind, Site, http_with};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{ConnectInfo, Request},
};
use hyper::body::Frame;
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};
use tower::ServiceExt;
use views::routes;

/// A body of unknown length that never ends.
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

/// A refusal before the body was read either drains it, or closes the connection and announces
/// that.
#[tokio::test]
async fn a_refusal_drains_the_body_or_closes_the_connection() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.limits.rate_limit = 1),
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
        send(routes::CART_LINES, evil, Body::from("sku=x"), false).await,
        (403, false),
        "a small body is read"
    );
    assert_eq!(
        send(routes::CART_LINES, evil, Body::from("sku=x"), true).await,
        (403, true),
        "one that waits for a word is not"
    );
    assert_eq!(
        send(routes::CART_LINES, evil, Body::from(vec![b'x'; 300_000]), false).await,
        (403, true),
        "nor a large one"
    );
    assert_eq!(
        send(routes::CART_LINES, evil, Body::new(Stalled), false).await,
        (403, true),
        "nor one that does not come"
    );
    assert_eq!(send("/nothing", here, Body::new(Stalled), false).await, (404, true));
    assert_eq!(
        send(routes::CART_LINES, here, Body::from(vec![b'x'; 100_000]), false).await,
        (413, false)
    );
    // The first one counts, whatever it is; after that the limit refuses.
    assert_eq!(send(routes::CART_LINES, here, Body::from("sku=x"), false).await, (429, false));
    assert_eq!(send(routes::CART_LINES, here, Body::new(Stalled), false).await, (429, true));
}

#[tokio::test]
async fn bodies_that_are_neither_form_nor_json() {
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
            site.browser()
                .send("POST", routes::CART_LINES, Some(kind), "sku=SCOPE-200")
                .await
                .status,
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
                .send("POST", routes::CART_LINES, Some(form), "sku=SCOPE-200")
                .await
                .status,
            status,
            "{encoding}"
        );
    }
    let body = "{\"item\":{\"productId\":\"TORCH\",\"quantity\":1},\"userId\":\"u\"}";
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
async fn the_number_of_fields_is_limited() {
    let site = Site::sqlite().await;
    let with = |count: usize| format!("sku=SCOPE-200{}", "&a=1".repeat(count - 1));
    site.browser().post_raw(routes::CART_LINES, with(100)).await.leads_to(routes::CART);
    for path in [
        routes::CART_LINES,
        "/cart/lines/SCOPE-200",
        routes::CHECKOUT_CONTACT,
        routes::CHECKOUT_PLACE,
        routes::TRACK,
        routes::SUBSCRIPTIONS,
        routes::PREFERENCES,
        routes::VITALS,
    ] {
        site.program().post_raw(path, with(101)).await.is_problem(422);
        // Empty parts between two separators are not fields.
        let reason = |answer: &Answer| match answer.header("content-type") {
            "application/problem+json" => answer.json()["detail"].clone(),
            _ => serde_json::Value::Null,
        };
        let empty = site.program().post_raw(path, "").await;
        let separators = site.program().post_raw(path, "&".repeat(900)).await;
        assert_eq!(
            (separators.status, reason(&separators)),
            (empty.status, reason(&empty)),
            "{path}"
        );
    }
    site.browser().get(&format!("/search?q=moon{}", "&a=1".repeat(100))).await.is_page(400);
    site.browser().get(&format!("/search?q=moon{}", "&a=1".repeat(99))).await.is_page(200);
}

#[tokio::test]
async fn a_head_has_at_most_64_kilobytes() {
    let site = Site::sqlite().await;
    let with = async |length: usize| {
        site.browser().with("x-long", &"x".repeat(length)).get(routes::HOME).await
    };
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
        .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", "1000")])
        .await
        .is_problem(422);
    assert!(problem["detail"].as_str().unwrap().contains("999"), "{problem}");
}
