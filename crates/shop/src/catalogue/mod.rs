//! Lists, searches and products.
//!
//! A [`Snapshot`] is a copy of the published catalogue in memory, keyed by its version: lists,
//! facets, counts, suggestions and typo tolerance are answered from it without asking the database,
//! on either database in the same way.

mod build;
mod calculator;
mod choice;
mod eyepieces;
mod facets;
mod facts;
mod fit;
mod fold;
mod gear;
mod home;
mod listing;
mod needs;
mod prices;
mod product;
mod refresh;
mod search;
pub mod seed;
mod snapshot;
mod trade;
mod wishes;

pub(crate) use build::{API, MAKERS, NEEDS, SEARCH, demonstration};
pub use calculator::{PATH as CALCULATOR, calculate};
pub use fit::Asked;
pub use home::home;
pub use listing::{ListQuery, cards_by_slug, category, list_address, menu, search, suggest};
pub(crate) use listing::{card, cards};
pub(crate) use product::home_country;
pub use product::{delivery_note, delivery_of, product, product_for};
pub(crate) use refresh::{Live, compute};
pub use refresh::{refresh, refresh_soon};
pub use snapshot::{ApiProduct, Category, Entry, Snapshot, VariantEntry};
pub use wishes::guide;

use crate::Error;

/// How often a thing may have been renamed before its oldest slug is forgotten.
const RENAMED: usize = 8;

/// Where an old slug leads: to the end of its chain of renamings, so that a browser is sent on
/// once, and nowhere when they go in a circle.
async fn moved(
    conn: &mut store::Conn,
    kind: &'static str,
    slug: &str,
    there: impl Fn(&str) -> bool,
) -> Result<Error, Error> {
    let mut at: Option<String> = None;
    for _ in 0..RENAMED {
        match store::catalogue::redirect(conn, kind, at.as_deref().unwrap_or(slug)).await? {
            Some(next) if there(&next) => return Ok(Error::Moved(next)),
            Some(next) => at = Some(next),
            None => return Ok(at.map_or(Error::NotFound(kind), Error::Moved)),
        }
    }
    Ok(Error::NotFound(kind))
}
