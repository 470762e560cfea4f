//! The lists of the catalogue.

use super::{POSTCARD, call, decode, refused};
use crate::site::{Browser, Site};
use app::{
    islands::catalogue::list::api::{ShowList, ShownList},
    rpc::RpcError,
};
use axum::body::Bytes;
use leptos::server_fn::ServerFn;
use testing::fixture;
use views::routes;

async fn list(browser: &mut Browser<'_>, address: &str) -> ShownList {
    call(browser, routes::RPC_LIST, &address).await
}

fn slugs(list: &ShownList) -> Vec<&str> {
    list.cards.iter().map(|shown| shown.card.slug.as_str()).collect()
}

#[test]
fn the_server_function_has_the_path_of_the_route() {
    assert_eq!(ShowList::PATH, routes::RPC_LIST);
}

#[tokio::test]
async fn a_list_equals_the_one_on_its_page() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::listing()).await;
    let mut browser = site.browser();
    for address in [
        "/categories/telescopes",
        "/categories/telescopes?sort=price-up&page=2",
        "/categories/telescopes?price-from=300&price-to=100",
        "/guides/craters",
        "/search?q=meridian",
        "/search?q=xyzzyq",
    ] {
        let page = browser.get(address).await.is_page(200).page();
        let list = list(&mut browser, address).await;
        let on_page: Vec<String> = page
            .attrs("#results li.card h3 a", "href")
            .iter()
            .map(|href| href["/products/".len()..].to_owned())
            .collect();
        assert_eq!(slugs(&list), on_page, "{address}");
        assert_eq!(list.title, page.text("title"), "{address}");
        assert_eq!(list.address, address);
        match list.nothing {
            Some(nothing) => assert_eq!(page.text("#results h2"), nothing.title, "{address}"),
            None => assert_eq!(page.text("#results-count"), list.count, "{address}"),
        }
    }
}

#[tokio::test]
async fn filters_narrow_a_list_and_can_be_removed() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::listing()).await;
    let mut browser = site.browser();
    let all = list(&mut browser, "/categories/telescopes").await;
    let filters = all.filters.as_ref().unwrap();
    let facet = filters.first.iter().find(|facet| facet.values.len() > 1).unwrap();
    let value = facet.values.iter().find(|value| value.count > 0).unwrap();
    let address = format!("/categories/telescopes?{}={}", facet.key, value.key);
    let narrowed = list(&mut browser, &address).await;
    assert_eq!(narrowed.address, address);
    assert_eq!(narrowed.applied.len(), 1);
    let again = narrowed.filters.as_ref().unwrap().facet(&facet.key).unwrap();
    assert!(again.open && again.values.iter().any(|one| one.key == value.key && one.chosen));
    assert!(narrowed.sorting.hidden.contains(&(facet.key.to_string(), value.key.to_string())));
    let taken_off = list(&mut browser, &narrowed.applied[0].href).await;
    assert_eq!((taken_off.address, slugs(&all)), (all.address.clone(), slugs(&all)));
    // Unknown parameters are not part of the URL.
    let odd = "/categories/telescopes?utm_source=letter&colour=blue";
    assert_eq!(list(&mut browser, odd).await.address, "/categories/telescopes");
}

#[tokio::test]
async fn an_invalid_price_range_has_a_message() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let shown = list(&mut browser, "/categories/telescopes?price-from=cheap").await;
    let price = shown.filters.unwrap().price;
    assert_eq!((price.from.as_str(), price.from_wrong, price.to_wrong), ("cheap", true, false));
    assert!(price.error.unwrap().starts_with("Enter an amount in digits"));
}

#[tokio::test]
async fn a_url_without_a_list_is_refused() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let many = format!("/search?q=a{}", "&a=b".repeat(5_000));
    for (address, status) in [
        ("", 404),
        ("/", 404),
        ("/cart", 404),
        ("/categories/", 404),
        ("/categories/nothing", 404),
        ("/categories/telescopes/more", 404),
        ("/guides/nothing", 404),
        ("/products/meridian-200", 404),
        ("https://evil.example/categories/telescopes", 404),
        ("/categories/telescopes?page=0", 404),
        ("/categories/telescopes?page=999", 404),
        ("/categories/telescopes?page=x", 404),
        ("/categories/%00", 404),
        (many.as_str(), 400),
    ] {
        refused(&mut browser, routes::RPC_LIST, &address, status).await;
    }
    for body in [&b""[..], b"\x05/sea", b"\x02\xff\xff"] {
        let answer = browser
            .send("POST", routes::RPC_LIST, Some(POSTCARD), Bytes::copy_from_slice(body))
            .await;
        assert_eq!(decode::<RpcError>(answer.is(400)).status, 400, "{body:?}");
    }
    browser.get(routes::RPC_LIST).await.is(405);
    let mut other = site.browser().with("origin", "https://evil.example");
    refused(&mut other, routes::RPC_LIST, &"/search?q=a", 403).await;
}
