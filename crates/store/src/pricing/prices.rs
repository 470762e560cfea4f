//! Base prices of many variants.

use crate::{Error, Executor, Uuid, column};
use db::{Dialect, Query, here, insert};
use domain::Currency;
use std::collections::HashMap;

/// Which variants are priced.
#[derive(Clone, Copy, Debug)]
pub enum PriceFilter<'a> {
    /// Those with these SKUs.
    Skus(&'a [String]),
    /// Those of products that fit all of these; an empty text fits every product.
    Products {
        /// The slug of a category; products in those below it count.
        category: &'a str,
        /// The slug of a brand.
        brand: &'a str,
    },
}

db::row! {
    /// A variant with its base price.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct PricedRow {
        /// Primary key.
        pub id: Uuid,
        /// Its product.
        pub product_id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// The product's name.
        pub name: String,
        /// The variant's label; may be empty.
        pub label: String,
        /// Minor units.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
    }
}

fn list(filter: PriceFilter<'_>, limit: u32) -> Query {
    let mut query = Query::new(
        "SELECT v.id, v.product_id, v.sku, p.name, v.label, v.price_minor, v.currency
         FROM variants v JOIN products p ON p.id = v.product_id",
    )
    .filter("p.status <> ", "archived");
    match filter {
        PriceFilter::Skus(skus) => query = query.filter_in("v.sku", skus.iter().cloned()),
        PriceFilter::Products { category, brand } => {
            query = query.sql(" AND v.archived_at IS NULL");
            if !category.is_empty() {
                query = query
                    .filter(
                        "p.id IN (SELECT m.product_id FROM product_categories m
                         WHERE m.category_id IN (WITH RECURSIVE below (id) AS (
                            SELECT id FROM categories WHERE slug = ",
                        category,
                    )
                    .sql(
                        " UNION SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id)
                         SELECT id FROM below))",
                    );
            }
            if !brand.is_empty() {
                query = query
                    .filter("p.brand_id IN (SELECT id FROM brands WHERE slug = ", brand)
                    .sql(")");
            }
        }
    }
    query.page("v.id", i64::from(limit), 0)
}

db::built!(PricedRow, [Sqlite, Postgres], |_| {
    list(PriceFilter::Products { category: "a", brand: "b" }, 3)
});

/// Variants of products that are not archived, by id, at most `limit`. Archived ones only by their
/// SKU: one without a price must get one before it is restored. A list of SKUs may have
/// 20,000.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn priced(
    executor: &mut impl Executor,
    filter: PriceFilter<'_>,
    limit: u32,
) -> Result<Vec<PricedRow>, Error> {
    list(filter, limit).fetch_all(executor, here!()).await
}

fn by_ids(variants: &[Uuid]) -> Query {
    Query::new(
        "SELECT v.id, v.product_id, v.sku, p.name, v.label, v.price_minor, v.currency
         FROM variants v JOIN products p ON p.id = v.product_id",
    )
    .filter_in("v.id", variants.iter().copied())
}

db::built!(PricedRow, [Sqlite, Postgres], |_| by_ids(&[Uuid::nil(); 2]));

/// The variants with these primary keys, in any order. At most 20,000.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn named(
    executor: &mut impl Executor,
    variants: &[Uuid],
) -> Result<Vec<PricedRow>, Error> {
    by_ids(variants).fetch_all(executor, here!()).await
}

/// A new base price.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewPrice {
    /// The variant.
    pub variant: Uuid,
    /// Changes only this many minor units…
    pub before: i64,
    /// …to this many…
    pub after: i64,
    /// …of this currency.
    pub currency: Currency,
}

/// Maximum number of prices in one statement, well below what the databases can bind.
const PRICES: usize = 5_000;

fn change(on: Dialect, prices: &[NewPrice]) -> Query {
    let rows = prices.iter().map(|price| {
        let currency = price.currency.code().to_owned();
        vec![price.variant.into(), price.before.into(), price.after.into(), currency.into()]
    });
    let query = Query::new(
        "UPDATE variants SET price_minor = wanted.new_minor, version = version + 1 FROM (",
    );
    let query = match on {
        Dialect::Sqlite => query
            .sql(
                "SELECT column1 AS id, column2 AS old_minor, column3 AS new_minor,
                 column4 AS code FROM (VALUES ",
            )
            .rows(rows)
            .sql(")) AS wanted"),
        // In the order in which orders lock variants.
        Dialect::Postgres => query
            .sql(
                "SELECT v.id, w.column2 AS old_minor, w.column3 AS new_minor, w.column4 AS code
                 FROM variants v JOIN (VALUES ",
            )
            .rows(rows)
            .sql(") AS w ON w.column1 = v.id ORDER BY v.id FOR UPDATE OF v) AS wanted"),
    };
    query.sql(
        " WHERE variants.id = wanted.id AND price_minor = wanted.old_minor
         AND currency = wanted.code RETURNING variants.id",
    )
}

db::built!((Uuid,), [Sqlite, Postgres], |on| {
    let (variant, currency) = (Uuid::nil(), Currency::EUR);
    change(on, &[NewPrice { variant, before: 1, after: 2, currency }; 2])
});

fn close(variants: &[Uuid], now: i64) -> Query {
    Query::new("UPDATE price_history SET until_at = ")
        .bind(now)
        .filter_in("variant_id", variants.iter().copied())
        .sql(" AND until_at IS NULL")
}

db::built!([Sqlite, Postgres], |_| close(&[Uuid::nil(); 2], 1));

/// Whether base prices are still as they were before; those that are, in the order given. Nobody
/// else changes them before the transaction ends, if it has taken
/// [`lock_prices`](crate::catalogue::lock_prices).
///
/// # Errors
/// If a query fails.
pub async fn still_priced(
    executor: &mut impl Executor,
    prices: &[NewPrice],
) -> Result<Vec<NewPrice>, Error> {
    let mut now: HashMap<Uuid, (i64, Currency)> = HashMap::with_capacity(prices.len());
    for some in prices.chunks(PRICES) {
        let ids: Vec<Uuid> = some.iter().map(|price| price.variant).collect();
        let rows = named(executor, &ids).await?;
        now.extend(rows.iter().map(|row| (row.id, (row.price_minor, row.currency))));
    }
    let is_same =
        |price: &&NewPrice| now.get(&price.variant) == Some(&(price.before, price.currency));
    Ok(prices.iter().filter(is_same).copied().collect())
}

/// Writes the history of base prices that [`put_prices`] then changes: first, so that the rows that
/// orders wait for are locked last. Each variant may occur once.
///
/// # Errors
/// If a query fails.
pub async fn note_prices(
    executor: &mut impl Executor,
    prices: &[NewPrice],
    now: i64,
) -> Result<(), Error> {
    for some in prices.chunks(PRICES) {
        let ids: Vec<Uuid> = some.iter().map(|price| price.variant).collect();
        close(&ids, now).execute(executor, here!()).await?;
    }
    insert!("price_history", prices, |price| {
        variant_id: Uuid = price.variant,
        from_at: i64 = now,
        amount_minor: i64 = price.after,
        currency: &str = price.currency.code(),
    })
    // A price that was in force for less than a millisecond was in force never.
    .after(
        "ON CONFLICT (variant_id, from_at) DO UPDATE SET amount_minor = excluded.amount_minor,
         currency = excluded.currency, until_at = NULL",
    )
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Changes base prices that are still as they were before, counts the changes, and returns the
/// variants that were changed. Each variant may occur once. The history is written before.
///
/// # Errors
/// If a query fails.
pub async fn put_prices(
    executor: &mut impl Executor,
    prices: &[NewPrice],
) -> Result<Vec<Uuid>, Error> {
    let on = executor.connection().dialect();
    let mut changed: Vec<Uuid> = Vec::with_capacity(prices.len());
    for some in prices.chunks(PRICES) {
        let rows: Vec<(Uuid,)> = change(on, some).fetch_all(executor, here!()).await?;
        changed.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(changed)
}
