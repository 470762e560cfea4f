//! The menus as a merchant edits them: all of them are one thing, with a field for each.

use super::Thing;
use crate::{
    InternalError,
    catalogue::edit::{
        EditError, FieldError, Problem,
        fields::{Record, line, required},
        known::Known,
    },
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    content::{Menu, is_path},
};
use std::collections::BTreeMap;
use store::{
    Executor, OnConstraint, Tx, Uuid,
    catalogue::Change,
    content::{ContentPart, LinkTarget, NewLink},
};
use views::routes;

/// The most links of a menu.
const MOST: usize = 60;

/// Where a link leads: `page returns` by its slug, `category mounts`, `/track`.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Target {
    Page(Option<Uuid>, String),
    Category(Option<Uuid>, String),
    Path(String),
}

impl Target {
    fn read(text: &str, known: &Known) -> Result<Self, Problem> {
        let text = text.trim();
        let nowhere = || Problem::Nowhere(text.to_owned());
        if is_path(text) {
            return Self::of_path(text, known);
        }
        let (kind, slug) = text.split_once(' ').ok_or_else(nowhere)?;
        let slug = slug.trim();
        let missing = || Problem::Missing(slug.to_owned());
        match kind {
            "page" => {
                let id = known.pages.get(slug).copied().ok_or_else(missing)?;
                Ok(Self::Page(Some(id), slug.to_owned()))
            }
            "category" if known.archived.contains(slug) => Err(Problem::Archived(slug.to_owned())),
            "category" => {
                let id = known.categories.get(slug).copied().ok_or_else(missing)?;
                Ok(Self::Category(Some(id), slug.to_owned()))
            }
            _ => Err(nowhere()),
        }
    }

    /// The path of a page or a category is that page or category, and must exist.
    fn of_path(path: &str, known: &Known) -> Result<Self, Problem> {
        let below = |pattern: String| path.strip_prefix(pattern.as_str()).map(str::to_owned);
        for (kind, prefix) in
            [("page", routes::content_page("")), ("category", routes::category(""))]
        {
            let is_one = |slug: &String| !slug.is_empty() && !slug.contains(['/', '?', '#']);
            if let Some(slug) = below(prefix).filter(is_one) {
                return Self::read(&format!("{kind} {slug}"), known);
            }
        }
        Ok(Self::Path(path.to_owned()))
    }

    fn text(&self) -> String {
        match self {
            Self::Page(_, slug) => format!("page {slug}"),
            Self::Category(_, slug) => format!("category {slug}"),
            Self::Path(path) => path.clone(),
        }
    }
}

/// A link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Link {
    group: String,
    label: String,
    target: Target,
}

/// All menus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Menus {
    version: i64,
    menus: BTreeMap<Menu, Vec<Link>>,
}

impl Menus {
    /// Reads them.
    pub async fn load(executor: &mut impl Executor) -> Result<Self, InternalError> {
        let mut menus: BTreeMap<Menu, Vec<Link>> =
            Menu::ALL.into_iter().map(|menu| (menu, Vec::new())).collect();
        for row in store::content::links(executor).await? {
            let page = row.page.map(|slug| Target::Page(None, slug));
            let category = row.category.map(|slug| Target::Category(None, slug));
            let target = page.or(category).or(row.path.map(Target::Path));
            // A menu that the program does not know stays as it is.
            if let (Some(menu), Some(target)) = (row.menu, target) {
                let link = Link { group: row.group_label, label: row.label, target };
                menus.entry(menu).or_default().push(link);
            }
        }
        let version = store::content::part_version(executor, ContentPart::Menus).await?;
        Ok(Self { version, menus })
    }
}

impl Record for Menus {
    type Field = Menu;

    fn field(key: &str) -> Option<Menu> {
        Menu::from_key(key)
    }

    fn key(menu: &Menu) -> String {
        Menu::key(*menu).to_owned()
    }

    fn fields(&self) -> Vec<Menu> {
        Menu::ALL.to_vec()
    }

    fn text(&self, menu: &Menu, _: &Known) -> String {
        let link =
            |link: &Link| format!("{} | {} | {}", link.group, link.label, link.target.text());
        let links = self.menus.get(menu).into_iter().flatten();
        links.map(link).collect::<Vec<_>>().join("\n")
    }

    fn set(&mut self, menu: &Menu, text: &str, known: &Known) -> Result<(), Problem> {
        let mut links = Vec::new();
        for one in text.lines().filter(|one| !one.trim().is_empty()) {
            let mut parts = one.splitn(3, '|');
            let (group, label) = (parts.next(), parts.next());
            let nowhere = || Problem::Nowhere(one.trim().to_owned());
            let target = parts.next().ok_or_else(nowhere)?;
            links.push(Link {
                group: line(group.unwrap_or_default(), 60)?,
                label: required(label.unwrap_or_default(), 60)?,
                target: Target::read(target, known)?,
            });
        }
        if links.len() > MOST {
            return Err(Problem::Text(format!("it has more than {MOST} links")));
        }
        self.menus.insert(*menu, links);
        Ok(())
    }

    fn version(&self) -> i64 {
        self.version
    }
}

fn violated(constraint: &str) -> Option<EditError> {
    (constraint == "menu_links_path_check")
        .then(|| EditError::field(Menu::Footer.key(), Problem::Nowhere(String::new())))
}

#[async_trait]
impl Thing for Menus {
    const ENTITY: Entity = Entity::Menu;

    fn id(&self) -> Uuid {
        Uuid::nil()
    }

    fn label(&self) -> String {
        "menus".to_owned()
    }

    fn about(&self) -> Vec<Change> {
        vec![Change::Menu]
    }

    async fn find(tx: &mut Tx, _: Uuid) -> Result<Option<Self>, InternalError> {
        Self::load(tx).await.map(Some)
    }

    async fn check(_: &mut Tx, _: &Self, _: &Self) -> Result<Vec<FieldError>, InternalError> {
        Ok(Vec::new())
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, now: i64) -> Result<(), EditError> {
        // Links of before keep their targets by slug; only those that are set have ids.
        for (menu, links) in &after.menus {
            if before.menus.get(menu) == Some(links) {
                continue;
            }
            let mut new = Vec::with_capacity(links.len());
            for Link { group, label, target } in links {
                let target = match target {
                    Target::Page(Some(id), _) => LinkTarget::Page(*id),
                    Target::Category(Some(id), _) => LinkTarget::Category(*id),
                    Target::Path(path) => LinkTarget::Path(path),
                    Target::Page(None, _) | Target::Category(None, _) => continue,
                };
                new.push(NewLink { group, label, target });
            }
            store::content::put_menu(tx, *menu, &new, now).await.on_constraint(violated)?;
        }
        store::content::count_change(tx, ContentPart::Menus).await?;
        Ok(())
    }
}
