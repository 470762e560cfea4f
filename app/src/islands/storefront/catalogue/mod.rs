//! The catalogue's pages.
//!
//! - [`gallery`]: the pictures of a product
//! - [`list`]: a list of products with its filters, sort order and pager
//! - [`product`]: what depends on the variant of a product
//! - `folds`: whether folded parts are open when the browser's markup replaces the server's

pub mod folds;
pub mod gallery;
pub mod list;
pub mod product;
