//! From page to page of a list.

use super::{Icon, icon};
use leptos::prelude::*;
use views::catalogue::Listing;

/// Previous, "Page 2 of 7", next; nothing where one page holds all.
pub fn pager(list: &Listing) -> impl IntoView + '_ {
    (list.pages > 1).then(|| {
        let previous = list
            .previous
            .as_ref()
            .map(|href| view! { <a class="button" rel="prev" href=href.as_str()>{icon(Icon::ChevronLeft)}{t!("pager-previous")}</a> });
        let next = list
            .next
            .as_ref()
            .map(|href| view! { <a class="button" rel="next" href=href.as_str()>{t!("pager-next")}{icon(Icon::ChevronRight)}</a> });
        view! {
            <nav class="pager" aria-label=t!("pager-label")>
                <span>{previous}</span>
                <p class="number">{t!("pager-position", page = list.page, pages = list.pages)}</p>
                <span>{next}</span>
            </nav>
        }
    })
}
