//! The page of a buying guide.

use super::{
    ListQuery,
    cards::cards,
    list::{ListRequest, PastEnd, list},
    snapshot::entry::Entry,
};
use crate::Context;
use domain::{Currency, Money};
use views::{content::BuyingGuideView, routes};

/// Number of hand-picked products shown for a guide.
const CHOSEN: usize = 3;

/// Why no buying guide is shown.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GuideError {
    /// There is none with this slug.
    #[error("no such buying guide")]
    NoSuchGuide,
    /// See [`PastEnd`].
    #[error(transparent)]
    PastEnd(#[from] PastEnd),
}

/// Returns the page of a buying guide.
///
/// # Errors
/// See [`GuideError`].
pub fn guide(
    ctx: &Context,
    slug: &str,
    query: &ListQuery,
    currency: Currency,
) -> Result<BuyingGuideView, GuideError> {
    let snapshot = ctx.snapshot();
    let found = snapshot.guide(slug).ok_or(GuideError::NoSuchGuide)?;
    let (guide, members) = (found.guide, found.products().collect::<Vec<_>>());
    let query = ListQuery { text: String::new(), ..query.clone() };
    let request =
        ListRequest { members: &members, query: &query, path: &routes::buying_guide(slug) };
    let list = list(ctx, &snapshot, request, currency)?;
    let fits = |entry: &&Entry| {
        entry.stock().available() && guide.max_price.is_none_or(|max| entry.price <= max)
    };
    let available = guide.chosen.iter().filter_map(|slug| snapshot.by_slug(slug)).filter(fits);
    let mut chosen: Vec<&Entry> = available.take(CHOSEN).collect();
    chosen.sort_by_key(|entry| entry.price);
    let in_euros = guide.max_price.map(|minor| Money::new(minor, Currency::EUR));
    let max_price = in_euros.and_then(|price| ctx.rates().convert(price, currency));
    Ok(BuyingGuideView { slug: guide.slug, chosen: cards(ctx, chosen, currency), max_price, list })
}
