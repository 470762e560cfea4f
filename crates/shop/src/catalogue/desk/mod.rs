//! What the desk shows of the catalogue, drafts too: read from the database, never from the copy in
//! memory.
//!
//! - [`list`]: a page of products, filtered and sorted: `list.rs`
//! - [`product`]: everything of one, as its fields: `product.rs`
//! - [`catch_up`]: words and gaps of products from before an upgrade: `catch_up.rs`
//! - [`categories`], [`pick_products`], [`pick_categories`], [`pick_brands`]: `pick.rs`

mod catch_up;
mod list;
mod pick;
mod product;

pub use catch_up::catch_up;
pub use list::{ListProducts, ListedProduct, ListedVariants, ProductList, SortProducts, list};
pub use pick::{CategoryNode, Picked, categories, pick_brands, pick_categories, pick_products};
pub use product::{DeskAttribute, DeskProduct, DeskVariant, product};

use crate::{InternalError, error::internal, staff::Forbidden};

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// An address does not say where the page begins.
    #[error("there is no such page")]
    NoSuchPage,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(DeskError);
