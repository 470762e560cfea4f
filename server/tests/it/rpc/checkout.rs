//! The checkout's server function: totals and address forms of a destination.

use super::{POSTCARD, decode, send};
use crate::site::{Answer, Browser, Site, on_both};
use app::{
    islands::checkout::api::{AddressForm, Destination, Estimate, EstimateOrder},
    rpc::RpcError,
    ui::field::{Control, FieldView},
};
use axum::body::Bytes;
use domain::checkout::FieldErrorKind;
use leptos::server_fn::{Encodes, ServerFn, codec::PostcardEncoding};
use views::routes;

fn destination(country: &str, billing_country: &str) -> Destination {
    Destination {
        country: country.to_owned(),
        postcode: String::new(),
        city: String::new(),
        billing_country: billing_country.to_owned(),
    }
}

async fn ask(browser: &mut Browser<'_>, destination: &Destination) -> Answer {
    send(browser, routes::RPC_CHECKOUT_ESTIMATE, destination).await
}

fn field<'a>(address: &'a AddressForm, name: &str) -> &'a FieldView {
    address.fields.iter().find(|field| field.name == name).unwrap()
}

on_both!(an_estimate_has_the_totals_of_a_country_and_its_addresses);
async fn an_estimate_has_the_totals_of_a_country_and_its_addresses(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "2").await;
    let estimate: Estimate = decode(ask(&mut browser, &destination("CH", "US")).await.is(200));
    let order = estimate.order;
    assert_eq!(
        (order.lines.len(), order.lines[0].name.as_str(), order.count.as_str()),
        (1, "Meridian 200 Dobsonian", "2 items")
    );
    let totals = order.totals.unwrap();
    let rows: Vec<_> = totals.rows.iter().map(|row| (&*row.label, &*row.amount)).collect();
    // 8.1 % of 858 euros.
    assert!(rows.contains(&("Subtotal", "€858.00")) && rows.contains(&("Tax", "€69.50")));
    assert_eq!(rows[1].0, "Delivery to Switzerland");
    let [swiss, american] = estimate.addresses.as_slice() else { panic!("two addresses") };
    assert_eq!((swiss.country.as_str(), swiss.postcodes.as_str()), ("CH", "####"));
    assert_eq!(field(swiss, "region").control, Control::Region(Vec::new()));
    assert_eq!(american.postcodes, "#####|#####-####");
    let state = field(american, "billing-region");
    assert_eq!((state.label.as_str(), state.optional), ("State", false));
    let Control::Region(states) = &state.control else { panic!("a list of states") };
    assert!(states.iter().any(|state| (&*state.code, &*state.name) == ("CA", "California")));
    let missing =
        state.errors.iter().find(|error| error.problem == FieldErrorKind::Missing).unwrap();
    assert_eq!(
        (missing.prefix.as_str(), missing.text.as_str()),
        ("Billing address: ", "Choose the state.")
    );
    // Nothing is saved.
    assert!(browser.get("/checkout?step=contact").await.says("Delivery to Germany"));
}

on_both!(an_estimate_follows_islands_and_enclaves);
async fn an_estimate_follows_islands_and_enclaves(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let tax = async |browser: &mut Browser<'_>, postcode: &str, city: &str| {
        let there = Destination {
            postcode: postcode.to_owned(),
            city: city.to_owned(),
            ..destination("ES", "ES")
        };
        let estimate: Estimate = decode(ask(browser, &there).await.is(200));
        let totals = estimate.order.totals.unwrap();
        (totals.tax_included.is_some(), totals.export.is_some())
    };
    assert_eq!(tax(&mut browser, "28001", "Madrid").await, (true, false));
    assert_eq!(tax(&mut browser, "35001", "Las Palmas").await, (false, true));
}

on_both!(an_estimate_of_no_country_or_without_a_cart_is_refused);
async fn an_estimate_of_no_country_or_without_a_cart_is_refused(site: &Site) {
    let mut browser = site.browser();
    let refused: RpcError = decode(ask(&mut browser, &destination("DE", "DE")).await.is(422));
    assert!(!refused.message.is_empty());
    browser.add("SCOPE-200", "1").await;
    for (country, billing, wrong) in [
        ("ZZ", "DE", "country"),
        ("", "DE", "country"),
        ("\"<b>", "DE", "country"),
        ("DE", "XX", "billing-country"),
    ] {
        let answer = ask(&mut browser, &destination(country, billing)).await;
        let refused: RpcError = decode(answer.is(422));
        assert_eq!(refused.field, wrong, "{country} {billing}");
        assert!(!refused.message.is_empty());
    }
    for body in [&b""[..], b"\x02DE", b"\xff\xff\xff", &[0xff; 4000]] {
        let body = Bytes::copy_from_slice(body);
        let answer = browser.send("POST", routes::RPC_CHECKOUT_ESTIMATE, Some(POSTCARD), body);
        assert_eq!(decode::<RpcError>(answer.await.is(400)).status, 400);
    }
    let body: Bytes = PostcardEncoding::encode(&destination("DE", "DE")).unwrap();
    for kind in [None, Some("application/json")] {
        let path = routes::RPC_CHECKOUT_ESTIMATE;
        browser.send("POST", path, kind, body.clone()).await.is(415);
    }
    browser.send("GET", routes::RPC_CHECKOUT_ESTIMATE, None, Bytes::new()).await.is(405);
    let mut other = site.browser().with("origin", "https://evil.example");
    ask(&mut other, &destination("DE", "DE")).await.is(403);
}

#[test]
fn the_checkout_s_server_function_has_the_path_of_its_route() {
    assert_eq!(EstimateOrder::PATH, routes::RPC_CHECKOUT_ESTIMATE);
}
