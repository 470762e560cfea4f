//! Pages, menus, guides, rules for cards, the home page and other texts of a shop that was
//! upgraded are those of the folder, to the letter: migrations 17 to 20 and 26 write the former,
//! the seed the latter.

use domain::{catalogue::rules::Condition, content::home::BlockKind};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, migrate::Migrator};
use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
};
use store::{Db, Uuid};
use testing::{Bench, Kind, TestDatabase, open};

/// The last migration before those.
const BEFORE: i64 = 16;

/// A row as text, without ids and times.
fn text(row: impl std::fmt::Debug) -> String {
    format!("{row:?}")
}

/// All rows of pages, menus, guides with their rules and picks, rules for cards, texts and blocks
/// of the home page.
async fn content(db: &Db) -> Vec<String> {
    let mut conn = db.read().await.unwrap();
    let products: HashMap<Uuid, String> = store::catalogue::listed(&mut conn, i64::MAX)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.id, row.slug))
        .collect();
    let pages = store::content::published(&mut conn).await.unwrap();
    let links = store::content::links(&mut conn).await.unwrap();
    let guides = store::catalogue::guides(&mut conn).await.unwrap();
    let rules = store::catalogue::guide_rules(&mut conn).await.unwrap();
    let picks = store::catalogue::guide_picks(&mut conn).await.unwrap();
    let mut rows = Vec::new();
    rows.extend(pages.into_iter().map(|row| {
        let texts = (row.slug, row.title, row.description, row.body);
        text((texts, row.role, row.search_words, row.version))
    }));
    rows.extend(
        links.into_iter().map(|row| {
            text((row.menu, row.group_label, row.label, row.page, row.category, row.path))
        }),
    );
    for guide in guides {
        let max_price = (guide.max_price_minor, guide.max_price_currency);
        let texts = (guide.slug, guide.title, guide.advice, guide.icon);
        rows.push(text((texts, max_price, guide.search_words, guide.version)));
        let own = rules.iter().filter(|rule| rule.guide_id == guide.id);
        rows.extend(own.map(|rule| text(&rule.condition)));
        let own = picks.iter().filter(|pick| pick.guide_id == guide.id);
        rows.extend(own.map(|pick| text((&products[&pick.product_id], &pick.sentence))));
    }
    let card_rules = store::catalogue::card_rules(&mut conn).await.unwrap();
    rows.extend(card_rules.into_iter().map(|rule| {
        // The seed writes it as it prints.
        text((Condition::parse(&rule.condition).unwrap().to_string(), rule.specs))
    }));
    let texts = store::content::shop_texts(&mut conn).await.unwrap();
    rows.extend(texts.into_iter().map(|row| text((row.slot, row.text))));
    // The products that were chosen one by one are each shop's own.
    for block in store::content::home_blocks(&mut conn).await.unwrap() {
        let link = (block.link_label, block.link_page, block.link_category, block.link_guide);
        let target = (block.link_product, block.link_path, block.picture_product);
        // A large block shows one product, whatever its limit.
        let limit = (block.kind == Some(BlockKind::Products)).then_some(block.max_products);
        let schedule = (block.starts_at, block.ends_at);
        rows.push(text((block.slug, block.kind, block.title, block.text, block.version)));
        rows.push(text((link, target, block.rule, block.sort, limit, schedule)));
    }
    rows
}

/// The slugs of the products that guides of a shop pick.
async fn picked(db: &Db) -> BTreeSet<String> {
    let mut conn = db.read().await.unwrap();
    let picks = store::catalogue::guide_picks(&mut conn).await.unwrap();
    let products = store::catalogue::listed(&mut conn, i64::MAX).await.unwrap();
    let is_picked = |id| picks.iter().any(|pick| pick.product_id == id);
    products.into_iter().filter(|row| is_picked(row.id)).map(|row| row.slug).collect()
}

/// An upgraded shop that has products with these slugs.
async fn upgraded(kind: Kind, slugs: &BTreeSet<String>) -> (Db, TestDatabase) {
    let database = TestDatabase::empty(kind).await;
    let id = |number: usize| {
        let id = Uuid::from_u128(number as u128);
        match kind {
            Kind::Sqlite => format!("x'{}'", id.simple()),
            Kind::Postgres => format!("'{id}'"),
        }
    };
    let one = id(1);
    let mut sql = format!(
        "INSERT INTO brands (id, slug, name) VALUES ({one}, 'b', 'B');
         INSERT INTO categories (id, slug, name) VALUES ({one}, 'c', 'C');"
    );
    for (i, slug) in slugs.iter().enumerate() {
        let id = id(i + 1);
        sql += &format!(
            "INSERT INTO products (id, slug, name, brand_id, category_id, tax_class, status,
                 published_at, updated_at)
             VALUES ({id}, '{slug}', 'P', {one}, {one}, 'standard', 'published', 1, 1);"
        );
    }
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let sql = AssertSqlSafe(sql);
    match kind {
        Kind::Sqlite => {
            let migrator = Migrator::new(migrations.join("sqlite")).await.unwrap();
            let url = format!("{}?mode=rwc", database.url);
            let mut conn = SqliteConnection::connect(&url).await.unwrap();
            migrator.run_to(BEFORE, &mut conn).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
        }
        Kind::Postgres => {
            let migrator = Migrator::new(migrations.join("postgres")).await.unwrap();
            let mut conn = PgConnection::connect(&database.url).await.unwrap();
            migrator.run_to(BEFORE, &mut conn).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
        }
    }
    let db = open(&database).await;
    db.migrate().await.unwrap();
    (db, database)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgraded_shop_has_what_the_folder_has() {
    let seeded = Bench::sample(Kind::Sqlite).await;
    let expected = content(seeded.shop.db()).await;
    let slugs = picked(seeded.shop.db()).await;
    assert!(expected.len() > 95 && slugs.len() > 20, "{} {}", expected.len(), slugs.len());
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let (db, _database) = upgraded(kind, &slugs).await;
        let own = content(&db).await;
        for (own, expected) in own.iter().zip(&expected) {
            assert_eq!(own, expected, "{kind:?}");
        }
        assert_eq!(own.len(), expected.len(), "{kind:?}");
        db.close().await;
    }
    seeded.shop.db().close().await;
}
