//! `/api/shipping` and `/api/checkout`

use super::money;
use crate::site::{Answer, Browser, Site, on_both};
use domain::{Currency, Money};
use serde_json::{Value, json};

fn address() -> Value {
    json!({ "streetAddress": "1600 Amphitheatre Parkway", "zipCode": "94043", "city": "Mountain View", "state": "CA", "country": "United States" })
}

fn order(user: &str) -> Value {
    json!({
        "userId": user,
        "email": "someone@example.com",
        "address": address(),
        "userCurrency": "USD",
        "creditCard": {
            "creditCardNumber": "4432-8015-6152-0454",
            "creditCardCvv": 672,
            "creditCardExpirationYear": 2030,
            "creditCardExpirationMonth": 1,
        },
    })
}

async fn add(program: &mut Browser<'_>, user: &str, id: &str, quantity: u32) {
    program
        .post_json(
            "/api/cart",
            &json!({ "item": { "productId": id, "quantity": quantity }, "userId": user }),
        )
        .await
        .is(200);
}

async fn checkout(program: &mut Browser<'_>, body: &Value) -> Answer {
    program.post_json("/api/checkout?currencyCode=USD", body).await
}

fn shipping(items: &Value, address: &Value, code: &str) -> String {
    let query = [
        ("itemList", items.to_string()),
        ("currencyCode", code.to_owned()),
        ("address", address.to_string()),
    ];
    format!("/api/shipping?{}", serde_urlencoded::to_string(query).unwrap())
}

on_both!(an_order_to_the_cent);
async fn an_order_to_the_cent(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "LS4PSXUNUM", 2).await;
    site.advance(1);
    add(&mut program, "u1", "HQTGWGPNH4", 7).await;
    let cost = program.get(&shipping(&json!([{ "productId": "LS4PSXUNUM", "quantity": 2 }, { "productId": "HQTGWGPNH4", "quantity": 7 }]), &address(), "USD")).await.is(200).json();
    let placed = checkout(&mut program, &order("u1")).await.is(200).json();
    assert!(domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).is_some());
    assert!(!placed["shippingTrackingId"].as_str().unwrap().is_empty());
    assert_eq!((&placed["shippingCost"], &placed["shippingAddress"]), (&cost, &address()));
    // €24.90 in dollars.
    assert_eq!(cost, money("USD", "28.15"));
    let items = placed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(
        (&items[0]["cost"], &items[1]["cost"]),
        (&money("USD", "57.08"), &money("USD", "0.99"))
    );
    assert_eq!(
        (items[0]["item"]["productId"].as_str(), items[0]["item"]["quantity"].as_u64()),
        (Some("LS4PSXUNUM"), Some(2))
    );
    assert_eq!(items[0]["item"]["product"]["name"], "Red Flashlight");
    assert_eq!((site.orders().await, site.stock("LS4PSXUNUM").await), (1, 999_998));
    assert_eq!(
        program.get("/api/cart?sessionId=u1").await.json(),
        json!({ "userId": "", "items": [] })
    );
    // The books hold the same.
    let mut conn = site.shop.db().read().await.unwrap();
    let number = domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).unwrap();
    let row = store::orders::by_number(&mut conn, number.as_str()).await.unwrap().unwrap();
    assert_eq!(
        (row.currency.code(), row.goods_minor, row.delivery_minor, row.tax_minor, row.total_minor),
        ("USD", 2 * 5_708 + 7 * 99, 2_815, 0, 12_109 + 2_815)
    );
    assert!(row.details.contains("1600 Amphitheatre Parkway"));
}

on_both!(api_prices_are_charged_by_the_api_alone);
/// The API has prices of its own: its carts, shipping, orders and receipts go by them, and the
/// shop's pages by the shop's.
async fn api_prices_are_charged_by_the_api_alone(site: &Site) {
    let mut program = site.program();
    let euro = |minor| Money::new(minor, Currency::EUR);
    let home = json!({ "streetAddress": "Lindenallee 3", "zipCode": "10115", "city": "Berlin", "state": "", "country": "Germany" });
    let api =
        site.shop.exact_rates().convert(Money::new(10_196, Currency::USD), Currency::EUR).unwrap();
    assert_eq!(
        (api, site.shop.snapshot().by_sku("OLJCESPC7Z").unwrap().variants[0].price),
        (euro(9_019), euro(5_500))
    );
    add(&mut program, "u1", "OLJCESPC7Z", 1).await;
    let shown = program.get("/api/cart?sessionId=u1&currencyCode=EUR").await.is(200).json();
    assert_eq!(shown["items"][0]["product"]["priceUsd"], money("EUR", "90.19"));
    let cost = program
        .get(&shipping(&json!([{ "productId": "HQTGWGPNH4", "quantity": 50 }]), &home, "EUR"))
        .await
        .is(200)
        .json();
    assert_eq!(
        cost,
        money("EUR", "4.90"),
        "50 booklets at the API's $0.99 are less than the €50 of free delivery"
    );
    let body = json!({ "userCurrency": "EUR", "address": home });
    let body = Value::Object(
        order("u1")
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .chain(body.as_object().unwrap().clone())
            .collect(),
    );
    let placed = checkout(&mut program, &body).await.is(200).json();
    assert_eq!(
        (&placed["items"][0]["cost"], &placed["shippingCost"]),
        (&money("EUR", "90.19"), &money("EUR", "0.00"))
    );
    assert_eq!(placed["items"][0]["item"]["product"]["priceUsd"], money("EUR", "90.19"));
    let mut conn = site.shop.db().read().await.unwrap();
    let number = domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).unwrap();
    let row = store::orders::by_number(&mut conn, number.as_str()).await.unwrap().unwrap();
    assert_eq!((row.goods_minor, row.tax_minor, row.total_minor), (9_019, 1_440, 9_019));
    drop(conn);

    let mut browser = site.browser();
    browser.add("OLJCESPC7Z", "1").await;
    let page = browser.get("/cart").await;
    assert!(page.is_page(200).text().contains("€55.00") && !page.text().contains("€90.19"));
    // What has no price of its own in the API costs the same in both.
    let other = program.get("/api/products/LOW-D8?currencyCode=EUR").await.is(200).json();
    assert_eq!(other["priceUsd"], money("EUR", "429.00"));
}

#[tokio::test]
async fn exact_in_all_33_currencies() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    for currency in site.shop.rates().currencies() {
        add(&mut program, "u", "LS4PSXUNUM", 3).await;
        let mut body = order("u");
        body["userCurrency"] = json!(currency.code());
        let placed = checkout(&mut program, &body).await.is(200).json();
        let shown = |minor, from: &str| {
            let exact = site
                .shop
                .rates()
                .convert(Money::new(minor, from.parse().unwrap()), currency)
                .unwrap();
            money(currency.code(), &exact.decimal())
        };
        assert_eq!(
            (&placed["items"][0]["cost"], &placed["shippingCost"]),
            (&shown(5_708, "USD"), &shown(2_490, "EUR")),
            "{currency}"
        );
    }
}

#[tokio::test]
async fn the_currency_of_the_body_counts() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    add(&mut program, "u", "LS4PSXUNUM", 1).await;
    let mut body = order("u");
    body["userCurrency"] = json!("JPY");
    let placed = program.post_json("/api/checkout?currencyCode=EUR", &body).await.is(200).json();
    assert_eq!(placed["items"][0]["cost"]["currencyCode"], "JPY");
    add(&mut program, "u", "LS4PSXUNUM", 1).await;
    body["userCurrency"] = json!("");
    let placed = program.post_json("/api/checkout?currencyCode=EUR", &body).await.is(200).json();
    assert_eq!(placed["items"][0]["cost"], money("EUR", "50.49"));
}

on_both!(a_card_that_is_refused_is_402_with_the_reason);
async fn a_card_that_is_refused_is_402_with_the_reason(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    for (number, year, month, reason) in [
        ("4000-0000-0000-0002", 2030, 1, "declined"),
        ("4000-0000-0000-0069", 2030, 1, "expired"),
        ("4432-8015-6152-0454", 2026, 10, "expired"),
        ("4432-8015-6152-0454", 2020, 1, "expired"),
        ("4000-0000-0000-3220", 2030, 1, "bank"),
    ] {
        let mut body = order("u1");
        body["creditCard"]["creditCardNumber"] = json!(number);
        body["creditCard"]["creditCardExpirationYear"] = json!(year);
        body["creditCard"]["creditCardExpirationMonth"] = json!(month);
        let problem = checkout(&mut program, &body).await.is_problem(402);
        assert!(problem["detail"].as_str().unwrap().to_lowercase().contains(reason), "{problem}");
        assert!(!problem.to_string().contains(number));
    }
    let mut body = order("u1");
    body["creditCard"]["creditCardNumber"] = json!("4000-0000-0000-0119");
    let unavailable = checkout(&mut program, &body).await;
    unavailable.is_problem(503);
    assert!(!unavailable.header("retry-after").is_empty());
    assert_eq!((site.orders().await, site.stock("LS4PSXUNUM").await), (0, 1_000_000));
    assert_eq!(program.get("/api/cart?sessionId=u1").await.json()["items"][0]["quantity"], 1);
}

on_both!(what_clients_send_in_their_own_way);
async fn what_clients_send_in_their_own_way(site: &Site) {
    let mut program = site.program();
    for (path, value) in [
        ("/creditCard/creditCardNumber", json!("4432801561520454")),
        ("/creditCard/creditCardNumber", json!("4432 8015 6152 0454")),
        ("/creditCard/creditCardCvv", json!("672")),
        ("/creditCard/creditCardCvv", json!(1234)),
        ("/address/zipCode", json!(94043)),
        ("/address/country", json!("US")),
        ("/address/country", json!("usa")),
        ("/address/country", json!("Germany")),
        ("/address/state", json!("")),
    ] {
        add(&mut program, "u1", "LS4PSXUNUM", 1).await;
        let mut body = order("u1");
        *body.pointer_mut(path).unwrap() = value.clone();
        checkout(&mut program, &body).await.is(200);
    }
    let mut body = order("u1");
    body["unknown"] = json!({ "field": 1 });
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    checkout(&mut program, &body).await.is(200);
}

on_both!(what_is_wrong_is_422);
async fn what_is_wrong_is_422(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    let long = "x".repeat(10_000);
    for (path, value) in [
        ("/creditCard/creditCardNumber", json!("4432-8015-6152-0455")),
        ("/creditCard/creditCardNumber", json!("")),
        ("/creditCard/creditCardNumber", json!(long)),
        ("/creditCard/creditCardCvv", json!(7)),
        ("/creditCard/creditCardCvv", json!("67a")),
        ("/creditCard/creditCardExpirationMonth", json!(0)),
        ("/creditCard/creditCardExpirationMonth", json!(13)),
        ("/creditCard/creditCardExpirationYear", json!(30)),
        ("/creditCard/creditCardExpirationYear", json!("2030")),
        ("/email", json!("nobody")),
        ("/email", json!("")),
        ("/email", json!("a@b.de\r\nBcc: c@d.de")),
        ("/email", json!(format!("{long}@example.org"))),
        ("/userCurrency", json!("XXX")),
        ("/userCurrency", json!("KWD")),
        ("/address/country", json!("Atlantis")),
        ("/address/country", json!("")),
        ("/address/streetAddress", json!(long)),
        ("/address/city", json!("a\0b")),
        ("/address", json!("here")),
        ("/creditCard", json!(null)),
        ("/userId", json!("")),
    ] {
        let mut body = order("u1");
        *body.pointer_mut(path).unwrap() = value.clone();
        checkout(&mut program, &body).await.is_problem(422);
    }
    for field in ["userId", "email", "address", "creditCard"] {
        let mut body = order("u1");
        body.as_object_mut().unwrap().remove(field);
        checkout(&mut program, &body).await.is_problem(422);
    }
    program.send("POST", "/api/checkout", Some("application/json"), "{").await.is_problem(400);
    checkout(&mut program, &order("nobody")).await.is_problem(422);
    assert_eq!((site.orders().await, site.stock("LS4PSXUNUM").await), (0, 1_000_000));
}

on_both!(an_idempotency_key_makes_a_retry_the_same_order);
async fn an_idempotency_key_makes_a_retry_the_same_order(site: &Site) {
    let mut program = site.program().with("idempotency-key", "retry-1");
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    let first = checkout(&mut program, &order("u1")).await.is(200).json();
    let again = checkout(&mut program, &order("u1")).await.is(200).json();
    assert_eq!((&first["orderId"], &first["items"]), (&again["orderId"], &again["items"]));
    assert_eq!(site.orders().await, 1);
    // The key is the user's own.
    add(&mut program, "u2", "LS4PSXUNUM", 1).await;
    let other = checkout(&mut program, &order("u2")).await.is(200).json();
    assert_ne!(first["orderId"], other["orderId"]);
    // Even when the cart was filled again meanwhile.
    add(&mut program, "u1", "LS4PSXUNUM", 5).await;
    assert_eq!(
        checkout(&mut program, &order("u1")).await.is(200).json()["orderId"],
        first["orderId"]
    );
    assert_eq!(program.get("/api/cart?sessionId=u1").await.json()["items"][0]["quantity"], 5);
    // For another order the key is refused, rather than answered with what was not asked for.
    let mut elsewhere = order("u1");
    elsewhere["email"] = json!("somebody@else.example");
    checkout(&mut program, &elsewhere).await.is_problem(422);
    let mut elsewhere = order("u1");
    elsewhere["address"]["streetAddress"] = json!("2 Other Street");
    checkout(&mut program, &elsewhere).await.is_problem(422);
    assert_eq!(site.orders().await, 2);
}

on_both!(an_idempotency_key_is_of_one_call);
async fn an_idempotency_key_is_of_one_call(site: &Site) {
    let mut program = site.program().with("idempotency-key", "retry-1");
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    let first = checkout(&mut program, &order("u1")).await.is(200).json();
    for (path, value) in [
        ("/creditCard/creditCardNumber", json!("4242-4242-4242-4242")),
        ("/creditCard/creditCardNumber", json!("4000-0000-0000-0002")),
        ("/creditCard/creditCardExpirationYear", json!(2031)),
        ("/creditCard/creditCardCvv", json!(673)),
        ("/address/city", json!("Elsewhere")),
        ("/email", json!("somebody@else.example")),
        ("/userCurrency", json!("EUR")),
    ] {
        let mut other = order("u1");
        *other.pointer_mut(path).unwrap() = value;
        let problem = checkout(&mut program, &other).await.is_problem(422);
        assert!(
            problem["detail"].as_str().unwrap().contains("Idempotency-Key"),
            "{path}: {problem}"
        );
    }
    // The same again, its parts in another order, is the same call.
    let text = serde_json::to_string(&order("u1")).unwrap();
    let turned =
        format!("{{\"extra\":0,{}", text.trim_start_matches('{')).replace("\"extra\":0,", "");
    let again = program
        .send(
            "POST",
            "/api/checkout?currencyCode=USD",
            Some("application/json"),
            turned.replace(":", ": "),
        )
        .await;
    assert_eq!(again.is(200).json()["orderId"], first["orderId"]);
    assert_eq!(site.orders().await, 1);
}

on_both!(an_idempotency_key_that_cannot_be_kept_is_refused);
async fn an_idempotency_key_that_cannot_be_kept_is_refused(site: &Site) {
    for key in ["", &"k".repeat(101), "bestellung-\u{fc}-1", "\u{65e5}"] {
        let mut program = site.program().with("idempotency-key", key);
        add(&mut program, "u1", "LS4PSXUNUM", 1).await;
        let problem = checkout(&mut program, &order("u1")).await.is_problem(400);
        assert!(problem["detail"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
    }
    let mut twice = site.program().with("idempotency-key", "a");
    twice.headers.push(("idempotency-key".to_owned(), "b".to_owned()));
    checkout(&mut twice, &order("u1")).await.is_problem(400);
    assert_eq!(site.orders().await, 0);
    let mut program = site.program().with("idempotency-key", &"k".repeat(100));
    checkout(&mut program, &order("u1")).await.is(200);
    assert_eq!(
        checkout(&mut program, &order("u1")).await.is(200).json().is_object(),
        site.orders().await == 1
    );
}

on_both!(sold_out_meanwhile);
async fn sold_out_meanwhile(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "LOW-D8", 2).await;
    site.change("LOW-D8", 42_900, 1).await;
    checkout(&mut program, &order("u1")).await.is_problem(409);
    site.set_status("lowland-8-dobsonian", "archived").await;
    checkout(&mut program, &order("u1")).await.is_problem(409);
    assert_eq!(site.orders().await, 0);
}

#[tokio::test]
async fn shipping_costs() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let euros = |minor| {
        site.shop
            .rates()
            .convert(Money::new(minor, Currency::EUR), Currency::USD)
            .unwrap()
            .decimal()
    };
    let items = |id: &str, quantity: i64| json!([{ "productId": id, "quantity": quantity }]);
    for (items, country, minor) in [
        (items("HQTGWGPNH4", 1), "Germany", 490),
        (items("HQTGWGPNH4", 9), "France", 990),
        (items("HQTGWGPNH4", 1), "United States", 2_490),
        (items("9SIQT8TOJO", 1), "United States", 0),
        (items("LS4PSXUNUM", 1), "DE", 0),
        (json!([]), "US", 0),
    ] {
        let mut to = address();
        to["country"] = json!(country);
        let cost = program.get(&shipping(&items, &to, "USD")).await.is(200).json();
        assert_eq!(cost, money("USD", &euros(minor)), "{items} to {country}");
    }
    // At every quantity the same as checkout charges.
    for quantity in 1..=12 {
        let cost = program
            .get(&shipping(&items("HQTGWGPNH4", quantity), &address(), "USD"))
            .await
            .is(200)
            .json();
        add(&mut program, "u", "HQTGWGPNH4", u32::try_from(quantity).unwrap()).await;
        assert_eq!(checkout(&mut program, &order("u")).await.is(200).json()["shippingCost"], cost);
    }
}

#[tokio::test]
async fn shipping_of_what_there_is_not() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let items = |id: &str, quantity: Value| json!([{ "productId": id, "quantity": quantity }]);
    program.get(&shipping(&items("NOTHING", json!(1)), &address(), "USD")).await.is_problem(404);
    for quantity in [json!(0), json!(-1), json!(1000), json!(9_000_000_000_i64)] {
        program
            .get(&shipping(&items("LS4PSXUNUM", quantity), &address(), "USD"))
            .await
            .is_problem(422);
    }
    program
        .get(&shipping(&items("LS4PSXUNUM", json!(1)), &json!({ "country": "Atlantis" }), "USD"))
        .await
        .is_problem(422);
    program.get(&shipping(&items("LS4PSXUNUM", json!(1)), &address(), "XXX")).await.is_problem(422);
    program
        .get("/api/shipping?itemList=nonsense&address=%7B%22country%22:%22US%22%7D")
        .await
        .is_problem(400);
    program.get("/api/shipping?itemList=%5B%5D&address=nonsense").await.is_problem(400);
    program.get("/api/shipping").await.is_problem(422);
}

on_both!(texts_are_kept_as_the_pages_keep_them);
/// The API keeps what the pages keep, however it was sent.
async fn texts_are_kept_as_the_pages_keep_them(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "LS4PSXUNUM", 1).await;
    let mut body = order("u1");
    body["userId"] = json!("u1\u{200b}");
    body["email"] = json!("\u{200f}jo@example.com");
    body["address"] = json!({ "streetAddress": " 1  Road\u{ad}", "zipCode": "N－０１５０", "city": "Oslo\u{feff}", "state": "", "country": "Norway" });
    body["creditCard"]["creditCardNumber"] = json!("４４３２-8015-6152-0454");
    let placed = checkout(&mut program, &body).await.is(200).json();
    assert_eq!(placed["shippingAddress"]["streetAddress"], "1 Road");
    let number = domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).unwrap();
    let mut conn = site.shop.db().read().await.unwrap();
    let row = store::orders::by_number(&mut conn, number.as_str()).await.unwrap().unwrap();
    drop(conn);
    assert_eq!(row.email, "jo@example.com");
    let kept: Value = serde_json::from_str(&row.details).unwrap();
    assert_eq!(
        (&kept["address"]["postcode"], &kept["address"]["city"]),
        (&json!("0150"), &json!("Oslo"))
    );
    let number = number.to_string();
    site.program()
        .post("/track", &[("number", &number), ("email", "jo@example.com")])
        .await
        .is(303);
}
