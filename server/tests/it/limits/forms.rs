//! New carts and withdrawals per client.

use super::limited;

/// A client that stores no cookies creates a cart with each post, so their number per hour is
/// limited. Existing carts are not affected.
#[tokio::test]
async fn new_carts_per_client_and_hour_are_limited() {
    let site = limited(|http| http.limits.rate_limit = 10_000).await;
    let mut shopper = site.browser().from("192.0.2.1:1");
    shopper.add("MUG", "1").await;
    let made_up = || {
        site.browser().from("192.0.2.1:1").with("cookie", "cart=0123456789abcdef0123456789abcdef.1")
    };
    let mut created = 1;
    loop {
        let mut one = if created % 2 == 0 { made_up() } else { site.browser().from("192.0.2.1:1") };
        if one.post("/cart/lines", &[("sku", "MUG")]).await.status == 429 {
            break;
        }
        created += 1;
    }
    // Some quota returns while the test runs.
    assert!((40..200).contains(&created), "{created}");
    let page =
        made_up().post("/cart/lines", &[("sku", "MUG"), ("back", "/products/meridian-200")]).await;
    // 40 an hour: the next one is allowed after a minute and a half at the latest.
    let seconds: u32 = page.is_page(429).header("retry-after").parse().unwrap();
    assert!((1..=90).contains(&seconds), "{seconds}");
    assert!(
        page.says("Many carts have been started from your connection lately.")
            && page.says("Meridian 200")
    );
    site.program().from("192.0.2.1:1").post("/cart/lines", &[("sku", "MUG")]).await.is_problem(429);
    shopper.add("MUG", "1").await;
    site.browser().from("192.0.2.2:1").add("MUG", "1").await;
    // A failed addition creates no cart and does not count.
    site.browser()
        .from("192.0.2.1:1")
        .post("/cart/lines", &[("sku", "NOTHING")])
        .await
        .is_page(404);
    let add = |user: &str| {
        serde_json::json!(
            { "item": { "productId": "TORCH", "quantity": 1 }, "userId": user }
        )
    };
    let mut program = site.program().from("192.0.2.1:1");
    let mut created = 0;
    while program.post_json("/api/cart", &add(&created.to_string())).await.status == 200 {
        created += 1;
    }
    assert!((40..200).contains(&created), "{created}");
    program.post_json("/api/cart", &add("7")).await.is(200);
}

/// The shop emails whatever address is entered, so withdrawals per client are limited; those that
/// match an order are never refused.
#[tokio::test]
async fn withdrawals_without_an_order_are_limited_per_client() {
    let site = limited(|http| http.limits.rate_limit = 1000).await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    browser.add("MUG", "1").await;
    let review = browser.review(crate::site::GOOD_CARD).await;
    let placed = browser.place(&review).await;
    let known = placed
        .header("location")
        .trim_start_matches("/orders/")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let statement = |number: &str, email: &str| {
        [("consumer", "Ada Lovelace"), ("number", number), ("email", email), ("key", "k")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |peer: &str, number: &str, email: &str| {
        let fields = statement(number, email);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.browser().from(peer).post("/withdraw/confirm", &fields).await
    };
    for i in 0..6 {
        send("192.0.2.1:1", "PG-1", &format!("person{i}@example.org")).await.is_page(200);
    }
    // A form with errors does not count and is not refused.
    send("192.0.2.1:1", "", "x").await.is_page(422);
    let refused = send("192.0.2.1:1", "PG-1", "person7@example.org").await;
    let seconds: u32 = refused.is_page(429).header("retry-after").parse().unwrap();
    assert!((300..=600).contains(&seconds), "six an hour: {seconds}");
    assert_eq!(
        (refused.input("email").as_str(), refused.input("key").as_str()),
        ("person7@example.org", "k")
    );
    assert!(refused.says("several withdrawals without a matching order"));
    let fields =
        [("consumer", "Ada Lovelace"), ("number", "PG-1"), ("email", "person7@example.org")];
    let refused = site.program().from("192.0.2.1:1").post("/withdraw/confirm", &fields).await;
    let detail = refused.is_problem(429)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("several withdrawals without a matching order"), "{detail}");
    send("192.0.2.1:1", &known, "ada@example.org").await.is_page(200);
    send("192.0.2.2:1", "PG-1", "person7@example.org").await.is_page(200);
    assert_eq!(shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().len(), 8);
}
