//! The search box.

use super::{Icon, icon};
use leptos::prelude::*;
use views::routes;

/// The search form. An island turns it into a combobox over the list box beside it.
pub fn search_box(place: &'static str, query: String) -> impl IntoView {
    let id = format!("search-{place}");
    let list = format!("suggestions-{place}");
    let label = if place == "header" { t!("search-label") } else { t!("search-label-page") };
    view! {
        <form class="search" role="search" aria-label=label action=routes::SEARCH data-search=place>
            <input id=id name="q" type="search" value=query aria-label=t!("search-label") placeholder=t!("search-placeholder") autocomplete="off" enterkeyhint="search" maxlength="120" data-list=list.clone() />
            <button aria-label=t!("search-button")>{icon(Icon::Search)}</button>
            <div class="suggestions" id=list role="listbox" aria-label=t!("suggestions-label") hidden=true></div>
        </form>
    }
}
