//! The Astronomy Shop API, call by call as its clients make them.

mod cart;
mod catalogue;
mod checkout;

use crate::{
    database::Kind,
    site::{Site, http},
};

/// The ten products, by id: name, price in dollars, categories.
const TEN: [(&str, &str, &str, &[&str]); 10] = [
    ("0PUK6V6EV0", "Solar System Color Imager", "175.00", &["accessories", "telescopes"]),
    ("1YMWWN1N4O", "Eclipsmart Travel Refractor Telescope", "129.95", &["telescopes", "travel"]),
    ("2ZYFJ3GM2N", "Roof Binoculars", "209.95", &["binoculars"]),
    ("66VCHSJNUP", "Starsense Explorer Refractor Telescope", "349.95", &["telescopes"]),
    ("6E92ZMYYFZ", "Solar Filter", "69.95", &["accessories", "telescopes"]),
    ("9SIQT8TOJO", "Optical Tube Assembly", "3599.00", &["accessories", "telescopes", "assembly"]),
    ("HQTGWGPNH4", "The Comet Book", "0.99", &["books"]),
    ("L9ECAV7KIM", "Lens Cleaning Kit", "21.95", &["accessories"]),
    ("LS4PSXUNUM", "Red Flashlight", "57.08", &["accessories", "flashlights"]),
    ("OLJCESPC7Z", "National Park Foundation Explorascope", "101.96", &["telescopes"]),
];

/// `Money` of a decimal text.
fn money(code: &str, text: &str) -> serde_json::Value {
    let (units, nanos) =
        domain::Money::parse(text, code.parse().unwrap()).unwrap().units_and_nanos();
    serde_json::json!({ "currencyCode": code, "units": units, "nanos": nanos })
}

#[tokio::test]
async fn off_unless_it_is_asked_for() {
    let site = Site::new(
        Kind::Sqlite,
        server::config::Http { astronomy_api: false, ..http() },
        "http://127.0.0.1:3000",
    )
    .await;
    for path in ["/api/products", "/api/cart", "/api/currency", "/api"] {
        site.program().get(path).await.is_problem(404);
    }
}

#[tokio::test]
async fn calls_that_there_are_not() {
    let site = Site::sqlite().await;
    for path in ["/api/nothing", "/api/", "/api/products/OLJCESPC7Z/x"] {
        site.program().get(path).await.is_problem(404);
        // Also for a client that asks for pages.
        site.browser().get(path).await.is_problem(404);
    }
    site.program().send("DELETE", "/api/products", None, "").await.is_problem(405);
}

#[tokio::test]
async fn traces_of_clients_disturb_nothing() {
    let site = Site::sqlite().await;
    let mut program = site
        .program()
        .with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .with("baggage", "session.id=8e1a,synthetic_request=true");
    program.get("/api/products").await.is(200);
}
