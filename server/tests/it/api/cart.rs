//! `/api/cart`

use super::money;
use crate::site::{Answer, Browser, Site, on_both};
use serde_json::{Value, json};

async fn add(program: &mut Browser<'_>, user: &str, id: &str, quantity: Value) -> Answer {
    program
        .post_json(
            "/api/cart?currencyCode=USD",
            &json!({ "item": { "productId": id, "quantity": quantity }, "userId": user }),
        )
        .await
}

async fn delete(program: &mut Browser<'_>, body: &str) -> Answer {
    program.send("DELETE", "/api/cart", Some("application/json"), body.to_owned()).await
}

on_both!(quantities_add_up);
async fn quantities_add_up(site: &Site) {
    let mut program = site.program();
    assert_eq!(
        add(&mut program, "u1", "TORCH", json!(2)).await.is(200).json(),
        json!({ "userId": "u1", "items": [{ "productId": "TORCH", "quantity": 2 }] })
    );
    site.advance(1);
    add(&mut program, "u1", "BOOK", json!(1)).await.is(200);
    let cart = add(&mut program, "u1", "TORCH", json!(3)).await.is(200).json();
    assert_eq!(
        cart,
        json!({
            "userId": "u1",
            "items": [
                { "productId": "TORCH", "quantity": 5 },
                { "productId": "BOOK", "quantity": 1 },
            ],
        })
    );
    let shown = program.get("/api/cart?sessionId=u1&currencyCode=USD").await.is(200).json();
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(shown, @r#"
        {
          "items": [
            {
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
              "quantity": 5
            },
            {
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
              "quantity": 1
            }
          ],
          "userId": "u1"
        }
        "#);
    }
    let yen = program.get("/api/cart?sessionId=u1&currencyCode=JPY").await.is(200).json();
    assert_eq!(yen["items"][0]["product"]["priceUsd"], money("JPY", "6382"));
    // Each user has a separate cart.
    assert_eq!(
        program.get("/api/cart?sessionId=u2").await.json(),
        json!({ "userId": "", "items": [] })
    );
}

on_both!(an_unknown_cart_is_empty);
async fn an_unknown_cart_is_empty(site: &Site) {
    let mut program = site.program();
    let long = format!("/api/cart?sessionId={}", "x".repeat(10_000));
    for path in [
        "/api/cart",
        "/api/cart?sessionId=",
        "/api/cart?sessionId=unknown&currencyCode=EUR",
        "/api/cart?userId=u1",
        &long,
    ] {
        assert_eq!(
            program.get(path).await.is(200).json(),
            json!({ "userId": "", "items": [] }),
            "{path:.60}"
        );
    }
}

on_both!(emptying_is_204_without_a_body);
async fn emptying_is_204_without_a_body(site: &Site) {
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", json!(2)).await.is(200);
    for _ in 0..2 {
        let answer = delete(&mut program, "{\"userId\":\"u1\"}").await;
        assert_eq!((answer.status, answer.body.len()), (204, 0));
        assert_eq!(
            program.get("/api/cart?sessionId=u1").await.json(),
            json!({ "userId": "", "items": [] })
        );
    }
    delete(&mut program, "{\"userId\":\"unknown\"}").await.is(204);
    delete(&mut program, "{\"userId\":\"\"}").await.is_problem(422);
    delete(&mut program, "{}").await.is_problem(422);
    delete(&mut program, "").await.is_problem(400);
}

on_both!(invalid_calls);
async fn invalid_calls(site: &Site) {
    let mut program = site.program();
    for quantity in [
        json!(0),
        json!(-1),
        json!(1000),
        json!(2_147_483_648_i64),
        json!(i64::MIN),
        json!(i64::MAX),
    ] {
        let problem = add(&mut program, "u1", "TORCH", quantity.clone()).await.is_problem(422);
        assert_eq!(problem["errors"][0]["field"], "quantity", "{quantity}");
    }
    for quantity in [json!(1.5), json!("1"), json!(null), json!([1]), json!(true), json!(1e30)] {
        add(&mut program, "u1", "TORCH", quantity).await.is_problem(422);
    }
    for id in ["", "NOTHING", "ls4psxunum", "ALMANAC-OLD"] {
        add(&mut program, "u1", id, json!(1)).await.is_problem(404);
    }
    add(&mut program, "u1", "TRIPOD", json!(1)).await.is_problem(409);
    add(&mut program, "u1", "SCOPE-200", json!(39)).await.is_problem(409);
    add(&mut program, "", "TORCH", json!(1)).await.is_problem(422);
    add(&mut program, &"x".repeat(201), "TORCH", json!(1)).await.is_problem(422);
    add(&mut program, "u\0", "TORCH", json!(1)).await.is_problem(422);
    // An invisible text is not an id.
    add(&mut program, "\u{202e}", "TORCH", json!(1)).await.is_problem(422);
    for body in ["", "{", "nonsense", "\u{feff}{}", "{\"item\":"] {
        program.send("POST", "/api/cart", Some("application/json"), body).await.is_problem(400);
    }
    program
        .send("POST", "/api/cart", Some("application/json"), vec![b'{', 0xff, 0xfe, b'}'])
        .await
        .is_problem(400);
    for body in [
        json!({}),
        json!([]),
        json!(null),
        json!({ "userId": "u" }),
        json!({ "item": {}, "userId": "u" }),
        json!({ "item": { "productId": 7, "quantity": 1 }, "userId": "u" }),
    ] {
        program.post_json("/api/cart", &body).await.is_problem(422);
    }
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    program.send("POST", "/api/cart", Some("application/json"), deep).await.is_problem(400);
    assert_eq!(
        program.get("/api/cart?sessionId=u1").await.json(),
        json!({ "userId": "", "items": [] })
    );
}

on_both!(unusual_ids_are_accepted);
async fn unusual_ids_are_accepted(site: &Site) {
    let mut program = site.program();
    for user in ["🔭", "' OR 1=1 --", "a b&c=d", "<script>", "\\u0041"] {
        let cart = add(&mut program, user, "TORCH", json!(1)).await.is(200).json();
        assert_eq!(cart["userId"], *user);
        let query = serde_urlencoded::to_string([("sessionId", user)]).unwrap();
        assert_eq!(
            program.get(&format!("/api/cart?{query}")).await.json()["items"]
                .as_array()
                .unwrap()
                .len(),
            1,
            "{user}"
        );
    }
}

on_both!(concurrent_calls_lose_nothing);
async fn concurrent_calls_lose_nothing(site: &Site) {
    let call = || async { add(&mut site.program(), "u1", "TORCH", json!(1)).await.status };
    let statuses = tokio::join!(call(), call(), call(), call());
    assert_eq!(statuses, (200, 200, 200, 200));
    assert_eq!(
        site.program().get("/api/cart?sessionId=u1").await.json()["items"][0]["quantity"],
        4
    );
}
