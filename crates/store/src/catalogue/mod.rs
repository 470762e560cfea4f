//! Products, variants, categories, brands, attributes, redirects, buying guides, rules for cards.
//! What a merchant edits is in `edit.rs`, and the lists of the desk in `desk.rs`.

mod card_rules;
mod changes;
mod desk;
mod edit;
mod guides;
mod lock;
mod read;
mod write;

pub use card_rules::{CardRuleRow, card_rule_count, card_rules, put_card_rules};
pub use changes::{
    CHANNEL, Change, Position, bump, bump_for, bump_stock, changes, forget_changes,
    forget_stock_changes, position, version,
};
pub use desk::{
    BrandRow, DeskRow, ListFilter, ListOrder, VariantsRow, brands, desk_page, desk_rows,
    desk_variants, index_for_desk, lock_products, named_exactly, note_gaps, products_after, touch,
    touch_all, words,
};
pub use edit::{
    EditedCategoryRow, EditedPictureRow, EditedProductRow, EditedVariantRow, LockedCategoryRow,
    NamedRow, RelationRow, brand_id, brand_slug, edited_categories, edited_pictures,
    edited_product, edited_variant, edited_variants, has_products, insert_category, insert_product,
    insert_variants, keep_old_sku, lock_categories, lock_category, lock_product, placed_in,
    product_of, products_by_slug, put_categories_of, put_relations, redirect_renamed, relations,
    set_picture, sku_since, taken_skus, update_category, update_product, update_variant,
};
pub use guides::{
    GuidePickRow, GuideRow, GuideRuleRow, NewGuide, category_id, guide_count, guide_id,
    guide_picks, guide_rules, guides, product_id, put_guide, put_guide_picks, put_guide_rules,
};
pub use lock::{begin, lock_prices, lock_tree};
pub use read::{
    CategoryRow, HighestRow, ListedRow, PictureRow, ProductRow, VariantRow, attribute_definitions,
    categories, highest_prices, listed, listed_of, listed_variants, memberships, memberships_of,
    pictures, product, redirect, sku_priced, variants, variants_of,
};
pub use write::{
    NewBrand, NewCategory, NewPicture, NewProduct, NewVariant, lock_variants, product_count,
    put_attribute, put_brand, put_category, put_pictures, put_product, put_redirect, put_variant,
    rename, skus_of,
};
