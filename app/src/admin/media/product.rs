//! The pictures of a product: their order, texts and roles, and new ones.

use super::upload::upload_form;
use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{field, form_errors},
    },
    page::Rendering,
    ui::thumbnail::thumbnail,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{FormError, FormSection, FormView},
        media::{OwnPicture, ProductPicturesView},
        shell::MenuItem,
    },
    catalogue::Link,
    routes,
};

impl DeskPage for ProductPicturesView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = t!("admin-product-pictures");
        let product = Link { href: routes::admin_product(&self.id), text: self.name.clone() };
        let head = PageHead {
            title: title.into(),
            item: Some(MenuItem::Products),
            breadcrumbs: vec![product],
        };
        let page = view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="quiet">{self.name.clone()}</p>
            </div>
            {product_pictures(self)}
        };
        document::desk(context, &head, page)
    }
}

/// The pictures of a product with their forms. It has no heading of its own, so that it can be part
/// of another page.
pub fn product_pictures(view: &ProductPicturesView) -> impl IntoView + use<> {
    let upload = view.upload.as_ref().map(upload_form);
    view! { {own_pictures(view)} {upload} }
}

fn own_pictures(view: &ProductPicturesView) -> impl IntoView + use<> {
    if view.pictures.is_empty() {
        return view! { <p class="quiet">{t!("admin-product-no-pictures")}</p> }.into_any();
    }
    let may_change = view.upload.is_some();
    let pictures = view.pictures.iter().enumerate();
    let pictures = pictures
        .map(|(at, picture)| {
            let number = may_change.then_some(at + 1);
            own_picture(picture, &view.problems, number)
        })
        .collect::<Vec<_>>();
    if !may_change {
        return view! { <ol class="own-pictures">{pictures}</ol> }.into_any();
    }
    let errors = FormView {
        action: String::new(),
        button: String::new(),
        cancel: None,
        sections: vec![FormSection {
            key: String::new(),
            version: None,
            save: None,
            fields: view.pictures.iter().flat_map(|picture| picture.fields.clone()).collect(),
        }],
        problems: view.problems.clone(),
    };
    view! {
        {form_errors(&errors)}
        <form
            class="form"
            method="post"
            action=routes::admin_product_pictures_order(&view.id)
            novalidate=true
        >
            // Enter saves, although buttons that remove a picture come first.
            <button class="hidden" tabindex="-1" aria-hidden="true">{t!("admin-save")}</button>
            <ol class="own-pictures">{pictures}</ol>
            <div class="save-bar">
                <button class="button button-strong">{texts::of("action", "save")}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A picture; with its number if it can be removed.
fn own_picture(
    own: &OwnPicture,
    problems: &[FormError],
    number: Option<usize>,
) -> impl IntoView + use<> {
    let remove = number.map(|number| remove_button(number, &own.picture.hash));
    let problem = |name: &str| problems.iter().find(|problem| problem.field == name);
    let fields = own.fields.iter().map(|one| field(one, problem(&one.name)));
    let fields = fields.collect::<Vec<_>>();
    let href = routes::admin_picture(&own.picture.hash);
    view! {
        <li>
            <a class="own-picture" href=href aria-label=t!("admin-picture-open")>
                {thumbnail(Some(&own.picture))}
            </a>
            <div class="own-fields">{fields}{remove}</div>
        </li>
    }
}

fn remove_button(number: usize, hash: &str) -> impl IntoView + use<> {
    view! {
        <p>
            <button class="button" name="remove" value=hash.to_owned()>
                {t!("admin-picture-remove", number = number)}
            </button>
        </p>
    }
}
