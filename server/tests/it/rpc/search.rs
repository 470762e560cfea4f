//! The suggestions of the search box.

use super::{POSTCARD, call, decode, refused};
use crate::site::{Browser, Site};
use app::{
    islands::search::api::{ShownSuggestions, Suggest, Suggestion, SuggestionKind},
    rpc::RpcError,
};
use axum::body::Bytes;
use domain::{Currency, Money};
use leptos::server_fn::ServerFn;
use views::routes;

/// The suggestions for a text.
pub async fn suggested(browser: &mut Browser<'_>, text: &str) -> Vec<Suggestion> {
    call::<ShownSuggestions>(browser, routes::RPC_SUGGEST, &text).await.options
}

#[test]
fn the_server_function_has_the_path_of_the_route() {
    assert_eq!(Suggest::PATH, routes::RPC_SUGGEST);
}

#[tokio::test]
async fn categories_precede_products_and_each_has_its_kind() {
    let site = Site::sqlite().await;
    let options = suggested(&mut site.browser(), "dob").await;
    assert_eq!(
        options[0],
        Suggestion {
            href: "/categories/dobsonians".to_owned(),
            text: "Dobsonians".to_owned(),
            kind: SuggestionKind::Page("Category".to_owned()),
        }
    );
    let product = options.iter().find(|option| option.href == "/products/meridian-200").unwrap();
    assert_eq!(product.text, "Meridian 200 Dobsonian");
    let SuggestionKind::Product { price, .. } = &product.kind else { panic!("{product:?}") };
    assert_eq!(price.to_string(), "€429.00");
}

#[tokio::test]
async fn no_suggestions_have_a_message() {
    let site = Site::sqlite().await;
    for text in ["xyzzyq", "<script>alert(1)</script>", "\0", "", &"x".repeat(5_000)] {
        let shown: ShownSuggestions = call(&mut site.browser(), routes::RPC_SUGGEST, &text).await;
        let products =
            shown.options.iter().filter(|one| matches!(one.kind, SuggestionKind::Product { .. }));
        assert!(text.is_empty() || products.count() == 0, "{text:.60}");
        assert_eq!(shown.none, "No suggestions. Press Enter to search the whole shop.");
    }
}

#[tokio::test]
async fn prices_are_in_the_visitors_currency() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.post("/preferences", &[("currency", "USD")]).await.is(303);
    let options = suggested(&mut browser, "red flashlight").await;
    let rate = site.shop.rates().price(Money::new(2_900, Currency::EUR), Currency::USD).unwrap();
    let prices: Vec<Money> = options
        .iter()
        .filter_map(|option| match option.kind {
            SuggestionKind::Product { price, .. } => Some(price),
            _ => None,
        })
        .collect();
    assert!(prices.contains(&rate), "{prices:?}");
    assert!(prices.iter().all(|price| price.currency == Currency::USD), "{prices:?}");
}

#[tokio::test]
async fn invalid_calls_are_client_errors() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    for body in [&b""[..], b"\x05dob", b"\x03\xff\xff\xff", b"\xff\xff\xff\xff\x0fdob"] {
        let answer = browser
            .send("POST", routes::RPC_SUGGEST, Some(POSTCARD), Bytes::copy_from_slice(body))
            .await;
        assert_eq!(decode::<RpcError>(answer.is(400)).status, 400, "{body:?}");
    }
    browser.send("POST", routes::RPC_SUGGEST, None, "q=dob").await.is(415);
    browser.get(routes::RPC_SUGGEST).await.is(405);
    let mut other = site.browser().with("origin", "https://evil.example");
    refused(&mut other, routes::RPC_SUGGEST, &"dob", 403).await;
}
