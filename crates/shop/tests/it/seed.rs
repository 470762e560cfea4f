//! The sample catalogue.

use crate::{
    bench::{Bench, NOW, catalogue_folder, on_both, open},
    database::{Kind, TestDatabase},
};
use domain::{Currency, Money};
use shop::{
    Error,
    catalogue::{
        ListQuery,
        seed::{seed, seed_if_empty},
    },
};
use std::collections::BTreeSet;

/// The ten products of the Astronomy Shop: SKU, name and price.
const TEN: [(&str, &str, &str); 10] = [
    ("OLJCESPC7Z", "National Park Foundation Explorascope", "101.96"),
    ("66VCHSJNUP", "Starsense Explorer Refractor Telescope", "349.95"),
    ("1YMWWN1N4O", "Eclipsmart Travel Refractor Telescope", "129.95"),
    ("L9ECAV7KIM", "Lens Cleaning Kit", "21.95"),
    ("2ZYFJ3GM2N", "Roof Binoculars", "209.95"),
    ("0PUK6V6EV0", "Solar System Color Imager", "175.00"),
    ("LS4PSXUNUM", "Red Flashlight", "57.08"),
    ("9SIQT8TOJO", "Optical Tube Assembly", "3599.00"),
    ("6E92ZMYYFZ", "Solar Filter", "69.95"),
    ("HQTGWGPNH4", "The Comet Book", "0.99"),
];

on_both!(what_the_catalogue_promises);
async fn what_the_catalogue_promises(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    assert!(snapshot.products.len() >= 80, "{}", snapshot.products.len());
    assert!(snapshot.categories.iter().filter(|c| !c.members.is_empty()).count() >= 10);
    let mut slugs = BTreeSet::new();
    for product in &snapshot.products {
        assert!(slugs.insert(&product.slug));
        let view = shop::catalogue::product(&bench.shop, &product.slug, None, Currency::EUR)
            .await
            .unwrap();
        assert!(view.pictures.len() >= 2, "{}", product.slug);
        assert!(
            !view.description.is_empty()
                && !view.summary.is_empty()
                && !view.specs.is_empty()
                && !view.trail.is_empty(),
            "{}",
            product.slug
        );
        assert!(
            view.pictures.iter().all(|p| !p.alt.is_empty() && p.width > 0 && p.height > 0),
            "{}",
            product.slug
        );
        assert!(view.variants.iter().all(|v| v.price.minor > 0), "{}", product.slug);
    }
}

on_both!(the_ten_products_are_there);
async fn the_ten_products_are_there(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for (sku, name, price) in TEN {
        let entry = snapshot.by_sku(sku).unwrap();
        // The API has the demonstration's names; the shop's own pages have the house's.
        let api = snapshot.demonstration(sku).unwrap();
        assert_eq!((api.name.as_str(), api.price), (name, Money::parse(price, Currency::USD)));
        assert!(name == "The Comet Book" || *entry.name != *name, "{name}");
        // So have they prices of their own.
        assert_eq!(entry.variants[0].price.currency, Currency::EUR);
        assert_eq!(snapshot.api_price(&entry.variants[0]).decimal(), price);
        assert_eq!(bench.stock(sku).await, 1_000_000);
    }
}

on_both!(seeding_again_changes_nothing_that_was_sold);
async fn seeding_again_changes_nothing_that_was_sold(bench: &Bench) {
    bench.order(&[("LOW-D8", 3)]).await;
    let before = bench.stock("LOW-D8").await;
    let again = seed(bench.shop.db(), &catalogue_folder(), None, NOW).await.unwrap();
    assert_eq!(bench.stock("LOW-D8").await, before);
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(
        store::import::product_count(&mut conn).await.unwrap(),
        i64::try_from(again.products).unwrap()
    );
    assert_eq!(
        bench.shop.snapshot().products.len(),
        bench.replica().await.snapshot().products.len()
    );
}

on_both!(a_new_slug_is_the_same_product);
/// A catalogue in which a product has another slug than in the shop, and the old one leads to
/// it.
async fn a_new_slug_is_the_same_product(bench: &Bench) {
    let id = |shop: &shop::Context| {
        shop.snapshot().by_sku("LS4PSXUNUM").map(|entry| (entry.id, entry.slug.to_string()))
    };
    let (before, slug) = id(&bench.shop).unwrap();
    assert_eq!(slug, "nattlys-red-torch");
    let count = async || {
        let mut conn = bench.shop.db().read().await.unwrap();
        store::import::product_count(&mut conn).await.unwrap()
    };
    let products = count().await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(
        store::import::rename(&mut tx, "nattlys-red-torch", "red-flashlight", NOW).await.unwrap()
    );
    assert!(
        !store::import::rename(&mut tx, "nattlys-red-torch", "red-torch", NOW).await.unwrap(),
        "there is none of this slug now"
    );
    assert!(
        !store::import::rename(&mut tx, "red-flashlight", "lowland-8-dobsonian", NOW)
            .await
            .unwrap(),
        "another product has it"
    );
    assert!(store::import::rename(&mut tx, "red-flashlight", "Red", NOW).await.is_err());
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!(id(&bench.shop), Some((before, "red-flashlight".to_owned())));
    seed(bench.shop.db(), &catalogue_folder(), None, NOW).await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!(id(&bench.shop), Some((before, "nattlys-red-torch".to_owned())));
    assert_eq!(count().await, products);
    match shop::catalogue::product(&bench.shop, "red-flashlight", None, Currency::EUR).await {
        Err(Error::Moved(slug)) => assert_eq!(slug, "nattlys-red-torch"),
        other => panic!("{other:?}"),
    }
    // A product that is gone and leads to its successor does not become it: they share no SKU.
    let gone = bench.shop.snapshot().by_sku("LOW-D8").unwrap().id;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(
        store::import::rename(&mut tx, "nattlys-red-torch", "another-torch", NOW).await.unwrap()
    );
    assert!(
        store::import::rename(&mut tx, "lowland-8-dobsonian", "red-flashlight", NOW).await.unwrap()
    );
    tx.commit().await.unwrap();
    seed(bench.shop.db(), &catalogue_folder(), None, NOW).await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_ne!(bench.shop.snapshot().by_slug("nattlys-red-torch").unwrap().id, gone);
}

/// Two servers start at once on an empty database: one of them seeds, and the other finds all of
/// it.
async fn seeded_by_one(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let first = open(&database).await;
    first.migrate().await.unwrap();
    // Of the embedded database there is one server.
    let second = if kind == Kind::Postgres { open(&database).await } else { first.clone() };
    let server = async |db: &store::Db| {
        let done = seed_if_empty(db, &catalogue_folder(), NOW).await.unwrap();
        let mut conn = db.read().await.unwrap();
        (done, store::import::product_count(&mut conn).await.unwrap())
    };
    let ((a, found_by_a), (b, found_by_b)) = tokio::join!(server(&first), server(&second));
    let done = match (a, b) {
        (Some(done), None) | (None, Some(done)) => i64::try_from(done.products).unwrap(),
        other => panic!("seeded by none or by both: {other:?}"),
    };
    assert!(
        done > 80 && found_by_a == done && found_by_b == done,
        "{done} {found_by_a} {found_by_b}"
    );
    assert_eq!(seed_if_empty(&second, &catalogue_folder(), NOW).await.unwrap(), None);
    first.close().await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seeded_by_one_of_many_on_sqlite() {
    seeded_by_one(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seeded_by_one_of_many_on_postgres() {
    seeded_by_one(Kind::Postgres).await;
}

/// A catalogue of any size: copies have names, slugs and SKUs of their own, and pages go on to the
/// end.
#[tokio::test]
async fn a_larger_catalogue() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    let done = seed(&db, &catalogue_folder(), Some(1_000), NOW).await.unwrap();
    assert_eq!(done.products, 1_000);
    let bench = Bench::over(db, database).await;
    let first = shop::catalogue::category(
        &bench.shop,
        "telescopes",
        &ListQuery { page: 1, ..ListQuery::default() },
        Currency::EUR,
    )
    .await
    .unwrap();
    let mut seen = BTreeSet::new();
    for page in 1..=first.pages {
        let listing = shop::catalogue::category(
            &bench.shop,
            "telescopes",
            &ListQuery { page, ..ListQuery::default() },
            Currency::EUR,
        )
        .await
        .unwrap();
        assert_eq!(
            listing.cards.len(),
            if page < first.pages { 24 } else { first.total - 24 * (first.pages - 1) }
        );
        seen.extend(listing.cards.into_iter().map(|card| card.slug));
    }
    assert_eq!(seen.len(), first.total);
    bench.shop.db().close().await;
}

#[tokio::test]
async fn faults_name_file_and_place() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    let folder = std::env::temp_dir().join(format!("perigee-seed-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let fault = async |what: &str| match seed(&db, &folder, None, NOW).await {
        Err(Error::Internal(text)) => assert!(text.contains(what), "{text} does not name {what}"),
        other => panic!("{other:?}"),
    };
    fault("brands.csv").await;
    for name in [
        "brands.csv",
        "categories.csv",
        "attributes.csv",
        "products.csv",
        "variants.csv",
        "redirects.csv",
    ] {
        std::fs::copy(catalogue_folder().join(name), folder.join(name)).unwrap();
    }
    let products = std::fs::read_to_string(folder.join("products.csv")).unwrap();
    std::fs::write(folder.join("products.csv"), products.replacen(",halden,", ",nobody,", 1))
        .unwrap();
    fault("nobody").await;
    std::fs::write(folder.join("products.csv"), products.replacen("2023-03-15", "yesterday", 1))
        .unwrap();
    fault("yesterday").await;
    // The name, since of the slug there may be nothing to see.
    let named = |rows: &str, slug: &str| {
        rows.lines().find(|row| row.starts_with(&format!("{slug},"))).unwrap().to_owned()
    };
    let row = named(&products, "halden-102-ed");
    for (slug, what) in [
        ("Halden-102-ED", "'H'"),
        ("halden 102", "' '"),
        ("halden--102", "two dashes"),
        ("-halden", "begins"),
        ("", "empty"),
    ] {
        let wrong = row.replacen("halden-102-ed", slug, 1);
        std::fs::write(folder.join("products.csv"), products.replacen(&row, &wrong, 1)).unwrap();
        fault(what).await;
        fault("products.csv, Halden 102 ED").await;
    }
    std::fs::write(folder.join("products.csv"), &products).unwrap();
    let categories = std::fs::read_to_string(folder.join("categories.csv")).unwrap();
    let row = named(&categories, "telescopes");
    std::fs::write(
        folder.join("categories.csv"),
        categories.replacen(&row, &row.replacen("telescopes", "télescopes", 1), 1),
    )
    .unwrap();
    fault("categories.csv, Telescopes: the slug \"télescopes\" has 'é' in it").await;
    std::fs::write(folder.join("categories.csv"), &categories).unwrap();
    let variants = std::fs::read_to_string(folder.join("variants.csv")).unwrap();
    std::fs::write(folder.join("variants.csv"), variants.replacen("55.00", "55.001", 1)).unwrap();
    fault("OLJCESPC7Z").await;
    std::fs::write(folder.join("variants.csv"), variants.replacen(",1000000,", ",many,", 1))
        .unwrap();
    fault("variants.csv").await;
    std::fs::write(folder.join("variants.csv"), &variants).unwrap();
    let api = std::fs::read_to_string(catalogue_folder().join("astronomy-api.csv")).unwrap();
    for (right, wrong) in
        [("101.96,USD", "101.961,USD"), ("101.96,USD", "0,USD"), ("101.96,USD", "101.96,dollars")]
    {
        std::fs::write(folder.join("astronomy-api.csv"), api.replacen(right, wrong, 1)).unwrap();
        fault("astronomy-api.csv, OLJCESPC7Z").await;
    }
    // All or nothing.
    let mut conn = db.read().await.unwrap();
    assert_eq!(store::import::product_count(&mut conn).await.unwrap(), 0);
    drop(conn);
    std::fs::remove_dir_all(&folder).unwrap();
    db.close().await;
}
