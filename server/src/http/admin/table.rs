//! The route table of the desk. A line has a path, a handler, what counts towards the client's rate
//! limit, and who may use it; the matrix of routes and roles is generated from it.

use super::{
    access::{Access, Menu},
    account, content,
    guard::{Guard, guard},
    home,
    line::{DeskRoute, form, page},
};
use crate::{
    State,
    http::{
        middleware::{
            admission::Room,
            rate_limit::Counted::{Changes, Nothing, SignIns},
        },
        route::Routes,
    },
};
use axum::{http::Method, middleware::from_fn_with_state};
use std::sync::Arc;
use views::routes as at;

/// All routes of the desk.
#[must_use]
pub fn table() -> Vec<DeskRoute> {
    use Access::{Everybody, SignedIn};
    let mut lines = vec![
        page(at::ADMIN, home::show, Nothing, SignedIn),
        page(at::ADMIN_SIGN_IN, home::sign_in, SignIns, Everybody),
        form(at::ADMIN_ACCOUNT_THEME, account::set_theme, Changes, Everybody),
        form(at::ADMIN_ACCOUNT_SHORTCUTS, account::set_shortcuts, Changes, SignedIn),
    ];
    lines.extend(content::lines());
    lines
}

/// Adds the routes of the desk, each behind its guard.
pub(in crate::http) fn routes(state: &State, routes: Routes) -> Routes {
    let lines = table();
    let all = lines.iter().map(|line| (&line.method, line.path, line.access));
    let menu = Arc::new(Menu::of(all));
    lines.into_iter().fold(routes, |routes, line| {
        let DeskRoute { method, path, access, counted, handler } = line;
        let own = Guard { state: state.clone(), access, menu: Arc::clone(&menu) };
        // The guard is inside the layer that reads the body, so that a form can be kept.
        let handler = handler.layer(from_fn_with_state(own, guard));
        if method == Method::GET {
            routes.page(path, handler, counted, Room::Desk)
        } else {
            routes.route(path, handler, counted, Room::Desk)
        }
    })
}
