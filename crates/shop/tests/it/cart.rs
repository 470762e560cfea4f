//! The cart.

use domain::{
    Currency, Money,
    cart::{MAX_LINES, QuantityError},
    customers::country,
    shipping::ShippingMethod,
};
use shop::cart::{
    AddError, AddSet, AddToCart, ChangeError, EMPTY_KEPT_FOR, KEPT_FOR, NotAdded, UndoError,
    add_set,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use testing::calls;
use testing::{Bench, ProductBuilder, VariantBuilder, home, on_both};
use views::cart::LineNotice;

on_both!(adding_creates_a_cart_and_adds_quantities);
async fn adding_creates_a_cart_and_adds_quantities(bench: &Bench) {
    let first = calls::add(&bench.shop, None, "SCOPE-200", "2").await.unwrap();
    assert_eq!(
        (first.token.len(), first.count, first.quantity, first.limited, first.name.as_str()),
        (32, 2, 2, None, "Meridian 200 Dobsonian")
    );
    let again = calls::add(&bench.shop, Some(&first.token), "SCOPE-200", " 3 ").await.unwrap();
    assert_eq!((&again.token, again.count, again.quantity), (&first.token, 5, 5));
    bench.advance(1);
    let other = calls::add(&bench.shop, Some(&first.token), "REFRACTOR-SET", "1").await.unwrap();
    assert_eq!((other.count, other.name.contains(", With tripod")), (6, true));
    let view = bench.view(&first.token).await;
    assert_eq!(
        view.lines
            .iter()
            .map(|l| {
                let price = l.price.unwrap();
                (l.sku.as_str(), l.quantity, price.unit.minor, price.total.minor)
            })
            .collect::<Vec<_>>(),
        [("SCOPE-200", 5, 42_900, 214_500), ("REFRACTOR-SET", 1, 93_900, 93_900)]
    );
    assert_eq!(
        (
            view.count,
            view.totals.subtotal.minor,
            view.totals.delivery.minor,
            view.totals.total.minor
        ),
        (6, 308_400, 0, 308_400)
    );
    assert!(view.orderable() && view.to_free_delivery.is_none() && view.totals.tax_included);
}

on_both!(an_estimate_for_country_and_currency);
async fn an_estimate_for_country_and_currency(bench: &Bench) {
    let token = bench.cart(&[("BOOK", 3)]).await;
    let view = calls::cart(
        &bench.shop,
        Some(&token),
        Currency::USD,
        country::by_code("US").unwrap(),
        ShippingMethod::Express,
        false,
    )
    .await
    .unwrap();
    let unit = bench.shop.rates().price(Money::new(300, Currency::EUR), Currency::USD).unwrap();
    assert_eq!(
        (view.lines[0].price.unwrap().unit, Some(view.totals.subtotal), view.totals.tax.minor),
        (unit, unit.times(3), 0)
    );
    assert_eq!(
        view.totals.delivery,
        bench.shop.rates().price(Money::new(4_990, Currency::EUR), Currency::USD).unwrap()
    );
    assert_eq!(view.country, "US");
    let home = bench.view(&token).await;
    assert_eq!(
        home.to_free_delivery,
        Some(Money::new(5_000 - home.totals.subtotal.minor, Currency::EUR))
    );
}

on_both!(invalid_additions);
async fn invalid_additions(bench: &Bench) {
    let shop = &bench.shop;
    for (quantity, error) in [
        ("0", QuantityError::TooSmall),
        ("-1", QuantityError::TooSmall),
        ("1.5", QuantityError::NotWhole),
        ("", QuantityError::NotWhole),
        ("2147483648", QuantityError::TooLarge),
        ("1000", QuantityError::TooLarge),
    ] {
        match calls::add(shop, None, "SCOPE-200", quantity).await {
            Err(AddError::Quantity(found)) => assert_eq!(found, error, "{quantity}"),
            other => panic!("{quantity}: {other:?}"),
        }
    }
    for sku in [
        "",
        "nothing",
        "ALMANAC-NEXT",
        "ALMANAC-OLD",
        "scope-200",
        "SCOPE-200' --",
        &"x".repeat(10_000),
    ] {
        assert!(
            matches!(calls::add(shop, None, sku, "1").await, Err(AddError::NoSuchProduct)),
            "{sku:.30}"
        );
    }
    assert!(matches!(calls::add(shop, None, "TRIPOD", "1").await, Err(AddError::SoldOut(_))));
}

on_both!(no_more_than_in_stock);
async fn no_more_than_in_stock(bench: &Bench) {
    let change = calls::add(&bench.shop, None, "CAMERA", "5").await.unwrap();
    assert_eq!((change.quantity, change.limited), (1, Some(1)));
    let change = calls::add(&bench.shop, Some(&change.token), "CAMERA", "1").await.unwrap();
    assert_eq!((change.quantity, change.limited, change.count), (1, Some(1), 1));
    let change = calls::set_quantity(&bench.shop, &change.token, "CAMERA", "7").await.unwrap();
    assert_eq!((change.quantity, change.limited), (1, Some(1)));
    let many = calls::add(&bench.shop, None, "BOOK", "999").await.unwrap();
    let more = calls::add(&bench.shop, Some(&many.token), "BOOK", "1").await.unwrap();
    assert_eq!((more.quantity, more.limited), (999, Some(999)));
    // API clients get all or nothing.
    let token = "api:load";
    assert!(matches!(
        calls::add_all(&bench.shop, token, "CAMERA", "2").await,
        Err(AddError::OnlyLeft(1))
    ));
    assert!(bench.view(token).await.lines.is_empty());
    calls::add_all(&bench.shop, token, "CAMERA", "1").await.unwrap();
    assert!(matches!(
        calls::add_all(&bench.shop, token, "CAMERA", "1").await,
        Err(AddError::OnlyLeft(1))
    ));
}

on_both!(lines_change_and_removals_can_be_undone);
async fn lines_change_and_removals_can_be_undone(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 2), ("MUG", 3)]).await;
    let change = calls::set_quantity(&bench.shop, &token, "SCOPE-200", "4").await.unwrap();
    assert_eq!((change.quantity, change.count), (4, 7));
    let change = calls::set_quantity(&bench.shop, &token, "SCOPE-200", "0").await.unwrap();
    assert_eq!((change.quantity, change.count), (0, 3));
    assert_eq!(
        bench.view(&token).await.undo,
        Some(views::cart::Removed {
            name: "Meridian 200 Dobsonian".to_owned(),
            lines: 1,
            units: 4
        })
    );
    let back = shop::cart::undo(&bench.shop, &token).await.unwrap();
    assert_eq!((back.quantity, back.count), (4, 7));
    assert_eq!(bench.view(&token).await.undo, None);
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(UndoError::NothingToUndo)));
    assert_eq!(bench.view(&token).await.count, 7);
    shop::cart::empty(&bench.shop, &token).await.unwrap();
    let view = bench.view(&token).await;
    assert_eq!(
        (view.lines.len(), view.count, view.totals.total.minor, view.to_free_delivery),
        (0, 0, 0, None)
    );
    assert!(!view.orderable());
    // Everything is restored, as far as it is in stock. A call that is repeated because its answer
    // was lost changes nothing.
    let removed = views::cart::Removed { name: "Enamel mug".to_owned(), lines: 2, units: 7 };
    assert_eq!(view.undo.as_ref(), Some(&removed));
    shop::cart::empty(&bench.shop, &token).await.unwrap();
    assert_eq!(bench.view(&token).await.undo, Some(removed));
    bench.change("SCOPE-200", 42_900, 1).await;
    let back = shop::cart::undo(&bench.shop, &token).await.unwrap();
    assert_eq!((back.count, back.limited), (4, Some(4)));
    // A removal cannot be undone after something else was added.
    calls::set_quantity(&bench.shop, &token, "MUG", "0").await.unwrap();
    calls::add(&bench.shop, Some(&token), "GLOBE", "1").await.unwrap();
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(UndoError::NothingToUndo)));
    shop::cart::empty(&bench.shop, &token).await.unwrap();
    bench.change("SCOPE-200", 42_900, 0).await;
    bench.change("GLOBE", 5_900, 0).await;
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(UndoError::SoldOut(_))));
}

on_both!(two_concurrent_undos_restore_once);
async fn two_concurrent_undos_restore_once(bench: &Bench) {
    for _ in 0..5 {
        let token = bench.cart(&[("SCOPE-200", 2)]).await;
        calls::set_quantity(&bench.shop, &token, "SCOPE-200", "0").await.unwrap();
        let undo = || {
            let (shop, token) = (bench.shop.clone(), token.clone());
            tokio::spawn(async move { shop::cart::undo(&shop, &token).await })
        };
        let (a, b) = tokio::join!(undo(), undo());
        assert!(a.unwrap().is_ok() != b.unwrap().is_ok());
        assert_eq!(bench.view(&token).await.count, 2);
    }
}

on_both!(unknown_and_foreign_cart_tokens);
async fn unknown_and_foreign_cart_tokens(bench: &Bench) {
    let stranger = "0123456789abcdef0123456789abcdef";
    assert!(bench.view(stranger).await.lines.is_empty());
    assert!(matches!(
        calls::set_quantity(&bench.shop, stranger, "SCOPE-200", "1").await,
        Err(ChangeError::NoSuchCart)
    ));
    assert!(matches!(shop::cart::undo(&bench.shop, stranger).await, Err(UndoError::NoSuchCart)));
    shop::cart::empty(&bench.shop, stranger).await.unwrap();
    let mine = bench.cart(&[("SCOPE-200", 1)]).await;
    assert!(matches!(
        calls::set_quantity(&bench.shop, &mine, "MUG", "1").await,
        Err(ChangeError::NoSuchLine)
    ));
    // Anything that is not one of the shop's tokens is replaced by a new one.
    for odd in ["", "x", "' OR 1=1 --", "api:", &"f".repeat(33), "0123456789abcdef0123456789abcdeg"]
    {
        let change = calls::add(&bench.shop, Some(odd), "MUG", "1").await.unwrap();
        assert!(change.token != odd && change.token.len() == 32, "{odd}");
    }
    assert_eq!(bench.view(&mine).await.count, 1);
}

on_both!(lines_explain_themselves);
async fn lines_explain_themselves(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 3), ("MUG", 1), ("GLOBE", 2), ("SCOPE-150", 1)]).await;
    bench.change("SCOPE-200", 42_900, 2).await;
    bench.change("MUG", 1_600, 0).await;
    bench.set_status("lunar-globe", "archived").await;
    bench.change("SCOPE-150", 29_900, 10).await;
    let view = bench.view(&token).await;
    let notices: Vec<_> = view
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.notices.clone(), line.orderable()))
        .collect();
    assert_eq!(
        notices,
        [
            ("SCOPE-200", vec![LineNotice::OnlyLeft(2)], false),
            ("MUG", vec![LineNotice::SoldOut], false),
            ("GLOBE", vec![LineNotice::Withdrawn], false),
            ("SCOPE-150", vec![LineNotice::Repriced(Money::new(32_900, Currency::EUR))], true),
        ]
    );
    assert!(!view.orderable());
    assert_eq!(view.totals.subtotal.minor, 2 * 42_900 + 29_900, "what there is counts");
    assert_eq!(view.to_free_delivery, None);
    // A price change is announced once.
    calls::cart(&bench.shop, Some(&token), Currency::EUR, home(), ShippingMethod::Standard, true)
        .await
        .unwrap();
    assert!(bench.view(&token).await.lines[3].notices.is_empty());
    // The shopper resolves the rest.
    calls::set_quantity(&bench.shop, &token, "SCOPE-200", "2").await.unwrap();
    calls::set_quantity(&bench.shop, &token, "MUG", "0").await.unwrap();
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(UndoError::SoldOut(_))));
    calls::set_quantity(&bench.shop, &token, "GLOBE", "0").await.unwrap();
    let view = bench.view(&token).await;
    assert!(view.orderable());
    assert_eq!(view.totals.subtotal.minor, 2 * 42_900 + 29_900);
}

on_both!(two_tabs_lose_no_additions);
async fn two_tabs_lose_no_additions(bench: &Bench) {
    let token = bench.cart(&[("MUG", 1)]).await;
    let mut tabs = tokio::task::JoinSet::new();
    for sku in ["SCOPE-200", "SCOPE-150", "GLOBE", "BOOK", "SCOPE-200", "BOOK", "MUG", "SCOPE-150"]
    {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tabs.spawn(async move { calls::add(&shop, Some(&token), sku, "1").await.unwrap() });
    }
    tabs.join_all().await;
    let mut lines: Vec<_> =
        bench.view(&token).await.lines.into_iter().map(|l| (l.sku, l.quantity)).collect();
    lines.sort();
    let expected = [("BOOK", 2), ("GLOBE", 1), ("MUG", 2), ("SCOPE-150", 2), ("SCOPE-200", 2)];
    assert_eq!(lines, expected.map(|(sku, n)| (sku.to_owned(), n)));
}

on_both!(concurrent_steps_all_count);
async fn concurrent_steps_all_count(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 10)]).await;
    let mut tabs = tokio::task::JoinSet::new();
    for step in [1, 1, 1, -1].repeat(5) {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tabs.spawn(async move {
            calls::step_quantity(&shop, &token, "SCOPE-200", step, "").await.unwrap()
        });
    }
    tabs.join_all().await;
    assert_eq!(bench.view(&token).await.lines[0].quantity, 20);
    assert!(matches!(
        calls::step_quantity(&bench.shop, &token, "MUG", 1, "").await,
        Err(ChangeError::NoSuchLine)
    ));
    assert!(matches!(
        calls::step_quantity(&bench.shop, "0123456789abcdef0123456789abcdef", "SCOPE-200", 1, "")
            .await,
        Err(ChangeError::NoSuchCart)
    ));
}

on_both!(checkout_steps_in_two_tabs_are_both_saved);
async fn checkout_steps_in_two_tabs_are_both_saved(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    bench.review(&token, testing::GOOD_CARD).await;
    for _ in 0..5 {
        shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
        let moved =
            domain::checkout::ContactForm { address: testing::address("FR"), ..testing::contact() };
        let (a, b) = tokio::join!(
            shop::checkout::save_contact(&bench.shop, &token, moved, None),
            shop::checkout::save_delivery(&bench.shop, &token, "express", "")
        );
        a.unwrap();
        b.unwrap();
        let view =
            calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
        assert_eq!(
            (view.contact.address.country.as_str(), view.shipping_method),
            ("FR", ShippingMethod::Express)
        );
        shop::checkout::save_contact(&bench.shop, &token, testing::contact(), None).await.unwrap();
    }
}

on_both!(a_full_cart_takes_more_of_the_same);
async fn a_full_cart_takes_more_of_the_same(bench: &Bench) {
    let skus: Vec<String> = (0..=MAX_LINES).map(|i| format!("LINE-{i}")).collect();
    let product =
        |sku: &String| ProductBuilder::new(&sku.to_lowercase()).variant(VariantBuilder::new(sku));
    bench.add(&skus.iter().map(product).collect::<Vec<_>>()).await;
    let token = bench.cart(&[(&skus[0], 1)]).await;
    for sku in &skus[1..MAX_LINES] {
        calls::add(&bench.shop, Some(&token), sku, "1").await.unwrap();
    }
    assert!(matches!(
        calls::add(&bench.shop, Some(&token), &skus[MAX_LINES], "1").await,
        Err(AddError::CartFull)
    ));
    assert_eq!(bench.view(&token).await.lines.len(), MAX_LINES);
    bench.change(&skus[0], 100, 10).await;
    assert_eq!(calls::add(&bench.shop, Some(&token), &skus[0], "1").await.unwrap().quantity, 2);
    // A set is added as far as there is room: one more unit of a line takes none.
    bench.change(&skus[1], 100, 10).await;
    let set = [skus[0].as_str(), skus[MAX_LINES].as_str(), skus[1].as_str()];
    let command = AddSet { cart: Some(&token), skus: &set, key: "", may_create: &|| Ok(()) };
    let added = add_set(&bench.shop, command).await.unwrap();
    let full = NotAdded { cart_full: 1, ..NotAdded::default() };
    assert_eq!((added.token.as_str(), added.added, added.not_added), (token.as_str(), 2, full));
    let command = AddSet { skus: &set[1..2], ..command };
    assert!(matches!(add_set(&bench.shop, command).await, Err(AddError::CartFull)));
}

on_both!(carts_are_kept_for_thirty_days);
async fn carts_are_kept_for_thirty_days(bench: &Bench) {
    let token = bench.cart(&[("MUG", 1)]).await;
    bench.advance(KEPT_FOR - 10);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 0);
    assert_eq!(bench.view(&token).await.count, 1);
    // A change restarts the thirty days.
    calls::set_quantity(&bench.shop, &token, "MUG", "2").await.unwrap();
    bench.advance(KEPT_FOR - 10);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 0);
    bench.advance(20);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 1);
    assert!(bench.view(&token).await.lines.is_empty());
    // The browser's old token starts an empty cart.
    assert_eq!(calls::add(&bench.shop, Some(&token), "MUG", "1").await.unwrap().count, 1);
}

on_both!(an_empty_cart_is_kept_for_three_days);
async fn an_empty_cart_is_kept_for_three_days(bench: &Bench) {
    let (empty, ordered) = (bench.cart(&[("MUG", 1)]).await, bench.cart(&[("MUG", 1)]).await);
    shop::cart::empty(&bench.shop, &empty).await.unwrap();
    bench.advance(EMPTY_KEPT_FOR - 10);
    assert_eq!(shop::cart::undo(&bench.shop, &empty).await.unwrap().count, 1);
    shop::cart::empty(&bench.shop, &empty).await.unwrap();
    bench.advance(EMPTY_KEPT_FOR + 10);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 1);
    assert!(shop::cart::undo(&bench.shop, &empty).await.is_err());
    assert_eq!(bench.view(&ordered).await.count, 1);
    let asked = AtomicUsize::new(0);
    let never = || {
        asked.fetch_add(1, Ordering::Relaxed);
        Err(90)
    };
    // `may_create` is called only before a cart is created.
    let command = AddToCart { may_create: &never, ..AddToCart::new("MUG", "1") };
    let refused = shop::cart::add(&bench.shop, command.to(Some(&empty))).await;
    assert!(matches!(refused, Err(AddError::TooManyCarts { seconds: 90 })));
    assert_eq!(shop::cart::add(&bench.shop, command.to(Some(&ordered))).await.unwrap().count, 2);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

on_both!(a_cart_survives_a_restart);
async fn a_cart_survives_a_restart(bench: &Bench) {
    let token = bench.cart(&[("MUG", 2)]).await;
    let again = bench.replica().await;
    let view =
        calls::cart(&again, Some(&token), Currency::EUR, home(), ShippingMethod::Standard, false)
            .await
            .unwrap();
    assert_eq!(view.count, 2);
    again.db().close().await;
}

on_both!(unknown_tokens_are_not_adopted);
/// A token chosen by somebody else never becomes a cart.
async fn unknown_tokens_are_not_adopted(bench: &Bench) {
    let planted = "0".repeat(32);
    let change = calls::add(&bench.shop, Some(&planted), "MUG", "1").await.unwrap();
    assert_ne!(change.token, planted);
    assert!(bench.view(&planted).await.lines.is_empty());
    assert_eq!(
        calls::add(&bench.shop, Some(&change.token), "MUG", "1").await.unwrap().token,
        change.token
    );
    // API clients choose their own tokens.
    assert_eq!(
        calls::add_all(&bench.shop, "api:mine", "MUG", "1").await.unwrap().token,
        "api:mine"
    );
}

on_both!(an_api_cart_expires_sooner);
async fn an_api_cart_expires_sooner(bench: &Bench) {
    let shopper = bench.cart(&[("MUG", 1)]).await;
    calls::add_all(&bench.shop, "api:mine", "MUG", "1").await.unwrap();
    bench.advance(2 * 24 * 3_600_000);
    shop::notifications::worker::clear_old(&bench.shop).await.unwrap();
    assert_eq!(bench.view("api:mine").await.count, 1);
    bench.advance(2 * 24 * 3_600_000);
    shop::notifications::worker::clear_old(&bench.shop).await.unwrap();
    assert_eq!((bench.view("api:mine").await.count, bench.view(&shopper).await.count), (0, 1));
}

on_both!(a_repeated_change_counts_once);
async fn a_repeated_change_counts_once(bench: &Bench) {
    let shop = &bench.shop;
    let add = async |token: Option<&str>, sku: &str, quantity: &str, key: &str| {
        let command = AddToCart { key, ..AddToCart::new(sku, quantity).to(token) };
        shop::cart::add(shop, command).await.unwrap()
    };
    let first = add(None, "SCOPE-200", "2", "one").await;
    let token = Some(first.token.as_str());
    // The answer was lost; the repeated call returns the same answer.
    assert_eq!(add(token, "SCOPE-200", "2", "one").await, first);
    let second = add(token, "SCOPE-200", "2", "two").await;
    assert_eq!((second.requested, second.quantity, second.count), (2, 4, 4));
    assert_eq!(add(token, "SCOPE-200", "2", "two").await.count, 4);
    // Forms without JavaScript have no key: each of them counts.
    assert_eq!(add(token, "SCOPE-200", "2", "").await.count, 6);
    assert_eq!(add(token, "SCOPE-200", "2", "").await.count, 8);
    let step = async |by, key: &str| {
        let changed = calls::step_quantity(shop, &first.token, "SCOPE-200", by, key).await;
        changed.unwrap().quantity
    };
    assert_eq!(step(1, "three").await, 9);
    assert_eq!(step(1, "three").await, 9);
    assert_eq!(step(-1, "four").await, 8);
    assert_eq!(step(-1, "four").await, 8);
    // Another tab may have made a change in between.
    assert_eq!(add(token, "SCOPE-200", "2", "one").await.count, 8);
    assert_eq!(step(1, "three").await, 8);
    // A key that cannot be stored counts as none.
    let (longest, longer) = ("k".repeat(64), "k".repeat(65));
    for (key, count) in [(&longest, 9), (&longest, 9), (&longer, 10), (&longer, 11)] {
        assert_eq!(add(token, "SCOPE-200", "1", key).await.count, count, "{key}");
    }
    for (key, quantity) in [(&longer, 12), (&longer, 13)] {
        assert_eq!(step(1, key).await, quantity, "{key}");
    }
    // The repeated call does not report the limit again.
    let most = add(None, "CAMERA", "1", "five").await;
    let again = add(Some(&most.token), "CAMERA", "1", "five").await;
    assert_eq!((again.count, again.limited), (1, None));
}

on_both!(a_repeated_change_writes_nothing);
/// What was done or sold after the change stays as it is.
async fn a_repeated_change_writes_nothing(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[("MUG", 2)]).await;
    let add = async |key: &str| {
        let command = AddToCart { key, ..AddToCart::new("SCOPE-200", "3").to(Some(&token)) };
        shop::cart::add(shop, command).await
    };
    let step = async || calls::step_quantity(shop, &token, "SCOPE-200", 1, "step").await.unwrap();
    assert_eq!(add("add").await.unwrap().count, 5);
    assert_eq!(step().await.count, 6);
    calls::set_quantity(shop, &token, "MUG", "0").await.unwrap();
    let undo = bench.view(&token).await.undo;
    assert_eq!(undo.as_ref().map(|removed| removed.units), Some(2));
    for (status, stock) in [("published", 2), ("published", 0), ("archived", 0)] {
        bench.change("SCOPE-200", 42_900, stock).await;
        bench.set_status("meridian-200", status).await;
        let added = add("add").await.unwrap();
        assert_eq!(
            (added.requested, added.quantity, added.count, added.limited),
            (3, 4, 4, None),
            "{status}, {stock} left"
        );
        let stepped = step().await;
        assert_eq!(
            (stepped.requested, stepped.quantity, stepped.count, stepped.limited),
            (4, 4, 4, None),
            "{status}, {stock} left"
        );
        let view = bench.view(&token).await;
        assert_eq!((view.count, &view.undo), (4, &undo), "{status}, {stock} left");
    }
    // A change with another key is made now, or refused.
    assert!(matches!(add("another").await, Err(AddError::NoSuchProduct)));
    bench.set_status("meridian-200", "published").await;
    assert!(matches!(add("another").await, Err(AddError::SoldOut(_))));
    bench.change("SCOPE-200", 42_900, 9).await;
    assert_eq!(add("another").await.unwrap().quantity, 7);
    assert_eq!(bench.view(&token).await.undo, None);
}

on_both!(lines_that_cannot_be_ordered_do_not_change_the_tax_of_others);
/// The first, middle and last line is sold out or left in part, between lines of two tax classes.
async fn lines_that_cannot_be_ordered_do_not_change_the_tax_of_others(bench: &Bench) {
    let gone = ("CAMERA", 1);
    let (book, mugs) = (("HARDBACK", 1), ("MUG", 2));
    let carts = [
        bench.cart(&[gone, book, mugs]).await,
        bench.cart(&[book, gone, mugs]).await,
        bench.cart(&[mugs, book, gone]).await,
    ];
    let partly = bench.cart(&[("GLOBE", 8), book]).await;
    bench.change("CAMERA", 399_000, 0).await;
    bench.change("GLOBE", 8_900, 3).await;
    let expected = bench.view(&bench.cart(&[book, mugs]).await).await;
    assert_eq!(expected.taxes.len(), 2, "{:?}", expected.taxes);
    for cart in carts {
        let shown = bench.view(&cart).await;
        assert_eq!((shown.lines.len(), shown.count), (3, 4));
        assert_eq!((shown.totals, shown.taxes), (expected.totals, expected.taxes.clone()));
        assert_eq!(shown.load, expected.load);
        assert_eq!(shown.to_free_delivery, None, "a line must be changed first");
    }
    let expected = bench.view(&bench.cart(&[("GLOBE", 3), book]).await).await;
    let shown = bench.view(&partly).await;
    assert_eq!((shown.count, shown.lines[0].price.unwrap().total.minor), (9, 8 * 8_900));
    assert_eq!((shown.totals, shown.taxes), (expected.totals, expected.taxes));
}
