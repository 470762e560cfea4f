//! Reading and writing the catalogue, pictures and settings.

use super::{
    number, on_both,
    sample::{NOW, catalogue},
};
use crate::{Db, Error, Uuid, catalogue, media, settings, stock};
use domain::{
    catalogue::{PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};
use test_database::{set_price_and_stock, set_status, statements};

on_both!(an_invalid_slug_is_rejected);
async fn an_invalid_slug_is_rejected(db: &Db) {
    let sample = catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    let category = catalogue::NewCategory {
        parent: None,
        slug: "star charts",
        name: "Charts",
        intro: "",
        guide: "",
        position: 9,
    };
    assert!(matches!(
        catalogue::put_category(&mut tx, &category, NOW).await,
        Err(Error::Invalid(error)) if error.contains("\"star charts\"")
    ));
    let product = catalogue::NewProduct {
        slug: "Halden",
        name: "Halden",
        brand: sample.brand,
        categories: &[sample.root],
        summary: "",
        description: "",
        tax_class: TaxClass::Standard,
        status: ProductStatus::Draft,
        published_at: None,
        featured: false,
        seo_title: "",
        seo_description: "",
        attributes: "{}",
    };
    assert!(matches!(
        catalogue::put_product(&mut tx, &product, NOW).await,
        Err(Error::Invalid(error)) if error.contains("\"Halden\"")
    ));
    catalogue::put_product(&mut tx, &catalogue::NewProduct { slug: "halden", ..product }, NOW)
        .await
        .unwrap();
}

on_both!(the_version_counts_changes);
async fn the_version_counts_changes(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let before = catalogue::version(&mut tx).await.unwrap();
    assert_eq!(catalogue::bump(&mut tx).await.unwrap(), before + 1);
    assert_eq!(catalogue::version(&mut tx).await.unwrap(), before + 1);
    drop(tx);
    let mut conn = db.read().await.unwrap();
    assert_eq!(catalogue::version(&mut conn).await.unwrap(), before);
}

on_both!(categories_and_attributes);
async fn categories_and_attributes(db: &Db) {
    let sample = catalogue(db).await;
    let mut conn = db.read().await.unwrap();
    let categories = catalogue::categories(&mut conn).await.unwrap();
    let facts: Vec<_> = categories
        .iter()
        .map(|c| {
            (
                c.id,
                c.parent_id,
                c.slug.as_str(),
                c.name.as_str(),
                c.intro.as_str(),
                c.guide.as_str(),
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            (sample.root, None, "telescopes", "Telescopes", "intro", "guide"),
            (sample.category, Some(sample.root), "refractors", "Refractors", "intro", "guide"),
        ]
    );
    assert_eq!(
        catalogue::attribute_definitions(&mut conn).await.unwrap(),
        ["{\"key\":\"aperture\"}"]
    );
}

on_both!(lists_contain_what_shoppers_can_see);
async fn lists_contain_what_shoppers_can_see(db: &Db) {
    let sample = catalogue(db).await;
    let mut conn = db.read().await.unwrap();
    let now = catalogue::listed(&mut conn, NOW).await.unwrap();
    assert_eq!(now.len(), 1);
    let row = &now[0];
    assert_eq!(
        (row.id, row.slug.as_str(), row.brand.as_str(), row.category_id),
        (sample.refractor, "halden-102", "Halden Optical", sample.category)
    );
    assert_eq!(
        (row.published_at, row.featured, row.hash.as_deref(), row.alt.as_deref()),
        (NOW, true, Some("cafe"), Some("From the side"))
    );
    assert_eq!(
        (row.name.as_str(), row.summary.as_str(), row.attributes.as_str()),
        ("halden-102", "One sentence.", "{\"aperture\":102.0}")
    );
    let later = catalogue::listed(&mut conn, NOW + 1).await.unwrap();
    assert_eq!(later.len(), 2);
    assert!(later.iter().any(|row| row.hash.is_none()));
    // Variants in order of position, without those of drafts and archived products.
    let variants = catalogue::listed_variants(&mut conn).await.unwrap();
    let skus: Vec<&str> = variants
        .iter()
        .filter(|v| v.product_id == sample.refractor)
        .map(|v| v.sku.as_str())
        .collect();
    assert_eq!(skus, ["halden-102-A", "halden-102-B"]);
    assert_eq!(variants.len(), 4);
    assert_eq!(catalogue::memberships(&mut conn).await.unwrap().len(), 4);
}

on_both!(a_product_with_all_its_parts);
async fn a_product_with_all_its_parts(db: &Db) {
    let sample = catalogue(db).await;
    let mut conn = db.read().await.unwrap();
    let row = catalogue::product(&mut conn, "halden-102").await.unwrap().unwrap();
    assert_eq!(
        (row.id, row.slug.as_str(), row.name.as_str(), row.brand.as_str(), row.story.as_str()),
        (sample.refractor, "halden-102", "halden-102", "Halden Optical", "Ground by hand.")
    );
    assert_eq!(
        (row.category_id, row.summary.as_str(), row.description.as_str()),
        (sample.category, "One sentence.", "*Markdown*")
    );
    assert_eq!(
        (row.tax_class, row.status, row.published_at),
        (TaxClass::Standard, ProductStatus::Published, Some(NOW))
    );
    assert_eq!(
        (row.seo_title.as_str(), row.seo_description.as_str(), row.attributes.as_str()),
        ("Title", "Description", "{\"aperture\":102.0}")
    );
    assert_eq!(
        catalogue::product(&mut conn, "halden-draft").await.unwrap().unwrap().published_at,
        None
    );
    for unknown in ["", "nothing", "HALDEN-102", "halden-102' OR 1=1 --"] {
        assert!(catalogue::product(&mut conn, unknown).await.unwrap().is_none());
    }
    let variants = catalogue::variants(&mut conn, sample.refractor, NOW).await.unwrap();
    let facts: Vec<_> = variants
        .iter()
        .map(|v| {
            (
                v.sku.as_str(),
                v.option_name.as_str(),
                v.label.as_str(),
                v.price_minor,
                v.currency.code(),
                v.stock,
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("halden-102-A", "Set", "A", 10_000, "EUR", 10),
            ("halden-102-B", "Set", "B", 20_000, "EUR", 0)
        ]
    );
    let own: Vec<_> =
        variants.iter().map(|v| (v.attributes.as_str(), v.picture, v.alt.as_deref())).collect();
    assert_eq!(own, [("{}", 1, None), ("{\"weight\":7.1}", 2, Some("From above"))]);
    let listed = catalogue::listed_variants(&mut conn).await.unwrap();
    let listed = listed.iter().find(|v| v.sku == "halden-102-B").unwrap();
    assert_eq!(
        (listed.attributes.as_str(), listed.picture, listed.hash.as_deref()),
        ("{\"weight\":7.1}", 2, Some("cafe"))
    );
    let pictures = catalogue::pictures(&mut conn, sample.refractor).await.unwrap();
    let facts: Vec<_> = pictures
        .iter()
        .map(|p| {
            (p.hash.as_str(), p.alt.as_str(), p.width, p.height, p.placeholder.as_str(), p.drawing)
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("cafe", "From the side", 1600, 1200, "data:,", true),
            ("cafe", "From above", 1600, 1200, "data:,", true)
        ]
    );
    let roles: Vec<_> = pictures.iter().map(|picture| picture.role).collect();
    assert_eq!(roles, [Some(PictureRole::Main), None]);
    assert!(catalogue::pictures(&mut conn, Uuid::nil()).await.unwrap().is_empty());
    assert_eq!(
        catalogue::redirect(&mut conn, RedirectKind::Product, "halden-101")
            .await
            .unwrap()
            .as_deref(),
        Some("halden-102")
    );
    assert_eq!(
        catalogue::redirect(&mut conn, RedirectKind::Category, "halden-101").await.unwrap(),
        None
    );
}

on_both!(stock_of_several_products_is_read_in_one_statement);
async fn stock_of_several_products_is_read_in_one_statement(db: &Db) {
    let sample = catalogue(db).await;
    let mut conn = db.read().await.unwrap();
    let listed = catalogue::listed(&mut conn, i64::MAX).await.unwrap();
    let products: Vec<Uuid> = listed.iter().map(|row| row.id).collect();
    assert!(products.len() > 1 && products.contains(&sample.refractor));
    let mut levels = Vec::new();
    let read = async || levels = stock::of_products(&mut conn, &products).await.unwrap();
    assert_eq!(statements(read).await, 1);
    assert_eq!(levels.chunk_by(|a, b| a.product_id == b.product_id).count(), products.len());
    let own: Vec<_> = levels
        .iter()
        .filter(|level| level.product_id == sample.refractor)
        .map(|level| (level.sku.as_str(), level.stock))
        .collect();
    assert_eq!(own, [("halden-102-A", 10), ("halden-102-B", 0)]);
    assert!(stock::of_products(&mut conn, &[]).await.unwrap().is_empty());
}

on_both!(importing_again_updates_and_keeps_stock);
async fn importing_again_updates_and_keeps_stock(db: &Db) {
    let sample = catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    assert!(set_price_and_stock(&mut tx, "halden-102-A", 12_345, 3).await);
    assert!(!set_price_and_stock(&mut tx, "nothing", 1, 1).await);
    assert!(set_status(&mut tx, "halden-130", "archived").await);
    assert!(!set_status(&mut tx, "nothing", "draft").await);
    tx.commit().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM products WHERE status = 'archived'").await, 2);
    let again = catalogue(db).await;
    assert_eq!(
        (again.brand, again.root, again.category, again.refractor),
        (sample.brand, sample.root, sample.category, sample.refractor)
    );
    let mut conn = db.read().await.unwrap();
    assert_eq!(catalogue::product_count(&mut conn).await.unwrap(), 4);
    let variants = catalogue::variants(&mut conn, sample.refractor, NOW).await.unwrap();
    assert_eq!((variants[0].price_minor, variants[0].stock), (10_000, 3));
    assert_eq!(catalogue::pictures(&mut conn, sample.refractor).await.unwrap().len(), 2);
}

on_both!(a_product_needs_a_category);
async fn a_product_needs_a_category(db: &Db) {
    let sample = catalogue(db).await;
    let mut tx = db.begin().await.unwrap();
    let product = catalogue::NewProduct {
        slug: "x",
        name: "x",
        brand: sample.brand,
        categories: &[],
        summary: "",
        description: "",
        tax_class: TaxClass::Books,
        status: ProductStatus::Draft,
        published_at: None,
        featured: false,
        seo_title: "",
        seo_description: "",
        attributes: "{}",
    };
    assert!(matches!(catalogue::put_product(&mut tx, &product, NOW).await, Err(Error::Stored(_))));
    // A repeated category counts once.
    let product = catalogue::NewProduct {
        categories: &[sample.root, sample.root, sample.category],
        ..product
    };
    let id = catalogue::put_product(&mut tx, &product, NOW).await.unwrap();
    let all = catalogue::memberships(&mut tx).await.unwrap();
    assert_eq!(all.iter().filter(|(product, _)| *product == id).count(), 2);
}

on_both!(pictures_and_renditions);
async fn pictures_and_renditions(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let bytes: Vec<u8> = (0..=255).collect();
    media::put(&mut tx, "aa", "image/svg+xml", &bytes, (1600, 1200), "data:,x").await.unwrap();
    media::put(&mut tx, "aa", "image/png", b"other", (1, 1), "").await.unwrap();
    media::put(&mut tx, "bb", "image/svg+xml", b"", (1, 1), "").await.unwrap();
    assert!(media::exists(&mut tx, "aa").await.unwrap());
    assert!(!media::exists(&mut tx, "cc").await.unwrap());
    assert_eq!(
        media::source(&mut tx, "aa").await.unwrap(),
        Some(("image/svg+xml".to_owned(), bytes.clone()))
    );
    assert_eq!(media::source(&mut tx, "cc").await.unwrap(), None);
    assert_eq!(media::rendition(&mut tx, "aa", 320, "webp").await.unwrap(), None);
    media::put_rendition(&mut tx, "aa", 320, "webp", &bytes).await.unwrap();
    media::put_rendition(&mut tx, "aa", 320, "webp", b"other").await.unwrap();
    assert_eq!(media::rendition(&mut tx, "aa", 320, "webp").await.unwrap(), Some(bytes));
    assert_eq!(media::rendition(&mut tx, "aa", 320, "jpg").await.unwrap(), None);
    // A small drawing is shown as it is; one of more than 64 kB and a photograph need renditions.
    let large = vec![b' '; 65_537];
    media::put(&mut tx, "cc", "image/svg+xml", &large[1..], (1, 1), "").await.unwrap();
    media::put(&mut tx, "dd", "image/svg+xml", &large, (1, 1), "").await.unwrap();
    media::put(&mut tx, "ee", "image/png", b"x", (1, 1), "").await.unwrap();
    let mut facts: Vec<_> = media::all(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .map(|p| (p.hash, p.width, p.drawing))
        .collect();
    facts.sort();
    let facts: Vec<_> =
        facts.iter().map(|(hash, width, drawing)| (hash.as_str(), *width, *drawing)).collect();
    assert_eq!(
        facts,
        [("aa", 1600, true), ("bb", 1, true), ("cc", 1, true), ("dd", 1, false), ("ee", 1, false)]
    );
    assert_eq!(media::without_webp(&mut tx, 1).await.unwrap(), ["dd", "ee"]);
    media::put_rendition(&mut tx, "dd", 320, "webp", b"x").await.unwrap();
    assert_eq!(media::without_webp(&mut tx, 1).await.unwrap(), ["ee"]);
    assert_eq!(media::without_webp(&mut tx, 2).await.unwrap(), ["dd", "ee"]);
}

on_both!(the_first_secret_is_kept);
async fn the_first_secret_is_kept(db: &Db) {
    let get = async |fresh: &str| {
        let mut tx = db.begin().await.unwrap();
        let value = settings::get_or_insert(&mut tx, "secret", fresh).await.unwrap();
        tx.commit().await.unwrap();
        value
    };
    let (a, b) = tokio::join!(get("one"), get("two"));
    assert_eq!(a, b);
    assert!(["one", "two"].contains(&a.as_str()), "{a}");
    assert_eq!(get("three").await, a);
}
