//! Content pages as a merchant edits them.

use super::Thing;
use crate::{
    InternalError,
    catalogue::edit::{
        EditError, FieldError, Problem,
        fields::{Record, flag, flag_text, line, lines, required, slug},
        known::Known,
    },
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    catalogue::RedirectKind,
    content::{PageRole, PageStatus},
};
use store::{Executor, OnConstraint, Tx, Uuid, catalogue::Change, content::EditedPageRow};

/// The longest text of a page, in characters.
const BODY: usize = 20_000;

/// A field of a page, in the order in which several are set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum PageField {
    Title,
    Slug,
    Description,
    Body,
    Role,
    SearchWords,
    Status,
    Archived,
}

impl PageField {
    const ALL: [Self; 8] = [
        Self::Title,
        Self::Slug,
        Self::Description,
        Self::Body,
        Self::Role,
        Self::SearchWords,
        Self::Status,
        Self::Archived,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Description => "description",
            Self::Body => "body",
            Self::Role => "role",
            Self::SearchWords => "search_words",
            Self::Status => "status",
            Self::Archived => "archived",
        }
    }
}

/// A page, and all others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Page {
    pub row: EditedPageRow,
    others: Vec<EditedPageRow>,
    /// Whether it is being added.
    is_new: bool,
}

impl Page {
    /// Reads a page.
    pub async fn load(
        executor: &mut impl Executor,
        id: Uuid,
    ) -> Result<Option<Self>, InternalError> {
        let all = store::content::edited_pages(executor).await?;
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| row.id == id);
        Ok(own.into_iter().next().map(|row| Self { row, others, is_new: false }))
    }
}

impl Record for Page {
    type Field = PageField;

    fn field(key: &str) -> Option<PageField> {
        PageField::ALL.into_iter().find(|field| field.key() == key)
    }

    fn key(field: &PageField) -> String {
        PageField::key(*field).to_owned()
    }

    fn fields(&self) -> Vec<PageField> {
        PageField::ALL.to_vec()
    }

    fn text(&self, field: &PageField, _: &Known) -> String {
        let row = &self.row;
        match field {
            PageField::Title => row.title.clone(),
            PageField::Slug => row.slug.clone(),
            PageField::Description => row.description.clone(),
            PageField::Body => row.body.clone(),
            PageField::Role => row.role.map(PageRole::key).unwrap_or_default().to_owned(),
            PageField::SearchWords => row.search_words.clone(),
            PageField::Status => row.status.key().to_owned(),
            PageField::Archived => flag_text(row.archived_at.is_some()),
        }
    }

    fn set(&mut self, field: &PageField, text: &str, known: &Known) -> Result<(), Problem> {
        let row = &mut self.row;
        match field {
            PageField::Title => row.title = required(text, 120)?,
            PageField::Slug => row.slug = slug(text)?,
            PageField::Description => row.description = line(text, 300)?,
            PageField::Body => row.body = lines(text, BODY)?,
            PageField::Role => {
                row.role = match text.trim() {
                    "" => None,
                    key => {
                        let roles = || PageRole::ALL.map(PageRole::key).to_vec();
                        Some(PageRole::from_key(key).ok_or_else(|| Problem::NotOneOf(roles()))?)
                    }
                };
            }
            PageField::SearchWords => {
                let text = lines(text, 2_000)?;
                let words = text.lines().map(str::trim).filter(|line| !line.is_empty());
                row.search_words = words.collect::<Vec<_>>().join("\n");
            }
            PageField::Status => row.status = status(text)?,
            PageField::Archived => {
                if flag(text)? {
                    row.status = PageStatus::Draft;
                    row.role = None;
                    row.archived_at = row.archived_at.or(Some(known.now));
                } else {
                    row.archived_at = None;
                }
            }
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.row.version
    }
}

/// The status of a page or a block.
pub(super) fn status(text: &str) -> Result<PageStatus, Problem> {
    let status = PageStatus::from_key(text.trim());
    status.ok_or_else(|| Problem::NotOneOf(vec!["draft", "published"]))
}

fn violated(constraint: &str) -> Option<EditError> {
    match constraint {
        "pages_slug_key" => Some(EditError::field(PageField::Slug.key(), Problem::Taken)),
        "pages_role_key" => Some(EditError::field(PageField::Role.key(), Problem::Taken)),
        _ => None,
    }
}

#[async_trait]
impl Thing for Page {
    const ENTITY: Entity = Entity::Page;
    const REQUIRED: &'static [&'static str] = &["title", "slug"];

    fn id(&self) -> Uuid {
        self.row.id
    }

    fn label(&self) -> String {
        self.row.title.clone()
    }

    fn about(&self) -> Vec<Change> {
        vec![Change::Page(self.row.id)]
    }

    async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        Self::load(tx, id).await
    }

    async fn blank(tx: &mut Tx, id: Uuid, now: i64) -> Result<Option<Self>, InternalError> {
        let row = EditedPageRow {
            id,
            slug: String::new(),
            title: String::new(),
            description: String::new(),
            body: String::new(),
            role: None,
            search_words: String::new(),
            status: PageStatus::Draft,
            version: 1,
            archived_at: None,
            updated_at: now,
        };
        let others = store::content::edited_pages(tx).await?;
        Ok(Some(Self { row, others, is_new: true }))
    }

    async fn check(
        tx: &mut Tx,
        before: &Self,
        after: &Self,
    ) -> Result<Vec<FieldError>, InternalError> {
        let mut errors = Vec::new();
        let (row, old) = (&after.row, &before.row);
        let mut wrong = |field: PageField, problem| {
            errors.push(FieldError::new(field.key(), problem));
        };
        let in_role = after.others.iter().find(|other| other.role == row.role);
        if let Some(other) = in_role.filter(|_| row.role.is_some()) {
            wrong(PageField::Role, Problem::RoleTaken(other.title.clone()));
        }
        if row.archived_at.is_some() && row.status == PageStatus::Published {
            wrong(PageField::Status, Problem::Archived(row.title.clone()));
        }
        if row.status == PageStatus::Published && row.body.trim().is_empty() {
            wrong(PageField::Body, Problem::Required);
        }
        if row.slug != old.slug {
            let taken = after.others.iter().any(|other| other.slug == row.slug);
            let leads_to = store::catalogue::redirect(tx, RedirectKind::Page, &row.slug).await?;
            let problem = match leads_to.filter(|target| *target != old.slug) {
                _ if taken => Some(Problem::Taken),
                other => other.map(Problem::OldAddress),
            };
            if let Some(problem) = problem {
                wrong(PageField::Slug, problem);
            }
        }
        Ok(errors)
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, now: i64) -> Result<(), EditError> {
        let row = EditedPageRow { updated_at: now, ..after.row.clone() };
        if before.is_new {
            store::content::insert_page(tx, &row).await.on_constraint(violated)?;
            return Ok(());
        }
        store::content::update_page(tx, &row).await.on_constraint(violated)?;
        let (old, new) = (&before.row.slug, &row.slug);
        if old != new {
            store::catalogue::redirect_renamed(tx, RedirectKind::Page, old, new).await?;
        }
        Ok(())
    }
}
