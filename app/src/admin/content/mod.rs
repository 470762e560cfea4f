//! Categories, pages, guides, menus, the home page and texts.
//!
//! - `list`: a list in order; `editor`: the page of one of them

mod editor;
mod list;
mod parts;
