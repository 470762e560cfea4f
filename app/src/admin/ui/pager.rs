//! The pages before and after.

use crate::ui::{Icon, icon};
use leptos::prelude::*;
use views::admin::list::Paging;

/// The pager; nothing if there is one page.
pub fn pager(paging: &Paging) -> impl IntoView + use<> {
    if *paging == Paging::default() {
        return None;
    }
    let previous = paging.previous.clone().map(|href| {
        view! {
            <a class="button" rel="prev" href=href>
                {icon(Icon::ChevronLeft)}
                {t!("admin-page-previous")}
            </a>
        }
    });
    let next = paging.next.clone().map(|href| {
        view! {
            <a class="button" rel="next" href=href>
                {t!("admin-page-next")}
                {icon(Icon::ChevronRight)}
            </a>
        }
    });
    Some(view! { <nav class="pager" aria-label=t!("admin-pages-label")>{previous}{next}</nav> })
}
