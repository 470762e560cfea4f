//! The ledger: every change of a variant's stock, with its cause. Rows are only ever added.
//!
//! Movements are written before the level changes, so that no row that orders contend for is locked
//! meanwhile: they do not know the level after them, which follows from the level of now and the
//! movements since.

use crate::{Error, Executor, Uuid, column};
use db::{Dialect, Insert, Query, execute, fetch_all, here, insert};
use domain::{audit::ActorKind, stock::MovementCause};
use std::collections::HashSet;

db::row! {
    /// A variant, as booking needs it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct BookableRow {
        /// Primary key.
        pub id: Uuid,
        /// Its product.
        pub product_id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// Units in stock.
        pub stock: i64,
        /// Counts the bookings; orders do not change it.
        pub stock_version: i64,
    }
}

fn of_skus(skus: impl IntoIterator<Item = String>) -> Query {
    Query::new("SELECT id, product_id, sku, stock, stock_version FROM variants")
        .filter_in("sku", skus)
}

db::built!(BookableRow, [Sqlite, Postgres], |_| of_skus(["a", "b"].map(str::to_owned)));

/// Those of the variants that have one of these SKUs, in any order.
///
/// # Errors
/// If the query fails.
pub async fn bookable(
    executor: &mut impl Executor,
    skus: &[&str],
) -> Result<Vec<BookableRow>, Error> {
    of_skus(skus.iter().map(|sku| (*sku).to_owned())).fetch_all(executor, here!()).await
}

/// A change of the stock of one variant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Booking {
    /// The variant.
    pub variant: Uuid,
    /// Units that come or go.
    pub delta: i64,
    /// Book only if the variant still has this [`BookableRow::stock_version`].
    pub version: Option<i64>,
}

/// Why units come or go, and who says so.
#[derive(Clone, Copy, Debug)]
pub struct BookingOf<'a> {
    /// The cause.
    pub cause: MovementCause,
    /// Such as the number of a delivery note; may be empty.
    pub document: &'a str,
    /// A remark; may be empty.
    pub note: &'a str,
    /// The order whose units come back.
    pub order: Option<Uuid>,
    /// What kind of actor it was.
    pub actor_kind: ActorKind,
    /// The person or key.
    pub actor_id: Option<Uuid>,
    /// The actor's name.
    pub actor_name: &'a str,
    /// Unix milliseconds.
    pub at: i64,
}

db::row! {
    /// A variant after a booking.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct BookedRow {
        /// Primary key.
        pub id: Uuid,
        /// Its product.
        pub product_id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// Units in stock now.
        pub stock: i64,
    }
}

/// The outcome of booking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Booked {
    /// All were booked.
    All(Vec<BookedRow>),
    /// These would fall below zero, have another version by now, or are gone. Roll back the
    /// transaction: others may have been booked.
    Refused(Vec<Uuid>),
}

/// What follows the rows of variant, units and version.
const BOOK: &str = " WHERE variants.id = wanted.id AND stock + wanted.delta >= 0
     AND (wanted.version IS NULL OR stock_version = wanted.version)
     RETURNING variants.id, product_id, sku, stock";

fn change(on: Dialect, bookings: &[Booking]) -> Query {
    let rows = bookings
        .iter()
        .map(|booking| vec![booking.variant.into(), booking.delta.into(), booking.version.into()]);
    let query = Query::new(
        "UPDATE variants SET stock = stock + wanted.delta, stock_version = stock_version + 1
         FROM (",
    );
    let query = match on {
        Dialect::Sqlite => query
            .sql("SELECT column1 AS id, column2 AS delta, column3 AS version FROM (VALUES ")
            .rows(rows)
            .sql(")) AS wanted"),
        // In the order in which orders lock variants.
        Dialect::Postgres => query
            .sql(
                "SELECT v.id, w.column2 AS delta, w.column3 AS version
                 FROM variants v JOIN (VALUES ",
            )
            .rows(rows)
            .sql(") AS w ON w.column1 = v.id ORDER BY v.id FOR UPDATE OF v) AS wanted"),
    };
    query.sql(BOOK)
}

db::built!(BookedRow, [Sqlite, Postgres], |on| {
    change(on, &[Booking { variant: Uuid::nil(), delta: 1, version: None }; 2])
});

/// Writes the movements, and changes the stock of variants in one statement. Each variant may occur
/// once. At most 5,000.
///
/// # Errors
/// If a query fails.
pub async fn book(
    executor: &mut impl Executor,
    bookings: &[Booking],
    of: BookingOf<'_>,
) -> Result<Booked, Error> {
    if bookings.is_empty() {
        return Ok(Booked::All(Vec::new()));
    }
    insert!("stock_movements", bookings, |booking| {
        variant_id: Uuid = booking.variant,
        id: Uuid = crate::new_id(of.at),
        delta: i64 = booking.delta,
        cause: &str = of.cause.key(),
        document: &str = of.document,
        note: &str = of.note,
        order_id: Option<Uuid> = of.order,
        actor_kind: Option<&str> = Some(of.actor_kind.key()),
        actor_id: Option<Uuid> = of.actor_id,
        actor_name: &str = of.actor_name,
        at: i64 = of.at,
    })
    .execute(executor, here!())
    .await?;
    let on = executor.connection().dialect();
    let booked: Vec<BookedRow> = change(on, bookings).fetch_all(executor, here!()).await?;
    let done: HashSet<Uuid> = booked.iter().map(|row| row.id).collect();
    let missing = bookings.iter().map(|booking| booking.variant);
    let refused: Vec<Uuid> = missing.filter(|variant| !done.contains(variant)).collect();
    Ok(if refused.is_empty() { Booked::All(booked) } else { Booked::Refused(refused) })
}

/// The movements of an order: the units of each variant.
pub(crate) fn of_order(
    order: Uuid,
    at: i64,
    sold: impl IntoIterator<Item = (Uuid, u32)>,
) -> Insert {
    insert!("stock_movements", sold, |(variant, quantity)| {
        variant_id: Uuid = variant,
        id: Uuid = crate::new_id(at),
        delta: i64 = -i64::from(quantity),
        cause: &str = MovementCause::Order.key(),
        order_id: Option<Uuid> = Some(order),
        at: i64 = at,
    })
}

/// Begins the ledger of a new variant.
///
/// # Errors
/// If the query fails, or the ledger has begun.
pub(crate) async fn open(
    executor: &mut impl Executor,
    variant: Uuid,
    level: i64,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO stock_movements (variant_id, id, delta, level, cause, at)
         VALUES ($1, $1, $2, $2, 'opening', $3)",
        variant,
        level,
        now
    )?;
    Ok(())
}

/// The variants after this one, by key, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn variants_after(
    executor: &mut impl Executor,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT id FROM variants WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What no movement explains was there before the first one.
fn opening(variants: &[Uuid], now: i64) -> Query {
    Query::new(
        "INSERT INTO stock_movements (variant_id, id, delta, level, cause, at)
         SELECT found.id, found.id, CAST(found.units AS BIGINT), CAST(found.units AS BIGINT),
         'opening', ",
    )
    .bind(now)
    .sql(
        " FROM (SELECT v.id, v.stock - COALESCE((SELECT SUM(m.delta) FROM stock_movements m
            WHERE m.variant_id = v.id), 0) AS units FROM variants v",
    )
    .filter_in("v.id", variants.iter().copied())
    .sql(") AS found WHERE found.units > 0 ON CONFLICT (variant_id, id) DO NOTHING")
}

db::built!([Sqlite, Postgres], |_| opening(&[Uuid::nil(); 2], 1));

/// Begins the ledgers of variants from before the ledger. Orders go on meanwhile: their movements
/// and levels appear together. At most 20,000.
///
/// # Errors
/// If the query fails.
pub async fn open_ledgers(
    executor: &mut impl Executor,
    variants: &[Uuid],
    now: i64,
) -> Result<(), Error> {
    opening(variants, now).execute(executor, here!()).await?;
    Ok(())
}

/// A movement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovementRow {
    /// Its primary key within the variant, in the order of time.
    pub id: Uuid,
    /// Units that came or went.
    pub delta: i64,
    /// Units in stock after it. What a program of the release before has sold since is not in it.
    pub level: i64,
    /// Why.
    pub cause: MovementCause,
    /// Such as the number of a delivery note; may be empty.
    pub document: String,
    /// A remark; may be empty.
    pub note: String,
    /// The order.
    pub order_id: Option<Uuid>,
    /// What kind of actor it was; none for orders and the opening level.
    pub actor_kind: Option<ActorKind>,
    /// The person or key.
    pub actor_id: Option<Uuid>,
    /// The actor's name then; may be empty.
    pub actor_name: String,
    /// Unix milliseconds.
    pub at: i64,
}

db::row! {
    /// A movement as it is stored, with the level after the first one of its page.
    struct StoredRow {
        id: Uuid,
        delta: i64,
        cause: MovementCause = column::movement_cause,
        document: String,
        note: String,
        order_id: Option<Uuid>,
        actor_kind: Option<ActorKind> = column::optional_actor_kind,
        actor_id: Option<Uuid>,
        actor_name: String,
        at: i64,
        first_level: i64,
    }
}

/// The level after the first movement is the one of now without what came later.
fn list(variant: Uuid, before: Option<Uuid>, limit: u32) -> Query {
    let query = Query::new(
        "SELECT id, delta, cause, document, note, order_id, actor_kind, actor_id, actor_name, at,
         CAST(COALESCE((SELECT v.stock FROM variants v WHERE v.id = ",
    )
    .bind(variant)
    .sql("), 0)");
    let query = match before {
        Some(before) => query
            .sql(
                " - COALESCE((SELECT SUM(later.delta) FROM stock_movements later
                 WHERE later.variant_id = ",
            )
            .bind(variant)
            .sql(" AND later.id >= ")
            .bind(before)
            .sql("), 0)"),
        None => query,
    };
    let query = query
        .sql(" AS BIGINT) AS first_level FROM stock_movements")
        .filter("variant_id = ", variant);
    let query = match before {
        Some(before) => query.filter("id < ", before),
        None => query,
    };
    query.page("id DESC", i64::from(limit), 0)
}

db::built!(StoredRow, [Sqlite, Postgres], |_| list(Uuid::nil(), Some(Uuid::nil()), 3));

/// A page of a variant's movements, newest first, before the one with this key.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn movements(
    executor: &mut impl Executor,
    variant: Uuid,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Vec<MovementRow>, Error> {
    let rows: Vec<StoredRow> = list(variant, before, limit).fetch_all(executor, here!()).await?;
    let mut level = rows.first().map_or(0, |row| row.first_level);
    let movement = |row: StoredRow| {
        let after = level;
        level -= row.delta;
        MovementRow {
            id: row.id,
            delta: row.delta,
            level: after,
            cause: row.cause,
            document: row.document,
            note: row.note,
            order_id: row.order_id,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            at: row.at,
        }
    };
    Ok(rows.into_iter().map(movement).collect())
}
