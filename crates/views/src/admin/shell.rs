//! What stands around every page of the desk: menu, search, person menu, messages.

use crate::routes;

/// A group of the side menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MenuArea {
    /// The front page.
    Overview,
    /// What the shop sells.
    Catalogue,
    /// Prices, stock, imports.
    Trade,
    /// Pages, guides, menus.
    Content,
    /// Settings, people, audit log.
    Shop,
}

impl MenuArea {
    /// All groups, in order.
    pub const ALL: [Self; 5] =
        [Self::Overview, Self::Catalogue, Self::Trade, Self::Content, Self::Shop];

    /// The key of its text.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Catalogue => "catalogue",
            Self::Trade => "trade",
            Self::Content => "content",
            Self::Shop => "shop",
        }
    }
}

/// An entry of the side menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MenuItem {
    /// The front page.
    Home,
    /// Products.
    Products,
    /// Categories.
    Categories,
    /// Collections.
    Collections,
    /// Pictures.
    Media,
    /// Prices.
    Prices,
    /// Stock.
    Stock,
    /// Imports and exports.
    Imports,
    /// Blocks of the home page.
    HomePage,
    /// Content pages.
    Pages,
    /// Buying guides.
    Guides,
    /// Menus.
    Menus,
    /// Texts on pages of the program and in emails.
    Texts,
    /// Suggested products.
    Recommendations,
    /// Settings.
    Settings,
    /// Audit log.
    Audit,
    /// People.
    People,
    /// Roles.
    Roles,
}

impl MenuItem {
    /// All entries, in order.
    pub const ALL: [Self; 18] = [
        Self::Home,
        Self::Products,
        Self::Categories,
        Self::Collections,
        Self::Media,
        Self::Prices,
        Self::Stock,
        Self::Imports,
        Self::HomePage,
        Self::Pages,
        Self::Guides,
        Self::Menus,
        Self::Texts,
        Self::Recommendations,
        Self::Settings,
        Self::Audit,
        Self::People,
        Self::Roles,
    ];

    /// The key of its text.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Products => "products",
            Self::Categories => "categories",
            Self::Collections => "collections",
            Self::Media => "media",
            Self::Prices => "prices",
            Self::Stock => "stock",
            Self::Imports => "imports",
            Self::HomePage => "home-page",
            Self::Pages => "pages",
            Self::Guides => "guides",
            Self::Menus => "menus",
            Self::Texts => "texts",
            Self::Recommendations => "recommendations",
            Self::Settings => "settings",
            Self::Audit => "audit",
            Self::People => "people",
            Self::Roles => "roles",
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Self::Home => routes::ADMIN,
            Self::Products => routes::ADMIN_PRODUCTS,
            Self::Categories => routes::ADMIN_CATEGORIES,
            Self::Collections => routes::ADMIN_COLLECTIONS,
            Self::Media => routes::ADMIN_MEDIA,
            Self::Prices => routes::ADMIN_PRICES,
            Self::Stock => routes::ADMIN_STOCK,
            Self::Imports => routes::ADMIN_IMPORTS,
            Self::HomePage => routes::ADMIN_HOME_PAGE,
            Self::Pages => routes::ADMIN_CONTENT_PAGES,
            Self::Guides => routes::ADMIN_GUIDES,
            Self::Menus => routes::ADMIN_MENUS,
            Self::Texts => routes::ADMIN_TEXTS,
            Self::Recommendations => routes::ADMIN_RECOMMENDATIONS,
            Self::Settings => routes::ADMIN_SETTINGS,
            Self::Audit => routes::ADMIN_AUDIT,
            Self::People => routes::ADMIN_PEOPLE,
            Self::Roles => routes::ADMIN_ROLES,
        }
    }

    /// Its group.
    #[must_use]
    pub fn area(self) -> MenuArea {
        match self {
            Self::Home => MenuArea::Overview,
            Self::Products | Self::Categories | Self::Collections | Self::Media => {
                MenuArea::Catalogue
            }
            Self::Prices | Self::Stock | Self::Imports => MenuArea::Trade,
            Self::HomePage
            | Self::Pages
            | Self::Guides
            | Self::Menus
            | Self::Texts
            | Self::Recommendations => MenuArea::Content,
            Self::Settings | Self::Audit | Self::People | Self::Roles => MenuArea::Shop,
        }
    }
}

/// An entry that the signed-in person may open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MenuEntry {
    /// Which one.
    pub item: MenuItem,
    /// How many things there need attention; 0 shows nothing.
    pub attention: u32,
}

/// Who is signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    /// Their name.
    pub name: String,
    /// Their email address.
    pub email: String,
}

/// Whether a message reports a success or a failure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FlashKind {
    /// What was requested is done.
    Done,
    /// It is not, or not completely.
    Failed,
}

/// What just happened, shown once on the next page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flash {
    /// Success or failure.
    pub kind: FlashKind,
    /// The sentence.
    pub text: String,
    /// The entry of the audit log whose change can be undone.
    pub undo: Option<String>,
}

/// Whether keyboard shortcuts work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shortcuts {
    /// They do.
    #[default]
    On,
    /// This browser has turned them off.
    Off,
}

/// What stands around a page of the desk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shell {
    /// Who is signed in; `None` on the pages before.
    pub person: Option<SignedIn>,
    /// The entries of the menu that they may open, in order.
    pub menu: Vec<MenuEntry>,
    /// The message of the action before.
    pub flash: Option<Flash>,
    /// Whether keyboard shortcuts work.
    pub shortcuts: Shortcuts,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_has_its_own_key_and_address() {
        let keys: BTreeSet<_> = MenuItem::ALL.iter().map(|item| item.key()).collect();
        let addresses: BTreeSet<_> = MenuItem::ALL.iter().map(|item| item.href()).collect();
        assert_eq!((keys.len(), addresses.len()), (MenuItem::ALL.len(), MenuItem::ALL.len()));
        assert!(addresses.iter().all(|address| routes::is_admin(address)));
    }

    #[test]
    fn the_entries_of_a_group_stand_together() {
        let mut areas: Vec<_> = MenuItem::ALL.iter().map(|item| item.area()).collect();
        areas.dedup();
        assert_eq!(areas, MenuArea::ALL);
    }
}
