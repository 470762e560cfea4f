//! Currencies, carts and shipping costs of the Astronomy Shop API.

use domain::{Currency, Money, shipping::Tariffs};
use shop::{
    Clock, Context, InternalError, Rules, Settings,
    catalogue::demonstration::{
        CartLine, PriceShipping, ShippingError, by_sku, cart_lines, currency, shipping,
    },
};
use std::sync::Arc;
use testing::{Bench, calls, home, on_both, open, settings};

on_both!(the_dollar_is_the_currency_of_calls_without_one);
async fn the_dollar_is_the_currency_of_calls_without_one(bench: &Bench) {
    for (code, expected) in [
        ("", Some(Currency::USD)),
        ("EUR", Some(Currency::EUR)),
        ("XXX", None),
        ("KWD", None),
        ("euro", None),
    ] {
        assert_eq!(currency(&bench.shop, code), expected, "{code}");
    }
}

on_both!(a_cart_keeps_lines_that_are_no_longer_offered);
async fn a_cart_keeps_lines_that_are_no_longer_offered(bench: &Bench) {
    let lines = async || cart_lines(&bench.shop, "api:ada", Currency::EUR).await.unwrap();
    assert!(lines().await.is_empty());
    calls::add_all(&bench.shop, "api:ada", "SCOPE-200", "2").await.unwrap();
    let offered = by_sku(&bench.shop, "SCOPE-200", Currency::EUR).unwrap();
    let line = CartLine { sku: "SCOPE-200".to_owned(), quantity: 2, offer: Some(offered) };
    assert_eq!(lines().await, std::slice::from_ref(&line));
    bench.set_status("meridian-200", "archived").await;
    assert_eq!(lines().await, [CartLine { offer: None, ..line }]);
}

on_both!(delivery_without_a_tariff_is_an_error_and_not_free);
async fn delivery_without_a_tariff_is_an_error_and_not_free(bench: &Bench) {
    let price = |shop: &Context, items: &[(&str, u32)]| {
        let (country, postcode, currency) = (home(), "10115", Currency::EUR);
        shipping(shop, PriceShipping { items, country, postcode, currency })
    };
    let none = Rules { tariffs: Tariffs::default(), ..Rules::default() };
    let settings = Settings { rules: none, ..settings("https://shop.example") };
    let (db, clock) = (open(&bench.database).await, Clock::Fixed(Arc::clone(&bench.time)));
    let without = Context::open(db, settings, Arc::clone(&bench.bank), clock).await.unwrap();
    let error = price(&without, &[("MUG", 1)]);
    assert!(matches!(error, Err(ShippingError::Internal(InternalError::NoTariff))), "{error:?}");
    assert!(price(&bench.shop, &[("MUG", 1)]).unwrap().minor > 0);
    for shop in [&without, &bench.shop] {
        assert_eq!(price(shop, &[]).unwrap(), Money::zero(Currency::EUR));
        let unknown = price(shop, &[("NOTHING", 1)]);
        assert!(matches!(unknown, Err(ShippingError::NoProduct(sku)) if sku == "NOTHING"));
    }
}
