//! The catalogue's version, and the log of what each change of it was about.
//!
//! The version is raised under the lock on its row, which is held until the transaction ends, and
//! the log's entries have the raised version as their number. So whoever reads a version has the
//! entries of all versions before it: a later number never commits before an earlier one.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_all_by_dialect, fetch_one, here, insert};
use std::collections::BTreeSet;

/// The channel on which PostgreSQL announces a raised version once it is committed.
pub const CHANNEL: &str = "catalogue_changes";

/// What a change of the catalogue was about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// Anything: a loaded folder, an import, or something that this program does not know.
    Everything,
    /// A product's texts, prices, pictures, categories or status.
    Product(Uuid),
    /// The displayed stock level of a product's variants, and nothing else of it.
    Stock(Uuid),
    /// What is suggested with a product, learned from orders or chosen by the merchant.
    Neighbours(Uuid),
    /// A category.
    Category(Uuid),
    /// A content page.
    Page(Uuid),
    /// A buying guide.
    Guide(Uuid),
    /// The blocks of the home page.
    Home,
    /// The menus.
    Menu,
    /// The merchant's texts on pages of the program.
    Texts,
    /// The merchant's settings.
    Settings,
    /// Currencies and exchange rates.
    Rates,
    /// Shipping zones, tariffs and tax rates.
    Table,
}

impl Change {
    /// Entity, id and kind, as they are stored.
    fn stored(self) -> (&'static str, Uuid, &'static str) {
        match self {
            Self::Everything => ("catalogue", Uuid::nil(), "everything"),
            Self::Product(id) => ("product", id, "changed"),
            Self::Stock(id) => ("product", id, "stock"),
            Self::Neighbours(id) => ("product", id, "neighbours"),
            Self::Category(id) => ("category", id, "changed"),
            Self::Page(id) => ("page", id, "changed"),
            Self::Guide(id) => ("guide", id, "changed"),
            Self::Home => ("home", Uuid::nil(), "changed"),
            Self::Menu => ("menu", Uuid::nil(), "changed"),
            Self::Texts => ("texts", Uuid::nil(), "changed"),
            Self::Settings => ("settings", Uuid::nil(), "changed"),
            Self::Rates => ("rates", Uuid::nil(), "changed"),
            Self::Table => ("table", Uuid::nil(), "changed"),
        }
    }

    /// The change of a stored entry. What a later release writes may be about anything.
    fn read(entry: &ChangeRow) -> Self {
        let id = entry.id;
        match (entry.entity.as_str(), entry.kind.as_str()) {
            ("product", "changed") => Self::Product(id),
            ("product", "stock") => Self::Stock(id),
            ("product", "neighbours") => Self::Neighbours(id),
            ("category", "changed") => Self::Category(id),
            ("page", "changed") => Self::Page(id),
            ("guide", "changed") => Self::Guide(id),
            ("home", "changed") => Self::Home,
            ("menu", "changed") => Self::Menu,
            ("texts", "changed") => Self::Texts,
            ("settings", "changed") => Self::Settings,
            ("rates", "changed") => Self::Rates,
            ("table", "changed") => Self::Table,
            _ => Self::Everything,
        }
    }
}

db::row! {
    /// A place in the log; by default the one before everything.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
    pub struct Position {
        /// The catalogue's version.
        pub version: i64,
        /// When it was written, by the database's clock; none if its entries are gone or it never
        /// had any. After a failover, the same version may be another change.
        pub at: Option<i64>,
    }
}

db::row! {
    /// An entry of the log.
    struct ChangeRow {
        seq: i64,
        entity: String,
        id: Uuid,
        kind: String,
        at: i64,
    }
}

db::row! {
    /// A change of stock as the release before writes and reads it.
    struct StockChangeRow {
        version: i64,
        product_id: Uuid,
    }
}

/// The catalogue version: it increases with every change that a shopper can see.
///
/// # Errors
/// If the query fails.
pub async fn version(executor: &mut impl Executor) -> Result<i64, Error> {
    let (version,) =
        fetch_one!(executor, (i64,), "SELECT version FROM catalogue_version WHERE id = 1")?;
    Ok(version)
}

/// The end of the log: the catalogue version, and when it was written.
///
/// # Errors
/// If the query fails.
pub async fn position(executor: &mut impl Executor) -> Result<Position, Error> {
    Ok(fetch_one!(
        executor,
        Position,
        "SELECT v.version, c.at
         FROM catalogue_version v LEFT JOIN catalogue_changes c ON c.seq = v.version
         WHERE v.id = 1 LIMIT 1"
    )?)
}

/// Raises the catalogue version for a change of anything, and returns it.
///
/// # Errors
/// If the query fails.
pub async fn bump(executor: &mut impl Executor) -> Result<i64, Error> {
    bump_for(executor, &[Change::Everything]).await
}

/// Raises the catalogue version for a change of only these products' stock, and returns it.
///
/// # Errors
/// If the query fails.
pub async fn bump_stock(executor: &mut impl Executor, products: &[Uuid]) -> Result<i64, Error> {
    let changes: Vec<Change> = products.iter().copied().map(Change::Stock).collect();
    bump_for(executor, &changes).await
}

/// Raises the catalogue version for these changes, and returns it. Without any, the change is one
/// of everything.
///
/// # Errors
/// If the query fails.
pub async fn bump_for(executor: &mut impl Executor, changes: &[Change]) -> Result<i64, Error> {
    // In the same statement, so that the lock is not held for another round trip.
    let raised = fetch_all_by_dialect!(
        executor,
        (i64,),
        sqlite: "UPDATE catalogue_version SET version = version + 1 WHERE id = 1
         RETURNING version",
        postgres: "WITH raised AS (
           UPDATE catalogue_version SET version = version + 1 WHERE id = 1 RETURNING version
         ), announced AS MATERIALIZED (SELECT pg_notify('catalogue_changes', ''))
         SELECT raised.version FROM raised, announced"
    )?;
    let missing = || Error::Stored("catalogue_version has no row".to_owned());
    let (version,) = raised.first().copied().ok_or_else(missing)?;
    let changes: &[Change] = if changes.is_empty() { &[Change::Everything] } else { changes };
    // For servers of the release before, which would load the whole catalogue; what is suggested
    // they do not show. The next release drops the table.
    let of_products = changes.iter().map(|change| match change {
        Change::Stock(product) | Change::Neighbours(product) => Some(*product),
        _ => None,
    });
    if let Some(products) = of_products.collect::<Option<Vec<Uuid>>>() {
        insert!("stock_changes", products, |product| {
            version: i64 = version,
            product_id: Uuid = product,
        })
        .after("ON CONFLICT DO NOTHING")
        .execute(executor, here!())
        .await?;
    }
    let entries = changes.iter().copied().map(Change::stored);
    insert!("catalogue_changes", entries, |(entity, id, kind)| {
        seq: i64 = version,
        entity: &str = entity,
        id: Uuid = id,
        kind: &str = kind,
    })
    .after("ON CONFLICT DO NOTHING")
    .execute(executor, here!())
    .await?;
    Ok(version)
}

/// What has changed after a position up to a later version. `None` if that is not known: the
/// entries of a version in between are missing, or the position is not in this log, such as after a
/// failover to a copy that lacked the last changes.
///
/// # Errors
/// If the query fails.
pub async fn changes(
    executor: &mut impl Executor,
    after: Position,
    to: i64,
) -> Result<Option<Vec<Change>>, Error> {
    let rows = fetch_all!(
        executor,
        ChangeRow,
        "SELECT seq, entity, id, kind, at FROM catalogue_changes WHERE seq >= $1 AND seq <= $2
         ORDER BY seq",
        after.version,
        to
    )?;
    let (known, new): (Vec<ChangeRow>, Vec<ChangeRow>) =
        rows.into_iter().partition(|row| row.seq == after.version);
    if known.first().map(|row| row.at) != after.at {
        return Ok(None);
    }
    let mut changes: Vec<Change> = new.iter().map(Change::read).collect();
    let mut versions: BTreeSet<i64> = new.iter().map(|row| row.seq).collect();
    let are_all = |versions: &BTreeSet<i64>| {
        i64::try_from(versions.len()).is_ok_and(|count| count == to - after.version)
    };
    if !are_all(&versions) {
        let logged = versions.clone();
        for row in stock_changes(executor, after.version, to).await? {
            if !logged.contains(&row.version) {
                versions.insert(row.version);
                changes.push(Change::Stock(row.product_id));
            }
        }
    }
    changes.sort_unstable();
    changes.dedup();
    Ok(are_all(&versions).then_some(changes))
}

/// Changes of stock after a version up to a later one, as the release before writes them.
async fn stock_changes(
    executor: &mut impl Executor,
    after: i64,
    to: i64,
) -> Result<Vec<StockChangeRow>, Error> {
    Ok(fetch_all!(
        executor,
        StockChangeRow,
        "SELECT version, product_id FROM stock_changes WHERE version > $1 AND version <= $2
         ORDER BY version",
        after,
        to
    )?)
}

/// Deletes entries that are older than the newest one by more than this many milliseconds, and
/// returns their number. The clock is the database's, so that another one that is wrong deletes
/// nothing.
///
/// # Errors
/// If the query fails.
pub async fn forget_changes(executor: &mut impl Executor, age: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM catalogue_changes
         WHERE at < (SELECT MAX(newest.at) FROM catalogue_changes newest) - $1",
        age
    )?)
}

/// Deletes stock changes for the release before up to a version, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_stock_changes(executor: &mut impl Executor, to: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_changes WHERE version <= $1", to)?)
}
