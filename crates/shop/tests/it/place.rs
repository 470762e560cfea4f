//! Placing an order: everything or nothing, and once.

use crate::bench::{Bench, GOOD_CARD, address, card, contact, home, on_both, progress};
use domain::{
    Currency, Money,
    customers::country,
    orders::{OrderNumber, OrderState},
    shipping::Speed,
};
use shop::{Error, orders::Agreement, payments::Refusal};
use std::sync::atomic::Ordering;
use views::checkout::Step;

on_both!(the_day_that_was_agreed_is_the_day_that_is_promised);
/// One second before the hour after which an order is sent a day later; the bank takes two.
async fn the_day_that_was_agreed_is_the_day_that_is_promised(bench: &Bench) {
    bench.advance(4 * 3_600_000 - 1_000);
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let before = bench.view(&token).await.arrives;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    *bench.bank.slow.lock().unwrap() = Some((bench.time.clone(), 2_000));
    let placed = bench.place(&token, &key, &seen).await.unwrap();
    let expected = bench.order_by_link(&placed.link).await.expected;
    assert!(
        expected.ends_with(before.as_deref().unwrap()),
        "{before:?} was agreed, {expected} is promised"
    );
    // A new order gets a later day.
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    assert_ne!(bench.view(&token).await.arrives, before);
}

on_both!(an_order_holds_everything);
async fn an_order_holds_everything(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 2), ("PER-BK-YEAR", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    let (before, shown) = (bench.stock("LOW-D8").await, bench.view(&token).await);
    let placed = bench.place(&token, &key, &seen).await.unwrap();
    assert!(!placed.again);
    assert_eq!(bench.stock("LOW-D8").await, before - 2);
    assert_eq!((bench.orders().await, bench.backlog().await), (1, 1));

    let order = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (order.number.clone(), order.state, order.email.as_str(), order.link.as_str()),
        (placed.number, OrderState::Placed, "Ada@Example.org", placed.link.as_str())
    );
    assert_eq!(order.totals, shown.totals);
    assert_eq!(order.totals.total.minor, 2 * 42_900 + 2_900);
    // 19 % held in 858.00, 7 % held in 29.00.
    assert_eq!(order.totals.tax.minor, 13_699 + 190);
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|l| (l.sku.as_str(), l.quantity, l.unit.minor, l.total.minor))
        .collect();
    assert_eq!(lines, [("LOW-D8", 2, 42_900, 85_800), ("PER-BK-YEAR", 1, 2_900, 2_900)]);
    assert_eq!(
        (order.placed_on.as_str(), order.payment.as_str(), order.delivery.as_str()),
        ("20 November 2026", "Visa ending in 0454", "Standard delivery")
    );
    assert_eq!(order.expected, "between Tuesday, 24 November and Wednesday, 25 November");
    assert_eq!(
        (order.address, order.stations[0].1.as_deref()),
        (contact().address, Some("20 November 2026"))
    );
    // No carrier has it yet, and what is kept is data: days and the card, no sentence.
    assert_eq!(order.tracking, None);
    let mut conn = bench.shop.db().read().await.unwrap();
    let row = store::orders::by_id(&mut conn, placed.id).await.unwrap().unwrap();
    let days = [row.delivery_earliest, row.delivery_latest].map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2026-11-24", "2026-11-25"]);
    for word in ["November", "ending in", "earliest", "latest"] {
        assert!(!row.details.contains(word), "{word} in {}", row.details);
    }
    drop(conn);
    // The cart is empty and begins anew.
    assert!(bench.view(&token).await.lines.is_empty());
    assert_eq!(bench.bank.held().len(), 1);
    assert_eq!(bench.bank.authorised.lock().unwrap()[0].1, Money::new(88_700, Currency::EUR));
}

on_both!(the_catalogue_may_change_afterwards);
async fn the_catalogue_may_change_afterwards(bench: &Bench) {
    let placed = bench.order(&[("LOW-D8", 1)]).await;
    let before = bench.order_by_link(&placed.link).await;
    bench.change("LOW-D8", 1, 0).await;
    bench.set_status("lowland-8-dobsonian", "archived").await;
    let after = bench.order_by_link(&placed.link).await;
    assert_eq!(
        (&after.lines[0].name, after.lines[0].unit, after.totals),
        (&before.lines[0].name, before.lines[0].unit, before.totals)
    );
}

on_both!(the_same_key_is_the_same_order);
async fn the_same_key_is_the_same_order(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    let first = bench.place(&token, &key, &seen).await.unwrap();
    let again = bench.place(&token, &key, &seen).await.unwrap();
    assert_eq!(
        (again.id, &again.number, &again.link, again.again),
        (first.id, &first.number, &first.link, true)
    );
    // Even when the cart is in use again.
    shop::cart::add(&bench.shop, Some(&token), "PER-MUG", "1").await.unwrap();
    assert!(bench.place(&token, &key, "anything").await.unwrap().again);
    assert_eq!(bench.view(&token).await.count, 1);
    assert_eq!(
        (bench.orders().await, bench.backlog().await, bench.stock("LOW-D8").await),
        (1, 1, 37)
    );
}

on_both!(a_double_click_is_one_order);
async fn a_double_click_is_one_order(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (shop, token, key, seen) =
            (bench.shop.clone(), token.clone(), key.clone(), seen.clone());
        clicks.spawn(async move {
            let agreement = Agreement { key: &key, seen: Some(&seen), client: None };
            shop::orders::place(&shop, &token, agreement, Currency::EUR).await.unwrap()
        });
    }
    let placed = clicks.join_all().await;
    assert!(placed.iter().all(|p| p.id == placed[0].id && p.number == placed[0].number));
    assert_eq!(placed.iter().filter(|p| !p.again).count(), 1);
    assert_eq!(
        (bench.orders().await, bench.backlog().await, bench.stock("LOW-D8").await),
        (1, 1, 37)
    );
    assert_eq!(bench.bank.held().len(), 1);
    assert!(bench.bank.voided.lock().unwrap().is_empty(), "the payment is the order's");
}

on_both!(programs_with_one_cart_place_it_once);
async fn programs_with_one_cart_place_it_once(bench: &Bench) {
    shop::cart::add_all(&bench.shop, "api:load", "LOW-D8", "1").await.unwrap();
    let progress = progress().await;
    let mut calls = tokio::task::JoinSet::new();
    for i in 0..10 {
        let (shop, progress) = (bench.shop.clone(), progress.clone());
        calls.spawn(async move {
            let key = format!("call {i}");
            shop::orders::place_with(
                &shop,
                "api:load",
                Agreement { key: &key, seen: None, client: None },
                &progress,
                Currency::EUR,
            )
            .await
        });
    }
    let outcomes = calls.join_all().await;
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    for error in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(error, Error::Changed | Error::EmptyCart), "{error}");
    }
    assert_eq!(
        (bench.orders().await, bench.stock("LOW-D8").await, bench.bank.held().len()),
        (1, 37, 1)
    );
}

on_both!(two_carts_race_for_the_last_piece);
async fn two_carts_race_for_the_last_piece(bench: &Bench) {
    for _ in 0..5 {
        bench.change("LOW-D8", 42_900, 1).await;
        let (one, two) = (bench.cart(&[("LOW-D8", 1)]).await, bench.cart(&[("LOW-D8", 1)]).await);
        let (a, b) = (bench.review(&one, GOOD_CARD).await, bench.review(&two, GOOD_CARD).await);
        let (held, orders) = (bench.bank.held().len(), bench.orders().await);
        let (first, second) =
            tokio::join!(bench.place(&one, &a.0, &a.1), bench.place(&two, &b.0, &b.1));
        let (won, lost, loser) =
            if first.is_ok() { (first, second, &two) } else { (second, first, &one) };
        won.unwrap();
        assert!(matches!(lost, Err(Error::SoldOut(name)) if name == "Lowland 8″ Dobsonian"));
        assert_eq!(
            (bench.stock("LOW-D8").await, bench.orders().await, bench.bank.held().len()),
            (0, orders + 1, held + 1)
        );
        // The loser keeps the cart.
        assert_eq!(bench.view(loser).await.count, 1);
    }
}

on_both!(one_line_sold_out_takes_nothing_of_the_others);
async fn one_line_sold_out_takes_nothing_of_the_others(bench: &Bench) {
    let token = bench.cart(&[("LOW-D6", 3), ("LOW-D8", 2)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    bench.change("LOW-D8", 42_900, 1).await;
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::SoldOut(_))));
    assert_eq!(
        (
            bench.stock("LOW-D6").await,
            bench.stock("LOW-D8").await,
            bench.orders().await,
            bench.backlog().await
        ),
        (24, 1, 0, 0)
    );
    assert!(bench.bank.held().is_empty());
    assert_eq!(bench.view(&token).await.count, 5);
}

on_both!(a_refused_payment_leaves_everything_as_it_was);
async fn a_refused_payment_leaves_everything_as_it_was(bench: &Bench) {
    for (number, refusal) in [
        ("4000 0000 0000 0002", Refusal::Declined),
        ("4000 0000 0000 0069", Refusal::Expired),
        ("4000 0000 0000 0119", Refusal::Unavailable),
    ] {
        let token = bench.cart(&[("LOW-D8", 1)]).await;
        let (key, seen) = bench.review(&token, number).await;
        match bench.place(&token, &key, &seen).await {
            Err(Error::Payment(found)) => assert_eq!(found, refusal),
            other => panic!("{other:?}"),
        }
        assert_eq!(
            (
                bench.orders().await,
                bench.backlog().await,
                bench.stock("LOW-D8").await,
                bench.view(&token).await.count
            ),
            (0, 0, 38, 1)
        );
        assert!(bench.bank.held().is_empty());
        let view = shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE")
            .await
            .unwrap();
        // A card that was refused is not offered at the review again; one that nobody could ask
        // about is.
        let step = if refusal == Refusal::Unavailable { Step::Review } else { Step::Payment };
        assert_eq!((view.step, view.reached, &view.key, &view.seen), (step, step, &key, &seen));
        let asked = shop::checkout::show(
            &bench.shop,
            Some(&token),
            Some(Step::Review),
            Currency::EUR,
            "DE",
        )
        .await
        .unwrap();
        assert_eq!(asked.step, step);
    }
    // Another card, the same checkout.
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, "4000 0000 0000 0002").await;
    bench.place(&token, &key, &seen).await.unwrap_err();
    shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
    // What pays is part of what was agreed to.
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Changed)));
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.step, &view.key), (Step::Review, &key));
    bench.place(&token, &key, &view.seen).await.unwrap();
    assert_eq!(bench.orders().await, 1);
}

on_both!(a_challenge_is_asked_and_answered);
async fn a_challenge_is_asked_and_answered(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, "4000 0000 0000 3220").await;
    // As often as it is asked for: nothing but the bank's own word goes on.
    for _ in 0..3 {
        assert!(
            matches!(bench.place(&token, &key, &seen).await, Err(Error::Challenge { reference }) if reference.starts_with("challenge_"))
        );
    }
    let answer = |answer| *bench.bank.answer.lock().unwrap() = Some(answer);
    answer(false);
    assert!(matches!(
        bench.place(&token, &key, &seen).await,
        Err(Error::Payment(Refusal::Unconfirmed))
    ));
    assert_eq!((bench.orders().await, bench.stock("LOW-D8").await), (0, 38));
    answer(true);
    bench.place(&token, &key, &seen).await.unwrap();
    assert_eq!((bench.orders().await, bench.stock("LOW-D8").await), (1, 37));
}

on_both!(a_change_after_the_review_is_shown_first);
async fn a_change_after_the_review_is_shown_first(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    bench.change("LOW-D8", 44_900, 38).await;
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Changed)));
    assert_eq!((bench.orders().await, bench.bank.held().len()), (0, 0));
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(view.cart.totals.total.minor, 44_900);
    assert_ne!(view.seen, seen);
    let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
    assert_eq!(bench.order_by_link(&placed.link).await.totals.total.minor, 44_900);
}

on_both!(whatever_the_shopper_changes_elsewhere_counts_as_a_change);
async fn whatever_the_shopper_changes_elsewhere_counts_as_a_change(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "2").await.unwrap();
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Changed)));
    shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "1").await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "express", "").await.unwrap();
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Changed)));
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_contact(
        &bench.shop,
        &token,
        domain::checkout::ContactForm { address: address("FR"), ..contact() },
        None,
    )
    .await
    .unwrap();
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Changed)));
    shop::checkout::save_contact(&bench.shop, &token, contact(), None).await.unwrap();
    // Another currency is another total.
    let usd = shop::orders::place(
        &bench.shop,
        &token,
        Agreement { key: &key, seen: Some(&seen), client: None },
        Currency::USD,
    )
    .await;
    assert!(matches!(usd, Err(Error::Changed)));
    for (key, seen) in [("", seen.as_str()), ("made up", &seen), (&key, ""), (&key, "made up")] {
        assert!(
            matches!(bench.place(&token, key, seen).await, Err(Error::Changed)),
            "{key} {seen}"
        );
    }
    assert_eq!(bench.orders().await, 0);
    bench.place(&token, &key, &seen).await.unwrap();
}

on_both!(withdrawn_after_the_review);
async fn withdrawn_after_the_review(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    bench.set_status("lowland-8-dobsonian", "archived").await;
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::CartNotOrderable)));
    assert_eq!((bench.orders().await, bench.stock("LOW-D8").await), (0, 38));
}

on_both!(charged_in_the_currency_that_was_shown);
async fn charged_in_the_currency_that_was_shown(bench: &Bench) {
    for currency in bench.shop.rates().currencies().collect::<Vec<_>>() {
        let token = bench.cart(&[("LS4PSXUNUM", 1), ("HQTGWGPNH4", 7)]).await;
        bench.review(&token, GOOD_CARD).await;
        let view =
            shop::checkout::show(&bench.shop, Some(&token), None, currency, "DE").await.unwrap();
        let placed = shop::orders::place(
            &bench.shop,
            &token,
            Agreement { key: &view.key, seen: Some(&view.seen), client: None },
            currency,
        )
        .await
        .unwrap();
        let order = bench.order_by_link(&placed.link).await;
        assert_eq!((order.totals, order.totals.total.currency), (view.cart.totals, currency));
        assert_eq!(
            order.totals.goods.minor,
            order.lines.iter().map(|l| l.total.minor).sum::<i64>()
        );
        assert_eq!(bench.bank.authorised.lock().unwrap().last().unwrap().1, order.totals.total);
    }
}

on_both!(tax_is_added_where_prices_do_not_hold_it);
async fn tax_is_added_where_prices_do_not_hold_it(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let swiss = domain::checkout::ContactForm {
        address: domain::customers::Address { postcode: "8001".to_owned(), ..address("CH") },
        ..contact()
    };
    shop::checkout::save_contact(&bench.shop, &token, swiss, None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &card(GOOD_CARD)).await.unwrap();
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    let estimate = shop::cart::show(
        &bench.shop,
        Some(&token),
        Currency::EUR,
        country::by_code("CH").unwrap(),
        Speed::Standard,
        false,
    )
    .await
    .unwrap();
    assert_eq!(view.cart.totals, estimate.totals);
    let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
    let totals = bench.order_by_link(&placed.link).await.totals;
    assert_eq!(
        (totals.tax_included, totals.delivery.minor, totals.tax.minor, totals.total.minor),
        (false, 0, 3_475, 46_375)
    );
}

on_both!(what_costs_something_needs_a_payment);
async fn what_costs_something_needs_a_payment(bench: &Bench) {
    bench.change("LOW-D8", 0, 5).await;
    let mut progress = progress().await;
    progress.method = None;
    shop::cart::add_all(&bench.shop, "api:free", "LOW-D8", "1").await.unwrap();
    let agreement = Agreement { key: "free", seen: None, client: None };
    assert!(
        matches!(
            shop::orders::place_with(&bench.shop, "api:free", agreement, &progress, Currency::EUR)
                .await,
            Err(Error::NotReady)
        ),
        "delivery is to be paid"
    );
    assert_eq!((bench.orders().await, bench.stock("LOW-D8").await), (0, 5));
}

on_both!(an_order_number_is_ours);
async fn an_order_number_is_ours(bench: &Bench) {
    let mut numbers = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let placed = bench.order(&[("HQTGWGPNH4", 1)]).await;
        assert_eq!(OrderNumber::parse(&placed.number.to_string()), Some(placed.number.clone()));
        numbers.insert(placed.number.to_string());
    }
    assert_eq!(numbers.len(), 20);
}

on_both!(a_key_is_its_carts_own);
async fn a_key_is_its_carts_own(bench: &Bench) {
    let ada = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&ada, GOOD_CARD).await;
    let placed = bench.place(&ada, &key, &seen).await.unwrap();
    assert!(bench.place(&ada, &key, "").await.unwrap().again);
    let eve = bench.cart(&[("PER-MUG", 1)]).await;
    bench.review(&eve, GOOD_CARD).await;
    for token in [eve.as_str(), "0123456789abcdef0123456789abcdef", "api:x"] {
        assert!(bench.place(token, &key, &seen).await.is_err(), "{token}");
    }
    // Of programs too, and no two of their keys are the same text.
    let progress = progress().await;
    let call = async |token: &str, key: &str| {
        shop::orders::place_with(
            &bench.shop,
            token,
            Agreement { key, seen: None, client: None },
            &progress,
            Currency::EUR,
        )
        .await
    };
    shop::cart::add_all(&bench.shop, "api:a", "PER-MUG", "1").await.unwrap();
    let first = call("api:a", "b:c").await.unwrap();
    assert!(call("api:a", "b:c").await.unwrap().again);
    assert!(matches!(call("api:a:b", "c").await, Err(Error::EmptyCart)));
    shop::cart::add_all(&bench.shop, "api:a:b", "PER-MUG", "1").await.unwrap();
    let second = call("api:a:b", "c").await.unwrap();
    assert!(first.id != second.id && second.id != placed.id && !second.again);
}

on_both!(what_was_let_go_of_is_not_used_again);
async fn what_was_let_go_of_is_not_used_again(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1), ("GRE-D61M", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    // The last camera goes while the bank is asked.
    bench.bank.meanwhile.lock().unwrap().replace((bench.shop.db().clone(), "GRE-D61M"));
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::SoldOut(_))));
    assert_eq!((bench.bank.held().len(), bench.bank.voided.lock().unwrap().len()), (0, 1));
    bench.change("GRE-D61M", 399_000, 1).await;
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    bench.place(&token, &key, &view.seen).await.unwrap();
    assert_eq!((bench.bank.held().len(), bench.orders().await), (1, 1));
    let paid = bench.payments().await;
    assert_eq!(paid, bench.bank.held(), "the order has money behind it");
}

on_both!(a_provider_that_never_answers_holds_nothing);
async fn a_provider_that_never_answers_holds_nothing(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    bench.bank.silent.store(true, Ordering::Relaxed);
    assert!(matches!(
        bench.place(&token, &key, &seen).await,
        Err(Error::Payment(Refusal::Unavailable))
    ));
    assert_eq!(bench.bank.authorised.lock().unwrap().len(), 1);
    assert_eq!(bench.bank.held().len(), 0, "what it set aside is let go of");
    assert_eq!(
        (bench.orders().await, bench.stock("LOW-D8").await, bench.view(&token).await.count),
        (0, 38, 1)
    );
    // The next try is another authorisation.
    bench.bank.silent.store(false, Ordering::Relaxed);
    assert!(!bench.place(&token, &key, &seen).await.unwrap().again);
    assert_eq!((bench.orders().await, bench.payments().await), (1, bench.bank.held()));
}

on_both!(a_payment_without_an_order_is_let_go_of);
async fn a_payment_without_an_order_is_let_go_of(bench: &Bench) {
    // The shopper does not come back from the bank's page; nor does the process that asked the
    // bank come back from a crash.
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, "4000 0000 0000 3220").await;
    assert!(matches!(bench.place(&token, &key, &seen).await, Err(Error::Challenge { .. })));
    let order = bench.order(&[("PER-MUG", 1)]).await;
    assert!(!order.again);
    assert_eq!(
        shop::orders::place::void_pending(&bench.shop).await.unwrap(),
        0,
        "it may still be answered"
    );
    bench.advance(16 * 60_000);
    assert_eq!(shop::orders::place::void_pending(&bench.shop).await.unwrap(), 1);
    assert_eq!(shop::orders::place::void_pending(&bench.shop).await.unwrap(), 0);
    assert_eq!(bench.payments().await, bench.bank.held(), "the order's own stays");
    // Who comes back after all pays anew.
    *bench.bank.answer.lock().unwrap() = Some(true);
    let agreement = Agreement { key: &key, seen: Some(&seen), client: None };
    shop::orders::place(&bench.shop, &token, agreement, Currency::EUR).await.unwrap();
    assert_eq!((bench.orders().await, bench.bank.held().len()), (2, 2));
}

#[tokio::test]
async fn an_order_that_was_begun_is_finished_when_the_shopper_goes() {
    let bench = Bench::new(crate::database::Kind::Sqlite).await;
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, "4000 0000 0000 0077").await;
    let placing = bench.place(&token, &key, &seen);
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(500), placing).await.is_err(),
        "the bank takes its time"
    );
    while bench.orders().await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(bench.payments().await, bench.bank.held());
    assert!(bench.place(&token, &key, &seen).await.unwrap().again);
    bench.shop.db().close().await;
}

on_both!(what_another_tab_adds_meanwhile_is_not_lost);
/// A line that another tab adds at the very moment the order is placed is in the order's way or
/// in the next cart, but never lost.
async fn what_another_tab_adds_meanwhile_is_not_lost(bench: &Bench) {
    for _ in 0..10 {
        let token = bench.cart(&[("LOW-D8", 1)]).await;
        bench.change("LOW-D8", 42_900, 38).await;
        let (key, seen) = bench.review(&token, GOOD_CARD).await;
        let other = {
            let (shop, token) = (bench.shop.clone(), token.clone());
            tokio::spawn(async move {
                shop::cart::add(&shop, Some(&token), "PER-MUG", "1").await.unwrap()
            })
        };
        let outcome = bench.place(&token, &key, &seen).await;
        other.await.unwrap();
        let left: Vec<String> = shop::cart::show(
            &bench.shop,
            Some(&token),
            Currency::EUR,
            home(),
            Speed::Standard,
            false,
        )
        .await
        .unwrap()
        .lines
        .into_iter()
        .map(|l| l.sku)
        .collect();
        match outcome {
            Ok(placed) => {
                assert_eq!(bench.order_by_link(&placed.link).await.lines.len(), 1);
                assert_eq!(left, ["PER-MUG"], "the mug is gone");
            }
            Err(Error::Changed) => assert_eq!(left, ["LOW-D8", "PER-MUG"]),
            Err(other) => panic!("{other}"),
        }
    }
}

/// The same, with the other tab's transaction held open while the order waits for the cart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_being_added_is_waited_for() {
    let bench = Bench::new(crate::database::Kind::Postgres).await;
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    let (key, seen) = bench.review(&token, GOOD_CARD).await;
    let now = bench.shop.clock().now();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let mug = store::carts::sellable(&mut tx, "PER-MUG", now).await.unwrap().unwrap();
    store::carts::touch(&mut tx, &token, now).await.unwrap();
    store::carts::add(&mut tx, &token, &mug, 1, 9, now).await.unwrap();
    let placing = {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tokio::spawn(async move {
            shop::orders::place(
                &shop,
                &token,
                Agreement { key: &key, seen: Some(&seen), client: None },
                Currency::EUR,
            )
            .await
        })
    };
    // Until the order waits for the lock on the cart.
    loop {
        let mut conn = bench.shop.db().read().await.unwrap();
        let store::ConnectionRef::Postgres(c) = store::Executor::connection(&mut conn) else {
            panic!("not PostgreSQL")
        };
        let waiting: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .fetch_one(c)
                .await
                .unwrap();
        if waiting > 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    tx.commit().await.unwrap();
    let outcome = placing.await.unwrap();
    assert!(matches!(outcome, Err(Error::Changed)), "{outcome:?}");
    assert_eq!(bench.view(&token).await.count, 2);
    bench.shop.db().close().await;
}
