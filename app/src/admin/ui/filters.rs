//! Search, filters, saved views and columns of a list: a form with GET, so that the address has
//! everything.

use super::{choice::options, kept::kept_fields};
use crate::{
    admin::texts,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::list::{
    ActiveFilter, ColumnChoice, Filter, FilterControl, ListView, SavedView, ViewOwner,
};

/// Views, search and filters of a list.
pub fn filter_bar(list: &ListView) -> impl IntoView + use<> {
    let search = list.searchable.then(|| {
        view! {
            <div class="filter-search">
                <input
                    type="search"
                    name="q"
                    value=list.query.clone()
                    aria-label=t!("admin-list-search")
                    placeholder=texts::find("search", &list.key)
                    autocomplete="off"
                    maxlength="120"
                />
                <button class="button">{icon(Icon::Search)}{t!("search-button")}</button>
            </div>
        }
    });
    let filters = list.filters.iter().map(filter).collect::<Vec<_>>();
    let folded = (!list.filters.is_empty()).then(|| {
        view! {
            <details class="filters" open=!list.active.is_empty()>
                <summary class="button">{icon(Icon::Filter)}{t!("admin-filters")}</summary>
                <div class="filter-fields">
                    {filters}
                    <p><button class="button button-strong">{t!("admin-filters-apply")}</button></p>
                </div>
            </details>
        }
    });
    let columns = (!list.column_choices.is_empty()).then(|| columns(&list.column_choices));
    let active = list.active.iter().map(active).collect::<Vec<_>>();
    let clear = (!list.active.is_empty()).then(|| {
        view! { <li><a class="clear" href=list.href.clone()>{t!("admin-filters-clear")}</a></li> }
    });
    let chips = (!list.active.is_empty()).then(|| view! { <ul class="chips">{active}{clear}</ul> });
    let is_there = list.searchable || folded.is_some() || columns.is_some();
    let bar = is_there.then(|| {
        view! {
            <form class="filter-bar" role="search" action=list.href.clone()>
                {kept_fields(&list.kept)}
                {search}
                <div class="filter-folds">{folded}{columns}</div>
            </form>
        }
    });
    view! {
        {views(list)}
        {bar}
        {chips}
    }
}

fn filter(filter: &Filter) -> impl IntoView + use<> {
    let label = texts::of("label", &filter.key);
    let key = filter.key.clone();
    match &filter.control {
        FilterControl::Choice(choices) => {
            let id = format!("filter-{key}");
            view! {
                <div class="field">
                    <label for=id.clone()>{label}</label>
                    <select id=id name=key>
                        <option value="">{t!("admin-any")}</option>
                        {options(choices, &filter.value)}
                    </select>
                </div>
            }
            .into_any()
        }
        FilterControl::Range { from, to } => bounds(&key, label, ("text", [from, to])).into_any(),
        FilterControl::Days { from, to } => bounds(&key, label, ("date", [from, to])).into_any(),
    }
}

/// Two fields, from and to.
fn bounds(
    key: &str,
    label: String,
    (kind, values): (&'static str, [&String; 2]),
) -> impl IntoView + use<> {
    let mode = (kind == "text").then_some("decimal");
    let field = |end: &str, text: &'static str, value: &String| {
        let name = format!("{key}-{end}");
        let id = format!("filter-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{text}</label>
                <input id=id name=name type=kind inputmode=mode value=value.clone() />
            </div>
        }
    };
    let [from, to] = values;
    view! {
        <fieldset class="bounds">
            <legend class="label">{label}</legend>
            {field("from", t!("admin-from"), from)}
            {field("to", t!("admin-to"), to)}
        </fieldset>
    }
}

fn active(filter: &ActiveFilter) -> impl IntoView + use<> {
    let text = format!("{}: {}", texts::of("label", &filter.key), texts::label(&filter.text));
    view! {
        <li>
            <a class="chip" href=filter.remove.clone()>
                <span class="hidden">{t!("admin-filter-remove")}" "</span>
                {text}
                {icon(Icon::Close)}
            </a>
        </li>
    }
}

fn columns(choices: &[ColumnChoice]) -> impl IntoView + use<> {
    let choice = |column: &ColumnChoice| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name="column"
                    value=column.key.clone()
                    checked=column.shown
                />
                <span>{texts::of("label", &column.key)}</span>
            </label>
        }
    };
    let choices = choices.iter().map(choice).collect::<Vec<_>>();
    view! {
        <details class="columns">
            <summary class="button">{t!("admin-columns")}</summary>
            <fieldset class="filter-fields">
                <legend class="hidden">{t!("admin-columns")}</legend>
                {choices}
                <p><button class="button">{t!("admin-columns-apply")}</button></p>
            </fieldset>
        </details>
    }
}

/// The saved views as tabs, and the form that saves the current one.
fn views(list: &ListView) -> impl IntoView + use<> {
    let tab = |saved: &SavedView| {
        let current = saved.current.then_some("page");
        let shared = (saved.owner == ViewOwner::Shared)
            .then(|| view! { <span class="quiet small">" "{t!("admin-view-shared")}</span> });
        view! {
            <li>
                <a href=saved.href.clone() aria-current=current>
                    {texts::label(&saved.name)}
                    {shared}
                </a>
            </li>
        }
    };
    let tabs = list.views.iter().map(tab).collect::<Vec<_>>();
    let tabs = (!list.views.is_empty()).then(|| {
        view! { <nav class="tabs" aria-label=t!("admin-views-label")><ul>{tabs}</ul></nav> }
    });
    let narrowed = list.is_narrowed() && !list.views.iter().any(|saved| saved.current);
    let save = list.save_view.as_ref().filter(|_| narrowed).map(|action| {
        view! {
            <details class="save-view">
                <summary class="link-button">{t!("admin-view-save")}</summary>
                <form method="post" action=action.clone()>
                    {kept_fields(&list.kept)}
                    <input type="hidden" name="q" value=list.query.clone() />
                    <div class="field">
                        <label for="view-name">{t!("admin-view-name")}</label>
                        <input id="view-name" name="name" maxlength="60" required=true />
                    </div>
                    <label class="check">
                        <input type="checkbox" name="shared" value="on" />
                        <span>{t!("admin-view-share")}</span>
                    </label>
                    <button class="button">{t!("admin-save")}</button>
                </form>
            </details>
        }
    });
    view! { {tabs} {save} }
}
