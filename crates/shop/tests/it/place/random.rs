//! Random carts: what is ordered is what was reviewed, and it adds up.

use domain::{
    Currency, Money, checkout::ContactForm, customers::Address, shipping::ShippingService,
};
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeMap;
use testing::{
    Bench, GOOD_CARD, Kind, ProductBuilder, VariantBuilder, address,
    calls::{self, Placing},
    card, contact,
};
use views::{checkout::CheckoutView, orders::OrderView};

/// Never sold out: light and heavy, cheap and dear, and books.
const VARIANTS: [&str; 5] = ["TABLETOP", "TUBE", "BOOK", "TORCH", "ODD-PRICE"];

/// Country, postcode and town: taxed and untaxed, in every zone.
const DESTINATIONS: [(&str, &str, &str); 9] = [
    ("DE", "24943", "Flensburg"),
    ("DE", "78266", "Büsingen"),
    ("FR", "75001", "Paris"),
    ("PT", "9000-018", "Funchal"),
    ("ES", "35001", "Las Palmas"),
    ("AT", "6691", "Jungholz"),
    ("GB", "SW1A 1AA", "London"),
    ("GB", "BT1 5GS", "Belfast"),
    ("NO", "0150", "Oslo"),
];

/// A cart, where it goes, and what is chosen from the lists that checkout shows.
#[derive(Clone, Debug)]
struct Case {
    lines: Vec<(&'static str, u32)>,
    to: (&'static str, &'static str, &'static str),
    currency: prop::sample::Index,
    option: prop::sample::Index,
}

fn cases() -> impl Strategy<Value = Case> {
    let line = (prop::sample::select(VARIANTS.to_vec()), 1_u32..=40);
    (
        prop::collection::vec(line, 1..7),
        prop::sample::select(DESTINATIONS.to_vec()),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(lines, to, currency, option)| Case { lines, to, currency, option })
}

/// Orders a cart; returns its review and the order.
async fn order(bench: &Bench, case: &Case, currency: Currency) -> (CheckoutView, OrderView) {
    let shop = &bench.shop;
    let token = bench.cart(&case.lines).await;
    let (country, postcode, city) = case.to;
    let address =
        Address { postcode: postcode.to_owned(), city: city.to_owned(), ..address(country) };
    let to = ContactForm { address, ..contact() };
    shop::checkout::save_contact(shop, &token, to, None).await.unwrap();
    let offers = calls::checkout(shop, Some(&token), None, currency, country).await.unwrap().offers;
    let method = case.option.get(&offers).method.key();
    shop::checkout::save_delivery(shop, &token, method, "+49 461 123456").await.unwrap();
    shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await.unwrap();
    let review = calls::checkout(shop, Some(&token), None, currency, country).await.unwrap();
    let placing = Placing { key: &review.key, review: Some(&review.review_hash), client: None };
    let placed = calls::place(shop, &token, placing, currency).await.unwrap();
    let order = bench.order_by_link(&placed.link).await;
    (review, order)
}

async fn check(bench: &Bench, case: &Case) {
    let currencies: Vec<Currency> = bench.shop.rates().currencies().collect();
    let currency = *case.currency.get(&currencies);
    let (review, order) = order(bench, case, currency).await;

    // The order is the review.
    let reviewed: Vec<(&str, u32, Money, Money)> = review
        .cart
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.quantity, line.price.unwrap()))
        .map(|(sku, quantity, price)| (sku, quantity, price.unit, price.total))
        .collect();
    let ordered: Vec<(&str, u32, Money, Money)> = order
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.quantity, line.unit, line.total))
        .collect();
    assert_eq!(ordered, reviewed, "{case:?}");
    assert_eq!((order.totals, &order.taxes), (review.cart.totals, &review.cart.taxes), "{case:?}");
    let service = ShippingService::of(review.shipping_method, review.cart.carriage);
    assert_eq!(order.service, service, "{case:?}");
    let charged = bench.bank.authorised.lock().unwrap().last().map(|(_, amount)| *amount);
    assert_eq!(charged, Some(order.totals.total), "{case:?}");

    // It has what was put into the cart.
    let mut wanted: BTreeMap<&str, u32> = BTreeMap::new();
    for (sku, quantity) in &case.lines {
        *wanted.entry(*sku).or_insert(0) += *quantity;
    }
    let units: BTreeMap<&str, u32> =
        ordered.iter().map(|(sku, quantity, ..)| (*sku, *quantity)).collect();
    assert_eq!((units, ordered.len()), (wanted.clone(), wanted.len()), "{case:?}");

    // It adds up.
    for (sku, quantity, unit, total) in &ordered {
        assert_eq!(total.minor, unit.minor * i64::from(*quantity), "{sku}: {case:?}");
    }
    let totals = order.totals;
    let lines: i64 = ordered.iter().map(|(.., total)| total.minor).sum();
    assert_eq!(totals.subtotal.minor, lines, "{case:?}");
    let added = if totals.tax_included { 0 } else { totals.tax.minor };
    let total = totals.subtotal.minor + totals.delivery.minor + added;
    assert_eq!(totals.total.minor, total, "{case:?}");
    let tax: i64 = order.taxes.iter().map(|line| line.tax.minor).sum();
    assert_eq!(totals.tax.minor, tax, "{case:?}");
    // Untaxed parts are in no line of the taxes.
    let taxed: i64 = order.taxes.iter().map(|line| line.net.minor + line.tax.minor).sum();
    assert!(taxed <= total, "{taxed} of {total}: {case:?}");
    let amounts = [totals.subtotal, totals.delivery, totals.tax, totals.total];
    assert!(amounts.iter().all(|amount| amount.currency == currency), "{case:?}");
}

/// On one database only: the statements have their own tests, these are sums.
#[test]
fn an_order_equals_its_review_and_adds_up() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let bench = runtime.block_on(async {
        let bench = Bench::new(Kind::Sqlite).await;
        let odd = VariantBuilder::new("ODD-PRICE").price(1_337).stock(1_000_000).weight(1_999);
        bench.add(&[ProductBuilder::new("odd-price").category("gifts").variant(odd)]).await;
        bench
    });
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&cases(), |case| {
        runtime.block_on(check(&bench, &case));
        Ok(())
    });
    runtime.block_on(bench.shop.db().close());
    outcome.unwrap();
}
