//! Checkout of an order too heavy for a parcel, with forms and with the Astronomy Shop API.

use crate::site::{CONTACT, GOOD_CARD, Site};
use domain::shipping::{Load, ShippingMethod};

/// Heavier than the maximum of a parcel.
const HEAVY: &str = "TRUSS";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_number_is_required_and_the_input_kept() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add(HEAVY, "1").await;
    assert!(browser.get("/cart").await.says("Too heavy for a parcel"));
    let contact = CONTACT.to_vec();
    browser.post("/checkout/contact", &contact).await.leads_to("/checkout?step=delivery");
    let page = browser.get("/checkout?step=delivery").await;
    let text = page.is_page(200).text();
    assert!(
        text.contains("Freight delivery to the kerb") && !text.contains("value=\"express\""),
        "{text}"
    );
    assert!(
        text.contains("autocomplete=\"shipping tel\"") && text.contains("type=\"tel\""),
        "{text}"
    );

    for (typed, message) in [
        ("", "Enter a phone number"),
        ("0461", "Check the phone number"),
        ("<b>", "Check the phone number"),
    ] {
        let page = browser
            .post("/checkout/delivery", &[("shipping-method", "standard"), ("phone", typed)])
            .await;
        assert!(page.is_page(422).text().contains(message), "{typed}");
        assert_eq!(page.input("phone"), typed);
    }
    let refused = browser
        .post("/checkout/delivery", &[("shipping-method", "express"), ("phone", "0461 123456")])
        .await;
    assert!(refused.is_page(422).says("is too heavy for this delivery method"));
    assert_eq!(refused.input("phone"), "0461 123456");

    browser
        .post("/checkout/delivery", &[("shipping-method", "standard"), ("phone", "0461 123456")])
        .await
        .leads_to("/checkout?step=payment");
    let card = [("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")];
    browser.post("/checkout/payment", &card).await.leads_to("/checkout?step=review");
    let review = browser.get("/checkout?step=review").await;
    assert!(review.is_page(200).says("The haulier calls 0461 123456"));
    let link = browser.place(&review).await.header("location").to_owned();
    let order = browser.get(&link).await;
    assert!(order.is_page(200).says("Freight delivery to the kerb"));
    assert!(order.says("The haulier calls 0461 123456"));
}

/// Its fields are not on the page of the delivery step.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_card_leads_back_to_the_missing_phone_number() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    browser.review(GOOD_CARD).await;
    let wrong = [("card-number", "1"), ("expiry", "01/30"), ("code", "672")];
    assert!(
        browser.post("/checkout/payment", &wrong).await.is_page(422).says("Check the card number")
    );
    browser.add(HEAVY, "1").await;
    browser.post("/checkout/payment", &wrong).await.leads_to("/checkout?step=delivery");
    let page = browser.get("/checkout?step=delivery").await;
    assert!(page.is_page(200).page().has("form[action='/checkout/delivery']"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_quotes_what_it_charges() {
    let site = Site::sqlite().await;
    let shop = &site.shop;
    let (sku, grams) = (HEAVY, 78_000);
    for country in ["Germany", "France", "United States"] {
        let items = format!("[{{\"productId\":\"{sku}\",\"quantity\":1}}]");
        let address = format!("{{\"country\":\"{country}\"}}");
        let query =
            [("itemList", items.as_str()), ("address", address.as_str()), ("currencyCode", "EUR")];
        let quote = site
            .program()
            .get(&format!("/api/shipping?{}", serde_urlencoded::to_string(query).unwrap()))
            .await
            .is(200)
            .json();
        let known = domain::customers::country::by_any_name(country).unwrap();
        let settings = shop.settings();
        let zone = settings.rules.zones.zone_at(known, "").unwrap();
        let tariff = *settings
            .rules
            .tariffs
            .offered(zone, ShippingMethod::Standard, Load::of([(grams, 1)]))
            .unwrap();
        // The large telescope is expensive enough for free freight, if there is any.
        let expected = if tariff.free_from.is_some() { 0 } else { tariff.price };
        let minor =
            quote["units"].as_i64().unwrap() * 100 + quote["nanos"].as_i64().unwrap() / 10_000_000;
        assert_eq!(minor, expected, "{country} {quote}");
    }
}
