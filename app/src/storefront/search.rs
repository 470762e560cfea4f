//! What the search box suggests.

use super::content::page;
use crate::{
    i18n,
    ui::{
        Icon, icon,
        picture::{Place, silent_plate},
    },
};
use leptos::prelude::*;
use views::{routes, search::Suggestions};

/// What the shop says of what was asked for, if it says something: it leads to the page with all of
/// it.
fn answer(found: &Suggestions) -> Option<impl IntoView + use<>> {
    let maker =
        found.not_carried.as_ref().map(|maker| t!("search-not-carried", maker = maker.as_str()));
    let text = maker.unwrap_or_else(|| found.note.clone());
    (!text.is_empty()).then(|| {
        view! {
            <a class="suggestion suggestion-answer" role="option" aria-selected="false" id="suggestion-0" href=found.search.clone() tabindex="-1">
                {icon(Icon::Info)}
                <span>{text}</span>
            </a>
        }
    })
}

/// What is not a product: where it leads, what it is called, and what it is.
fn ways(found: &Suggestions) -> Vec<(String, &str, &'static str)> {
    let categories = found
        .categories
        .iter()
        .map(|link| (link.href.clone(), link.text.as_str(), t!("suggestions-category")));
    let wishes = found.wishes.iter().filter_map(|slug| {
        let title = i18n::find(&format!("wish-{slug}"))?;
        Some((routes::buying_guide(slug), title, t!("suggestions-wish")))
    });
    let pages = found.pages.iter().filter_map(|slug| {
        let (href, title) = page::way(slug)?;
        Some((href, title, t!("suggestions-page")))
    });
    categories.chain(wishes).chain(pages).collect()
}

/// The options: an answer, categories, wishes and the shop's own pages first, then products.
pub fn options(found: &Suggestions) -> impl IntoView + '_ {
    let answer = answer(found);
    let (ways, first) = (ways(found), usize::from(answer.is_some()));
    let before = first + ways.len();
    let ways = ways.into_iter().zip(first..).map(|((href, text, kind), i)| {
        view! {
            <a class="suggestion" role="option" aria-selected="false" id=format!("suggestion-{i}") href=href tabindex="-1">
                {icon(Icon::ChevronRight)}
                <span>{text}<small class="quiet">{kind}</small></span>
            </a>
        }
    });
    let products = found.products.iter().enumerate().map(move |(i, card)| {
        view! {
            <a class="suggestion" role="option" aria-selected="false" id=format!("suggestion-{}", before + i) href=routes::product(&card.slug) tabindex="-1">
                {silent_plate(card.picture.as_ref(), Place::Small, None)}
                <span>{card.name.as_str()}<small class="quiet">{card.brand.as_str()}</small></span>
                <span class="number">{card.price.to_string()}</span>
            </a>
        }
    });
    let empty = (before == 0 && found.products.is_empty())
        .then(|| view! { <p class="suggestion-none quiet">{t!("suggestions-none")}</p> });
    view! {
        {answer}
        {ways.collect::<Vec<_>>()}
        {products.collect::<Vec<_>>()}
        {empty}
    }
}
