//! Orders too heavy for a parcel: delivery option, price, and the phone number for the haulier.

use domain::{
    Currency,
    checkout::{ContactForm, FieldError, FieldErrorKind},
    customers::country,
    shipping::{Carriage, Load, ShippingMethod, ShippingService},
};
use shop::{InvalidFields, checkout::ShowCheckout, orders::PlaceError};
use testing::calls::{self, Placing};
use testing::{Bench, GOOD_CARD, address, card, contact, on_both};
use views::checkout::Step;

/// Heavier than the maximum of a parcel.
const HEAVY: &str = "TRUSS";
const HEAVY_GRAMS: i64 = 78_000;
const LIGHT: &str = "MUG";

fn problem<T: std::fmt::Debug>(
    outcome: Result<T, impl calls::NamesFields>,
) -> (String, FieldErrorKind) {
    match outcome.map_err(calls::NamesFields::fields) {
        Err(Some(InvalidFields(errors))) => match errors.as_slice() {
            [FieldError { field, problem }] => (field.clone(), *problem),
            more => panic!("{more:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn to(code: &str) -> ContactForm {
    ContactForm { address: address(code), ..contact() }
}

on_both!(a_heavy_order_goes_by_freight_and_needs_a_phone_number);
async fn a_heavy_order_goes_by_freight_and_needs_a_phone_number(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[(HEAVY, 1)]).await;
    let cart = bench.view(&token).await;
    assert_eq!(
        (cart.load, cart.carriage),
        (Load { heaviest: HEAVY_GRAMS, total: HEAVY_GRAMS }, Carriage::Freight)
    );
    shop::checkout::save_contact(shop, &token, to("de"), None).await.unwrap();
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        view.offers.iter().map(|offer| (offer.method, offer.carriage)).collect::<Vec<_>>(),
        [(ShippingMethod::Standard, Carriage::Freight)]
    );

    assert_eq!(
        problem(shop::checkout::save_delivery(shop, &token, "express", "+49 461 1234").await),
        ("shipping-method".to_owned(), FieldErrorKind::Invalid)
    );
    for (typed, what) in [
        ("", FieldErrorKind::Missing),
        ("  ", FieldErrorKind::Missing),
        ("12345", FieldErrorKind::Invalid),
        ("1234567890123456", FieldErrorKind::Invalid),
        ("call me", FieldErrorKind::Invalid),
        ("0461+123456", FieldErrorKind::Invalid),
        ("+49+461 123456", FieldErrorKind::Invalid),
    ] {
        assert_eq!(
            problem(shop::checkout::save_delivery(shop, &token, "standard", typed).await),
            ("phone".to_owned(), what),
            "{typed}"
        );
    }
    assert_eq!(
        calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap().reached,
        Step::Delivery
    );
    shop::checkout::save_delivery(
        shop,
        &token,
        "standard",
        " tel:+４９（0）461\u{a0}/\u{2011}1234 ",
    )
    .await
    .unwrap();
    shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await.unwrap();
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.step, view.phone.as_str()), (Step::Review, "+49(0)461 /-1234"));
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    let order = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (order.service, order.phone.as_str()),
        (ShippingService::Freight, "+49(0)461 /-1234")
    );

    // Exported with the buyer's data.
    let kept = shop::customers::privacy::export(shop, "ada@example.org").await.unwrap().to_string();
    assert!(kept.contains("461 /-1234"));
}

on_both!(errors_are_shown_only_at_their_own_step);
async fn errors_are_shown_only_at_their_own_step(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[(LIGHT, 1)]).await;
    bench.review(&token, GOOD_CARD).await;
    let errors = [FieldError { field: "card-number".to_owned(), problem: FieldErrorKind::Invalid }];
    let show = async || {
        let command = ShowCheckout {
            step: Some(Step::Payment),
            errors: &errors,
            ..ShowCheckout::new(Some(&token), Currency::EUR, "DE")
        };
        let view = shop::checkout::show(shop, command).await.unwrap();
        (view.step, view.errors)
    };
    assert_eq!(show().await, (Step::Payment, errors.to_vec()));
    // The cart becomes too heavy for a parcel, and the phone number is missing.
    calls::add(shop, Some(&token), HEAVY, "1").await.unwrap();
    assert_eq!(show().await, (Step::Delivery, Vec::new()));
}

on_both!(freight_prices_depend_on_zone_and_weight);
async fn freight_prices_depend_on_zone_and_weight(bench: &Bench) {
    let shop = &bench.shop;
    let settings = shop.settings();
    let (zones, tariffs) = (&settings.rules.zones, &settings.rules.tariffs);
    bench.change(HEAVY, 299_000, 9).await;
    for (code, lines) in [("DE", 1), ("FR", 1), ("FR", 3), ("GB", 1), ("US", 1), ("US", 3)] {
        let token = bench.cart(&[(HEAVY, lines)]).await;
        let country = country::by_code(code).unwrap();
        let cart = calls::cart(
            shop,
            Some(&token),
            Currency::EUR,
            country,
            ShippingMethod::Standard,
            false,
        )
        .await
        .unwrap();
        let load = Load { heaviest: HEAVY_GRAMS, total: HEAVY_GRAMS * i64::from(lines) };
        let zone = zones.zone_at(country, "").unwrap();
        let tariff = tariffs.offered(zone, ShippingMethod::Standard, load).unwrap();
        let free = tariff.free_from.is_some_and(|from| cart.totals.subtotal.minor >= from);
        assert_eq!(
            cart.totals.delivery.minor,
            if free { 0 } else { tariff.price },
            "{code} {lines}"
        );
        assert_eq!((cart.carriage, cart.load), (Carriage::Freight, load));
        assert!(cart.to_free_delivery.is_none());
        // The product page shows the same for one unit.
        if lines == 1 {
            let product =
                shop::catalogue::product(shop, &cart.lines[0].slug, Some(HEAVY), Currency::EUR)
                    .await
                    .unwrap();
            let note = shop::catalogue::delivery_of(shop, &product, Currency::EUR, code).unwrap();
            assert_eq!(
                (note.price, note.carriage),
                (cart.totals.delivery, Carriage::Freight),
                "{code}"
            );
            assert_eq!(Some(note.by), cart.arrives, "{code}");
        }
    }
}

on_both!(a_cart_that_becomes_too_heavy_repeats_the_delivery_step);
async fn a_cart_that_becomes_too_heavy_repeats_the_delivery_step(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[(LIGHT, 1)]).await;
    shop::checkout::save_contact(shop, &token, to("de"), None).await.unwrap();
    // A phone number that is not needed is discarded.
    shop::checkout::save_delivery(shop, &token, "express", "+49 461 123456").await.unwrap();
    shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await.unwrap();
    let before = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (before.step, before.shipping_method, before.phone.as_str()),
        (Step::Review, ShippingMethod::Express, "")
    );

    calls::add(shop, Some(&token), HEAVY, "1").await.unwrap();
    // The old review cannot be ordered, even with its hash.
    assert!(matches!(
        bench.place(&token, &before.key, &before.review_hash).await,
        Err(PlaceError::NotReady)
    ));
    assert_eq!((bench.orders().await, bench.payments().await.len()), (0, 0));
    let view =
        calls::checkout(shop, Some(&token), Some(Step::Review), Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (view.step, view.shipping_method, view.cart.carriage),
        (Step::Delivery, ShippingMethod::Standard, Carriage::Freight)
    );
    shop::checkout::save_delivery(shop, &token, "standard", "0461 123456").await.unwrap();
    let view =
        calls::checkout(shop, Some(&token), Some(Step::Review), Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.step, view.phone.as_str()), (Step::Review, "0461 123456"));
    // Another phone number changes the review.
    shop::checkout::save_delivery(shop, &token, "standard", "0461 654321").await.unwrap();
    assert!(matches!(
        bench.place(&token, &view.key, &view.review_hash).await,
        Err(PlaceError::Changed)
    ));

    // Light again: by parcel, with the option chosen last.
    let heavy = calls::cart(
        shop,
        Some(&token),
        Currency::EUR,
        country::by_code("DE").unwrap(),
        ShippingMethod::Standard,
        false,
    )
    .await
    .unwrap();
    assert_eq!(heavy.lines.len(), 2);
    calls::set_quantity(shop, &token, HEAVY, "0").await.unwrap();
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (view.step, view.cart.carriage, view.offers.len()),
        (Step::Review, Carriage::Parcel, 2)
    );
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    // The phone number is no longer needed.
    assert_eq!(view.phone, "");
    assert_eq!(bench.order_by_link(&placed.link).await.phone, "");
    assert!(
        !shop::customers::privacy::export(&bench.shop, "ada@example.org")
            .await
            .unwrap()
            .to_string()
            .contains("654321")
    );
}

on_both!(an_api_client_orders_heavy_goods_without_a_phone_number);
async fn an_api_client_orders_heavy_goods_without_a_phone_number(bench: &Bench) {
    let token = bench.cart(&[(HEAVY, 1)]).await;
    let placing = Placing { key: "program", review: None, client: None };
    let placed =
        calls::place_with(&bench.shop, &token, placing, &testing::session().await, Currency::EUR)
            .await
            .unwrap();
    assert_eq!(bench.order_by_link(&placed.link).await.service, ShippingService::Freight);
}
