//! Nothing found: what may help, and other ways on.

use super::filters;
use crate::ui::{Icon, icon};
use domain::search::intent;
use leptos::prelude::*;
use views::{catalogue::Listing, routes};

/// Tips, and the way back without filters where there are some.
pub(super) fn no_results(list: &Listing) -> impl IntoView + '_ {
    let filtered = !list.applied.is_empty();
    let asks_for_a_page = list
        .corrected
        .as_deref()
        .or(list.query.as_deref())
        .is_some_and(|query| !intent::pages(query).is_empty());
    let title = match (&list.query, filtered) {
        (_, true) => t!("nothing-filtered").to_owned(),
        (Some(query), false) if asks_for_a_page => t!("nothing-product", query = query.as_str()),
        (Some(query), false) if !query.is_empty() => t!("nothing-search", query = query.as_str()),
        _ => t!("nothing-category").to_owned(),
    };
    let tips = (!filtered && list.query.is_some() && !asks_for_a_page).then(|| {
        view! {
            <ul class="tips">
                <li>{t!("nothing-tip-number")}</li>
                <li>{t!("nothing-tip-word")}</li>
                <li>{t!("nothing-tip-spelling")}</li>
            </ul>
        }
    });
    let clear = filtered.then(|| view! { <p><a class="button button-strong" href=list.clear.as_str()>{t!("filters-clear")}</a></p> });
    view! {
        <div class="empty">
            {icon(Icon::Telescope)}
            <h2>{title}</h2>
            {filters::applied(list)}
            {clear}
            {tips}
            <p>
                {t!("nothing-contact")}
                " "
                <a href=routes::CONTACT>{t!("nothing-contact-link")}</a>
            </p>
        </div>
    }
}
