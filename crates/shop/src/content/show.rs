//! Shows content pages and menus.

use super::pages::Content;
use crate::{Context, InternalError, catalogue::current_slug, error::internal};
use domain::catalogue::RedirectKind;
use std::sync::Arc;
use views::content::ContentPageView;

/// Why no content page is shown.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is none with this slug, or it is a draft.
    #[error("no such page")]
    NoSuchPage,
    /// The page has a new slug.
    #[error("moved to {0}")]
    Moved(String),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PageError);

/// The published pages and the menus, which every page of the shop links.
#[must_use]
pub fn published(ctx: &Context) -> Arc<Content> {
    Arc::clone(&ctx.snapshot().content)
}

/// Returns the page with this slug.
///
/// # Errors
/// See [`PageError`].
pub async fn page(ctx: &Context, slug: &str) -> Result<ContentPageView, PageError> {
    let snapshot = ctx.snapshot();
    if let Some(page) = snapshot.content.page(slug) {
        return Ok(page.clone());
    }
    let mut conn = ctx.db().read().await?;
    let there = |slug: &str| snapshot.content.page(slug).is_some();
    let moved = current_slug(&mut conn, RedirectKind::Page, slug, there).await?;
    Err(moved.filter(|slug| there(slug)).map_or(PageError::NoSuchPage, PageError::Moved))
}
