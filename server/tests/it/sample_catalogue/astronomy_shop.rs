//! The ten products of the Astronomy Shop demonstration.

use crate::{api::money, site::Site};

/// By id: name, price in dollars, categories.
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

#[tokio::test]
async fn the_ten_products() {
    let site = Site::sample().await;
    let mut program = site.program();
    let all = program.get("/api/products?currencyCode=USD").await.is(200).json();
    let all = all.as_array().unwrap();
    let ids: Vec<&str> = all.iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.len() >= 80);
    for (id, name, price, categories) in TEN {
        let product =
            program.get(&format!("/api/products/{id}?currencyCode=USD")).await.is(200).json();
        assert_eq!(product, all[ids.binary_search(&id).unwrap()]);
        assert_eq!((product["id"].as_str(), product["name"].as_str()), (Some(id), Some(name)));
        assert_eq!(product["priceUsd"], money("USD", price));
        assert_eq!(product["categories"], serde_json::json!(categories));
        assert!(!product["description"].as_str().unwrap().is_empty());
        assert_eq!(product.as_object().unwrap().len(), 6);
        let picture = program
            .get(&format!("/images/products/{}", product["picture"].as_str().unwrap()))
            .await;
        assert_eq!(picture.is(200).header("content-type"), "image/jpeg");
    }
}
