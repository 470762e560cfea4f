//! Reading content pages and menus.

use crate::{Error, Executor, Uuid, column};
use db::{fetch_all, fetch_one, fetch_optional};
use domain::content::{Menu, PageRole};

db::row! {
    /// A content page.
    #[derive(Clone, Debug)]
    pub struct PageRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its heading.
        pub title: String,
        /// The description for search engines.
        pub description: String,
        /// Markdown with placeholders.
        pub body: String,
        /// What the program links it for.
        pub role: Option<PageRole> = column::optional_page_role,
        /// Searches that lead to it, one on each line.
        pub search_words: String,
        /// Counts its changes, from 1.
        pub version: i64,
    }
}

/// All published pages, by slug.
///
/// # Errors
/// If the query fails.
pub async fn published(executor: &mut impl Executor) -> Result<Vec<PageRow>, Error> {
    Ok(fetch_all!(
        executor,
        PageRow,
        "SELECT id, slug, title, description, body, role, search_words, version
         FROM pages WHERE status = 'published' ORDER BY slug"
    )?)
}

/// The published page in a role.
///
/// # Errors
/// If the query fails.
pub async fn in_role(
    executor: &mut impl Executor,
    role: PageRole,
) -> Result<Option<PageRow>, Error> {
    Ok(fetch_optional!(
        executor,
        PageRow,
        "SELECT id, slug, title, description, body, role, search_words, version
         FROM pages WHERE role = $1 AND status = 'published'",
        role.key()
    )?)
}

/// The page in a role, if it is a draft.
///
/// # Errors
/// If the query fails.
pub async fn draft_in_role(
    executor: &mut impl Executor,
    role: PageRole,
) -> Result<Option<PageRow>, Error> {
    Ok(fetch_optional!(
        executor,
        PageRow,
        "SELECT id, slug, title, description, body, role, search_words, version
         FROM pages WHERE role = $1 AND status = 'draft'",
        role.key()
    )?)
}

/// Number of pages of any status.
///
/// # Errors
/// If the query fails.
pub async fn page_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM pages")?;
    Ok(count)
}

db::row! {
    /// A page's slug.
    #[derive(Clone, Debug)]
    pub struct SlugRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
    }
}

/// The slugs of all pages of any status.
///
/// # Errors
/// If the query fails.
pub async fn slugs(executor: &mut impl Executor) -> Result<Vec<SlugRow>, Error> {
    Ok(fetch_all!(executor, SlugRow, "SELECT id, slug FROM pages ORDER BY slug")?)
}

db::row! {
    /// A link of a menu. It has exactly one of page, category and path.
    #[derive(Clone, Debug)]
    pub struct LinkRow {
        /// Primary key.
        pub id: Uuid,
        /// Its menu; none if the program does not know it.
        pub menu: Option<Menu> = column::menu,
        /// The heading of its group.
        pub group_label: String,
        /// What it says.
        pub label: String,
        /// The slug of a content page of any status.
        pub page: Option<String>,
        /// The slug of a category.
        pub category: Option<String>,
        /// A path of the shop.
        pub path: Option<String>,
    }
}

/// The links of all menus, in order.
///
/// # Errors
/// If the query fails.
pub async fn links(executor: &mut impl Executor) -> Result<Vec<LinkRow>, Error> {
    Ok(fetch_all!(
        executor,
        LinkRow,
        "SELECT l.id, l.menu, l.group_label, l.label, p.slug AS page, c.slug AS category, l.path
         FROM menu_links l LEFT JOIN pages p ON p.id = l.page_id
         LEFT JOIN categories c ON c.id = l.category_id
         ORDER BY l.menu, l.position, l.id"
    )?)
}
