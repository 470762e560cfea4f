//! Content pages, menus and the blocks of the home page.

mod home;
mod read;
mod write;

pub use home::{
    BlockPicture, BlockTarget, HomeBlockRow, HomeProductRow, NewHomeBlock, home_block_count,
    home_blocks, home_products, put_home_block, put_home_products,
};
pub use read::{
    LinkRow, PageRow, SlugRow, draft_in_role, in_role, links, page_count, published, slugs,
};
pub use write::{LinkTarget, NewLink, NewPage, put_menu, put_page, rename};
