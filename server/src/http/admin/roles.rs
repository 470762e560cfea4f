//! Roles: those of every shop, and the merchant's own.

use super::{
    desk::Desk,
    flash::Flash,
    form::DeskForm,
    links::wrong,
    people::{id_of, plain_list},
};
use crate::{State, http::HttpError};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::staff::{Permission, Permissions};
use shop::{
    InvalidFields,
    staff::{self, Actor, ChangeRole, CreateRole, ListedRole, RoleError},
};
use store::Uuid;
use views::{
    admin::{
        confirm::{ConfirmView, Gravity},
        form::FormError,
        list::{Align, Cell, Count, ListView, Row, Status, Tone},
        people::{PermissionChoice, PermissionGroup, RoleView, RolesView},
    },
    routes,
};

/// The groups of permissions in which a role's page shows them, by the keys of their names.
const GROUPS: [&str; 6] = ["catalogue", "trade", "content", "orders", "shop", "access"];

/// The group of a permission.
fn group(permission: Permission) -> &'static str {
    use Permission as P;
    match permission {
        P::CatalogueRead | P::CatalogueWrite | P::MediaWrite | P::RecommendationsWrite => {
            "catalogue"
        }
        P::PricesWrite | P::StockWrite | P::Import | P::Export => "trade",
        P::ContentWrite => "content",
        P::OrdersRead | P::OrdersFulfil | P::OrdersRefund => "orders",
        P::SettingsRead | P::SettingsWrite | P::FiguresRead => "shop",
        P::AuditRead | P::StaffWrite | P::KeysWrite => "access",
    }
}

fn row(role: ListedRole) -> Row {
    let id = role.id.to_string();
    let number = |count: u64| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let permissions = u64::try_from(role.permissions.iter().count()).unwrap_or(u64::MAX);
    let key = if role.builtin.is_some() { "built-in" } else { "own" };
    let cells = vec![
        Cell::Name {
            href: routes::admin_role(&id),
            text: role.name.clone(),
            detail: String::new(),
        },
        Cell::Status(Status { key: key.to_owned(), tone: Tone::Quiet }),
        number(role.people),
        number(permissions),
    ];
    Row { id, name: role.name, cells }
}

/// The list of roles.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let roles = staff::list_roles(&state.shop, desk.actor()?).await?;
    let columns = [
        ("name", Align::Start),
        ("status", Align::Start),
        ("people", Align::End),
        ("permissions", Align::End),
    ];
    let list = ListView {
        count: Count::Exactly(u64::try_from(roles.len()).unwrap_or(u64::MAX)),
        rows: roles.into_iter().map(row).collect(),
        new: Some(routes::ADMIN_ROLE_NEW.to_owned()),
        ..plain_list("roles", routes::ADMIN_ROLES, &columns)
    };
    Ok(desk.page(&state, &RolesView { list }))
}

/// What a role's page shows: the role as stored, or as typed.
struct Shown<'a> {
    name: &'a str,
    permissions: Permissions,
    problems: Vec<FormError>,
}

/// A role's page; `stored` is none for a new one.
fn view(desk: &Desk, actor: &Actor, stored: Option<&ListedRole>, shown: Shown<'_>) -> RoleView {
    let Shown { name, permissions, problems } = shown;
    let choice = |permission: Permission| PermissionChoice {
        key: permission.key().to_owned(),
        granted: permissions.has(permission),
        grantable: actor.may(permission),
    };
    let grouped = |key: &&'static str| PermissionGroup {
        key: (*key).to_owned(),
        permissions: Permission::ALL
            .into_iter()
            .filter(|permission| group(*permission) == *key)
            .map(choice)
            .collect(),
    };
    let built_in = stored.is_some_and(|role| role.builtin.is_some());
    let people = stored.map_or(0, |role| role.people);
    RoleView {
        action: match stored {
            Some(role) => routes::admin_role(&role.id.to_string()),
            None => routes::ADMIN_ROLE_NEW.to_owned(),
        },
        name: name.to_owned(),
        built_in,
        people,
        version: stored.map_or(0, |role| role.version),
        permissions: GROUPS.iter().map(grouped).collect(),
        sees: desk.sees(permissions),
        problems,
        deletable: stored.is_some() && !built_in && people == 0,
    }
}

/// The permissions that are ticked.
fn ticked(form: &DeskForm) -> Permissions {
    form.fields().all("permission").filter_map(Permission::from_key).collect()
}

/// A role by its id.
async fn find(state: &State, actor: &Actor, id: Uuid) -> Result<ListedRole, HttpError> {
    let roles = staff::list_roles(&state.shop, actor).await?;
    roles.into_iter().find(|role| role.id == id).ok_or_else(HttpError::not_found)
}

/// What is wrong with a role, and the status; other errors have pages of their own.
fn problem(error: RoleError) -> Result<(FormError, StatusCode), HttpError> {
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(match error {
        RoleError::Fields(InvalidFields(fields)) => {
            let key = fields.first().map_or("invalid", |error| error.problem.key());
            (wrong("role-name", key), invalid)
        }
        RoleError::Taken => (wrong("role-name", "taken"), StatusCode::CONFLICT),
        RoleError::Empty => (wrong("permission", "missing"), invalid),
        RoleError::Stale => (wrong("role-name", "outdated"), StatusCode::CONFLICT),
        error @ (RoleError::Refused(_)
        | RoleError::NotFound
        | RoleError::BuiltIn
        | RoleError::InUse { .. }
        | RoleError::Internal(_)) => return Err(error.into()),
    })
}

/// A new role.
pub(super) async fn begin(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let shown = Shown { name: "", permissions: Permissions::NONE, problems: Vec::new() };
    let page = view(&desk, desk.actor()?, None, shown);
    Ok(desk.page(&state, &page))
}

/// Makes a role.
pub(super) async fn create(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (actor, name) = (desk.actor()?, form.fields().get("role-name"));
    let permissions = ticked(&form);
    match staff::create_role(&state.shop, actor, CreateRole { name, permissions }).await {
        Ok(id) => {
            let flash = Flash::done(t!("admin-role-saved"));
            Ok(desk.done(&state, &routes::admin_role(&id.to_string()), &flash))
        }
        Err(error) => {
            let (problem, status) = problem(error)?;
            let shown = Shown { name, permissions, problems: vec![problem] };
            Ok(desk.page_with(&state, &view(&desk, actor, None, shown), status))
        }
    }
}

/// A role.
pub(super) async fn show_role(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let role = find(&state, actor, id_of(&id)?).await?;
    let (name, permissions) = (role.name.as_str(), role.permissions);
    let shown = Shown { name, permissions, problems: Vec::new() };
    Ok(desk.page(&state, &view(&desk, actor, Some(&role), shown)))
}

/// Changes or deletes a role.
pub(super) async fn change(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (actor, id) = (desk.actor()?, id_of(&id)?);
    if form.fields().get("do") == "delete" {
        return delete(&state, &desk, id, &form).await;
    }
    let Ok(version) = form.fields().get("version").parse() else {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let role = find(&state, actor, id).await?;
    // What the actor lacks is shown, but cannot be ticked: it stays as it is.
    let stays = role.permissions.iter().filter(|permission| !actor.may(*permission));
    let permissions = ticked(&form).and(stays.collect());
    let name = form.fields().get("role-name");
    let command = ChangeRole { role: id, version, name, permissions };
    match staff::change_role(&state.shop, actor, command).await {
        Ok(()) => {
            let flash = Flash::done(t!("admin-role-saved"));
            Ok(desk.done(&state, &routes::admin_role(&id.to_string()), &flash))
        }
        Err(error) => {
            let (problem, status) = problem(error)?;
            let shown = Shown { name, permissions, problems: vec![problem] };
            // As it is now: who saves again has seen that somebody else changed it.
            let role = find(&state, actor, id).await?;
            Ok(desk.page_with(&state, &view(&desk, actor, Some(&role), shown), status))
        }
    }
}

/// Deletes a role, after a page that asks.
async fn delete(
    state: &State,
    desk: &Desk,
    id: Uuid,
    form: &DeskForm,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    if form.fields().get("confirmed") != "yes" {
        let role = find(state, actor, id).await?;
        let href = routes::admin_role(&id.to_string());
        let page = ConfirmView {
            key: "delete-role".to_owned(),
            subject: role.name,
            count: 1,
            effects: Vec::new(),
            typed: None,
            mistyped: false,
            password: false,
            gravity: Gravity::Dangerous,
            action: href.clone(),
            cancel: href,
            kept: vec![("do".to_owned(), "delete".to_owned())],
        };
        return Ok(desk.page(state, &page));
    }
    staff::delete_role(&state.shop, actor, id).await?;
    let flash = Flash::done(t!("admin-role-deleted"));
    Ok(desk.done(state, routes::ADMIN_ROLES, &flash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_on_the_page() {
        for permission in Permission::ALL {
            assert!(GROUPS.contains(&group(permission)), "{permission:?}");
        }
    }
}
