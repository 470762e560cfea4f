//! Lists, searches and products.
//!
//! A [`Snapshot`] is a copy of the published catalogue in memory, keyed by its version: lists, facets, counts, suggestions and typo
//! tolerance are answered from it without asking the database, on either database in the same way.

mod eyepieces;
mod facets;
mod facts;
mod fold;
mod home;
mod listing;
mod product;
mod search;
mod snapshot;
mod wishes;

pub use listing::ListQuery;
pub use snapshot::{Category, Entry, Snapshot, VariantEntry};
