//! The front page: what needs attention this morning.

use super::{
    context::DeskContext,
    document,
    head::PageHead,
    page::DeskPage,
    texts,
    ui::{Empty, empty_state},
};
use crate::page::Rendering;
use leptos::prelude::*;
use views::{
    admin::{
        home::{Attention, DeskHome, Figure, FigureValue, MissedSearch},
        list::Tone,
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for DeskHome {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead {
            title: texts::of("menu", MenuItem::Home.key()).into(),
            item: Some(MenuItem::Home),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, page(self))
    }
}

fn page(view: &DeskHome) -> impl IntoView + use<> {
    let figures = view.figures.iter().map(figure).collect::<Vec<_>>();
    let figures = (!view.figures.is_empty()).then(|| view! { <dl class="figures">{figures}</dl> });
    let attention = if view.attention.is_empty() {
        let empty = Empty { title: t!("admin-home-clear").to_owned(), ..Empty::default() };
        empty_state(empty).into_any()
    } else {
        let items = view.attention.iter().map(attention).collect::<Vec<_>>();
        view! { <ul class="attention">{items}</ul> }.into_any()
    };
    let missed = view.missed.iter().map(missed).collect::<Vec<_>>();
    let missed = (!view.missed.is_empty()).then(|| {
        view! {
            <section aria-labelledby="missed-title">
                <h2 id="missed-title">{t!("admin-home-missed")}</h2>
                <ol class="missed">{missed}</ol>
            </section>
        }
    });
    view! {
        <h1>{t!("admin-home-title", name = view.name.as_str())}</h1>
        {figures}
        <section aria-labelledby="attention-title">
            <h2 id="attention-title">{t!("admin-home-attention")}</h2>
            {attention}
        </section>
        {missed}
    }
}

fn figure(figure: &Figure) -> impl IntoView + use<> {
    let before = figure.before.as_ref().map(|before| {
        let text = t!("admin-figure-before", value = value(before));
        view! { <span class="quiet small">{text}</span> }
    });
    view! {
        <div>
            <dt>{texts::of("figure", &figure.key)}</dt>
            <dd>{value(&figure.value)} {before}</dd>
        </div>
    }
}

fn value(value: &FigureValue) -> String {
    match value {
        FigureValue::Number(number) => number.to_string(),
        FigureValue::Money(money) => money.to_string(),
    }
}

fn attention(item: &Attention) -> impl IntoView + use<> {
    let tone = match item.tone {
        Tone::Good => "status status-good",
        Tone::Attention => "status status-attention",
        Tone::Bad => "status status-bad",
        Tone::Quiet => "status status-quiet",
    };
    let text = texts::with("attention", &item.key, &[("count", item.count.into())]);
    view! { <li><a class=tone href=item.href.clone()>{text}</a></li> }
}

fn missed(search: &MissedSearch) -> impl IntoView + use<> {
    let href = routes::with_query(routes::SEARCH, &[("q", &search.query)]);
    let count = t!("admin-home-missed-count", count = search.count);
    view! { <li><a href=href>{search.query.clone()}</a> <span class="quiet">" "{count}</span></li> }
}
