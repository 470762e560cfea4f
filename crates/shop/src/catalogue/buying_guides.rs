//! The page of a buying guide.

use super::{
    ListQuery,
    cards::card,
    list::{ListRequest, PastEnd, list},
    snapshot::{entry::Entry, reads},
};
use crate::Context;
use domain::Currency;
use views::{
    content::{BuyingGuideView, GuidePick},
    routes,
};

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
    let guide = &found.guide;
    let query = ListQuery { text: String::new(), ..query.clone() };
    let request =
        ListRequest { members: found.products(), query: &query, path: &routes::buying_guide(slug) };
    let list = list(ctx, &snapshot, request, currency)?;
    let fits = |(entry, _): &(&Entry, &str)| {
        reads::availability(entry);
        entry.stock().available() && guide.max_price.is_none_or(|max| entry.price <= max.minor)
    };
    let picks = guide.picks.iter();
    let picks = picks.filter_map(|pick| Some((snapshot.at(pick.product)?, &*pick.sentence)));
    let mut chosen: Vec<(&Entry, &str)> = picks.filter(fits).take(CHOSEN).collect();
    chosen.sort_by_key(|(entry, _)| entry.price);
    let chosen = chosen
        .into_iter()
        .map(|(entry, why)| GuidePick { card: card(ctx, entry, currency), why: why.to_owned() });
    Ok(BuyingGuideView {
        above: snapshot.list_of_guides(),
        title: guide.title.clone(),
        advice: guide.advice.clone(),
        chosen: chosen.collect(),
        max_price: guide.max_price.and_then(|price| ctx.rates().convert(price, currency)),
        list,
    })
}
