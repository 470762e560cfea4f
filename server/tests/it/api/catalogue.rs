//! Products, recommendations, promotions, currencies.

use super::{NAMED, money};
use crate::site::{Site, on_both};
use domain::{Currency, Money};

on_both!(own_names_prices_and_categories);
async fn own_names_prices_and_categories(site: &Site) {
    let mut program = site.program();
    let all = program.get("/api/products?currencyCode=USD").await.is(200).json();
    let all = all.as_array().unwrap();
    let ids: Vec<&str> = all.iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.len() == site.shop.snapshot().products.len());
    let mut named = Vec::new();
    for (id, _) in NAMED {
        let product =
            program.get(&format!("/api/products/{id}?currencyCode=USD")).await.is(200).json();
        assert_eq!(product, all[ids.binary_search(&id).unwrap()]);
        let picture = program
            .get(&format!("/images/products/{}", product["picture"].as_str().unwrap()))
            .await;
        assert_eq!(picture.is(200).header("content-type"), "image/jpeg");
        named.push(product);
    }
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(named, @r#"
        [
          {
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
          {
            "categories": [
              "telescopes"
            ],
            "description": "One sentence about it.",
            "id": "TABLETOP",
            "name": "Explorer",
            "picture": "TABLETOP.jpg",
            "priceUsd": {
              "currencyCode": "USD",
              "nanos": 960000000,
              "units": 101
            }
          },
          {
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
          {
            "categories": [
              "accessories",
              "telescopes",
              "assembly"
            ],
            "description": "One sentence about it.",
            "id": "TUBE",
            "name": "Tube Assembly",
            "picture": "TUBE.jpg",
            "priceUsd": {
              "currencyCode": "USD",
              "nanos": 0,
              "units": 3599
            }
          }
        ]
        "#);
    }
    // Dollars by default.
    assert_eq!(program.get("/api/products/TORCH").await.json()["priceUsd"], money("USD", "57.08"));
    assert_eq!(
        program.get("/api/products/TORCH?currencyCode=").await.json()["priceUsd"],
        money("USD", "57.08")
    );
}

#[tokio::test]
async fn exact_prices_in_all_33_currencies() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let codes = program.get("/api/currency").await.is(200).json();
    let codes: Vec<&str> = codes.as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    assert_eq!(codes.len(), 33);
    for code in ["EUR", "USD", "JPY", "ISK", "KRW", "IDR", "ZAR"] {
        assert!(codes.contains(&code), "{code}");
    }
    for code in codes {
        for (id, price) in NAMED {
            let shown = program
                .get(&format!("/api/products/{id}?currencyCode={code}"))
                .await
                .is(200)
                .json()["priceUsd"]
                .clone();
            let exact = site
                .shop
                .rates()
                .convert(Money::parse(price, Currency::USD).unwrap(), code.parse().unwrap())
                .unwrap();
            assert_eq!(shown, money(code, &exact.decimal()), "{id} in {code}");
        }
    }
    let yen = program.get("/api/products/TORCH?currencyCode=JPY").await.json();
    assert_eq!(
        yen["priceUsd"],
        serde_json::json!({ "currencyCode": "JPY", "units": 6382, "nanos": 0 })
    );
}

#[tokio::test]
async fn better_errors() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    for id in ["NOTHING", "tabletop", "ALMANAC-OLD", "%F0%9F%94%AD"] {
        assert!(
            program.get(&format!("/api/products/{id}")).await.is_problem(404)["detail"]
                .as_str()
                .unwrap()
                .contains("no product")
        );
    }
    for code in ["XXX", "usd", "US", "KWD", "💰"] {
        let code: String = code
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { "%F0%9F%92%B0".to_owned() })
            .collect();
        program.get(&format!("/api/products?currencyCode={code}")).await.is_problem(422);
        program.get(&format!("/api/products/TORCH?currencyCode={code}")).await.is_problem(422);
        program.get(&format!("/api/cart?currencyCode={code}")).await.is_problem(422);
    }
}

#[tokio::test]
async fn recommendations_are_at_most_four_other_products() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let ids = async |program: &mut crate::site::Browser<'_>, query: &str| {
        let list = program.get(&format!("/api/recommendations?{query}")).await.is(200).json();
        list.as_array()
            .unwrap()
            .iter()
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for (query, given) in [
        ("productIds=TABLETOP&sessionId=s&currencyCode=EUR", vec!["TABLETOP"]),
        ("productIds=TABLETOP,TORCH,TUBE", vec!["TABLETOP", "TORCH", "TUBE"]),
        ("productIds=TABLETOP&productIds=TORCH", vec!["TABLETOP", "TORCH"]),
        ("productIds[]=TABLETOP&productIds[]=TORCH", vec!["TABLETOP", "TORCH"]),
        ("productIds=", vec![]),
        ("productIds=NOTHING", vec![]),
        ("", vec![]),
    ] {
        let found = ids(&mut program, query).await;
        assert_eq!(found.len(), 4, "{query}");
        assert!(found.iter().all(|id| !given.contains(&id.as_str())), "{query}: {found:?}");
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), 4);
    }
    let euros =
        program.get("/api/recommendations?productIds=TABLETOP&currencyCode=EUR").await.json();
    let euros = euros.as_array().unwrap();
    assert_eq!(euros.len(), 4);
    assert!(euros.iter().all(|p| p["priceUsd"]["currencyCode"] == "EUR"));
}

#[tokio::test]
async fn promotions() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    for path in [
        "/api/data?contextKeys=telescopes",
        "/api/data/?contextKeys=telescopes,books",
        "/api/data?contextKeys=binoculars&contextKeys=books",
        "/api/data?contextKeys=None",
        "/api/data",
        "/api/data?contextKeys=",
        "/api/data/",
    ] {
        let list = program.get(path).await.is(200).json();
        let list = list.as_array().unwrap();
        assert!(!list.is_empty() && list.len() <= 2, "{path}");
        for promotion in list {
            assert_eq!(promotion.as_object().unwrap().len(), 2);
            assert!(!promotion["text"].as_str().unwrap().is_empty());
            let target = site.browser().get(promotion["redirectUrl"].as_str().unwrap()).await;
            assert_eq!(target.status, 308, "{promotion}");
        }
    }
    let books = program.get("/api/data?contextKeys=books").await.json();
    assert_eq!(books[0]["redirectUrl"], "/product/BOOK");
}

#[tokio::test]
async fn the_same_paths_without_the_api_are_pages() {
    let site = Site::sqlite().await;
    site.browser().get("/").await.is_page(200);
    site.browser().get("/cart").await.is_page(200);
    for (id, _) in NAMED {
        let answer = site.browser().get(&format!("/product/{id}")).await;
        answer.is(308);
        site.browser().get(answer.header("location")).await.is_page(200);
    }
}
