//! The merchant's content pages, menus and texts: in memory, as part of the
//! [`Snapshot`](crate::catalogue::Snapshot). Merchants change them by [`edit`], and [`desk`] reads
//! them for the desk.

pub mod desk;
pub mod edit;
mod legal;
mod markdown;
mod missing;
mod pages;
mod plain;
mod show;

pub(crate) use legal::{Legal, legal};
pub(crate) use markdown::{Below, events, html, html_of};
pub use missing::missing_pages;
pub use pages::Content;
pub(crate) use plain::plain;
pub use show::{PageError, page, published};
