//! The menus: the links of each in order, with buttons, and a form for one link.

use super::common::{
    self, Refused, SECTION, Step, failed, field, form, keep, named, problem, refused,
};
use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, flash::Flash, form::DeskForm},
        extract::Query,
    },
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::content::Menu;
use shop::{
    catalogue::edit::{EditError, Edits, Fields, Given},
    content::{
        desk as read,
        edit::{self, ChangeContent, ContentKind, ShownContent},
    },
};
use store::Uuid;
use views::{
    admin::{
        content::{Act, ContentList, ContentRow, Note},
        form::{Control, FormError, FormView, LineKind},
        list::Choice,
        shell::MenuItem,
    },
    routes,
};

/// All menus.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let shown = shown(&state, &desk).await?;
    let rows = Menu::ALL.into_iter().map(|menu| ContentRow {
        name: app::i18n::find(&format!("admin-title-menu-{}", menu.key()))
            .unwrap_or_else(|| menu.key())
            .to_owned(),
        href: Some(routes::admin_menu(menu.key())),
        detail: t!("admin-content-links", count = lines(&shown, menu).len()),
        depth: 0,
        status: None,
        links: Vec::new(),
        acts: Vec::new(),
    });
    let view = ContentList {
        item: MenuItem::Menus,
        title: String::new(),
        notes: Vec::new(),
        new: Vec::new(),
        rows: rows.collect(),
        at: None,
        form: None,
    };
    Ok(desk.page(&state, &view))
}

async fn shown(state: &State, desk: &Desk) -> Result<ShownContent, HttpError> {
    let shown = edit::shown(&state.shop, desk.actor()?, ContentKind::Menus, Uuid::nil()).await;
    shown.map_err(failed)
}

/// The links of a menu, each as a line.
fn lines(shown: &ShownContent, menu: Menu) -> Vec<&str> {
    shown.field(menu.key()).lines().collect()
}

/// Group, label and target of a link.
fn parts(line: &str) -> [&str; 3] {
    let mut parts = line.splitn(3, '|').map(str::trim);
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

fn menu(key: &str) -> Result<Menu, HttpError> {
    Menu::from_key(key).ok_or_else(HttpError::not_found)
}

/// The page of a menu. `at` is the place of the link that is edited, if it is not a new one.
async fn view(
    (state, desk): (&State, &Desk),
    menu: Menu,
    shown: &ShownContent,
    at: Option<usize>,
) -> Result<ContentList, HttpError> {
    let path = routes::admin_menu(menu.key());
    let lines = lines(shown, menu);
    let pages = read::pages(&state.shop, desk.actor()?).await.map_err(failed)?;
    let row = |(place, line): (usize, &&str)| {
        let [group, label, target] = parts(line);
        let page = target.strip_prefix("page ");
        let page = pages.iter().find(|own| Some(own.slug.as_str()) == page);
        let act = |key: &str| Act {
            key: key.to_owned(),
            action: path.clone(),
            fields: vec![
                ("at".to_owned(), place.to_string()),
                ("version".to_owned(), shown.version.to_string()),
            ],
        };
        ContentRow {
            name: label.to_owned(),
            href: Some(routes::with_query(&path, &[("edit", &place.to_string())])),
            detail: format!("{group} · {target}"),
            depth: 0,
            // A link to a draft is left out.
            status: page.map(|page| common::status(page.status.key(), page.archived_at.is_some())),
            links: Vec::new(),
            acts: ["content-up", "content-down", "content-remove"].map(act).to_vec(),
        }
    };
    let rows: Vec<ContentRow> = lines.iter().enumerate().map(row).collect();
    let choice =
        |page: &store::content::EditedPageRow| named(&format!("page {}", page.slug), &page.title);
    let mut targets: Vec<Choice> =
        pages.iter().filter(|page| page.archived_at.is_none()).map(choice).collect();
    targets.extend(
        state
            .shop
            .snapshot()
            .categories
            .iter()
            .map(|category| named(&format!("category {}", category.slug), &category.name)),
    );
    let own = at.and_then(|at| lines.get(at)).map(|line| parts(line));
    let form = link_form((path, targets), shown.version, at, own.unwrap_or_default());
    let note = if own.is_some() { "menu-edit" } else { "menu-add" };
    Ok(ContentList {
        item: MenuItem::Menus,
        title: format!("menu-{}", menu.key()),
        notes: vec![Note::new(note, own.map(|[_, label, _]| label).unwrap_or_default())],
        new: Vec::new(),
        rows,
        at: None,
        form: Some(form),
    })
}

fn link_form(
    (path, mut targets): (String, Vec<Choice>),
    version: i64,
    at: Option<usize>,
    [group, label, target]: [&str; 3],
) -> FormView {
    let is_path = target.starts_with('/');
    if !target.is_empty() && !is_path && !targets.iter().any(|choice| choice.value == target) {
        // An archived category, which the program still names.
        targets.push(named(target, target));
    }
    let (chosen, typed) = if is_path { ("", target) } else { (target, "") };
    let own = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let fields = Fields::from([
        own("group", group),
        own("label", label),
        own("target", chosen),
        own("path", typed),
    ]);
    let action = match at {
        Some(at) => routes::with_query(&path, &[("edit", &at.to_string())]),
        None => path.clone(),
    };
    let controls = vec![
        field(&fields, "group").helped("content-group"),
        field(&fields, "label"),
        field(&fields, "target").with(Control::Choice(targets)).optional(),
        field(&fields, "path")
            .with(Control::Line(LineKind::Code))
            .optional()
            .helped("content-path"),
    ];
    form((action, &path), Some(version), controls)
}

fn edited(query: &Query, count: usize) -> Option<usize> {
    query.get("edit").and_then(|at| at.parse().ok()).filter(|at| *at < count)
}

/// A menu.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(key): Path<String>,
    query: Query,
) -> Result<Response, HttpError> {
    let menu = menu(&key)?;
    let shown = shown(&state, &desk).await?;
    let at = edited(&query, lines(&shown, menu).len());
    let view = view((&state, &desk), menu, &shown, at).await?;
    Ok(desk.page(&state, &view))
}

/// Moves or removes a link, adds one, or changes one.
pub(super) async fn save(
    Extract(state): Extract<State>,
    desk: Desk,
    (Path(key), query): (Path<String>, Query),
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let menu = menu(&key)?;
    let shown = shown(&state, &desk).await?;
    let path = routes::admin_menu(menu.key());
    let all: Vec<String> = lines(&shown, menu).into_iter().map(str::to_owned).collect();
    let key = posted.fields().get("do");
    if !key.is_empty() {
        let wrong = || HttpError::of(StatusCode::UNPROCESSABLE_ENTITY);
        let version = posted.fields().get("version").parse().map_err(|_| wrong())?;
        let places: Vec<usize> = (0..all.len()).collect();
        let at = posted.fields().get("at").parse().map_err(|_| wrong())?;
        let order = match Step::from_key(key) {
            Some(step) => common::moved(&places, &at, step).ok_or_else(HttpError::not_found)?,
            None if key == "content-remove" => {
                places.into_iter().filter(|place| *place != at).collect()
            }
            None => return Err(wrong()),
        };
        let new: Vec<&str> =
            order.iter().filter_map(|at| all.get(*at)).map(String::as_str).collect();
        return match put(&state, &desk, menu, (version, new.join("\n"))).await {
            Ok(entry) => Ok(common::done(&state, &desk, &path, entry)),
            Err(error) => match refused(error)? {
                Refused::Problems(problems) => {
                    let why = problems.into_iter().map(|problem| problem.detail).next();
                    let flash = Flash::failed(why.unwrap_or_default());
                    Ok(desk.done(&state, &path, &flash))
                }
                Refused::Conflict(_) => {
                    Ok(desk.done(&state, &path, &Flash::failed(t!("admin-content-stale"))))
                }
            },
        };
    }
    let version = posted.version(SECTION)?;
    let at = edited(&query, all.len());
    let chosen = posted.value("target");
    let target = if chosen.is_empty() { posted.value("path") } else { chosen };
    let line = format!("{} | {} | {target}", posted.value("group"), posted.value("label"));
    let mut new = all;
    let own = match at {
        Some(at) => new.get_mut(at),
        None => None,
    };
    if let Some(own) = own {
        *own = line;
    } else {
        new.push(line);
    }
    let problems = if posted.value("label").trim().is_empty() {
        vec![problem("label", t!("admin-error-missing"))]
    } else if target.trim().is_empty() {
        vec![problem("target", t!("admin-error-missing"))]
    } else {
        match put(&state, &desk, menu, (version, new.join("\n"))).await {
            Ok(entry) => return Ok(common::done(&state, &desk, &path, entry)),
            Err(error) => match refused(error)? {
                Refused::Problems(problems) => {
                    let at_target =
                        |one: FormError| FormError { field: "target".to_owned(), ..one };
                    problems.into_iter().map(at_target).collect()
                }
                Refused::Conflict(_) => vec![problem("label", t!("admin-content-stale"))],
            },
        }
    };
    let mut view = view((&state, &desk), menu, &shown, at).await?;
    if let Some(form) = &mut view.form {
        keep(&posted, form, problems);
        for section in &mut form.sections {
            // Saved again, it is over what is shown now.
            section.version = Some(shown.version);
        }
    }
    Ok(desk.page_with(&state, &view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Saves the links of a menu over those of a version, and returns the entry in the audit log.
async fn put(
    state: &State,
    desk: &Desk,
    menu: Menu,
    (version, links): (i64, String),
) -> Result<Option<Uuid>, EditError> {
    let Ok(actor) = desk.actor() else { return Err(EditError::NotFound) };
    let edits = Edits::from([(menu.key().to_owned(), Given::new(&links))]);
    let command = ChangeContent { kind: ContentKind::Menus, id: Uuid::nil(), version, edits };
    edit::change(&state.shop, actor, command).await.map(|saved| saved.entry)
}
