//! What lists of the desk and the ledger of stock need of products from before migrations 31 and
//! 32, and of those that servers of the release before have imported since. The worker does it in
//! small steps, so that no migration holds up the shop for it.

use crate::{Context, InternalError};
use store::{Executor, Uuid};

/// Products of one step.
const PRODUCTS: u32 = 200;
/// Variants of one step.
const VARIANTS: u32 = 2_000;
/// The last product whose words and gaps were noted. Keys are in the order of time.
const INDEXED: &str = "desk.indexed";
/// The last variant whose ledger was begun.
const OPENED: &str = "stock.opened";

/// Notes the words and gaps of the next products, and begins the ledger of the next variants.
/// Returns whether there may be more.
///
/// # Errors
/// If the database fails.
pub async fn catch_up(ctx: &Context) -> Result<bool, InternalError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let (indexed, opened) = (last(&mut conn, INDEXED).await?, last(&mut conn, OPENED).await?);
    let products = store::catalogue::products_after(&mut conn, indexed, PRODUCTS).await?;
    let variants = store::stock::variants_after(&mut conn, opened, VARIANTS).await?;
    drop(conn);
    if let Some(last) = products.last() {
        let mut tx = ctx.db().begin().await?;
        // So that nobody renames one between the reading and the writing of its words.
        store::catalogue::lock_products(&mut tx, &products).await?;
        store::catalogue::index_for_desk(&mut tx, &products).await?;
        store::settings::put(&mut tx, INDEXED, &last.to_string()).await?;
        tx.commit().await?;
    }
    if let Some(last) = variants.last() {
        let mut tx = ctx.db().begin().await?;
        store::stock::open_ledgers(&mut tx, &variants, now).await?;
        store::settings::put(&mut tx, OPENED, &last.to_string()).await?;
        tx.commit().await?;
    }
    Ok(products.len() >= PRODUCTS as usize || variants.len() >= VARIANTS as usize)
}

/// Up to where a step has come; nil before the first one.
async fn last(executor: &mut impl Executor, key: &str) -> Result<Uuid, InternalError> {
    let Some(text) = store::settings::get(executor, key).await? else { return Ok(Uuid::nil()) };
    text.parse().map_err(|_| InternalError::stored("setting", key))
}
