//! What the page of a product saves and adds in one step.

use crate::edit::{edits, id_of, mara, save, shown};
use domain::{
    Currency, Money,
    audit::{Action, Entity},
    catalogue::ProductStatus,
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::{
        desk::{ListProducts, blank, count, last_change},
        edit::{
            EditError, Edits, Fields, Given, Problem,
            product::{self, CreateProduct, SaveProduct},
            undo,
            variant::{ChangeVariant, NewVariant},
        },
    },
    staff::Actor,
};
use store::Uuid;
use testing::{Bench, on_both};

fn fields(values: &[(&str, &str)]) -> Fields {
    values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn new(minor: i64, values: &[(&str, &str)]) -> NewVariant {
    NewVariant { price: Money::new(minor, Currency::EUR), fields: fields(values) }
}

async fn page(bench: &Bench, slug: &str) -> SaveProduct {
    let product = shown(bench, slug).await;
    SaveProduct {
        id: product.id,
        version: product.version,
        edits: Edits::new(),
        variants: Vec::new(),
        new_variants: Vec::new(),
    }
}

on_both!(a_product_and_its_variants_are_saved_with_one_entry);
async fn a_product_and_its_variants_are_saved_with_one_entry(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let tube = &before.variants[0];
    let command = SaveProduct {
        edits: edits(&[("name", "Refractor 103")]),
        variants: vec![ChangeVariant {
            id: tube.id,
            version: tube.version,
            edits: edits(&[("label", "Tube alone")]),
        }],
        new_variants: vec![new(99_900, &[("sku", "REFRACTOR-CASE"), ("label", "With case")])],
        ..page(bench, "refractor-102").await
    };
    let saved = product::save(&bench.shop, &mara(), command).await.unwrap();
    let after = shown(bench, "refractor-102").await;
    assert_eq!((saved.version, after.version), (before.version + 1, before.version + 1));
    assert_eq!(after.fields["name"], "Refractor 103");
    assert_eq!(after.variants[0].fields["label"], "Tube alone");
    assert_eq!(after.variants[1], before.variants[1]);
    let case = &after.variants[2];
    assert_eq!((case.price.minor, case.stock), (99_900, 0));
    let mut conn = bench.shop.db().read().await.unwrap();
    let entry = store::audit::entry(&mut conn, saved.entry.unwrap()).await.unwrap().unwrap();
    assert_eq!((entry.action, entry.things), (Action::Change, 3));
    let changes = store::audit::changes(&mut conn, entry.id, 0, 9).await.unwrap();
    let about: Vec<_> = changes.iter().map(|one| (one.entity, one.field.as_str())).collect();
    assert!(about.contains(&(Entity::Product, "name")), "{about:?}");
    assert!(about.contains(&(Entity::Variant, "label")), "{about:?}");
    drop(conn);
    let last = last_change(&bench.shop, &mara(), before.id).await.unwrap().unwrap();
    assert_eq!(last.who, "Mara");
    undo(&bench.shop, &mara(), entry.id).await.unwrap();
    let back = shown(bench, "refractor-102").await;
    assert_eq!(back.fields, before.fields);
    assert_eq!(back.variants[0].fields, tube.fields);
    assert!(back.variants[2].is_archived, "what was added is archived");
    let nothing = page(bench, "refractor-102").await;
    assert_eq!(product::save(&bench.shop, &mara(), nothing).await.unwrap().entry, None);
}

on_both!(a_save_with_an_error_or_a_conflict_saves_nothing);
async fn a_save_with_an_error_or_a_conflict_saves_nothing(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let tube = &before.variants[0];
    let variant =
        |values: Edits| vec![ChangeVariant { id: tube.id, version: tube.version, edits: values }];
    let long = "x".repeat(1_000);
    let command = SaveProduct {
        edits: edits(&[("name", "Refractor 103"), ("summary", long.as_str())]),
        variants: variant(edits(&[("sku", "MUG")])),
        new_variants: vec![
            new(100, &[("sku", "NEW-1")]),
            new(100, &[("sku", "NEW-1")]),
            new(100, &[("label", "No SKU")]),
            new(100, &[("sku", "TORCH")]),
        ],
        ..page(bench, "refractor-102").await
    };
    let Err(EditError::Invalid(errors)) = product::save(&bench.shop, &mara(), command).await else {
        panic!("it was saved")
    };
    let mut wrong: Vec<_> =
        errors.iter().map(|error| (error.field.as_str(), &error.problem)).collect();
    wrong.sort_by_key(|(field, _)| *field);
    let sku = format!("variant.{}.sku", tube.id);
    let twice = Problem::Twice("NEW-1".to_owned());
    let expected = [
        ("new.1.sku", &twice),
        ("new.2.sku", &Problem::Required),
        ("new.3.sku", &Problem::Taken),
        ("summary", &Problem::TooLong(500)),
        (sku.as_str(), &Problem::Taken),
    ];
    assert_eq!(wrong, expected);
    assert_eq!(shown(bench, "refractor-102").await, before);
    // Fields of both are asked for together.
    save(bench, "refractor-102", &[("name", "Theirs")]).await.unwrap();
    let theirs = SaveProduct {
        variants: variant(edits(&[("label", "Theirs")])),
        ..page(bench, "refractor-102").await
    };
    product::save(&bench.shop, &mara(), theirs).await.unwrap();
    let over = |base: &str| Given::over(base, "Mine");
    let command = SaveProduct {
        edits: Edits::from([("name".to_owned(), over(&before.fields["name"]))]),
        variants: variant(Edits::from([("label".to_owned(), over(&tube.fields["label"]))])),
        ..page(bench, "refractor-102").await
    };
    let Err(EditError::Conflict(conflict)) = product::save(&bench.shop, &mara(), command).await
    else {
        panic!("it was saved")
    };
    let fields: Vec<_> = conflict.fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["name", format!("variant.{}.label", tube.id).as_str()]);
    assert!(conflict.fields.iter().all(|one| one.theirs == "Theirs" && one.mine == "Mine"));
    // A variant of another product is none of this one.
    let mug = shown(bench, "enamel-mug").await;
    let command = SaveProduct {
        id: mug.id,
        variants: variant(edits(&[("label", "x")])),
        ..page(bench, "enamel-mug").await
    };
    let other = product::save(&bench.shop, &mara(), command).await;
    assert!(matches!(other, Err(EditError::NotFound)));
}

on_both!(a_product_is_added_with_its_variants_or_not_at_all);
async fn a_product_is_added_with_its_variants_or_not_at_all(bench: &Bench) {
    let own = [
        ("name", "Halden 80"),
        ("slug", "halden-80"),
        ("brand", "northlight"),
        ("categories", "refractors"),
        ("status", "published"),
        ("publish_at", "2099-11-27T08:00"),
    ];
    let command = |skus: [&str; 2]| CreateProduct {
        fields: fields(&own),
        variants: skus.iter().map(|sku| new(49_900, &[("sku", *sku)])).collect(),
    };
    let refused = product::create(&bench.shop, &mara(), command(["H80-A", "MUG"])).await;
    let Err(EditError::Invalid(errors)) = refused else { panic!("it was added") };
    assert_eq!((errors.len(), errors[0].field.as_str()), (1, "new.1.sku"));
    let all = |text: &str| ListProducts { text: text.to_owned(), ..ListProducts::default() };
    assert_eq!(count(&bench.shop, &mara(), &all("halden")).await.unwrap(), 0);
    assert_eq!(count(&bench.shop, &mara(), &all("")).await.unwrap(), 15);
    let writes = [Permission::CatalogueRead, Permission::CatalogueWrite].into_iter();
    let jon = Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), writes.collect::<Permissions>());
    let unpriced = product::create(&bench.shop, &jon, command(["H80-A", "H80-B"])).await;
    assert!(matches!(unpriced, Err(EditError::Forbidden(_))), "prices need their permission");
    product::create(&bench.shop, &mara(), command(["H80-A", "H80-B"])).await.unwrap();
    let added = shown(bench, "halden-80").await;
    assert_eq!((added.status, added.variants.len()), (ProductStatus::Published, 2));
    assert_eq!(id_of(bench, "halden-80").await, added.id);
    let blank = blank(&bench.shop, &jon).await.unwrap();
    assert!(blank.id.is_nil() && blank.variants.is_empty() && !blank.attributes.is_empty());
}
