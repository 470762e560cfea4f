//! Categories, pages, guides, menus, the home page and texts.
//!
//! - `things`: pages, guides and blocks, which have the same pages and forms; `kinds`: which these
//!   are; `editor`: their fields; `lists`: their lists
//! - `categories`, `menus`, `texts`: the others
//! - `common`: forms, errors and conflicts

mod categories;
mod common;
mod editor;
mod kinds;
mod lists;
mod menus;
mod texts;
mod things;

use super::{
    access::Access,
    desk::Desk,
    form::DeskForm,
    line::{DeskRoute, form, page},
};
use crate::{
    State,
    http::{
        extract::Query,
        middleware::rate_limit::Counted::{Changes, Nothing},
    },
};
use axum::extract::{Path, State as Extract};
use domain::staff::Permission;
use kinds::Thing;
use views::routes as at;

/// The lines of the route table.
pub(super) fn lines() -> Vec<DeskRoute> {
    let reads = Access::Needs(Permission::CatalogueRead);
    let catalogue = Access::Needs(Permission::CatalogueWrite);
    let content = Access::Needs(Permission::ContentWrite);
    let mut lines = vec![
        page(at::ADMIN_CATEGORIES, categories::list, Nothing, reads),
        form(at::ADMIN_CATEGORIES, categories::act, Changes, catalogue),
        page(at::ADMIN_CATEGORY_NEW, categories::blank, Nothing, catalogue),
        form(at::ADMIN_CATEGORY_NEW, categories::create, Changes, catalogue),
        page(at::ADMIN_CATEGORY, categories::show, Nothing, catalogue),
        form(at::ADMIN_CATEGORY, categories::save, Changes, catalogue),
        page(at::ADMIN_CONTENT_PAGES, lists::pages, Nothing, content),
        page(at::ADMIN_GUIDES, lists::guides, Nothing, content),
        form(at::ADMIN_GUIDES, lists::order_guides, Changes, content),
        page(at::ADMIN_HOME_PAGE, lists::blocks, Nothing, content),
        form(at::ADMIN_HOME_PAGE, lists::order_blocks, Changes, content),
        page(at::ADMIN_MENUS, menus::list, Nothing, content),
        page(at::ADMIN_MENU, menus::show, Nothing, content),
        form(at::ADMIN_MENU, menus::save, Changes, content),
        page(at::ADMIN_TEXTS, texts::show, Nothing, content),
        form(at::ADMIN_TEXTS, texts::save, Changes, content),
        page(at::ADMIN_MAIL_TEXTS, texts::show_mail, Nothing, content),
        form(at::ADMIN_MAIL_TEXTS, texts::save_mail, Changes, content),
    ];
    for thing in Thing::ALL {
        let blank = move |Extract(state): Extract<State>, desk: Desk, query: Query| async move {
            things::blank(&state, &desk, thing, &query).await
        };
        let create = move |Extract(state): Extract<State>,
                           desk: Desk,
                           query: Query,
                           posted: DeskForm| async move {
            things::create(&state, &desk, (thing, &query), &posted).await
        };
        let show = move |Extract(state): Extract<State>, desk: Desk, Path(id): Path<String>| async move {
            things::show(&state, &desk, thing, &id).await
        };
        let save = move |Extract(state): Extract<State>,
                         desk: Desk,
                         Path(id): Path<String>,
                         posted: DeskForm| async move {
            things::save(&state, &desk, (thing, id.as_str()), &posted).await
        };
        lines.extend([
            page(thing.new_path(), blank, Nothing, content),
            form(thing.new_path(), create, Changes, content),
            page(thing.path(), show, Nothing, content),
            form(thing.path(), save, Changes, content),
        ]);
    }
    lines
}
