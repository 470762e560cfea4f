//! Content pages and menus.

mod read;
mod write;

pub use read::{
    LinkRow, PageRow, SlugRow, draft_in_role, in_role, links, page_count, published, slugs,
};
pub use write::{LinkTarget, NewLink, NewPage, put_menu, put_page, rename};
