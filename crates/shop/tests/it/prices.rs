//! Base prices and sale prices: what is shown is what is charged.

use domain::{
    Currency, Money,
    pricing::{Adjustment, PriceRounding},
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::edit::variant::{self, ChangeVariant},
    pricing::{
        ChangePrices, PriceError, RowError, Selection, SetPrice, SetSale, change_prices, end_sales,
        preview_prices, preview_sale, price_history, sales, set_price, set_sale, undo_prices,
    },
    staff::Actor,
};
use store::Uuid;
use testing::{Bench, GOOD_CARD, NOW, on_both};

const DAY: i64 = 86_400_000;

pub(crate) fn eve() -> Actor {
    let may = [Permission::PricesWrite, Permission::CatalogueRead].into_iter().collect();
    Actor::staff(Uuid::from_u128(3), "Eve".to_owned(), may)
}

fn nobody() -> Actor {
    Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), Permissions::NONE)
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn only(sku: &str) -> Selection {
    Selection::Skus(vec![sku.to_owned()])
}

pub(crate) fn sale(sku: &str, percent: i32, (starts, ends): (i64, i64)) -> SetSale {
    SetSale {
        select: only(sku),
        adjustment: Adjustment::Percent(-percent * 100),
        rounding: PriceRounding::NONE,
        currency: Currency::EUR,
        starts,
        ends,
        campaign: "Dark sky week".to_owned(),
    }
}

pub(crate) async fn set(bench: &Bench, command: SetSale) -> Result<Uuid, PriceError> {
    let shown = preview_sale(&bench.shop, &eve(), &command).await?;
    set_sale(&bench.shop, &eve(), &command, &shown.digest).await
}

async fn at(bench: &Bench, time: i64) {
    bench.advance(time - bench.shop.clock().now());
    shop::catalogue::refresh(&bench.shop).await.unwrap();
}

/// What a variant costs on its page, on its card and in a cart, with the price that is struck
/// through.
async fn shown(bench: &Bench, sku: &str) -> [(i64, Option<i64>); 3] {
    let shop = &bench.shop;
    let slug = shop.snapshot().by_sku(sku).unwrap().slug.to_string();
    let page = shop::catalogue::product(shop, &slug, Some(sku), Currency::EUR).await.unwrap();
    let variant = &page.variants[page.chosen];
    let cards = shop::catalogue::cards_by_slug(shop, &[&slug], Currency::EUR);
    let cart = bench.view(&bench.cart(&[(sku, 1)]).await).await;
    let line = &cart.lines[0];
    let minor = |prior: Option<Money>| prior.map(|prior| prior.minor);
    [
        (variant.price.minor, minor(variant.prior)),
        (cards[0].price.minor, minor(cards[0].prior)),
        (line.price.unwrap().unit.minor, minor(line.prior)),
    ]
}

/// What an order charges for a unit.
async fn ordered(bench: &Bench, sku: &str) -> i64 {
    let token = bench.cart(&[(sku, 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    let placed = bench.place(&token, &key, &hash).await.unwrap();
    bench.order_by_link(&placed.link).await.lines[0].unit.minor
}

fn base_of(bench: &Bench, sku: &str) -> i64 {
    bench.shop.snapshot().by_sku(sku).unwrap().variants[0].price.minor
}

on_both!(a_sale_begins_and_ends_by_itself);
async fn a_sale_begins_and_ends_by_itself(bench: &Bench) {
    let base = base_of(bench, "TORCH");
    let (starts, ends) = (NOW + 7 * DAY, NOW + 10 * DAY);
    let command = sale("TORCH", 15, (starts, ends));
    let preview = preview_sale(&bench.shop, &eve(), &command).await.unwrap();
    let reduced = preview.rows[0].after.unwrap().minor;
    assert!(reduced < base);
    set(bench, command).await.unwrap();
    assert_eq!(shown(bench, "TORCH").await, [(base, None); 3]);
    at(bench, starts - 100).await;
    assert_eq!(shown(bench, "TORCH").await, [(base, None); 3]);
    at(bench, starts).await;
    assert_eq!(shown(bench, "TORCH").await, [(reduced, Some(base)); 3]);
    assert_eq!(ordered(bench, "TORCH").await, reduced);
    at(bench, ends - 100).await;
    assert_eq!(shown(bench, "TORCH").await, [(reduced, Some(base)); 3]);
    at(bench, ends).await;
    assert_eq!(shown(bench, "TORCH").await, [(base, None); 3]);
    assert_eq!(ordered(bench, "TORCH").await, base);
    // The reduced price is the lowest of the thirty days before the next sale.
    let (starts, ends) = (NOW + 20 * DAY, NOW + 21 * DAY);
    set(bench, sale("TORCH", 20, (starts, ends))).await.unwrap();
    at(bench, starts).await;
    let [page, ..] = shown(bench, "TORCH").await;
    assert!(page.0 < reduced);
    assert_eq!(page.1, Some(reduced));
}

// The program's own check of the version, which it makes again and again, shows what began.
on_both!(a_sale_begins_on_a_server_that_only_follows);
async fn a_sale_begins_on_a_server_that_only_follows(bench: &Bench) {
    let replica = bench.replica().await;
    let base = base_of(bench, "TORCH");
    let (starts, ends) = (NOW + DAY, NOW + 2 * DAY);
    set(bench, sale("TORCH", 15, (starts, ends))).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    let copy = replica.snapshot();
    bench.advance(DAY);
    // Before the copy has followed, the page has the price that a cart has.
    let page = shop::catalogue::product(&replica, "red-torch", Some("TORCH"), Currency::EUR);
    assert!(page.await.unwrap().variants[0].price.minor < base);
    assert_eq!(replica.snapshot().generation, copy.generation);
    // It follows with an edit of another product, and with the check of the version alone.
    crate::edit::save(bench, "enamel-mug", &[("name", "Cup")]).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    let price = |shop: &shop::Context| shop.snapshot().by_sku("TORCH").unwrap().variants[0].price;
    assert!(price(&replica).minor < base);
    let products = replica.snapshot().products.clone();
    bench.advance(DAY);
    shop::catalogue::refresh(&replica).await.unwrap();
    assert_eq!(price(&replica).minor, base);
    let now = replica.snapshot().products.clone();
    let pairs = products.iter().zip(&now).filter(|(then, _)| &*then.slug == "enamel-mug");
    for (then, now) in pairs {
        assert!(std::sync::Arc::ptr_eq(then, now), "nothing was loaded");
    }
    replica.db().close().await;
}

on_both!(a_sale_ends_when_it_is_told_to);
async fn a_sale_ends_when_it_is_told_to(bench: &Bench) {
    let shop = &bench.shop;
    let base = base_of(bench, "TORCH");
    at(bench, NOW + DAY).await;
    set(bench, sale("TORCH", 10, (0, NOW + 9 * DAY))).await.unwrap();
    set(bench, sale("TORCH", 10, (NOW + 20 * DAY, NOW + 21 * DAY))).await.unwrap();
    assert!(shown(bench, "TORCH").await.iter().all(|(price, _)| *price < base));
    let history = price_history(shop, &eve(), "TORCH").await.unwrap();
    assert!(history.charged.minor < base && history.row.price_minor == base);
    assert_eq!(history.sales[0].starts_at, NOW + DAY, "not before it was set");
    let listed = sales(shop, &eve(), None).await.unwrap();
    let ids: Vec<Uuid> = listed.iter().map(|sale| sale.id).collect();
    assert_eq!(ids, history.sales.iter().map(|sale| sale.id).collect::<Vec<_>>());
    assert_eq!((listed[0].sku.as_str(), listed[0].price_minor), ("TORCH", base));
    let rest = sales(shop, &eve(), Some(ids[0])).await.unwrap();
    assert_eq!(rest, listed[1..]);
    bench.advance(1_000);
    end_sales(shop, &eve(), &ids).await.unwrap();
    assert_eq!(shown(bench, "TORCH").await, [(base, None); 3]);
    let left = price_history(shop, &eve(), "TORCH").await.unwrap();
    assert_eq!((left.sales.len(), left.charged.minor), (1, base));
    let again = end_sales(shop, &eve(), &ids).await;
    assert!(matches!(again, Err(PriceError::Nothing)), "{again:?}");
}

on_both!(impossible_sales_are_refused);
async fn impossible_sales_are_refused(bench: &Bench) {
    let shop = &bench.shop;
    let week = (NOW + DAY, NOW + 8 * DAY);
    set(bench, sale("TORCH", 10, week)).await.unwrap();
    for times in [(NOW + 7 * DAY, NOW + 9 * DAY), (NOW, NOW + DAY + 1), week] {
        let overlapping = set(bench, sale("TORCH", 20, times)).await;
        assert!(
            matches!(&overlapping, Err(PriceError::Overlap(skus)) if *skus == ["TORCH"]),
            "{overlapping:?}"
        );
    }
    set(bench, sale("TORCH", 20, (NOW + 8 * DAY, NOW + 9 * DAY))).await.unwrap();
    for times in [(NOW + DAY, NOW + DAY), (NOW - 2 * DAY, NOW - DAY), (NOW - DAY, NOW)] {
        let refused = set(bench, sale("MUG", 10, times)).await;
        assert!(matches!(refused, Err(PriceError::Times)), "{refused:?}");
    }
    let dearer = sale("MUG", -10, week);
    let shown = preview_sale(shop, &eve(), &dearer).await.unwrap();
    assert_eq!(shown.rows[0].after, Err(RowError::NotLower));
    let refused = set_sale(shop, &eve(), &dearer, &shown.digest).await;
    assert!(matches!(refused, Err(PriceError::Nothing)), "{refused:?}");
    let command = sale("MUG", 10, week);
    let shown = preview_sale(shop, &eve(), &command).await.unwrap();
    bench.change("MUG", 9_999, 5).await;
    let stale = set_sale(shop, &eve(), &command, &shown.digest).await;
    assert!(matches!(stale, Err(PriceError::Changed)), "{stale:?}");
    let forbidden = preview_sale(shop, &nobody(), &command).await;
    assert!(matches!(forbidden, Err(PriceError::Forbidden(_))), "{forbidden:?}");
}

on_both!(a_price_is_set_against_the_one_that_was_shown);
async fn a_price_is_set_against_the_one_that_was_shown(bench: &Bench) {
    let shop = &bench.shop;
    let base = base_of(bench, "TORCH");
    bench.advance(1_000);
    let command =
        |shown: i64, price: Money| SetPrice { sku: "TORCH".to_owned(), shown: euros(shown), price };
    let entry = set_price(shop, &eve(), command(base, euros(base + 100))).await.unwrap();
    assert_eq!(shown(bench, "TORCH").await, [(base + 100, None); 3]);
    let stale = set_price(shop, &eve(), command(base, euros(base + 200))).await;
    assert!(matches!(stale, Err(PriceError::ChangedTo(now)) if now == euros(base + 100)));
    let same = set_price(shop, &eve(), command(base + 100, euros(base + 100))).await.unwrap();
    assert_eq!(same, None);
    for wrong in [euros(0), euros(-1), euros(i64::MAX), Money::new(100, Currency::USD)] {
        let refused = set_price(shop, &eve(), command(base + 100, wrong)).await;
        assert!(matches!(refused, Err(PriceError::Price)), "{refused:?}");
    }
    let history = price_history(shop, &eve(), "TORCH").await.unwrap();
    let bases: Vec<_> = history.bases.iter().map(|row| (row.amount_minor, row.until_at)).collect();
    let changed = history.bases[0].from_at;
    assert_eq!(bases, [(base + 100, None), (base, Some(changed))]);
    bench.advance(1_000);
    let undone = undo_prices(shop, &eve(), entry.unwrap()).await.unwrap();
    assert_eq!((undone.restored, undone.left.len()), (1, 0));
    assert_eq!(base_of(bench, "TORCH"), base);
}

on_both!(many_prices_change_by_a_rule_and_back);
async fn many_prices_change_by_a_rule_and_back(bench: &Bench) {
    let shop = &bench.shop;
    bench.advance(1_000);
    let command = ChangePrices {
        select: Selection::Products { category: String::new(), brand: String::new() },
        adjustment: Adjustment::Percent(500),
        rounding: PriceRounding::new(100, 1).unwrap(),
        currency: Currency::EUR,
    };
    let preview = preview_prices(shop, &eve(), &command).await.unwrap();
    assert!(preview.rows.len() > 10);
    let changing =
        |row: &&shop::pricing::PreviewRow| row.after.is_ok_and(|after| after != row.before());
    let count = preview.rows.iter().filter(changing).count();
    let wrong = change_prices(shop, &eve(), &command, "").await;
    assert!(matches!(wrong, Err(PriceError::Changed)), "{wrong:?}");
    let done = change_prices(shop, &eve(), &command, &preview.digest).await.unwrap();
    assert_eq!(done.changed, count);
    let torch = preview.rows.iter().find(|row| row.row.sku == "TORCH").unwrap();
    let after = torch.after.unwrap();
    assert_eq!(after.minor % 100, 99);
    assert_eq!(shown(bench, "TORCH").await, [(after.minor, None); 3]);
    let again = change_prices(shop, &eve(), &command, &preview.digest).await;
    assert!(matches!(again, Err(PriceError::Changed)), "{again:?}");
    // One of them is edited afterwards, and another one has another SKU.
    bench.advance(1_000);
    let globe = crate::edit::shown(bench, "lunar-globe").await.variants[0].clone();
    let command_of_globe = ChangeVariant {
        id: globe.id,
        version: globe.version,
        edits: crate::edit::edits(&[("sku", "MOON")]),
    };
    variant::change(shop, &crate::edit::mara(), command_of_globe).await.unwrap();
    let own = SetPrice { sku: "TORCH".to_owned(), shown: after, price: euros(777) };
    set_price(shop, &eve(), own).await.unwrap();
    let undone = undo_prices(shop, &eve(), done.entry).await.unwrap();
    assert_eq!((undone.restored, undone.left), (count - 1, vec!["TORCH".to_owned()]));
    let now = preview_prices(shop, &eve(), &command).await.unwrap();
    for (then, now) in preview.rows.iter().zip(&now.rows) {
        let expected = if then.row.sku == "TORCH" { euros(777) } else { then.before() };
        assert_eq!(now.before(), expected, "{}", then.row.sku);
    }
    let twice = undo_prices(shop, &eve(), done.entry).await;
    assert!(matches!(twice, Err(PriceError::AlreadyUndone)), "{twice:?}");
    let unknown = undo_prices(shop, &eve(), Uuid::from_u128(9)).await;
    assert!(matches!(unknown, Err(PriceError::NoSuchChange)), "{unknown:?}");
    let category = Selection::Products { category: "gifts".to_owned(), brand: String::new() };
    let gifts = ChangePrices { select: category, ..command.clone() };
    let gifts = preview_prices(shop, &eve(), &gifts).await.unwrap();
    assert!(gifts.rows.iter().any(|row| row.row.sku == "MOON"));
    assert!(gifts.rows.len() < preview.rows.len());
    let dollars = ChangePrices { currency: Currency::USD, ..command };
    let dollars = preview_prices(shop, &eve(), &dollars).await.unwrap();
    assert!(dollars.rows.iter().any(|row| row.after == Err(RowError::OtherCurrency)));
}

// Whatever sales there are and whenever one looks: page, card, cart and order have one price.
on_both!(page_card_cart_and_order_have_one_price);
async fn page_card_cart_and_order_have_one_price(bench: &Bench) {
    // Steps of a linear congruential generator, so that a failure can be repeated.
    let mut state = 11_i64;
    let mut random = |below: i64| {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        (state >> 8) % below
    };
    let mut time = NOW;
    for step in 0..12 {
        let starts = time + random(4) * DAY;
        let ends = starts + (1 + random(3)) * DAY;
        let percent = i32::try_from(1 + random(60)).unwrap();
        match set(bench, sale("TORCH", percent, (starts, ends))).await {
            Ok(_) | Err(PriceError::Overlap(_)) => {}
            Err(error) => panic!("{error}"),
        }
        time += random(2 * DAY);
        at(bench, time).await;
        let [page, card, cart] = shown(bench, "TORCH").await;
        assert_eq!((page, page), (card, cart), "step {step}");
        assert_eq!(ordered(bench, "TORCH").await, page.0, "step {step}");
        time = bench.shop.clock().now();
    }
}
