//! The tree of categories, and a category. A category is moved with two buttons: "Move" beside it,
//! and "Put here" beside the one that it comes under.

use super::common::{self, About, Refused, SECTION, Step, failed, field, form, named, refused};
use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, form::DeskForm},
        extract::Query,
    },
};
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{audit::Entity, staff::Permission};
use shop::catalogue::{
    desk::{self, CategoryNode, DeskError},
    edit::{
        EditError, Edits, Fields, Given,
        category::{self, CategoryField, ChangeCategory, CreateCategory, OrderCategories},
    },
};
use store::{Uuid, catalogue::EditedCategoryRow};
use views::{
    admin::{
        content::{Act, ContentEditor, ContentList, ContentRow, EditorTitle, Note},
        form::{Control, FormField, LineKind},
        shell::MenuItem,
    },
    routes,
};

async fn tree(state: &State, desk: &Desk) -> Result<Vec<CategoryNode>, HttpError> {
    desk::categories(&state.shop, desk.actor()?).await.map_err(|error| match error {
        DeskError::Forbidden(forbidden) => forbidden.into(),
        DeskError::NotFound | DeskError::NoSuchPage => HttpError::not_found(),
        DeskError::Internal(error) => error.into(),
    })
}

/// Whether a category is another one or below it.
fn is_within(tree: &[CategoryNode], id: Uuid, above: Uuid) -> bool {
    let parent = |id: Uuid| tree.iter().find(|node| node.row.id == id)?.row.parent_id;
    // A tree is never deeper than it has categories.
    std::iter::successors(Some(id), |id| parent(*id)).take(tree.len() + 1).any(|id| id == above)
}

/// The tree. With a category to move, each row that it can come under has a button.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let mut tree = tree(&state, &desk).await?;
    let moving = query.get("move").and_then(|id| id.parse::<Uuid>().ok());
    let moving = moving.and_then(|id| tree.iter().find(|node| node.row.id == id)).cloned();
    let may_write = desk.actor()?.may(Permission::CatalogueWrite);
    // Archived ones come last.
    tree.sort_by_key(|node| node.row.archived_at.is_some());
    let row = |node: &CategoryNode| {
        let row = &node.row;
        let is_archived = row.archived_at.is_some();
        let (mut links, mut acts) = (Vec::new(), Vec::new());
        if let Some(moved) = &moving {
            let fits = !is_archived && !is_within(&tree, row.id, moved.row.id);
            if fits && moved.row.parent_id != Some(row.id) {
                acts.push(put(&moved.row, &row.id.to_string()));
            }
        } else if may_write && !is_archived {
            let id = row.id.to_string();
            let href = routes::with_query(routes::ADMIN_CATEGORIES, &[("move", &id)]);
            links.push((href, "content-move".to_owned()));
            acts.extend(["content-up", "content-down"].map(|key| Act {
                key: key.to_owned(),
                action: routes::ADMIN_CATEGORIES.to_owned(),
                fields: vec![("id".to_owned(), id.clone())],
            }));
        }
        ContentRow {
            name: row.name.clone(),
            href: may_write.then(|| routes::admin_category(&row.id.to_string())),
            detail: routes::category(&row.slug),
            depth: if is_archived { 0 } else { node.depth },
            status: is_archived.then(|| common::status("draft", true)),
            links,
            acts,
        }
    };
    let mut rows: Vec<ContentRow> = tree.iter().map(row).collect();
    let mut notes = Vec::new();
    if let Some(moved) = &moving {
        notes.push(Note::new("category-moving", &moved.row.name));
        if moved.row.parent_id.is_some() {
            rows.insert(0, top(&moved.row));
        }
    }
    let new = (routes::ADMIN_CATEGORY_NEW.to_owned(), "content-category".to_owned());
    let view = ContentList {
        item: MenuItem::Categories,
        title: String::new(),
        notes,
        new: if may_write && moving.is_none() { vec![new] } else { Vec::new() },
        rows,
        at: None,
        form: None,
    };
    Ok(desk.page(&state, &view))
}

/// The row that stands for the top of the tree.
fn top(moved: &EditedCategoryRow) -> ContentRow {
    ContentRow {
        name: app::word("admin-content-top"),
        href: None,
        detail: String::new(),
        depth: 0,
        status: None,
        links: Vec::new(),
        acts: vec![put(moved, "")],
    }
}

/// The button that puts a category under another one; at the top without one.
fn put(moved: &EditedCategoryRow, parent: &str) -> Act {
    Act {
        key: "content-put-here".to_owned(),
        action: routes::ADMIN_CATEGORIES.to_owned(),
        fields: vec![
            ("id".to_owned(), moved.id.to_string()),
            ("version".to_owned(), moved.version.to_string()),
            ("parent".to_owned(), parent.to_owned()),
        ],
    }
}

/// Moves a category.
pub(super) async fn act(
    Extract(state): Extract<State>,
    desk: Desk,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let tree = tree(&state, &desk).await?;
    let id = common::id(posted.fields().get("id"))?;
    let node = tree.iter().find(|node| node.row.id == id).ok_or_else(HttpError::not_found)?;
    let wrong = || HttpError::of(StatusCode::UNPROCESSABLE_ENTITY);
    let entry = match posted.fields().get("do") {
        "content-put-here" => {
            let version = posted.fields().get("version").parse().map_err(|_| wrong())?;
            let slug = match posted.fields().get("parent") {
                "" => String::new(),
                parent => {
                    let parent = common::id(parent)?;
                    let parent = tree.iter().find(|node| node.row.id == parent);
                    parent.ok_or_else(HttpError::not_found)?.row.slug.clone()
                }
            };
            let edits = Edits::from([(CategoryField::Parent.key().to_owned(), Given::new(&slug))]);
            let command = ChangeCategory { id, version, edits };
            let saved = category::change(&state.shop, desk.actor()?, command).await;
            saved.map_err(failed)?.entry
        }
        key => {
            let step = Step::from_key(key).ok_or_else(wrong)?;
            let parent = node.row.parent_id;
            let is_sibling = |node: &&CategoryNode| {
                node.row.parent_id == parent && node.row.archived_at.is_none()
            };
            let siblings: Vec<Uuid> =
                tree.iter().filter(is_sibling).map(|node| node.row.id).collect();
            let order = common::moved(&siblings, &id, step).ok_or_else(HttpError::not_found)?;
            let command = OrderCategories { parent, order };
            category::order(&state.shop, desk.actor()?, command).await.map_err(failed)?
        }
    };
    Ok(common::done(&state, &desk, routes::ADMIN_CATEGORIES, entry))
}

fn fields(row: &EditedCategoryRow, parent: &str) -> Fields {
    let own = |field: CategoryField, value: &str| (field.key().to_owned(), value.to_owned());
    Fields::from([
        own(CategoryField::Name, &row.name),
        own(CategoryField::Slug, &row.slug),
        own(CategoryField::Intro, &row.intro),
        own(CategoryField::Guide, &row.guide),
        own(CategoryField::Parent, parent),
    ])
}

/// The fields of a category; `own` is its key.
fn controls(fields: &Fields, tree: &[CategoryNode], own: Option<Uuid>) -> Vec<FormField> {
    let fits = |node: &&CategoryNode| {
        node.row.archived_at.is_none() && own.is_none_or(|own| !is_within(tree, node.row.id, own))
    };
    let choice = |node: &CategoryNode| {
        named(&node.row.slug, &format!("{}{}", "– ".repeat(node.depth), node.row.name))
    };
    let parents = tree.iter().filter(fits).map(choice).collect();
    vec![
        field(fields, "name"),
        field(fields, "slug").with(Control::Line(LineKind::Code)).helped("slug"),
        field(fields, "parent").with(Control::Choice(parents)).optional(),
        field(fields, "intro").with(Control::LongText { rows: 2 }).optional(),
        field(fields, "guide")
            .with(Control::LongText { rows: 6 })
            .optional()
            .helped("content-guide"),
    ]
}

fn editor(tree: &[CategoryNode], row: Option<&EditedCategoryRow>) -> ContentEditor {
    let parent = row.and_then(|row| row.parent_id);
    let parent = tree.iter().find(|node| Some(node.row.id) == parent);
    let parent = parent.map(|node| node.row.slug.as_str()).unwrap_or_default();
    let shown = row.map(|row| fields(row, parent)).unwrap_or_default();
    let action = match row {
        Some(row) => routes::admin_category(&row.id.to_string()),
        None => routes::ADMIN_CATEGORY_NEW.to_owned(),
    };
    let is_archived = row.is_some_and(|row| row.archived_at.is_some());
    let act = |row: &EditedCategoryRow| Act {
        key: if is_archived { "content-restore" } else { "content-archive" }.to_owned(),
        action: routes::admin_category(&row.id.to_string()),
        fields: vec![("version".to_owned(), row.version.to_string())],
    };
    ContentEditor {
        item: MenuItem::Categories,
        title: match row {
            Some(row) => EditorTitle::Name(row.name.clone()),
            None => EditorTitle::Key("content-category".to_owned()),
        },
        status: is_archived.then(|| common::status("draft", true)),
        shop: row.filter(|_| !is_archived).map(|row| routes::category(&row.slug)),
        places: Vec::new(),
        notes: Vec::new(),
        form: form(
            (action, routes::ADMIN_CATEGORIES),
            row.map(|row| row.version),
            controls(&shown, tree, row.map(|row| row.id)),
        ),
        preview: None,
        lines: Vec::new(),
        sample: String::new(),
        acts: row.map(act).into_iter().collect(),
    }
}

/// The form of a new category.
pub(super) async fn blank(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let tree = tree(&state, &desk).await?;
    Ok(desk.page(&state, &editor(&tree, None)))
}

/// Adds a category.
pub(super) async fn create(
    Extract(state): Extract<State>,
    desk: Desk,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let tree = tree(&state, &desk).await?;
    let editor = editor(&tree, None);
    let command = CreateCategory { fields: common::values(&posted, &editor.form) };
    match category::create(&state.shop, desk.actor()?, command).await {
        Ok(saved) => Ok(common::saved(&state, &desk, routes::ADMIN_CATEGORIES, &saved)),
        Err(error) => match refused(error)? {
            Refused::Problems(problems) => {
                Ok(common::refused_page(&state, &desk, editor, (&posted, problems)))
            }
            Refused::Conflict(_) => Err(HttpError::not_found()),
        },
    }
}

/// The form of a category.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    let tree = tree(&state, &desk).await?;
    let id = common::id(&id)?;
    let node = tree.iter().find(|node| node.row.id == id).ok_or_else(HttpError::not_found)?;
    Ok(desk.page(&state, &editor(&tree, Some(&node.row))))
}

/// Saves a category, archives it or restores it.
pub(super) async fn save(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let tree = tree(&state, &desk).await?;
    let id = common::id(&id)?;
    let node = tree.iter().find(|node| node.row.id == id).ok_or_else(HttpError::not_found)?;
    let (shop, actor, version) = (&state.shop, desk.actor()?, node.row.version);
    let saved = match posted.fields().get("do") {
        "content-archive" => category::archive(shop, actor, id, version).await,
        "content-restore" => category::restore(shop, actor, id, version).await,
        _ => {
            let version = posted.version(SECTION)?;
            let command = ChangeCategory { id, version, edits: common::edits(&posted) };
            category::change(shop, actor, command).await
        }
    };
    let error: EditError = match saved {
        Ok(saved) => return Ok(common::saved(&state, &desk, routes::ADMIN_CATEGORIES, &saved)),
        Err(error) => error,
    };
    match refused(error)? {
        Refused::Problems(problems) => {
            let editor = editor(&tree, Some(&node.row));
            Ok(common::refused_page(&state, &desk, editor, (&posted, problems)))
        }
        Refused::Conflict(conflict) => {
            let href = routes::admin_category(&id.to_string());
            let about = About {
                entity: Entity::Category,
                id,
                record: node.row.name.clone(),
                action: href.clone(),
                cancel: href,
            };
            common::conflict_page((&state, &desk), about, &posted, conflict).await
        }
    }
}
