//! Lists of the desk.

use crate::edit::{id_of, mara, save, shown};
use domain::catalogue::{ProductStatus, readiness::Lack};
use shop::catalogue::desk::{
    self, ListProducts, ProductList, SortProducts, pick_brands, pick_categories, pick_products,
};
use testing::{Bench, Kind, ProductBuilder, on_both, statements};

async fn list(bench: &Bench, command: ListProducts) -> ProductList {
    let command = ListProducts { limit: command.limit.max(1), ..command };
    desk::list(&bench.shop, &mara(), command).await.unwrap()
}

fn slugs(list: &ProductList) -> Vec<&str> {
    list.products.iter().map(|product| product.row.slug.as_str()).collect()
}

fn all() -> ListProducts {
    ListProducts { limit: 100, ..ListProducts::default() }
}

on_both!(products_are_found_by_words_skus_and_old_slugs);
async fn products_are_found_by_words_skus_and_old_slugs(bench: &Bench) {
    for (text, expected) in [
        ("merid", &["meridian-150", "meridian-200"][..]),
        ("MERIDIAN 200", &["meridian-200"]),
        ("dob 150", &["meridian-150"]),
        ("scope-200", &["meridian-200"]),
        ("SCOPE", &["meridian-150", "meridian-200"]),
        ("meridian-203", &["meridian-200"]),
        ("almanac", &["almanac-old", "almanac-next"]),
        ("xyzzy", &[]),
    ] {
        let found = list(bench, ListProducts { text: text.to_owned(), ..all() }).await;
        let mut found = slugs(&found);
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
    save(bench, "enamel-mug", &[("name", "Blue cup"), ("slug", "blue-cup")]).await.unwrap();
    for (text, is_found) in [("cup", true), ("enamel-mug", true), ("enamel", false), ("mug", true)]
    {
        let found = list(bench, ListProducts { text: text.to_owned(), ..all() }).await;
        assert_eq!(slugs(&found) == ["blue-cup"], is_found, "{text}");
    }
}

on_both!(lists_are_filtered_sorted_and_paged);
async fn lists_are_filtered_sorted_and_paged(bench: &Bench) {
    let statuses = vec![ProductStatus::Draft, ProductStatus::Archived];
    let hidden = list(bench, ListProducts { statuses, ..all() }).await;
    assert_eq!(slugs(&hidden), ["almanac-old", "almanac-next"], "by name");
    let mut conn = bench.shop.db().read().await.unwrap();
    let categories = store::catalogue::categories(&mut conn).await.unwrap();
    drop(conn);
    let telescopes = categories.iter().find(|row| row.slug == "telescopes").unwrap().id;
    let below = list(bench, ListProducts { category: Some(telescopes), ..all() }).await;
    assert_eq!(below.products.len(), 6);
    let pictureless = list(bench, ListProducts { missing: vec![Lack::Picture], ..all() }).await;
    assert_eq!(slugs(&pictureless), ["almanac-old", "almanac-next"]);
    assert_eq!(pictureless.products[0].missing, [Lack::Picture]);
    save(bench, "enamel-mug", &[("summary", "")]).await.unwrap();
    let silent = list(bench, ListProducts { missing: vec![Lack::Summary], ..all() }).await;
    assert_eq!(slugs(&silent), ["enamel-mug"]);
    bench.advance(1_000);
    save(bench, "red-torch", &[("summary", "Lights up.")]).await.unwrap();
    for sort in SortProducts::ALL {
        let whole = list(bench, ListProducts { sort, ..all() }).await;
        assert_eq!((whole.products.len(), whole.next.as_ref()), (15, None));
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let command = ListProducts { sort, after, limit: 4, ..ListProducts::default() };
            let page = list(bench, command).await;
            paged.extend(page.products);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole.products, "{sort:?}");
        if sort == SortProducts::Updated {
            assert_eq!(paged[0].row.slug, "red-torch");
        }
    }
    let command = ListProducts { after: Some("nowhere".to_owned()), ..all() };
    assert!(desk::list(&bench.shop, &mara(), command).await.is_err());
}

on_both!(pickers_have_few_hits);
async fn pickers_have_few_hits(bench: &Bench) {
    let many: Vec<ProductBuilder> =
        (0..30).map(|i| ProductBuilder::new(&format!("lens-{i:02}"))).collect();
    bench.add(&many).await;
    let (shop, mara) = (&bench.shop, mara());
    assert_eq!(pick_products(shop, &mara, "lens").await.unwrap().len(), 20);
    let found = pick_products(shop, &mara, "lens 07").await.unwrap();
    assert_eq!(found[0].id, id_of(bench, "lens-07").await);
    let found = pick_categories(shop, &mara, "LIGHTS").await.unwrap();
    assert_eq!(found.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["flashlights"]);
    let found = pick_brands(shop, &mara, "north").await.unwrap();
    assert_eq!(found.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["northlight"]);
}

/// The number of statements of a list and of a product does not grow with their length.
#[tokio::test]
async fn statements_do_not_grow_with_rows() {
    let bench = Bench::new(Kind::Sqlite).await;
    let counts = async || {
        let list = statements(async || drop(list(&bench, all()).await)).await;
        let found = ListProducts { text: "lens".to_owned(), ..all() };
        let found = statements(async || drop(desk::list(&bench.shop, &mara(), found).await)).await;
        let product = statements(async || drop(shown(&bench, "refractor-102").await)).await;
        [list, found, product]
    };
    let few: Vec<ProductBuilder> =
        (0..2).map(|i| ProductBuilder::new(&format!("lens-{i}"))).collect();
    bench.add(&few).await;
    let before = counts().await;
    let many: Vec<ProductBuilder> =
        (10..60).map(|i| ProductBuilder::new(&format!("lens-{i}"))).collect();
    bench.add(&many).await;
    assert_eq!(counts().await, before);
    assert!(before[0] <= 4, "{before:?}");
    bench.shop.db().close().await;
}
