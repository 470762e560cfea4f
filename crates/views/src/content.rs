//! The home page, buying guides, content pages and menus.

use crate::catalogue::{CategoryCard, Link, Listing, ProductCard};
use domain::{
    Money,
    content::PageRole,
    sky::{MoonPhase, Shower},
};
use time::Date;

/// The Moon and the month's sky on the home page.
#[derive(Clone, PartialEq, Debug)]
pub struct SkyView {
    /// 1–12.
    pub month: u8,
    /// Illuminated fraction of the Moon tonight, 0 to 1.
    pub illumination: f64,
    /// Whether the Moon is waxing.
    pub waxing: bool,
    /// The next four phases, each with its day in the shop's time zone.
    pub phases: Vec<(MoonPhase, Date)>,
    /// The next meteor shower.
    pub shower: Shower,
}

/// The home page.
#[derive(Clone, PartialEq, Debug)]
pub struct HomeView {
    /// The large product at the top.
    pub hero: Option<ProductCard>,
    /// Root categories.
    pub categories: Vec<CategoryCard>,
    /// All buying guides.
    pub guides: Vec<GuideCard>,
    /// Featured products.
    pub featured: Vec<ProductCard>,
    /// The most recently published products.
    pub newest: Vec<ProductCard>,
    /// Inexpensive, simple products for beginners.
    pub first: Vec<ProductCard>,
    /// The sky this month.
    pub sky: SkyView,
}

/// A buying guide on the home page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuideCard {
    /// Its page, by its title.
    pub link: Link,
    /// Name of its icon, as the merchant wrote it.
    pub icon: String,
}

/// A hand-picked product.
#[derive(Clone, PartialEq, Debug)]
pub struct GuidePick {
    /// The product.
    pub card: ProductCard,
    /// Why it was picked; may be empty.
    pub why: String,
}

/// The page of a buying guide.
#[derive(Clone, PartialEq, Debug)]
pub struct BuyingGuideView {
    /// Its heading.
    pub title: String,
    /// A paragraph of advice.
    pub advice: String,
    /// Hand-picked products by price, without those that are sold out or no longer sold.
    pub chosen: Vec<GuidePick>,
    /// The maximum price of each product, if the guide names one.
    pub max_price: Option<Money>,
    /// All matching products.
    pub list: Listing,
}

/// A content page of the merchant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentPageView {
    /// Slug of its page, `/pages/{slug}`.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// The description for search engines.
    pub description: String,
    /// Its text as trusted HTML, with placeholders such as `{seller}`.
    pub html: String,
}

/// A group of links in a menu.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MenuGroup {
    /// Its heading.
    pub label: String,
    /// Its links.
    pub links: Vec<Link>,
}

/// What all pages of the shop link: the merchant's content pages and menus.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SiteLinks {
    /// The URLs of pages by their roles.
    pub roles: Vec<(PageRole, String)>,
    /// The groups of links in the footer.
    pub footer: Vec<MenuGroup>,
}

impl SiteLinks {
    /// The URL of the page in a role; none if the merchant has no such page.
    #[must_use]
    pub fn page(&self, role: PageRole) -> Option<&str> {
        self.roles.iter().find(|(own, _)| *own == role).map(|(_, href)| href.as_str())
    }
}
