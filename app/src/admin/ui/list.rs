//! A page that is a list.

use super::{
    bulk::bulk_bar,
    empty::{Empty, empty_state},
    filters::filter_bar,
    pager::pager,
    table::data_table,
};
use crate::{
    admin::texts,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::list::{Count, ListView};

/// The whole page: title, filters, rows, bulk actions, pager.
pub fn list_page(list: &ListView) -> impl IntoView + use<> {
    let new = list.new.clone().map(|href| {
        view! {
            <a class="button button-strong" href=href>
                {icon(Icon::Plus)}
                {texts::of("new", &list.key)}
            </a>
        }
    });
    let export = list.export.clone().map(|href| {
        view! { <a class="button" href=href download="">{t!("admin-export")}</a> }
    });
    let count = match list.count {
        Count::Exactly(count) => t!("admin-count", count = count),
        Count::AtLeast(count) => t!("admin-count-more", count = count),
    };
    view! {
        <div class="page-head">
            <h1>{texts::of("title", &list.key)}</h1>
            <p class="quiet small number" id="list-count">{count}</p>
            <p class="page-actions">{export}{new}</p>
        </div>
        {filter_bar(list)}
        {rows(list)}
    }
}

/// A list on a page with other parts: filters and rows without a heading.
pub fn list_body(list: &ListView) -> impl IntoView + use<> {
    let is_filtered = list.searchable || !list.filters.is_empty() || !list.views.is_empty();
    let filters = is_filtered.then(|| filter_bar(list));
    let export = list.export.clone().map(|href| {
        view! {
            <p class="page-actions">
                <a class="button" href=href download="">{t!("admin-export")}</a>
            </p>
        }
    });
    view! { {filters} {export} {rows(list)} }
}

/// The rows with bulk actions and pager, or why there are none.
fn rows(list: &ListView) -> AnyView {
    if list.rows.is_empty() {
        empty_state(empty(list)).into_any()
    } else {
        let bulk = list.bulk.as_ref().map(|bulk| bulk_bar(bulk, list.count));
        view! { {data_table(list)} {bulk} {pager(&list.paging)} }.into_any()
    }
}

/// What a list without rows says: nothing matches, or there is nothing yet.
fn empty(list: &ListView) -> Empty {
    if list.is_narrowed() {
        return Empty {
            title: t!("admin-nothing-matches").to_owned(),
            text: t!("admin-nothing-matches-text").to_owned(),
            link: Some((list.href.clone(), t!("admin-filters-clear").to_owned())),
        };
    }
    Empty {
        title: texts::of("empty", &list.key),
        text: texts::find("empty-text", &list.key).unwrap_or_default().to_owned(),
        link: list.new.clone().map(|href| (href, texts::of("new", &list.key))),
    }
}
