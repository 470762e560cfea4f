//! The tree of categories, and short lists to choose from.

use super::{DeskError, ListProducts, list};
use crate::{Context, staff::Actor};
use domain::staff::Permission;
use store::{Uuid, catalogue::EditedCategoryRow};

/// The most hits of a list to choose from.
const HITS: usize = 20;

/// A category in the tree, with its depth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CategoryNode {
    /// Its row.
    pub row: EditedCategoryRow,
    /// How many categories are above it.
    pub depth: usize,
}

/// Something to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picked {
    /// Primary key.
    pub id: Uuid,
    /// Its slug, which fields name it by.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// All categories, archived ones too: each is followed by those below it, in menu order.
///
/// # Errors
/// See [`DeskError`].
pub async fn categories(ctx: &Context, actor: &Actor) -> Result<Vec<CategoryNode>, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let rows = store::catalogue::edited_categories(&mut conn).await?;
    drop(conn);
    let mut tree = Vec::with_capacity(rows.len());
    // The last is the next to show, so that children come right after their parent.
    let mut open: Vec<(&EditedCategoryRow, usize)> =
        rows.iter().rev().filter(|row| row.parent_id.is_none()).map(|row| (row, 0)).collect();
    while let Some((row, depth)) = open.pop() {
        tree.push(CategoryNode { row: row.clone(), depth });
        let children = rows.iter().rev().filter(|child| child.parent_id == Some(row.id));
        open.extend(children.map(|child| (child, depth + 1)));
    }
    Ok(tree)
}

/// Products whose words begin with a text, at most 20.
///
/// # Errors
/// See [`DeskError`].
pub async fn pick_products(
    ctx: &Context,
    actor: &Actor,
    text: &str,
) -> Result<Vec<Picked>, DeskError> {
    let limit = u32::try_from(HITS).unwrap_or(u32::MAX); // A small constant.
    let command = ListProducts { text: text.to_owned(), limit, ..ListProducts::default() };
    let found = list(ctx, actor, command).await?;
    let picked = found.products.into_iter().map(|product| Picked {
        id: product.row.id,
        slug: product.row.slug,
        name: product.row.name,
    });
    Ok(picked.collect())
}

/// Categories that are not archived and whose name has a text in it, at most 20.
///
/// # Errors
/// See [`DeskError`].
pub async fn pick_categories(
    ctx: &Context,
    actor: &Actor,
    text: &str,
) -> Result<Vec<Picked>, DeskError> {
    let all = categories(ctx, actor).await?.into_iter().map(|node| node.row);
    let open = all.filter(|row| row.archived_at.is_none());
    let picked = open.map(|row| Picked { id: row.id, slug: row.slug, name: row.name });
    Ok(named(picked, text))
}

/// Brands whose name has a text in it, at most 20.
///
/// # Errors
/// See [`DeskError`].
pub async fn pick_brands(
    ctx: &Context,
    actor: &Actor,
    text: &str,
) -> Result<Vec<Picked>, DeskError> {
    Ok(named(brands(ctx, actor).await?.into_iter(), text))
}

/// All brands, by name.
///
/// # Errors
/// See [`DeskError`].
pub async fn brands(ctx: &Context, actor: &Actor) -> Result<Vec<Picked>, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let rows = store::catalogue::brands(&mut conn).await?;
    let picked = rows.into_iter().map(|row| Picked { id: row.id, slug: row.slug, name: row.name });
    Ok(picked.collect())
}

fn named(all: impl Iterator<Item = Picked>, text: &str) -> Vec<Picked> {
    let text = text.trim().to_lowercase();
    let fits = |one: &Picked| one.name.to_lowercase().contains(&text) || one.slug.contains(&text);
    all.filter(fits).take(HITS).collect()
}
