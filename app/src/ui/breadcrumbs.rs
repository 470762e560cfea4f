//! The trail from the root category to where one is.

use leptos::prelude::*;
use views::catalogue::Link;

/// Links of `trail`, and the page itself last; on phones only the step back is shown.
pub fn breadcrumbs<'a>(trail: &'a [Link], here: &'a str) -> impl IntoView + 'a {
    let steps = trail
        .iter()
        .map(|link| view! { <li><a href=link.href.as_str()>{link.text.as_str()}</a></li> });
    view! {
        <nav class="trail" aria-label=t!("trail-label")>
            <ol>
                <li><a href="/">{t!("trail-home")}</a></li>
                {steps.collect::<Vec<_>>()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
