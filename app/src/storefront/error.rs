//! Error pages: what happened, what to do, and three links.

use crate::{
    ErrorPage, Page, PageContext,
    document::{self, Head},
    i18n,
    islands::search::search_box,
    page::Rendering,
    ui::{Icon, icon},
};
use domain::content::PageRole;
use leptos::prelude::*;
use views::routes;

fn text(kind: ErrorPage, part: &str) -> &'static str {
    i18n::find(&format!("problem-{}-{part}", kind.status())).unwrap_or_default()
}

impl Page for ErrorPage {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(*self), "", page(context, *self))
    }
}

/// The document's head.
fn head(kind: ErrorPage) -> Head<'static> {
    Head { title: text(kind, "title").into(), ..Head::default() }
}

/// The page.
fn page<'a>(context: &'a PageContext<'a>, kind: ErrorPage) -> impl IntoView + 'a {
    let links = context.menu.iter().take(6).map(|category| {
        view! {
            <li>
                <a class="chip" href=routes::category(&category.slug)>{category.name.as_str()}</a>
            </li>
        }
    });
    view! {
        <div class="page">
            <div class="empty problem">
                {icon(Icon::Search)}
                <p class="eyebrow number">{t!("problem-status", status = kind.status())}</p>
                <h1>{text(kind, "title")}</h1>
                <p>{text(kind, "text")}</p>
                {search_box(context, "page", String::new())}
                <ul class="chips">{links.collect::<Vec<_>>()}</ul>
                <p class="onward-links">
                    {(kind == ErrorPage::MethodNotAllowed).then(|| view! {
                        <a href=routes::CHECKOUT>{t!("problem-checkout")}</a>
                    })}
                    <a href="/">{t!("problem-home")}</a>
                    {context.page(PageRole::Contact).map(|href| view! {
                        <a href=href>{t!("problem-contact")}</a>
                    })}
                </p>
            </div>
        </div>
    }
}
