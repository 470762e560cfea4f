//! Bad input, each kind with its answer: never a 5xx, never a change.

use crate::site::{Browser, CONTACT, GOOD_CARD, Site, contact_with, on_both};

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

on_both!(quantities_that_are_none);
async fn quantities_that_are_none(site: &Site) {
    let mut browser = site.browser();
    for quantity in QUANTITIES {
        let page = browser.post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", quantity)]).await;
        page.is_page(422);
        site.program()
            .post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", quantity)])
            .await
            .is_problem(422);
    }
    assert!(
        browser.cookies.get("cart").is_none_or(|cart| cart.ends_with(".0")),
        "nothing was added"
    );
    browser.add("LOW-D8", "2").await;
    for quantity in QUANTITIES.into_iter().filter(|q| *q != "0") {
        browser.post("/cart/lines/LOW-D8", &[("quantity", quantity)]).await.is_page(422);
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 2);
    for step in ["2", "-2", "x", "9223372036854775807"] {
        browser
            .post("/cart/lines/LOW-D8", &[("quantity", "2"), ("step", step)])
            .await
            .leads_to("/cart");
        assert_eq!(browser.get("/cart").await.cart_count(), 2);
    }
    browser
        .post("/cart/lines/LOW-D8", &[("quantity", "9223372036854775807"), ("step", "1")])
        .await
        .is_page(422);
}

on_both!(more_than_the_stock_is_limited);
async fn more_than_the_stock_is_limited(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "999").await;
    assert_eq!(browser.get("/cart").await.cart_count(), 38);
}

on_both!(products_that_are_none);
async fn products_that_are_none(site: &Site) {
    let mut browser = site.browser();
    let long = "x".repeat(10_000);
    for sku in [
        "",
        "NOTHING",
        "low-d8",
        "PER-ALM-26",
        "PER-ALM-28",
        "LOW-D8' OR '1'='1",
        "LOW-D8\0",
        "../../etc/passwd",
        "🔭",
        &long,
    ] {
        let expected = if sku == "LOW-D8\0" { 303 } else { 404 };
        browser.post("/cart/lines", &[("sku", sku), ("quantity", "1")]).await.is(expected);
    }
    // The NUL was dropped.
    assert_eq!(browser.get("/cart").await.cart_count(), 1);
    browser.post("/cart/lines/NOTHING", &[("quantity", "1")]).await.leads_to("/cart");
    site.program().post("/cart/lines/NOTHING", &[("quantity", "1")]).await.is_problem(404);
    assert_eq!(browser.get("/cart").await.cart_count(), 1);
}

on_both!(prices_that_the_browser_sends_are_ignored);
async fn prices_that_the_browser_sends_are_ignored(site: &Site) {
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
        .post("/cart/lines", &with(&[("sku", "LOW-D8"), ("quantity", "1")]))
        .await
        .leads_to("/cart");
    browser.post("/cart/lines/LOW-D8", &with(&[("quantity", "1")])).await.leads_to("/cart");
    browser.post("/checkout/contact", &with(&CONTACT)).await.is(303);
    browser.post("/checkout/delivery", &with(&[("speed", "standard")])).await.is(303);
    browser
        .post(
            "/checkout/payment",
            &with(&[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")]),
        )
        .await
        .is(303);
    let review = browser.get("/checkout?step=review&price=1&total=1&currency=IDR").await;
    let (key, seen) = (review.input("key"), review.input("seen"));
    let mut fields = vec![("key", key.as_str()), ("seen", seen.as_str())];
    fields.extend(lies);
    let placed = browser.post("/checkout/place", &fields).await;
    assert!(browser.get(placed.is(303).header("location")).await.text().contains("€429.00"));
    assert_eq!(site.stock("LOW-D8").await, 37);
}

/// Every form with its fields.
const FORMS: [(&str, &[&str]); 13] = [
    ("/cart/lines", &["sku", "quantity", "back"]),
    ("/cart/lines/LOW-D8", &["quantity", "step", "was"]),
    ("/cart/undo", &["x"]),
    ("/cart/empty", &["x"]),
    (
        "/checkout/contact",
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
    ("/checkout/delivery", &["speed"]),
    ("/checkout/payment", &["card-number", "expiry", "code"]),
    ("/checkout/place", &["key", "seen"]),
    ("/checkout/challenge", &["state", "answer"]),
    ("/track", &["number", "email"]),
    ("/withdraw", &["consumer", "number", "email", "items", "change"]),
    ("/withdraw/confirm", &["consumer", "number", "email", "items", "key"]),
    ("/preferences", &["theme", "currency", "country", "back"]),
];

/// A browser with something in its cart and checkout as far as the review.
async fn far(site: &Site) -> Browser<'_> {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    browser.review(GOOD_CARD).await.is_page(200);
    browser
}

on_both!(odd_bytes_in_every_field_of_every_form);
async fn odd_bytes_in_every_field_of_every_form(site: &Site) {
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
                assert!(!answer.headers.contains_key("x"), "{path}");
                if answer.header("content-type").starts_with("text/html") {
                    assert!(!answer.text().contains("<script>\""), "{path}");
                }
            }
        }
    }
    assert_eq!(site.orders().await, 0);
}

on_both!(the_contact_form_with_one_odd_field);
async fn the_contact_form_with_one_odd_field(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let long = "x".repeat(10_000);
    for (field, _) in CONTACT.iter().filter(|(name, _)| *name != "billing-same") {
        let page = browser.post("/checkout/contact", &contact_with(field, &long)).await;
        // Where a country has no regions the field is not shown, and what is sent in it is
        // dropped.
        page.is(if *field == "region" { 303 } else { 422 });
        // What is only white space or control is nothing.
        let page = browser.post("/checkout/contact", &contact_with(field, "\0\u{1}\u{7f}")).await;
        assert!([303, 422].contains(&page.status), "{field}: {}", page.status);
    }
    let body = serde_urlencoded::to_string(contact_with("street", "STREET"))
        .unwrap()
        .replace("STREET", "Stra%dfe+7%00");
    // Broken UTF-8 comes back as what can be read of it, to be typed again: no parcel goes to
    // what stood there.
    let page = browser.post_raw("/checkout/contact", body).await;
    assert_eq!(page.is_page(422).input("street"), "Stra\u{fffd}e 7");
}

on_both!(odd_bytes_in_every_address);
async fn odd_bytes_in_every_address(site: &Site) {
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
            format!("/search/suggestions?q={odd}"),
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
        browser.get(&format!("/products/lowland-8-dobsonian?variant={odd}")).await.is_page(404);
        assert!(
            [400, 404]
                .contains(&browser.get(&format!("/categories/telescopes?page={odd}")).await.status)
        );
    }
}

on_both!(nul_in_an_address_is_refused);
async fn nul_in_an_address_is_refused(site: &Site) {
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

on_both!(cookies_that_are_none);
async fn cookies_that_are_none(site: &Site) {
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
            browser.get("/").await.is_page(200);
            browser.get("/cart").await.is_page(200);
            browser.get("/products/lowland-8-dobsonian").await.is_page(200);
        }
    }
    let mut browser = site.browser();
    browser.headers.push(("cookie".to_owned(), "=;;;a;=b; cart; cart=; theme=red".to_owned()));
    assert!(browser.get("/").await.text().contains("data-theme=\"red\""));
    // A text for the next page that somebody wrote by hand is still only a text.
    let evil: String = "<script>alert(1)</script>".bytes().map(|b| format!("{b:02x}")).collect();
    browser.cookies.insert("flash".to_owned(), format!("g{evil}"));
    assert!(!browser.get("/cart").await.is_page(200).text().contains("<script>alert(1)"));
    for odd in ["g", "gzz", "gé", "b0", "bff", "x414141"] {
        browser.cookies.insert("flash".to_owned(), odd.to_owned());
        if odd.is_ascii() {
            browser.get("/cart").await.is_page(200);
        }
    }
}

on_both!(an_expired_or_foreign_cart);
async fn an_expired_or_foreign_cart(site: &Site) {
    // Of another shopper: whoever knows the id has the cart, so it cannot be guessed; a made-up
    // one is simply empty.
    let mut stranger = site.browser();
    stranger.cookies.insert("cart".to_owned(), "0123456789abcdef0123456789abcdef.7".to_owned());
    let cart = stranger.get("/cart").await;
    assert_eq!(cart.is_page(200).cart_count(), 0);
    stranger.get("/checkout").await.leads_to("/cart");
    stranger.post("/cart/lines/LOW-D8", &[("quantity", "1")]).await.is_page(404);
    stranger.post("/cart/undo", &[]).await.is_page(404);
    stranger.post("/checkout/contact", &CONTACT).await.leads_to("/cart");
    stranger.post("/checkout/place", &[("key", "k"), ("seen", "s")]).await.is(303);
    // Expired: thirty days without a change.
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let review = browser.review(GOOD_CARD).await;
    site.advance(shop::cart::KEPT_FOR + 1);
    shop::notifications::worker::clear_old(&site.shop).await.unwrap();
    browser.place(&review).await.leads_to("/checkout");
    browser.get("/checkout").await.leads_to("/cart");
    assert_eq!(browser.get("/cart").await.is_page(200).cart_count(), 0);
    browser.add("LOW-D8", "2").await;
    assert_eq!((browser.get("/cart").await.cart_count(), site.orders().await), (2, 0));
    // A cart of a program is not a browser' s.
    shop::cart::add_all(&site.shop, "api:load", "PER-MUG", "1").await.unwrap();
    let mut browser = site.browser();
    browser.cookies.insert("cart".to_owned(), "api:load.1".to_owned());
    assert_eq!(browser.get("/cart").await.cart_count(), 0);
}

on_both!(a_key_of_somebody_else_shows_no_order_page);
async fn a_key_of_somebody_else_shows_no_order_page(site: &Site) {
    let mut ada = far(site).await;
    let review = ada.get("/checkout?step=review").await;
    let mut eve = site.browser();
    eve.add("LOW-D8", "1").await;
    eve.review(GOOD_CARD).await;
    let (key, seen) = (review.input("key"), review.input("seen"));
    eve.post("/checkout/place", &[("key", &key), ("seen", &seen)]).await.is_page(409);
    assert_eq!(site.orders().await, 0);
}

#[tokio::test]
async fn bodies_of_another_kind() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser
        .send("POST", "/cart/lines", Some("application/json"), "{\"sku\":\"LOW-D8\"}")
        .await
        .is_page(415);
    browser
        .send("POST", "/cart/lines", Some("multipart/form-data; boundary=x"), "--x--")
        .await
        .is_page(415);
    browser.send("POST", "/cart/lines", None, "sku=LOW-D8").await.is_page(415);
    browser.send("POST", "/cart/lines", None, "").await.is_page(404);
    browser
        .send(
            "POST",
            "/cart/lines",
            Some("application/x-www-form-urlencoded; charset=UTF-8"),
            "sku=LOW-D8",
        )
        .await
        .leads_to("/cart");
    browser
        .post_raw("/cart/lines", "sku=PER-MUG&sku=LOW-D8&&=&quantity=1&quantity=9")
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 2, "the first of two counts");
    browser.post_raw("/cart/lines", "&".repeat(60_000)).await.is_page(404);
}

#[tokio::test]
async fn too_much_is_413() {
    let site = Site::sqlite().await;
    let large = "x".repeat((64 << 10) + 1);
    let length = large.len().to_string();
    for (path, _) in FORMS {
        let page =
            site.browser().with("content-length", &length).post_raw(path, large.clone()).await;
        page.is_page(413);
        assert!(page.text().contains("That was too much to send"));
        site.program()
            .with("content-length", &length)
            .post_raw(path, large.clone())
            .await
            .is_problem(413);
    }
    // Not told beforehand: at the first byte too many, wherever a body is read.
    for path in ["/cart/lines", "/checkout/contact", "/track", "/preferences"] {
        site.browser().post_raw(path, large.clone()).await.is_page(413);
    }
    site.program().send("POST", "/api/cart", Some("application/json"), large).await.is_problem(413);
    // 64 kilobytes to the byte are taken.
    let most = format!("sku=LOW-D8&x={}", "x".repeat((64 << 10) - 13));
    assert_eq!(most.len(), 64 << 10);
    site.browser().post_raw("/cart/lines", most).await.leads_to("/cart");
}
