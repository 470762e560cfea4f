//! The home page and the pages of buying guides.

use crate::catalogue::{CategoryCard, Listing, ProductCard};
use domain::Money;

/// The Moon and the month, for the home page.
#[derive(Clone, PartialEq, Debug)]
pub struct SkyView {
    /// 1–12.
    pub month: u8,
    /// "November"
    pub month_name: String,
    /// Lit share of the Moon's disc tonight, 0 to 1.
    pub illumination: f64,
    /// Whether it grows.
    pub waxing: bool,
    /// The next four phases: key (`new`, `first-quarter`, `full`, `last-quarter`) and day ("24
    /// November").
    pub phases: Vec<(&'static str, String)>,
    /// The next meteor shower: its key, and the day or days of its maximum ("13 and 14 December").
    pub shower: (&'static str, String),
}

/// The home page.
#[derive(Clone, PartialEq, Debug)]
pub struct HomeView {
    /// The product on the large plate.
    pub hero: Option<ProductCard>,
    /// Root categories.
    pub categories: Vec<CategoryCard>,
    /// Featured products.
    pub featured: Vec<ProductCard>,
    /// Latest published.
    pub newest: Vec<ProductCard>,
    /// For a first look at the sky: cheap and simple.
    pub first: Vec<ProductCard>,
    /// What to see this month.
    pub sky: SkyView,
}

/// The page of a wish.
#[derive(Clone, PartialEq, Debug)]
pub struct WishView {
    /// Its page is `/wishes/{slug}`; see [`domain::search::intent`].
    pub slug: &'static str,
    /// Chosen for it, by price; those that are gone or sold out are not among them.
    pub chosen: Vec<ProductCard>,
    /// What each of them costs at most, where the guide names a sum.
    pub most: Option<Money>,
    /// All that fits.
    pub list: Listing,
}
