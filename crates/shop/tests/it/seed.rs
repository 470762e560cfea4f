//! Loading a merchant's folder into the database.

use crate::{order_conflicts::raw, wrong_rows::copy};
use domain::{
    Currency,
    catalogue::PictureRole,
    content::{
        Menu, PageRole, PageStatus, TextSlot,
        home::{BlockKind, ProductOrder},
    },
    pricing::rates::Rates,
    shipping::Tariffs,
};
use shop::catalogue::{
    ListQuery, ProductError,
    seed::{Existing, SeedCatalogue, SeedError, Seeded, seed, seed_if_empty},
};
use std::{collections::BTreeSet, path::Path};
use store::{
    Db,
    catalogue::CardRuleRow,
    content::{HomeBlockRow, LinkTarget, NewHomeBlock, NewLink},
};
use testing::{Bench, Kind, NOW, TestDatabase, garden_folder, merchant_folder, on_both, open};

/// Loads a folder, also over existing products.
async fn replace(db: &Db, folder: &Path, scale: Option<usize>) -> Result<Seeded, SeedError> {
    let rates = &Rates::default();
    seed(db, SeedCatalogue { folder, scale, existing: Existing::Replace, rates }, NOW).await
}

/// Loads the merchant's folder as a server does when it starts.
async fn first_load(db: &Db) -> Result<Option<Seeded>, SeedError> {
    seed_if_empty(db, &merchant_folder(), &Rates::default(), NOW).await
}

on_both!(seeding_again_keeps_sold_stock, merchant);
async fn seeding_again_keeps_sold_stock(bench: &Bench) {
    bench.order(&[("MUG", 3)]).await;
    let before = bench.stock("MUG").await;
    let again = replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    assert_eq!(bench.stock("MUG").await, before);
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(
        store::catalogue::product_count(&mut conn).await.unwrap(),
        i64::try_from(again.products).unwrap()
    );
    assert_eq!(
        bench.shop.snapshot().products.len(),
        bench.replica().await.snapshot().products.len()
    );
}

on_both!(a_new_slug_is_the_same_product, merchant);
/// A catalogue in which a product's slug differs from the shop's, with a redirect from the old one.
async fn a_new_slug_is_the_same_product(bench: &Bench) {
    let id = |shop: &shop::Context| {
        shop.snapshot().by_sku("TORCH").map(|entry| (entry.id, entry.slug.to_string()))
    };
    let (before, slug) = id(&bench.shop).unwrap();
    assert_eq!(slug, "red-torch");
    let count = async || {
        let mut conn = bench.shop.db().read().await.unwrap();
        store::catalogue::product_count(&mut conn).await.unwrap()
    };
    let products = count().await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(store::catalogue::rename(&mut tx, "red-torch", "red-lamp", NOW).await.unwrap());
    assert!(
        !store::catalogue::rename(&mut tx, "red-torch", "torch", NOW).await.unwrap(),
        "there is none of this slug now"
    );
    assert!(
        !store::catalogue::rename(&mut tx, "red-lamp", "enamel-mug", NOW).await.unwrap(),
        "another product has it"
    );
    assert!(store::catalogue::rename(&mut tx, "red-lamp", "Red", NOW).await.is_err());
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!(id(&bench.shop), Some((before, "red-lamp".to_owned())));
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!(id(&bench.shop), Some((before, "red-torch".to_owned())));
    assert_eq!(count().await, products);
    match shop::catalogue::product(&bench.shop, "red-lamp", None, Currency::EUR).await {
        Err(ProductError::Moved(slug)) => assert_eq!(slug, "red-torch"),
        other => panic!("{other:?}"),
    }
    // A discontinued product that redirects to its successor does not become it: they share no SKU.
    let gone = bench.shop.snapshot().by_sku("MUG").unwrap().id;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(store::catalogue::rename(&mut tx, "red-torch", "another-torch", NOW).await.unwrap());
    assert!(store::catalogue::rename(&mut tx, "enamel-mug", "red-lamp", NOW).await.unwrap());
    tx.commit().await.unwrap();
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_ne!(bench.shop.snapshot().by_slug("red-torch").unwrap().id, gone);
}

on_both!(pages_and_menus_are_loaded_once, merchant);
async fn pages_and_menus_are_loaded_once(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    let pages = store::content::published(&mut tx).await.unwrap();
    let [page] = pages.as_slice() else { panic!("{pages:?}") };
    assert_eq!(
        (page.slug.as_str(), page.title.as_str(), page.role, page.search_words.as_str()),
        ("questions", "Questions", Some(PageRole::Contact), "question\nask us")
    );
    assert_eq!(page.description, "How to ask us.");
    assert_eq!(page.body, "Write to [{seller-email}](mailto:{seller-email}).\n");
    let links = store::content::links(&mut tx).await.unwrap();
    let links: Vec<_> = links
        .iter()
        .map(|link| {
            let target = link.page.as_ref().or(link.category.as_ref()).or(link.path.as_ref());
            (link.group_label.as_str(), link.label.as_str(), target.unwrap().as_str())
        })
        .collect();
    assert_eq!(
        links,
        [
            ("Help", "Ask us", "questions"),
            ("Help", "Follow a parcel", "/track"),
            ("Shop", "Gifts", "gifts"),
            ("Shop", "Next year", "next-year"),
        ]
    );
    // What the merchant has changed since stays.
    assert!(store::content::rename(&mut tx, "questions", "ask", NOW).await.unwrap());
    store::content::put_menu(&mut tx, Menu::Footer, &[], NOW).await.unwrap();
    tx.commit().await.unwrap();
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    assert_eq!(store::content::page_count(&mut conn).await.unwrap(), 2);
    assert_eq!(store::content::published(&mut conn).await.unwrap()[0].slug, "ask");
    assert!(store::content::links(&mut conn).await.unwrap().is_empty());
}

on_both!(guides_are_loaded_once, merchant);
async fn guides_are_loaded_once(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert_eq!(store::catalogue::guide_count(&mut tx).await.unwrap(), 2);
    let guides = store::catalogue::guides(&mut tx).await.unwrap();
    let [guide] = guides.as_slice() else { panic!("{guides:?}") };
    assert_eq!(
        (guide.slug.as_str(), guide.title.as_str(), guide.icon.as_str()),
        ("night-walks", "Walk at night", "moon")
    );
    assert_eq!(
        (guide.search_words.as_str(), guide.max_price_minor),
        ("night walk\nwalks", Some(4_000))
    );
    let rules = store::catalogue::guide_rules(&mut tx).await.unwrap();
    let rules: Vec<_> = rules.iter().filter(|rule| rule.guide_id == guide.id).collect();
    assert_eq!(
        rules.iter().map(|rule| rule.condition.as_str()).collect::<Vec<_>>(),
        ["good_for has \"Travel\"; category flashlights", "category telescopes; goto is yes"]
    );
    assert_eq!(store::catalogue::guide_picks(&mut tx).await.unwrap().len(), 2);
    // The pick that is not published is left out.
    let query = ListQuery { page: 1, ..ListQuery::default() };
    let view = shop::catalogue::guide(&bench.shop, "night-walks", &query, Currency::EUR).unwrap();
    let chosen: Vec<_> = view.chosen.iter().map(|one| one.card.slug.as_str()).collect();
    let listed: Vec<_> = view.list.cards.iter().map(|card| card.slug.as_str()).collect();
    assert_eq!((chosen, listed), (vec!["red-torch"], vec!["red-torch", "refractor-102"]));
    // What the merchant has changed since stays.
    store::catalogue::put_guide_rules(&mut tx, guide.id, &["everything".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let rules = store::catalogue::guide_rules(&mut conn).await.unwrap();
    assert_eq!(rules.iter().filter(|rule| rule.guide_id == guide.id).count(), 1);
}

on_both!(a_column_that_the_shop_does_not_know_is_ignored, empty);
/// Columns are notes of the merchant, or of an earlier release, such as the role of a guide.
async fn a_column_that_the_shop_does_not_know_is_ignored(bench: &Bench) {
    let folder = std::env::temp_dir().join(format!("perigee-columns-{}", uuid::Uuid::new_v4()));
    copy(&merchant_folder(), &folder);
    let file = folder.join("guides.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text
        .replacen("icon,status", "icon,role,status", 1)
        .replacen("moon,published", "moon,beginners,published", 1)
        .replacen("Someday,,draft", "Someday,,,draft", 1);
    assert_eq!(text.matches("role").count() + text.matches("beginners").count(), 2);
    std::fs::write(&file, text).unwrap();
    replace(bench.shop.db(), &folder, None).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let guides = store::catalogue::guides(&mut conn).await.unwrap();
    let titles: Vec<_> = guides.iter().map(|guide| guide.title.as_str()).collect();
    assert_eq!(titles, ["Walk at night"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What a block's link leads to and what its picture is, as the database names it.
fn targets(block: &HomeBlockRow) -> [Option<&str>; 5] {
    [
        &block.link_category,
        &block.link_guide,
        &block.link_product,
        &block.link_path,
        &block.picture_product,
    ]
    .map(|slug| slug.as_deref())
}

on_both!(home_blocks_are_loaded_once, merchant);
async fn home_blocks_are_loaded_once(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert_eq!(store::content::home_block_count(&mut tx).await.unwrap(), 5);
    let blocks = store::content::home_blocks(&mut tx).await.unwrap();
    let read: Vec<_> = blocks
        .iter()
        .map(|block| {
            (block.slug.as_str(), block.kind.unwrap(), block.title.as_str(), targets(block))
        })
        .collect();
    let mug = Some("enamel-mug");
    assert_eq!(
        read,
        [
            ("welcome", BlockKind::Hero, "Good evening", [Some("gifts"), None, None, None, None]),
            ("walks", BlockKind::Guides, "Where to?", [None; 5]),
            ("sale", BlockKind::Banner, "One day only", [None, None, mug, None, mug]),
            (
                "dark",
                BlockKind::Products,
                "For the dark",
                [None, Some("night-walks"), None, None, None]
            ),
        ]
    );
    // 27 November 2026, from midnight to midnight at UTC+1.
    let schedule = (Some(1_795_734_000_000), Some(1_795_820_400_000));
    assert_eq!((blocks[2].starts_at, blocks[2].ends_at), schedule);
    let dark = &blocks[3];
    assert_eq!(
        (dark.rule.as_deref(), dark.sort, dark.max_products),
        (Some("category flashlights; good_for has \"Travel\""), Some(ProductOrder::Price), 2)
    );
    let chosen = store::content::home_products(&mut tx).await.unwrap();
    assert_eq!(chosen.iter().filter(|row| row.block_id == blocks[0].id).count(), 2);
    assert_eq!(chosen.len(), 2);
    // What the merchant has changed since stays.
    let changed = NewHomeBlock {
        slug: "welcome",
        kind: BlockKind::Text,
        position: 1,
        status: PageStatus::Published,
        starts_at: None,
        ends_at: None,
        title: "Closed",
        text: "",
        link_label: "",
        link: None,
        picture: None,
        rule: None,
        sort: ProductOrder::Chosen,
        max_products: 4,
    };
    store::content::put_home_block(&mut tx, &changed, NOW).await.unwrap();
    tx.commit().await.unwrap();
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let blocks = store::content::home_blocks(&mut conn).await.unwrap();
    assert_eq!((blocks.len(), blocks[0].title.as_str()), (4, "Closed"));
}

on_both!(pictures_have_the_roles_of_the_folder, merchant);
async fn pictures_have_the_roles_of_the_folder(bench: &Bench) {
    let roles = async |slug, sku| {
        let view =
            shop::catalogue::product(&bench.shop, slug, Some(sku), Currency::EUR).await.unwrap();
        view.pictures.iter().map(|picture| picture.role).collect::<Vec<_>>()
    };
    assert_eq!(roles("enamel-mug", "MUG").await, [None]);
    // Another variant's picture is omitted, whatever its role.
    let tube = roles("refractor-102", "REFRACTOR-TUBE").await;
    assert_eq!(tube, [Some(PictureRole::Main)]);
    let set = roles("refractor-102", "REFRACTOR-SET").await;
    assert_eq!(set, [Some(PictureRole::LightPath)]);
}

on_both!(a_rule_can_name_an_attribute_that_the_shop_lacks, merchant);
/// A migration writes rules that name attributes which an older shop never had.
async fn a_rule_can_name_an_attribute_that_the_shop_lacks(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    let rule = |condition: &str, specs: &str| CardRuleRow {
        condition: condition.to_owned(),
        specs: specs.to_owned(),
    };
    let rules = [rule("depth present", "deep"), rule("aperture missing; depth missing", "flat")];
    store::catalogue::put_card_rules(&mut tx, &rules).await.unwrap();
    tx.commit().await.unwrap();
    let snapshot = bench.replica().await.snapshot();
    assert_eq!(snapshot.by_slug("enamel-mug").unwrap().specs, ["flat"]);
    assert_ne!(snapshot.by_slug("refractor-102").unwrap().specs, ["flat"]);
}

on_both!(rules_for_cards_are_loaded_once, merchant);
async fn rules_for_cards_are_loaded_once(bench: &Bench) {
    let specs = async || {
        let snapshot = bench.replica().await.snapshot();
        let of = |slug: &str| snapshot.by_slug(slug).unwrap().specs.join(", ");
        ["red-torch", "refractor-102", "enamel-mug"].map(of)
    };
    assert_eq!(specs().await, ["a light", "102\u{a0}mm wide, Altazimuth", ""]);
    // What the merchant has changed since stays.
    let mut tx = bench.shop.db().begin().await.unwrap();
    let rule = CardRuleRow { condition: "everything".to_owned(), specs: "new here".to_owned() };
    store::catalogue::put_card_rules(&mut tx, &[rule]).await.unwrap();
    tx.commit().await.unwrap();
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    assert_eq!(specs().await, ["new here"; 3]);
    // Without rules, the ranks of attributes decide; rules that the merchant deleted stay away.
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::catalogue::put_card_rules(&mut tx, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(specs().await, ["", "102\u{a0}mm", ""]);
    replace(bench.shop.db(), &merchant_folder(), None).await.unwrap();
    assert_eq!(specs().await, ["", "102\u{a0}mm", ""]);
}

on_both!(texts_of_the_folder_are_in_the_shop, merchant);
async fn texts_of_the_folder_are_in_the_shop(bench: &Bench) {
    let content = shop::content::published(&bench.shop);
    let text = |slot: TextSlot| content.texts().get(slot).map(ToOwned::to_owned);
    assert_eq!(text(TextSlot::Tagline), Some("a shop in tests only".to_owned()));
    assert_eq!(text(TextSlot::SignOff), Some("Yours, as ever".to_owned()));
    assert_eq!(text(TextSlot::About), None);
}

on_both!(tables_of_shipping_and_tax_come_with_the_folder, empty);
async fn tables_of_shipping_and_tax_come_with_the_folder(bench: &Bench) {
    let folder = std::env::temp_dir().join(format!("perigee-tables-{}", uuid::Uuid::new_v4()));
    copy(&garden_folder(), &folder);
    let zones = std::fs::read_to_string(folder.join("zones.csv")).unwrap();
    std::fs::write(folder.join("zones.csv"), format!("{zones}place,home,FR\n")).unwrap();
    // France has no tax rate there.
    let error = replace(bench.shop.db(), &folder, None).await.unwrap_err().to_string();
    assert!(error.starts_with("zones.csv, delivery.csv and tax-rates.csv: tax rates"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
    replace(bench.shop.db(), &garden_folder(), None).await.unwrap();
    let rules = bench.replica().await.settings().rules.clone();
    let countries: Vec<&str> = rules.zones.countries().iter().map(|one| one.code).collect();
    assert_eq!(countries, ["GB"]);
    let file = std::fs::read_to_string(garden_folder().join("delivery.csv")).unwrap();
    // Rows have no lines of a file.
    let unnumbered = |tariffs: &Tariffs| {
        let shown = format!("{tariffs:?}");
        shown
            .split(" }")
            .map(|one| one.rsplit_once(", line").map_or(one, |(row, _)| row).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(unnumbered(&rules.tariffs), unnumbered(&Tariffs::read(&file).unwrap()));
}

/// Numbers of pages, links, guides, home blocks, rules for cards, texts and texts in emails.
async fn content(db: &Db) -> (i64, usize, i64, i64, i64, i64, i64) {
    let mut conn = db.read().await.unwrap();
    (
        store::content::page_count(&mut conn).await.unwrap(),
        store::content::links(&mut conn).await.unwrap().len(),
        store::catalogue::guide_count(&mut conn).await.unwrap(),
        store::content::home_block_count(&mut conn).await.unwrap(),
        store::catalogue::card_rule_count(&mut conn).await.unwrap(),
        store::content::shop_text_count(&mut conn).await.unwrap(),
        store::notifications::mail_text_count(&mut conn).await.unwrap(),
    )
}

on_both!(a_shop_whose_products_an_older_release_loaded_gets_the_rest, empty);
async fn a_shop_whose_products_an_older_release_loaded_gets_the_rest(bench: &Bench) {
    let db = bench.shop.db();
    let folder = std::env::temp_dir().join(format!("perigee-old-{}", uuid::Uuid::new_v4()));
    copy(&merchant_folder(), &folder);
    std::fs::remove_dir_all(folder.join("pages")).unwrap();
    for file in [
        "menus.csv",
        "guides.csv",
        "guide-rules.csv",
        "guide-picks.csv",
        "home.csv",
        "card-specs.csv",
        "shop-texts.csv",
        "mail-texts.csv",
    ] {
        std::fs::remove_file(folder.join(file)).unwrap();
    }
    replace(db, &folder, None).await.unwrap();
    // The merchant's folder has none: those of another are not loaded at a start.
    assert_eq!(first_load(db).await.unwrap(), None);
    assert_eq!(content(db).await, (0, 0, 0, 0, 0, 0, 0));
    // An older release does not record that.
    raw(db, "DELETE FROM settings WHERE key LIKE 'seeded.%'").await;
    assert_eq!(first_load(db).await.unwrap(), None);
    assert_eq!(content(db).await, (2, 4, 2, 5, 2, 2, 2));
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert!(shop::content::page(&bench.shop, "questions").await.is_ok());
    assert!(!shop::catalogue::home(&bench.shop, Currency::EUR).blocks.is_empty());
    // The next start reads no folder: one that is broken since does not stop it.
    let gone = folder.join("gone");
    let next = seed_if_empty(db, &gone, &Rates::default(), NOW).await;
    assert_eq!(next.unwrap(), None);
    std::fs::remove_dir_all(&folder).unwrap();
}

on_both!(what_the_merchant_deletes_is_not_loaded_again, merchant);
async fn what_the_merchant_deletes_is_not_loaded_again(bench: &Bench) {
    let db = bench.shop.db();
    raw(db, "DELETE FROM buying_guides").await;
    raw(db, "DELETE FROM menu_links").await;
    raw(db, "DELETE FROM pages").await;
    raw(db, "DELETE FROM home_blocks").await;
    raw(db, "DELETE FROM card_rules").await;
    raw(db, "DELETE FROM shop_texts").await;
    raw(db, "DELETE FROM mail_texts").await;
    replace(db, &merchant_folder(), None).await.unwrap();
    assert_eq!(first_load(db).await.unwrap(), None);
    assert_eq!(content(db).await, (0, 0, 0, 0, 0, 0, 0));
}

on_both!(a_footer_of_the_merchants_own_stays, merchant);
/// Also in a shop without pages.
async fn a_footer_of_the_merchants_own_stays(bench: &Bench) {
    let db = bench.shop.db();
    raw(db, "DELETE FROM settings WHERE key LIKE 'seeded.%'").await;
    raw(db, "DELETE FROM pages").await;
    let mut tx = db.begin().await.unwrap();
    let link = NewLink { group: "Own", label: "Track", target: LinkTarget::Path("/track") };
    store::content::put_menu(&mut tx, Menu::Footer, &[link], NOW).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        replace(db, &merchant_folder(), None).await.unwrap();
        assert_eq!(content(db).await, (2, 1, 2, 5, 2, 2, 2));
    }
}

/// Two servers start at once on an empty database: one of them seeds it, and the other sees the
/// result.
async fn seeded_by_one(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let first = open(&database).await;
    first.migrate().await.unwrap();
    // The embedded database has one server only.
    let second = if kind == Kind::Postgres { open(&database).await } else { first.clone() };
    let server = async |db: &Db| {
        let done = first_load(db).await.unwrap();
        let mut conn = db.read().await.unwrap();
        (done, store::catalogue::product_count(&mut conn).await.unwrap())
    };
    let ((a, found_by_a), (b, found_by_b)) = tokio::join!(server(&first), server(&second));
    let done = match (a, b) {
        (Some(done), None) | (None, Some(done)) => i64::try_from(done.products).unwrap(),
        other => panic!("seeded by none or by both: {other:?}"),
    };
    assert!(
        done == 4 && found_by_a == done && found_by_b == done,
        "{done} {found_by_a} {found_by_b}"
    );
    assert_eq!(first_load(&second).await.unwrap(), None);
    first.close().await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_servers_seeds_on_sqlite() {
    seeded_by_one(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_servers_seeds_on_postgres() {
    seeded_by_one(Kind::Postgres).await;
}

/// Loading a catalogue again holds no more than twenty products at a time: while a later one is
/// locked by an order, the earlier ones are written and can be ordered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_does_not_hold_the_whole_catalogue() {
    const PRODUCTS: usize = 100;
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    replace(&db, &merchant_folder(), Some(PRODUCTS)).await.unwrap();
    let bench = Bench::over(db, database).await;
    let db = bench.shop.db();
    let price = async || {
        let mut conn = db.read().await.unwrap();
        let row = store::cart::sellable(&mut conn, "MUG", NOW).await.unwrap().unwrap();
        row.price_minor
    };
    let version = async || {
        let mut conn = db.read().await.unwrap();
        store::catalogue::version(&mut conn).await.unwrap()
    };
    let (right, before) = (price().await, version().await);
    let mut tx = db.begin().await.unwrap();
    assert!(testing::set_price_and_stock(&mut tx, "MUG", 1, 50).await);
    tx.commit().await.unwrap();
    let mut order = db.begin().await.unwrap();
    testing::set_price_and_stock(&mut order, "MUG-24", 100, 7).await;
    let update = tokio::spawn({
        let db = db.clone();
        async move { replace(&db, &merchant_folder(), Some(PRODUCTS)).await.unwrap() }
    });
    while price().await != right {
        assert!(!update.is_finished(), "it ended before the order of a later product did");
        tokio::task::yield_now().await;
    }
    assert!(version().await > before, "servers load what is written so far");
    bench.order(&[("MUG", 3)]).await;
    assert!(!update.is_finished(), "it waits for the order of a later product");
    order.commit().await.unwrap();
    assert_eq!(update.await.unwrap().products, PRODUCTS);
    assert_eq!((bench.stock("MUG").await, bench.stock("MUG-24").await), (47, 7));
    assert_eq!(price().await, right);
}

/// A catalogue of any size: copies have their own names, slugs and SKUs, and lists have pages to
/// the end.
#[tokio::test]
async fn a_larger_catalogue() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    let done = replace(&db, &merchant_folder(), Some(1_000)).await.unwrap();
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
    assert!(first.pages > 2, "{} pages", first.pages);
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
        seen.extend(listing.cards.into_iter().map(|card| card.slug.clone()));
    }
    assert_eq!(seen.len(), first.total);
    bench.shop.db().close().await;
}

#[tokio::test]
async fn errors_name_file_and_row() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    let folder = std::env::temp_dir().join(format!("perigee-seed-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let named_in_error = async |what: &str| match replace(&db, &folder, None).await {
        Err(error) => {
            let text = error.to_string();
            assert!(text.contains(what), "{text} does not name {what}");
        }
        other => panic!("{other:?}"),
    };
    named_in_error("brands.csv").await;
    for name in [
        "brands.csv",
        "categories.csv",
        "attributes.csv",
        "products.csv",
        "variants.csv",
        "redirects.csv",
    ] {
        std::fs::copy(merchant_folder().join(name), folder.join(name)).unwrap();
    }
    let products = std::fs::read_to_string(folder.join("products.csv")).unwrap();
    std::fs::write(folder.join("products.csv"), products.replacen(",northlight,", ",nobody,", 1))
        .unwrap();
    named_in_error("nobody").await;
    std::fs::write(folder.join("products.csv"), products.replacen("2024-03-14", "yesterday", 1))
        .unwrap();
    named_in_error("yesterday").await;
    // By name, since an empty slug shows nothing.
    let named = |rows: &str, slug: &str| {
        rows.lines().find(|row| row.starts_with(&format!("{slug},"))).unwrap().to_owned()
    };
    let row = named(&products, "refractor-102");
    for (slug, what) in [
        ("Refractor-102", "'R'"),
        ("refractor 102", "' '"),
        ("refractor--102", "two dashes"),
        ("-refractor", "begins"),
        ("", "empty"),
    ] {
        let wrong = row.replacen("refractor-102", slug, 1);
        std::fs::write(folder.join("products.csv"), products.replacen(&row, &wrong, 1)).unwrap();
        named_in_error(what).await;
        named_in_error("products.csv, Refractor 102").await;
    }
    std::fs::write(folder.join("products.csv"), &products).unwrap();
    let categories = std::fs::read_to_string(folder.join("categories.csv")).unwrap();
    let row = named(&categories, "telescopes");
    std::fs::write(
        folder.join("categories.csv"),
        categories.replacen(&row, &row.replacen("telescopes", "télescopes", 1), 1),
    )
    .unwrap();
    named_in_error("categories.csv, Telescopes: the slug \"télescopes\" has 'é' in it").await;
    std::fs::write(folder.join("categories.csv"), &categories).unwrap();
    let variants = std::fs::read_to_string(folder.join("variants.csv")).unwrap();
    std::fs::write(folder.join("variants.csv"), variants.replacen("29.00", "29.001", 1)).unwrap();
    named_in_error("TORCH").await;
    std::fs::write(folder.join("variants.csv"), variants.replacen(",1000000,", ",many,", 1))
        .unwrap();
    named_in_error("variants.csv").await;
    std::fs::write(folder.join("variants.csv"), &variants).unwrap();
    let api = std::fs::read_to_string(merchant_folder().join("astronomy-api.csv")).unwrap();
    for (right, wrong) in
        [("57.08,USD", "57.081,USD"), ("57.08,USD", "0,USD"), ("57.08,USD", "57.08,dollars")]
    {
        std::fs::write(folder.join("astronomy-api.csv"), api.replacen(right, wrong, 1)).unwrap();
        named_in_error("astronomy-api.csv, TORCH").await;
    }
    std::fs::copy(merchant_folder().join("astronomy-api.csv"), folder.join("astronomy-api.csv"))
        .unwrap();
    let attributes = "key,name,unit,type,decimals,group,position,facet,promoted,card,explanation\n\
        depth,Depth,mm,number,0,Build,1,,1,,How deep.\n";
    std::fs::write(folder.join("attributes.csv"), attributes).unwrap();
    named_in_error("attributes.csv, depth: it is promoted, but cannot be filtered").await;
    for (row, what) in [
        ("depth,Depth,mm,number,0,Build,1,,,How deep.,looks", "role is \"looks\", but can be only"),
        ("depth,Depth,kg,number,0,Build,1,,,How deep.,shows|inches", "inches is a role of numbers"),
    ] {
        let columns = "key,name,unit,type,decimals,group,position,facet,card,explanation,role";
        std::fs::write(folder.join("attributes.csv"), format!("{columns}\n{row}\n")).unwrap();
        named_in_error(&format!("attributes.csv, depth: {what}")).await;
    }
    std::fs::copy(merchant_folder().join("attributes.csv"), folder.join("attributes.csv")).unwrap();
    for (row, what) in [
        ("depth present,{aperture},,", "rule 2: no attribute depth"),
        ("category lenses,{aperture},,", "rule 2: no category lenses"),
        ("aperture,{aperture},,", "rule 2: expected"),
        ("everything,,,", "rule 2: it has no specification"),
        ("everything,{depth},,", "rule 2: no attribute depth"),
        ("everything,{aperture},{aperture,", "rule 2: no } ends {aperture"),
        ("everything,{aperture}|{goto},,", "rule 2: goto is yes or no"),
    ] {
        let text = format!("condition,first,second,third\neverything,all,,\n{row}\n");
        std::fs::write(folder.join("card-specs.csv"), text).unwrap();
        named_in_error(&format!("card-specs.csv, {what}")).await;
    }
    std::fs::remove_file(folder.join("card-specs.csv")).unwrap();
    std::fs::create_dir_all(folder.join("plates")).unwrap();
    let alts = "slug,number,role,alt\nenamel-mug,1,cover,A mug\n";
    std::fs::write(folder.join("plates/alts.csv"), alts).unwrap();
    named_in_error("alts.csv, enamel-mug, 1: role is \"cover\", but can be only main, light_path")
        .await;
    std::fs::remove_dir_all(folder.join("plates")).unwrap();
    let page = |entries: &str| format!("---\n{entries}\n---\n\nText.\n");
    let right = "title: A\ndescription: B";
    std::fs::create_dir_all(folder.join("pages")).unwrap();
    for (file, text, what) in [
        ("About.md", page(right), "pages, About.md: the slug \"About\" has 'A' in it"),
        ("a.md", "Text.".to_owned(), "pages, a.md: its entries"),
        ("a.md", page("description: B"), "pages, a.md: title is missing"),
        ("a.md", page("title: A\ndescription:"), "pages, a.md: description is missing"),
        ("a.md", page(&format!("{right}\nrole: home")), "pages, a.md: role is \"home\""),
        ("a.md", page(&format!("{right}\nstatus: old")), "pages, a.md: status is \"old\""),
        ("a.md", page(&format!("{right}\ntitel: A")), "pages, a.md: it has \"titel\""),
        ("a.md", page(&format!("{right}\nterms")), "pages, a.md: \"terms\" has no colon"),
    ] {
        let path = folder.join("pages").join(file);
        std::fs::write(&path, text).unwrap();
        named_in_error(what).await;
        std::fs::remove_file(path).unwrap();
    }
    for slug in ["a", "b"] {
        let text = page(&format!("{right}\nrole: terms"));
        std::fs::write(folder.join(format!("pages/{slug}.md")), text).unwrap();
    }
    named_in_error("pages, b.md: a.md has the role terms too").await;
    std::fs::remove_file(folder.join("pages/b.md")).unwrap();
    for (row, what) in [
        ("header,Help,Terms,a,,", "menus.csv, Terms: no menu \"header\""),
        ("footer,Help,Terms,b,,", "menus.csv, Terms: no page b"),
        ("footer,Help,Lenses,,lenses,", "menus.csv, Lenses: no category lenses"),
        ("footer,Help,Away,,,//example.org", "menus.csv, Away: \"//example.org\" is not a path"),
        (
            "footer,Help,Away,,,/\t/example.org",
            "menus.csv, Away: \"/\\t/example.org\" is not a path",
        ),
        ("footer,Help,Away,,,/a\\b", "menus.csv, Away: \"/a\\\\b\" is not a path"),
        ("footer,Help,Both,a,gifts,", "menus.csv, Both: it needs either"),
        ("footer,Help,None,,,", "menus.csv, None: it needs either"),
        ("footer,,Terms,a,,", "menus.csv, Terms: group \"\""),
    ] {
        let text = format!("menu,group,label,page,category,path\n{row}\n");
        std::fs::write(folder.join("menus.csv"), text).unwrap();
        named_in_error(what).await;
    }
    // All or nothing.
    let mut conn = db.read().await.unwrap();
    assert_eq!(store::catalogue::product_count(&mut conn).await.unwrap(), 0);
    drop(conn);
    std::fs::remove_dir_all(&folder).unwrap();
    db.close().await;
}
