//! Breadcrumbs: the links from the root category to the page.

use leptos::prelude::*;
use views::catalogue::Link;

/// The `links` to the page, followed by its own name. Phones show only the last link.
pub fn breadcrumbs<'a>(links: &'a [Link], name: &'a str) -> impl IntoView + 'a {
    let steps = links
        .iter()
        .map(|link| view! { <li><a href=link.href.as_str()>{link.text.as_str()}</a></li> });
    view! {
        <nav class="breadcrumbs" aria-label=t!("breadcrumbs-label")>
            <ol>
                <li><a href="/">{t!("breadcrumbs-home")}</a></li>
                {steps.collect::<Vec<_>>()}
                <li aria-current="page">{name}</li>
            </ol>
        </nav>
    }
}
