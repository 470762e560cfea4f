//! Upgrade of a database of the previous release: no data is lost, and programs of that release
//! keep working beside this one.

use super::{Kind, TestDatabase, number, open, raw};
use crate::{
    Db, SCHEMA, Uuid, cart, catalogue, checkout, content, new_id,
    orders::{
        self,
        withdrawals::{self, WithdrawalRow},
    },
    payments::{self, PaymentRow, intents},
    stock::subscriptions,
};
use domain::{
    catalogue::{
        PictureRole,
        card_specs::{MAX_SPECS, SpecTemplate},
        rules::Condition,
    },
    content::{PageRole, TextSlot, home::BlockKind},
    orders::{OrderNumber, OrderState},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use time::macros::date;

/// The last migration of that release.
const BEFORE: i64 = 11;
const CART: &str = "5b0e1c9a7f3d42688e21c4d70a9b6f35";
const CHECKOUT_ONLY: &str = "c1d2e3f405162738495a6b7c8d9eafb0";
const PROGRAM: &str = "api:user-7";
const NOW: i64 = 1_795_262_400_000;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// SQL with primary keys in the database's format.
fn with_ids(kind: Kind, sql: &str) -> String {
    let mut out = String::new();
    let mut parts = sql.split("ID(");
    out.push_str(parts.next().unwrap());
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap();
        match number.parse() {
            Ok(number) if kind == Kind::Sqlite => {
                out.push_str(&format!("x'{}'", id(number).simple()));
            }
            Ok(number) => out.push_str(&format!("'{}'", id(number))),
            Err(_) => out.push_str("a number"), // In the comment on top.
        }
        out.push_str(rest);
    }
    out
}

/// Runs a test on a database of that release after this program has migrated it.
async fn upgraded(kind: Kind, test: impl AsyncFnOnce(&Db)) {
    let database = TestDatabase::empty(kind).await;
    let rows = AssertSqlSafe(with_ids(kind, include_str!("release_0011.sql")));
    match kind {
        Kind::Sqlite => {
            let url = format!("{}?mode=rwc", database.url);
            let mut conn = SqliteConnection::connect(&url).await.unwrap();
            SCHEMA.sqlite.run_to(BEFORE, &mut conn).await.unwrap();
            sqlx::raw_sql(rows).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
        }
        Kind::Postgres => {
            let mut conn = PgConnection::connect(&database.url).await.unwrap();
            SCHEMA.postgres.run_to(BEFORE, &mut conn).await.unwrap();
            sqlx::raw_sql(rows).execute(&mut conn).await.unwrap();
            conn.close().await.unwrap();
        }
    }
    let db = open(&database).await;
    db.migrate().await.unwrap();
    if kind == Kind::Postgres {
        // Servers of that release go on beside the new ones, and may restart.
        let oldest = "SELECT CAST(split_part(value, ':', 2) AS BIGINT) FROM settings
                      WHERE key = 'schema.oldest_program'";
        assert!(number(&db, oldest).await <= BEFORE, "the release before is shut out");
    }
    test(&db).await;
    db.check_integrity().await.unwrap();
    db.close().await;
}

macro_rules! upgraded {
    ($name:ident) => {
        mod $name {
            use test_database::Kind;

            #[tokio::test]
            async fn sqlite() {
                super::upgraded(Kind::Sqlite, super::$name).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::upgraded(Kind::Postgres, super::$name).await;
            }
        }
    };
}

upgraded!(orders_keep_their_data_with_days_and_cards_typed);
async fn orders_keep_their_data_with_days_and_cards_typed(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let days = |first, last| (Some(first), Some(last));
    for (number, expected, tracking, card) in [
        (
            "7K4MQ2XWZ",
            days(date!(2026 - 11 - 24), date!(2026 - 11 - 26)),
            None,
            Some(("Visa", "0454")),
        ),
        (
            "7K4MQ2XAP",
            days(date!(2026 - 12 - 31), date!(2027 - 01 - 04)),
            None,
            Some(("American Express", "1007")),
        ),
        ("7K4MQ2XBM", (None, None), None, None),
        (
            "7K4MQ2XCT",
            days(date!(2028 - 02 - 29), date!(2028 - 02 - 29)),
            Some("JD014600003SE"),
            None,
        ),
    ] {
        let number = OrderNumber::parse(number).unwrap();
        let row = orders::by_number(&mut conn, &number).await.unwrap().unwrap();
        assert_eq!((row.delivery_earliest, row.delivery_latest), expected, "{number}");
        assert_eq!(row.tracking.as_deref(), tracking, "{number}");
        let paid = payments::of_order(&mut conn, row.id).await.unwrap();
        assert_eq!(paid.iter().find_map(PaymentRow::card), card, "{number}");
    }
    let row = orders::by_number(&mut conn, &OrderNumber::parse("7K4MQ2XWZ").unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.id, row.state, row.email.as_str(), row.placed_at),
        (id(10), OrderState::Placed, "ada@example.org", 1_795_176_000_000)
    );
    assert_eq!(
        (row.subtotal_minor, row.delivery_minor, row.tax_minor, row.total_minor),
        (85_800, 490, 13_777, 86_290)
    );
    assert_eq!(row.details.address.name, "Ada Lovelace");
    assert_eq!(orders::lines(&mut conn, id(10)).await.unwrap().len(), 1);
    assert_eq!(orders::events(&mut conn, id(11)).await.unwrap().len(), 2);
    drop(conn);
    for (table, rows) in [
        ("orders", 4),
        ("order_lines", 2),
        ("order_events", 3),
        ("payments", 3),
        ("outbox", 1),
        ("payment_intents", 1),
        ("variants", 2),
        ("stock_subscriptions", 2),
        ("withdrawals", 1),
    ] {
        assert_eq!(number(db, &format!("SELECT COUNT(*) FROM {table}")).await, rows, "{table}");
    }
}

upgraded!(subscriptions_and_withdrawals_keep_their_data);
async fn subscriptions_and_withdrawals_keep_their_data(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let confirmed = subscriptions::by_id(&mut conn, id(40), NOW).await.unwrap().unwrap();
    assert_eq!(
        (confirmed.email.as_str(), confirmed.sku.as_str(), confirmed.confirmed_at),
        ("Dan+shop@Example.org", "H-102-B", Some(1_795_000_000_004))
    );
    let open = subscriptions::by_id(&mut conn, id(41), NOW).await.unwrap().unwrap();
    assert_eq!((open.email.as_str(), open.confirmed_at), ("fay@example.org", None));
    for (mailbox, counts) in [("dan@example.org", (1, 0)), ("fay@example.org", (1, 1))] {
        let found = subscriptions::of_mailbox(&mut conn, mailbox).await.unwrap();
        assert_eq!(found, counts, "{mailbox}");
    }
    let withdrawal = withdrawals::by_key(&mut conn, "w50").await.unwrap();
    let expected = WithdrawalRow {
        id: id(50),
        key: "w50".to_owned(),
        order_id: Some(id(10)),
        order_number: "PG-7K4M-Q2XW-Z".to_owned(),
        name: "Ada Lovelace".to_owned(),
        email: "Ada@example.org".to_owned(),
        email_key: "ada@example.org".to_owned(),
        items: "One Halden 102".to_owned(),
        received_at: 1_795_180_000_000,
        acknowledged_at: Some(1_795_180_000_001),
    };
    assert_eq!(withdrawal, Some(expected));
    drop(conn);
    for (of, column, expected) in [
        ("dan+shop@example.org", "requested_at", 1_795_000_000_003),
        ("dan+shop@example.org", "queued_at", 1_795_000_000_005),
        ("fay@example.org", "requested_at", 1_795_000_000_006),
        ("fay@example.org", "COALESCE(queued_at, 0)", 0),
    ] {
        let sql = format!("SELECT {column} FROM stock_subscriptions WHERE email_key = '{of}'");
        assert_eq!(number(db, &sql).await, expected, "{of}: {column}");
    }
}

/// The content of a cart, by the token of its cookie.
async fn held(db: &Db, token: &str) -> Option<(i64, Option<String>, Vec<(String, i64)>)> {
    let mut conn = db.read().await.unwrap();
    let cart = cart::get(&mut conn, token).await.unwrap()?;
    let lines = cart::lines(&mut conn, token, NOW).await.unwrap();
    let size = cart::size(&mut conn, token).await.unwrap();
    assert_eq!(size.units, lines.iter().map(|line| line.quantity).sum::<u32>(), "{token}");
    let lines = lines.into_iter().map(|line| (line.sku, i64::from(line.quantity))).collect();
    Some((cart.generation, cart.undo, lines))
}

/// A cart's generation, its removed line, and its lines.
type CartOf = (i64, Option<String>, Vec<(String, i64)>);

fn of_cart() -> Option<CartOf> {
    let lines = vec![("H-102".to_owned(), 2), ("H-102-B".to_owned(), 1)];
    Some((2, Some(r#"[["H-102-B",1]]"#.to_owned()), lines))
}

async fn checkout(db: &Db, token: &str) -> Option<String> {
    let mut conn = db.read().await.unwrap();
    checkout::get(&mut conn, token).await.unwrap().map(|(key, _)| key)
}

upgraded!(a_cookie_opens_its_cart_before_and_after_the_move);
async fn a_cookie_opens_its_cart_before_and_after_the_move(db: &Db) {
    for moved in [false, true] {
        assert_eq!(held(db, CART).await, of_cart());
        assert_eq!(checkout(db, CART).await.as_deref(), Some("aa11"));
        let program = held(db, PROGRAM).await.unwrap();
        assert_eq!(program, (0, None, vec![("H-102".to_owned(), 5)]));
        assert_eq!(held(db, CHECKOUT_ONLY).await, Some((0, None, Vec::new())));
        assert_eq!(checkout(db, CHECKOUT_ONLY).await.as_deref(), Some("bb22"));
        assert_eq!(held(db, "0123456789abcdef0123456789abcdef").await, None);
        if !moved {
            let mut tx = db.begin().await.unwrap();
            assert_eq!(cart::move_older_than(&mut tx, NOW).await.unwrap(), 3);
            assert_eq!(cart::move_older_than(&mut tx, NOW).await.unwrap(), 0);
            tx.commit().await.unwrap();
        }
    }
    for table in ["carts", "cart_lines", "checkouts"] {
        assert_eq!(number(db, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    // They keep their age, and those of API clients are recognised.
    let mut tx = db.begin().await.unwrap();
    assert_eq!(cart::delete_programs_older_than(&mut tx, NOW).await.unwrap(), 1);
    assert_eq!(cart::delete_older_than(&mut tx, 1_795_000_000_001).await.unwrap(), 1);
}

upgraded!(a_cart_moves_when_changed);
async fn a_cart_moves_when_changed(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert!(cart::lock(&mut tx, CART, NOW).await.unwrap());
    assert!(cart::set(&mut tx, CART, id(4), 7).await.unwrap());
    let sellable = cart::sellable(&mut tx, "H-102-B", NOW).await.unwrap().unwrap();
    cart::touch(&mut tx, PROGRAM, NOW).await.unwrap();
    assert_eq!(cart::add(&mut tx, PROGRAM, &sellable, 1, 9, NOW).await.unwrap(), 1);
    assert!(!cart::lock(&mut tx, "0123456789abcdef0123456789abcdef", NOW).await.unwrap());
    tx.commit().await.unwrap();
    let lines = vec![("H-102".to_owned(), 7), ("H-102-B".to_owned(), 1)];
    assert_eq!(held(db, CART).await.unwrap().2, lines);
    let lines = vec![("H-102".to_owned(), 5), ("H-102-B".to_owned(), 1)];
    assert_eq!(held(db, PROGRAM).await.unwrap().2, lines);
    assert_eq!(number(db, "SELECT COUNT(*) FROM carts").await, 1);
    // An order closes a cart that was not changed since.
    let mut tx = db.begin().await.unwrap();
    assert!(cart::close(&mut tx, CHECKOUT_ONLY, 1, NOW).await.unwrap().is_none());
    assert!(cart::close(&mut tx, CHECKOUT_ONLY, 0, NOW).await.unwrap().is_some());
    assert!(cart::close(&mut tx, CHECKOUT_ONLY, 0, NOW).await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert_eq!(checkout(db, CHECKOUT_ONLY).await, None);
}

upgraded!(programs_of_the_previous_release_keep_working);
async fn programs_of_the_previous_release_keep_working(db: &Db) {
    // A shopper's request reaches this program, and the next one the previous release, which does
    // not find the cart and starts a new one.
    let mut tx = db.begin().await.unwrap();
    assert!(cart::lock(&mut tx, CART, NOW).await.unwrap());
    tx.commit().await.unwrap();
    let kind = if db.is_embedded() { Kind::Sqlite } else { Kind::Postgres };
    let before = format!(
        "INSERT INTO carts (token, updated_at) VALUES ('{CART}', {NOW})
           ON CONFLICT (token) DO UPDATE SET updated_at = excluded.updated_at, undo = NULL;
         INSERT INTO cart_lines
                (cart_token, variant_id, quantity, seen_minor, seen_currency, added_at)
           VALUES ('{CART}', ID(5), 3, 44900, 'EUR', {NOW})
           ON CONFLICT (cart_token, variant_id) DO UPDATE SET quantity = excluded.quantity;
         INSERT INTO checkouts (cart_token, key, state) VALUES ('{CART}', 'cc33', '{{}}')
           ON CONFLICT (cart_token) DO UPDATE SET state = excluded.state;
         INSERT INTO orders (id, number, idempotency_key, cart_key, state, email, currency,
                goods_minor, delivery_minor, tax_minor, tax_included, total_minor, details,
                tracking, placed_at, updated_at)
           VALUES (ID(14), 'NEW00000J', 'k14', 'c14', 'placed', 'x@example.org', 'EUR',
                1, 0, 0, 1, 1, '{{\"earliest\":\"Tuesday, 24 November\"}}', NULL, {NOW}, {NOW});
         INSERT INTO payments (id, order_id, provider, reference, state, amount_minor, currency,
                method, created_at)
           VALUES (ID(24), ID(14), 'test', 'auth-14', 'authorised', 1, 'EUR',
                'Visa ending in 0454', {NOW})"
    );
    raw(db, &with_ids(kind, &before)).await.unwrap();
    // The worker merges the two.
    let mut tx = db.begin().await.unwrap();
    while cart::move_older_than(&mut tx, NOW + 1).await.unwrap() > 0 {}
    tx.commit().await.unwrap();
    let lines = vec![("H-102".to_owned(), 2), ("H-102-B".to_owned(), 3)];
    assert_eq!(held(db, CART).await.unwrap().2, lines);
    assert_eq!(checkout(db, CART).await.as_deref(), Some("aa11"));
    // On SQLite one program has the file to itself; on PostgreSQL the old names are views of the
    // new tables.
    if !db.is_embedded() {
        raw(
            db,
            "INSERT INTO payment_attempts (key, order_key, provider, state, begun_at)
                  VALUES ('p2', 'k15', 'test', 'begun', 1) ON CONFLICT (key) DO NOTHING;
             UPDATE payment_attempts SET state = 'voiding' WHERE key = 'p2' AND state = 'begun';
             DELETE FROM payment_attempts WHERE key = 'p1';
             INSERT INTO stock_waits (id, variant_id, email, email_key, mailbox, asked_at)
                  SELECT id, id, 'Eve@example.org', 'eve@example.org', 'eve@example.org', 1
                  FROM variants LIMIT 1 ON CONFLICT (variant_id, email_key) DO NOTHING;
             UPDATE stock_waits SET queued_at = 2 WHERE queued_at IS NULL",
        )
        .await
        .unwrap();
        let mut conn = db.read().await.unwrap();
        let voiding = intents::voiding(&mut conn, "test").await.unwrap();
        assert_eq!(voiding.iter().map(|intent| intent.key.as_str()).collect::<Vec<_>>(), ["p2"]);
        let eve = "SELECT queued_at FROM stock_subscriptions WHERE email_key = 'eve@example.org'";
        assert_eq!(number(db, eve).await, 2);
    }
    let mut conn = db.read().await.unwrap();
    let row = orders::by_id(&mut conn, id(14)).await.unwrap().unwrap();
    assert_eq!((row.delivery_earliest, row.delivery_latest), (None, None));
    assert_eq!(row.subtotal_minor, 1);
    let paid = payments::of_order(&mut conn, id(14)).await.unwrap();
    assert_eq!((paid.len(), paid[0].card()), (1, None));
    assert!(new_id(NOW) > id(14));
}

upgraded!(a_shop_keeps_the_pages_that_were_part_of_the_program);
async fn a_shop_keeps_the_pages_that_were_part_of_the_program(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let pages = content::published(&mut conn).await.unwrap();
    let roles: Vec<_> = pages.iter().filter_map(|page| page.role).collect();
    assert_eq!(roles, PageRole::ALL);
    for page in pages {
        // Their addresses are those that the program had.
        assert_eq!(Some(page.slug.as_str()), page.role.map(PageRole::key));
        assert!(!page.title.is_empty() && !page.description.is_empty(), "{}", page.slug);
        assert!(page.body.len() > 300 && !page.search_words.is_empty(), "{}", page.slug);
    }
    let links = content::links(&mut conn).await.unwrap();
    let groups: BTreeSet<_> = links.iter().map(|link| link.group_label.as_str()).collect();
    assert_eq!((links.len(), groups.len()), (11, 2));
    let to_pages = links.iter().filter(|link| link.page.is_some()).count();
    assert_eq!(to_pages, PageRole::ALL.len());
}

upgraded!(a_shop_keeps_the_guides_that_were_part_of_the_program);
async fn a_shop_keeps_the_guides_that_were_part_of_the_program(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let guides = catalogue::guides(&mut conn).await.unwrap();
    assert_eq!(guides.len(), 8);
    let rules = catalogue::guide_rules(&mut conn).await.unwrap();
    for guide in &guides {
        assert!(!guide.title.is_empty() && guide.advice.len() > 100, "{}", guide.slug);
        assert!(!guide.icon.is_empty() && guide.search_words.lines().count() > 3, "{}", guide.slug);
        let of = rules.iter().filter(|rule| rule.guide_id == guide.id);
        assert!(of.clone().count() > 0, "{}", guide.slug);
        for rule in of {
            Condition::parse(&rule.condition).unwrap();
        }
    }
    let limits: Vec<_> = guides
        .iter()
        .filter_map(|guide| {
            Some((guide.max_price_minor?, guide.max_price_currency?.code().to_owned()))
        })
        .collect();
    assert_eq!(limits, [(15_000, "EUR".to_owned()), (15_000, "EUR".to_owned())]);
}

upgraded!(a_shop_keeps_the_home_page_that_was_part_of_the_program);
async fn a_shop_keeps_the_home_page_that_was_part_of_the_program(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let blocks = content::home_blocks(&mut conn).await.unwrap();
    let kinds: Vec<_> = blocks.iter().map(|block| block.kind.unwrap()).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Hero,
            BlockKind::Categories,
            BlockKind::Guides,
            BlockKind::Sky,
            BlockKind::Products,
            BlockKind::Products,
            BlockKind::Products,
        ]
    );
    for block in &blocks {
        let is_sky = block.kind == Some(BlockKind::Sky);
        assert!(!block.title.is_empty() || is_sky, "{}", block.slug);
        assert_eq!((block.starts_at, block.ends_at), (None, None), "{}", block.slug);
        if let Some(rule) = &block.rule {
            Condition::parse(rule).unwrap();
        }
    }
    assert_eq!(blocks.iter().filter(|block| block.rule.is_some()).count(), 2);
}

upgraded!(a_shop_keeps_the_rules_for_cards_that_were_part_of_the_program);
async fn a_shop_keeps_the_rules_for_cards_that_were_part_of_the_program(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let rules = catalogue::card_rules(&mut conn).await.unwrap();
    assert_eq!(rules.len(), 11);
    for rule in rules {
        Condition::parse(&rule.condition).unwrap();
        assert!((1..=MAX_SPECS).contains(&rule.specs.lines().count()), "{}", rule.condition);
        for spec in rule.specs.lines() {
            SpecTemplate::parse(spec).unwrap();
        }
    }
}

upgraded!(a_shop_keeps_the_texts_that_were_part_of_the_program);
async fn a_shop_keeps_the_texts_that_were_part_of_the_program(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let texts = content::shop_texts(&mut conn).await.unwrap();
    let slots: Vec<_> = texts.iter().filter_map(|row| row.slot).collect();
    assert_eq!(slots, TextSlot::ALL);
}

upgraded!(a_shop_knows_the_seller_that_the_program_invented);
async fn a_shop_knows_the_seller_that_the_program_invented(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let stored = crate::settings::get(&mut conn, "sample.seller").await.unwrap().unwrap();
    let seller: domain::seller::Seller = serde_json::from_str(&stored).unwrap();
    assert!(seller.missing().is_empty() && seller.address.len() == 3, "{seller:?}");
}

upgraded!(a_shop_keeps_what_the_program_took_for_granted);
async fn a_shop_keeps_what_the_program_took_for_granted(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let pictures = catalogue::pictures(&mut conn, id(3)).await.unwrap();
    let roles: Vec<_> = pictures.iter().map(|picture| picture.role).collect();
    assert_eq!(roles, [Some(PictureRole::Main), Some(PictureRole::LightPath), None]);
    let mut definitions = catalogue::attribute_definitions(&mut conn).await.unwrap();
    definitions.sort();
    assert_eq!(
        definitions,
        [
            r#"{"key":"aperture","card":1,"promoted":6,"shows":true,"inches":true}"#,
            r#"{"key":"weight","card":3}"#,
        ]
    );
    let products = catalogue::listed(&mut conn, NOW).await.unwrap();
    let [product] = products.as_slice() else { panic!("{products:?}") };
    assert_eq!(
        product.attributes,
        r#"{"aperture":50.0,"focal_length":400.0,"good_for":["Sun"],"sun_only":true}"#
    );
}
