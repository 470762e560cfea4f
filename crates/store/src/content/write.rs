//! Writing content pages and menus. Shoppers see a change after [`catalogue::bump`] in the same
//! transaction.

use crate::{Error, Executor, Uuid, catalogue};
use db::{execute, fetch_one, here, insert};
use domain::{
    catalogue::RedirectKind,
    content::{Menu, PageRole, PageStatus},
};

/// A page to write.
#[derive(Clone, Debug)]
pub struct NewPage<'a> {
    /// Slug.
    pub slug: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// The description for search engines.
    pub description: &'a str,
    /// Markdown with placeholders.
    pub body: &'a str,
    /// What the program links it for.
    pub role: Option<PageRole>,
    /// Searches that lead to it, one on each line.
    pub search_words: &'a str,
    /// Status.
    pub status: PageStatus,
}

/// Rejects an invalid slug.
fn check_slug(slug: &str) -> Result<(), Error> {
    domain::text::slug_error(slug).map_or(Ok(()), |error| Err(Error::Invalid(error)))
}

/// Writes a page by its slug, at `now` in Unix milliseconds, and returns its id.
///
/// # Errors
/// If the query fails, or violates the constraint `pages_role_key` (another page has the role);
/// [`Error::Invalid`] for an invalid slug.
pub async fn put_page(
    executor: &mut impl Executor,
    new: &NewPage<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    check_slug(new.slug)?;
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO pages
            (id, slug, title, description, body, role, search_words, status, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
         ON CONFLICT (slug) DO UPDATE
         SET title = excluded.title, description = excluded.description, body = excluded.body,
            role = excluded.role, search_words = excluded.search_words, status = excluded.status,
            version = pages.version + 1, updated_at = excluded.updated_at
         RETURNING id",
        crate::new_id(now),
        new.slug,
        new.title,
        new.description,
        new.body,
        new.role.map(PageRole::key),
        new.search_words,
        new.status.key(),
        now
    )?;
    Ok(id)
}

/// Changes a page's slug and redirects the old one, unless no page has the old slug or another page
/// has the new one.
///
/// # Errors
/// If the query fails; [`Error::Invalid`] for an invalid slug.
pub async fn rename(
    executor: &mut impl Executor,
    old_slug: &str,
    new_slug: &str,
    now: i64,
) -> Result<bool, Error> {
    check_slug(new_slug)?;
    let renamed = execute!(
        executor,
        "UPDATE pages SET slug = $2, version = version + 1, updated_at = $3
         WHERE slug = $1 AND NOT EXISTS (SELECT 1 FROM pages other WHERE other.slug = $2)",
        old_slug,
        new_slug,
        now
    )?;
    if renamed == 0 {
        return Ok(false);
    }
    // A page that gets an earlier slug back must not redirect away from it.
    execute!(
        executor,
        "DELETE FROM redirects WHERE kind = $1 AND old_slug = $2",
        RedirectKind::Page.key(),
        new_slug
    )?;
    catalogue::put_redirect(executor, RedirectKind::Page, old_slug, new_slug).await?;
    Ok(true)
}

/// Where a link of a menu leads.
#[derive(Clone, Copy, Debug)]
pub enum LinkTarget<'a> {
    /// A content page; while it is a draft, the link is left out.
    Page(Uuid),
    /// A category.
    Category(Uuid),
    /// A path of the shop.
    Path(&'a str),
}

impl<'a> LinkTarget<'a> {
    fn page(self) -> Option<Uuid> {
        if let Self::Page(id) = self { Some(id) } else { None }
    }

    fn category(self) -> Option<Uuid> {
        if let Self::Category(id) = self { Some(id) } else { None }
    }

    fn path(self) -> Option<&'a str> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }
}

/// A link of a menu to write.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// The heading of its group.
    pub group: &'a str,
    /// What it says.
    pub label: &'a str,
    /// Where it leads.
    pub target: LinkTarget<'a>,
}

/// Replaces the links of a menu, at `now` in Unix milliseconds.
///
/// # Errors
/// If the query fails, or violates the constraint `menu_links_path_check` (not a path of the shop).
pub async fn put_menu(
    executor: &mut impl Executor,
    menu: Menu,
    links: &[NewLink<'_>],
    now: i64,
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM menu_links WHERE menu = $1", menu.key())?;
    insert!("menu_links", (1_i64..).zip(links), |(position, link)| {
        id: Uuid = crate::new_id(now),
        menu: &str = menu.key(),
        group_label: &str = link.group,
        position: i64 = position,
        label: &str = link.label,
        page_id: Option<Uuid> = link.target.page(),
        category_id: Option<Uuid> = link.target.category(),
        path: Option<&str> = link.target.path(),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
