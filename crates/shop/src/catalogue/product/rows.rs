//! What the database has of a product for its page.

use super::ProductError;
use crate::{
    Context,
    catalogue::{
        kept::ProductRows,
        moved::moved,
        snapshot::{Snapshot, entry::Entry},
    },
    content::{Below, html},
};
use domain::catalogue::RedirectKind;
use std::sync::Arc;

/// The rows of the product with this slug: those in memory, if the product has not changed since
/// they were read.
///
/// # Errors
/// If there is none with this slug, it has moved, or the database fails.
pub(super) async fn rows(
    ctx: &Context,
    snapshot: &Snapshot,
    slug: &str,
) -> Result<Arc<ProductRows>, ProductError> {
    let entry = snapshot.by_slug(slug);
    let has_changed = |entry: &Entry, since| snapshot.product_changed_after(entry, since);
    let now = ctx.clock().now();
    // A sale has begun or ended, and the copy does not have its prices yet: neither have kept rows.
    let is_right = !snapshot.sales_changed_at(now);
    let kept = entry
        .filter(|_| is_right)
        .and_then(|entry| ctx.product_rows().get(entry.id, |since| has_changed(entry, since)));
    if let Some(rows) = kept {
        return Ok(rows);
    }
    let mut conn = ctx.db().read().await?;
    let Some(product) = store::catalogue::product(&mut conn, slug).await? else {
        let moved =
            moved(&mut conn, RedirectKind::Product, slug, |slug| snapshot.by_slug(slug).is_some());
        return Err(moved.await?.map_or(ProductError::NoSuchProduct, ProductError::Moved));
    };
    // What is charged now. When a sale begins or ends, the copy changes and the rows are read anew.
    let variants = store::catalogue::variants(&mut conn, product.id, now).await?;
    let pictures = store::catalogue::pictures(&mut conn, product.id).await?;
    drop(conn);
    let description = html(&product.description, Below::Section);
    let id = product.id;
    let rows = ProductRows { product, variants, pictures, description };
    // The page of a product that the copy lacks shows what is in the database.
    Ok(match entry.filter(|entry| entry.id == id && is_right) {
        Some(_) => ctx.product_rows().put(id, snapshot.generation, rows),
        None => Arc::new(rows),
    })
}
