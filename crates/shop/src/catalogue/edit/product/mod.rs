//! Products as a merchant edits them, without prices and stock.

mod archive;
mod change;
mod create;
mod duplicate;
mod field;
mod pictures;
pub(in crate::catalogue) mod record;

pub use archive::{archive, restore};
pub use change::{ChangeProduct, change};
pub use create::{CreateProduct, create};
pub use duplicate::{DuplicateProduct, duplicate};
pub use field::ProductField;
pub use pictures::{ArrangePictures, PictureStep, arrange};
