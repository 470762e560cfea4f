//! The route table of the desk. A line has a path, a handler, what counts towards the client's rate
//! limit, and who may use it; the matrix of routes and roles is generated from it.

use super::{
    access::{Access, Menu},
    account, audit, content,
    guard::{Guard, guard},
    home, kept,
    line::{DeskRoute, files, form, page},
    links, media, own_account, people, prices, products, recommendations, roles, settings, sign_in,
    stock,
};
use crate::{
    State,
    http::{
        middleware::rate_limit::Counted::{Changes, Nothing, SignIns},
        route::Routes,
    },
};
use axum::{http::Method, middleware::from_fn_with_state};
use domain::staff::Permission;
use std::sync::Arc;
use views::routes as at;

/// All routes of the desk.
#[must_use]
pub fn table() -> Vec<DeskRoute> {
    use Access::{Everybody, Needs, SignedIn};
    use Permission::{CatalogueRead, CatalogueWrite, MediaWrite};
    vec![
        page(at::ADMIN, home::show, Nothing, SignedIn),
        form(at::ADMIN_ACCOUNT_THEME, account::set_theme, Changes, Everybody),
        form(at::ADMIN_ACCOUNT_SHORTCUTS, account::set_shortcuts, Changes, SignedIn),
        // Pictures.
        page(at::ADMIN_MEDIA, media::library, Nothing, Needs(CatalogueRead)),
        files(at::ADMIN_MEDIA, media::upload, Changes, Needs(MediaWrite)),
        page(at::ADMIN_PICTURE, media::picture, Nothing, Needs(CatalogueRead)),
        form(at::ADMIN_PICTURE, media::change, Changes, Needs(MediaWrite)),
        page(at::ADMIN_PRODUCT_PICTURES, media::product, Nothing, Needs(CatalogueRead)),
        files(at::ADMIN_PRODUCT_PICTURES, media::add_to_product, Changes, Needs(CatalogueWrite)),
        form(at::ADMIN_PRODUCT_PICTURES_ORDER, media::arrange, Changes, Needs(CatalogueWrite)),
    ]
    .into_iter()
    .chain(signing_in())
    .chain(own())
    .chain(access())
    .chain(products())
    .chain(operations())
    .chain(content::lines())
    .collect()
}

/// Signing in and out, and links from emails.
fn signing_in() -> Vec<DeskRoute> {
    use Access::{Everybody, SignedIn};
    vec![
        page(at::ADMIN_SIGN_IN, sign_in::show, Nothing, Everybody),
        form(at::ADMIN_SIGN_IN, sign_in::enter, SignIns, Everybody),
        page(at::ADMIN_SECOND_FACTOR, sign_in::second_factor, Nothing, Everybody),
        form(at::ADMIN_SECOND_FACTOR, sign_in::confirm, SignIns, Everybody),
        page(at::ADMIN_ENROLMENT, sign_in::enrol, Nothing, Everybody),
        form(at::ADMIN_ENROLMENT, sign_in::confirm_enrolment, SignIns, Everybody),
        form(at::ADMIN_SIGN_OUT, sign_in::leave, Changes, Everybody),
        page(at::ADMIN_RESET_REQUEST, links::ask_for_reset, Nothing, Everybody),
        form(at::ADMIN_RESET_REQUEST, links::request_reset, SignIns, Everybody),
        page(at::ADMIN_RESET, links::show_reset, Nothing, Everybody),
        form(at::ADMIN_RESET, links::reset, SignIns, Everybody),
        page(at::ADMIN_INVITATION, links::show_invitation, Nothing, Everybody),
        form(at::ADMIN_INVITATION, links::accept_invitation, SignIns, Everybody),
        page(at::ADMIN_KEPT_FORM, kept::show, Nothing, SignedIn),
    ]
}

/// The account of who is signed in.
fn own() -> Vec<DeskRoute> {
    use Access::SignedIn;
    vec![
        page(at::ADMIN_ACCOUNT, own_account::show, Nothing, SignedIn),
        form(at::ADMIN_ACCOUNT, own_account::rename, Changes, SignedIn),
        form(at::ADMIN_ACCOUNT_PASSWORD, own_account::change_password, SignIns, SignedIn),
        page(at::ADMIN_ACCOUNT_SECOND_FACTOR, own_account::second_factor, Nothing, SignedIn),
        form(at::ADMIN_ACCOUNT_SECOND_FACTOR, own_account::change_second_factor, SignIns, SignedIn),
        form(at::ADMIN_ACCOUNT_RECOVERY_CODES, own_account::renew_codes, Changes, SignedIn),
        form(at::ADMIN_ACCOUNT_RECOVERY_CODES_KEPT, sign_in::codes_kept, Changes, SignedIn),
        form(at::ADMIN_ACCOUNT_SESSIONS, own_account::end_sessions, Changes, SignedIn),
        form(at::ADMIN_ACCOUNT_SESSION, own_account::end_session, Changes, SignedIn),
        page(at::ADMIN_REAUTHENTICATE, own_account::ask_password, Nothing, SignedIn),
        form(at::ADMIN_REAUTHENTICATE, own_account::reauthenticate, SignIns, SignedIn),
    ]
}

/// Products.
fn products() -> Vec<DeskRoute> {
    let (reads, writes) =
        (Access::Needs(Permission::CatalogueRead), Access::Needs(Permission::CatalogueWrite));
    vec![
        page(at::ADMIN_SEARCH, products::search, Nothing, reads),
        page(at::ADMIN_PRODUCTS, products::list, Nothing, reads),
        page(at::ADMIN_PRODUCT_NEW, products::new, Nothing, writes),
        form(at::ADMIN_PRODUCT_NEW, products::create, Changes, writes),
        form(at::ADMIN_PRODUCTS_BULK, products::bulk, Changes, writes),
        page(at::ADMIN_PRODUCT, products::show, Nothing, reads),
        form(at::ADMIN_PRODUCT, products::save, Changes, writes),
        form(at::ADMIN_PRODUCT_SECTION, products::act, Changes, writes),
    ]
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

/// People and roles.
fn access() -> Vec<DeskRoute> {
    let staff = Access::Needs(Permission::StaffWrite);
    vec![
        page(at::ADMIN_PEOPLE, people::show, Nothing, staff),
        form(at::ADMIN_INVITE, people::invite, Changes, staff),
        form(at::ADMIN_INVITATION_WITHDRAW, people::withdraw, Changes, staff),
        form(at::ADMIN_PEOPLE_POLICY, people::change_policy, Changes, staff),
        page(at::ADMIN_PERSON, people::show_person, Nothing, staff),
        form(at::ADMIN_PERSON, people::change_person, Changes, staff),
        page(at::ADMIN_ROLES, roles::show, Nothing, staff),
        page(at::ADMIN_ROLE_NEW, roles::begin, Nothing, staff),
        form(at::ADMIN_ROLE_NEW, roles::create, Changes, staff),
        page(at::ADMIN_ROLE, roles::show_role, Nothing, staff),
        form(at::ADMIN_ROLE, roles::change, Changes, staff),
    ]
}

/// Adds the routes of the desk, each behind its guard.
pub(in crate::http) fn routes(state: &State, routes: Routes) -> Routes {
    let lines = table();
    let all = lines.iter().map(|line| (&line.method, line.path, line.access));
    let menu = Arc::new(Menu::of(all));
    lines.into_iter().fold(routes, |routes, line| {
        let DeskRoute { method, path, access, counted, room, handler } = line;
        let own = Guard { state: state.clone(), access, menu: Arc::clone(&menu), room };
        let handler = handler.layer(from_fn_with_state(own, guard));
        if method == Method::GET {
            routes.page(path, handler, counted, room)
        } else {
            routes.route(path, handler, counted, room)
        }
    })
}
