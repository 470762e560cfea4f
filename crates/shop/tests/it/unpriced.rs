//! A variant whose price is in a currency without an exchange rate, as `perigee seed --update` may
//! write it while the shop runs: it cannot be bought, and everything else can.

use crate::order_conflicts::raw;
use domain::{Currency, Money};
use shop::{
    cart::{AddError, UndoError},
    catalogue::ProductError,
    orders::PlaceError,
};
use testing::{Bench, GOOD_CARD, ProductBuilder, VariantBuilder, calls, home, on_both};
use views::cart::{LineNotice, LinePrice};

/// A product of two variants; the first one's price is in this currency.
fn lamp(currency: &str) -> ProductBuilder {
    ProductBuilder::new("lamp")
        .variant(
            VariantBuilder::new("LAMP-LARGE")
                .option("Size", "Large")
                .price(2_000)
                .currency(currency),
        )
        .variant(VariantBuilder::new("LAMP-SMALL").option("Size", "Small"))
}

on_both!(the_page_shows_the_other_variants);
async fn the_page_shows_the_other_variants(bench: &Bench) {
    let page = async |sku: Option<&str>| {
        shop::catalogue::product(&bench.shop, "lamp", sku, Currency::EUR).await
    };
    bench.add(&[lamp("EUR")]).await;
    assert_eq!(page(None).await.unwrap().variants.len(), 2);
    bench.add(&[lamp("KWD")]).await;
    for sku in [None, Some("LAMP-SMALL")] {
        let view = page(sku).await.unwrap();
        let skus: Vec<_> = view.variants.iter().map(|variant| variant.sku.as_str()).collect();
        assert_eq!((skus.as_slice(), view.chosen), (["LAMP-SMALL"].as_slice(), 0));
    }
    assert!(matches!(page(Some("LAMP-LARGE")).await, Err(ProductError::NoSuchVariant)));
    // Without any price there is nothing to show, as in lists.
    let only = VariantBuilder::new("LANTERN").currency("KWD");
    bench.add(&[ProductBuilder::new("lantern").variant(only)]).await;
    let page = shop::catalogue::product(&bench.shop, "lantern", None, Currency::EUR).await;
    assert!(matches!(page, Err(ProductError::NoSuchProduct)));
}

on_both!(a_process_starts_if_anything_can_be_sold);
async fn a_process_starts_if_anything_can_be_sold(bench: &Bench) {
    bench.add(&[lamp("KWD")]).await;
    assert!(shop::catalogue::check_rates(&bench.shop).is_ok());
}

on_both!(a_process_does_not_start_if_nothing_can_be_sold, empty);
async fn a_process_does_not_start_if_nothing_can_be_sold(bench: &Bench) {
    assert!(shop::catalogue::check_rates(&bench.shop).is_ok(), "a new shop has no prices");
    let tea = VariantBuilder::new("TEA").currency("KWD");
    bench.add(&[ProductBuilder::new("tea").variant(tea)]).await;
    let error = shop::catalogue::check_rates(&bench.shop).unwrap_err();
    assert_eq!((error.sku.as_str(), error.currency.code()), ("TEA", "KWD"));
}

on_both!(its_line_cannot_be_ordered_and_can_be_removed);
async fn its_line_cannot_be_ordered_and_can_be_removed(bench: &Bench) {
    bench.add(&[lamp("EUR")]).await;
    let token = bench.cart(&[("MUG", 1), ("LAMP-LARGE", 2)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.add(&[lamp("KWD")]).await;
    let refused = bench.place(&token, &key, &hash).await;
    assert!(matches!(refused, Err(PlaceError::NotOrderable)), "{refused:?}");
    assert!(bench.bank.held().is_empty());
    let standard = domain::shipping::ShippingMethod::Standard;
    // However often it is shown, the price is the one seen last.
    for _ in 0..2 {
        let view =
            calls::cart(&bench.shop, Some(&token), Currency::EUR, home(), standard, true).await;
        let view = view.unwrap();
        let line = &view.lines[1];
        assert_eq!(
            (line.sku.as_str(), line.price.unwrap().unit.minor, line.notices.as_slice()),
            ("LAMP-LARGE", 2_000, [LineNotice::Withdrawn].as_slice())
        );
        assert!(!view.orderable());
        assert_eq!(view.totals.subtotal, view.lines[0].price.unwrap().total);
    }
    // Checkout shows it too.
    let checkout = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await;
    assert_eq!(checkout.unwrap().cart.lines.len(), 2);
    calls::set_quantity(&bench.shop, &token, "LAMP-LARGE", "0").await.unwrap();
    assert!(bench.view(&token).await.orderable());
    let undone = shop::cart::undo(&bench.shop, &token).await;
    assert!(matches!(undone, Err(UndoError::SoldOut(_))), "{undone:?}");
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.place(&token, &key, &hash).await.unwrap();
}

on_both!(a_line_shows_only_amounts_that_have_a_rate);
async fn a_line_shows_only_amounts_that_have_a_rate(bench: &Bench) {
    let euro = |minor| Money::new(minor, Currency::EUR);
    let priced = Some(LinePrice { unit: euro(2_000), total: euro(4_000) });
    let seen_in_kwd = "UPDATE shopping_cart_lines SET seen_currency = 'KWD' WHERE quantity = 2";
    let seen_in_eur = "UPDATE shopping_cart_lines SET seen_currency = 'EUR' WHERE quantity = 2";
    for (price, seen, shown, notices, counted) in [
        ("EUR", seen_in_eur, priced, vec![], 4_000),
        ("EUR", seen_in_kwd, priced, vec![], 4_000),
        ("KWD", seen_in_eur, priced, vec![LineNotice::Withdrawn], 0),
        ("KWD", seen_in_kwd, None, vec![LineNotice::Withdrawn], 0),
    ] {
        bench.add(&[lamp("EUR")]).await;
        let token = bench.cart(&[("MUG", 1), ("LAMP-LARGE", 2)]).await;
        bench.add(&[lamp(price)]).await;
        raw(bench.shop.db(), seen).await;
        let view = bench.view(&token).await;
        let [mug, line] = view.lines.as_slice() else { panic!("{:?}", view.lines) };
        assert_eq!((line.price, &line.notices), (shown, &notices), "{price}, {seen}");
        assert_eq!(line.orderable(), notices.is_empty(), "{price}, {seen}");
        let subtotal = mug.price.unwrap().total.minor + counted;
        assert_eq!(view.totals.subtotal.minor, subtotal, "{price}, {seen}");
        // It can be removed whatever it shows.
        calls::set_quantity(&bench.shop, &token, "LAMP-LARGE", "0").await.unwrap();
        assert!(bench.view(&token).await.orderable(), "{price}, {seen}");
    }
}

on_both!(it_cannot_be_added);
async fn it_cannot_be_added(bench: &Bench) {
    bench.add(&[lamp("KWD")]).await;
    let added = calls::add(&bench.shop, None, "LAMP-LARGE", "1").await;
    assert!(matches!(added, Err(AddError::NoSuchProduct)), "{added:?}");
    let token = bench.cart(&[("LAMP-SMALL", 1)]).await;
    let added = calls::add_all(&bench.shop, "api:lamp", "LAMP-LARGE", "1").await;
    assert!(matches!(added, Err(AddError::NoSuchProduct)), "{added:?}");
    assert_eq!(bench.view(&token).await.count, 1);
}
