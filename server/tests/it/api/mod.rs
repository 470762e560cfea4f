//! The Astronomy Shop API, called like its clients do.

mod bodies;
mod cart;
mod catalogue;
mod checkout;

use crate::site::{Kind, Site, http_with};

/// The fixture's products in this API: id, name, price in dollars, categories.
const NAMED: [(&str, &str, &str, &[&str]); 4] = [
    ("BOOK", "A Booklet", "0.99", &["books"]),
    ("TABLETOP", "Explorer", "101.96", &["telescopes"]),
    ("TORCH", "Flashlight", "57.08", &["accessories", "flashlights"]),
    ("TUBE", "Tube Assembly", "3599.00", &["accessories", "telescopes", "assembly"]),
];

/// A decimal text as `Money`.
pub fn money(code: &str, text: &str) -> serde_json::Value {
    let (units, nanos) =
        domain::Money::parse(text, code.parse().unwrap()).unwrap().units_and_nanos();
    serde_json::json!({ "currencyCode": code, "units": units, "nanos": nanos })
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
