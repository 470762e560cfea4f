//! The home page.

use super::snapshot::guides::GuideMembers;
use crate::Context;
use domain::{Currency, catalogue::guides::GuideRole, sky};
use views::content::{HomeView, SkyView};

/// Number of products on a shelf.
const SHELF: usize = 4;
/// Maximum price of the telescope on the large plate, in euro cents.
const APPROACHABLE: i64 = 60_000;

/// The content of the home page that depends on nothing but the currency.
#[must_use]
pub fn home(ctx: &Context, currency: Currency) -> HomeView {
    let snapshot = ctx.snapshot();
    let available = || snapshot.all().filter(|p| p.stock().available());
    let featured: Vec<_> = available().filter(|p| p.featured).collect();
    // A complete telescope that suits beginners; without one, or in a shop without that category,
    // the best there is.
    let telescopes =
        snapshot.category("telescopes").map(|c| c.members.as_slice()).unwrap_or_default();
    let approachable = |p: &&&super::snapshot::entry::Entry| {
        p.price <= APPROACHABLE
            && telescopes
                .iter()
                .any(|&i| snapshot.products.get(i as usize).is_some_and(|t| t.id == p.id))
    };
    let hero = featured
        .iter()
        .filter(approachable)
        .max_by_key(|p| p.price)
        .or_else(|| featured.iter().max_by_key(|p| p.price))
        .copied();
    let mut newest: Vec<_> = available().collect();
    newest.sort_by_key(|p| std::cmp::Reverse((p.published_at, p.id)));
    // Those of the merchant's guide for beginners.
    let beginners = snapshot.guide_in(GuideRole::Beginners);
    let max_price = beginners.and_then(|guide| guide.guide.max_price);
    let beginners = beginners.into_iter().flat_map(|guide| guide.products());
    let mut first: Vec<_> = beginners.filter_map(|&i| snapshot.at(i)).collect();
    first.retain(|p| {
        p.stock().available() && max_price.is_none_or(|max_price| p.price <= max_price.minor)
    });
    first.sort_by_key(|p| p.price);
    let shelf = |entries: Vec<&super::snapshot::entry::Entry>| {
        crate::catalogue::cards(ctx, entries.into_iter().take(SHELF), currency)
    };
    HomeView {
        hero: hero.map(|p| crate::catalogue::card(ctx, p, currency)),
        categories: crate::catalogue::menu(ctx),
        guides: snapshot.guides().iter().map(GuideMembers::card).collect(),
        newest: shelf(newest),
        first: shelf(first),
        featured: shelf(
            featured.into_iter().filter(|p| hero.is_none_or(|h| h.id != p.id)).collect(),
        ),
        sky: sky(ctx),
    }
}

fn sky(ctx: &Context) -> SkyView {
    let (today, _) = ctx.local();
    let (month, seconds) = (u8::from(today.month()), ctx.clock().now() / 1000);
    let (illumination, waxing) = (sky::moon_illumination(seconds), sky::moon_waxing(seconds));
    SkyView {
        month,
        illumination,
        waxing,
        phases: sky::next_moon_phases(seconds, 4)
            .into_iter()
            .map(|(phase, at)| (phase, ctx.zone().local(at * 1000).0))
            .collect(),
        shower: sky::next_shower(month, today.day()),
    }
}
