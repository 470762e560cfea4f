//! Pictures: uploads, the library, and renditions, which are rendered once, stored in the database
//! beside their source, and the most requested ones cached in memory.
//!
//! - [`upload()`] takes a file into the library: `upload.rs`; what is accepted and what is stored
//!   of it: `photo.rs`; where its bytes are: `files.rs`
//! - [`list_pictures`], [`show_picture`], [`of_product`]: the library: `library.rs`
//! - [`delete_unused`] deletes what nothing shows any more: `cleaning.rs`
//! - [`rendition`], [`drawing`]: what pages show
//!
//! The texts of a picture are edited like a product: `catalogue/edit/picture.rs`; the pictures of a
//! product are put in order by `catalogue/edit/product/pictures.rs`.

mod cache;
mod cleaning;
mod draw;
mod files;
mod format;
mod library;
mod photo;
mod rendition;
mod upload;

pub(crate) use cache::Cache;
pub use cleaning::{UNUSED_KEPT_FOR, delete_unused};
pub(crate) use draw::{clear_hash, prepare};
pub use format::{DRAWING, Format, WIDTHS};
pub use library::{
    LibraryError, LibraryPicture, ListPictures, ListedPicture, Only, OwnPicture, PictureList,
    ProductPictures, list as list_pictures, of_product, show as show_picture,
};
pub use photo::{FileProblem, MAX_BYTES};
pub use rendition::{RenditionError, drawing, lacks_pictures, make_webp, rendition};
pub use upload::{MAX_ALT, Upload, UploadError, Uploaded, receiver, upload};
pub(crate) use upload::{hash_of, id_of};
