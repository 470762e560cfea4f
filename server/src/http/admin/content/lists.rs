//! The lists of pages, guides and blocks of the home page.

use super::{
    common::{self, Refused, Step, failed, refused},
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
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use domain::content::{PageRole, PageStatus, home::BlockKind};
use shop::{
    catalogue::desk::{HomeAt, home_at},
    content::{
        desk as read,
        edit::{self, OrderContent},
    },
};
use store::{Uuid, content::EditedBlockRow};
use views::{
    admin::{
        content::{Act, ContentList, ContentRow, Note},
        list::{Status, Tone},
        shell::MenuItem,
    },
    routes,
};

fn list(item: MenuItem, rows: Vec<ContentRow>) -> ContentList {
    ContentList {
        item,
        title: String::new(),
        notes: Vec::new(),
        new: Vec::new(),
        rows,
        at: None,
        form: None,
    }
}

/// All pages, by title.
pub(super) async fn pages(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let pages = read::pages(&state.shop, desk.actor()?).await.map_err(failed)?;
    let missing = shop::content::missing_pages(&state.shop);
    let rows = pages.into_iter().map(|page| {
        let address = routes::content_page(&page.slug);
        let role = page.role.map(PageRole::key);
        ContentRow {
            href: Some(Thing::Page.href(&page.id.to_string())),
            detail: role.map_or_else(|| address.clone(), |role| format!("{address} · {role}")),
            name: page.title,
            depth: 0,
            status: Some(common::status(page.status.key(), page.archived_at.is_some())),
            links: Vec::new(),
            acts: Vec::new(),
        }
    });
    let mut view = list(MenuItem::Pages, rows.collect());
    view.notes = missing.into_iter().map(|role| Note::new("page-missing", role.key())).collect();
    view.new = vec![(routes::ADMIN_CONTENT_PAGE_NEW.to_owned(), "content-page".to_owned())];
    Ok(desk.page(&state, &view))
}

/// Buttons that move a row.
fn moves(path: &str, id: Uuid) -> Vec<Act> {
    let act = |key: &str| Act {
        key: key.to_owned(),
        action: path.to_owned(),
        fields: vec![("id".to_owned(), id.to_string())],
    };
    vec![act("content-up"), act("content-down")]
}

/// All guides, in order.
pub(super) async fn guides(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let mut guides = read::guides(&state.shop, desk.actor()?).await.map_err(failed)?;
    guides.sort_by_key(|guide| guide.archived_at.is_some());
    let rows = guides.into_iter().map(|guide| {
        let is_archived = guide.archived_at.is_some();
        ContentRow {
            href: Some(Thing::Guide.href(&guide.id.to_string())),
            detail: routes::buying_guide(&guide.slug),
            name: guide.title,
            depth: 0,
            status: Some(common::status(guide.status.key(), is_archived)),
            links: Vec::new(),
            acts: if is_archived { Vec::new() } else { moves(routes::ADMIN_GUIDES, guide.id) },
        }
    });
    let mut view = list(MenuItem::Guides, rows.collect());
    view.new = vec![(routes::ADMIN_GUIDE_NEW.to_owned(), "content-guide".to_owned())];
    Ok(desk.page(&state, &view))
}

/// Moves a guide.
pub(super) async fn order_guides(
    Extract(state): Extract<State>,
    desk: Desk,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let guides = read::guides(&state.shop, desk.actor()?).await.map_err(failed)?;
    let open = guides.into_iter().filter(|guide| guide.archived_at.is_none());
    order(&state, &desk, (Thing::Guide, open.map(|guide| guide.id).collect()), &posted).await
}

async fn order(
    state: &State,
    desk: &Desk,
    (thing, all): (Thing, Vec<Uuid>),
    posted: &DeskForm,
) -> Result<Response, HttpError> {
    let id = common::id(posted.fields().get("id"))?;
    let step = Step::from_key(posted.fields().get("do"));
    let step = step.ok_or_else(|| HttpError::of(StatusCode::UNPROCESSABLE_ENTITY))?;
    let order = common::moved(&all, &id, step).ok_or_else(HttpError::not_found)?;
    let command = OrderContent { kind: thing.kind(), order };
    let entry = edit::order(&state.shop, desk.actor()?, command).await.map_err(failed)?;
    Ok(common::done(state, desk, thing.item().href(), entry))
}

/// What a block is at a time.
fn status_at(block: &EditedBlockRow, at: i64) -> Status {
    let (key, tone) = match block.status {
        _ if block.archived_at.is_some() => ("archived", Tone::Quiet),
        PageStatus::Draft => ("draft", Tone::Attention),
        PageStatus::Published if block.starts_at.is_some_and(|start| start > at) => {
            ("content-later", Tone::Attention)
        }
        PageStatus::Published if block.ends_at.is_some_and(|end| end <= at) => {
            ("content-over", Tone::Quiet)
        }
        PageStatus::Published => ("content-shown", Tone::Good),
    };
    Status { key: key.to_owned(), tone }
}

/// The blocks of the home page, in order, as they are at a time.
pub(super) async fn blocks(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let typed = query.get("at").unwrap_or_default();
    let (home, problem) = match home_at(&state.shop, desk.actor()?, typed).await {
        Ok(home) => (home, None),
        Err(error) => match refused(error)? {
            Refused::Problems(problems) => {
                let now = home_at(&state.shop, desk.actor()?, "").await.map_err(failed)?;
                (now, problems.into_iter().next())
            }
            Refused::Conflict(_) => return Err(HttpError::not_found()),
        },
    };
    let mut blocks = read::blocks(&state.shop, desk.actor()?).await.map_err(failed)?;
    blocks.sort_by_key(|block| block.archived_at.is_some());
    let zone = state.shop.zone();
    let rows = blocks.into_iter().map(|block| {
        row(block, &home, |at| {
            let local = zone.date_time(at);
            format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
        })
    });
    let mut view = list(MenuItem::HomePage, rows.collect());
    view.at = Some(if problem.is_some() { typed.to_owned() } else { home.text.clone() });
    if let Some(problem) = problem {
        view.notes.push(Note::new("home-time", &problem.detail).bad());
    } else if !typed.is_empty() {
        view.notes.push(Note::new("home-at", &home.text));
    }
    let kinds = BlockKind::ALL.map(BlockKind::key).into_iter();
    view.new = kinds
        .map(|kind| {
            let href = routes::with_query(routes::ADMIN_HOME_BLOCK_NEW, &[("kind", kind)]);
            (href, format!("content-{kind}"))
        })
        .collect();
    Ok(desk.page(&state, &view))
}

/// A block with what it shows at the time of the page.
fn row(block: EditedBlockRow, home: &HomeAt, local: impl Fn(i64) -> String) -> ContentRow {
    let shown = home.blocks.iter().flatten().find(|shown| shown.slug == block.slug);
    let products = shown.map(|shown| shown.products.join(", ")).unwrap_or_default();
    let times = [block.starts_at, block.ends_at].map(|at| at.map(&local).unwrap_or_default());
    let times =
        if times.iter().all(String::is_empty) { String::new() } else { times.join(" – ") };
    let parts =
        [block.kind.map(BlockKind::key).unwrap_or_default(), times.as_str(), products.as_str()];
    let detail: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let name = if block.title.is_empty() { &block.slug } else { &block.title };
    let is_archived = block.archived_at.is_some();
    let href = Thing::Block.href(&block.id.to_string());
    ContentRow {
        name: name.clone(),
        detail: detail.join(" · "),
        depth: 0,
        status: Some(status_at(&block, home.at)),
        links: Vec::new(),
        acts: if is_archived {
            vec![Act {
                key: "content-restore".to_owned(),
                action: href.clone(),
                fields: Vec::new(),
            }]
        } else {
            moves(routes::ADMIN_HOME_PAGE, block.id)
        },
        href: Some(href),
    }
}

/// Moves a block.
pub(super) async fn order_blocks(
    Extract(state): Extract<State>,
    desk: Desk,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let blocks = read::blocks(&state.shop, desk.actor()?).await.map_err(failed)?;
    let open = blocks.into_iter().filter(|block| block.archived_at.is_none());
    order(&state, &desk, (Thing::Block, open.map(|block| block.id).collect()), &posted).await
}
