//! Pictures: the library, a picture, and the pictures of a product.
//!
//! - [`product_pictures`]: the pictures of a product, also as a part of another page
//! - `upload`: the form for new pictures

mod library;
mod picture;
mod product;
mod upload;

pub use product::product_pictures;
