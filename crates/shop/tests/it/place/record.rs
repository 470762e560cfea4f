//! What an order keeps.

use domain::{
    Currency, Money,
    customers::country,
    orders::{OrderNumber, OrderState},
    shipping::{ShippingMethod, ShippingService},
};
use std::sync::atomic::Ordering;
use testing::{
    Bench, GOOD_CARD, NOW, address,
    calls::{self, Placing},
    card, contact, on_both,
};
use time::{Date, macros::date};
use views::{
    checkout::PaymentSummary,
    orders::{ExpectedDelivery, OrderPayment},
};

fn last_day(expected: &ExpectedDelivery) -> Date {
    match expected {
        ExpectedDelivery::On(day) | ExpectedDelivery::Between(_, day) => *day,
        ExpectedDelivery::Stored { .. } => panic!("{expected:?} are no dates"),
    }
}

on_both!(an_order_holds_everything);
async fn an_order_holds_everything(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 2), ("HARDBACK", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let (before, shown) = (bench.stock("SCOPE-200").await, bench.view(&token).await);
    let placed = bench.place(&token, &key, &hash).await.unwrap();
    assert!(!placed.again);
    assert_eq!(bench.stock("SCOPE-200").await, before - 2);
    assert_eq!((bench.orders().await, bench.backlog().await), (1, 1));

    let order = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (order.number.clone(), order.state, order.email.as_str(), order.link.as_str()),
        (placed.number, OrderState::Placed, "Ada@Example.org", placed.link.as_str())
    );
    assert_eq!(order.totals, shown.totals);
    assert_eq!(order.totals.total.minor, 2 * 42_900 + 2_900);
    // 19 % included in 858.00, 7 % included in 29.00.
    assert_eq!(order.totals.tax.minor, 13_699 + 190);
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|l| (l.sku.as_str(), l.quantity, l.unit.minor, l.total.minor))
        .collect();
    assert_eq!(lines, [("SCOPE-200", 2, 42_900, 85_800), ("HARDBACK", 1, 2_900, 2_900)]);
    let visa = PaymentSummary { brand: "Visa".to_owned(), last_four: "0454".to_owned() };
    assert_eq!(
        (order.placed_on, order.payment, order.service),
        (date!(2026 - 11 - 20), Some(OrderPayment::Card(visa)), ShippingService::Standard)
    );
    assert_eq!(
        order.expected,
        ExpectedDelivery::Between(date!(2026 - 11 - 24), date!(2026 - 11 - 25))
    );
    assert_eq!((order.address, order.steps[0].1), (contact().address, Some(date!(2026 - 11 - 20))));
    // There is no carrier yet. Stored are data, days and card, and no sentences.
    assert_eq!(order.tracking, None);
    let mut conn = bench.shop.db().read().await.unwrap();
    let row = store::orders::by_id(&mut conn, placed.id).await.unwrap().unwrap();
    let days = [row.delivery_earliest, row.delivery_latest].map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2026-11-24", "2026-11-25"]);
    let details = serde_json::to_string(&row.details).unwrap();
    for word in ["November", "ending in", "earliest", "latest"] {
        assert!(!details.contains(word), "{word} in {details}");
    }
    drop(conn);
    // The cart is empty and starts again.
    assert!(bench.view(&token).await.lines.is_empty());
    assert_eq!(bench.bank.held().len(), 1);
    assert_eq!(bench.bank.authorised.lock().unwrap()[0].1, Money::new(88_700, Currency::EUR));
}

on_both!(the_catalogue_may_change_afterwards);
async fn the_catalogue_may_change_afterwards(bench: &Bench) {
    let placed = bench.order(&[("SCOPE-200", 1)]).await;
    let before = bench.order_by_link(&placed.link).await;
    bench.change("SCOPE-200", 1, 0).await;
    bench.set_status("meridian-200", "archived").await;
    let after = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (&after.lines[0].name, after.lines[0].unit, after.totals),
        (&before.lines[0].name, before.lines[0].unit, before.totals)
    );
}

on_both!(order_numbers_have_the_shops_format);
async fn order_numbers_have_the_shops_format(bench: &Bench) {
    let mut numbers = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let placed = bench.order(&[("BOOK", 1)]).await;
        assert_eq!(OrderNumber::parse(&placed.number.to_string()), Some(placed.number.clone()));
        numbers.insert(placed.number.to_string());
    }
    assert_eq!(numbers.len(), 20);
}

on_both!(an_order_keeps_the_delivery_dates_of_its_review);
/// One second before the cut-off hour; the bank takes two seconds.
async fn an_order_keeps_the_delivery_dates_of_its_review(bench: &Bench) {
    bench.advance(4 * 3_600_000 - 1_000);
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let before = bench.view(&token).await.arrives;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    *bench.bank.slow.lock().unwrap() = Some((bench.time.clone(), 2_000));
    let placed = bench.place(&token, &key, &hash).await.unwrap();
    let expected = bench.order_by_link(&placed.link).await.expected;
    assert_eq!(Some(last_day(&expected)), before, "{expected:?} is promised");
    // A new order has a later date.
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    assert_ne!(bench.view(&token).await.arrives, before);
}

on_both!(the_clock_is_read_once_while_an_order_is_placed);
/// The cut-off is 14:00: whichever reading of the clock is after it, the order keeps the date of
/// its review.
async fn the_clock_is_read_once_while_an_order_is_placed(bench: &Bench) {
    let ticking = bench.ticking().await;
    let start = bench.time.load(Ordering::Relaxed);
    for before in 1..8 {
        bench.time.store(start, Ordering::Relaxed);
        let token = bench.cart(&[("MUG", 1)]).await;
        let agreed = bench.view(&token).await.arrives.unwrap();
        let (key, hash) = bench.review(&token, GOOD_CARD).await;
        bench.time.store(NOW + 4 * 3_600_000 - before, Ordering::Relaxed);
        let placing = Placing { key: &key, review: Some(&hash), client: None };
        let placed = calls::place(&ticking, &token, placing, Currency::EUR).await.unwrap();
        let expected = bench.order_by_link(&placed.link).await.expected;
        assert_eq!(last_day(&expected), agreed, "{before}");
    }
}

on_both!(an_order_is_charged_in_the_displayed_currency);
async fn an_order_is_charged_in_the_displayed_currency(bench: &Bench) {
    for currency in bench.shop.rates().currencies().collect::<Vec<_>>() {
        let token = bench.cart(&[("TORCH", 1), ("BOOK", 7)]).await;
        bench.review(&token, GOOD_CARD).await;
        let view = calls::checkout(&bench.shop, Some(&token), None, currency, "DE").await.unwrap();
        let placed = calls::place(
            &bench.shop,
            &token,
            Placing { key: &view.key, review: Some(&view.review_hash), client: None },
            currency,
        )
        .await
        .unwrap();
        let order = bench.order_by_link(&placed.link).await;
        assert_eq!((order.totals, order.totals.total.currency), (view.cart.totals, currency));
        assert_eq!(
            order.totals.subtotal.minor,
            order.lines.iter().map(|l| l.total.minor).sum::<i64>()
        );
        assert_eq!(bench.bank.authorised.lock().unwrap().last().unwrap().1, order.totals.total);
    }
}

on_both!(tax_is_added_where_prices_exclude_it);
async fn tax_is_added_where_prices_exclude_it(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let swiss = domain::checkout::ContactForm {
        address: domain::customers::Address { postcode: "8001".to_owned(), ..address("CH") },
        ..contact()
    };
    shop::checkout::save_contact(&bench.shop, &token, swiss, None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    let estimate = calls::cart(
        &bench.shop,
        Some(&token),
        Currency::EUR,
        country::by_code("CH").unwrap(),
        ShippingMethod::Standard,
        false,
    )
    .await
    .unwrap();
    assert_eq!(view.cart.totals, estimate.totals);
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    let totals = bench.order_by_link(&placed.link).await.totals;
    assert_eq!(
        (totals.tax_included, totals.delivery.minor, totals.tax.minor, totals.total.minor),
        (false, 0, 3_475, 46_375)
    );
}
