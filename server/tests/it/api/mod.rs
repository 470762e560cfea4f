//! The Astronomy Shop API, called like its clients do.

mod bodies;
mod cart;
mod catalogue;
mod checkout;

use crate::site::{Kind, Site, http_with};

/// The fixture's products with a name and a price of their own in this API: id, price in dollars.
const NAMED: [(&str, &str); 4] =
    [("BOOK", "0.99"), ("TABLETOP", "101.96"), ("TORCH", "57.08"), ("TUBE", "3599.00")];

/// A decimal text as `Money`.
pub fn money(code: &str, text: &str) -> serde_json::Value {
    let (units, nanos) =
        domain::Money::parse(text, code.parse().unwrap()).unwrap().units_and_nanos();
    serde_json::json!({ "currencyCode": code, "units": units, "nanos": nanos })
}

/// A body with the values at these paths, which must be texts, replaced by a placeholder.
pub fn without(mut body: serde_json::Value, paths: &[&str]) -> serde_json::Value {
    for path in paths {
        let value = body.pointer_mut(path).unwrap_or_else(|| panic!("no {path}"));
        assert!(value.as_str().is_some_and(|text| !text.is_empty()), "{path}: {value}");
        *value = serde_json::json!(format!("[{}]", path.rsplit('/').next().unwrap()));
    }
    body
}

#[tokio::test]
async fn disabled_by_default() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.astronomy_api = false),
        "http://127.0.0.1:3000",
    )
    .await;
    for path in ["/api/products", "/api/cart", "/api/currency", "/api"] {
        site.program().get(path).await.is_problem(404);
    }
}

#[tokio::test]
async fn unknown_paths() {
    let site = Site::sqlite().await;
    for path in ["/api/nothing", "/api/", "/api/products/TABLETOP/x"] {
        site.program().get(path).await.is_problem(404);
        // Also for a client that accepts pages.
        site.browser().get(path).await.is_problem(404);
    }
    site.program().send("DELETE", "/api/products", None, "").await.is_problem(405);
}

#[tokio::test]
async fn clients_trace_headers_are_accepted() {
    let site = Site::sqlite().await;
    let mut program = site
        .program()
        .with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .with("baggage", "session.id=8e1a,synthetic_request=true");
    program.get("/api/products").await.is(200);
}
