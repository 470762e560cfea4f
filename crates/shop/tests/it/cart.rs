//! The cart.

use crate::bench::{Bench, home, on_both};
use domain::{
    Currency, Money,
    cart::{MAX_LINES, QuantityError},
    customers::country,
    shipping::Speed,
};
use shop::{
    Error,
    cart::{EMPTY_KEPT_FOR, KEPT_FOR},
};
use std::sync::atomic::{AtomicUsize, Ordering};
use views::cart::LineNotice;

on_both!(adding_makes_a_cart_and_adds_up);
async fn adding_makes_a_cart_and_adds_up(bench: &Bench) {
    let first = shop::cart::add(&bench.shop, None, "LOW-D8", "2").await.unwrap();
    assert_eq!(
        (first.token.len(), first.count, first.quantity, first.limited, first.name.as_str()),
        (32, 2, 2, None, "Lowland 8″ Dobsonian")
    );
    let again = shop::cart::add(&bench.shop, Some(&first.token), "LOW-D8", " 3 ").await.unwrap();
    assert_eq!((&again.token, again.count, again.quantity), (&first.token, 5, 5));
    bench.advance(1);
    let other = shop::cart::add(&bench.shop, Some(&first.token), "HAL-102ED-S", "1").await.unwrap();
    assert_eq!((other.count, other.name.contains(", With tripod")), (6, true));
    let view = bench.view(&first.token).await;
    assert_eq!(
        view.lines
            .iter()
            .map(|l| (l.sku.as_str(), l.quantity, l.unit.minor, l.total.minor))
            .collect::<Vec<_>>(),
        [("LOW-D8", 5, 42_900, 214_500), ("HAL-102ED-S", 1, 93_900, 93_900)]
    );
    assert_eq!(
        (view.count, view.totals.goods.minor, view.totals.delivery.minor, view.totals.total.minor),
        (6, 308_400, 0, 308_400)
    );
    assert!(view.orderable() && view.to_free_delivery.is_none() && view.totals.tax_included);
}

on_both!(an_estimate_for_country_and_currency);
async fn an_estimate_for_country_and_currency(bench: &Bench) {
    let token = bench.cart(&[("HQTGWGPNH4", 3)]).await;
    let view = shop::cart::show(
        &bench.shop,
        Some(&token),
        Currency::USD,
        country::by_code("US").unwrap(),
        Speed::Express,
        false,
    )
    .await
    .unwrap();
    let unit = bench.shop.rates().price(Money::new(300, Currency::EUR), Currency::USD).unwrap();
    assert_eq!(
        (view.lines[0].unit, Some(view.totals.goods), view.totals.tax.minor),
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
        Some(Money::new(5_000 - home.totals.goods.minor, Currency::EUR))
    );
}

on_both!(what_cannot_be_added);
async fn what_cannot_be_added(bench: &Bench) {
    let shop = &bench.shop;
    for (quantity, error) in [
        ("0", QuantityError::TooSmall),
        ("-1", QuantityError::TooSmall),
        ("1.5", QuantityError::NotWhole),
        ("", QuantityError::NotWhole),
        ("2147483648", QuantityError::TooLarge),
        ("1000", QuantityError::TooLarge),
    ] {
        match shop::cart::add(shop, None, "LOW-D8", quantity).await {
            Err(Error::Quantity(found)) => assert_eq!(found, error, "{quantity}"),
            other => panic!("{quantity}: {other:?}"),
        }
    }
    for sku in
        ["", "nothing", "PER-ALM-28", "PER-ALM-26", "low-d8", "LOW-D8' --", &"x".repeat(10_000)]
    {
        assert!(
            matches!(shop::cart::add(shop, None, sku, "1").await, Err(Error::NotFound("product"))),
            "{sku:.30}"
        );
    }
    assert!(matches!(shop::cart::add(shop, None, "LOW-250C-T", "1").await, Err(Error::SoldOut(_))));
}

on_both!(no_more_than_there_is);
async fn no_more_than_there_is(bench: &Bench) {
    let change = shop::cart::add(&bench.shop, None, "GRE-D61M", "5").await.unwrap();
    assert_eq!((change.quantity, change.limited), (1, Some(1)));
    let change = shop::cart::add(&bench.shop, Some(&change.token), "GRE-D61M", "1").await.unwrap();
    assert_eq!((change.quantity, change.limited, change.count), (1, Some(1), 1));
    let change =
        shop::cart::set_quantity(&bench.shop, &change.token, "GRE-D61M", "7").await.unwrap();
    assert_eq!((change.quantity, change.limited), (1, Some(1)));
    let many = shop::cart::add(&bench.shop, None, "HQTGWGPNH4", "999").await.unwrap();
    let more = shop::cart::add(&bench.shop, Some(&many.token), "HQTGWGPNH4", "1").await.unwrap();
    assert_eq!((more.quantity, more.limited), (999, Some(999)));
    // A program wants all or none.
    let token = "api:load";
    assert!(matches!(
        shop::cart::add_all(&bench.shop, token, "GRE-D61M", "2").await,
        Err(Error::OnlyLeft(1))
    ));
    assert!(bench.view(token).await.lines.is_empty());
    shop::cart::add_all(&bench.shop, token, "GRE-D61M", "1").await.unwrap();
    assert!(matches!(
        shop::cart::add_all(&bench.shop, token, "GRE-D61M", "1").await,
        Err(Error::OnlyLeft(1))
    ));
}

on_both!(lines_change_go_and_come_back);
async fn lines_change_go_and_come_back(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 2), ("PER-MUG", 3)]).await;
    let change = shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "4").await.unwrap();
    assert_eq!((change.quantity, change.count), (4, 7));
    let change = shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "0").await.unwrap();
    assert_eq!((change.quantity, change.count), (0, 3));
    assert_eq!(
        bench.view(&token).await.undo,
        Some(views::cart::Removed {
            name: "Lowland 8″ Dobsonian".to_owned(), lines: 1, pieces: 4
        })
    );
    let back = shop::cart::undo(&bench.shop, &token).await.unwrap();
    assert_eq!((back.quantity, back.count), (4, 7));
    assert_eq!(bench.view(&token).await.undo, None);
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(Error::NotFound("line"))));
    assert_eq!(bench.view(&token).await.count, 7);
    shop::cart::empty(&bench.shop, &token).await.unwrap();
    let view = bench.view(&token).await;
    assert_eq!(
        (view.lines.len(), view.count, view.totals.total.minor, view.to_free_delivery),
        (0, 0, 0, None)
    );
    assert!(!view.orderable());
    // All of it comes back, as far as it is left.
    assert_eq!(
        view.undo,
        Some(views::cart::Removed { name: "Perigee enamel mug".to_owned(), lines: 2, pieces: 7 })
    );
    bench.change("LOW-D8", 42_900, 1).await;
    let back = shop::cart::undo(&bench.shop, &token).await.unwrap();
    assert_eq!((back.count, back.limited), (4, Some(4)));
    // What was taken out before something else was added stays out.
    shop::cart::set_quantity(&bench.shop, &token, "PER-MUG", "0").await.unwrap();
    shop::cart::add(&bench.shop, Some(&token), "PER-GLOBE", "1").await.unwrap();
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(Error::NotFound("line"))));
    shop::cart::empty(&bench.shop, &token).await.unwrap();
    bench.change("LOW-D8", 42_900, 0).await;
    bench.change("PER-GLOBE", 5_900, 0).await;
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(Error::SoldOut(_))));
}

on_both!(undo_twice_at_once_puts_back_once);
async fn undo_twice_at_once_puts_back_once(bench: &Bench) {
    for _ in 0..5 {
        let token = bench.cart(&[("LOW-D8", 2)]).await;
        shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "0").await.unwrap();
        let undo = || {
            let (shop, token) = (bench.shop.clone(), token.clone());
            tokio::spawn(async move { shop::cart::undo(&shop, &token).await })
        };
        let (a, b) = tokio::join!(undo(), undo());
        assert!(a.unwrap().is_ok() != b.unwrap().is_ok());
        assert_eq!(bench.view(&token).await.count, 2);
    }
}

on_both!(carts_of_others_and_of_nobody);
async fn carts_of_others_and_of_nobody(bench: &Bench) {
    let stranger = "0123456789abcdef0123456789abcdef";
    assert!(bench.view(stranger).await.lines.is_empty());
    assert!(matches!(
        shop::cart::set_quantity(&bench.shop, stranger, "LOW-D8", "1").await,
        Err(Error::NotFound("cart"))
    ));
    assert!(matches!(shop::cart::undo(&bench.shop, stranger).await, Err(Error::NotFound("cart"))));
    shop::cart::empty(&bench.shop, stranger).await.unwrap();
    let mine = bench.cart(&[("LOW-D8", 1)]).await;
    assert!(matches!(
        shop::cart::set_quantity(&bench.shop, &mine, "PER-MUG", "1").await,
        Err(Error::NotFound("line"))
    ));
    // What is no token of ours gets a new one.
    for odd in ["", "x", "' OR 1=1 --", "api:", &"f".repeat(33), "0123456789abcdef0123456789abcdeg"]
    {
        let change = shop::cart::add(&bench.shop, Some(odd), "PER-MUG", "1").await.unwrap();
        assert!(change.token != odd && change.token.len() == 32, "{odd}");
    }
    assert_eq!(bench.view(&mine).await.count, 1);
}

on_both!(lines_explain_themselves);
async fn lines_explain_themselves(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 3), ("PER-MUG", 1), ("PER-GLOBE", 2), ("LOW-D6", 1)]).await;
    bench.change("LOW-D8", 42_900, 2).await;
    bench.change("PER-MUG", 1_600, 0).await;
    bench.set_status("moon-globe", "archived").await;
    bench.change("LOW-D6", 29_900, 10).await;
    let view = bench.view(&token).await;
    let notices: Vec<_> = view
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.notices.clone(), line.orderable()))
        .collect();
    assert_eq!(
        notices,
        [
            ("LOW-D8", vec![LineNotice::OnlyLeft(2)], false),
            ("PER-MUG", vec![LineNotice::SoldOut], false),
            ("PER-GLOBE", vec![LineNotice::Withdrawn], false),
            ("LOW-D6", vec![LineNotice::Repriced(Money::new(32_900, Currency::EUR))], true),
        ]
    );
    assert!(!view.orderable());
    assert_eq!(view.totals.goods.minor, 2 * 42_900 + 29_900, "what there is counts");
    assert_eq!(view.to_free_delivery, None);
    // The price is explained once.
    shop::cart::show(&bench.shop, Some(&token), Currency::EUR, home(), Speed::Standard, true)
        .await
        .unwrap();
    assert!(bench.view(&token).await.lines[3].notices.is_empty());
    // And the rest is mended by the shopper.
    shop::cart::set_quantity(&bench.shop, &token, "LOW-D8", "2").await.unwrap();
    shop::cart::set_quantity(&bench.shop, &token, "PER-MUG", "0").await.unwrap();
    assert!(matches!(shop::cart::undo(&bench.shop, &token).await, Err(Error::SoldOut(_))));
    shop::cart::set_quantity(&bench.shop, &token, "PER-GLOBE", "0").await.unwrap();
    let view = bench.view(&token).await;
    assert!(view.orderable());
    assert_eq!(view.totals.goods.minor, 2 * 42_900 + 29_900);
}

on_both!(two_tabs_lose_nothing);
async fn two_tabs_lose_nothing(bench: &Bench) {
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    let mut tabs = tokio::task::JoinSet::new();
    for sku in
        ["LOW-D8", "LOW-D6", "PER-GLOBE", "HQTGWGPNH4", "LOW-D8", "HQTGWGPNH4", "PER-MUG", "LOW-D6"]
    {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tabs.spawn(async move { shop::cart::add(&shop, Some(&token), sku, "1").await.unwrap() });
    }
    tabs.join_all().await;
    let mut lines: Vec<_> =
        bench.view(&token).await.lines.into_iter().map(|l| (l.sku, l.quantity)).collect();
    lines.sort();
    let expected =
        [("HQTGWGPNH4", 2), ("LOW-D6", 2), ("LOW-D8", 2), ("PER-GLOBE", 1), ("PER-MUG", 2)];
    assert_eq!(lines, expected.map(|(sku, n)| (sku.to_owned(), n)));
}

on_both!(steps_in_many_tabs_all_count);
async fn steps_in_many_tabs_all_count(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 10)]).await;
    let mut tabs = tokio::task::JoinSet::new();
    for step in [1, 1, 1, -1].repeat(5) {
        let (shop, token) = (bench.shop.clone(), token.clone());
        tabs.spawn(async move {
            shop::cart::step_quantity(&shop, &token, "LOW-D8", step, "").await.unwrap()
        });
    }
    tabs.join_all().await;
    assert_eq!(bench.view(&token).await.lines[0].quantity, 20);
    assert!(matches!(
        shop::cart::step_quantity(&bench.shop, &token, "PER-MUG", 1, "").await,
        Err(Error::NotFound("line"))
    ));
    assert!(matches!(
        shop::cart::step_quantity(&bench.shop, "0123456789abcdef0123456789abcdef", "LOW-D8", 1, "")
            .await,
        Err(Error::NotFound("cart"))
    ));
}

on_both!(steps_of_checkout_in_two_tabs_keep_each_other);
async fn steps_of_checkout_in_two_tabs_keep_each_other(bench: &Bench) {
    let token = bench.cart(&[("LOW-D8", 1)]).await;
    bench.review(&token, crate::bench::GOOD_CARD).await;
    for _ in 0..5 {
        shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
        let moved = domain::checkout::ContactForm {
            address: crate::bench::address("FR"),
            ..crate::bench::contact()
        };
        let (a, b) = tokio::join!(
            shop::checkout::save_contact(&bench.shop, &token, moved, None),
            shop::checkout::save_delivery(&bench.shop, &token, "express", "")
        );
        a.unwrap();
        b.unwrap();
        let view = shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE")
            .await
            .unwrap();
        assert_eq!((view.contact.address.country.as_str(), view.speed), ("FR", Speed::Express));
        shop::checkout::save_contact(&bench.shop, &token, crate::bench::contact(), None)
            .await
            .unwrap();
    }
}

on_both!(a_full_cart_takes_more_of_the_same);
async fn a_full_cart_takes_more_of_the_same(bench: &Bench) {
    let skus: Vec<String> = bench
        .shop
        .snapshot()
        .products
        .iter()
        .filter(|p| p.stock().available())
        .filter_map(|p| p.variants.iter().find(|v| v.stock.available()))
        .map(|v| v.sku.to_string())
        .collect();
    let token = bench.cart(&[(&skus[0], 1)]).await;
    for sku in &skus[1..MAX_LINES] {
        shop::cart::add(&bench.shop, Some(&token), sku, "1").await.unwrap();
    }
    assert!(matches!(
        shop::cart::add(&bench.shop, Some(&token), &skus[MAX_LINES], "1").await,
        Err(Error::CartFull)
    ));
    assert_eq!(bench.view(&token).await.lines.len(), MAX_LINES);
    bench.change(&skus[0], 100, 10).await;
    assert_eq!(
        shop::cart::add(&bench.shop, Some(&token), &skus[0], "1").await.unwrap().quantity,
        2
    );
}

on_both!(carts_are_kept_for_thirty_days);
async fn carts_are_kept_for_thirty_days(bench: &Bench) {
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    bench.advance(KEPT_FOR - 10);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 0);
    assert_eq!(bench.view(&token).await.count, 1);
    // A change begins the thirty days anew.
    shop::cart::set_quantity(&bench.shop, &token, "PER-MUG", "2").await.unwrap();
    bench.advance(KEPT_FOR - 10);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 0);
    bench.advance(20);
    assert_eq!(shop::notifications::worker::clear_old(&bench.shop).await.unwrap(), 1);
    assert!(bench.view(&token).await.lines.is_empty());
    // The browser's old id begins an empty cart.
    assert_eq!(shop::cart::add(&bench.shop, Some(&token), "PER-MUG", "1").await.unwrap().count, 1);
}

on_both!(a_cart_without_lines_is_kept_for_three_days);
async fn a_cart_without_lines_is_kept_for_three_days(bench: &Bench) {
    let (empty, ordered) =
        (bench.cart(&[("PER-MUG", 1)]).await, bench.cart(&[("PER-MUG", 1)]).await);
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
        false
    };
    // Only a cart that is begun asks whether it may.
    let refused =
        shop::cart::add_limited(&bench.shop, Some(&empty), "PER-MUG", "1", "", false, &never).await;
    assert!(matches!(refused, Err(Error::TooManyCarts)));
    assert_eq!(
        shop::cart::add_limited(&bench.shop, Some(&ordered), "PER-MUG", "1", "", false, &never)
            .await
            .unwrap()
            .count,
        2
    );
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

on_both!(a_cart_survives_a_restart);
async fn a_cart_survives_a_restart(bench: &Bench) {
    let token = bench.cart(&[("PER-MUG", 2)]).await;
    let again = bench.replica().await;
    let view =
        shop::cart::show(&again, Some(&token), Currency::EUR, home(), Speed::Standard, false)
            .await
            .unwrap();
    assert_eq!(view.count, 2);
    again.db().close().await;
}

on_both!(only_the_token_of_a_cart_that_is_there_is_taken);
/// A token that somebody else chose becomes nobody's cart.
async fn only_the_token_of_a_cart_that_is_there_is_taken(bench: &Bench) {
    let planted = "0".repeat(32);
    let change = shop::cart::add(&bench.shop, Some(&planted), "PER-MUG", "1").await.unwrap();
    assert_ne!(change.token, planted);
    assert!(bench.view(&planted).await.lines.is_empty());
    assert_eq!(
        shop::cart::add(&bench.shop, Some(&change.token), "PER-MUG", "1").await.unwrap().token,
        change.token
    );
    // Programs name theirs themselves.
    assert_eq!(
        shop::cart::add_all(&bench.shop, "api:mine", "PER-MUG", "1").await.unwrap().token,
        "api:mine"
    );
}

on_both!(the_cart_of_a_program_ends_sooner);
async fn the_cart_of_a_program_ends_sooner(bench: &Bench) {
    let shopper = bench.cart(&[("PER-MUG", 1)]).await;
    shop::cart::add_all(&bench.shop, "api:mine", "PER-MUG", "1").await.unwrap();
    bench.advance(2 * 24 * 3_600_000);
    shop::notifications::worker::clear_old(&bench.shop).await.unwrap();
    assert_eq!(bench.view("api:mine").await.count, 1);
    bench.advance(2 * 24 * 3_600_000);
    shop::notifications::worker::clear_old(&bench.shop).await.unwrap();
    assert_eq!((bench.view("api:mine").await.count, bench.view(&shopper).await.count), (0, 1));
}

on_both!(a_change_that_is_sent_again_counts_once);
async fn a_change_that_is_sent_again_counts_once(bench: &Bench) {
    let shop = &bench.shop;
    let add = async |token: Option<&str>, sku: &str, quantity: &str, key: &str| {
        shop::cart::add_limited(shop, token, sku, quantity, key, false, &|| true).await.unwrap()
    };
    let first = add(None, "LOW-D8", "2", "one").await;
    let token = Some(first.token.as_str());
    // The answer was lost; what is said is what was said then.
    assert_eq!(add(token, "LOW-D8", "2", "one").await, first);
    assert_eq!(add(token, "LOW-D8", "2", "two").await.count, 4);
    assert_eq!(add(token, "LOW-D8", "2", "two").await.count, 4);
    // Forms without script have no key: each counts.
    assert_eq!(add(token, "LOW-D8", "2", "").await.count, 6);
    assert_eq!(add(token, "LOW-D8", "2", "").await.count, 8);
    let step = async |by, key: &str| {
        let changed = shop::cart::step_quantity(shop, &first.token, "LOW-D8", by, key).await;
        changed.unwrap().quantity
    };
    assert_eq!(step(1, "three").await, 9);
    assert_eq!(step(1, "three").await, 9);
    assert_eq!(step(-1, "four").await, 8);
    assert_eq!(step(-1, "four").await, 8);
    // What is all there was is no reason to say so a second time.
    let most = add(None, "GRE-D61M", "1", "five").await;
    let again = add(Some(&most.token), "GRE-D61M", "1", "five").await;
    assert_eq!((again.count, again.limited), (1, None));
}
