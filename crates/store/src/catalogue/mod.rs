//! Products, variants, categories, brands, attributes, redirects, buying guides, rules for cards.

mod card_rules;
mod changes;
mod guides;
mod lock;
mod read;
mod write;

pub use card_rules::{CardRuleRow, card_rule_count, card_rules, put_card_rules};
pub use changes::{
    CHANNEL, Change, Position, bump, bump_for, bump_stock, changes, forget_changes,
    forget_stock_changes, position, version,
};
pub use guides::{
    GuidePickRow, GuideRow, GuideRuleRow, NewGuide, category_id, guide_count, guide_id,
    guide_picks, guide_rules, guides, product_id, put_guide, put_guide_picks, put_guide_rules,
};
pub use lock::begin;
pub use read::{
    CategoryRow, ListedRow, PictureRow, ProductRow, VariantRow, attribute_definitions, categories,
    listed, listed_variants, memberships, pictures, product, redirect, variants,
};
pub use write::{
    NewBrand, NewCategory, NewPicture, NewProduct, NewVariant, lock_variants, product_count,
    put_attribute, put_brand, put_category, put_pictures, put_product, put_redirect, put_variant,
    rename, skus_of,
};
