//! Pages of lists, facts and forms below each other.

use super::{
    context::DeskContext,
    document,
    head::PageHead,
    page::DeskPage,
    texts,
    ui::{act, facts, list_body},
};
use crate::{page::Rendering, ui::notice};
use leptos::prelude::*;
use views::{
    admin::{
        list::{Label, ListView, Tone},
        work::{Part, WorkView},
    },
    catalogue::Link,
};

impl DeskPage for WorkView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = title(&self.title);
        let head = PageHead {
            title: title.as_str().into(),
            item: Some(self.item),
            breadcrumbs: self.breadcrumbs.clone(),
        };
        let parts = self.parts.iter().map(part).collect::<Vec<_>>();
        let heading = title.clone();
        let page = view! { <div class="page-head"><h1>{heading}</h1></div> {parts} };
        document::desk(context, &head, page)
    }
}

fn title(title: &Label) -> String {
    match title {
        Label::Key(key) => texts::of("title", key),
        Label::Text(text) => text.clone(),
    }
}

fn part(part: &Part) -> AnyView {
    match part {
        Part::Text(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Part::Notice(Tone::Bad, text) => notice::alert(text.clone()).into_any(),
        Part::Notice(Tone::Good | Tone::Attention | Tone::Quiet, text) => {
            notice::info(text.clone()).into_any()
        }
        Part::Links(links) => link_row(links).into_any(),
        Part::Facts(rows) => facts(rows).into_any(),
        Part::List(list) => list_body(list).into_any(),
        Part::Section(list) => section(list).into_any(),
        Part::Form(form) => act(form).into_any(),
    }
}

fn link_row(links: &[Link]) -> impl IntoView + use<> {
    let link = |link: &Link| {
        view! { <a class="button" href=link.href.clone()>{link.text.clone()}</a> }
    };
    let links = links.iter().map(link).collect::<Vec<_>>();
    view! { <p class="page-actions">{links}</p> }
}

fn section(list: &ListView) -> impl IntoView + use<> {
    let id = format!("{}-list-title", list.key);
    let labelled_by = id.clone();
    view! {
        <section class="form-section" aria-labelledby=labelled_by>
            <h2 id=id>{texts::of("title", &list.key)}</h2>
            {list_body(list)}
        </section>
    }
}
