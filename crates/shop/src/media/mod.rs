//! Renditions of pictures: rendered once, stored in the database beside their source, and the most
//! requested ones cached in memory.

mod cache;
mod draw;
mod format;
mod rendition;

pub(crate) use cache::Cache;
pub(crate) use draw::{clear_hash, prepare};
pub use format::{DRAWING, Format, WIDTHS};
pub use rendition::{RenditionError, drawing, lacks_pictures, make_webp, rendition};
