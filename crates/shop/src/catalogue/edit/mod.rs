//! How a merchant changes the catalogue. A save says which version it has read and carries only the
//! fields that were changed, as texts in the form in which they are posted. Changes of different
//! fields merge; a field that somebody else has changed since is a conflict that shows both values.
//! Each use case checks the permission, writes the audit log and logs the change of the catalogue
//! in its own transaction.
//!
//! - [`product`], [`variant`], [`category`]: create, change, archive, restore
//! - [`picture`]: texts of the library of pictures
//! - [`preview_products`], [`change_products`]: status, category or attribute of many: `bulk.rs`
//! - `guides`: buying guides, which are edited like the rest of the merchant's
//!   [content](crate::content::edit)
//! - [`Given`], [`EditError`], [`Problem`]: what a save says, and why it is not made: `fields.rs`,
//!   `error.rs`
//! - [`undo`] takes an entry of the audit log back, by the fields registered in `registry.rs`
//! - [`checklist`]: what a product lacks to be sold

mod attributes;
mod bulk;
pub mod category;
mod checklist;
mod conflict;
mod error;
pub(crate) mod fields;
pub(crate) mod guides;
pub(crate) mod known;
pub mod picture;
pub mod product;
mod registry;
mod reversible;
pub(crate) mod rule;
pub(crate) mod schedule;
mod undo;
pub mod variant;
mod variant_field;

pub use bulk::{
    BulkChange, BulkError, BulkPreview, ChangeProducts, MAX_PRODUCTS, PreviewedProduct,
    ProductsChanged, SelectProducts, change_products, preview_products, selected_skus,
};
pub use checklist::{Item, checklist};
pub use conflict::{Conflict, FieldConflict};
pub use error::{EditError, FieldError, Problem};
pub use fields::{Edits, Fields, Given};
pub(crate) use reversible::{Reversible, Target, Written};
pub use schedule::moment;
pub use schedule::read as typed_time;
pub use undo::{LeftAlone, UndoError, Undone, WhyLeft, WouldUndo, preview as preview_undo, undo};

use crate::Context;

/// What a save has done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saved {
    /// The thing.
    pub id: store::Uuid,
    /// Its version now.
    pub version: i64,
    /// The keys of the fields that have other values than before.
    pub changed: Vec<String>,
    /// The entry in the audit log; none if nothing has changed.
    pub entry: Option<store::Uuid>,
}

/// Loads the change on this server, unless that takes long. Other servers follow the log.
pub(crate) async fn show(ctx: &Context) {
    if let Err(error) = super::refresh_soon(ctx).await {
        tracing::warn!(%error, "a change of the catalogue cannot be loaded yet; retrying");
    }
}
