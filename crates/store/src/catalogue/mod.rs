//! Products, variants, categories, brands, attributes, redirects, buying guides, rules for cards.
//! What a merchant edits is in `edit.rs`, many products at once in `bulk.rs`, and the lists of the
//! desk in `desk.rs`.

mod bulk;
mod card_rules;
mod changes;
mod desk;
mod edit;
mod guides;
mod lock;
mod read;
mod write;

pub use bulk::{
    PlacedRow, categories_of_many, edited_products, lock_edited_products, put_into_category,
    skus_of_many, take_out_of_category, update_products, without_variants,
};
pub use card_rules::{CardRuleRow, card_rule_count, card_rules, put_card_rules};
pub use changes::{
    CHANNEL, Change, Position, bump, bump_for, bump_stock, changes, forget_changes,
    forget_stock_changes, position, version,
};
pub use desk::{
    BrandRow, DeskRow, GapsRow, ListFilter, ListOrder, VariantsRow, brands, desk_count, desk_page,
    desk_rows, desk_variants, gaps, index_for_desk, lock_products, named_exactly, note_gaps,
    products_after, touch, touch_all, words,
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
    AttributesRow, EditedGuideRow, GuidePickRow, GuideRow, GuideRuleRow, NewGuide, PickedRow,
    category_id, edited_guides, edited_picks, guide_count, guide_id, guide_picks, guide_rules,
    guides, insert_guide, product_id, published_attributes, put_guide, put_guide_picks,
    put_guide_rules, update_guide,
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
