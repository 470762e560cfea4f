//! Content pages, menus, the blocks of the home page, and the merchant's texts on other pages.

mod edit;
mod home;
mod read;
mod texts;
mod write;

pub use edit::{
    ChosenRow, ContentPart, EditedBlock, EditedBlockRow, EditedPageRow, chosen_products,
    count_change, edited_blocks, edited_pages, insert_block, insert_page, part_version,
    pictures_of_blocks, set_shop_text, update_block, update_page,
};
pub use home::{
    BlockPicture, BlockTarget, HomeBlockRow, HomeProductRow, NewHomeBlock, home_block_count,
    home_blocks, home_products, put_home_block, put_home_products,
};
pub use read::{
    LinkRow, PageRow, SlugRow, draft_in_role, in_role, links, page_count, published, slugs,
};
pub use texts::{NewShopText, ShopTextRow, put_shop_texts, shop_text, shop_text_count, shop_texts};
pub use write::{LinkTarget, NewLink, NewPage, put_menu, put_page, rename};
