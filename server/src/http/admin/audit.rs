//! The audit log: the list, an entry with what Undo would put back, and the log as a file.

use super::{
    Desk, DeskForm, Flash,
    parts::{address, choice, filter, key, local, named, row, status, text, texts},
};
use crate::{
    State,
    http::{HttpError, extract::Query},
};
use app::{i18n, t};
use axum::{
    extract::{Path, State as Extract},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    audit::{Action, ActorKind, Entity},
    staff::Permission,
};
use shop::{
    audit::{self, Entry, ListedEntry, Log, LogError, ShowLog, TakenBack},
    catalogue::edit::{EditError, UndoError, WhyLeft, WouldUndo},
};
use std::collections::BTreeMap;
use store::{Uuid, audit::EntryRow};
use time::{Date, macros::format_description};
use views::{
    admin::{
        list::{ActiveFilter, Cell, Choice, Filter, FilterControl, Label, ListView, Paging, Tone},
        shell::MenuItem,
        work::{Act, Part, WorkView},
    },
    routes,
};

/// The most characters of a value in a list.
const SHORT: usize = 80;

impl From<LogError> for HttpError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Forbidden(forbidden) => forbidden.into(),
            LogError::NoSuchEntry => Self::not_found(),
            LogError::Internal(error) => error.into(),
        }
    }
}

/// The typed filters of a list.
struct Typed<'a> {
    thing: &'a str,
    kind: &'a str,
    person: &'a str,
    action: &'a str,
    from: &'a str,
    until: &'a str,
}

impl<'a> Typed<'a> {
    fn of(query: &'a Query) -> Self {
        let value = |name: &str| query.get(name).unwrap_or_default();
        Self {
            thing: value("q"),
            kind: value("kind"),
            person: value("person"),
            action: value("action"),
            from: value("day-from"),
            until: value("day-to"),
        }
    }

    fn command(&self, before: Option<Uuid>) -> ShowLog<'a> {
        ShowLog {
            thing: self.thing,
            kind: Entity::from_key(self.kind),
            actor: self.person.parse().ok(),
            action: Action::from_key(self.action),
            from: day(self.from),
            until: day(self.until),
            before,
        }
    }

    fn parameters(&self) -> [(&'static str, &'a str); 6] {
        [
            ("q", self.thing),
            ("kind", self.kind),
            ("person", self.person),
            ("action", self.action),
            ("day-from", self.from),
            ("day-to", self.until),
        ]
    }

    /// The address of the list, with other values of some parameters.
    fn with(&self, others: &[(&'static str, &str)]) -> String {
        let mut all: BTreeMap<&str, &str> = self.parameters().into_iter().collect();
        all.extend(others.iter().copied());
        let all: Vec<(&str, &str)> = all.into_iter().collect();
        address(routes::ADMIN_AUDIT, &all)
    }
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

fn kind_label(entity: Entity) -> String {
    format!("entity-{}", entity.key().replace('_', "-"))
}

fn action_label(action: Action) -> String {
    format!("done-{}", action.key().replace('_', "-"))
}

/// The list, or the same as a file.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let typed = Typed::of(&query);
    let before = query.get("before").and_then(|id| id.parse().ok());
    let command = typed.command(before);
    if query.get("format") == Some("csv") {
        let csv = audit::export(&state.shop, actor, command).await?;
        return Ok(file(csv));
    }
    let log = audit::log(&state.shop, actor, command).await?;
    let mut list = log_list(&state, &log, &typed);
    if actor.may(Permission::Export) {
        list.export = Some(typed.with(&[("format", "csv")]));
    }
    let page = WorkView::new(MenuItem::Audit, key("audit")).with(Part::List(Box::new(list)));
    Ok(desk.page(&state, &page))
}

/// A file to download.
fn file(csv: String) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"audit-log.csv\"");
    let kept = HeaderValue::from_static("no-store");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, kept),
    ];
    (StatusCode::OK, headers, csv).into_response()
}

/// A value, shortened.
fn short(text: Option<&str>) -> String {
    let text = text.unwrap_or_default(); // No value.
    let cut: String = text.chars().take(SHORT).collect();
    if cut.len() < text.len() { format!("{cut} …") } else { cut }
}

/// What an entry changed, in a line.
fn summary(entry: &ListedEntry) -> Cell {
    let Some(first) = &entry.first else { return Cell::Empty };
    let (before, after) = (short(first.before.as_deref()), short(first.after.as_deref()));
    let change = match (before.is_empty(), after.is_empty()) {
        (true, true) => first.field.clone(),
        _ => format!("{}: {before} → {after}", first.field),
    };
    let href = routes::admin_audit_entry(&entry.row.id.to_string());
    let more = entry.row.things.saturating_sub(1);
    let text = if first.label.is_empty() {
        // Such as a failed sign-in: it is about nothing that has a name.
        i18n::word(&format!("admin-status-done-{}", entry.row.action.key().replace('_', "-")))
    } else if more == 0 {
        first.label.clone()
    } else {
        t!("admin-audit-and-more", name = first.label.as_str(), count = more)
    };
    Cell::Name { href, text, detail: change }
}

/// Who did it; leads to everything that they did.
fn person(row: &EntryRow, typed: &Typed<'_>) -> Cell {
    match (row.actor_kind, row.actor_id) {
        (ActorKind::Staff | ActorKind::Key, Some(id)) => Cell::Link {
            href: typed.with(&[("person", &id.to_string())]),
            text: row.actor_name.clone(),
        },
        _ => text(&row.actor_name),
    }
}

fn log_list(state: &State, log: &Log, typed: &Typed<'_>) -> ListView {
    let rows = log.entries.iter().map(|entry| {
        let kind = entry.first.as_ref().map(|first| kind_label(first.entity));
        let cells = vec![
            summary(entry),
            kind.map_or(Cell::Empty, |kind| status(&kind, Tone::Quiet)),
            status(&action_label(entry.row.action), Tone::Quiet),
            person(&entry.row, typed),
            Cell::Time(local(state, entry.row.at)),
        ];
        row(&entry.row.id.to_string(), cells)
    });
    let columns =
        vec![texts("change"), texts("kind"), texts("action"), texts("person"), texts("time")];
    let mut list = ListView::plain("audit", routes::ADMIN_AUDIT, columns, rows.collect());
    list.query = typed.thing.to_owned();
    list.searchable = true;
    list.filters = filters(log, typed);
    list.active = active(log, typed);
    let next = log.next.map(|before| typed.with(&[("before", &before.to_string())]));
    list.paging = Paging { previous: None, next };
    list
}

/// The people on this page, to choose one of.
fn people(log: &Log, typed: &Typed<'_>) -> Vec<Choice> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for entry in &log.entries {
        if let Some(id) = entry.row.actor_id {
            known.insert(id.to_string(), entry.row.actor_name.clone());
        }
    }
    if !typed.person.is_empty() {
        known.entry(typed.person.to_owned()).or_insert_with(|| typed.person.to_owned());
    }
    known.iter().map(|(id, name)| named(id, name)).collect()
}

fn filters(log: &Log, typed: &Typed<'_>) -> Vec<Filter> {
    let kinds = Entity::ALL.iter().map(|one| choice(one.key(), &kind_label(*one))).collect();
    let actions = Action::ALL.iter().map(|one| choice(one.key(), &action_label(*one))).collect();
    let days = FilterControl::Days { from: typed.from.to_owned(), to: typed.until.to_owned() };
    vec![
        filter("kind", typed.kind, kinds),
        filter("action", typed.action, actions),
        filter("person", typed.person, people(log, typed)),
        Filter { key: "day".to_owned(), value: String::new(), control: days },
    ]
}

fn active(log: &Log, typed: &Typed<'_>) -> Vec<ActiveFilter> {
    let mut active = Vec::new();
    let mut add = |name: &str, text: Label, without: &[(&'static str, &str)]| {
        active.push(ActiveFilter { key: name.to_owned(), text, remove: typed.with(without) });
    };
    if let Some(kind) = Entity::from_key(typed.kind) {
        add("kind", Label::Key(kind_label(kind)), &[("kind", "")]);
    }
    if let Some(action) = Action::from_key(typed.action) {
        add("action", Label::Key(action_label(action)), &[("action", "")]);
    }
    if !typed.person.is_empty() {
        let chosen = people(log, typed).into_iter().find(|one| one.value == typed.person);
        if let Some(chosen) = chosen {
            add("person", chosen.label, &[("person", "")]);
        }
    }
    if !typed.from.is_empty() || !typed.until.is_empty() {
        let text = Label::Text(format!("{} – {}", typed.from, typed.until));
        add("day", text, &[("day-from", ""), ("day-to", "")]);
    }
    active
}

/// Why a change would be left as it is, in words.
fn why(one: &WouldUndo) -> String {
    match &one.why {
        None => t!("admin-undo-back").to_owned(),
        Some(WhyLeft::Changed) => t!("admin-undo-changed").to_owned(),
        Some(WhyLeft::Gone) => t!("admin-undo-gone").to_owned(),
        Some(WhyLeft::NotReversible) => t!("admin-undo-never").to_owned(),
        Some(WhyLeft::Refused(problem)) => problem.to_string(),
    }
}

fn changes(entry: &Entry) -> ListView {
    let rows = entry.changes.iter().map(|one| {
        let change = &one.change;
        let now = if one.why == Some(WhyLeft::Changed) {
            text(&short(one.now.as_deref()))
        } else {
            Cell::Empty
        };
        let cells = vec![
            text(&change.label),
            text(&change.field),
            text(&short(change.before.as_deref())),
            text(&short(change.after.as_deref())),
            now,
            Cell::Text(why(one)),
        ];
        row(&change.position.to_string(), cells)
    });
    let columns = vec![
        texts("thing"),
        texts("field"),
        texts("before"),
        texts("after"),
        texts("now"),
        texts("undo"),
    ];
    ListView::plain("changes", routes::ADMIN_AUDIT, columns, rows.collect())
}

/// An entry.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    let id: Uuid = id.parse().map_err(|_| HttpError::not_found())?;
    let entry = audit::entry(&state.shop, desk.actor()?, id).await?;
    let link = |id: Uuid| {
        let id = id.to_string();
        Cell::Link { href: routes::admin_audit_entry(&id), text: t!("admin-audit-entry").into() }
    };
    let mut facts = vec![
        (key("action"), status(&action_label(entry.row.action), Tone::Quiet)),
        (key("person"), text(&entry.row.actor_name)),
        (key("time"), Cell::Time(local(&state, entry.row.at))),
    ];
    facts.extend(entry.row.undoes.map(|undone| (key("undoes"), link(undone))));
    facts.extend(entry.undone_by.map(|by| (key("undone-by"), link(by))));
    let title = entry
        .changes
        .first()
        .map_or_else(|| key("audit-entry"), |first| Label::Text(first.change.label.clone()));
    let mut page = WorkView::new(MenuItem::Audit, title).with(Part::Facts(facts));
    let back = entry.changes.iter().filter(|one| one.why.is_none()).count();
    if entry.undone_by.is_none() && back > 0 {
        let action = routes::admin_audit_undo(&id.to_string());
        page = page
            .with(Part::Text(t!("admin-undo-offer", count = back)))
            .with(Part::Form(Box::new(Act::new(&action, "undo", Vec::new()))));
    } else {
        page = page.with(Part::Text(t!("admin-undo-nothing").to_owned()));
    }
    Ok(desk.page(&state, &page.with(Part::Section(Box::new(changes(&entry))))))
}

/// Takes an entry back.
pub(super) async fn undo(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
    _: DeskForm,
) -> Result<Response, HttpError> {
    let id: Uuid = id.parse().map_err(|_| HttpError::not_found())?;
    let actor = desk.actor()?;
    let flash = match audit::undo(&state.shop, actor, id).await {
        Ok(done) => undone(&done),
        Err(UndoError::AlreadyUndone(_)) => Flash::failed(t!("admin-undo-already")),
        Err(UndoError::NothingLeft(_)) => Flash::failed(t!("admin-undo-nothing")),
        Err(UndoError::NoSuchEntry) => return Err(HttpError::not_found()),
        Err(UndoError::Forbidden(forbidden)) => return Err(forbidden.into()),
        Err(UndoError::Internal(error)) => return Err(error.into()),
        Err(UndoError::Edit(error)) => match error {
            EditError::Forbidden(forbidden) => return Err(forbidden.into()),
            EditError::Internal(error) => return Err(error.into()),
            EditError::NotFound | EditError::Invalid(_) | EditError::Conflict(_) => {
                Flash::failed(t!("admin-undo-nothing"))
            }
        },
    };
    // Whoever may not read the log goes on where they can.
    let href = if actor.may(Permission::AuditRead) {
        routes::admin_audit_entry(&id.to_string())
    } else {
        routes::ADMIN.to_owned()
    };
    Ok(desk.done(&state, &href, &flash))
}

fn undone(done: &TakenBack) -> Flash {
    let TakenBack { restored, left, .. } = done;
    if left.is_empty() {
        return Flash::done(t!("admin-undo-done", count = *restored));
    }
    let names = left.join(", ");
    Flash::done(t!("admin-undo-partly", count = *restored, left = names.as_str()))
}
