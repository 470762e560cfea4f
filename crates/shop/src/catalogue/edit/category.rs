//! Categories as a merchant edits them.

use super::{
    EditError, FieldError, Given, Problem, Saved,
    fields::{
        Edits, Fields, Record, Subject, differences, flag, flag_text, line, lines, merge, required,
        slug,
    },
    known::Known,
    show,
};
use crate::{
    Context, InternalError,
    audit::{Recorded, record},
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    catalogue::RedirectKind,
    staff::Permission,
};
use std::collections::BTreeMap;
use store::{
    OnConstraint, Tx, Uuid,
    catalogue::{Change, EditedCategoryRow},
};

/// The most places of categories.
const PLACES: i64 = 100_000;

/// A field of a category, in the order in which several are set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CategoryField {
    /// Its heading.
    Name,
    /// Its slug; the old one redirects to a new one.
    Slug,
    /// A one-sentence introduction.
    Intro,
    /// A paragraph of buying advice.
    Guide,
    /// The slug of its parent; empty for a root.
    Parent,
    /// Its place among its siblings.
    Position,
    /// Whether it is no longer shown.
    Archived,
}

impl CategoryField {
    /// All, in display order.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Slug,
        Self::Intro,
        Self::Guide,
        Self::Parent,
        Self::Position,
        Self::Archived,
    ];

    /// Its key in forms, in the API and in the audit log.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Slug => "slug",
            Self::Intro => "intro",
            Self::Guide => "guide",
            Self::Parent => "parent",
            Self::Position => "position",
            Self::Archived => "archived",
        }
    }

    /// The field with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// A category with the tree that it is in.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::catalogue) struct Category {
    pub row: EditedCategoryRow,
    /// All others, archived ones too, by key.
    others: BTreeMap<Uuid, EditedCategoryRow>,
}

impl Category {
    /// Locks the tree of categories and a category in it.
    pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        store::catalogue::lock_tree(tx).await?;
        match store::catalogue::lock_category(tx, id).await? {
            Some(row) => Ok(Some(Self::of_row(tx, row).await?)),
            None => Ok(None),
        }
    }

    async fn of_row(tx: &mut Tx, row: EditedCategoryRow) -> Result<Self, InternalError> {
        let all = store::catalogue::edited_categories(tx).await?;
        let others = all.into_iter().filter(|other| other.id != row.id);
        Ok(Self { others: others.map(|other| (other.id, other)).collect(), row })
    }

    /// Whether a category is this one or below it.
    fn contains(&self, id: Uuid) -> bool {
        let mut at = Some(id);
        // A tree is never deeper than it has categories.
        for _ in 0..=self.others.len() {
            match at {
                Some(id) if id == self.row.id => return true,
                Some(id) => at = self.others.get(&id).and_then(|other| other.parent_id),
                None => return false,
            }
        }
        true
    }

    fn children(&self) -> impl Iterator<Item = &EditedCategoryRow> {
        let own = self.row.id;
        let children = self.others.values().filter(move |other| other.parent_id == Some(own));
        children.filter(|child| child.archived_at.is_none())
    }
}

impl Record for Category {
    type Field = CategoryField;

    fn field(key: &str) -> Option<CategoryField> {
        CategoryField::from_key(key)
    }

    fn key(field: &CategoryField) -> String {
        CategoryField::key(*field).to_owned()
    }

    fn fields(&self) -> Vec<CategoryField> {
        CategoryField::ALL.to_vec()
    }

    fn text(&self, field: &CategoryField, _: &Known) -> String {
        let row = &self.row;
        match field {
            CategoryField::Name => row.name.clone(),
            CategoryField::Slug => row.slug.clone(),
            CategoryField::Intro => row.intro.clone(),
            CategoryField::Guide => row.guide.clone(),
            CategoryField::Parent => {
                let parent = row.parent_id.and_then(|parent| self.others.get(&parent));
                parent.map_or_else(String::new, |parent| parent.slug.clone())
            }
            CategoryField::Position => row.position.to_string(),
            CategoryField::Archived => flag_text(row.archived_at.is_some()),
        }
    }

    fn set(&mut self, field: &CategoryField, text: &str, known: &Known) -> Result<(), Problem> {
        match field {
            CategoryField::Name => self.row.name = required(text, 120)?,
            CategoryField::Slug => self.row.slug = slug(text)?,
            CategoryField::Intro => self.row.intro = line(text, 500)?,
            CategoryField::Guide => self.row.guide = lines(text, 5_000)?,
            CategoryField::Parent => {
                let wanted = text.trim();
                if wanted.is_empty() {
                    self.row.parent_id = None;
                    return Ok(());
                }
                if wanted == self.row.slug {
                    return Err(Problem::Cycle);
                }
                let parent = self.others.values().find(|other| other.slug == wanted);
                let parent = parent.ok_or_else(|| Problem::Missing(wanted.to_owned()))?;
                if parent.archived_at.is_some() {
                    return Err(Problem::Archived(wanted.to_owned()));
                }
                if self.contains(parent.id) {
                    return Err(Problem::Cycle);
                }
                self.row.parent_id = Some(parent.id);
            }
            CategoryField::Position => {
                let place = text.trim().parse().ok().filter(|at: &i64| (0..=PLACES).contains(at));
                self.row.position = place.ok_or(Problem::NotWithin(0, PLACES))?;
            }
            CategoryField::Archived => {
                self.row.archived_at = match (flag(text)?, self.row.archived_at) {
                    (true, None) => Some(known.now),
                    (true, since) => since,
                    (false, _) => None,
                };
            }
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.row.version
    }
}

/// Adds a category.
#[derive(Clone, Debug, Default)]
pub struct CreateCategory {
    /// Its fields, by [`CategoryField::key`]. Name and slug are required; it comes after its
    /// siblings without a position.
    pub fields: Fields,
}

/// Changes fields of a category: renames it, moves it, or changes its texts.
#[derive(Clone, Debug)]
pub struct ChangeCategory {
    /// The category.
    pub id: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The changed fields, by [`CategoryField::key`].
    pub edits: Edits,
}

/// Adds a category.
///
/// # Errors
/// See [`EditError`]; never a conflict.
#[tracing::instrument(name = "create_category", skip_all)]
pub async fn create(
    ctx: &Context,
    actor: &Actor,
    command: CreateCategory,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_tree(&mut tx).await?;
    let id = store::new_id(now);
    let empty = EditedCategoryRow {
        id,
        parent_id: None,
        slug: String::new(),
        name: String::new(),
        intro: String::new(),
        guide: String::new(),
        position: 0,
        version: 1,
        archived_at: None,
    };
    let before = Category::of_row(&mut tx, empty).await?;
    let known = Known::new(ctx, &mut tx).await?;
    let mut edits: Edits =
        command.fields.iter().map(|(key, value)| (key.clone(), Given::new(value))).collect();
    // Without one, the error is that of an empty one.
    for field in [CategoryField::Name, CategoryField::Slug] {
        edits.entry(field.key().to_owned()).or_insert_with(|| Given::new(""));
    }
    let mut after = merge(&before, 1, &edits, &known)?;
    if !edits.contains_key(CategoryField::Position.key()) {
        let parent = after.row.parent_id;
        let siblings = after.others.values().filter(|other| other.parent_id == parent);
        after.row.position = siblings.map(|other| other.position).max().unwrap_or(0) + 1;
    }
    refuse(check(&mut tx, &before, &after).await?)?;
    store::catalogue::insert_category(&mut tx, &after.row).await.on_constraint(violated)?;
    let subject = Subject { entity: Entity::Category, id, label: &after.row.name };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Category(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: 1, changed: edits.into_keys().collect(), entry: Some(entry) })
}

/// Changes fields of a category.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "change_category", skip_all, fields(category = %command.id))]
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangeCategory,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let ChangeCategory { id, version, edits } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = Category::lock(&mut tx, id).await?.ok_or(EditError::NotFound)?;
    let known = Known::new(ctx, &mut tx).await?;
    let after = merge(&before, version, &edits, &known)?;
    let subject = Subject { entity: Entity::Category, id, label: &after.row.name };
    let changes = differences(subject, &before, &after, &known);
    if changes.is_empty() {
        return Ok(Saved { id, version: before.version(), changed: Vec::new(), entry: None });
    }
    refuse(check(&mut tx, &before, &after).await?)?;
    let changed: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    save(&mut tx, &before, &after).await?;
    let action = match (before.row.archived_at, after.row.archived_at) {
        (None, Some(_)) => Action::Archive,
        (Some(_), None) => Action::Restore,
        _ => Action::Change,
    };
    let entry = record(&mut tx, actor, now, Recorded::new(action, changes)).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Category(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: before.version() + 1, changed, entry: Some(entry) })
}

/// Archives a category of this version. No product of any status and no other category may be in
/// it.
///
/// # Errors
/// See [`EditError`].
pub async fn archive(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeCategory { id, version, edits: archived("yes") }).await
}

/// Restores an archived category of this version where it was.
///
/// # Errors
/// See [`EditError`].
pub async fn restore(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeCategory { id, version, edits: archived("no") }).await
}

fn archived(value: &str) -> Edits {
    Edits::from([(CategoryField::Archived.key().to_owned(), Given::new(value))])
}

/// Puts the subcategories of a category into an order.
#[derive(Clone, Debug)]
pub struct OrderCategories {
    /// The parent; none for the roots.
    pub parent: Option<Uuid>,
    /// The subcategories in their new order. Those that are not named come after them, as they
    /// were.
    pub order: Vec<Uuid>,
}

/// Puts the subcategories of a category into an order, and returns the entry in the audit log if
/// that changes anything.
///
/// # Errors
/// See [`EditError`]; [`EditError::NotFound`] if one of them is not a subcategory of it.
#[tracing::instrument(name = "order_categories", skip_all)]
pub async fn order(
    ctx: &Context,
    actor: &Actor,
    command: OrderCategories,
) -> Result<Option<Uuid>, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_tree(&mut tx).await?;
    let mut siblings = store::catalogue::edited_categories(&mut tx).await?;
    siblings.retain(|row| row.parent_id == command.parent && row.archived_at.is_none());
    let is_sibling = |id: &Uuid| siblings.iter().any(|row| row.id == *id);
    if !command.order.iter().all(is_sibling) {
        return Err(EditError::NotFound);
    }
    let place = |row: &EditedCategoryRow| command.order.iter().position(|id| *id == row.id);
    siblings.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
    let (mut changes, mut moved) = (Vec::new(), Vec::new());
    for (position, row) in (1..).zip(siblings) {
        if row.position == position {
            continue;
        }
        let subject = Subject { entity: Entity::Category, id: row.id, label: &row.name };
        let (before, after) = (row.position.to_string(), position.to_string());
        changes.push(subject.changed(CategoryField::Position.key(), &before, &after));
        moved.push(EditedCategoryRow { position, ..row });
    }
    // In the order in which edits of products lock them.
    moved.sort_by_key(|row| row.id);
    for row in &moved {
        store::catalogue::update_category(&mut tx, row).await?;
    }
    if changes.is_empty() {
        return Ok(None);
    }
    let entry = record(&mut tx, actor, now, Recorded::new(Action::Change, changes)).await?;
    let categories: Vec<Change> = moved.iter().map(|row| Change::Category(row.id)).collect();
    store::catalogue::bump_for(&mut tx, &categories).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Some(entry))
}

fn refuse(errors: Vec<FieldError>) -> Result<(), EditError> {
    if errors.is_empty() { Ok(()) } else { Err(EditError::Invalid(errors)) }
}

fn violated(constraint: &str) -> Option<EditError> {
    (constraint == "categories_slug_key")
        .then(|| EditError::field(CategoryField::Slug.key(), Problem::Taken))
}

/// What is wrong with a category as a whole after a save.
pub(super) async fn check(
    tx: &mut Tx,
    before: &Category,
    after: &Category,
) -> Result<Vec<FieldError>, InternalError> {
    let mut errors = Vec::new();
    let (row, old) = (&after.row, &before.row);
    if row.archived_at.is_some() && old.archived_at.is_none() {
        let has_products = store::catalogue::has_products(tx, row.id).await?;
        if has_products || before.children().next().is_some() {
            errors.push(FieldError::new(CategoryField::Archived.key(), Problem::NotEmpty));
        }
    }
    let parent = row.parent_id.and_then(|parent| after.others.get(&parent));
    if let Some(parent) = parent.filter(|parent| parent.archived_at.is_some())
        && row.archived_at.is_none()
    {
        let problem = Problem::Archived(parent.slug.clone());
        errors.push(FieldError::new(CategoryField::Parent.key(), problem));
    }
    if row.slug != old.slug {
        let taken = after.others.values().any(|other| other.slug == row.slug);
        let leads_to = store::catalogue::redirect(tx, RedirectKind::Category, &row.slug).await?;
        let problem = match leads_to.filter(|target| *target != old.slug) {
            _ if taken => Some(Problem::Taken),
            other => other.map(Problem::OldAddress),
        };
        let error = |problem| FieldError::new(CategoryField::Slug.key(), problem);
        errors.extend(problem.map(error));
    }
    Ok(errors)
}

/// Writes a locked category.
pub(super) async fn save(
    tx: &mut Tx,
    before: &Category,
    after: &Category,
) -> Result<(), EditError> {
    store::catalogue::update_category(tx, &after.row).await.on_constraint(violated)?;
    let (old, new) = (&before.row.slug, &after.row.slug);
    if old != new {
        store::catalogue::redirect_renamed(tx, RedirectKind::Category, old, new).await?;
    }
    Ok(())
}
