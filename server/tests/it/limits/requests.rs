//! Requests per client.

use super::limited;
use crate::{
    rpc,
    site::{Answer, Browser},
};
use views::routes;

async fn search(browser: &mut Browser<'_>) -> Answer {
    browser.get("/search?q=telescope").await
}

/// How many searches succeed before one is refused.
async fn until_refused(browser: &mut Browser<'_>) -> usize {
    for n in 0..20 {
        let answer = search(browser).await;
        if answer.status == 429 {
            return n;
        }
        answer.is(200);
    }
    20
}

#[tokio::test]
async fn too_many_requests_are_429_with_retry_after() {
    let site = limited(|_| {}).await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    assert_eq!(until_refused(&mut browser).await, 5);
    let page = search(&mut browser).await;
    assert!(page.is_page(429).says("Too many requests"));
    assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
    let mut program = site.program().from("192.0.2.1:2000");
    let answer = program.post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await;
    answer.is_problem(429);
    assert!(!answer.header("retry-after").is_empty());
    // Cart, checkout and search share a limit; viewing does not count.
    for path in [
        routes::CART_LINES,
        routes::CART_EMPTY,
        routes::CHECKOUT_CONTACT,
        routes::CHECKOUT_PLACE,
        routes::TRACK,
        routes::WITHDRAW,
        routes::WITHDRAW_CONFIRM,
        routes::SUBSCRIPTIONS,
        routes::PREFERENCES,
    ] {
        browser.post(path, &[]).await.is_page(429);
    }
    rpc::refused(&mut browser, routes::RPC_SUGGEST, &"dob", 429).await;
    for path in ["/", "/cart", "/products/meridian-200", "/track", "/healthz"] {
        browser.get(path).await.is(200);
    }
    // Another client has its own limit; another port is the same client.
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.2:1000")).await, 5);
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.1:3000")).await, 0);
}

#[tokio::test]
async fn without_trusted_proxies_the_header_is_ignored() {
    let site = limited(|_| {}).await;
    let mut total = 0;
    for i in 0..10 {
        let mut browser = site
            .browser()
            .from("192.0.2.1:1000")
            .with("x-forwarded-for", &format!("198.51.100.{i}"));
        total += usize::from(search(&mut browser).await.status == 200);
    }
    assert_eq!(total, 5);
}

#[tokio::test]
async fn a_trusted_proxy_reports_the_client() {
    let site = limited(|http| http.listen.trusted_proxies = 1).await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1000").with("x-forwarded-for", chain);
    assert_eq!(until_refused(&mut via("198.51.100.1")).await, 5);
    assert_eq!(until_refused(&mut via("198.51.100.2")).await, 5);
    // The client's own entries, before the proxy's, are ignored.
    assert_eq!(until_refused(&mut via("203.0.113.9, 198.51.100.1")).await, 0);
    assert_eq!(until_refused(&mut via("203.0.113.9,198.51.100.3")).await, 5);
    // Without a valid chain, the client is the proxy itself.
    assert_eq!(until_refused(&mut site.browser().from("10.0.0.1:1000")).await, 5);
    assert_eq!(until_refused(&mut via("nonsense")).await, 0);
    assert_eq!(until_refused(&mut via("2001:db8::1")).await, 5);
}

/// A form over the limit is shown again with its input and the time to retry; nothing is processed.
#[tokio::test]
async fn a_rate_limited_form_keeps_its_input() {
    // One request in 30 seconds: none is allowed again while the forms are sent.
    let site = limited(|http| http.limits.rate_limit = 2).await;
    let mut browser = site.browser().from("192.0.2.9:1000");
    browser.add("MUG", "2").await;
    browser.post(routes::CHECKOUT_CONTACT, &crate::site::CONTACT).await.is(303);
    let mut browser = browser.from("192.0.2.1:1000");
    until_refused(&mut browser).await;
    let mut refused = async |path: &str, fields: &[(&str, &str)], kept: &[(&str, &str)]| {
        let page = browser.post(path, fields).await;
        let seconds: u32 = page.is_page(429).header("retry-after").parse().unwrap();
        assert!((2..=30).contains(&seconds), "{path}: {seconds}");
        let text = format!("this one was not carried out. Please try again in {seconds} seconds.");
        assert!(page.says(&text), "{path}");
        for (name, value) in kept {
            assert_eq!(page.input(name), *value, "{path} {name}");
        }
        page
    };
    let statement =
        [("consumer", "Eve \"<b>"), ("email", "eve@"), ("number", "PG-7K4"), ("key", "k")];
    refused(routes::WITHDRAW, &statement, &statement[..3]).await;
    let page = refused(routes::WITHDRAW_CONFIRM, &statement, &statement).await;
    assert!(page.says("Confirm withdrawal") && page.page().has("form[action='/withdraw/confirm']"));
    refused(
        routes::TRACK,
        &[("number", "PG-7K4"), ("email", "eve@example.org")],
        &[("number", "PG-7K4"), ("email", "eve@example.org")],
    )
    .await;
    refused(
        routes::SUBSCRIPTIONS,
        &[("sku", "TRIPOD"), ("email", "eve@example.org")],
        &[("email", "eve@example.org")],
    )
    .await;
    let address = [
        ("email", "eve@x"),
        ("name", "Eve"),
        ("street", "12"),
        ("postcode", "x"),
        ("city", "y"),
        ("country", "FR"),
    ];
    let page = refused(routes::CHECKOUT_CONTACT, &address, &address[..5]).await;
    assert!(page.page().has("option[value='FR'][selected]"));
    let page = refused(routes::CHECKOUT_DELIVERY, &[("shipping-method", "express")], &[]).await;
    assert!(page.page().has("form[action='/checkout/delivery']"));
    for path in [routes::CHECKOUT_PAYMENT, routes::CHECKOUT_PLACE] {
        let page = refused(path, &[("card-number", crate::site::GOOD_CARD)], &[]).await;
        assert!(!page.text().contains(crate::site::GOOD_CARD), "{path}");
    }
    refused(routes::CART_LINES, &[("sku", "SCOPE-200"), ("back", "/products/meridian-200")], &[])
        .await;
    refused("/cart/lines/MUG", &[("quantity", "7")], &[("quantity", "2")]).await;
    // A program gets the short refusal.
    site.program()
        .from("192.0.2.1:1")
        .post(routes::TRACK, &[("number", "PG-7K4")])
        .await
        .is_problem(429);
    assert!(shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn behind_two_trusted_proxies_the_client_is_two_entries_from_the_end() {
    let site = limited(|http| http.listen.trusted_proxies = 2).await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1000").with("x-forwarded-for", chain);
    assert_eq!(until_refused(&mut via("198.51.100.1, 10.0.0.2")).await, 5);
    assert_eq!(until_refused(&mut via("203.0.113.1, 198.51.100.1, 10.0.0.2")).await, 0);
    assert_eq!(until_refused(&mut via("198.51.100.2, 10.0.0.2")).await, 5);
}

#[tokio::test]
async fn the_api_is_rate_limited_by_default() {
    let site = limited(|http| http.limits.rate_limit_api = false).await;
    let mut program = site.program().from("192.0.2.1:1000");
    for _ in 0..20 {
        program.get("/api/cart?sessionId=x").await.is(200);
        program
            .post_json(
                "/api/cart",
                &serde_json::json!(
                    { "item": { "productId": "TORCH", "quantity": 1 }, "userId": "x" }
                ),
            )
            .await
            .is(200);
    }
    let site = limited(|_| {}).await;
    let mut program = site.program().from("192.0.2.1:1000");
    let body =
        serde_json::json!({ "item": { "productId": "TORCH", "quantity": 1 }, "userId": "x" });
    for _ in 0..5 {
        program.post_json("/api/cart", &body).await.is(200);
    }
    program.post_json("/api/cart", &body).await.is_problem(429);
}

#[tokio::test]
async fn zero_means_no_limit() {
    let site = limited(|http| http.limits.rate_limit = 0).await;
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.1:1000")).await, 20);
}
