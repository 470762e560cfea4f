//! Buying guides: what matters, three hand-picked instruments, and all matching products.

use super::listing::results;
use crate::{
    Page, PageContext,
    document::structured_data,
    document::{self, Head},
    islands::catalogue::list::api::ShownList,
    page::Rendering,
    ui::{breadcrumbs::breadcrumbs, card::card_with, titles},
};
use leptos::prelude::*;
use views::{
    catalogue::{Link, Sort},
    content::BuyingGuideView,
};

impl Page for BuyingGuideView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(context, self), "", page(context, self))
    }
}

/// The document's head. Search engines index only the unfiltered list.
fn head<'a>(context: &PageContext<'_>, guide: &'a BuyingGuideView) -> Head<'a> {
    let list = &guide.list;
    let title = guide.title.as_str();
    let here = Link { href: list.path.clone(), text: title.to_owned() };
    let plain = list.applied.is_empty() && list.sort == Sort::default();
    let page = if list.page > 1 { format!("?page={}", list.page) } else { String::new() };
    Head {
        title: titles::with_page(list, title),
        description: guide.advice.as_str().into(),
        canonical: plain.then(|| format!("{}{page}", list.path)),
        data: vec![structured_data::breadcrumbs(
            context.base_url,
            &[guide.above.as_slice(), &[here]].concat(),
            None,
        )],
        ..Head::default()
    }
}

/// The page.
fn page<'a>(context: &PageContext<'_>, guide: &'a BuyingGuideView) -> impl IntoView + use<'a> {
    let chosen = guide.chosen.iter().map(|product| {
        card_with(&product.card, Some(product.why.clone()).filter(|why| !why.is_empty()))
    });
    let chosen = (!guide.chosen.is_empty()
        && guide.list.applied.is_empty()
        && guide.list.page == 1)
        .then(|| {
            view! {
                <section class="guide-chosen" aria-labelledby="chosen-title">
                    <h2 id="chosen-title">{t!("guide-chosen")}</h2>
                    {guide.max_price.map(|max| view! {
                        <p class="quiet number">{t!("guide-most", amount = max.to_string())}</p>
                    })}
                    <ul class="shelf">{chosen.collect::<Vec<_>>()}</ul>
                </section>
            }
        });
    view! {
        <div class="page listing">
            {breadcrumbs(guide.above.as_slice(), &guide.title)}
            <header class="listing-head">
                <h1>{guide.title.as_str()}</h1>
                <p class="lead">{guide.advice.as_str()}</p>
            </header>
            {chosen}
            <h2 class="guide-all">{t!("guide-all")}</h2>
            {results(ShownList::of_guide(guide, context.path.to_owned(), context.shop_name))}
        </div>
    }
}
