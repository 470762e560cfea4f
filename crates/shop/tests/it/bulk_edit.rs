//! How a merchant changes many products in one step.

use crate::edit::{id_of, mara, save, shown};
use domain::{
    audit::{Action, Entity},
    catalogue::ProductStatus,
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::{
        desk::ListProducts,
        edit::{
            BulkChange, BulkError, BulkPreview, ChangeProducts, Problem, ProductsChanged,
            SelectProducts, WhyLeft, change_products, preview_products, selected_skus, undo,
        },
    },
    staff::Actor,
};
use store::Uuid;
use testing::{Bench, Kind, ProductBuilder, on_both, statements};

/// Everything in the shop's list.
fn everything(change: BulkChange) -> ChangeProducts {
    ChangeProducts { select: SelectProducts::Listed(ListProducts::default()), change }
}

async fn these(bench: &Bench, slugs: &[&str], change: BulkChange) -> ChangeProducts {
    let mut ids = Vec::new();
    for slug in slugs {
        ids.push(id_of(bench, slug).await);
    }
    ChangeProducts { select: SelectProducts::Ids(ids), change }
}

async fn preview(bench: &Bench, command: &ChangeProducts) -> BulkPreview {
    preview_products(&bench.shop, &mara(), command).await.unwrap()
}

async fn apply(bench: &Bench, command: &ChangeProducts) -> Result<ProductsChanged, BulkError> {
    let digest = preview(bench, command).await.digest;
    change_products(&bench.shop, &mara(), command, &digest).await
}

async fn value(bench: &Bench, slug: &str, field: &str) -> String {
    shown(bench, slug).await.fields.get(field).cloned().unwrap_or_default()
}

on_both!(many_products_change_as_previewed_and_back_except_for_what_changed_since);
async fn many_products_change_as_previewed_and_back_except_for_what_changed_since(bench: &Bench) {
    let slugs = ["enamel-mug", "lunar-globe", "red-torch"];
    let command = these(bench, &slugs, BulkChange::Status(ProductStatus::Draft)).await;
    let seen = preview(bench, &command).await;
    assert_eq!(seen.products.len(), 3);
    for product in &seen.products {
        assert_eq!((product.before.as_str(), product.after.as_deref()), ("published", Ok("draft")));
    }
    let version = shown(bench, "red-torch").await.version;
    let done = apply(bench, &command).await.unwrap();
    assert_eq!(done.changed, 3);
    assert!(bench.shop.snapshot().by_slug("red-torch").is_none());
    assert_eq!(shown(bench, "red-torch").await.version, version + 1);
    let mut conn = bench.shop.db().read().await.unwrap();
    let entry = store::audit::entry(&mut conn, done.entry).await.unwrap().unwrap();
    assert_eq!((entry.action, entry.things), (Action::Bulk, 3));
    let changes = store::audit::changes(&mut conn, done.entry, 0, 99).await.unwrap();
    assert!(changes.iter().all(|change| change.entity == Entity::Product));
    drop(conn);
    // Nothing changes a second time.
    assert!(matches!(apply(bench, &command).await, Err(BulkError::Nothing)));
    // One is changed by hand: the others go back, and it is named.
    save(bench, "red-torch", &[("status", "archived")]).await.unwrap();
    let undone = undo(&bench.shop, &mara(), done.entry).await.unwrap();
    assert_eq!(value(bench, "enamel-mug", "status").await, "published");
    assert_eq!(value(bench, "lunar-globe", "status").await, "published");
    assert_eq!(value(bench, "red-torch", "status").await, "archived");
    let left: Vec<_> = undone.left.iter().map(|one| (one.label.as_str(), &one.why)).collect();
    assert_eq!(left, [("Red torch", &WhyLeft::Changed)]);
    assert!(bench.shop.snapshot().by_slug("enamel-mug").is_some());
}

on_both!(categories_and_attributes_change_by_the_rules_of_one_product);
async fn categories_and_attributes_change_by_the_rules_of_one_product(bench: &Bench) {
    let into = BulkChange::AddCategory("books".to_owned());
    let command = these(bench, &["enamel-mug", "red-torch"], into).await;
    apply(bench, &command).await.unwrap();
    assert_eq!(value(bench, "enamel-mug", "categories").await, "gifts|books");
    assert_eq!(value(bench, "red-torch", "categories").await, "flashlights|books");
    assert!(matches!(apply(bench, &command).await, Err(BulkError::Nothing)));
    // The main category goes: another one takes its place. The only one stays.
    let out = BulkChange::RemoveCategory("gifts".to_owned());
    let command = these(bench, &["enamel-mug", "lunar-globe"], out).await;
    let seen = preview(bench, &command).await;
    let globe = id_of(bench, "lunar-globe").await;
    let after = |id: Uuid| {
        seen.products.iter().find(|product| product.id == id).map(|product| product.after.clone())
    };
    assert_eq!(after(globe), Some(Err(Problem::Required)));
    assert_eq!(apply(bench, &command).await.unwrap().changed, 1);
    assert_eq!(value(bench, "enamel-mug", "categories").await, "books");
    assert_eq!(value(bench, "lunar-globe", "categories").await, "gifts");
    let attribute =
        |value: &str| BulkChange::Attribute { key: "aperture".to_owned(), value: value.to_owned() };
    let slugs = ["meridian-150", "refractor-102"];
    apply(bench, &these(bench, &slugs, attribute("127.5")).await).await.unwrap();
    assert_eq!(value(bench, "meridian-150", "attr.aperture").await, "127.5");
    let wide = preview(bench, &these(bench, &slugs, attribute("wide")).await).await;
    assert!(wide.products.iter().all(|one| one.after == Err(Problem::NotANumber)));
    apply(bench, &these(bench, &slugs, attribute("")).await).await.unwrap();
    assert_eq!(value(bench, "refractor-102", "attr.aperture").await, "");
    for unknown in [
        BulkChange::AddCategory("moons".to_owned()),
        BulkChange::Attribute { key: "sail".to_owned(), value: "blue".to_owned() },
    ] {
        let seen = preview_products(&bench.shop, &mara(), &everything(unknown)).await;
        assert!(matches!(seen, Err(BulkError::Unknown)));
    }
}

on_both!(what_changed_after_the_preview_is_not_overwritten);
async fn what_changed_after_the_preview_is_not_overwritten(bench: &Bench) {
    let command = these(bench, &["enamel-mug"], BulkChange::Status(ProductStatus::Archived)).await;
    let seen = preview(bench, &command).await;
    save(bench, "enamel-mug", &[("status", "draft")]).await.unwrap();
    let stale = change_products(&bench.shop, &mara(), &command, &seen.digest).await;
    assert!(matches!(stale, Err(BulkError::Changed)));
    assert_eq!(value(bench, "enamel-mug", "status").await, "draft");
}

on_both!(many_are_chosen_by_a_list_and_only_by_those_who_may);
async fn many_are_chosen_by_a_list_and_only_by_those_who_may(bench: &Bench) {
    let list = ListProducts { text: "meridian".to_owned(), ..ListProducts::default() };
    let select = SelectProducts::Listed(list);
    let skus = selected_skus(&bench.shop, &mara(), &select).await.unwrap();
    assert!(skus.len() >= 2 && skus.iter().all(|sku| sku.contains("150") || sku.contains("200")));
    let command = ChangeProducts { select, change: BulkChange::Status(ProductStatus::Draft) };
    let reads: Permissions = [Permission::CatalogueRead].into_iter().collect();
    let jon = Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), reads);
    let refused = change_products(&bench.shop, &jon, &command, "").await;
    assert!(matches!(refused, Err(BulkError::Forbidden(_))));
    assert!(preview_products(&bench.shop, &jon, &command).await.is_err());
    assert_eq!(apply(bench, &command).await.unwrap().changed, 2);
    let none = ListProducts { text: "xyzzy".to_owned(), ..ListProducts::default() };
    let nothing = SelectProducts::Listed(none);
    let found = selected_skus(&bench.shop, &mara(), &nothing).await;
    assert!(matches!(found, Err(BulkError::Nothing)));
}

/// Many products cost as many statements as a few, up to where rows are written in parts.
#[tokio::test]
async fn statements_do_not_grow_with_products() {
    let bench = Bench::new(Kind::Sqlite).await;
    let command = everything(BulkChange::AddCategory("books".to_owned()));
    let few = statements(async || drop(preview(&bench, &command).await)).await;
    let many: Vec<ProductBuilder> =
        (0..250).map(|i| ProductBuilder::new(&format!("lens-{i:03}"))).collect();
    bench.add(&many).await;
    assert_eq!(statements(async || drop(preview(&bench, &command).await)).await, few);
    let all = preview(&bench, &command).await;
    let written = statements(async || {
        change_products(&bench.shop, &mara(), &command, &all.digest).await.unwrap();
    });
    let written = written.await;
    assert!(written < 100, "{written} for 265 products");
    bench.shop.db().close().await;
}
