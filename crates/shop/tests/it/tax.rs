//! Tax by address, from the estimate to the receipt and the email.

use crate::mail::{Folder, work};
use domain::{
    Currency, Money,
    checkout::ContactForm,
    customers::{Address, country::by_code},
    shipping::ShippingMethod,
};
use testing::calls::{self, Placing};
use testing::{Bench, GOOD_CARD, address, card, contact, on_both};
use views::{cart::LineNotice, orders::OrderView};

fn at(country: &str, postcode: &str, city: &str) -> ContactForm {
    ContactForm {
        address: Address {
            postcode: postcode.to_owned(),
            city: city.to_owned(),
            ..address(country)
        },
        ..contact()
    }
}

/// Orders one unit to an address, and checks that review and receipt agree.
async fn order(bench: &Bench, sku: &str, to: ContactForm) -> OrderView {
    let token = bench.cart(&[(sku, 1)]).await;
    shop::checkout::save_contact(&bench.shop, &token, to.clone(), None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    let country = by_code(&to.address.country).unwrap();
    let estimate = calls::cart(
        &bench.shop,
        Some(&token),
        Currency::EUR,
        country,
        ShippingMethod::Standard,
        false,
    )
    .await
    .unwrap();
    assert_eq!(
        (estimate.totals, &estimate.taxes),
        (view.cart.totals, &view.cart.taxes),
        "the cart knows the postcode"
    );
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    let order = bench.order_by_link(&placed.link).await;
    assert_eq!((order.totals, &order.taxes), (view.cart.totals, &view.cart.taxes));
    order
}

on_both!(the_postcode_determines_tax_up_to_the_receipt);
async fn the_postcode_determines_tax_up_to_the_receipt(bench: &Bench) {
    for (country, postcode, city, rate) in [
        ("ES", "28001", "Madrid", Some(2_100)),
        ("ES", "35001", "Las Palmas", None),
        ("DE", "78266", "Büsingen", None),
        ("FI", "22100", "Mariehamn", None),
        ("PT", "9000-018", "Funchal", Some(2_200)),
        ("AT", "6691", "Jungholz", Some(1_900)),
        ("GB", "JE2 3AB", "St Helier", None),
        ("GB", "BT1 5GS", "Belfast", Some(2_000)),
        // Above £135 the tax is collected at the border.
        ("GB", "SW1A 1AA", "London", None),
    ] {
        let order = order(bench, "SCOPE-200", at(country, postcode, city)).await;
        assert_eq!(
            order.taxes.iter().map(|tax| tax.rate).collect::<Vec<_>>(),
            rate.into_iter().collect::<Vec<u32>>(),
            "{country} {postcode}"
        );
        assert_eq!(
            (order.totals.tax.minor == 0, order.totals.tax_included),
            (rate.is_none(), rate.is_some()),
            "{country} {postcode}"
        );
        // One price for every country.
        assert_eq!(
            order.totals.total.minor,
            order.totals.subtotal.minor + order.totals.delivery.minor
        );
    }
}

on_both!(the_postcode_determines_delivery);
/// Distant territories have the delivery zone of the rest of the world, by their own code and by
/// that of their state.
async fn the_postcode_determines_delivery(bench: &Bench) {
    for (country, postcode, delivery) in [
        ("FR", "75001", 990),
        ("FR", "98600", 2_490),
        ("WF", "98600", 2_490),
        ("FR", "97400", 2_490),
        ("RE", "97400", 2_490),
        ("FR", "98714", 2_490),
        ("PF", "98714", 2_490),
        ("DK", "3900", 2_490),
        ("GL", "3900", 2_490),
        ("DK", "1566", 990),
        ("ES", "35001", 2_490),
        ("PT", "9000-018", 990),
    ] {
        let order = order(bench, "MUG", at(country, postcode, "Town")).await;
        assert_eq!(order.totals.delivery.minor, delivery, "{country} {postcode}");
    }
    // Transit times too: express to Paris takes two to three working days, to Réunion three to six.
    let token = bench.cart(&[("MUG", 1)]).await;
    let mut express = Vec::new();
    for (country, postcode) in [("FR", "75001"), ("FR", "97400"), ("RE", "97400")] {
        shop::checkout::save_contact(&bench.shop, &token, at(country, postcode, "Town"), None)
            .await
            .unwrap();
        let view =
            calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
        let offer =
            view.offers.iter().find(|offer| offer.method == ShippingMethod::Express).unwrap();
        express.push((offer.price.minor, offer.earliest, offer.latest));
    }
    assert_eq!((express[0].0, express[1].0), (1_990, 4_990));
    assert!(express[0].1 < express[1].1 && express[0].2 < express[1].2, "{express:?}");
    assert_eq!(express[1], express[2]);
}

on_both!(mail_says_that_no_tax_was_charged);
async fn mail_says_that_no_tax_was_charged(bench: &Bench) {
    let folder = Folder::new();
    order(bench, "SCOPE-200", at("ES", "38001", "Santa Cruz")).await;
    work(&bench.shop, &folder.mailer()).await;
    let email = folder.emails().concat().replace("=\r\n", "");
    assert_eq!(
        email.matches("No VAT is charged. Customs duty").count(),
        2,
        "as text and as HTML: {email}"
    );
    assert!(!email.contains("includes tax of") && !email.contains("% VAT"), "{email}");
}

on_both!(delivery_of_a_book_is_taxed_like_the_book);
async fn delivery_of_a_book_is_taxed_like_the_book(bench: &Bench) {
    let home = order(bench, "BOOK", at("DE", "24943", "Flensburg")).await;
    assert_eq!(home.taxes.iter().map(|tax| tax.rate).collect::<Vec<_>>(), [700]);
    let tax = home.taxes[0];
    assert_eq!(tax.net.minor + tax.tax.minor, home.totals.total.minor);
    assert_eq!(tax.tax, home.totals.tax);
    let norway = order(bench, "BOOK", at("NO", "0150", "Oslo")).await;
    assert_eq!(
        (norway.totals.tax.minor, norway.totals.total.minor),
        (0, norway.totals.subtotal.minor + 2_490)
    );
    assert!(norway.taxes.is_empty());
}

on_both!(a_mixed_parcel_is_split_and_adds_up_in_every_currency);
async fn a_mixed_parcel_is_split_and_adds_up_in_every_currency(bench: &Bench) {
    for currency in bench.shop.rates().currencies().collect::<Vec<_>>() {
        let token = bench.cart(&[("BOOK", 3), ("MUG", 1)]).await;
        shop::checkout::save_contact(&bench.shop, &token, at("DE", "24943", "Flensburg"), None)
            .await
            .unwrap();
        shop::checkout::save_delivery(&bench.shop, &token, "express", "").await.unwrap();
        shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
        let view = calls::checkout(&bench.shop, Some(&token), None, currency, "DE").await.unwrap();
        let placing = Placing { key: &view.key, review: Some(&view.review_hash), client: None };
        let placed = calls::place(&bench.shop, &token, placing, currency).await.unwrap();
        let order = bench.order_by_link(&placed.link).await;
        assert_eq!(
            order.taxes.iter().map(|tax| tax.rate).collect::<Vec<_>>(),
            [1_900, 700],
            "{currency}"
        );
        assert_eq!(
            order.taxes.iter().map(|tax| tax.tax.minor).sum::<i64>(),
            order.totals.tax.minor,
            "{currency}"
        );
        assert_eq!(
            order.taxes.iter().map(|tax| tax.net.minor + tax.tax.minor).sum::<i64>(),
            order.totals.total.minor,
            "{currency}"
        );
    }
}

on_both!(one_rounded_price_everywhere);
/// List, product, cart, checkout and order show the same price, which is the one charged.
async fn one_rounded_price_everywhere(bench: &Bench) {
    for (code, minor) in [("USD", 48_495), ("JPY", 54_200), ("GBP", 36_895), ("EUR", 42_900)] {
        let currency: Currency = code.parse().unwrap();
        let price = Money::new(minor, currency);
        let token = bench.cart(&[("SCOPE-200", 1)]).await;
        assert_eq!(
            shop::catalogue::cards_by_slug(&bench.shop, &["meridian-200"], currency)[0].price,
            price
        );
        assert_eq!(
            shop::catalogue::product(&bench.shop, "meridian-200", None, currency)
                .await
                .unwrap()
                .variants[0]
                .price,
            price
        );
        let (key, _) = bench.review(&token, GOOD_CARD).await;
        let view = calls::checkout(&bench.shop, Some(&token), None, currency, "DE").await.unwrap();
        assert_eq!(view.cart.lines[0].price.unwrap().unit, price);
        let placed = calls::place(
            &bench.shop,
            &token,
            Placing { key: &key, review: Some(&view.review_hash), client: None },
            currency,
        )
        .await
        .unwrap();
        assert_eq!(bench.order_by_link(&placed.link).await.lines[0].unit, price);
    }
    assert!(
        !bench.shop.rates().knows("HRK".parse().unwrap())
            && bench.shop.exact_rates().knows("HRK".parse().unwrap())
    );
}

on_both!(falling_stock_never_leaves_a_total_of_nothing);
async fn falling_stock_never_leaves_a_total_of_nothing(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 2)]).await;
    bench.change("SCOPE-200", 42_900, 1).await;
    let view = bench.view(&token).await;
    assert_eq!(view.lines[0].notices, [LineNotice::OnlyLeft(1)]);
    assert!(!view.orderable() && view.to_free_delivery.is_none());
    assert_eq!(
        (view.totals.subtotal.minor, view.totals.total.minor),
        (42_900, 42_900),
        "what can be bought counts"
    );
    calls::set_quantity(&bench.shop, &token, "SCOPE-200", "1").await.unwrap();
    let view = bench.view(&token).await;
    assert!(view.orderable() && view.lines[0].notices.is_empty());
    assert_eq!(view.totals.total.minor, 42_900);
}
