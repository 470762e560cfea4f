//! A wish: what it takes, three instruments chosen for it, and all that fits.

use super::listing::results;
use crate::{
    PageContext,
    document::Head,
    document::structured_data,
    i18n,
    islands::FacetPanel,
    ui::{breadcrumbs::breadcrumbs, card::card_with},
};
use leptos::prelude::*;
use std::sync::LazyLock;
use views::{
    catalogue::{Link, Sort},
    content::WishView,
};

fn text(wish: &WishView, part: &str) -> &'static str {
    i18n::find(&format!("wish-{}{part}", wish.slug)).unwrap_or_default()
}

/// Where wishes are listed.
static ABOVE: LazyLock<[Link; 1]> = LazyLock::new(|| {
    [Link { href: "/#wishes".to_owned(), text: t!("home-wishes-title").to_owned() }]
});

/// The document's head. Only the whole list is for search engines, not its filtered ones.
#[must_use]
pub fn head(context: &PageContext<'_>, wish: &WishView) -> Head<'static> {
    let list = &wish.list;
    let title = text(wish, "");
    let here = Link { href: list.path.clone(), text: title.to_owned() };
    let plain = list.applied.is_empty() && list.sort == Sort::default();
    let page = if list.page > 1 { format!("?page={}", list.page) } else { String::new() };
    Head {
        title: if list.page > 1 {
            t!("listing-title-page", title = title, page = list.page).into()
        } else {
            title.into()
        },
        description: text(wish, "-advice").into(),
        canonical: plain.then(|| format!("{}{page}", list.path)),
        data: vec![structured_data::breadcrumbs(
            context.base_url,
            &[ABOVE.as_slice(), &[here]].concat(),
            None,
        )],
        ..Head::default()
    }
}

/// The page.
pub fn page(wish: &WishView) -> impl IntoView + '_ {
    let chosen = wish.chosen.iter().map(|product| {
        card_with(product, i18n::find(&format!("wish-{}-{}", wish.slug, product.slug)))
    });
    let chosen = (!wish.chosen.is_empty() && wish.list.applied.is_empty() && wish.list.page == 1).then(|| {
        view! {
            <section class="wish-chosen" aria-labelledby="chosen-title">
                <h2 id="chosen-title">{t!("wish-chosen")}</h2>
                {wish.most.map(|most| view! { <p class="quiet number">{t!("wish-most", amount = most.to_string())}</p> })}
                <ul class="shelf">{chosen.collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    view! {
        <div class="page listing">
            {breadcrumbs(ABOVE.as_slice(), text(wish, ""))}
            <header class="listing-head">
                <h1>{text(wish, "")}</h1>
                <p class="lead">{text(wish, "-advice")}</p>
            </header>
            {chosen}
            <h2 class="wish-all">{t!("wish-all")}</h2>
            {results(&wish.list)}
            <FacetPanel />
        </div>
    }
}
