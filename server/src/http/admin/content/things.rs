//! Pages, guides and blocks of the home page: each has a form for a new one, and one to change it.

use super::{
    common::{self, About, Refused, failed, refused},
    editor,
    kinds::Thing,
};
use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, form::DeskForm},
        extract::Query,
    },
};
use axum::response::Response;
use shop::{
    catalogue::edit::Fields,
    content::edit::{self, ChangeContent, CreateContent, ShownContent},
};

/// The form of one.
pub(super) async fn show(
    state: &State,
    desk: &Desk,
    thing: Thing,
    id: &str,
) -> Result<Response, HttpError> {
    let shown = read(state, desk, thing, id).await?;
    let editor = editor::of(state, desk, thing, &shown).await?;
    Ok(desk.page(state, &editor))
}

async fn read(
    state: &State,
    desk: &Desk,
    thing: Thing,
    id: &str,
) -> Result<ShownContent, HttpError> {
    let id = common::id(id)?;
    edit::shown(&state.shop, desk.actor()?, thing.kind(), id).await.map_err(failed)
}

/// Saves one, takes it out of the shop, brings it back, or only shows what its form says.
pub(super) async fn save(
    state: &State,
    desk: &Desk,
    (thing, id): (Thing, &str),
    posted: &DeskForm,
) -> Result<Response, HttpError> {
    let shown = read(state, desk, thing, id).await?;
    let (actor, href, list) = (desk.actor()?, thing.href(id), thing.item().href());
    let shop = &state.shop;
    let acted = match posted.fields().get("do") {
        "content-archive" => {
            Some(edit::archive(shop, actor, thing.kind(), (shown.id, shown.version)).await)
        }
        "content-restore" => {
            Some(edit::restore(shop, actor, thing.kind(), (shown.id, shown.version)).await)
        }
        _ => None,
    };
    if let Some(acted) = acted {
        return Ok(common::saved(state, desk, list, &acted.map_err(failed)?));
    }
    if posted.has("preview") {
        let mut editor = editor::of(state, desk, thing, &shown).await?;
        let problems = editor::preview(state, desk, posted, &mut editor).await?;
        common::keep(posted, &mut editor.form, problems);
        return Ok(desk.page(state, &editor));
    }
    let command = ChangeContent {
        kind: thing.kind(),
        id: shown.id,
        version: posted.version(common::SECTION)?,
        edits: common::edits(posted),
    };
    let error = match edit::change(shop, actor, command).await {
        Ok(saved) => return Ok(common::saved(state, desk, list, &saved)),
        Err(error) => error,
    };
    match refused(error)? {
        Refused::Problems(problems) => {
            let editor = editor::of(state, desk, thing, &shown).await?;
            Ok(common::refused_page(state, desk, editor, (posted, problems)))
        }
        Refused::Conflict(conflict) => {
            let about = About {
                entity: thing.entity(),
                id: shown.id,
                record: shown.label,
                cancel: href.clone(),
                action: href,
            };
            common::conflict_page((state, desk), about, posted, conflict).await
        }
    }
}

/// What the form of a new one begins with.
fn start(thing: Thing, query: &Query) -> ShownContent {
    let mut fields = Fields::new();
    let mut set = |key: &str, value: &str| fields.insert(key.to_owned(), value.to_owned());
    match thing {
        Thing::Page | Thing::Guide => {
            set("status", "draft");
        }
        Thing::Block => {
            // An unknown kind is refused when the block is saved.
            set("kind", query.get("kind").unwrap_or("text"));
            set("status", "published");
            set("sort", "chosen");
            set("max_products", "4");
        }
    }
    ShownContent { id: store::Uuid::nil(), version: 0, label: String::new(), fields }
}

/// The form of a new one.
pub(super) async fn blank(
    state: &State,
    desk: &Desk,
    thing: Thing,
    query: &Query,
) -> Result<Response, HttpError> {
    let editor = editor::of(state, desk, thing, &start(thing, query)).await?;
    Ok(desk.page(state, &editor))
}

/// Adds one.
pub(super) async fn create(
    state: &State,
    desk: &Desk,
    (thing, query): (Thing, &Query),
    posted: &DeskForm,
) -> Result<Response, HttpError> {
    let start = start(thing, query);
    let mut editor = editor::of(state, desk, thing, &start).await?;
    if posted.has("preview") {
        let problems = editor::preview(state, desk, posted, &mut editor).await?;
        common::keep(posted, &mut editor.form, problems);
        return Ok(desk.page(state, &editor));
    }
    let mut fields = common::values(posted, &editor.form);
    if let Some(kind) = start.fields.get("kind") {
        fields.insert("kind".to_owned(), kind.clone());
    }
    let command = CreateContent { kind: thing.kind(), fields };
    match edit::create(&state.shop, desk.actor()?, command).await {
        Ok(saved) => Ok(common::saved(state, desk, thing.item().href(), &saved)),
        Err(error) => match refused(error)? {
            Refused::Problems(problems) => {
                Ok(common::refused_page(state, desk, editor, (posted, problems)))
            }
            Refused::Conflict(_) => Err(HttpError::not_found()),
        },
    }
}
