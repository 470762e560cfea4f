//! A page or list without content: what it is for, and a way on.

use leptos::prelude::*;

/// What an empty page says.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// What is not there.
    pub title: String,
    /// What to do; may be empty.
    pub text: String,
    /// Where to do it, and what the link says.
    pub link: Option<(String, String)>,
}

/// The empty state.
pub fn empty_state(empty: Empty) -> impl IntoView {
    let text = (!empty.text.is_empty()).then(|| view! { <p class="quiet">{empty.text}</p> });
    let link = empty.link.map(|(href, text)| {
        view! { <p><a class="button button-strong" href=href>{text}</a></p> }
    });
    view! { <div class="empty"><h2>{empty.title}</h2>{text}{link}</div> }
}
