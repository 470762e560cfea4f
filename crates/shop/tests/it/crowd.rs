//! A thousand buyers at once for a hundred units.

use domain::Currency;
use shop::orders::PlaceError;
use testing::calls::{self, Placing};
use testing::{Bench, NOW, on_both, session};

on_both!(a_thousand_buyers_for_a_hundred_units);
async fn a_thousand_buyers_for_a_hundred_units(bench: &Bench) {
    bench.change("SCOPE-200", 42_900, 100).await;
    let state = serde_json::to_string(&session().await).unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let variant = store::cart::sellable(&mut tx, "SCOPE-200", NOW).await.unwrap().unwrap();
    for i in 0..1_000 {
        let token = format!("{i:032x}");
        store::cart::touch(&mut tx, &token, NOW).await.unwrap();
        store::cart::add(&mut tx, &token, &variant, 1, 100, NOW).await.unwrap();
        store::checkout::put(&mut tx, &token, &format!("key {i}"), &state).await.unwrap();
    }
    tx.commit().await.unwrap();
    let hash =
        calls::checkout(&bench.shop, Some(&format!("{:032x}", 0)), None, Currency::EUR, "DE")
            .await
            .unwrap()
            .review_hash;

    let mut buyers = tokio::task::JoinSet::new();
    for i in 0..1_000 {
        let (shop, hash) = (bench.shop.clone(), hash.clone());
        buyers.spawn(async move {
            let placing = Placing { key: &format!("key {i}"), review: Some(&hash), client: None };
            calls::place(&shop, &format!("{i:032x}"), placing, Currency::EUR).await
        });
    }
    let outcomes = buyers.join_all().await;
    let orders = outcomes.iter().filter(|o| o.is_ok()).count();
    let sold_out = outcomes
        .iter()
        .filter(|o| matches!(o, Err(PlaceError::SoldOut(name)) if name == "Meridian 200 Dobsonian"))
        .count();
    let others: Vec<String> = outcomes
        .iter()
        .filter_map(|o| o.as_ref().err())
        .filter(|e| !matches!(e, PlaceError::SoldOut(_)))
        .map(ToString::to_string)
        .collect();
    assert_eq!((orders, sold_out), (100, 900), "{others:?}");
    assert_eq!(
        (bench.stock("SCOPE-200").await, bench.orders().await, bench.backlog().await),
        (0, 100, 100)
    );
    assert_eq!(bench.bank.held().len(), 100, "all other authorisations are voided");
    let view =
        shop::catalogue::product(&bench.shop, "meridian-200", None, Currency::EUR).await.unwrap();
    assert!(!view.variants[0].stock.available());
    assert!(!bench.shop.snapshot().by_sku("SCOPE-200").unwrap().stock().available());
}
