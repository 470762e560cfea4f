//! Invalid input of each kind with its response: never a 5xx, and never a change.

use crate::site::{Browser, CONTACT, GOOD_CARD, Site, contact_with, on_both};
use shop::cart::AddToCart;
use views::{checkout::Step, routes};

const QUANTITIES: [&str; 16] = [
    "0",
    "-1",
    "1.5",
    "1,5",
    "2147483648",
    "4294967297",
    "99999999999999999999",
    "",
    " ",
    "abc",
    "1e9",
    "0x1",
    "NaN",
    "Ⅰ",
    "--1",
    "1000",
];

on_both!(invalid_quantities);
async fn invalid_quantities(site: &Site) {
    let mut browser = site.browser();
    for quantity in QUANTITIES {
        let page =
            browser.post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", quantity)]).await;
        page.is_page(422);
        site.program()
            .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", quantity)])
            .await
            .is_problem(422);
    }
    assert!(
        browser.cookies.get("cart").is_none_or(|cart| cart.ends_with(".0")),
        "nothing was added"
    );
    browser.add("SCOPE-200", "2").await;
    for quantity in QUANTITIES.into_iter().filter(|q| *q != "0") {
        browser.post(&routes::cart_line("SCOPE-200"), &[("quantity", quantity)]).await.is_page(422);
    }
    assert_eq!(browser.get(routes::CART).await.cart_count(), 2);
    for step in ["2", "-2", "x", "9223372036854775807"] {
        browser
            .post(&routes::cart_line("SCOPE-200"), &[("quantity", "2"), ("step", step)])
            .await
            .leads_to(routes::CART);
        assert_eq!(browser.get(routes::CART).await.cart_count(), 2);
    }
    browser
        .post(
            &routes::cart_line("SCOPE-200"),
            &[("quantity", "9223372036854775807"), ("step", "1")],
        )
        .await
        .is_page(422);
}

on_both!(more_than_the_stock_is_limited);
async fn more_than_the_stock_is_limited(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "999").await;
    assert_eq!(browser.get(routes::CART).await.cart_count(), 38);
}

on_both!(unknown_products);
async fn unknown_products(site: &Site) {
    let mut browser = site.browser();
    let long = "x".repeat(10_000);
    for sku in [
        "",
        "NOTHING",
        "scope-200",
        "ALMANAC-OLD",
        "ALMANAC-NEXT",
        "SCOPE-200' OR '1'='1",
        "SCOPE-200\0",
        "../../etc/passwd",
        "🔭",
        &long,
    ] {
        let expected = if sku == "SCOPE-200\0" { 303 } else { 404 };
        browser.post(routes::CART_LINES, &[("sku", sku), ("quantity", "1")]).await.is(expected);
    }
    // The NUL was removed.
    assert_eq!(browser.get(routes::CART).await.cart_count(), 1);
    browser.post(&routes::cart_line("NOTHING"), &[("quantity", "1")]).await.leads_to(routes::CART);
    site.program().post(&routes::cart_line("NOTHING"), &[("quantity", "1")]).await.is_problem(404);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 1);
}

on_both!(prices_sent_by_the_browser_are_ignored);
async fn prices_sent_by_the_browser_are_ignored(site: &Site) {
    let mut browser = site.browser();
    let lies = [
        ("price", "1"),
        ("unit", "1"),
        ("total", "0"),
        ("currency", "IDR"),
        ("discount", "100"),
        ("tax", "0"),
        ("stock", "999"),
    ];
    let with = |fields: &[(&'static str, &'static str)]| {
        fields.iter().copied().chain(lies).collect::<Vec<_>>()
    };
    browser
        .post(routes::CART_LINES, &with(&[("sku", "SCOPE-200"), ("quantity", "1")]))
        .await
        .leads_to(routes::CART);
    browser
        .post(&routes::cart_line("SCOPE-200"), &with(&[("quantity", "1")]))
        .await
        .leads_to(routes::CART);
    browser.post(routes::CHECKOUT_CONTACT, &with(&CONTACT)).await.is(303);
    browser
        .post(routes::CHECKOUT_DELIVERY, &with(&[("shipping-method", "standard")]))
        .await
        .is(303);
    browser
        .post(
            routes::CHECKOUT_PAYMENT,
            &with(&[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")]),
        )
        .await
        .is(303);
    let review = browser.get("/checkout?step=review&price=1&total=1&currency=IDR").await;
    let (key, hash) = (review.input("key"), review.input("review"));
    let mut fields = vec![("key", key.as_str()), ("review", hash.as_str())];
    fields.extend(lies);
    let placed = browser.post(routes::CHECKOUT_PLACE, &fields).await;
    assert!(browser.get(placed.is(303).header("location")).await.says("€429.00"));
    assert_eq!(site.stock("SCOPE-200").await, 37);
}

/// All forms with their fields.
const FORMS: [(&str, &[&str]); 13] = [
    (routes::CART_LINES, &["sku", "quantity", "back"]),
    ("/cart/lines/SCOPE-200", &["quantity", "step", "was"]),
    (routes::CART_UNDO, &["x"]),
    (routes::CART_EMPTY, &["x"]),
    (
        routes::CHECKOUT_CONTACT,
        &[
            "email",
            "country",
            "name",
            "street",
            "extra",
            "postcode",
            "city",
            "region",
            "billing-name",
        ],
    ),
    (routes::CHECKOUT_DELIVERY, &["shipping-method"]),
    (routes::CHECKOUT_PAYMENT, &["card-number", "expiry", "code"]),
    (routes::CHECKOUT_PLACE, &["key", "review"]),
    (routes::CHECKOUT_CHALLENGE, &["state", "answer"]),
    (routes::TRACK, &["number", "email"]),
    (routes::WITHDRAW, &["consumer", "number", "email", "items", "change"]),
    (routes::WITHDRAW_CONFIRM, &["consumer", "number", "email", "items", "key"]),
    (routes::PREFERENCES, &["theme", "currency", "country", "back"]),
];

/// A browser with an item in its cart and checkout up to the review.
async fn far(site: &Site) -> Browser<'_> {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    browser.review(GOOD_CARD).await.is_page(200);
    browser
}

on_both!(unusual_bytes_in_every_field_of_every_form);
async fn unusual_bytes_in_every_field_of_every_form(site: &Site) {
    let mut browser = far(site).await;
    let cookies = browser.cookies.clone();
    let long = "x".repeat(10_000);
    for (path, fields) in FORMS {
        for field in fields {
            for value in [
                "%ff%fe",
                "%c3%28",
                "%00",
                "%00%00x%00",
                "%e2%82",
                "%0d%0aSet-Cookie:%20x=y",
                "%3Cscript%3E",
                "%F0%9F%94%AD",
                "%u0041",
                "%",
                "%zz",
                &long,
                "",
            ] {
                browser.cookies.clone_from(&cookies);
                let answer = browser.post_raw(path, format!("{field}={value}")).await;
                assert!(
                    answer.status < 500 && answer.status != 413,
                    "{path} {field}={value:.40}: {}",
                    answer.status
                );
                assert_eq!(answer.set_cookie("x"), None, "{path} {field}={value:.40}");
                if answer.header("content-type").starts_with("text/html") {
                    assert!(!answer.text().contains("<script>\""), "{path}");
                }
            }
        }
    }
    assert_eq!(site.orders().await, 0);
}

on_both!(the_contact_form_with_one_unusual_field);
async fn the_contact_form_with_one_unusual_field(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let long = "x".repeat(10_000);
    for (field, _) in CONTACT.iter().filter(|(name, _)| *name != "billing-same") {
        let page = browser.post(routes::CHECKOUT_CONTACT, &contact_with(field, &long)).await;
        // If a country has no regions, the field is hidden and its value ignored.
        page.is(if *field == "region" { 303 } else { 422 });
        // White space and control characters alone count as empty.
        let page =
            browser.post(routes::CHECKOUT_CONTACT, &contact_with(field, "\0\u{1}\u{7f}")).await;
        assert!([303, 422].contains(&page.status), "{field}: {}", page.status);
    }
    let body = serde_urlencoded::to_string(contact_with("street", "STREET"))
        .unwrap()
        .replace("STREET", "Stra%dfe+7%00");
    // Invalid UTF-8 is shown as far as it is readable, to be typed again: it must not become part
    // of an address.
    let page = browser.post_raw(routes::CHECKOUT_CONTACT, body).await;
    assert_eq!(page.is_page(422).input("street"), "Stra\u{fffd}e 7");
}

on_both!(unusual_bytes_in_every_path);
async fn unusual_bytes_in_every_path(site: &Site) {
    let mut browser = site.browser();
    let long = "x".repeat(10_000);
    for odd in [
        "%ff",
        "%c3%28",
        "%2e%2e%2f%2e%2e",
        "%F0%9F%94%AD",
        "%0d%0a",
        "%22%3E%3Cb%3E",
        "%E2%80%AE",
        "a%2Fb",
        &long,
        "'%20OR%201=1",
    ] {
        for path in [
            format!("/{odd}"),
            format!("/products/{odd}"),
            format!("/product/{odd}"),
            format!("/categories/{odd}"),
            format!("/pages/{odd}"),
            format!("/orders/{odd}"),
            format!("/orders/PG-000-000-000?key={odd}"),
            format!("/media/{odd}/320.webp"),
            format!("/media/{odd}/{odd}"),
            format!("/images/products/{odd}.jpg"),
        ] {
            let answer = browser.get(&path).await;
            assert!([400, 404].contains(&answer.status), "{path:.60}: {}", answer.status);
            answer.is_page(answer.status);
        }
        for path in [
            format!("/search?q={odd}"),
            format!("/search?{odd}={odd}"),
            format!("/categories/telescopes?brand={odd}"),
            format!("/categories/telescopes?{odd}"),
            format!("/categories/telescopes?sort={odd}"),
            format!("/?{odd}"),
            format!("/track?{odd}={odd}"),
            format!("/cart?{odd}"),
        ] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, 200, "{path:.60}");
            assert!(!answer.text().contains("\"><b>"), "{path}");
        }
        browser.get(&format!("/products/meridian-200?variant={odd}")).await.is_page(404);
        assert!(
            [400, 404]
                .contains(&browser.get(&format!("/categories/telescopes?page={odd}")).await.status)
        );
    }
}

on_both!(nul_in_a_path_is_rejected);
async fn nul_in_a_path_is_rejected(site: &Site) {
    for path in [
        "/%00",
        "/products/%00",
        "/product/x%00",
        "/search?q=%00",
        "/orders/%00?key=%00",
        "/api/products/%00",
        "/api/cart?sessionId=%00",
        "/?x=%00",
    ] {
        let answer = site.browser().get(path).await;
        answer.is(400);
        assert!(!answer.header("content-security-policy").is_empty());
    }
    site.browser().get("/products/%00").await.is_page(400);
    site.program().get("/api/products/%00").await.is_problem(400);
}

on_both!(invalid_cookies);
async fn invalid_cookies(site: &Site) {
    let long = "x".repeat(8_000);
    for value in [
        "",
        "x",
        "x.y",
        "0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef.99999999999",
        "' OR 1=1",
        "%00",
        "api:load",
        "api:load.1",
        &long,
    ] {
        for name in
            ["cart", "__Host-cart", "theme", "currency", "country", "seen", "flash", "nonsense"]
        {
            let mut browser = site.browser();
            browser.cookies.insert(name.to_owned(), value.to_owned());
            browser.get(routes::HOME).await.is_page(200);
            browser.get(routes::CART).await.is_page(200);
            browser.get(&routes::product("meridian-200")).await.is_page(200);
        }
    }
    let mut browser = site.browser();
    browser.headers.push(("cookie".to_owned(), "=;;;a;=b; cart; cart=; theme=red".to_owned()));
    assert!(browser.get(routes::HOME).await.page().has("[data-theme='red']"));
    // A hand-written notice cookie is still only text.
    let evil: String = "<script>alert(1)</script>".bytes().map(|b| format!("{b:02x}")).collect();
    browser.cookies.insert("flash".to_owned(), format!("g{evil}"));
    let cart = browser.get(routes::CART).await;
    assert!(cart.is_page(200).says("<script>alert(1)</script>"), "it is shown as text");
    assert!(!cart.text().contains("<script>alert(1)"));
    for odd in ["g", "gzz", "gé", "b0", "bff", "x414141"] {
        browser.cookies.insert("flash".to_owned(), odd.to_owned());
        if odd.is_ascii() {
            browser.get(routes::CART).await.is_page(200);
        }
    }
}

on_both!(an_expired_or_foreign_cart);
async fn an_expired_or_foreign_cart(site: &Site) {
    // Whoever knows the token has the cart, so it must not be guessable; an invented one is an
    // empty cart.
    let mut stranger = site.browser();
    stranger.cookies.insert("cart".to_owned(), "0123456789abcdef0123456789abcdef.7".to_owned());
    let cart = stranger.get(routes::CART).await;
    assert_eq!(cart.is_page(200).cart_count(), 0);
    stranger.get(routes::CHECKOUT).await.leads_to(routes::CART);
    stranger.post(&routes::cart_line("SCOPE-200"), &[("quantity", "1")]).await.is_page(404);
    stranger.post(routes::CART_UNDO, &[]).await.is_page(404);
    stranger.post(routes::CHECKOUT_CONTACT, &CONTACT).await.leads_to(routes::CART);
    stranger.post(routes::CHECKOUT_PLACE, &[("key", "k"), ("review", "r")]).await.is(303);
    // Expired after thirty days without a change.
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    site.advance(shop::cart::KEPT_FOR + 1);
    shop::notifications::worker::clear_old(&site.shop).await.unwrap();
    browser.place(&review).await.leads_to(routes::CHECKOUT);
    browser.get(routes::CHECKOUT).await.leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.is_page(200).cart_count(), 0);
    browser.add("SCOPE-200", "2").await;
    assert_eq!((browser.get(routes::CART).await.cart_count(), site.orders().await), (2, 0));
    // A browser cannot use the cart of an API client.
    let command = AddToCart::new("MUG", "1").to(Some("api:load"));
    shop::cart::add(&site.shop, command).await.unwrap();
    let mut browser = site.browser();
    browser.cookies.insert("cart".to_owned(), "api:load.1".to_owned());
    assert_eq!(browser.get(routes::CART).await.cart_count(), 0);
}

on_both!(a_foreign_key_shows_no_order);
async fn a_foreign_key_shows_no_order(site: &Site) {
    let mut ada = far(site).await;
    let review = ada.get(&routes::checkout_step(Step::Review)).await;
    let mut eve = site.browser();
    eve.add("SCOPE-200", "1").await;
    eve.review(GOOD_CARD).await;
    let (key, hash) = (review.input("key"), review.input("review"));
    eve.post(routes::CHECKOUT_PLACE, &[("key", &key), ("review", &hash)]).await.is_page(409);
    assert_eq!(site.orders().await, 0);
}

#[tokio::test]
async fn bodies_of_unexpected_types() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser
        .send("POST", routes::CART_LINES, Some("application/json"), "{\"sku\":\"SCOPE-200\"}")
        .await
        .is_page(415);
    browser
        .send("POST", routes::CART_LINES, Some("multipart/form-data; boundary=x"), "--x--")
        .await
        .is_page(415);
    browser.send("POST", routes::CART_LINES, None, "sku=SCOPE-200").await.is_page(415);
    browser.send("POST", routes::CART_LINES, None, "").await.is_page(404);
    browser
        .send(
            "POST",
            routes::CART_LINES,
            Some("application/x-www-form-urlencoded; charset=UTF-8"),
            "sku=SCOPE-200",
        )
        .await
        .leads_to(routes::CART);
    browser
        .post_raw(routes::CART_LINES, "sku=MUG&sku=SCOPE-200&&=&quantity=1&quantity=9")
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 2, "the first of two counts");
    browser.post_raw(routes::CART_LINES, "&".repeat(60_000)).await.is_page(404);
}

#[tokio::test]
async fn too_large_bodies_are_413() {
    let site = Site::sqlite().await;
    let large = "x".repeat((64 << 10) + 1);
    let length = large.len().to_string();
    for (path, _) in FORMS {
        let page =
            site.browser().with("content-length", &length).post_raw(path, large.clone()).await;
        page.is_page(413);
        assert!(page.says("That was too much to send"));
        site.program()
            .with("content-length", &length)
            .post_raw(path, large.clone())
            .await
            .is_problem(413);
    }
    // Of unknown length: rejected at the first excess byte, wherever a body is read.
    for path in [routes::CART_LINES, routes::CHECKOUT_CONTACT, routes::TRACK, routes::PREFERENCES] {
        site.browser().post_raw(path, large.clone()).await.is_page(413);
    }
    site.program().send("POST", "/api/cart", Some("application/json"), large).await.is_problem(413);
    // Exactly 64 kilobytes are accepted.
    let (max, field) = (64 << 10, "sku=SCOPE-200&x=");
    let body = format!("{field}{}", "x".repeat(max - field.len()));
    assert_eq!(body.len(), max);
    site.browser().post_raw(routes::CART_LINES, body).await.leads_to(routes::CART);
}
