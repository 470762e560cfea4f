//! Complete response bodies. Values that differ in each run are replaced by placeholders.

use super::{
    checkout::{add, order},
    without,
};
use crate::site::Site;
use serde_json::json;

#[tokio::test]
async fn a_product() {
    let site = Site::sqlite().await;
    let body = site.program().get("/api/products/TORCH?currencyCode=EUR").await.is(200).json();
    insta::assert_json_snapshot!(body);
}

#[tokio::test]
async fn a_cart() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 2).await;
    site.advance(1);
    add(&mut program, "u1", "SCOPE-200", 1).await;
    let body = program.get("/api/cart?sessionId=u1&currencyCode=USD").await.is(200).json();
    insta::assert_json_snapshot!(body);
}

#[tokio::test]
async fn an_order() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    add(&mut program, "u1", "TORCH", 2).await;
    let placed = program.post_json("/api/checkout?currencyCode=USD", &order("u1")).await;
    let body = placed.is(200).json();
    insta::assert_json_snapshot!(without(body, &["/orderId", "/shippingTrackingId"]));
}

#[tokio::test]
async fn an_error() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let unknown = program.get("/api/products/NOTHING").await.is_problem(404);
    add(&mut program, "u1", "TORCH", 1).await;
    let mut declined = order("u1");
    declined["creditCard"]["creditCardNumber"] = json!("4000-0000-0000-0002");
    let declined = program.post_json("/api/checkout", &declined).await.is_problem(402);
    let mut nowhere = order("u1");
    nowhere["address"]["country"] = json!("Atlantis");
    let nowhere = program.post_json("/api/checkout", &nowhere).await.is_problem(422);
    insta::assert_json_snapshot!(json!([unknown, declined, nowhere]));
}
