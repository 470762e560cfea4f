//! How a merchant changes pages, buying guides, the home page, menus and texts on other pages. A
//! save works like one of the [catalogue](crate::catalogue::edit): it says which version it has
//! read and carries only the changed fields; changes of different fields merge, and the same field
//! asks. Each use case checks the permission, writes the audit log and logs the change in its own
//! transaction. All of them hold the lock of the tree of categories, so that what they refer to
//! stays while they are checked.
//!
//! - [`create`], [`change`], [`archive`], [`restore`], [`order`]: one file each
//! - [`shown`]: the fields of a thing, to edit them: `shown.rs`
//! - `thing.rs`: what the kinds have in common; `page.rs`, `block.rs`, `menus.rs`, `texts.rs`, and
//!   `catalogue/edit/guides.rs`: their fields and rules

mod archive;
pub(crate) mod block;
mod change;
mod create;
pub(crate) mod mail_texts;
pub(crate) mod menus;
mod order;
pub(crate) mod page;
mod shown;
pub(crate) mod texts;
mod thing;

pub use archive::{archive, restore};
pub use change::{ChangeContent, change};
pub use create::{CreateContent, create};
pub use order::{OrderContent, order};
pub use shown::{ShownContent, shown};
pub(crate) use thing::{Thing, known, write};

/// A kind of thing that merchants edit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContentKind {
    /// A content page. Fields: `title`, `slug`, `description`, `body`, `role`, `search_words`,
    /// `status`, `archived`.
    Page,
    /// A buying guide. Fields: `title`, `slug`, `advice`, `icon`, `rules` (one on each line),
    /// `picks` (`slug | sentence` on each line), `max_price`, `search_words`, `position`,
    /// `status`, `archived`.
    Guide,
    /// A block of the home page. Fields: `kind`, `slug`, `title`, `text`, `link_label`, `link`,
    /// `picture`, `rule`, `products`, `sort`, `max_products`, `starts_at`, `ends_at`, `position`,
    /// `status`, `archived`.
    HomeBlock,
    /// All menus, with a field each: `group | label | target` on each line. Their id is nil.
    Menus,
    /// The texts on other pages, with a field each. Their id is nil.
    ShopTexts,
}
