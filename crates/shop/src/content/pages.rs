//! Pages, menus and texts in memory.

use super::markdown::{Below, html};
use domain::{
    content::{Menu, is_path},
    search::intent::{self, Searches, TRACKING_SEARCHES},
};
use store::content::{LinkRow, PageRow, ShopTextRow};
use views::{
    catalogue::Link,
    content::{ContentPageView, MenuGroup, ShopTexts, SiteLinks},
    routes,
    search::ShopPage,
};

/// The published content pages, the menus and the texts on other pages, rendered once for each
/// version of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// By slug.
    pages: Vec<ContentPageView>,
    links: SiteLinks,
    texts: ShopTexts,
    /// The pages, and order tracking, with the searches that lead to them.
    searched: Vec<SearchedPage>,
}

/// A page of the shop with the searches that lead to it.
#[derive(Clone, Debug)]
struct SearchedPage {
    page: ShopPage,
    searches: Searches,
}

impl SearchedPage {
    /// A page with its searches, one on each line.
    fn new(page: ShopPage, searches: &str) -> Self {
        Self { page, searches: Searches::of_page(searches) }
    }
}

impl AsRef<Searches> for SearchedPage {
    fn as_ref(&self) -> &Searches {
        &self.searches
    }
}

impl Content {
    /// The pages and menus of these rows. A link to a draft, or to a category for which
    /// `has_category` is false, is left out.
    pub(crate) fn new(
        pages: Vec<PageRow>,
        links: Vec<LinkRow>,
        has_category: impl Fn(&str) -> bool,
    ) -> Self {
        let mut content = Self::default();
        for page in pages {
            let href = routes::content_page(&page.slug);
            if let Some(role) = page.role {
                content.links.roles.push((role, href.clone()));
            }
            let link = Link { href, text: page.title.clone() };
            let searched = SearchedPage::new(ShopPage::Content(link), &page.search_words);
            content.searched.push(searched);
            content.pages.push(ContentPageView {
                html: html(&page.body, Below::Title),
                slug: page.slug,
                title: page.title,
                description: page.description,
            });
        }
        content.searched.push(SearchedPage::new(ShopPage::Tracking, TRACKING_SEARCHES));
        for row in links {
            let page = row.page.filter(|slug| content.page(slug).is_some());
            let category = row.category.filter(|slug| has_category(slug));
            let href = page
                .map(|slug| routes::content_page(&slug))
                .or_else(|| category.map(|slug| routes::category(&slug)))
                .or_else(|| row.path.filter(|path| is_path(path)));
            let Some(href) = href else { continue };
            let groups = match row.menu {
                Some(Menu::Footer) => &mut content.links.footer,
                None => continue,
            };
            let link = Link { href, text: row.label };
            match groups.iter_mut().find(|group| group.label == row.group_label) {
                Some(group) => group.links.push(link),
                None => groups.push(MenuGroup { label: row.group_label, links: vec![link] }),
            }
        }
        content
    }

    /// The same with the merchant's texts.
    pub(crate) fn with_texts(mut self, rows: Vec<ShopTextRow>) -> Self {
        let known = rows.into_iter().filter_map(|row| Some((row.slot?, row.text)));
        self.texts.slots.extend(known);
        self
    }

    /// The page with this slug.
    #[must_use]
    pub fn page(&self, slug: &str) -> Option<&ContentPageView> {
        self.pages.iter().find(|page| page.slug == slug)
    }

    /// All pages, by slug.
    #[must_use]
    pub fn pages(&self) -> &[ContentPageView] {
        &self.pages
    }

    /// What every page of the shop links.
    #[must_use]
    pub fn links(&self) -> &SiteLinks {
        &self.links
    }

    /// The merchant's texts in places of the program's pages and emails.
    #[must_use]
    pub fn texts(&self) -> &ShopTexts {
        &self.texts
    }

    /// The pages that a query asks for.
    pub(crate) fn requested(&self, query: &str) -> Vec<ShopPage> {
        let found = intent::pages(query, &self.searched);
        found.into_iter().map(|searched| searched.page.clone()).collect()
    }

    /// The pages that an unfinished query may be about to ask for.
    pub(crate) fn requested_by_prefix(&self, text: &str) -> Vec<ShopPage> {
        let found = intent::pages_by_prefix(text, &self.searched);
        found.into_iter().map(|searched| searched.page.clone()).collect()
    }

    /// The words of all searches for pages.
    pub(crate) fn search_words(&self) -> impl Iterator<Item = &str> {
        self.searched.iter().flat_map(|searched| searched.searches.words())
    }
}
