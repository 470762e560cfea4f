//! A list in order: a tree of categories, guides, blocks, links.

use super::parts::{act, notes};
use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{Empty, empty_state, form, status_badge},
    },
    page::Rendering,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::content::{ContentList, ContentRow};

impl DeskPage for ContentList {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = title(self);
        let head = PageHead { title: title.into(), item: Some(self.item), breadcrumbs: Vec::new() };
        document::desk(context, &head, page(self))
    }
}

fn title(view: &ContentList) -> String {
    if view.title.is_empty() {
        texts::of("menu", view.item.key())
    } else {
        texts::of("title", &view.title)
    }
}

fn page(view: &ContentList) -> impl IntoView + use<> {
    let new = view.new.iter().map(|(href, key)| {
        let text = texts::of("new", key);
        view! { <a class="button button-strong" href=href.clone()>{icon(Icon::Plus)}{text}</a> }
    });
    let new = new.collect::<Vec<_>>();
    let rows = if view.rows.is_empty() {
        let title = t!("admin-content-nothing").to_owned();
        empty_state(Empty { title, ..Empty::default() }).into_any()
    } else {
        let rows = view.rows.iter().map(row).collect::<Vec<_>>();
        view! { <ol class="rows content-rows">{rows}</ol> }.into_any()
    };
    let at = view.at.clone().map(|at| {
        view! {
            <form class="content-at" method="get" action=view.item.href()>
                <div class="field">
                    <label for="at">{t!("admin-content-at")}</label>
                    <p class="hint" id="at-help">{t!("admin-content-at-help")}</p>
                    <input
                        id="at"
                        name="at"
                        value=at
                        autocomplete="off"
                        aria-describedby="at-help"
                    />
                </div>
                <button class="button">{t!("admin-content-at-show")}</button>
            </form>
        }
    });
    let below = view.form.as_ref().map(|below| view! { <section>{form(below)}</section> });
    view! {
        <div class="page-head">
            <h1>{title(view)}</h1>
            <p class="page-actions">{new}</p>
        </div>
        {notes(&view.notes)}
        {at}
        {rows}
        {below}
    }
}

fn row(row: &ContentRow) -> impl IntoView + use<> {
    let name = row.name.clone();
    let name = match row.href.clone() {
        Some(href) => view! { <a class="cell-name" href=href>{name}</a> }.into_any(),
        None => view! { <b>{name}</b> }.into_any(),
    };
    let detail = (!row.detail.is_empty())
        .then(|| view! { <span class="quiet small">{row.detail.clone()}</span> });
    let links = row.links.iter().map(|(href, key)| {
        let about = row.name.clone();
        view! {
            <a class="button" href=href.clone()>
                {texts::of("action", key)}
                <span class="hidden">" "{about}</span>
            </a>
        }
    });
    let links = links.collect::<Vec<_>>();
    let acts = row.acts.iter().map(|one| act(one, &row.name)).collect::<Vec<_>>();
    let class = format!("depth-{}", row.depth.min(4));
    view! {
        <li class=class>
            <div>{name} {detail}</div>
            {row.status.as_ref().map(status_badge)}
            <div class="page-actions">{links} {acts}</div>
        </li>
    }
}
