//! What the desk shows of the catalogue, drafts too: read from the database, never from the copy in
//! memory.
//!
//! - [`list`]: a page of products, filtered and sorted, and [`count`] of all pages: `list.rs`
//! - [`product`]: everything of one, as its fields, and of a [`blank`] one: `product.rs`
//! - [`contents`], [`home_at`]: what rules choose, and the home page at a time: `chosen.rs`
//! - [`catch_up`]: words and gaps of products from before an upgrade: `catch_up.rs`
//! - [`morning`]: what needs attention: `morning.rs`
//! - [`categories`], [`brands`], [`pick_products`], [`pick_categories`], [`pick_brands`]: `pick.rs`

mod catch_up;
mod chosen;
pub(in crate::catalogue) mod list;
mod morning;
mod pick;
mod product;

pub use catch_up::catch_up;
pub use chosen::{BlockAt, HomeAt, RuleContents, contents, home_at};
pub use list::{
    ListProducts, ListedProduct, ListedVariants, MAX_COUNTED, ProductList, SortProducts, count,
    list,
};
pub use morning::{Morning, morning};
pub use pick::{
    CategoryNode, Picked, brands, categories, pick_brands, pick_categories, pick_products,
};
pub use product::{
    DeskAttribute, DeskProduct, DeskVariant, LastChange, blank, description, last_change, product,
};

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
