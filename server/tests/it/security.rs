//! Headers, cookies, and requests from other origins.

use crate::site::{CONTACT, Kind, Site, http};
use shop::cart::AddToCart;
use std::collections::BTreeSet;
use views::routes;

async fn secure() -> Site {
    Site::new(Kind::Sqlite, http(), "https://shop.example").await
}

#[tokio::test]
async fn every_response_has_the_headers() {
    let site = Site::sqlite().await;
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/cart"),
        ("GET", "/nothing"),
        ("GET", "/products/almanac-old"),
        ("GET", "/products/meridian-203"),
        ("GET", "/api/products"),
        ("GET", "/api/nothing"),
        ("GET", "/robots.txt"),
        ("POST", "/rpc/search/suggest"),
        ("GET", "/cart/lines"),
        ("POST", "/cart/empty"),
        ("POST", "/"),
        ("GET", "/%00"),
        ("GET", "/pkg/nothing.js"),
    ] {
        let answer = site.browser().send(method, path, None, "").await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{method} {path}: {name}");
        }
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src") && policy.contains("frame-ancestors 'none'"),
            "{method} {path}: {policy}"
        );
        assert!(
            !policy.contains("'unsafe-eval'")
                && !policy.contains("script-src 'self' 'unsafe-inline'")
                && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(answer.header("strict-transport-security"), "", "no HSTS without TLS");
        assert_eq!(answer.header("x-request-id").len(), 32, "{method} {path}");
        assert_eq!(answer.header("server"), "");
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let mut nonces = BTreeSet::new();
    for path in [
        "/",
        "/",
        "/products/meridian-200",
        "/products/meridian-200",
        "/cart",
        "/nothing",
        "/nothing",
    ] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap()
            .to_owned();
        assert!(nonce.len() == 32 && policy.contains("'wasm-unsafe-eval'"), "{policy}");
        // Every script of the page has the nonce.
        let parsed = page.page();
        assert!(parsed.has(&format!("script[nonce='{nonce}']")), "{path}");
        let other = "script:not([type='application/ld+json'])";
        assert_eq!(
            parsed.count(other),
            parsed.count(&format!("{other}[nonce='{nonce}']")),
            "{path}"
        );
        for handler in [" onclick=", " onload=", " onerror=", " onsubmit=", "javascript:"] {
            assert!(!page.text().contains(handler), "{path}: {handler}");
        }
        assert!(nonces.insert(nonce), "{path}");
    }
}

#[tokio::test]
async fn cookies_without_tls() {
    let site = Site::sqlite().await;
    let added = site.browser().post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await;
    let line = added.set_cookie("cart").unwrap();
    let mut attributes: Vec<&str> = line.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"], "{line}");
    let chosen = site
        .browser()
        .post(routes::PREFERENCES, &[("theme", "red"), ("currency", "USD"), ("country", "US")])
        .await;
    for (name, value) in [("theme", "red"), ("currency", "USD"), ("country", "US")] {
        let line = chosen.set_cookie(name).unwrap();
        assert!(
            line.starts_with(&format!("{name}={value};"))
                && line.contains("SameSite=Lax")
                && line.contains("Path=/")
                && !line.contains("Secure"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn cookies_over_tls() {
    let site = secure().await;
    let mut browser = site.browser().with("host", "shop.example");
    let added = browser.post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await;
    assert_eq!(added.set_cookie("cart"), None);
    for name in ["__Host-cart", "__Host-flash"] {
        let line = added.set_cookie(name).unwrap();
        assert!(
            line.split("; ").any(|attribute| attribute == "Path=/")
                && line.contains("; HttpOnly")
                && line.contains("; Secure")
                && line.contains("; SameSite=Lax")
                && !line.contains("Domain"),
            "{line}"
        );
    }
    assert_eq!(added.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
    assert_eq!(browser.get(routes::CART).await.cart_count(), 1);
    let page = browser.get(routes::HOME).await;
    assert!(page.text().contains("https://shop.example/"));
}

/// Over TLS a cookie without the prefix may come from a neighbouring subdomain, so it is ignored.
#[tokio::test]
async fn over_tls_only_prefixed_cookies_count() {
    let site = secure().await;
    let token = shop::cart::add(&site.shop, AddToCart::new("SCOPE-200", "3")).await.unwrap().token;
    let mut browser = site.browser();
    browser.cookies.insert("cart".to_owned(), format!("{token}.3"));
    assert_eq!(browser.get(routes::CART).await.cart_count(), 0);
    browser.cookies.insert("__Host-cart".to_owned(), format!("{token}.3"));
    assert_eq!(browser.get(routes::CART).await.cart_count(), 3);
}

const FORMS: [&str; 12] = [
    routes::CART_LINES,
    "/cart/lines/SCOPE-200",
    routes::CART_UNDO,
    routes::CART_EMPTY,
    routes::CHECKOUT_CONTACT,
    routes::CHECKOUT_DELIVERY,
    routes::CHECKOUT_PAYMENT,
    routes::CHECKOUT_PLACE,
    routes::CHECKOUT_CHALLENGE,
    routes::TRACK,
    routes::PREFERENCES,
    routes::WITHDRAW_CONFIRM,
];

#[tokio::test]
async fn a_cross_origin_post_is_403() {
    let site = Site::sqlite().await;
    for path in FORMS {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:3001"),
        ] {
            let page = site
                .browser()
                .with(name, value)
                .post(path, &[("sku", "SCOPE-200"), ("quantity", "1")])
                .await;
            page.is_page(403);
            assert!(page.headers.get("set-cookie").is_none(), "{path}");
            site.program()
                .with(name, value)
                .post(path, &[("sku", "SCOPE-200")])
                .await
                .is_problem(403);
        }
    }
    let body =
        serde_json::json!({ "item": { "productId": "SCOPE-200", "quantity": 1 }, "userId": "u" });
    site.program()
        .with("sec-fetch-site", "cross-site")
        .post_json("/api/cart", &body)
        .await
        .is_problem(403);
    site.program()
        .with("origin", "https://evil.example")
        .send("DELETE", "/api/cart", Some("application/json"), "{\"userId\":\"u\"}")
        .await
        .is_problem(403);
}

#[tokio::test]
async fn a_same_origin_post_is_accepted() {
    let site = Site::sqlite().await;
    for headers in [
        vec![],
        vec![("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "none")],
        vec![("origin", "http://127.0.0.1:3000")],
        vec![("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:3000")],
    ] {
        let mut browser = site.browser();
        for (name, value) in &headers {
            browser = browser.with(name, value);
        }
        browser.post(routes::CART_LINES, &[("sku", "SCOPE-200")]).await.leads_to(routes::CART);
    }
    // A GET from another origin is an ordinary link.
    site.browser()
        .with("sec-fetch-site", "cross-site")
        .get(&routes::product("meridian-200"))
        .await
        .is_page(200);
    // Behind a proxy that terminates TLS, the origin is the shop's base URL.
    let site = secure().await;
    site.browser()
        .with("origin", "https://shop.example")
        .post(routes::CART_LINES, &[("sku", "SCOPE-200")])
        .await
        .leads_to(routes::CART);
    site.browser()
        .with("origin", "https://shop.example.evil.example")
        .post(routes::CART_LINES, &[("sku", "SCOPE-200")])
        .await
        .is_page(403);
}

#[tokio::test]
async fn another_method_on_a_form_target_is_405() {
    let site = Site::sqlite().await;
    for path in FORMS.into_iter().filter(|path| *path != routes::TRACK) {
        assert_eq!(site.browser().get(path).await.is(303).header("set-cookie"), "", "{path}");
        site.program().get(path).await.is_problem(405);
    }
    for (method, path) in [
        ("POST", "/"),
        ("PUT", "/cart"),
        ("DELETE", "/cart/lines/SCOPE-200"),
        ("POST", "/products/meridian-200"),
        ("PATCH", "/checkout"),
        ("POST", "/search"),
        ("POST", "/sitemap.xml"),
    ] {
        let page = site.browser().send(method, path, None, "").await;
        page.is_page(405);
        assert!(!page.header("allow").is_empty(), "{method} {path}");
    }
    let problem = site.program().send("PUT", "/api/cart", None, "").await;
    problem.is_problem(405);
    assert!(problem.header("allow").contains("DELETE"), "{}", problem.header("allow"));
}

#[tokio::test]
async fn going_back_stays_in_the_shop() {
    let site = Site::sqlite().await;
    for (back, expected) in [
        ("/cart", "/cart"),
        ("/search?q=a+b&page=2", "/search?q=a+b&page=2"),
        ("", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\u{1}", "/"),
        ("/\u{7f}", "/"),
        ("/\r\nSet-Cookie: x=y", "/"),
        ("javascript:alert(1)", "/"),
        ("/é", "/"),
        ("cart", "/"),
    ] {
        site.browser()
            .post(routes::PREFERENCES, &[("theme", "red"), ("back", back)])
            .await
            .leads_to(expected);
    }
}

#[tokio::test]
async fn valid_request_ids_are_kept() {
    let site = Site::sqlite().await;
    assert_eq!(
        site.browser()
            .with("x-request-id", "abc-123_X")
            .get(routes::HOME)
            .await
            .header("x-request-id"),
        "abc-123_X"
    );
    for odd in ["", "a b", "<script>", &"x".repeat(65)] {
        let id = site
            .browser()
            .with("x-request-id", odd)
            .get(routes::HOME)
            .await
            .header("x-request-id")
            .to_owned();
        assert!(id != odd && id.len() == 32, "{id}");
    }
}

#[tokio::test]
async fn personal_pages_are_not_cached() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    browser.post(routes::CHECKOUT_CONTACT, &CONTACT).await.is(303);
    for path in ["/", "/cart", "/checkout?step=contact", "/products/meridian-200", "/nothing"] {
        let page = browser.get(path).await;
        let kept = page.header("cache-control");
        assert!(["private, no-cache", "no-store"].contains(&kept), "{path}: {kept}");
    }
}
