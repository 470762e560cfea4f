//! A picture of the library: its text and focal point, and where it is used.

use crate::{
    admin::{context::DeskContext, document, head::PageHead, page::DeskPage, ui::form},
    page::Rendering,
    ui::thumbnail::thumbnail,
};
use leptos::prelude::*;
use views::{
    admin::{
        media::{MediaPictureView, PictureUse},
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for MediaPictureView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let unnamed = t!("admin-picture-unnamed");
        let title = if self.name.is_empty() { unnamed } else { self.name.as_str() };
        let head =
            PageHead { title: title.into(), item: Some(MenuItem::Media), breadcrumbs: Vec::new() };
        let size = format!("{} × {}", self.picture.width, self.picture.height);
        let fields = match &self.form {
            Some(view) => form(view).into_any(),
            None => view! { <p>{self.picture.alt.clone()}</p> }.into_any(),
        };
        let page = view! {
            <div class="page-head">
                <h1>{title.to_owned()}</h1>
                <p class="quiet small number">{size}</p>
            </div>
            <div class="media-picture">{thumbnail(Some(&self.picture))}</div>
            {fields}
            {uses(self)}
        };
        document::desk(context, &head, page)
    }
}

fn uses(view: &MediaPictureView) -> impl IntoView + use<> {
    let product = |one: &PictureUse| {
        let place = t!("admin-picture-at", place = one.place);
        let alt = if one.alt.is_empty() {
            t!("admin-picture-no-alt").to_owned()
        } else {
            one.alt.clone()
        };
        view! {
            <li>
                <a href=routes::admin_product_pictures(&one.product)>{one.name.clone()}</a>
                <span class="quiet small">" "{place}" · "{alt}</span>
            </li>
        }
    };
    let products = view.uses.iter().map(product).collect::<Vec<_>>();
    let block = |slug: &String| {
        let text = t!("admin-picture-block", block = slug.as_str());
        view! { <li><a href=routes::ADMIN_HOME_PAGE>{text}</a></li> }
    };
    let blocks = view.blocks.iter().map(block).collect::<Vec<_>>();
    let more = view.has_more.then(|| view! { <p class="quiet">{t!("admin-picture-more")}</p> });
    let list = if products.is_empty() && blocks.is_empty() {
        view! { <p class="quiet">{t!("admin-picture-unused")}</p> }.into_any()
    } else {
        view! { <ul class="media-uses">{products}{blocks}</ul> {more} }.into_any()
    };
    view! {
        <section aria-labelledby="uses-title">
            <h2 id="uses-title">{t!("admin-picture-uses")}</h2>
            {list}
        </section>
    }
}
