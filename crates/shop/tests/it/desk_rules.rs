//! What the desk refuses, so that the shop sells nothing without a price and no product without a
//! variant.

use crate::{
    edit::{edits, mara, save, shown},
    order_conflicts::raw,
};
use domain::{
    Money,
    catalogue::readiness::Lack,
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::edit::{
        EditError, FieldError, Fields, Problem, Saved, UndoError, WhyLeft,
        category::{self, CreateCategory},
        product::{self, ChangeProduct},
        undo,
        variant::{self, ChangeVariant, CreateVariant},
    },
    pricing::{SetPrice, set_price},
    staff::Actor,
};
use testing::{Bench, GOOD_CARD, on_both};

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

on_both!(what_was_made_is_archived_by_an_undo_only_as_it_was_made);
async fn what_was_made_is_archived_by_an_undo_only_as_it_was_made(bench: &Bench) {
    let shop = &bench.shop;
    let make = |slug: &str| CreateCategory {
        fields: [("name", "Maps"), ("slug", slug)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
    };
    let made = category::create(shop, &mara(), make("maps")).await.unwrap();
    undo(shop, &mara(), made.entry.unwrap()).await.unwrap();
    assert!(shop.snapshot().category("maps").is_none());
    let made = category::create(shop, &mara(), make("globes")).await.unwrap();
    bench.advance(1_000);
    let edits = edits(&[("name", "Globes")]);
    let command = category::ChangeCategory { id: made.id, version: made.version, edits };
    category::change(shop, &mara(), command).await.unwrap();
    let refused = undo(shop, &mara(), made.entry.unwrap()).await;
    let Err(UndoError::NothingLeft(left)) = refused else { panic!("{refused:?}") };
    assert_eq!(left[0].why, WhyLeft::Changed);
    assert!(shop.snapshot().category("globes").is_some());
}

on_both!(a_variant_gets_its_picture_back_with_an_undo);
async fn a_variant_gets_its_picture_back_with_an_undo(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let hashes: Vec<&str> = before.fields["pictures"].split('|').collect();
    let third = hashes[2];
    assert_eq!(before.variants[1].fields["picture"], third);
    let fewer = hashes[..2].join("|");
    let saved = save(bench, "refractor-102", &[("pictures", &fewer)]).await.unwrap();
    let after = shown(bench, "refractor-102").await;
    assert_eq!(after.variants[1].fields["picture"], "");
    assert!(after.variants[1].version > before.variants[1].version);
    let mut conn = bench.shop.db().read().await.unwrap();
    let changes = store::audit::changes(&mut conn, saved.entry.unwrap(), 0, 99).await.unwrap();
    drop(conn);
    let of_variant = changes.iter().filter(|change| change.entity_id == before.variants[1].id);
    let of_variant: Vec<_> = of_variant.map(|one| (one.before.as_deref(), &one.after)).collect();
    assert_eq!(of_variant, [(Some(third), &None)]);
    let undone = undo(&bench.shop, &mara(), saved.entry.unwrap()).await.unwrap();
    assert!(undone.left.is_empty(), "{:?}", undone.left);
    let back = shown(bench, "refractor-102").await;
    assert_eq!(back.fields["pictures"], before.fields["pictures"]);
    assert_eq!(back.variants[1].fields["picture"], third);
}

on_both!(a_price_that_is_set_is_no_longer_missing);
async fn a_price_that_is_set_is_no_longer_missing(bench: &Bench) {
    let shop = &bench.shop;
    let almanac = shown(bench, "almanac-next").await;
    bench.change("ALMANAC-NEXT", 0, 9).await;
    let mut tx = shop.db().begin().await.unwrap();
    store::catalogue::index_for_desk(&mut tx, &[almanac.id]).await.unwrap();
    tx.commit().await.unwrap();
    let row = async || {
        let mut conn = shop.db().read().await.unwrap();
        store::catalogue::desk_rows(&mut conn, &[almanac.id]).await.unwrap().remove(0)
    };
    let lacks = |missing: i64| Lack::of_bits(missing).any(|lack| lack == Lack::Price);
    let before = row().await;
    assert!(lacks(before.missing));
    bench.advance(1_000);
    let euros = |minor| Money::new(minor, domain::Currency::EUR);
    let command = SetPrice { sku: "ALMANAC-NEXT".to_owned(), shown: euros(0), price: euros(1_850) };
    set_price(shop, &mara(), command).await.unwrap();
    let after = row().await;
    assert!(!lacks(after.missing) && after.updated_at > before.updated_at);
    let version = shown(bench, "almanac-next").await.variants[0].version;
    assert!(version > almanac.variants[0].version);
}

on_both!(products_from_before_an_upgrade_are_found_and_have_a_ledger);
async fn products_from_before_an_upgrade_are_found_and_have_a_ledger(bench: &Bench) {
    let (shop, db) = (&bench.shop, bench.shop.db());
    let globe = bench.stock("GLOBE").await;
    raw(db, "UPDATE products SET name = 'ÄRMEL Mug', missing = 0 WHERE slug = 'enamel-mug'").await;
    raw(db, "UPDATE products SET summary = '' WHERE slug = 'enamel-mug'").await;
    raw(db, "DELETE FROM product_words").await;
    raw(db, "DELETE FROM stock_movements").await;
    // An order in between has its movement already.
    bench.advance(1_000);
    let token = bench.cart(&[("GLOBE", 1)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.place(&token, &key, &hash).await.unwrap();
    while shop::catalogue::desk::catch_up(shop).await.unwrap() {}
    raw(db, "UPDATE product_words SET word = word WHERE word = 'ärmel'").await;
    let mug = shown(bench, "enamel-mug").await.id;
    let mut conn = db.read().await.unwrap();
    let row = store::catalogue::desk_rows(&mut conn, &[mug]).await.unwrap().remove(0);
    assert!(Lack::of_bits(row.missing).any(|lack| lack == Lack::Summary));
    drop(conn);
    let ledger = shop::stock::history(shop, &mara(), "GLOBE", None).await.unwrap();
    let sum: i64 = ledger.iter().map(|row| row.delta).sum();
    assert_eq!((ledger.len(), sum), (2, globe - 1));
    assert!(ledger.iter().any(|row| row.level == globe && row.delta == globe));
    // Nothing is left to do, and nothing is done twice.
    assert!(!shop::catalogue::desk::catch_up(shop).await.unwrap());
    assert_eq!(shop::stock::history(shop, &mara(), "GLOBE", None).await.unwrap(), ledger);
}

on_both!(a_link_with_an_old_sku_leads_to_the_variant);
async fn a_link_with_an_old_sku_leads_to_the_variant(bench: &Bench) {
    let shop = &bench.shop;
    let set = shown(bench, "refractor-102").await.variants[1].clone();
    let (old, new) = (set.fields["sku"].as_str(), "REFRACTOR-KIT");
    let edits = edits(&[("sku", new)]);
    let command = ChangeVariant { id: set.id, version: set.version, edits };
    variant::change(shop, &mara(), command).await.unwrap();
    let eur = domain::Currency::EUR;
    let page = shop::catalogue::product(shop, "refractor-102", Some(old), eur).await.unwrap();
    assert_eq!(page.variants[page.chosen].sku, new);
    let unknown = shop::catalogue::product(shop, "refractor-102", Some("NOTHING"), eur).await;
    assert!(matches!(unknown, Err(shop::catalogue::ProductError::NoSuchVariant)));
}

on_both!(a_copy_has_prices_and_needs_their_permission);
async fn a_copy_has_prices_and_needs_their_permission(bench: &Bench) {
    let may: Permissions = [Permission::CatalogueWrite].into_iter().collect();
    let jon = Actor::staff(store::Uuid::from_u128(2), "Jon".to_owned(), may);
    let command = product::DuplicateProduct {
        id: shown(bench, "enamel-mug").await.id,
        slug: "cup".to_owned(),
        name: "Cup".to_owned(),
        skus: [("MUG".to_owned(), "CUP".to_owned())].into(),
    };
    let refused = product::duplicate(&bench.shop, &jon, command.clone()).await;
    let Err(EditError::Forbidden(forbidden)) = refused else { panic!("{refused:?}") };
    assert_eq!(forbidden.0, Permission::PricesWrite);
    product::duplicate(&bench.shop, &mara(), command).await.unwrap();
}
