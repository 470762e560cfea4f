//! Many variants with their stock, and the ledger of one.

use crate::{
    Context, InternalError,
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::staff::Permission;
use store::{
    Uuid,
    stock::{GridFilter, GridRow, MovementRow, StockRange},
};

/// Variants, or movements, on a page.
const PAGE: u32 = 100;

/// Which variants to list.
#[derive(Clone, Copy, Default, Debug)]
pub struct ShowGrid<'a> {
    /// Only those whose SKU contains this; may be empty.
    pub sku: &'a str,
    /// Only those with such a level.
    pub range: StockRange,
    /// Only those after this SKU: see [`Grid::next`].
    pub after: Option<&'a str>,
}

/// A variant in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridLine {
    /// The variant.
    pub row: GridRow,
    /// So few units of it are low.
    pub low: i64,
}

impl GridLine {
    /// Whether few are left, or none.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.row.stock <= self.low
    }
}

/// A page of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// The variants by SKU.
    pub lines: Vec<GridLine>,
    /// After which SKU the next page begins; none on the last page.
    pub next: Option<String>,
}

/// Lists variants with their stock by SKU, 100 on a page.
///
/// # Errors
/// See [`HistoryError`].
pub async fn grid(
    ctx: &Context,
    actor: &Actor,
    command: ShowGrid<'_>,
) -> Result<Grid, HistoryError> {
    actor.require(Permission::CatalogueRead)?;
    let ShowGrid { sku, range, after } = command;
    let low = i64::from(ctx.settings().limits.low_stock);
    let filter = GridFilter { sku, range, after, low };
    let mut conn = ctx.db().read().await?;
    let mut rows = store::stock::grid(&mut conn, filter, PAGE + 1).await?;
    let next = if rows.len() > PAGE as usize {
        rows.truncate(PAGE as usize);
        rows.last().map(|row| row.sku.clone())
    } else {
        None
    };
    let line = |row: GridRow| GridLine { low: row.low_stock.unwrap_or(low), row };
    Ok(Grid { lines: rows.into_iter().map(line).collect(), next })
}

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No variant has this SKU.
    #[error("no variant has this SKU")]
    NoSuchSku,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(HistoryError);

/// The movements of a variant, newest first, 100 on a page, before the one with this key.
///
/// # Errors
/// See [`HistoryError`].
pub async fn history(
    ctx: &Context,
    actor: &Actor,
    sku: &str,
    before: Option<Uuid>,
) -> Result<Vec<MovementRow>, HistoryError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let found = store::stock::bookable(&mut conn, &[sku]).await?;
    let variant = found.first().ok_or(HistoryError::NoSuchSku)?.id;
    Ok(store::stock::movements(&mut conn, variant, before, PAGE).await?)
}

/// A variant with its stock, and a page of its movements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StockItem {
    /// The variant.
    pub line: GridLine,
    /// Its movements, newest first.
    pub movements: Vec<MovementRow>,
    /// Before which movement the next page begins; none on the last page.
    pub next: Option<Uuid>,
}

/// A variant with its stock and its movements, 100 on a page, before the one with this key.
///
/// # Errors
/// See [`HistoryError`].
pub async fn item(
    ctx: &Context,
    actor: &Actor,
    sku: &str,
    before: Option<Uuid>,
) -> Result<StockItem, HistoryError> {
    actor.require(Permission::CatalogueRead)?;
    let low = i64::from(ctx.settings().limits.low_stock);
    let mut conn = ctx.db().read().await?;
    let row = store::stock::grid_row(&mut conn, sku).await?.ok_or(HistoryError::NoSuchSku)?;
    let mut movements = store::stock::movements(&mut conn, row.id, before, PAGE + 1).await?;
    let next = if movements.len() > PAGE as usize {
        movements.truncate(PAGE as usize);
        movements.last().map(|movement| movement.id)
    } else {
        None
    };
    let line = GridLine { low: row.low_stock.unwrap_or(low), row };
    Ok(StockItem { line, movements, next })
}
