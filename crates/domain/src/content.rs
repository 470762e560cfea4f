//! The merchant's content pages, menus, home page and texts.

pub mod home;

/// What the program links a page for. A merchant may have no page in a role; the links to it are
/// then left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageRole {
    /// About the shop.
    About,
    /// How to reach the merchant.
    Contact,
    /// Delivery prices and times.
    Delivery,
    /// The legal notice.
    Imprint,
    /// Privacy.
    Privacy,
    /// Returns and warranty.
    Returns,
    /// Terms and conditions.
    Terms,
    /// The right of withdrawal with its model form, which every order confirmation contains.
    Withdrawal,
}

impl PageRole {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::About,
        Self::Contact,
        Self::Delivery,
        Self::Imprint,
        Self::Privacy,
        Self::Returns,
        Self::Terms,
        Self::Withdrawal,
    ];

    /// Key in the database and in the merchant's files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Contact => "contact",
            Self::Delivery => "delivery",
            Self::Imprint => "imprint",
            Self::Privacy => "privacy",
            Self::Returns => "returns",
            Self::Terms => "terms",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// The role with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Status of a page, or of a block of the home page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageStatus {
    /// Not shown yet.
    Draft,
    /// Shown.
    Published,
}

impl PageStatus {
    /// Key in the database and in the merchant's files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }

    /// The status with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Draft, Self::Published].into_iter().find(|status| status.key() == key)
    }
}

/// A menu that the merchant fills.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Menu {
    /// The groups of links in the footer of every page.
    Footer,
}

impl Menu {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Footer];

    /// Key in the database and in the merchant's files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Footer => "footer",
        }
    }

    /// The menu with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|menu| menu.key() == key)
    }
}

/// A place on the program's pages, or in its emails, for the merchant's own text. A merchant may
/// have none for a place: it then has the program's text, which suits any trade, or nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TextSlot {
    /// What the shop sells, in the footer.
    About,
    /// How soon questions are answered, below the link to the page on contact.
    ContactNote,
    /// What the shop sells, for search engines.
    Description,
    /// A line at the end of the footer.
    FooterNote,
    /// The answer to the question what happens if one does not like a product.
    ReturnsAnswer,
    /// The line below the time within which products can be returned.
    ReturnsNote,
    /// What one could type in the search box.
    SearchExample,
    /// Tips below a search that found nothing, separated by `|`.
    SearchTips,
    /// The path of the picture that other sites show for pages without one of their own.
    SharedPicture,
    /// How emails end, and what the page of a delivered order says last.
    SignOff,
    /// What follows the shop's name in the title of the home page.
    Tagline,
    /// The name of the dark colour scheme.
    ThemeDusk,
    /// The name of the light colour scheme.
    ThemePaper,
    /// The name of the red colour scheme.
    ThemeRed,
    /// The promise of a warranty in the footer.
    Warranty,
    /// The line below it.
    WarrantyNote,
}

impl TextSlot {
    /// All of them, by key.
    pub const ALL: [Self; 16] = [
        Self::About,
        Self::ContactNote,
        Self::Description,
        Self::FooterNote,
        Self::ReturnsAnswer,
        Self::ReturnsNote,
        Self::SearchExample,
        Self::SearchTips,
        Self::SharedPicture,
        Self::SignOff,
        Self::Tagline,
        Self::ThemeDusk,
        Self::ThemePaper,
        Self::ThemeRed,
        Self::Warranty,
        Self::WarrantyNote,
    ];

    /// Key in the database and in the merchant's files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::ContactNote => "contact-note",
            Self::Description => "description",
            Self::FooterNote => "footer-note",
            Self::ReturnsAnswer => "returns-answer",
            Self::ReturnsNote => "returns-note",
            Self::SearchExample => "search-example",
            Self::SearchTips => "search-tips",
            Self::SharedPicture => "shared-picture",
            Self::SignOff => "sign-off",
            Self::Tagline => "tagline",
            Self::ThemeDusk => "theme-dusk",
            Self::ThemePaper => "theme-paper",
            Self::ThemeRed => "theme-red",
            Self::Warranty => "warranty",
            Self::WarrantyNote => "warranty-note",
        }
    }

    /// The slot with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.key() == key)
    }
}

/// Whether a link of the merchant may lead here: a path of the shop, part of the same page, a page
/// of another site, or an email address. Everything else, such as a script, is refused.
#[must_use]
pub fn is_safe_link(url: &str) -> bool {
    let begins =
        |start: &str| url.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    url.starts_with('#')
        || is_path(url)
        || ["https://", "http://", "mailto:"].into_iter().any(begins)
}

/// Whether this is a path of the shop. Browsers read `//` as the start of another host, a backslash
/// as a slash, and leave out tabs and line breaks. The constraint `menu_links_path_check` says the
/// same.
#[must_use]
pub fn is_path(url: &str) -> bool {
    url.starts_with('/')
        && !url.starts_with("//")
        && !url.contains(|c: char| c == '\\' || c.is_control())
}
