//! Content pages, menus, the blocks of the home page, and the merchant's texts on other pages.

mod home;
mod read;
mod texts;
mod write;

pub use home::{
    BlockPicture, BlockTarget, HomeBlockRow, HomeProductRow, NewHomeBlock, home_block_count,
    home_blocks, home_products, put_home_block, put_home_products,
};
pub use read::{
    LinkRow, PageRow, SlugRow, draft_in_role, in_role, links, page_count, published, slugs,
};
pub use texts::{NewShopText, ShopTextRow, put_shop_texts, shop_text, shop_text_count, shop_texts};
pub use write::{LinkTarget, NewLink, NewPage, put_menu, put_page, rename};
