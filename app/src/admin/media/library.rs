//! The library: a grid of pictures with search, filters and pages.

use super::upload::upload_form;
use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{Empty, empty_state, filter_bar, pager},
    },
    page::Rendering,
    ui::thumbnail::thumbnail,
};
use leptos::prelude::*;
use views::{
    admin::{
        media::{MediaTile, MediaView},
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for MediaView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = texts::of("menu", MenuItem::Media.key());
        let head = PageHead {
            title: title.as_str().into(),
            item: Some(MenuItem::Media),
            breadcrumbs: Vec::new(),
        };
        let page = view! {
            <div class="page-head">
                <h1>{title.clone()}</h1>
            </div>
            {filter_bar(&self.list)}
            {grid(self)}
            {self.upload.as_ref().map(upload_form)}
        };
        document::desk(context, &head, page)
    }
}

fn grid(view: &MediaView) -> impl IntoView + use<> {
    if view.tiles.is_empty() {
        let empty = if view.list.is_narrowed() {
            Empty {
                title: t!("admin-nothing-matches").to_owned(),
                text: t!("admin-nothing-matches-text").to_owned(),
                link: Some((view.list.href.clone(), t!("admin-filters-clear").to_owned())),
            }
        } else {
            Empty {
                title: texts::of("empty", "media"),
                text: texts::of("empty-text", "media"),
                link: None,
            }
        };
        return empty_state(empty).into_any();
    }
    let tiles = view.tiles.iter().map(tile).collect::<Vec<_>>();
    view! { <ul class="media-grid">{tiles}</ul> {pager(&view.list.paging)} }.into_any()
}

fn tile(tile: &MediaTile) -> impl IntoView + use<> {
    let alt = &tile.picture.alt;
    let called = [alt, &tile.name].into_iter().find(|text| !text.is_empty()).cloned();
    let called = called.unwrap_or_else(|| t!("admin-picture-unnamed").to_owned());
    let silent = alt.is_empty().then(|| badge("status status-attention", "no-alt"));
    let unused = (!tile.is_used).then(|| badge("status", "unused"));
    view! {
        <li>
            <a class="media-tile" href=routes::admin_picture(&tile.picture.hash)>
                {thumbnail(Some(&tile.picture))}
                <span class="media-name">{called}</span>
            </a>
            <p class="media-marks">{silent}{unused}</p>
        </li>
    }
}

fn badge(class: &'static str, key: &str) -> impl IntoView + use<> {
    view! { <span class=class>{texts::of("status", key)}</span> }
}
