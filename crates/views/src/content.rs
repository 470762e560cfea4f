//! The home page, buying guides, content pages, menus, and the merchant's texts on other pages.

use crate::catalogue::{CategoryCard, Link, Listing, Picture, ProductCard};
use domain::{
    Money,
    content::{PageRole, TextSlot},
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
    /// The merchant's blocks, in order; there may be none.
    pub blocks: Vec<HomeBlock>,
}

impl HomeView {
    /// The index of the block whose title is the page's heading; none if the page needs another.
    #[must_use]
    pub fn heading(&self) -> Option<usize> {
        self.blocks.iter().position(|block| matches!(block, HomeBlock::Hero(_)))
    }

    /// The large picture of the page, if it has one.
    #[must_use]
    pub fn picture(&self) -> Option<&Picture> {
        self.blocks.iter().find_map(|block| match block {
            HomeBlock::Hero(hero) => match &hero.product {
                Some(product) => product.picture.as_ref(),
                None => hero.picture.as_ref(),
            },
            _ => None,
        })
    }
}

/// A block of the home page.
#[derive(Clone, PartialEq, Debug)]
pub enum HomeBlock {
    /// Title, text and buttons beside a large product or picture.
    Hero(Box<HeroBlock>),
    /// A row of products.
    Products {
        /// Its title, text and link.
        head: BlockHead,
        /// At least one product.
        cards: Vec<ProductCard>,
    },
    /// The buying guides.
    Guides {
        /// Its title and text.
        head: BlockHead,
        /// All of them; at least one.
        guides: Vec<GuideCard>,
    },
    /// The root categories.
    Categories {
        /// Its title and text.
        head: BlockHead,
        /// All that have products; at least one.
        categories: Vec<CategoryCard>,
    },
    /// The sky this month, whose title and text are the month's.
    Sky {
        /// Only its slug is shown.
        head: BlockHead,
        /// The sky.
        sky: SkyView,
    },
    /// Title, text and a link beside a picture.
    Banner {
        /// Its title, text and link.
        head: BlockHead,
        /// Its picture, if it has one.
        picture: Option<Picture>,
    },
    /// A title, a text and a link.
    Text {
        /// Its title and link.
        head: BlockHead,
        /// Its text as trusted HTML.
        html: String,
    },
}

/// The id of a block of the home page in the document. No id of the program begins like it, so a
/// block can have any slug.
#[must_use]
pub fn block_id(slug: &str) -> String {
    format!("block-{slug}")
}

/// What blocks of all kinds have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockHead {
    /// Its name, of which its address is made: see [`block_id`].
    pub slug: String,
    /// Its heading; may be empty.
    pub title: String,
    /// A paragraph; may be empty.
    pub text: String,
    /// Its link.
    pub link: Option<Link>,
}

/// The large block at the top.
#[derive(Clone, PartialEq, Debug)]
pub struct HeroBlock {
    /// Its title and text. Its link is one of the buttons.
    pub head: BlockHead,
    /// Its own link, then those to other blocks of the page.
    pub buttons: Vec<Link>,
    /// The large product.
    pub product: Option<ProductCard>,
    /// The picture shown without a product.
    pub picture: Option<Picture>,
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
    /// The list of all guides on the home page, if the page has one.
    pub above: Option<Link>,
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

/// The merchant's texts in places of the program's pages and emails.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShopTexts {
    /// Each place with its text; a merchant need not have all of them.
    pub slots: Vec<(TextSlot, String)>,
}

impl ShopTexts {
    /// The text in a place; none if the merchant has none.
    #[must_use]
    pub fn get(&self, slot: TextSlot) -> Option<&str> {
        self.slots.iter().find(|(own, _)| *own == slot).map(|(_, text)| text.as_str())
    }
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
