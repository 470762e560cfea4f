//! The home page and buying guides.

use crate::catalogue::{CategoryCard, Listing, ProductCard};
use domain::Money;

/// The Moon and the month's sky on the home page.
#[derive(Clone, PartialEq, Debug)]
pub struct SkyView {
    /// 1–12.
    pub month: u8,
    /// "November"
    pub month_name: String,
    /// Illuminated fraction of the Moon tonight, 0 to 1.
    pub illumination: f64,
    /// Whether the Moon is waxing.
    pub waxing: bool,
    /// The next four phases: key (`new`, `first-quarter`, `full`, `last-quarter`) and date ("24
    /// November").
    pub phases: Vec<(&'static str, String)>,
    /// The next meteor shower: its key and the dates of its maximum ("13 and 14 December").
    pub shower: (&'static str, String),
}

/// The home page.
#[derive(Clone, PartialEq, Debug)]
pub struct HomeView {
    /// The large product at the top.
    pub hero: Option<ProductCard>,
    /// Root categories.
    pub categories: Vec<CategoryCard>,
    /// Featured products.
    pub featured: Vec<ProductCard>,
    /// The most recently published products.
    pub newest: Vec<ProductCard>,
    /// Inexpensive, simple products for beginners.
    pub first: Vec<ProductCard>,
    /// The sky this month.
    pub sky: SkyView,
}

/// The page of a buying guide.
#[derive(Clone, PartialEq, Debug)]
pub struct BuyingGuideView {
    /// Slug of its page, `/guides/{slug}`; see [`domain::search::intent`].
    pub slug: &'static str,
    /// Hand-picked products by price, without those that are sold out or no longer sold.
    pub chosen: Vec<ProductCard>,
    /// The maximum price of each product, if the guide names one.
    pub most: Option<Money>,
    /// All matching products.
    pub list: Listing,
}
