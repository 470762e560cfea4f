//! The side menu and the breadcrumbs. On phones the menu is hidden until the link in the top bar
//! leads to it, which needs no JavaScript.

use super::commands::menu_text;
use crate::{
    admin::{context::DeskContext, head::PageHead, texts},
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::{
    admin::shell::{MenuArea, MenuEntry, MenuItem},
    routes,
};

/// The menu; `current` is the entry of this page.
pub(in crate::admin) fn side(
    context: &DeskContext<'_>,
    current: Option<MenuItem>,
) -> impl IntoView + use<> {
    let groups = MenuArea::ALL.into_iter().filter_map(|area| {
        let entries: Vec<_> = context
            .shell
            .menu
            .iter()
            .filter(|entry| entry.item.area() == area)
            .map(|entry| link(*entry, current))
            .collect();
        let title = (area != MenuArea::Overview)
            .then(|| view! { <p class="side-title">{texts::of("area", area.key())}</p> });
        (!entries.is_empty()).then(|| view! { <li>{title}<ul>{entries}</ul></li> })
    });
    let groups = groups.collect::<Vec<_>>();
    view! {
        <nav class="side" id="desk-menu" tabindex="-1" aria-label=t!("admin-menu-label")>
            <a class="button side-close" href="#main">{icon(Icon::Close)}{t!("admin-close")}</a>
            <ul class="side-groups">{groups}</ul>
        </nav>
    }
}

fn link(entry: MenuEntry, current: Option<MenuItem>) -> impl IntoView {
    let here = (current == Some(entry.item)).then_some("true");
    let attention = (entry.attention > 0).then(|| {
        let text = t!("admin-attention", count = entry.attention);
        view! {
            <span class="badge" aria-hidden="true">{entry.attention}</span>
            <span class="hidden">" "{text}</span>
        }
    });
    view! {
        <li>
            <a href=entry.item.href() aria-current=here>{menu_text(entry.item)}{attention}</a>
        </li>
    }
}

/// The way from the front page to this one; the front page has none.
pub(in crate::admin) fn breadcrumbs(head: &PageHead<'_>) -> impl IntoView + use<> {
    if head.item == Some(MenuItem::Home) {
        return None;
    }
    let home = (routes::ADMIN.to_owned(), menu_text(MenuItem::Home));
    let is_entry = head.item.is_some_and(|item| menu_text(item) == head.title);
    let entry = head.item.filter(|_| !is_entry);
    let entry = entry.map(|item| (item.href().to_owned(), menu_text(item)));
    let between = head.breadcrumbs.iter().map(|link| (link.href.clone(), link.text.clone()));
    let steps = std::iter::once(home).chain(entry).chain(between);
    let steps = steps.map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    let steps = steps.collect::<Vec<_>>();
    Some(view! {
        <nav class="breadcrumbs" aria-label=t!("breadcrumbs-label")>
            <ol>
                {steps}
                <li aria-current="page">{head.title.to_string()}</li>
            </ol>
        </nav>
    })
}
