//! Pages, guides and blocks of the home page: what their pages have in common.

use domain::audit::Entity;
use shop::content::edit::ContentKind;
use views::{admin::shell::MenuItem, routes};

/// A kind of thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Thing {
    Page,
    Guide,
    Block,
}

impl Thing {
    pub const ALL: [Self; 3] = [Self::Page, Self::Guide, Self::Block];

    pub fn kind(self) -> ContentKind {
        match self {
            Self::Page => ContentKind::Page,
            Self::Guide => ContentKind::Guide,
            Self::Block => ContentKind::HomeBlock,
        }
    }

    pub fn entity(self) -> Entity {
        match self {
            Self::Page => Entity::Page,
            Self::Guide => Entity::Guide,
            Self::Block => Entity::HomeBlock,
        }
    }

    pub fn item(self) -> MenuItem {
        match self {
            Self::Page => MenuItem::Pages,
            Self::Guide => MenuItem::Guides,
            Self::Block => MenuItem::HomePage,
        }
    }

    /// The pattern of its page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Page => routes::ADMIN_CONTENT_PAGE,
            Self::Guide => routes::ADMIN_GUIDE,
            Self::Block => routes::ADMIN_HOME_BLOCK,
        }
    }

    /// The address of a new one.
    pub fn new_path(self) -> &'static str {
        match self {
            Self::Page => routes::ADMIN_CONTENT_PAGE_NEW,
            Self::Guide => routes::ADMIN_GUIDE_NEW,
            Self::Block => routes::ADMIN_HOME_BLOCK_NEW,
        }
    }

    /// The address of one.
    pub fn href(self, id: &str) -> String {
        match self {
            Self::Page => routes::admin_content_page(id),
            Self::Guide => routes::admin_guide(id),
            Self::Block => routes::admin_home_block(id),
        }
    }
}
