//! Category pages.

use super::{
    cards::category_card,
    list::{ListRequest, PastEnd, list},
    moved::moved,
    query::ListQuery,
};
use crate::{Context, InternalError, error::internal};
use domain::{Currency, catalogue::RedirectKind};
use views::{catalogue::Listing, routes};

/// Why no category page is shown.
#[derive(Debug, thiserror::Error)]
pub enum CategoryError {
    /// There is none with this slug.
    #[error("no such category")]
    NoSuchCategory,
    /// The category has a new slug.
    #[error("moved to {0}")]
    Moved(String),
    /// See [`PastEnd`].
    #[error(transparent)]
    PastEnd(#[from] PastEnd),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(CategoryError);

/// Returns a page of a category.
///
/// # Errors
/// See [`CategoryError`].
pub async fn category(
    ctx: &Context,
    slug: &str,
    query: &ListQuery,
    currency: Currency,
) -> Result<Listing, CategoryError> {
    let snapshot = ctx.snapshot();
    let Some(category) = snapshot.category(slug) else {
        let mut conn = ctx.db().read().await?;
        let moved = moved(&mut conn, RedirectKind::Category, slug, |slug| {
            snapshot.category(slug).is_some()
        });
        return Err(moved.await?.map_or(CategoryError::NoSuchCategory, CategoryError::Moved));
    };
    let query = ListQuery { text: String::new(), ..query.clone() };
    let request =
        ListRequest { members: &category.members, query: &query, path: &routes::category(slug) };
    let mut listing = list(ctx, &snapshot, request, currency)?;
    listing.title.clone_from(&category.name);
    listing.intro.clone_from(&category.intro);
    listing.guide.clone_from(&category.guide);
    listing.breadcrumbs = snapshot.breadcrumbs_of(category);
    let children = category
        .children
        .iter()
        .filter_map(|&i| snapshot.categories.get(i))
        .filter(|c| !c.members.is_empty());
    listing.children = children.map(|c| category_card(&snapshot, c)).collect();
    Ok(listing)
}
