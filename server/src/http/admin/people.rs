//! People with access to the desk: the list with invitations, and a person.

use super::{
    desk::Desk,
    flash::Flash,
    form::DeskForm,
    links::{wrong, wrong_fields},
    own_account::local,
};
use crate::{
    State,
    http::{HttpError, extract::Query},
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::staff::{Permissions, SecondFactorPolicy};
use shop::{
    InvalidFields,
    staff::{
        self, Actor, ChangePerson, ChangePersonError, Invite, InviteError, ListedPeople,
        ListedPerson, OpenInvitation, Person, StaffPolicy,
    },
};
use store::Uuid;
use views::{
    admin::{
        form::{Control, FormError, FormField, FormSection, FormView},
        list::{Align, Cell, Choice, Column, Count, Label, ListView, Paging, Row, Status, Tone},
        people::{InvitationRow, InviteForm, PeopleView, PersonView, PolicyForm},
    },
    routes,
};

/// People on a page of the list.
const PAGE: u32 = 50;
/// The section of a person's form.
const SECTION: &str = "person";

fn status(key: &str, tone: Tone) -> Status {
    Status { key: key.to_owned(), tone }
}

/// Somebody can sign in.
fn active() -> Status {
    status("active", Tone::Good)
}

/// Somebody cannot.
fn suspended() -> Status {
    status("suspended", Tone::Quiet)
}

/// A list without search, filters and views.
pub(super) fn plain_list(key: &str, href: &str, columns: &[(&str, Align)]) -> ListView {
    let column =
        |(key, align): &(&str, Align)| Column { key: (*key).to_owned(), align: *align, sort: None };
    ListView {
        key: key.to_owned(),
        href: href.to_owned(),
        query: String::new(),
        searchable: false,
        filters: Vec::new(),
        active: Vec::new(),
        views: Vec::new(),
        save_view: None,
        kept: Vec::new(),
        columns: columns.iter().map(column).collect(),
        column_choices: Vec::new(),
        rows: Vec::new(),
        count: Count::Exactly(0),
        paging: Paging::default(),
        bulk: None,
        new: None,
        export: None,
    }
}

fn row(state: &State, person: ListedPerson) -> Row {
    let (id, name) = (person.id.to_string(), person.name);
    let factor = if person.has_second_factor {
        status("second-factor-on", Tone::Good)
    } else {
        status("second-factor-off", Tone::Attention)
    };
    let seen = person.last_seen_at.map_or(Cell::Empty, |at| Cell::Time(local(state, at)));
    let cells = vec![
        Cell::Name { href: routes::admin_person(&id), text: name.clone(), detail: person.email },
        Cell::Text(person.roles.join(", ")),
        Cell::Status(factor),
        Cell::Status(if person.is_disabled { suspended() } else { active() }),
        seen,
    ];
    Row { id, name, cells }
}

fn list(state: &State, page: ListedPeople, after: &str) -> ListView {
    let ListedPeople { people, next } = page;
    let columns = ["name", "role", "second-factor", "status", "last-seen"];
    let columns = columns.map(|key| (key, Align::Start));
    let listed = u64::try_from(people.len()).unwrap_or(u64::MAX);
    let is_all = next.is_none() && after.is_empty();
    let next = next.map(|key| routes::with_query(routes::ADMIN_PEOPLE, &[("after", &key)]));
    ListView {
        rows: people.into_iter().map(|person| row(state, person)).collect(),
        count: if is_all { Count::Exactly(listed) } else { Count::AtLeast(listed) },
        paging: Paging {
            // The list is read from the start: few shops have a second page.
            previous: (!after.is_empty()).then(|| routes::ADMIN_PEOPLE.to_owned()),
            next,
        },
        ..plain_list("people", routes::ADMIN_PEOPLE, &columns)
    }
}

/// The roles that an actor may give.
async fn choices(state: &State, actor: &Actor) -> Result<Vec<Choice>, HttpError> {
    let roles = staff::list_roles(&state.shop, actor).await?;
    let roles = roles.into_iter().filter(|role| role.is_grantable);
    let choice = |role: staff::ListedRole| Choice {
        value: role.id.to_string(),
        label: Label::Text(role.name),
    };
    Ok(roles.map(choice).collect())
}

fn invitation(state: &State, open: OpenInvitation) -> InvitationRow {
    InvitationRow {
        id: open.id.to_string(),
        email: open.email,
        roles: open.roles.join(", "),
        by: open.invited_by,
        expires: local(state, open.expires_at),
    }
}

/// The list with an invitation form, which has what was typed.
async fn view(
    state: &State,
    actor: &Actor,
    after: &str,
    invite: InviteForm,
) -> Result<PeopleView, HttpError> {
    let people = staff::list_people(&state.shop, actor, after, PAGE).await?;
    let open = staff::list_invitations(&state.shop, actor).await?;
    let policy = if actor.permissions().covers(Permissions::all()) {
        let policy = staff::show_policy(&state.shop, actor).await?;
        let required = policy.second_factor == SecondFactorPolicy::Required;
        Some(PolicyForm { required, version: policy.version })
    } else {
        None
    };
    Ok(PeopleView {
        list: list(state, people, after),
        invite: Some(InviteForm { roles: choices(state, actor).await?, ..invite }),
        invitations: open.into_iter().map(|open| invitation(state, open)).collect(),
        policy,
    })
}

/// The list of people.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let after = query.get("after").unwrap_or_default();
    let page = view(&state, desk.actor()?, after, InviteForm::default()).await?;
    Ok(desk.page(&state, &page))
}

/// The ids of chosen roles; an unreadable one is that of no role.
fn ids<'a>(typed: impl Iterator<Item = &'a str>) -> Vec<Uuid> {
    let typed = typed.filter(|id| !id.is_empty());
    typed.map(|id| Uuid::parse_str(id).unwrap_or(Uuid::nil())).collect()
}

/// Invites somebody.
pub(super) async fn invite(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (actor, fields) = (desk.actor()?, form.fields());
    let roles = ids(fields.all("role"));
    let (name, email) = (fields.get("person-name"), fields.get("email"));
    let problems =
        match staff::invite(&state.shop, actor, Invite { name, email, roles: &roles }).await {
            Ok(_) => {
                let flash = Flash::done(t!("admin-invited"));
                return Ok(desk.done(&state, routes::ADMIN_PEOPLE, &flash));
            }
            Err(InviteError::Fields(InvalidFields(fields))) => wrong_fields(&fields),
            Err(InviteError::Taken) => vec![wrong("email", "taken")],
            Err(InviteError::NoRole | InviteError::NoSuchRole) => vec![wrong("role", "missing")],
            Err(error @ (InviteError::Refused(_) | InviteError::Internal(_))) => {
                return Err(error.into());
            }
        };
    let typed = InviteForm {
        email: email.to_owned(),
        name: name.to_owned(),
        role: fields.get("role").to_owned(),
        roles: Vec::new(),
        problems,
    };
    let page = view(&state, actor, "", typed).await?;
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Withdraws an invitation.
pub(super) async fn withdraw(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    staff::withdraw_invitation(&state.shop, desk.actor()?, id_of(&id)?).await?;
    let flash = Flash::done(t!("admin-invitation-withdrawn"));
    Ok(desk.done(&state, routes::ADMIN_PEOPLE, &flash))
}

/// Decides whether everybody needs a second factor.
pub(super) async fn change_policy(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let fields = form.fields();
    let second_factor = SecondFactorPolicy::from_key(fields.get("second-factor"));
    let (Some(second_factor), Ok(version)) = (second_factor, fields.get("version").parse()) else {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let policy = StaffPolicy { second_factor, version };
    staff::change_policy(&state.shop, desk.actor()?, policy).await?;
    let flash = Flash::done(t!("admin-policy-changed"));
    Ok(desk.done(&state, routes::ADMIN_PEOPLE, &flash))
}

/// The id in an address.
pub(super) fn id_of(text: &str) -> Result<Uuid, HttpError> {
    Uuid::parse_str(text).map_err(|_| HttpError::not_found())
}

/// A person's page.
async fn person_view(
    state: &State,
    actor: &Actor,
    person: &Person,
) -> Result<PersonView, HttpError> {
    let mut choices = choices(state, actor).await?;
    // What somebody has is shown, also if the actor could not give it.
    for role in &person.roles {
        let value = role.id.to_string();
        if !choices.iter().any(|choice| choice.value == value) {
            choices.push(Choice { value, label: Label::Text(role.name.clone()) });
        }
    }
    // In the order of the choices, as a browser posts them.
    let has = |choice: &&Choice| person.roles.iter().any(|own| own.id.to_string() == choice.value);
    let roles = choices.iter().filter(has).map(|choice| choice.value.as_str());
    let roles = roles.collect::<Vec<_>>().join(" ");
    let id = person.id.to_string();
    let href = routes::admin_person(&id);
    let actions: &[&str] = if person.is_disabled {
        &["restore"]
    } else if actor.id() == Some(person.id) {
        &[]
    } else {
        &["send-reset", "sign-out-everywhere", "suspend"]
    };
    let name = FormField::line("person-name", &person.name).tracked(&person.name);
    let role = FormField { value: roles.clone(), ..FormField::line("role", "") };
    let role = role.with(Control::Checks(choices)).helped("role").tracked(&roles);
    Ok(PersonView {
        name: person.name.clone(),
        email: person.email.clone(),
        status: if person.is_disabled { suspended() } else { active() },
        form: FormView {
            action: href,
            button: "save".to_owned(),
            cancel: Some(routes::ADMIN_PEOPLE.to_owned()),
            sections: vec![FormSection {
                key: SECTION.to_owned(),
                version: Some(person.version),
                save: None,
                fields: vec![name, role],
            }],
            problems: Vec::new(),
        },
        id,
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
    })
}

/// A person.
pub(super) async fn show_person(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let person = staff::show_person(&state.shop, actor, id_of(&id)?).await?;
    Ok(desk.page(&state, &person_view(&state, actor, &person).await?))
}

/// Changes a person, or does what a button of the page says.
pub(super) async fn change_person(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (shop, actor, id) = (&state.shop, desk.actor()?, id_of(&id)?);
    let text = match form.fields().get("do") {
        "suspend" => {
            staff::disable_person(shop, actor, id).await?;
            t!("admin-person-now-suspended")
        }
        "restore" => {
            staff::enable_person(shop, actor, id).await?;
            t!("admin-person-restored")
        }
        "sign-out-everywhere" => {
            staff::end_sessions_of(shop, actor, id).await?;
            t!("admin-person-signed-out")
        }
        "send-reset" => {
            staff::send_reset(shop, actor, id).await?;
            t!("admin-person-reset")
        }
        _ => return save(&state, &desk, id, &form).await,
    };
    let href = routes::admin_person(&id.to_string());
    Ok(desk.done(&state, &href, &Flash::done(text)))
}

/// Saves name and roles, if they differ from what the form was opened with.
async fn save(
    state: &State,
    desk: &Desk,
    id: Uuid,
    form: &DeskForm,
) -> Result<Response, HttpError> {
    let (actor, version) = (desk.actor()?, form.version(SECTION)?);
    let changes = form.changes();
    let typed = |field: &str| changes.iter().find(|change| change.name == field);
    let name = typed("person-name").map(|change| change.value.as_str());
    let roles = typed("role").map(|change| ids(change.value.split(' ')));
    let command = ChangePerson { person: id, version, name, roles: roles.as_deref() };
    let (problems, code) = match staff::change_person(&state.shop, actor, command).await {
        Ok(()) => {
            let flash = Flash::done(t!("admin-person-saved"));
            return Ok(desk.done(state, &routes::admin_person(&id.to_string()), &flash));
        }
        Err(ChangePersonError::Fields(InvalidFields(fields))) => {
            (wrong_fields(&fields), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(ChangePersonError::NoRole | ChangePersonError::NoSuchRole) => {
            (vec![wrong("role", "missing")], StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(ChangePersonError::LastOwner) => {
            (vec![wrong("role", "last-owner")], StatusCode::CONFLICT)
        }
        Err(ChangePersonError::Stale) => {
            (vec![wrong("person-name", "outdated")], StatusCode::CONFLICT)
        }
        Err(
            error @ (ChangePersonError::Refused(_)
            | ChangePersonError::NotFound
            | ChangePersonError::Internal(_)),
        ) => return Err(error.into()),
    };
    let person = staff::show_person(&state.shop, actor, id).await?;
    let mut page = person_view(state, actor, &person).await?;
    keep_typed(&mut page.form, form, problems);
    Ok(desk.page_with(state, &page, code))
}

/// Shows what was typed beside what is stored now: who saves again has seen both.
fn keep_typed(view: &mut FormView, form: &DeskForm, problems: Vec<FormError>) {
    for field in view.sections.iter_mut().flat_map(|section| &mut section.fields) {
        if form.has(&field.name) {
            field.value = form.value(&field.name);
        }
    }
    view.problems = problems;
}
