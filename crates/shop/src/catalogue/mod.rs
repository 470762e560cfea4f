//! Lists, searches and products.
//!
//! A [`Snapshot`] is an in-memory copy of the published catalogue at one version. It answers lists,
//! facets, counts, suggestions and searches with typing errors without queries, in the same way for
//! both databases.

mod budget;
mod buying_guides;
mod calculator;
mod cards;
mod category;
mod check_rates;
pub mod demonstration;
pub mod desk;
pub mod edit;
mod eyepieces;
mod find;
mod fit;
mod home;
mod kept;
mod keys;
mod list;
mod miss_counts;
mod misses;
mod moved;
mod narrow;
mod picture;
mod price_filter;
mod product;
mod query;
mod refresh;
mod related;
pub mod seed;
pub mod sitemap;
mod snapshot;
mod suggest;
mod typed_filters;

pub use buying_guides::{GuideError, guide};
pub use calculator::{PATH as CALCULATOR, calculate, has_calculator};
pub(crate) use cards::{card, cards};
pub use cards::{cards_by_slug, menu};
pub use category::{CategoryError, category};
pub use check_rates::{MissingRate, check_rates};
pub use find::search;
pub use fit::RequestedTelescope;
pub use home::home;
pub(crate) use kept::{Kept, ProductRows};
pub use list::{PastEnd, list_address};
pub(crate) use miss_counts::Misses;
pub(crate) use misses::DAYS_KEPT as MISSES_KEPT_FOR_DAYS;
pub use misses::{count_search, store_misses};
pub(crate) use moved::moved as current_slug;
pub use product::{
    Draft, DraftLink, ProductDetails, ProductError, ShowProduct, delivery_note, delivery_of, draft,
    draft_link, generation, is_unchanged, page, page_of_variant, picture_hash, product,
    product_for, requested_telescope, slug_of,
};
pub use query::{ListQuery, NoSuchPage};
pub use refresh::{Freshness, listen, refresh, refresh_settings, refresh_soon};
pub(crate) use snapshot::{
    Live, reads,
    tables::{API, NEEDS, OTHER_BRANDS, SEARCH, demonstration as read_demonstration},
};
pub use snapshot::{
    Snapshot,
    entry::{ApiProduct, Category, Entry, VariantEntry},
    reads::{Reads, recorded},
};
pub use suggest::suggest;
