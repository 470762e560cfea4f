//! The cart's server functions: the same changes and limits as for forms.

use super::{POSTCARD, call, decode, refused};
use crate::site::{Answer, Browser, Kind, Site, http_with, on_both};
use app::{
    islands::cart::api::{CartAnswer, ChangeCart, ShowCart, ShownCart},
    rpc::RpcError,
};
use axum::body::Bytes;
use leptos::server_fn::{Encodes, ServerFn, codec::PostcardEncoding};
use views::{cart::CartChange, routes};

async fn send(browser: &mut Browser<'_>, change: &CartChange) -> Answer {
    super::send(browser, routes::RPC_CART_CHANGE, change).await
}

async fn change(browser: &mut Browser<'_>, change: &CartChange) -> CartAnswer {
    call(browser, routes::RPC_CART_CHANGE, change).await
}

async fn error(browser: &mut Browser<'_>, change: &CartChange, status: u16) -> RpcError {
    refused(browser, routes::RPC_CART_CHANGE, change, status).await
}

fn add(sku: &str, quantity: &str, key: &str) -> CartChange {
    CartChange::Add { sku: sku.to_owned(), quantity: quantity.to_owned(), key: key.to_owned() }
}

fn set(sku: &str, quantity: &str) -> CartChange {
    CartChange::Set { sku: sku.to_owned(), quantity: quantity.to_owned() }
}

fn step(sku: &str, by: i32, key: &str) -> CartChange {
    CartChange::Step { sku: sku.to_owned(), by, key: key.to_owned() }
}

fn quantities(shown: &ShownCart) -> Vec<(&str, u32)> {
    shown.lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect()
}

on_both!(a_change_returns_the_changed_cart);
async fn a_change_returns_the_changed_cart(site: &Site) {
    let mut browser = site.browser();
    let answer = change(&mut browser, &add("SCOPE-200", "2", "a")).await;
    assert_eq!(quantities(&answer.shown), [("SCOPE-200", 2)]);
    assert_eq!(answer.message, "2 × Meridian 200 Dobsonian added to your cart.");
    assert!(answer.complete);
    let line = answer.shown.line("SCOPE-200").unwrap();
    assert_eq!(line.total.map(|total| total.to_string()).as_deref(), Some("€858.00"));
    assert_eq!(line.texts.more, "Increase quantity of Meridian 200 Dobsonian");
    // The cookies are the same as for forms.
    assert_eq!(browser.get("/cart").await.cart_count(), 2);

    let answer = change(&mut browser, &step("SCOPE-200", 1, "b")).await;
    assert_eq!(quantities(&answer.shown), [("SCOPE-200", 3)]);
    let answer = change(&mut browser, &set("SCOPE-200", "0")).await;
    assert!(answer.shown.lines.is_empty());
    assert_eq!(
        answer.shown.texts.removed.as_deref(),
        Some("Meridian 200 Dobsonian removed from your cart.")
    );
    let answer = change(&mut browser, &CartChange::Undo).await;
    assert_eq!(quantities(&answer.shown), [("SCOPE-200", 3)]);
    let answer = change(&mut browser, &CartChange::Empty).await;
    assert!(answer.shown.lines.is_empty());
    let shown = browser.send("POST", "/rpc/cart/show", Some(POSTCARD), Bytes::new()).await;
    assert!(decode::<ShownCart>(shown.is(200)).lines.is_empty());
}

on_both!(a_change_sent_twice_with_one_key_is_applied_once);
async fn a_change_sent_twice_with_one_key_is_applied_once(site: &Site) {
    let mut browser = site.browser();
    for _ in 0..2 {
        change(&mut browser, &add("SCOPE-200", "1", "one")).await;
    }
    for _ in 0..2 {
        change(&mut browser, &step("SCOPE-200", 1, "two")).await;
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 2);
}

on_both!(refusals_have_a_message_and_a_field);
async fn refusals_have_a_message_and_a_field(site: &Site) {
    let mut browser = site.browser();
    let refused = error(&mut browser, &add("SCOPE-200", "two", "a"), 422).await;
    assert_eq!(
        (refused.field.as_str(), refused.message.as_str()),
        ("quantity", "Enter the quantity as a whole number.")
    );
    assert_eq!(error(&mut browser, &add("NO-SUCH", "1", "a"), 404).await.field, "");
    browser.add("SCOPE-200", "1").await;
    assert_eq!(error(&mut browser, &set("SCOPE-200", "1.5"), 422).await.field, "quantity");
    // A line removed elsewhere is not an error: the response is the current cart.
    let answer = change(&mut browser, &step("CAMERA", 1, "b")).await;
    assert!(!answer.complete);
    assert_eq!(quantities(&answer.shown), [("SCOPE-200", 1)]);
    // Neither is a removal, or its undo, that is repeated because the answer was lost.
    for repeated in [set("CAMERA", "0"), step("CAMERA", -1, "d"), CartChange::Undo] {
        let answer = change(&mut browser, &repeated).await;
        assert_eq!((answer.complete, answer.message.as_str()), (true, ""), "{repeated:?}");
        assert_eq!(quantities(&answer.shown), [("SCOPE-200", 1)]);
    }
    // A step is one unit, whatever is sent.
    let answer = change(&mut browser, &step("SCOPE-200", 500, "c")).await;
    assert_eq!(quantities(&answer.shown), [("SCOPE-200", 2)]);
}

on_both!(invalid_calls_are_client_errors);
async fn invalid_calls_are_client_errors(site: &Site) {
    let mut browser = site.browser();
    for body in [&b""[..], b"\xff\xff\xff", b"\x00\xff\xff\xff\xff\x0f", &[0x7f; 4000]] {
        let answer = browser
            .send("POST", "/rpc/cart/change", Some(POSTCARD), Bytes::copy_from_slice(body))
            .await;
        assert_eq!(decode::<RpcError>(answer.is(400)).status, 400);
    }
    let body: Bytes = PostcardEncoding::encode(&CartChange::Empty).unwrap();
    for kind in [None, Some("application/json"), Some("text/plain")] {
        browser.send("POST", "/rpc/cart/change", kind, body.clone()).await.is(415);
    }
    browser.send("GET", "/rpc/cart/change", None, Bytes::new()).await.is(405);
    browser.send("POST", "/rpc/cart/nothing", Some(POSTCARD), body).await.is(404);
}

#[test]
fn server_functions_have_the_paths_of_the_routes() {
    assert_eq!(ShowCart::PATH, routes::RPC_CART_SHOW);
    assert_eq!(ChangeCart::PATH, routes::RPC_CART_CHANGE);
}

#[tokio::test]
async fn server_functions_pass_origin_and_rate_limits() {
    let http = http_with(|http| http.limits.rate_limit = 5);
    let site = Site::new(Kind::Sqlite, http, "http://127.0.0.1:3000").await;
    let mut other = site.browser().with("origin", "https://evil.example");
    assert_eq!(error(&mut other, &add("SCOPE-200", "1", "a"), 403).await.status, 403);
    let mut browser = site.browser().from("192.0.2.1:1000");
    for n in 0..5 {
        change(&mut browser, &add("SCOPE-200", "1", &n.to_string())).await;
    }
    let answer = send(&mut browser, &add("SCOPE-200", "1", "z")).await;
    let seconds: u32 = answer.is(429).header("retry-after").parse().unwrap();
    let refused = decode::<RpcError>(&answer);
    assert!(seconds > 0 && !refused.message.is_empty() && refused.is_temporary());
    assert_eq!(refused.seconds, seconds);
    assert_eq!(answer.header("cache-control"), "no-store");
}
