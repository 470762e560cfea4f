//! How a merchant changes products, variants and categories.

use domain::{
    Money,
    audit::{Action, Entity},
    catalogue::{ProductStatus, readiness::Lack},
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::{
        ProductError,
        desk::{self, DeskProduct},
        edit::{
            Conflict, EditError, Edits, FieldConflict, FieldError, Fields, Given, Problem, Saved,
            UndoError, WhyLeft,
            category::{self, ChangeCategory, CreateCategory, OrderCategories},
            checklist,
            product::{self, ChangeProduct, CreateProduct, DuplicateProduct},
            undo,
            variant::{self, ChangeVariant, CreateVariant},
        },
    },
    staff::{Actor, Forbidden},
};
use std::collections::BTreeMap;
use store::Uuid;
use testing::{Bench, on_both};
use time::macros::datetime;

pub(crate) fn mara() -> Actor {
    Actor::staff(Uuid::from_u128(1), "Mara".to_owned(), Permissions::all())
}

/// The key of a product of any status.
pub(crate) async fn id_of(bench: &Bench, slug: &str) -> Uuid {
    let mut conn = bench.shop.db().read().await.unwrap();
    store::catalogue::product_id(&mut conn, slug).await.unwrap().unwrap()
}

pub(crate) async fn shown(bench: &Bench, slug: &str) -> DeskProduct {
    let id = id_of(bench, slug).await;
    desk::product(&bench.shop, &mara(), id).await.unwrap()
}

/// Edits of fields that were not read.
pub(crate) fn edits(values: &[(&str, &str)]) -> Edits {
    values.iter().map(|(key, value)| ((*key).to_owned(), Given::new(value))).collect()
}

fn fields(values: &[(&str, &str)]) -> Fields {
    values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// Saves fields of a product as it is now.
pub(crate) async fn save(
    bench: &Bench,
    slug: &str,
    values: &[(&str, &str)],
) -> Result<Saved, EditError> {
    let DeskProduct { id, version, .. } = shown(bench, slug).await;
    let command = ChangeProduct { id, version, edits: edits(values) };
    product::change(&bench.shop, &mara(), command).await
}

fn invalid(saved: Result<Saved, EditError>) -> Vec<(String, Problem)> {
    match saved {
        Err(EditError::Invalid(errors)) => {
            errors.into_iter().map(|FieldError { field, problem }| (field, problem)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn one(field: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(field.to_owned(), problem)]
}

on_both!(a_save_changes_only_its_fields_and_says_so_in_the_log);
async fn a_save_changes_only_its_fields_and_says_so_in_the_log(bench: &Bench) {
    let before = shown(bench, "lunar-globe").await;
    let version = bench.shop.snapshot().version;
    // Five are sold while the form is open.
    bench.change("GLOBE", 8_900, 3).await;
    let saved = save(bench, "lunar-globe", &[("name", "  Globe of the Moon ")]).await.unwrap();
    let after = shown(bench, "lunar-globe").await;
    assert_eq!(
        (saved.version, saved.changed.as_slice()),
        (after.version, &["name".to_owned()][..])
    );
    let mut expected = before.fields.clone();
    expected.insert("name".to_owned(), "Globe of the Moon".to_owned());
    assert_eq!(after.fields, expected);
    assert_eq!(bench.stock("GLOBE").await, 3);
    assert_eq!(&*bench.shop.snapshot().by_slug("lunar-globe").unwrap().name, "Globe of the Moon");
    assert!(bench.shop.snapshot().version > version);
    let mut conn = bench.shop.db().read().await.unwrap();
    let entry = store::audit::entry(&mut conn, saved.entry.unwrap()).await.unwrap().unwrap();
    assert_eq!((entry.actor_name.as_str(), entry.action), ("Mara", Action::Change));
    let changes = store::audit::changes(&mut conn, entry.id, 0, 9).await.unwrap();
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.entity, change.field.as_str()), (Entity::Product, "name"));
    assert_eq!(change.before.as_deref(), Some("Lunar globe"));
    assert_eq!(change.after.as_deref(), Some("Globe of the Moon"));
    drop(conn);
    // Nothing changes: no version, no entry.
    let again = save(bench, "lunar-globe", &[("name", "Globe of the Moon")]).await.unwrap();
    assert_eq!((again.version, again.entry), (after.version, None));
}

on_both!(different_fields_merge_and_the_same_field_asks);
async fn different_fields_merge_and_the_same_field_asks(bench: &Bench) {
    let (shop, read) = (&bench.shop, shown(bench, "enamel-mug").await);
    let change = |edits: Edits| ChangeProduct { id: read.id, version: read.version, edits };
    let given = |field: &str, value: &str| {
        Edits::from([(field.to_owned(), Given::over(&read.fields[field], value))])
    };
    product::change(shop, &mara(), change(given("name", "Mug of Mara"))).await.unwrap();
    // Another field merges by itself.
    product::change(shop, &mara(), change(given("summary", "Holds tea."))).await.unwrap();
    let mut both = given("name", "Mug of Jon");
    both.extend(given("description", "Long."));
    let Err(EditError::Conflict(Conflict { version, fields })) =
        product::change(shop, &mara(), change(both)).await
    else {
        panic!("no conflict")
    };
    let expected = FieldConflict {
        field: "name".to_owned(),
        base: Some("Enamel mug".to_owned()),
        theirs: "Mug of Mara".to_owned(),
        mine: "Mug of Jon".to_owned(),
    };
    assert_eq!(fields, [expected]);
    let now = shown(bench, "enamel-mug").await;
    assert_eq!((now.version, now.fields["summary"].as_str()), (version, "Holds tea."));
    assert_eq!(now.fields["description"], read.fields["description"], "nothing was saved");
    // The same value is no conflict, and neither is one over what is there now.
    let same = product::change(shop, &mara(), change(given("name", "Mug of Mara"))).await.unwrap();
    assert_eq!(same.entry, None);
    let over = Edits::from([("name".to_owned(), Given::over("Mug of Mara", "Mug of Jon"))]);
    product::change(shop, &mara(), change(over)).await.unwrap();
    // Without a base, a stale version is a conflict.
    let stale = product::change(shop, &mara(), change(edits(&[("seo_title", "Mug")]))).await;
    assert!(matches!(stale, Err(EditError::Conflict(_))));
}

on_both!(nobody_changes_what_they_may_not);
async fn nobody_changes_what_they_may_not(bench: &Bench) {
    let (shop, id) = (&bench.shop, id_of(bench, "enamel-mug").await);
    let reads: Permissions = [Permission::CatalogueRead].into_iter().collect();
    let jon = Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), reads);
    let forbidden = |result: Result<Saved, EditError>| {
        matches!(result, Err(EditError::Forbidden(Forbidden(Permission::CatalogueWrite))))
    };
    let change = ChangeProduct { id, version: 1, edits: edits(&[("name", "Cup")]) };
    assert!(forbidden(product::change(shop, &jon, change).await));
    assert!(forbidden(product::archive(shop, &jon, id, 1).await));
    assert!(forbidden(product::restore(shop, &jon, id, 1).await));
    assert!(forbidden(product::create(shop, &jon, CreateProduct::default()).await));
    assert!(forbidden(category::create(shop, &jon, CreateCategory::default()).await));
    let saved = save(bench, "enamel-mug", &[("name", "Cup")]).await.unwrap();
    let back = undo(shop, &jon, saved.entry.unwrap()).await;
    assert!(matches!(back, Err(UndoError::Forbidden(_))));
    assert!(desk::product(shop, &jon, id).await.is_ok());
    let nobody = Actor::staff(Uuid::from_u128(3), "Kim".to_owned(), Permissions::NONE);
    assert!(desk::product(shop, &nobody, id).await.is_err());
    assert!(checklist(shop, &nobody, id).await.is_err());
    assert_eq!(shown(bench, "enamel-mug").await.fields["name"], "Cup");
}

on_both!(wrong_values_are_named_field_by_field);
async fn wrong_values_are_named_field_by_field(bench: &Bench) {
    let long = "x".repeat(10_000);
    for (field, value, problem) in [
        ("name", " ", Problem::Required),
        ("name", long.as_str(), Problem::TooLong(200)),
        ("slug", "red-torch", Problem::Taken),
        ("slug", "meridian-203", Problem::OldAddress("meridian-200".to_owned())),
        ("brand", "nobody", Problem::Missing("nobody".to_owned())),
        ("categories", "", Problem::Required),
        ("categories", "gifts|moons", Problem::Missing("moons".to_owned())),
        ("categories", "gifts|gifts", Problem::Twice("gifts".to_owned())),
        ("tax_class", "free", Problem::NotOneOf(vec!["standard", "books"])),
        ("status", "gone", Problem::NotOneOf(vec!["draft", "published", "archived"])),
        ("featured", "maybe", Problem::NotYesOrNo),
        ("publish_at", "tomorrow", Problem::NotATime),
        ("publish_at", "2027-03-28T02:30", Problem::NoSuchTime),
        ("unpublish_at", "2020-01-01T00:00", Problem::EndsFirst),
        ("pictures", "cafe", Problem::Missing("cafe".to_owned())),
        ("related", "enamel-mug", Problem::Itself),
        ("in_box", "red-torch*0", Problem::NotWithin(1, 99)),
        ("attr.aperture", "wide", Problem::NotANumber),
        ("attr.sail", "blue", Problem::Missing("sail".to_owned())),
        ("stock", "5", Problem::UnknownField),
        ("price_minor", "5", Problem::UnknownField),
        ("version", "5", Problem::UnknownField),
    ] {
        let saved = invalid(save(bench, "enamel-mug", &[(field, value)]).await);
        assert_eq!(saved, one(field, problem), "{field}: {value}");
    }
    let two = invalid(save(bench, "enamel-mug", &[("name", ""), ("slug", "A b")]).await);
    assert_eq!(two.len(), 2);
    let twice = invalid(save(bench, "enamel-mug", &[("publish_at", "2027-10-31T02:30")]).await);
    assert!(matches!(twice[0].1, Problem::TimeTwice(..)));
    let unsold =
        [("name", "New"), ("slug", "new"), ("brand", "northlight"), ("categories", "gifts")];
    let command = CreateProduct { fields: fields(&unsold), ..CreateProduct::default() };
    product::create(&bench.shop, &mara(), command).await.unwrap();
    let published = save(bench, "new", &[("status", "published")]).await;
    assert_eq!(invalid(published), one("status", Problem::NoVariant));
    let empty = product::create(&bench.shop, &mara(), CreateProduct::default()).await;
    let named: Vec<String> = invalid(empty).into_iter().map(|(field, _)| field).collect();
    assert_eq!(named, ["name", "slug", "brand", "categories"]);
}

/// Where a slug of a product leads.
async fn leads_to(bench: &Bench, slug: &str) -> Option<String> {
    let page = shop::catalogue::product(&bench.shop, slug, None, domain::Currency::EUR).await;
    match page {
        Ok(_) => None,
        Err(ProductError::Moved(to)) => Some(to),
        Err(error) => panic!("{slug}: {error}"),
    }
}

on_both!(a_new_slug_redirects_from_all_old_ones);
async fn a_new_slug_redirects_from_all_old_ones(bench: &Bench) {
    save(bench, "meridian-200", &[("slug", "meridian-8")]).await.unwrap();
    save(bench, "meridian-8", &[("slug", "meridian-eight")]).await.unwrap();
    for old in ["meridian-203", "meridian-200", "meridian-8"] {
        assert_eq!(leads_to(bench, old).await.as_deref(), Some("meridian-eight"), "{old}");
    }
    let mut conn = bench.shop.db().read().await.unwrap();
    for old in ["meridian-203", "meridian-200", "meridian-8"] {
        let kind = domain::catalogue::RedirectKind::Product;
        let target = store::catalogue::redirect(&mut conn, kind, old).await.unwrap();
        assert_eq!(target.as_deref(), Some("meridian-eight"), "one step from {old}");
    }
    drop(conn);
    // It gets an earlier slug again: no loop.
    save(bench, "meridian-eight", &[("slug", "meridian-200")]).await.unwrap();
    assert_eq!(leads_to(bench, "meridian-200").await, None);
    for old in ["meridian-203", "meridian-8", "meridian-eight"] {
        assert_eq!(leads_to(bench, old).await.as_deref(), Some("meridian-200"), "{old}");
    }
    let refused = save(bench, "enamel-mug", &[("slug", "meridian-8")]).await;
    assert_eq!(invalid(refused), one("slug", Problem::OldAddress("meridian-200".to_owned())));
}

on_both!(a_product_is_shown_from_and_until_the_second);
async fn a_product_is_shown_from_and_until_the_second(bench: &Bench) {
    let (from, until) = ("2026-11-27T08:00", "2026-11-30T00:00");
    let dates = [("status", "published"), ("publish_at", from), ("unpublish_at", until)];
    save(bench, "almanac-next", &dates).await.unwrap();
    let fields = shown(bench, "almanac-next").await.fields;
    assert_eq!(fields["publish_at"], "2026-11-27T08:00+01:00");
    let is_sold_now = async || {
        shop::catalogue::refresh(&bench.shop).await.unwrap();
        let is_listed = bench.shop.snapshot().by_slug("almanac-next").is_some();
        let is_sold = {
            let mut conn = bench.shop.db().read().await.unwrap();
            let now = bench.shop.clock().now();
            store::cart::sellable(&mut conn, "ALMANAC-NEXT", now).await.unwrap().is_some()
        };
        let page =
            shop::catalogue::product(&bench.shop, "almanac-next", None, domain::Currency::EUR);
        assert_eq!(page.await.is_ok(), is_sold);
        assert_eq!(is_listed, is_sold);
        is_sold
    };
    for (at, is_sold) in [
        (datetime!(2026-11-27 06:59:59 UTC), false),
        (datetime!(2026-11-27 07:00 UTC), true),
        (datetime!(2026-11-29 22:59:59 UTC), true),
        (datetime!(2026-11-29 23:00 UTC), false),
    ] {
        bench.set(at);
        assert_eq!(is_sold_now().await, is_sold, "{at}");
    }
}

on_both!(an_archived_product_comes_back_with_everything);
async fn an_archived_product_comes_back_with_everything(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let gone = product::archive(&bench.shop, &mara(), before.id, before.version).await.unwrap();
    assert!(bench.shop.snapshot().by_slug("refractor-102").is_none());
    let page = shop::catalogue::product(&bench.shop, "refractor-102", None, domain::Currency::EUR);
    assert!(matches!(page.await, Err(ProductError::Gone)));
    product::restore(&bench.shop, &mara(), before.id, gone.version).await.unwrap();
    let after = shown(bench, "refractor-102").await;
    assert_eq!((after.fields, after.variants), (before.fields, before.variants));
    assert!(bench.shop.snapshot().by_slug("refractor-102").is_some());
    // A draft comes back as a draft.
    let draft = shown(bench, "almanac-next").await;
    let gone = product::archive(&bench.shop, &mara(), draft.id, draft.version).await.unwrap();
    product::restore(&bench.shop, &mara(), draft.id, gone.version).await.unwrap();
    assert_eq!(shown(bench, "almanac-next").await.status, ProductStatus::Draft);
}

on_both!(a_copy_is_a_draft_without_stock_and_else_the_same);
async fn a_copy_is_a_draft_without_stock_and_else_the_same(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let copy = |skus: &[(&str, &str)]| DuplicateProduct {
        id: before.id,
        slug: "refractor-103".to_owned(),
        name: "Refractor 103".to_owned(),
        skus: skus.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect(),
    };
    let refused =
        product::duplicate(&bench.shop, &mara(), copy(&[("REFRACTOR-TUBE", "MUG")])).await;
    let expected = BTreeMap::from([
        ("sku.REFRACTOR-SET".to_owned(), Problem::Required),
        ("sku.REFRACTOR-TUBE".to_owned(), Problem::Taken),
    ]);
    assert_eq!(invalid(refused).into_iter().collect::<BTreeMap<_, _>>(), expected);
    let skus = copy(&[("REFRACTOR-TUBE", "R103-TUBE"), ("REFRACTOR-SET", "R103-SET")]);
    product::duplicate(&bench.shop, &mara(), skus).await.unwrap();
    let after = shown(bench, "refractor-103").await;
    let mut expected = before.fields.clone();
    for (field, value) in [
        ("slug", "refractor-103"),
        ("name", "Refractor 103"),
        ("status", "draft"),
        ("publish_at", ""),
    ] {
        expected.insert(field.to_owned(), value.to_owned());
    }
    assert_eq!(after.fields, expected);
    for (old, new) in before.variants.iter().zip(&after.variants) {
        let mut fields = old.fields.clone();
        fields.insert("sku".to_owned(), old.fields["sku"].replace("REFRACTOR", "R103"));
        assert_eq!((&new.fields, new.price, new.stock), (&fields, old.price, 0));
    }
    assert_eq!(after.variants.len(), before.variants.len());
}

on_both!(undo_takes_back_what_is_as_it_was_left);
async fn undo_takes_back_what_is_as_it_was_left(bench: &Bench) {
    let before = shown(bench, "enamel-mug").await;
    let values = [("name", "Cup"), ("summary", "Holds tea."), ("attr.weight", "0.4")];
    let saved = save(bench, "enamel-mug", &values).await.unwrap();
    save(bench, "enamel-mug", &[("summary", "Holds soup.")]).await.unwrap();
    let entry = saved.entry.unwrap();
    let undone = undo(&bench.shop, &mara(), entry).await.unwrap();
    let after = shown(bench, "enamel-mug").await;
    let mut expected = before.fields.clone();
    expected.insert("summary".to_owned(), "Holds soup.".to_owned());
    assert_eq!(after.fields, expected);
    let [left] = undone.left.as_slice() else { panic!("{:?}", undone.left) };
    assert_eq!((left.field.as_str(), &left.why), ("summary", &WhyLeft::Changed));
    assert_eq!(left.now.as_deref(), Some("Holds soup."));
    assert_eq!(undone.fields, 2);
    let again = undo(&bench.shop, &mara(), entry).await;
    assert!(matches!(again, Err(UndoError::AlreadyUndone(Some(by))) if by == undone.entry));
    // An undo can be taken back too.
    undo(&bench.shop, &mara(), undone.entry).await.unwrap();
    assert_eq!(shown(bench, "enamel-mug").await.fields["name"], "Cup");
    let unknown = undo(&bench.shop, &mara(), Uuid::nil()).await;
    assert!(matches!(unknown, Err(UndoError::NoSuchEntry)));
}

on_both!(undo_names_values_that_are_taken_since);
async fn undo_names_values_that_are_taken_since(bench: &Bench) {
    let renamed = save(bench, "enamel-mug", &[("slug", "cup"), ("name", "Cup")]).await.unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    testing::ProductBuilder::new("enamel-mug").build(&mut tx).await;
    tx.commit().await.unwrap();
    let undone = undo(&bench.shop, &mara(), renamed.entry.unwrap()).await.unwrap();
    let [left] = undone.left.as_slice() else { panic!("{:?}", undone.left) };
    assert_eq!((left.field.as_str(), &left.why), ("slug", &WhyLeft::Refused(Problem::Taken)));
    assert_eq!(shown(bench, "cup").await.fields["name"], "Enamel mug");
}

on_both!(variants_keep_old_skus_and_are_archived);
async fn variants_keep_old_skus_and_are_archived(bench: &Bench) {
    let shop = &bench.shop;
    let mug = shown(bench, "enamel-mug").await;
    let price = Money::new(1_800, domain::Currency::EUR);
    let values =
        [("sku", "MUG-RED"), ("option_name", "Colour"), ("label", "Red"), ("weight_g", "395")];
    let create =
        |values: &[(&str, &str)]| CreateVariant { product: mug.id, price, fields: fields(values) };
    let made = variant::create(shop, &mara(), create(&values)).await.unwrap();
    let none = variant::create(shop, &mara(), create(&[])).await;
    assert_eq!(invalid(none), one("sku", Problem::Required));
    let taken = variant::create(shop, &mara(), create(&[("sku", "MUG")])).await;
    assert_eq!(invalid(taken), one("sku", Problem::Taken));
    let red = shown(bench, "enamel-mug").await.variants[1].clone();
    assert_eq!((red.id, red.price, red.stock), (made.id, price, 0));
    assert_eq!(bench.shop.snapshot().by_slug("enamel-mug").unwrap().variants.len(), 2);
    let change = |version: i64, values: &[(&str, &str)]| ChangeVariant {
        id: red.id,
        version,
        edits: edits(values),
    };
    variant::change(shop, &mara(), change(1, &[("sku", "CUP-RED")])).await.unwrap();
    let stale = variant::change(shop, &mara(), change(1, &[("sku", "CUP")])).await;
    assert!(matches!(stale, Err(EditError::Conflict(_))));
    let mut conn = shop.db().read().await.unwrap();
    for sku in ["MUG-RED", "CUP-RED", "MUG"] {
        let found = store::catalogue::named_exactly(&mut conn, sku).await.unwrap();
        assert_eq!(found, [mug.id], "{sku}");
    }
    drop(conn);
    let gone = variant::archive(shop, &mara(), red.id, 2).await.unwrap();
    assert_eq!(shop.snapshot().by_slug("enamel-mug").unwrap().variants.len(), 1);
    let mut conn = shop.db().read().await.unwrap();
    let now = shop.clock().now();
    assert!(store::cart::sellable(&mut conn, "CUP-RED", now).await.unwrap().is_none());
    drop(conn);
    variant::restore(shop, &mara(), red.id, gone.version).await.unwrap();
    assert_eq!(shop.snapshot().by_slug("enamel-mug").unwrap().variants.len(), 2);
}

on_both!(variants_keep_their_pictures_when_they_move);
async fn variants_keep_their_pictures_when_they_move(bench: &Bench) {
    let before = shown(bench, "refractor-102").await;
    let hashes: Vec<&str> = before.fields["pictures"].split('|').collect();
    let [first, second, third] = hashes.as_slice() else { panic!("{hashes:?}") };
    assert_eq!(before.variants[1].fields["picture"], *third);
    let moved = format!("{third}|{first}");
    let alt = format!("picture.{third}.alt");
    let values = [("pictures", moved.as_str()), (alt.as_str(), "On its legs")];
    save(bench, "refractor-102", &values).await.unwrap();
    let after = shown(bench, "refractor-102").await;
    assert_eq!((&after.fields["pictures"], after.fields[&alt].as_str()), (&moved, "On its legs"));
    assert!(!after.fields.contains_key(&format!("picture.{second}.alt")));
    // The first picture needs no mention.
    assert_eq!(after.variants[1].fields["picture"], "");
    assert_eq!(after.variants[0].fields["picture"], *first);
}

on_both!(categories_are_moved_ordered_and_archived_when_empty);
async fn categories_are_moved_ordered_and_archived_when_empty(bench: &Bench) {
    let shop = &bench.shop;
    let find = async |slug: &str| {
        let tree = desk::categories(shop, &mara()).await.unwrap();
        tree.into_iter().find(|node| node.row.slug == slug).unwrap()
    };
    let change = async |slug: &str, values: &[(&str, &str)]| {
        let row = find(slug).await.row;
        let command = ChangeCategory { id: row.id, version: row.version, edits: edits(values) };
        category::change(shop, &mara(), command).await
    };
    for below in ["telescopes", "refractors"] {
        let cycle = change("telescopes", &[("parent", below)]).await;
        assert_eq!(invalid(cycle), one("parent", Problem::Cycle), "{below}");
    }
    change("flashlights", &[("parent", "gifts"), ("slug", "red-lights")]).await.unwrap();
    assert_eq!(find("red-lights").await.depth, 1);
    let listing = shop::catalogue::ListQuery::parse(&[]).unwrap();
    let eur = domain::Currency::EUR;
    let old = shop::catalogue::category(shop, "flashlights", &listing, eur).await;
    assert!(matches!(old, Err(shop::catalogue::CategoryError::Moved(to)) if to == "red-lights"));
    assert!(shop::catalogue::category(shop, "red-lights", &listing, eur).await.is_ok());
    let full = change("gifts", &[("archived", "yes")]).await;
    assert_eq!(invalid(full), one("archived", Problem::NotEmpty));
    let values = [("name", "Maps"), ("slug", "maps"), ("parent", "books")];
    let made = category::create(shop, &mara(), CreateCategory { fields: fields(&values) }).await;
    let made = made.unwrap();
    assert!(shop.snapshot().category("maps").is_some());
    let gone = category::archive(shop, &mara(), made.id, made.version).await.unwrap();
    assert!(shop.snapshot().category("maps").is_none());
    let placed = save(bench, "pocket-guide", &[("categories", "books|maps")]).await;
    assert_eq!(invalid(placed), one("categories", Problem::Archived("maps".to_owned())));
    category::restore(shop, &mara(), made.id, gone.version).await.unwrap();
    save(bench, "pocket-guide", &[("categories", "books|maps")]).await.unwrap();
    let parent = find("telescopes").await.row.id;
    let (one, two) = (find("refractors").await.row.id, find("dobsonians").await.row.id);
    let command = OrderCategories { parent: Some(parent), order: vec![two, one] };
    let entry = category::order(shop, &mara(), command.clone()).await.unwrap().unwrap();
    let order = async || {
        let tree = desk::categories(shop, &mara()).await.unwrap();
        let below = tree.into_iter().filter(|node| node.row.parent_id == Some(parent));
        below.map(|node| node.row.id).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [two, one]);
    assert_eq!(category::order(shop, &mara(), command).await.unwrap(), None);
    undo(shop, &mara(), entry).await.unwrap();
    assert_eq!(order().await, [one, two]);
}

on_both!(a_checklist_names_what_is_missing_and_where);
async fn a_checklist_names_what_is_missing_and_where(bench: &Bench) {
    let missing = async |slug: &str| {
        let items = checklist(&bench.shop, &mara(), id_of(bench, slug).await).await.unwrap();
        assert_eq!(items.len(), Lack::ALL.len());
        let missing = items.into_iter().filter(|item| item.is_missing);
        missing.map(|item| (item.lack, item.of)).collect::<Vec<_>>()
    };
    let nowhere = Vec::<String>::new;
    assert!(missing("enamel-mug").await.is_empty());
    assert_eq!(
        missing("almanac-next").await,
        [(Lack::Picture, nowhere()), (Lack::Stock, nowhere()),]
    );
    let mug = shown(bench, "enamel-mug").await;
    let alt = format!("picture.{}.alt", mug.fields["pictures"]);
    save(bench, "enamel-mug", &[(alt.as_str(), ""), ("summary", "")]).await.unwrap();
    assert_eq!(
        missing("enamel-mug").await,
        [(Lack::AltText, vec![mug.fields["pictures"].clone()]), (Lack::Summary, nowhere()),]
    );
}
