//! Shipping costs for clients of the Astronomy Shop API.

use domain::{Currency, Money, shipping::Tariffs};
use shop::{
    Clock, Context, InternalError, Rules, Settings,
    catalogue::demonstration::{PriceShipping, ShippingError, currency, shipping},
};
use std::sync::Arc;
use testing::{Bench, home, on_both, open, settings};

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
