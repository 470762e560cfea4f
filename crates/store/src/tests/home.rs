//! The blocks of the home page.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue as sample},
};
use crate::{
    ConnectionRef, Db, Error, Executor, Uuid, catalogue,
    content::{self, BlockPicture, BlockTarget, NewHomeBlock},
};
use domain::{
    catalogue::guides::GuideStatus,
    content::{
        PageRole, PageStatus,
        home::{BlockKind, ProductOrder},
    },
};

fn block(slug: &str) -> NewHomeBlock<'_> {
    NewHomeBlock {
        slug,
        kind: BlockKind::Products,
        position: 1,
        status: PageStatus::Published,
        starts_at: None,
        ends_at: None,
        title: "A title",
        text: "A text",
        link_label: "More",
        link: None,
        picture: None,
        rule: None,
        sort: ProductOrder::Newest,
        max_products: 4,
    }
}

async fn put(executor: &mut impl Executor, new: &NewHomeBlock<'_>) -> Uuid {
    content::put_home_block(executor, new, NOW).await.unwrap()
}

on_both!(published_blocks_are_read_in_order);
async fn published_blocks_are_read_in_order(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(content::home_block_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    put(&mut tx, &NewHomeBlock { kind: BlockKind::Sky, position: 2, ..block("sky") }).await;
    let rule = Some("everything");
    let first = NewHomeBlock { rule, starts_at: Some(7), ends_at: Some(8), ..block("new") };
    let id = put(&mut tx, &first).await;
    put(&mut tx, &NewHomeBlock { status: PageStatus::Draft, ..block("later") }).await;
    assert_eq!(put(&mut tx, &NewHomeBlock { title: "New in", ..first.clone() }).await, id);
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(content::home_block_count(&mut conn).await.unwrap(), 3);
    let blocks = content::home_blocks(&mut conn).await.unwrap();
    let read: Vec<_> = blocks
        .iter()
        .map(|block| (block.slug.as_str(), block.kind, block.title.as_str(), block.version))
        .collect();
    assert_eq!(
        read,
        [
            ("new", Some(BlockKind::Products), "New in", 2),
            ("sky", Some(BlockKind::Sky), "A title", 1)
        ]
    );
    let first = &blocks[0];
    assert_eq!(
        (first.id, first.text.as_str(), first.link_label.as_str(), first.rule.as_deref()),
        (id, "A text", "More", rule)
    );
    assert_eq!((first.starts_at, first.ends_at), (Some(7), Some(8)));
    assert_eq!((first.sort, first.max_products), (Some(ProductOrder::Newest), 4));
}

on_both!(an_unknown_kind_or_order_does_not_keep_other_blocks_from_being_read);
/// A later release may know more of them, and write them while this one still serves the shop.
async fn an_unknown_kind_or_order_does_not_keep_other_blocks_from_being_read(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for (position, slug) in (1_i64..).zip(["kind", "order", "row"]) {
        put(&mut tx, &NewHomeBlock { position, ..block(slug) }).await;
    }
    let unchecked = match tx.connection() {
        ConnectionRef::Sqlite(_) => "PRAGMA ignore_check_constraints = 1",
        ConnectionRef::Postgres(_) => {
            "ALTER TABLE home_blocks DROP CONSTRAINT home_blocks_kind_check,
             DROP CONSTRAINT home_blocks_sort_check"
        }
    };
    tx.commit().await.unwrap();
    raw(db, unchecked).await.unwrap();
    raw(db, "UPDATE home_blocks SET kind = 'video' WHERE slug = 'kind'").await.unwrap();
    raw(db, "UPDATE home_blocks SET sort = 'name' WHERE slug = 'order'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let blocks = content::home_blocks(&mut conn).await.unwrap();
    let read: Vec<_> =
        blocks.iter().map(|block| (block.slug.as_str(), block.kind, block.sort)).collect();
    let (kind, order) = (Some(BlockKind::Products), Some(ProductOrder::Newest));
    assert_eq!(read, [("kind", None, order), ("order", kind, None), ("row", kind, order)]);
}

on_both!(links_and_pictures_are_read_by_slug);
async fn links_and_pictures_are_read_by_slug(db: &Db) {
    let ids = sample(db).await;
    let mut tx = db.begin().await.unwrap();
    let guide = catalogue::NewGuide {
        slug: "moon",
        title: "The Moon",
        advice: "Advice",
        icon: "moon",
        max_price: None,
        search_words: "",
        position: 1,
        status: GuideStatus::Published,
    };
    let guide = catalogue::put_guide(&mut tx, &guide, NOW).await.unwrap();
    let picture = Some(BlockPicture::Product(ids.refractor));
    for (position, (slug, link)) in (1_i64..).zip([
        ("a", BlockTarget::Page(PageRole::Contact)),
        ("b", BlockTarget::Category(ids.category)),
        ("c", BlockTarget::Guide(guide)),
        ("d", BlockTarget::Product(ids.refractor)),
        ("e", BlockTarget::Path("/track")),
    ]) {
        put(&mut tx, &NewHomeBlock { position, link: Some(link), picture, ..block(slug) }).await;
    }
    let picture = Some(BlockPicture::Hash("cafe"));
    put(&mut tx, &NewHomeBlock { position: 6, picture, ..block("f") }).await;
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    let blocks = content::home_blocks(&mut conn).await.unwrap();
    let read: Vec<_> = blocks
        .iter()
        .map(|row| {
            let slugs = [&row.link_category, &row.link_guide, &row.link_product, &row.link_path];
            (row.link_page, slugs.map(|slug| slug.as_deref()))
        })
        .collect();
    assert_eq!(
        read,
        [
            (Some(PageRole::Contact), [None; 4]),
            (None, [Some("refractors"), None, None, None]),
            (None, [None, Some("moon"), None, None]),
            (None, [None, None, Some("halden-102"), None]),
            (None, [None, None, None, Some("/track")]),
            (None, [None; 4]),
        ]
    );
    assert_eq!(blocks[0].picture_product.as_deref(), Some("halden-102"));
    assert_eq!(blocks[5].picture_hash.as_deref(), Some("cafe"));
    drop(conn);
    // A block outlives what it links.
    raw(db, "DELETE FROM buying_guides").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let blocks = content::home_blocks(&mut conn).await.unwrap();
    assert_eq!((blocks.len(), blocks[2].link_guide.as_deref()), (6, None));
}

on_both!(chosen_products_are_replaced_as_a_whole);
async fn chosen_products_are_replaced_as_a_whole(db: &Db) {
    let ids = sample(db).await;
    let mut tx = db.begin().await.unwrap();
    let id = put(&mut tx, &block("row")).await;
    let one: &[Uuid] = &[ids.refractor];
    for products in [&[], one, one] {
        content::put_home_products(&mut tx, id, products).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    let products = content::home_products(&mut conn).await.unwrap();
    let read: Vec<_> = products.iter().map(|row| (row.block_id, row.product_id)).collect();
    assert_eq!(read, [(id, ids.refractor)]);
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    let twice = [ids.refractor, ids.refractor];
    assert!(content::put_home_products(&mut tx, id, &twice).await.is_err());
    drop(tx);
    raw(db, "DELETE FROM home_blocks").await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM home_block_products").await, 0);
}

on_both!(blocks_stay_consistent);
async fn blocks_stay_consistent(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    put(&mut tx, &NewHomeBlock { link: Some(BlockTarget::Path("/track")), ..block("row") }).await;
    let wrong = content::put_home_block(&mut tx, &block("No slug"), NOW).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    tx.commit().await.unwrap();
    for (sql, constraint) in [
        ("UPDATE home_blocks SET kind = 'video'", "home_blocks_kind_check"),
        ("UPDATE home_blocks SET status = 'old'", "home_blocks_status_check"),
        ("UPDATE home_blocks SET sort = 'name'", "home_blocks_sort_check"),
        ("UPDATE home_blocks SET max_products = 0", "home_blocks_max_products_check"),
        ("UPDATE home_blocks SET max_products = 25", "home_blocks_max_products_check"),
        ("UPDATE home_blocks SET starts_at = 2, ends_at = 2", "home_blocks_schedule_check"),
        ("UPDATE home_blocks SET link_path = '//example.org'", "home_blocks_link_path_check"),
        ("UPDATE home_blocks SET link_path = NULL, link_page = 'x'", "home_blocks_link_page_check"),
        ("UPDATE home_blocks SET link_page = 'terms'", "home_blocks_link_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
}
