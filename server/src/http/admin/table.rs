//! The route table of the desk. A line has a path, a handler, what counts towards the client's rate
//! limit, and who may use it; the matrix of routes and roles is generated from it.

use super::{
    access::{Access, Menu},
    account, audit,
    guard::{Guard, guard},
    home, prices, recommendations, settings, stock,
};
use crate::{
    State,
    http::{
        middleware::{
            admission::Room,
            rate_limit::Counted::{self, Changes, Nothing, SignIns},
        },
        route::Routes,
    },
};
use axum::{
    handler::Handler,
    http::Method,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};
use domain::staff::Permission;
use std::sync::Arc;
use views::routes as at;

/// A line of the table.
pub struct DeskRoute {
    /// The method: GET or POST.
    pub method: Method,
    /// The pattern.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    counted: Counted,
    handler: MethodRouter<State>,
}

/// A page.
fn page<T: 'static>(
    path: &'static str,
    handler: impl Handler<T, State>,
    counted: Counted,
    access: Access,
) -> DeskRoute {
    DeskRoute { method: Method::GET, path, access, counted, handler: get(handler) }
}

/// The target of a form.
fn form<T: 'static>(
    path: &'static str,
    handler: impl Handler<T, State>,
    counted: Counted,
    access: Access,
) -> DeskRoute {
    DeskRoute { method: Method::POST, path, access, counted, handler: post(handler) }
}

/// All routes of the desk.
#[must_use]
pub fn table() -> Vec<DeskRoute> {
    shell().into_iter().chain(operations()).collect()
}

/// Stock, prices, settings, recommendations and the audit log.
fn operations() -> Vec<DeskRoute> {
    use Access::{Needs, SignedIn};
    use Permission::{
        AuditRead, CatalogueRead, PricesWrite, RecommendationsWrite, SettingsRead, SettingsWrite,
        StockWrite,
    };
    vec![
        page(at::ADMIN_STOCK, stock::list, Nothing, Needs(CatalogueRead)),
        form(at::ADMIN_STOCK_LIST, stock::book_list, Changes, Needs(StockWrite)),
        page(at::ADMIN_STOCK_ITEM, stock::show_item, Nothing, Needs(CatalogueRead)),
        form(at::ADMIN_STOCK_ITEM, stock::book, Changes, Needs(StockWrite)),
        page(at::ADMIN_PRICES, prices::list, Nothing, Needs(CatalogueRead)),
        form(at::ADMIN_SALE_PREVIEW, prices::preview, Changes, Needs(PricesWrite)),
        form(at::ADMIN_SALES, prices::set, Changes, Needs(PricesWrite)),
        page(at::ADMIN_PRICE, prices::show, Nothing, Needs(CatalogueRead)),
        form(at::ADMIN_PRICE, prices::change, Changes, Needs(PricesWrite)),
        page(at::ADMIN_SETTINGS, settings::list, Nothing, Needs(SettingsRead)),
        page(at::ADMIN_SETTINGS_SECTION, settings::show, Nothing, Needs(SettingsRead)),
        form(at::ADMIN_SETTINGS_SECTION, settings::save, Changes, Needs(SettingsWrite)),
        page(at::ADMIN_TRIAL, settings::show_trial, Nothing, Needs(SettingsRead)),
        form(at::ADMIN_TRIAL, settings::try_cart, Changes, Needs(SettingsRead)),
        page(
            at::ADMIN_RECOMMENDATIONS,
            recommendations::list,
            Nothing,
            Needs(RecommendationsWrite),
        ),
        page(at::ADMIN_RECOMMENDATION, recommendations::show, Nothing, Needs(RecommendationsWrite)),
        form(
            at::ADMIN_RECOMMENDATION,
            recommendations::change,
            Changes,
            Needs(RecommendationsWrite),
        ),
        page(at::ADMIN_AUDIT, audit::list, Nothing, Needs(AuditRead)),
        page(at::ADMIN_AUDIT_ENTRY, audit::show, Nothing, Needs(AuditRead)),
        // The use case asks for what the change itself needs.
        form(at::ADMIN_AUDIT_UNDO, audit::undo, Changes, SignedIn),
    ]
}

/// The pages of the shell itself.
fn shell() -> Vec<DeskRoute> {
    use Access::{Everybody, SignedIn};
    vec![
        page(at::ADMIN, home::show, Nothing, SignedIn),
        page(at::ADMIN_SIGN_IN, home::sign_in, SignIns, Everybody),
        form(at::ADMIN_ACCOUNT_THEME, account::set_theme, Changes, Everybody),
        form(at::ADMIN_ACCOUNT_SHORTCUTS, account::set_shortcuts, Changes, SignedIn),
    ]
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
