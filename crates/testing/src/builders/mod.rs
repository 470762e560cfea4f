//! Builders with useful defaults, so that a test only states what matters to it.

mod cart;
mod category;
mod guide;
mod home;
mod order;
mod page;
mod product;
mod variant;

pub use cart::CartBuilder;
pub use category::CategoryBuilder;
pub use guide::GuideBuilder;
pub use home::HomeBlockBuilder;
pub use order::OrderBuilder;
pub use page::PageBuilder;
pub use product::{ProductBuilder, add_products};
pub use variant::VariantBuilder;
