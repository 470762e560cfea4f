//! Content pages and menus: `pages/<slug>.md` and `menus.csv`.

use super::{error::SeedError, once::Part, rows::read};
use domain::{
    content::{Menu, PageRole, PageStatus, is_path},
    text::slug_error,
};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    io::ErrorKind,
    path::Path,
};
use store::{
    Tx, Uuid,
    content::{LinkTarget, NewLink, NewPage},
};

/// The folder of the pages, as errors name it.
const PAGES: &str = "pages";
/// The file of the menus.
const MENUS: &str = "menus.csv";

/// The entries of a page.
const ENTRIES: &str = "title, description, role, search and status";

/// A page.
struct Page {
    slug: String,
    title: String,
    description: String,
    /// Markdown.
    body: String,
    role: Option<PageRole>,
    /// Searches that lead to it, one on each line.
    search_words: String,
    status: PageStatus,
}

impl Page {
    fn new_page(&self) -> NewPage<'_> {
        NewPage {
            slug: &self.slug,
            title: &self.title,
            description: &self.description,
            body: &self.body,
            role: self.role,
            search_words: &self.search_words,
            status: self.status,
        }
    }
}

/// Where a link of a menu leads.
enum MenuTarget {
    /// Slug of a page.
    Page(String),
    /// Slug of a category.
    Category(String),
    /// A path of the shop.
    Path(String),
}

/// A link of a menu.
struct Link {
    menu: Menu,
    group: String,
    label: String,
    target: MenuTarget,
}

#[derive(Deserialize)]
struct LinkRecord {
    menu: String,
    group: String,
    label: String,
    page: String,
    category: String,
    path: String,
}

/// The content pages and menus of a folder.
pub(super) struct Content {
    pages: Vec<Page>,
    links: Vec<Link>,
}

impl Content {
    /// Reads and checks the pages and menus; a merchant's own folder may have none. `categories`
    /// are the slugs that links may name.
    pub async fn read(folder: &Path, categories: &HashSet<&str>) -> Result<Self, SeedError> {
        let pages = pages(&folder.join(PAGES)).await?;
        let slugs: HashSet<&str> = pages.iter().map(|page| page.slug.as_str()).collect();
        let records: Vec<LinkRecord> =
            if folder.join(MENUS).exists() { read(folder, MENUS)? } else { Vec::new() };
        let mut links = Vec::new();
        for record in records {
            let link = link(record)?;
            let error = match &link.target {
                MenuTarget::Page(slug) if !slugs.contains(slug.as_str()) => {
                    format!("no page {slug}")
                }
                MenuTarget::Category(slug) if !categories.contains(slug.as_str()) => {
                    format!("no category {slug}")
                }
                MenuTarget::Path(path) if !is_path(path) => {
                    format!("{path:?} is not a path of the shop, such as /track")
                }
                MenuTarget::Page(_) | MenuTarget::Category(_) | MenuTarget::Path(_) => {
                    links.push(link);
                    continue;
                }
            };
            return Err(SeedError::row(MENUS, &link.label, error));
        }
        Ok(Self { pages, links })
    }

    /// Writes pages and menus, each at the first load only: see [`Part`]. Returns whether it wrote
    /// any. A link to a page or category that the shop does not have is left out.
    pub async fn write(
        &self,
        tx: &mut Tx,
        categories: &HashMap<&str, Uuid>,
        now: i64,
    ) -> Result<bool, SeedError> {
        let pages = Part::Pages.is_due(tx, self.pages.len()).await?;
        Part::Pages.record(tx, self.pages.len()).await?;
        if pages {
            for page in &self.pages {
                store::content::put_page(tx, &page.new_page(), now).await?;
            }
        }
        let menus = Part::Menus.is_due(tx, self.links.len()).await?;
        Part::Menus.record(tx, self.links.len()).await?;
        if menus {
            self.write_menus(tx, categories, now).await?;
        }
        Ok(pages || menus)
    }

    async fn write_menus(
        &self,
        tx: &mut Tx,
        categories: &HashMap<&str, Uuid>,
        now: i64,
    ) -> Result<(), SeedError> {
        // The pages may be the merchant's own.
        let pages = store::content::slugs(tx).await?;
        let pages: HashMap<&str, Uuid> =
            pages.iter().map(|row| (row.slug.as_str(), row.id)).collect();
        for menu in Menu::ALL {
            let mut links = Vec::new();
            for link in self.links.iter().filter(|link| link.menu == menu) {
                let target = match &link.target {
                    MenuTarget::Page(slug) => {
                        pages.get(slug.as_str()).copied().map(LinkTarget::Page)
                    }
                    MenuTarget::Category(slug) => {
                        categories.get(slug.as_str()).copied().map(LinkTarget::Category)
                    }
                    MenuTarget::Path(path) => Some(LinkTarget::Path(path)),
                };
                let Some(target) = target else {
                    tracing::warn!(label = %link.label, "left out: a menu's link leads nowhere");
                    continue;
                };
                links.push(NewLink { group: &link.group, label: &link.label, target });
            }
            if !links.is_empty() {
                store::content::put_menu(tx, menu, &links, now).await?;
            }
        }
        Ok(())
    }
}

/// The pages of a folder, by slug; none if there is no such folder.
async fn pages(folder: &Path) -> Result<Vec<Page>, SeedError> {
    let file_error = |path: &Path, cause| SeedError::File { path: path.to_owned(), cause };
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(file_error(folder, cause)),
    };
    let mut pages = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(|cause| file_error(folder, cause))? {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let Some(slug) = name.strip_suffix(".md") else { continue };
        let text =
            tokio::fs::read_to_string(&path).await.map_err(|cause| file_error(&path, cause))?;
        let page = page(slug, &text).map_err(|error| SeedError::row(PAGES, &name, error))?;
        pages.push(page);
    }
    pages.sort_by(|a: &Page, b: &Page| a.slug.cmp(&b.slug));
    let mut roles: Vec<(PageRole, &str)> = Vec::new();
    for page in &pages {
        let Some(role) = page.role else { continue };
        if let Some((_, other)) = roles.iter().find(|(known, _)| *known == role) {
            let error = format!("{other}.md has the role {} too", role.key());
            return Err(SeedError::row(PAGES, &format!("{}.md", page.slug), error));
        }
        roles.push((role, page.slug.as_str()));
    }
    Ok(pages)
}

/// Parses a page: between two lines of dashes its entries, such as `title: Delivery`, then its
/// text.
fn page(slug: &str, text: &str) -> Result<Page, String> {
    if let Some(error) = slug_error(slug) {
        return Err(error);
    }
    let text = text.replace("\r\n", "\n");
    let (front, body) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .ok_or("its entries must be between two lines of three dashes at the top")?;
    let mut page = Page {
        slug: slug.to_owned(),
        title: String::new(),
        description: String::new(),
        body: format!("{}\n", body.trim()),
        role: None,
        search_words: String::new(),
        status: PageStatus::Published,
    };
    for line in front.lines().filter(|line| !line.trim().is_empty()) {
        let (key, value) = line.split_once(':').ok_or_else(|| format!("{line:?} has no colon"))?;
        let value = value.trim();
        match key.trim() {
            "title" => value.clone_into(&mut page.title),
            "description" => value.clone_into(&mut page.description),
            "role" => page.role = Some(role(value)?),
            "search" => page.search_words = phrases(value),
            "status" => {
                page.status = PageStatus::from_key(value).ok_or_else(|| {
                    format!("status is {value:?}, but can be only draft or published")
                })?;
            }
            other => {
                return Err(format!("it has {other:?}, but can have only {ENTRIES}"));
            }
        }
    }
    for (key, value) in [("title", &page.title), ("description", &page.description)] {
        if value.is_empty() {
            return Err(format!("{key} is missing"));
        }
    }
    Ok(page)
}

fn role(key: &str) -> Result<PageRole, String> {
    PageRole::from_key(key).ok_or_else(|| {
        let known = PageRole::ALL.map(PageRole::key).join(", ");
        format!("role is {key:?}, but can be only {known}")
    })
}

/// Phrases separated by `|`, one on each line.
fn phrases(text: &str) -> String {
    let phrases: Vec<&str> =
        text.split('|').map(str::trim).filter(|phrase| !phrase.is_empty()).collect();
    phrases.join("\n")
}

fn link(record: LinkRecord) -> Result<Link, SeedError> {
    let LinkRecord { menu, group, label, page, category, path } = record;
    let error = |what: String| SeedError::row(MENUS, &label, what);
    let menu = Menu::from_key(&menu).ok_or_else(|| error(format!("no menu {menu:?}")))?;
    if group.is_empty() || label.is_empty() {
        return Err(error(format!("group {group:?} and label {label:?} must not be empty")));
    }
    let target = match (page.is_empty(), category.is_empty(), path.is_empty()) {
        (false, true, true) => MenuTarget::Page(page),
        (true, false, true) => MenuTarget::Category(category),
        (true, true, false) => MenuTarget::Path(path),
        _ => return Err(error("it needs either page, category or path".to_owned())),
    };
    Ok(Link { menu, group, label, target })
}
