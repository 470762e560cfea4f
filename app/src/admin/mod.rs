//! The desk: pages for merchants at `/admin`, with a document, a style sheet and islands of their
//! own. All of it works with links and form posts.
//!
//! - [`DeskContext`]: what every page is given; [`DeskPage`]: a page; [`render`]
//! - [`document`]: the document around a page; `layout`: menu, top bar, messages
//! - [`ui`]: the components of pages: lists, forms, conflicts, confirmations
//! - `content`: categories, pages, guides, menus, the home page and texts
//! - `work`: pages of lists, facts and forms below each other
//! - `media`: pictures
//! - [`account`], [`people`], `products`, `home`, `decide`, `error`: the pages of the shell itself
//! - `texts`: texts whose keys are data

pub mod account;
mod content;
mod context;
mod decide;
pub mod document;
mod error;
mod head;
mod home;
mod layout;
pub mod media;
mod page;
pub mod people;
mod products;
mod texts;
pub mod ui;
mod work;

pub use context::DeskContext;
pub use error::DeskError;
pub use head::PageHead;
pub use page::{DeskPage, render};
