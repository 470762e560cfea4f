//! Forms, errors and conflicts of content.

use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, flash::Flash, form::DeskForm},
    },
};
use app::t;
use axum::{http::StatusCode, response::Response};
use domain::audit::Entity;
use shop::catalogue::edit::{Conflict, EditError, Edits, FieldError, Fields, Given, Saved};
use std::collections::BTreeSet;
use store::Uuid;
use views::{
    admin::{
        conflict::{ConflictField, ConflictView},
        content::ContentEditor,
        form::{
            BASE_PREFIX, Control, FormError, FormField, FormSection, FormView, LineKind,
            VERSION_PREFIX,
        },
        list::{Choice, Label, Status, Tone},
    },
    withdrawal::LocalTime,
};

/// The key of the only section of a form.
pub(super) const SECTION: &str = "content";

/// The id of an address.
pub(super) fn id(text: &str) -> Result<Uuid, HttpError> {
    text.parse().map_err(|_| HttpError::not_found())
}

/// Why a save is refused, in a way that the form can show.
pub(super) enum Refused {
    Problems(Vec<FormError>),
    Conflict(Conflict),
}

/// What is wrong with a field, in the words of the use case.
pub(super) fn problem(field: &str, text: impl ToString) -> FormError {
    FormError { field: field.to_owned(), problem: "content".to_owned(), detail: text.to_string() }
}

/// The error of a save for its form.
///
/// # Errors
/// If no form can mend it.
pub(super) fn refused(error: EditError) -> Result<Refused, HttpError> {
    match error {
        EditError::Forbidden(forbidden) => Err(forbidden.into()),
        EditError::NotFound => Err(HttpError::not_found()),
        EditError::Invalid(errors) => {
            let one = |FieldError { field, problem: why }: FieldError| problem(&field, why);
            Ok(Refused::Problems(errors.into_iter().map(one).collect()))
        }
        EditError::Conflict(conflict) => Ok(Refused::Conflict(conflict)),
        EditError::Internal(error) => Err(error.into()),
    }
}

/// The error of a use case without a form.
pub(super) fn failed(error: EditError) -> HttpError {
    match refused(error) {
        Err(error) => error,
        Ok(Refused::Problems(problems)) => {
            let why = problems.into_iter().map(|problem| problem.detail).next();
            HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(why.unwrap_or_default())
        }
        Ok(Refused::Conflict(_)) => {
            HttpError::of(StatusCode::CONFLICT).because(t!("admin-content-stale"))
        }
    }
}

/// What a form changes.
pub(super) fn edits(form: &DeskForm) -> Edits {
    let given = form.changes().into_iter();
    given.map(|change| (change.name, Given::over(&change.base, &change.value))).collect()
}

/// What a form for something new says of these fields.
pub(super) fn values(form: &DeskForm, shown: &FormView) -> Fields {
    let given = shown.fields().map(|field| (field.name.clone(), form.value(&field.name)));
    given.filter(|(_, value)| !value.is_empty()).collect()
}

/// A field with its stored value.
pub(super) fn field(fields: &Fields, key: &str) -> FormField {
    let value = fields.get(key).map(String::as_str).unwrap_or_default();
    let label = Label::Key(format!("content-{key}"));
    FormField { label, ..FormField::line(key, value) }.tracked(value)
}

/// A choice with a text of the merchant.
pub(super) fn named(value: &str, text: &str) -> Choice {
    Choice { value: value.to_owned(), label: Label::Text(text.to_owned()) }
}

/// A choice with a text of the message files.
pub(super) fn keyed(value: &str, key: &str) -> Choice {
    Choice { value: value.to_owned(), label: Label::Key(key.to_owned()) }
}

/// Draft or published.
pub(super) fn status_field(fields: &Fields) -> FormField {
    let choices = vec![keyed("draft", "content-draft"), keyed("published", "content-published")];
    field(fields, "status").with(Control::Choice(choices))
}

/// The status of something that can be archived.
pub(super) fn status(key: &str, is_archived: bool) -> Status {
    let (key, tone) = match key {
        _ if is_archived => ("archived", Tone::Quiet),
        "published" => ("published", Tone::Good),
        _ => ("draft", Tone::Attention),
    };
    Status { key: key.to_owned(), tone }
}

/// A time with minutes as browsers show it: without its offset, which is that of the shop's zone.
fn local(text: &str) -> &str {
    let is_minute = matches!(text.as_bytes().get(16), None | Some(b'+' | b'-'));
    text.get(..16).filter(|_| is_minute).unwrap_or(text)
}

/// A day and time in the shop's zone. One with seconds is a line, since browsers would drop it.
pub(super) fn moment(state: &State, fields: &Fields, key: &str) -> FormField {
    let stored = fields.get(key).map(String::as_str).unwrap_or_default();
    let value = local(stored);
    let control = if value.is_empty() || value.len() == 16 {
        Control::Moment { zone: state.shop.zone().label().to_owned() }
    } else {
        Control::Line(LineKind::Code)
    };
    let field = field(fields, key).with(control).optional().helped("content-moment");
    FormField { value: value.to_owned(), ..field }.tracked(value)
}

/// A form with one section; without a version, for something new.
pub(super) fn form(
    (action, cancel): (String, &str),
    version: Option<i64>,
    mut fields: Vec<FormField>,
) -> FormView {
    if version.is_none() {
        for field in &mut fields {
            field.base = None;
        }
    }
    FormView {
        action,
        button: if version.is_some() { "save" } else { "create" }.to_owned(),
        cancel: Some(cancel.to_owned()),
        sections: vec![FormSection { key: SECTION.to_owned(), version, save: None, fields }],
        problems: Vec::new(),
    }
}

/// Puts what was typed into a form, with what is wrong with it. A time that is wrong may need its
/// offset, which only a line takes.
pub(super) fn keep(posted: &DeskForm, form: &mut FormView, problems: Vec<FormError>) {
    posted.keep(form);
    for field in form.sections.iter_mut().flat_map(|section| &mut section.fields) {
        let is_wrong = problems.iter().any(|problem| problem.field == field.name);
        if is_wrong && matches!(field.control, Control::Moment { .. }) {
            field.control = Control::Line(LineKind::Code);
        }
        let is_asked = posted.fields().get("preview") == field.name;
        if let Control::Markdown { preview, .. } = &mut field.control
            && is_asked
        {
            *preview = Some(shop::content::desk::preview(&field.value));
        }
    }
    form.problems = problems;
}

/// The page of a refused form.
pub(super) fn refused_page(
    state: &State,
    desk: &Desk,
    mut editor: ContentEditor,
    (posted, problems): (&DeskForm, Vec<FormError>),
) -> Response {
    // What names no field of the form is shown at the first one.
    let first = editor.form.fields().next().map(|field| field.name.clone());
    let has = |name: &str| editor.form.fields().any(|field| field.name == name);
    let problems = problems.into_iter().map(|problem| {
        if has(&problem.field) {
            return problem;
        }
        FormError { field: first.clone().unwrap_or_default(), ..problem }
    });
    let problems: Vec<_> = problems.collect();
    keep(posted, &mut editor.form, problems);
    desk.page_with(state, &editor, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What two people have changed.
pub(super) struct About {
    pub entity: Entity,
    pub id: Uuid,
    pub record: String,
    pub action: String,
    pub cancel: String,
}

/// The page that asks which values to keep.
pub(super) async fn conflict_page(
    (state, desk): (&State, &Desk),
    about: About,
    posted: &DeskForm,
    conflict: Conflict,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let last = shop::content::desk::last_change(&state.shop, actor, (about.entity, about.id));
    let last = last.await.map_err(failed)?;
    let (who, at) = last.unwrap_or_else(|| (String::new(), state.shop.clock().now()));
    let zone = state.shop.zone();
    let version = format!("{VERSION_PREFIX}{SECTION}");
    let asked: BTreeSet<&str> = conflict.fields.iter().map(|field| field.field.as_str()).collect();
    let is_kept = |name: &str| {
        let bare = name.strip_prefix(BASE_PREFIX).unwrap_or(name);
        !asked.contains(bare) && name != version && name != "key"
    };
    let kept = posted.fields().pairs().filter(|(name, _)| is_kept(name));
    let mut kept: Vec<(String, String)> =
        kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    // The next save is over theirs.
    let theirs = conflict.fields.iter();
    kept.extend(theirs.map(|one| (format!("{BASE_PREFIX}{}", one.field), one.theirs.clone())));
    kept.push((version, conflict.version.to_string()));
    let fields = conflict.fields.into_iter().map(|one| ConflictField {
        label: Label::Key(format!("content-{}", one.field)),
        name: one.field,
        base: one.base.unwrap_or_default(),
        theirs: one.theirs,
        mine: one.mine,
    });
    let view = ConflictView {
        record: about.record,
        who,
        when: LocalTime { time: zone.date_time(at), zone: zone.label().to_owned() },
        action: about.action,
        cancel: about.cancel,
        fields: fields.collect(),
        kept,
    };
    Ok(desk.page_with(state, &view, StatusCode::CONFLICT))
}

/// Leads on after a save, with Undo.
pub(super) fn saved(state: &State, desk: &Desk, href: &str, saved: &Saved) -> Response {
    done(state, desk, href, saved.entry)
}

/// Leads on after a change, with Undo of its entry in the audit log if it has changed anything.
pub(super) fn done(state: &State, desk: &Desk, href: &str, entry: Option<Uuid>) -> Response {
    let flash = match entry {
        Some(entry) => Flash::done(t!("admin-content-saved")).with_undo(&entry.to_string()),
        None => Flash::done(t!("admin-content-unchanged")),
    };
    desk.done(state, href, &flash)
}

/// Where something is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Up,
    Down,
}

impl Step {
    /// The step of a button.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "content-up" => Some(Self::Up),
            "content-down" => Some(Self::Down),
            _ => None,
        }
    }
}

/// Moves one of several by one place, and returns the new order; none if it is none of them.
pub(super) fn moved<T: Clone + PartialEq>(all: &[T], one: &T, step: Step) -> Option<Vec<T>> {
    let from = all.iter().position(|other| other == one)?;
    let to = match step {
        Step::Up => from.saturating_sub(1),
        Step::Down => (from + 1).min(all.len() - 1),
    };
    let mut order = all.to_vec();
    order.swap(from, to);
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_move_by_one_place() {
        for (one, step, expected) in [
            (2, Step::Up, Some(vec![2, 1, 3])),
            (2, Step::Down, Some(vec![1, 3, 2])),
            (1, Step::Up, Some(vec![1, 2, 3])),
            (3, Step::Down, Some(vec![1, 2, 3])),
            (4, Step::Up, None),
        ] {
            assert_eq!(moved(&[1, 2, 3], &one, step), expected, "{one}");
        }
    }

    #[test]
    fn times_are_shown_without_their_offset() {
        for (stored, shown) in [
            ("2026-11-27T08:00+01:00", "2026-11-27T08:00"),
            ("2026-11-27T08:00-05:00", "2026-11-27T08:00"),
            ("2026-11-27T08:00:05+01:00", "2026-11-27T08:00:05+01:00"),
            ("", ""),
        ] {
            assert_eq!(local(stored), shown);
        }
    }
}
