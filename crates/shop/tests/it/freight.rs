//! What is too heavy for a parcel: how it comes, what that costs, and whom the haulier calls.

use crate::bench::{Bench, GOOD_CARD, address, card, contact, on_both};
use domain::{
    Currency,
    checkout::{ContactForm, FieldError, Problem},
    customers::country,
    shipping::{Carriage, Load, Speed},
};
use shop::{Error, orders::Agreement};
use views::checkout::Step;

/// Takes more than a parcel may weigh.
const HEAVY: &str = "LOW-T16";
const HEAVY_GRAMS: i64 = 78_000;
const LIGHT: &str = "PER-MUG";

fn problem<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, Problem) {
    match outcome {
        Err(Error::Fields(errors)) => match errors.as_slice() {
            [FieldError { field, problem }] => (field.clone(), *problem),
            more => panic!("{more:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn to(code: &str) -> ContactForm {
    ContactForm { address: address(code), ..contact() }
}

on_both!(a_heavy_order_goes_by_freight_and_asks_for_a_number);
async fn a_heavy_order_goes_by_freight_and_asks_for_a_number(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[(HEAVY, 1)]).await;
    let cart = bench.view(&token).await;
    assert_eq!(
        (cart.load, cart.carriage),
        (Load { heaviest: HEAVY_GRAMS, total: HEAVY_GRAMS }, Carriage::Freight)
    );
    shop::checkout::save_contact(shop, &token, to("de"), None).await.unwrap();
    let view = shop::checkout::show(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        view.offers.iter().map(|offer| (offer.speed, offer.carriage)).collect::<Vec<_>>(),
        [(Speed::Standard, Carriage::Freight)]
    );

    assert_eq!(
        problem(shop::checkout::save_delivery(shop, &token, "express", "+49 461 1234").await),
        ("speed".to_owned(), Problem::Invalid)
    );
    for (typed, what) in [
        ("", Problem::Missing),
        ("  ", Problem::Missing),
        ("12345", Problem::Invalid),
        ("1234567890123456", Problem::Invalid),
        ("call me", Problem::Invalid),
        ("0461+123456", Problem::Invalid),
        ("+49+461 123456", Problem::Invalid),
    ] {
        assert_eq!(
            problem(shop::checkout::save_delivery(shop, &token, "standard", typed).await),
            ("phone".to_owned(), what),
            "{typed}"
        );
    }
    assert_eq!(
        shop::checkout::show(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap().reached,
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
    let view = shop::checkout::show(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.step, view.phone.as_str()), (Step::Review, "+49(0)461 /-1234"));
    let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
    let order = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (order.delivery.as_str(), order.phone.as_str()),
        ("Freight delivery to the kerb", "+49(0)461 /-1234")
    );

    // It leaves with the buyer.
    let kept = shop::customers::privacy::export(shop, "ada@example.org").await.unwrap().to_string();
    assert!(kept.contains("461 /-1234"));
}

on_both!(the_price_of_freight_follows_zone_and_weight);
async fn the_price_of_freight_follows_zone_and_weight(bench: &Bench) {
    let shop = &bench.shop;
    let tariffs = &shop.settings().rules.tariffs;
    bench.change(HEAVY, 299_000, 9).await;
    for (code, lines) in [("DE", 1), ("FR", 1), ("FR", 3), ("GB", 1), ("US", 1), ("US", 3)] {
        let token = bench.cart(&[(HEAVY, lines)]).await;
        let country = country::by_code(code).unwrap();
        let cart =
            shop::cart::show(shop, Some(&token), Currency::EUR, country, Speed::Standard, false)
                .await
                .unwrap();
        let load = Load { heaviest: HEAVY_GRAMS, total: HEAVY_GRAMS * i64::from(lines) };
        let tariff = tariffs.offered(country.zone, Speed::Standard, load).unwrap();
        let free = tariff.free_from.is_some_and(|from| cart.totals.goods.minor >= from);
        assert_eq!(
            cart.totals.delivery.minor,
            if free { 0 } else { tariff.price },
            "{code} {lines}"
        );
        assert_eq!((cart.carriage, cart.load), (Carriage::Freight, load));
        assert!(cart.to_free_delivery.is_none());
        // The product's page says the same of one piece.
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

on_both!(what_becomes_too_heavy_on_the_way_is_asked_for_again);
async fn what_becomes_too_heavy_on_the_way_is_asked_for_again(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[(LIGHT, 1)]).await;
    shop::checkout::save_contact(shop, &token, to("de"), None).await.unwrap();
    // A number that nobody needs is not kept.
    shop::checkout::save_delivery(shop, &token, "express", "+49 461 123456").await.unwrap();
    shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await.unwrap();
    let before = shop::checkout::show(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (before.step, before.speed, before.phone.as_str()),
        (Step::Review, Speed::Express, "")
    );

    shop::cart::add(shop, Some(&token), HEAVY, "1").await.unwrap();
    // The old review orders nothing, whatever it says that it saw.
    assert!(matches!(bench.place(&token, &before.key, &before.seen).await, Err(Error::NotReady)));
    assert_eq!((bench.orders().await, bench.payments().await.len()), (0, 0));
    let view = shop::checkout::show(shop, Some(&token), Some(Step::Review), Currency::EUR, "DE")
        .await
        .unwrap();
    assert_eq!(
        (view.step, view.speed, view.cart.carriage),
        (Step::Delivery, Speed::Standard, Carriage::Freight)
    );
    shop::checkout::save_delivery(shop, &token, "standard", "0461 123456").await.unwrap();
    let view = shop::checkout::show(shop, Some(&token), Some(Step::Review), Currency::EUR, "DE")
        .await
        .unwrap();
    assert_eq!((view.step, view.phone.as_str()), (Step::Review, "0461 123456"));
    // Another number is another agreement.
    shop::checkout::save_delivery(shop, &token, "standard", "0461 654321").await.unwrap();
    assert!(matches!(bench.place(&token, &view.key, &view.seen).await, Err(Error::Changed)));

    // Light again: by parcel, as it was chosen last.
    let heavy = shop::cart::show(
        shop,
        Some(&token),
        Currency::EUR,
        country::by_code("DE").unwrap(),
        Speed::Standard,
        false,
    )
    .await
    .unwrap();
    assert_eq!(heavy.lines.len(), 2);
    shop::cart::set_quantity(shop, &token, HEAVY, "0").await.unwrap();
    let view = shop::checkout::show(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (view.step, view.cart.carriage, view.offers.len()),
        (Step::Review, Carriage::Parcel, 2)
    );
    let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
    // Nobody needs the number any more.
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

on_both!(a_program_orders_heavy_goods_without_a_number);
async fn a_program_orders_heavy_goods_without_a_number(bench: &Bench) {
    let token = bench.cart(&[(HEAVY, 1)]).await;
    let agreement = Agreement { key: "program", seen: None, client: None };
    let placed = shop::orders::place_with(
        &bench.shop,
        &token,
        agreement,
        &crate::bench::progress().await,
        Currency::EUR,
    )
    .await
    .unwrap();
    assert_eq!(bench.order_by_link(&placed.link).await.delivery, "Freight delivery to the kerb");
}
