//! Products as a merchant edits them, without prices and stock. [`save`] is what the page of a
//! product does: fields of the product and of its variants in one step.

mod archive;
mod change;
mod create;
mod duplicate;
mod field;
mod pictures;
pub(in crate::catalogue) mod record;
mod save;

pub use archive::{archive, restore};
pub use change::{ChangeProduct, change};
pub use create::{CreateProduct, create};
pub use duplicate::{DuplicateProduct, duplicate};
pub use field::ProductField;
pub use pictures::{ArrangePictures, PictureStep, arrange};
pub use save::{SaveProduct, save};
