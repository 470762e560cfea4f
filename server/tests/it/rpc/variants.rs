//! The variants of a product.

use super::{POSTCARD, call, decode, refused};
use crate::site::{Browser, Page, Site, on_both};
use app::{
    islands::catalogue::product::{
        api::{ShowVariant, ShownVariant},
        shown::Tone,
    },
    rpc::RpcError,
};
use axum::body::Bytes;
use domain::{Currency, Money};
use leptos::server_fn::ServerFn;
use testing::fixture;
use views::routes;

async fn variant(browser: &mut Browser<'_>, address: &str) -> ShownVariant {
    call(browser, routes::RPC_VARIANT, &address).await
}

/// The options of a page: SKU, URL, price and whether it is chosen.
fn options(page: &Page) -> Vec<(String, String, String, bool)> {
    let skus = page.attrs(".choice", "data-sku").into_iter();
    let hrefs = page.attrs(".choice", "href").into_iter();
    let prices = page.texts(".choice .number").into_iter();
    let chosen = page.all(".choice").into_iter().map(|a| a.attr("aria-current").is_some());
    skus.zip(hrefs).zip(prices.zip(chosen)).map(|((s, h), (p, c))| (s, h, p, c)).collect()
}

#[test]
fn the_server_function_has_the_path_of_the_route() {
    assert_eq!(ShowVariant::PATH, routes::RPC_VARIANT);
}

#[tokio::test]
async fn a_variant_equals_the_one_on_its_page() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::fitting()).await;
    let mut browser = site.browser();
    for address in [
        "/products/refractor-102",
        "/products/refractor-102?variant=REFRACTOR-SET",
        "/products/truss-400?variant=TRUSS-GOTO",
        "/products/star-diagonal?variant=DIAGONAL-1&telescope=short-72",
        "/products/star-diagonal?variant=DIAGONAL-2&telescope=short-72",
        "/products/plossl?variant=PL-25",
        "/products/meridian-200",
    ] {
        let page = browser.get(address).await.is_page(200).page();
        let ShownVariant { purchase, gallery, fit, optics, calculator, specs } =
            variant(&mut browser, address).await;
        assert_eq!(page.text(".purchase .price-block .price"), purchase.price.to_string());
        assert_eq!(page.text(".purchase .price-block p"), purchase.cost, "{address}");
        let shown = purchase.options.iter().map(|option| {
            let (sku, href) = (option.sku.clone(), option.href.clone());
            (sku, href, option.price.to_string(), option.chosen)
        });
        assert_eq!(options(&page), shown.collect::<Vec<_>>(), "{address}");
        assert_eq!(page.has("#buy"), purchase.sold_out.is_none(), "{address}");
        assert_eq!(page.attr(".purchase [name=sku]", "value"), purchase.sku, "{address}");
        if purchase.sold_out.is_none() {
            assert_eq!(page.attr(".buy-form [name=back]", "value"), purchase.back, "{address}");
        }
        let values: Vec<_> = purchase.key_specs.into_iter().map(|(_, value)| value).collect();
        assert_eq!(page.texts(".purchase .figures dd"), values, "{address}");
        let pictures: Vec<_> = gallery.pictures.iter().map(|one| one.href.clone()).collect();
        if pictures.len() > 1 {
            assert_eq!(page.attrs(".thumbs a", "href"), pictures, "{address}");
        }
        assert_eq!(page.has("#fit"), fit.is_some(), "{address}");
        if let Some(verdict) = fit.and_then(|fit| fit.verdict) {
            assert_eq!(page.text("#fit-verdict b"), verdict.title, "{address}");
        }
        assert_eq!(page.has("#optics"), optics.is_some(), "{address}");
        let values: Vec<_> =
            optics.into_iter().flat_map(|optics| optics.figures).map(|(_, value)| value).collect();
        assert_eq!(page.texts("#optics .figures dd"), values, "{address}");
        assert_eq!(
            page.attrs("#calculator a", "href").first(),
            calculator.map(|a| a.href).as_ref()
        );
        let values = specs.into_iter().flat_map(|specs| specs.groups);
        let values = values.flat_map(|(_, specs)| specs).map(|spec| spec.value);
        assert_eq!(page.texts("#specifications dd"), values.collect::<Vec<_>>(), "{address}");
    }
}

#[tokio::test]
async fn price_specifications_and_picture_are_those_of_the_variant() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let tube = variant(&mut browser, "/products/refractor-102?variant=REFRACTOR-TUBE").await;
    let set = variant(&mut browser, "/products/refractor-102?variant=REFRACTOR-SET").await;
    let euro = |minor| Money::new(minor, Currency::EUR);
    assert_eq!((tube.purchase.price, set.purchase.price), (euro(74_900), euro(93_900)));
    assert_eq!(set.purchase.promises.weight.as_deref(), Some("Shipping weight: 14.2\u{a0}kg"));
    let mount = |shown: &ShownVariant| {
        let groups = shown.specs.clone().unwrap().groups;
        groups.into_iter().any(|(_, specs)| specs.iter().any(|spec| spec.value == "Altazimuth"))
    };
    assert_eq!((mount(&tube), mount(&set)), (false, true));
    assert_ne!(tube.gallery.pictures[0].picture, set.gallery.pictures[0].picture);
    // A thumbnail without JavaScript leads to the page of the same variant.
    assert!(set.gallery.pictures[1].href.contains("variant=REFRACTOR-SET&picture=2"));
    let gone = variant(&mut browser, "/products/truss-400?variant=TRUSS-GOTO").await.purchase;
    assert_eq!(gone.sold_out.map(|sold_out| sold_out.email.name).as_deref(), Some("email"));
    assert_eq!((gone.promises.stock, gone.promises.arrival), (None, None));
}

#[tokio::test]
async fn the_verdict_is_that_of_variant_and_telescope() {
    let site = Site::sqlite().await;
    site.add_products(&fixture::fitting()).await;
    let mut browser = site.browser();
    for (sku, expected) in [("DIAGONAL-1", Tone::Yes), ("DIAGONAL-2", Tone::No)] {
        let address = routes::product_for_telescope("star-diagonal", Some(sku), "short-72");
        let shown = variant(&mut browser, &address).await;
        let fit = shown.fit.unwrap();
        assert_eq!(fit.verdict.unwrap().tone, expected, "{sku}");
        assert_eq!(fit.form.chosen.as_deref(), Some("short-72"));
        assert!(shown.purchase.options.iter().all(|o| o.href.contains("telescope=short-72")));
        assert!(shown.purchase.options.iter().all(|option| !option.indexed));
    }
    let unknown = variant(&mut browser, "/products/plossl?telescope=%3Cb%3E").await;
    let fit = unknown.fit.unwrap();
    assert!(fit.verdict.is_none() && fit.form.error.unwrap().starts_with("We don’t sell"));
    // Typed text is not part of any URL.
    assert!(!unknown.purchase.back.contains("%3C"), "{}", unknown.purchase.back);
}

#[tokio::test]
async fn prices_are_in_the_visitors_currency() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.post(routes::PREFERENCES, &[("currency", "USD")]).await.is(303);
    let shown = variant(&mut browser, "/products/refractor-102?variant=REFRACTOR-SET").await;
    assert_eq!(shown.purchase.price.currency, Currency::USD);
    assert!(shown.purchase.options.iter().all(|option| option.price.currency == Currency::USD));
}

on_both!(a_url_without_a_variant_is_refused);
async fn a_url_without_a_variant_is_refused(site: &Site) {
    site.set_status("meridian-150", "archived").await;
    let mut browser = site.browser();
    let many = format!("/products/refractor-102?a{}", "&a=b".repeat(5_000));
    for (address, status) in [
        ("", 404),
        ("/", 404),
        ("/cart", 404),
        ("/products/", 404),
        ("/products/nothing", 404),
        ("/products/a\0b", 404),
        ("/products/refractor-102/more", 404),
        ("/categories/telescopes", 404),
        ("https://evil.example/products/refractor-102", 404),
        ("/products/refractor-102?variant=", 404),
        ("/products/refractor-102?variant=SCOPE-200", 404),
        ("/products/refractor-102?variant=%00", 404),
        ("/products/refractor-102?variant=refractor-set%20", 404),
        // Its page redirects, or says that it is gone.
        ("/products/meridian-203", 404),
        ("/products/meridian-150", 410),
        (many.as_str(), 400),
    ] {
        refused(&mut browser, routes::RPC_VARIANT, &address, status).await;
    }
    for body in [&b""[..], b"\x05/pro", b"\x02\xff\xff"] {
        let answer = browser
            .send("POST", routes::RPC_VARIANT, Some(POSTCARD), Bytes::copy_from_slice(body))
            .await;
        assert_eq!(decode::<RpcError>(answer.is(400)).status, 400, "{body:?}");
    }
    let plain = Bytes::from_static(b"address=/products/refractor-102");
    let form = Some("application/x-www-form-urlencoded");
    browser.send("POST", routes::RPC_VARIANT, form, plain).await.is(415);
    browser.get(routes::RPC_VARIANT).await.is(405);
    let mut other = site.browser().with("origin", "https://evil.example");
    refused(&mut other, routes::RPC_VARIANT, &"/products/refractor-102", 403).await;
}
