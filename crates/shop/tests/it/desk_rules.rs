//! What the desk refuses, so that the shop sells nothing without a price and no product without a
//! variant.

use crate::edit::{edits, mara, save, shown};
use domain::Money;
use shop::catalogue::edit::{
    EditError, FieldError, Fields, Problem, Saved,
    product::{self, ChangeProduct},
    variant::{self, ChangeVariant, CreateVariant},
};
use testing::{Bench, on_both};

fn problems(saved: Result<Saved, EditError>) -> Vec<Problem> {
    match saved {
        Err(EditError::Invalid(errors)) => {
            errors.into_iter().map(|FieldError { problem, .. }| problem).collect()
        }
        other => panic!("{other:?}"),
    }
}

on_both!(nothing_without_a_price_is_sold);
async fn nothing_without_a_price_is_sold(bench: &Bench) {
    let shop = &bench.shop;
    let mug = shown(bench, "enamel-mug").await;
    let create = |minor: i64| CreateVariant {
        product: mug.id,
        price: Money::new(minor, domain::Currency::EUR),
        fields: Fields::from([("sku".to_owned(), format!("MUG-{minor}"))]),
    };
    for wrong in [-1, 0, domain::pricing::MAX_PRICE + 1, i64::MAX] {
        let refused = variant::create(shop, &mara(), create(wrong)).await;
        let within = Problem::NotWithin(1, domain::pricing::MAX_PRICE);
        assert_eq!(problems(refused), [within], "{wrong}");
    }
    let red = variant::create(shop, &mara(), create(1_800)).await.unwrap();
    // Only an import can do this now.
    bench.change("MUG-1800", 0, 9).await;
    let entry = || shop.snapshot().by_slug("enamel-mug").unwrap().variants.len();
    assert_eq!(entry(), 1);
    let page = shop::catalogue::product(shop, "enamel-mug", None, domain::Currency::EUR).await;
    assert_eq!(page.unwrap().variants.len(), 1);
    let mut conn = shop.db().read().await.unwrap();
    let now = shop.clock().now();
    assert!(store::cart::sellable(&mut conn, "MUG-1800", now).await.unwrap().is_none());
    let both = store::cart::sellable_of(&mut conn, &["MUG", "MUG-1800"], now).await.unwrap();
    assert_eq!(both.len(), 1);
    drop(conn);
    // What is in a cart already cannot be ordered.
    let token = bench.cart(&[("MUG", 1)]).await;
    bench.change("MUG", 0, 9).await;
    let mut conn = shop.db().read().await.unwrap();
    let lines = store::cart::lines(&mut conn, &token, now).await.unwrap();
    assert!(!lines[0].visible);
    drop(conn);
    assert!(shop.snapshot().by_slug("enamel-mug").is_none(), "no variant of it has a price");
    bench.change("MUG", 1_600, 9).await;
    // It comes back with its price alone.
    let version = shown(bench, "enamel-mug").await.variants[1].version;
    variant::archive(shop, &mara(), red.id, version).await.unwrap();
    let version = shown(bench, "enamel-mug").await.variants[1].version;
    let refused = variant::restore(shop, &mara(), red.id, version).await;
    assert_eq!(problems(refused), [Problem::NoPrice(vec!["MUG-1800".to_owned()])]);
    bench.change("ALMANAC-NEXT", 0, 9).await;
    let refused = save(bench, "almanac-next", &[("status", "published")]).await;
    assert_eq!(problems(refused), [Problem::NoPrice(vec!["ALMANAC-NEXT".to_owned()])]);
}

on_both!(a_published_product_keeps_a_variant);
async fn a_published_product_keeps_a_variant(bench: &Bench) {
    let shop = &bench.shop;
    let mug = shown(bench, "enamel-mug").await;
    let [only] = mug.variants.as_slice() else { panic!("{:?}", mug.variants) };
    let refused = variant::archive(shop, &mara(), only.id, only.version).await;
    assert_eq!(problems(refused), [Problem::LastVariant]);
    // Those of a draft can all go.
    let draft =
        ChangeProduct { id: mug.id, version: mug.version, edits: edits(&[("status", "draft")]) };
    product::change(shop, &mara(), draft).await.unwrap();
    let gone =
        ChangeVariant { id: only.id, version: only.version, edits: edits(&[("archived", "yes")]) };
    variant::change(shop, &mara(), gone).await.unwrap();
    let refused = save(bench, "enamel-mug", &[("status", "published")]).await;
    assert_eq!(problems(refused), [Problem::NoVariant]);
}
