//! The page of a product, or of a new one: one form, and what can be done beside it.

use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{form_section, form_with, matrix, pager, readiness, status_badge},
    },
    dates,
    page::Rendering,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::{
    admin::{
        form::FormSection,
        products::{DraftLink, ProductEditor, ProductTools, SearchPreview, VARIANTS},
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for ProductEditor {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = if self.tools.is_some() {
            self.name.clone()
        } else {
            texts::of("new", MenuItem::Products.key())
        };
        let head = PageHead {
            title: title.clone().into(),
            item: Some(MenuItem::Products),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, page(self, title))
    }
}

fn page(view: &ProductEditor, title: String) -> impl IntoView + use<> {
    let section = |section: &FormSection| {
        if section.key == VARIANTS {
            matrix(&view.form, section, &view.rows).into_any()
        } else {
            form_section(&view.form, section).into_any()
        }
    };
    let sections = view.form.sections.iter().map(section).collect::<Vec<_>>();
    let status = view.tools.as_ref().map(|tools| status_badge(&tools.status));
    let tools = view.tools.as_ref().map(tools);
    let variants = view.tools.as_ref().map(|tools| pager(&tools.variants));
    view! {
        <p>
            <a class="back" href=view.back.clone()>
                {icon(Icon::ChevronLeft)}
                {t!("admin-back")}
            </a>
        </p>
        <div class="page-head"><h1>{title}</h1>{status}</div>
        {tools}
        {form_with(&view.form, sections)}
        {variants}
        {search_preview(&view.search)}
    }
}

fn tools(tools: &ProductTools) -> impl IntoView + use<> {
    let action = |key: &String| {
        let class = if key == "hide" { "button button-danger" } else { "button" };
        view! {
            <form method="post" action=routes::admin_product_section(&tools.id, key)>
                <button class=class>{texts::of("action", key)}</button>
            </form>
        }
    };
    let actions = tools.actions.iter().map(action).collect::<Vec<_>>();
    let shop = tools.shop.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-product-shop")}</a> }
    });
    let audit = tools.audit.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-product-audit")}</a> }
    });
    view! {
        <div class="page-actions">{actions}{shop}{audit}</div>
        {tools.draft.as_ref().map(draft)}
        {readiness(&tools.readiness)}
    }
}

fn draft(link: &DraftLink) -> impl IntoView + use<> {
    let until = t!("admin-product-draft-until", when = dates::local_time(&link.until));
    view! {
        <p class="draft-link">
            <a href=link.href.clone()>{t!("admin-product-draft")}</a>
            " "
            <span class="quiet small">{until}</span>
        </p>
    }
}

/// How a search engine may show the product as it is stored.
fn search_preview(search: &SearchPreview) -> impl IntoView + use<> {
    let SearchPreview { title, address, description } = search.clone();
    (!title.is_empty()).then(|| {
        view! {
            <section class="search-preview" aria-labelledby="search-preview-title">
                <h2 id="search-preview-title">{t!("admin-search-preview")}</h2>
                <p class="search-preview-title">{title}</p>
                <p class="quiet small">{address}</p>
                <p>{description}</p>
            </section>
        }
    })
}
