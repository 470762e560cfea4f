//! `/api/shipping` and `/api/checkout`

use super::{money, without};
use crate::site::{Answer, Browser, Site, on_both};
use domain::{Currency, Money};
use serde_json::{Value, json};

fn address() -> Value {
    json!({
        "streetAddress": "1600 Amphitheatre Parkway",
        "zipCode": "94043",
        "city": "Mountain View",
        "state": "CA",
        "country": "United States",
    })
}

pub fn order(user: &str) -> Value {
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

pub async fn add(program: &mut Browser<'_>, user: &str, id: &str, quantity: u32) {
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

on_both!(an_order_is_exact_to_the_cent);
async fn an_order_is_exact_to_the_cent(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 2).await;
    site.advance(1);
    add(&mut program, "u1", "BOOK", 7).await;
    let cost = program.get(&shipping(
        &json!([{ "productId": "TORCH", "quantity": 2 }, { "productId": "BOOK", "quantity": 7 }]),
        &address(),
        "USD",
    )).await.is(200).json();
    let placed = checkout(&mut program, &order("u1")).await.is(200).json();
    assert!(domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).is_some());
    assert_eq!(placed["shippingCost"], cost);
    let body = without(placed.clone(), &["/orderId", "/shippingTrackingId"]);
    // Delivery is €24.90 in dollars.
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(body, @r#"
        {
          "items": [
            {
              "cost": {
                "currencyCode": "USD",
                "nanos": 80000000,
                "units": 57
              },
              "item": {
                "product": {
                  "categories": [
                    "accessories",
                    "flashlights"
                  ],
                  "description": "One sentence about it.",
                  "id": "TORCH",
                  "name": "Flashlight",
                  "picture": "TORCH.jpg",
                  "priceUsd": {
                    "currencyCode": "USD",
                    "nanos": 80000000,
                    "units": 57
                  }
                },
                "productId": "TORCH",
                "quantity": 2
              }
            },
            {
              "cost": {
                "currencyCode": "USD",
                "nanos": 990000000,
                "units": 0
              },
              "item": {
                "product": {
                  "categories": [
                    "books"
                  ],
                  "description": "One sentence about it.",
                  "id": "BOOK",
                  "name": "A Booklet",
                  "picture": "BOOK.jpg",
                  "priceUsd": {
                    "currencyCode": "USD",
                    "nanos": 990000000,
                    "units": 0
                  }
                },
                "productId": "BOOK",
                "quantity": 7
              }
            }
          ],
          "orderId": "[orderId]",
          "shippingAddress": {
            "city": "Mountain View",
            "country": "United States",
            "state": "CA",
            "streetAddress": "1600 Amphitheatre Parkway",
            "zipCode": "94043"
          },
          "shippingCost": {
            "currencyCode": "USD",
            "nanos": 150000000,
            "units": 28
          },
          "shippingTrackingId": "[shippingTrackingId]"
        }
        "#);
    }
    assert_eq!((site.orders().await, site.stock("TORCH").await), (1, 999_998));
    assert_eq!(
        program.get("/api/cart?sessionId=u1").await.json(),
        json!({ "userId": "", "items": [] })
    );
    // The database contains the same.
    let mut conn = site.shop.db().read().await.unwrap();
    let number = domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).unwrap();
    let row = store::orders::by_number(&mut conn, &number).await.unwrap().unwrap();
    assert_eq!(
        (
            row.currency.code(),
            row.subtotal_minor,
            row.delivery_minor,
            row.tax_minor,
            row.total_minor
        ),
        ("USD", 2 * 5_708 + 7 * 99, 2_815, 0, 12_109 + 2_815)
    );
    assert_eq!(row.details.address.street, "1600 Amphitheatre Parkway");
}

on_both!(only_the_api_charges_api_prices);
/// The API has its own prices: its carts, shipping, orders and receipts use them, and the shop's
/// pages use the shop's.
async fn only_the_api_charges_api_prices(site: &Site) {
    let mut program = site.program();
    let euro = |minor| Money::new(minor, Currency::EUR);
    let home = json!({
        "streetAddress": "Lindenallee 3",
        "zipCode": "10115",
        "city": "Berlin",
        "state": "",
        "country": "Germany",
    });
    let api =
        site.shop.exact_rates().convert(Money::new(10_196, Currency::USD), Currency::EUR).unwrap();
    assert_eq!(
        (api, site.shop.snapshot().by_sku("TABLETOP").unwrap().variants[0].price),
        (euro(9_019), euro(5_500))
    );
    add(&mut program, "u1", "TABLETOP", 1).await;
    let shown = program.get("/api/cart?sessionId=u1&currencyCode=EUR").await.is(200).json();
    assert_eq!(shown["items"][0]["product"]["priceUsd"], money("EUR", "90.19"));
    let cost = program
        .get(&shipping(&json!([{ "productId": "BOOK", "quantity": 50 }]), &home, "EUR"))
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
    let row = store::orders::by_number(&mut conn, &number).await.unwrap().unwrap();
    assert_eq!((row.subtotal_minor, row.tax_minor, row.total_minor), (9_019, 1_440, 9_019));
    drop(conn);

    let mut browser = site.browser();
    browser.add("TABLETOP", "1").await;
    let page = browser.get("/cart").await;
    assert!(page.is_page(200).text().contains("€55.00") && !page.text().contains("€90.19"));
    // A product without an API price costs the same in both.
    let other = program.get("/api/products/SCOPE-200?currencyCode=EUR").await.is(200).json();
    assert_eq!(other["priceUsd"], money("EUR", "429.00"));
}

#[tokio::test]
async fn exact_in_all_33_currencies() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    for currency in site.shop.rates().currencies() {
        add(&mut program, "u", "TORCH", 3).await;
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
async fn the_currency_in_the_body_takes_precedence() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    add(&mut program, "u", "TORCH", 1).await;
    let mut body = order("u");
    body["userCurrency"] = json!("JPY");
    let placed = program.post_json("/api/checkout?currencyCode=EUR", &body).await.is(200).json();
    assert_eq!(placed["items"][0]["cost"]["currencyCode"], "JPY");
    add(&mut program, "u", "TORCH", 1).await;
    body["userCurrency"] = json!("");
    let placed = program.post_json("/api/checkout?currencyCode=EUR", &body).await.is(200).json();
    assert_eq!(placed["items"][0]["cost"], money("EUR", "50.49"));
}

on_both!(a_refused_card_is_402_with_the_reason);
async fn a_refused_card_is_402_with_the_reason(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 1).await;
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
    assert_eq!((site.orders().await, site.stock("TORCH").await), (0, 1_000_000));
    assert_eq!(program.get("/api/cart?sessionId=u1").await.json()["items"][0]["quantity"], 1);
}

on_both!(accepted_variations_of_clients);
async fn accepted_variations_of_clients(site: &Site) {
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
        add(&mut program, "u1", "TORCH", 1).await;
        let mut body = order("u1");
        *body.pointer_mut(path).unwrap() = value.clone();
        checkout(&mut program, &body).await.is(200);
    }
    let mut body = order("u1");
    body["unknown"] = json!({ "field": 1 });
    add(&mut program, "u1", "TORCH", 1).await;
    checkout(&mut program, &body).await.is(200);
}

on_both!(invalid_values_are_422);
async fn invalid_values_are_422(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 1).await;
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
    assert_eq!((site.orders().await, site.stock("TORCH").await), (0, 1_000_000));
}

on_both!(a_retry_with_the_same_key_returns_the_same_order);
async fn a_retry_with_the_same_key_returns_the_same_order(site: &Site) {
    let mut program = site.program().with("idempotency-key", "retry-1");
    add(&mut program, "u1", "TORCH", 1).await;
    let first = checkout(&mut program, &order("u1")).await.is(200).json();
    let again = checkout(&mut program, &order("u1")).await.is(200).json();
    assert_eq!((&first["orderId"], &first["items"]), (&again["orderId"], &again["items"]));
    assert_eq!(site.orders().await, 1);
    // Keys are scoped to the user.
    add(&mut program, "u2", "TORCH", 1).await;
    let other = checkout(&mut program, &order("u2")).await.is(200).json();
    assert_ne!(first["orderId"], other["orderId"]);
    // Even if the cart was filled again meanwhile.
    add(&mut program, "u1", "TORCH", 5).await;
    assert_eq!(
        checkout(&mut program, &order("u1")).await.is(200).json()["orderId"],
        first["orderId"]
    );
    assert_eq!(program.get("/api/cart?sessionId=u1").await.json()["items"][0]["quantity"], 5);
    // The key is rejected for another order, instead of returning an order that was not requested.
    let mut elsewhere = order("u1");
    elsewhere["email"] = json!("somebody@else.example");
    checkout(&mut program, &elsewhere).await.is_problem(422);
    let mut elsewhere = order("u1");
    elsewhere["address"]["streetAddress"] = json!("2 Other Street");
    checkout(&mut program, &elsewhere).await.is_problem(422);
    assert_eq!(site.orders().await, 2);
}

on_both!(an_idempotency_key_belongs_to_one_call);
async fn an_idempotency_key_belongs_to_one_call(site: &Site) {
    let mut program = site.program().with("idempotency-key", "retry-1");
    add(&mut program, "u1", "TORCH", 1).await;
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
    // The same content in another order of keys is the same call.
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

on_both!(an_invalid_idempotency_key_is_rejected);
async fn an_invalid_idempotency_key_is_rejected(site: &Site) {
    for key in ["", &"k".repeat(101), "bestellung-\u{fc}-1", "\u{65e5}"] {
        let mut program = site.program().with("idempotency-key", key);
        add(&mut program, "u1", "TORCH", 1).await;
        let problem = checkout(&mut program, &order("u1")).await.is_problem(400);
        assert!(problem["detail"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
    }
    let mut twice = site.program().with("idempotency-key", "a");
    twice.headers.push(("idempotency-key".to_owned(), "b".to_owned()));
    checkout(&mut twice, &order("u1")).await.is_problem(400);
    assert_eq!(site.orders().await, 0);
    let mut program = site.program().with("idempotency-key", &"k".repeat(100));
    let first = checkout(&mut program, &order("u1")).await.is(200).json();
    let again = checkout(&mut program, &order("u1")).await.is(200).json();
    assert_eq!(again["orderId"], first["orderId"]);
    assert_eq!(site.orders().await, 1);
}

on_both!(sold_out_meanwhile);
async fn sold_out_meanwhile(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "SCOPE-200", 2).await;
    site.change("SCOPE-200", 42_900, 1).await;
    checkout(&mut program, &order("u1")).await.is_problem(409);
    site.set_status("meridian-200", "archived").await;
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
        (items("BOOK", 1), "Germany", 490),
        (items("BOOK", 9), "France", 990),
        (items("BOOK", 1), "United States", 2_490),
        (items("TUBE", 1), "United States", 0),
        (items("TORCH", 1), "DE", 0),
        (json!([]), "US", 0),
    ] {
        let mut to = address();
        to["country"] = json!(country);
        let cost = program.get(&shipping(&items, &to, "USD")).await.is(200).json();
        assert_eq!(cost, money("USD", &euros(minor)), "{items} to {country}");
    }
    // For every quantity, the same as checkout charges.
    for quantity in 1..=12 {
        let cost = program
            .get(&shipping(&items("BOOK", quantity), &address(), "USD"))
            .await
            .is(200)
            .json();
        add(&mut program, "u", "BOOK", u32::try_from(quantity).unwrap()).await;
        assert_eq!(checkout(&mut program, &order("u")).await.is(200).json()["shippingCost"], cost);
    }
}

#[tokio::test]
async fn shipping_of_unknown_products() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let items = |id: &str, quantity: Value| json!([{ "productId": id, "quantity": quantity }]);
    program.get(&shipping(&items("NOTHING", json!(1)), &address(), "USD")).await.is_problem(404);
    for quantity in [json!(0), json!(-1), json!(1000), json!(9_000_000_000_i64)] {
        program.get(&shipping(&items("TORCH", quantity), &address(), "USD")).await.is_problem(422);
    }
    program
        .get(&shipping(&items("TORCH", json!(1)), &json!({ "country": "Atlantis" }), "USD"))
        .await
        .is_problem(422);
    program.get(&shipping(&items("TORCH", json!(1)), &address(), "XXX")).await.is_problem(422);
    program
        .get("/api/shipping?itemList=nonsense&address=%7B%22country%22:%22US%22%7D")
        .await
        .is_problem(400);
    program.get("/api/shipping?itemList=%5B%5D&address=nonsense").await.is_problem(400);
    program.get("/api/shipping").await.is_problem(422);
}

on_both!(texts_are_stored_like_those_of_pages);
/// The API stores texts like the pages, however they were sent.
async fn texts_are_stored_like_those_of_pages(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 1).await;
    let mut body = order("u1");
    body["userId"] = json!("u1\u{200b}");
    body["email"] = json!("\u{200f}jo@example.com");
    body["address"] = json!({
        "streetAddress": " 1  Road\u{ad}",
        "zipCode": "N－０１５０",
        "city": "Oslo\u{feff}",
        "state": "",
        "country": "Norway",
    });
    body["creditCard"]["creditCardNumber"] = json!("４４３２-8015-6152-0454");
    let placed = checkout(&mut program, &body).await.is(200).json();
    assert_eq!(placed["shippingAddress"]["streetAddress"], "1 Road");
    let number = domain::orders::OrderNumber::parse(placed["orderId"].as_str().unwrap()).unwrap();
    let mut conn = site.shop.db().read().await.unwrap();
    let row = store::orders::by_number(&mut conn, &number).await.unwrap().unwrap();
    drop(conn);
    assert_eq!(row.email, "jo@example.com");
    let kept = &row.details.address;
    assert_eq!((kept.postcode.as_str(), kept.city.as_str()), ("0150", "Oslo"));
    let number = number.to_string();
    site.program()
        .post("/track", &[("number", &number), ("email", "jo@example.com")])
        .await
        .is(303);
}
