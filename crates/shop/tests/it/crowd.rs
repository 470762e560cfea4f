//! A thousand buyers at once for a hundred units.

use crate::bench::{Bench, NOW, on_both, progress};
use domain::Currency;
use shop::{Error, orders::Agreement};

on_both!(a_thousand_buyers_for_a_hundred_units);
async fn a_thousand_buyers_for_a_hundred_units(bench: &Bench) {
    bench.change("LOW-D8", 42_900, 100).await;
    let state = serde_json::to_string(&progress().await).unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let variant = store::carts::sellable(&mut tx, "LOW-D8", NOW).await.unwrap().unwrap();
    for i in 0..1_000 {
        let token = format!("{i:032x}");
        store::carts::touch(&mut tx, &token, NOW).await.unwrap();
        store::carts::add(&mut tx, &token, &variant, 1, 100, NOW).await.unwrap();
        store::carts::put_checkout(&mut tx, &token, &format!("key {i}"), &state).await.unwrap();
    }
    tx.commit().await.unwrap();
    let seen =
        shop::checkout::show(&bench.shop, Some(&format!("{:032x}", 0)), None, Currency::EUR, "DE")
            .await
            .unwrap()
            .seen;

    let mut buyers = tokio::task::JoinSet::new();
    for i in 0..1_000 {
        let (shop, seen) = (bench.shop.clone(), seen.clone());
        buyers.spawn(async move {
            let agreement = Agreement { key: &format!("key {i}"), seen: Some(&seen), client: None };
            shop::orders::place(&shop, &format!("{i:032x}"), agreement, Currency::EUR).await
        });
    }
    let outcomes = buyers.join_all().await;
    let orders = outcomes.iter().filter(|o| o.is_ok()).count();
    let sold_out = outcomes
        .iter()
        .filter(|o| matches!(o, Err(Error::SoldOut(name)) if name == "Lowland 8″ Dobsonian"))
        .count();
    let others: Vec<String> = outcomes
        .iter()
        .filter_map(|o| o.as_ref().err())
        .filter(|e| !matches!(e, Error::SoldOut(_)))
        .map(ToString::to_string)
        .collect();
    assert_eq!((orders, sold_out), (100, 900), "{others:?}");
    assert_eq!(
        (bench.stock("LOW-D8").await, bench.orders().await, bench.backlog().await),
        (0, 100, 100)
    );
    assert_eq!(bench.bank.held().len(), 100, "what was set aside for the others is let go");
    let view = shop::catalogue::product(&bench.shop, "lowland-8-dobsonian", None, Currency::EUR)
        .await
        .unwrap();
    assert!(!view.variants[0].stock.available());
    assert!(!bench.shop.snapshot().by_sku("LOW-D8").unwrap().stock().available());
}
