//! What pages suggest. Nothing is computed here: the neighbours are read with one statement.

use crate::{
    Context,
    catalogue::{self, Entry, Snapshot, reads},
};
use domain::{
    Currency,
    recommendations::{Candidate, Evidence},
};
use std::{cmp::Reverse, future::Future, time::Duration};
use store::{Uuid, recommendations::NeighbourRow};
use views::recommendations::{Reason, Suggestion};

/// How long a page waits for the neighbours; then it is shown without the box.
const TIMEOUT: Duration = Duration::from_millis(30);
/// Maximum number of products whose neighbours are read: a cart holds at most 60 lines.
const MAX_GIVEN: usize = 60;
/// Maximum number of suggestions in a box.
const SHOWN: usize = 4;

/// What is known of a shopper, by the slugs of products.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shopper<'a> {
    /// In the cart.
    pub in_cart: &'a [&'a str],
    /// Bought before.
    pub bought: &'a [&'a str],
}

/// How a product was found: what it is suggested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// It is often bought together with the given products.
    Together,
    /// The shopper has bought the given products.
    Bought,
}

/// The result of a read; none if it does not come in time, or the database fails. Then nothing is
/// read for two seconds.
async fn in_time<T>(
    ctx: &Context,
    read: impl Future<Output = Result<T, store::Error>>,
) -> Option<T> {
    if ctx.recommendations().is_on() {
        return None;
    }
    match tokio::time::timeout(TIMEOUT, read).await {
        Ok(Ok(rows)) => Some(rows),
        Ok(Err(error)) => {
            ctx.recommendations().begin();
            tracing::warn!(%error, "recommendations not read: the page is shown without them");
            None
        }
        Err(_) => {
            ctx.recommendations().begin();
            tracing::warn!("recommendations not read in time: the page is shown without them");
            None
        }
    }
}

/// The neighbours of these products; none if they do not come in time.
async fn neighbours(ctx: &Context, products: &[Uuid]) -> Option<Vec<NeighbourRow>> {
    let given = products.get(..MAX_GIVEN).unwrap_or(products); // Fewer than the maximum.
    if given.is_empty() {
        return Some(Vec::new());
    }
    let read = async {
        let mut conn = ctx.db().read().await?;
        store::recommendations::of(&mut conn, given).await
    };
    in_time(ctx, read).await
}

/// The neighbours of one product: those in memory, if they have not changed since they were read.
async fn of_one(ctx: &Context, snapshot: &Snapshot, entry: &Entry) -> Option<Vec<NeighbourRow>> {
    let has_changed = |since| snapshot.neighbours_changed_after(entry, since);
    if let Some(kept) = ctx.neighbours().get(entry.id, has_changed) {
        return Some(kept.to_vec());
    }
    let rows = neighbours(ctx, &[entry.id]).await?;
    Some(ctx.neighbours().put(entry.id, snapshot.generation, rows).to_vec())
}

/// The slugs of the products in a cart, which are not suggested. None if the database does not
/// answer within 30 ms: nothing else is read for suggestions then.
pub async fn in_cart(ctx: &Context, token: &str) -> Option<Vec<String>> {
    let read = async {
        let mut conn = ctx.db().read().await?;
        store::cart::lines(&mut conn, token, ctx.clock().now()).await
    };
    let lines = in_time(ctx, read).await?;
    Some(lines.into_iter().map(|line| line.slug).collect())
}

/// A neighbour of one or several products.
struct Found {
    slug: String,
    score: i64,
    buyers: u32,
    pinned: bool,
    bought_again: bool,
    /// The product that it was found for first.
    of: Uuid,
}

/// The neighbours of all products, each once: the merchant's choice first, then by the sum of the
/// scores.
fn merged(rows: Vec<NeighbourRow>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::with_capacity(rows.len());
    for row in rows {
        match found.iter_mut().find(|one| one.slug == row.slug) {
            Some(one) => {
                one.score = one.score.saturating_add(row.score);
                one.buyers = one.buyers.max(row.buyers);
                one.pinned |= row.pinned;
            }
            None => found.push(Found {
                slug: row.slug,
                score: row.score,
                buyers: row.buyers,
                pinned: row.pinned,
                bought_again: row.bought_again,
                of: row.product_id,
            }),
        }
    }
    found.sort_by_key(|one| (Reverse(one.pinned), Reverse(one.score)));
    found
}

/// Suggestions for the products with these slugs; none if they do not come in time.
async fn suggest(
    ctx: &Context,
    (basis, given): (Basis, &[&str]),
    shopper: Shopper<'_>,
    currency: Currency,
) -> Option<Vec<Suggestion>> {
    let snapshot = ctx.snapshot();
    let entries: Vec<_> = given.iter().filter_map(|slug| snapshot.by_slug(slug)).collect();
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.id).collect();
    for entry in &entries {
        reads::neighbours(entry);
    }
    let rows = match entries.as_slice() {
        [entry] => of_one(ctx, &snapshot, entry).await?,
        _ => neighbours(ctx, &ids).await?,
    };
    let suggestion = |found: Found| {
        let entry = snapshot.by_slug(&found.slug)?;
        // Also if it is left out: it may return.
        reads::availability(entry);
        let candidate = Candidate {
            evidence: if found.pinned {
                Evidence::Merchant
            } else {
                Evidence::Buyers(found.buyers)
            },
            available: entry.stock().available(),
            // What a box is for is not suggested in it.
            in_cart: shopper.in_cart.contains(&found.slug.as_str())
                || (basis == Basis::Together && given.contains(&found.slug.as_str())),
            owned: shopper.bought.contains(&found.slug.as_str()),
            bought_again: found.bought_again,
        };
        if !candidate.may_be_suggested() {
            return None;
        }
        let variant = entry.variants.iter().find(|variant| variant.stock.available())?;
        let of = entries.iter().find(|entry| entry.id == found.of)?.name.to_string();
        Some(Suggestion {
            sku: variant.sku.to_string(),
            price: ctx.rates().price(variant.price, currency)?,
            card: catalogue::card(ctx, entry, currency),
            reason: match (found.pinned, basis) {
                (true, _) => Reason::Chosen(of),
                (false, Basis::Together) => Reason::Together(of),
                (false, Basis::Bought) => Reason::Bought(of),
            },
        })
    };
    Some(merged(rows).into_iter().filter_map(suggestion).take(SHOWN).collect())
}

/// What is often bought together with these products, such as those in a cart, by slug. None if the
/// database does not answer within 30 ms: the page is then shown without it.
pub async fn bought_together(
    ctx: &Context,
    given: &[&str],
    shopper: Shopper<'_>,
    currency: Currency,
) -> Option<Vec<Suggestion>> {
    suggest(ctx, (Basis::Together, given), shopper, currency).await
}

/// What others bought with the products that a shopper has bought. None if the database does not
/// answer within 30 ms.
pub async fn because_you_bought(
    ctx: &Context,
    shopper: Shopper<'_>,
    currency: Currency,
) -> Option<Vec<Suggestion>> {
    suggest(ctx, (Basis::Bought, shopper.bought), shopper, currency).await
}

/// What is often bought together with the products that have these SKUs, by slug, the strongest
/// first; none if the database does not answer within 30 ms.
pub async fn slugs_for(ctx: &Context, skus: &[&str]) -> Vec<String> {
    let snapshot = ctx.snapshot();
    let entries = skus.iter().filter_map(|sku| snapshot.by_sku(sku));
    let products: Vec<Uuid> = entries.map(|entry| entry.id).collect();
    let rows = neighbours(ctx, &products).await.unwrap_or_default(); // The call goes on without.
    merged(rows).into_iter().map(|found| found.slug).collect()
}
