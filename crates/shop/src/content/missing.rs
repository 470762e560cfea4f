//! Pages that most shops must have by law.

use crate::Context;
use domain::content::PageRole;

/// Their roles.
const REQUIRED: [PageRole; 3] = [PageRole::Imprint, PageRole::Terms, PageRole::Withdrawal];

/// The roles in which most shops must have a page by law, and this one has none that is published.
#[must_use]
pub fn missing_pages(ctx: &Context) -> Vec<PageRole> {
    let snapshot = ctx.snapshot();
    let links = snapshot.content.links();
    REQUIRED.into_iter().filter(|role| links.page(*role).is_none()).collect()
}
