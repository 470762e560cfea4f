//! The form that finds an order by its number and email address.

use crate::{
    Page, PageContext,
    document::{self, Head},
    ui::{
        field::{Field, field, summary},
        notice,
    },
};
use domain::content::PageRole;
use leptos::prelude::*;
use views::{orders::TrackView, routes};

impl Page for TrackView {
    fn document(&self, context: &PageContext<'_>) -> String {
        document::full(context, &head(), "", page(self, context))
    }
}

/// The document's head.
fn head() -> Head<'static> {
    Head {
        title: t!("track-title").into(),
        description: t!("track-text").into(),
        canonical: Some(routes::TRACK.to_owned()),
        ..Head::default()
    }
}

/// The page.
fn page<'a>(view: &'a TrackView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let number =
        Field { hint: t!("track-number-hint"), ..Field::text("number", t!("track-number"), "off") };
    let email =
        Field { kind: "email", mode: "email", ..Field::text("email", t!("field-email"), "email") };
    let help = context.page(PageRole::Contact).map(|href| {
        view! {
            <p class="quiet small">
                {t!("track-help")}
                " "
                <a href=href>{t!("nothing-contact-link")}</a>
            </p>
        }
    });
    view! {
        <div class="page narrow">
            <h1>{t!("track-title")}</h1>
            <p class="lead">{t!("track-text")}</p>
            {summary(&view.errors)}
            {view.not_found.then(|| notice::alert(t!("track-not-found")))}
            <form class="form" method="post" action=routes::TRACK novalidate=true>
                {field(number, &view.number, &view.errors)}
                {field(email, &view.email, &view.errors)}
                <p><button class="button button-strong">{t!("track-button")}</button></p>
            </form>
            {help}
            <p class="small"><a class="more" href=routes::WITHDRAW>{t!("withdraw-link")}</a></p>
        </div>
    }
}
