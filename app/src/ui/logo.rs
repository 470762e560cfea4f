//! The mark: the Moon's orbit, the Earth in its focus, a dot at the perigee.

use leptos::prelude::*;

/// The mark in the colour of the text.
pub fn logo() -> impl IntoView {
    let mark = r#"<g transform="translate(15.6 16.4) rotate(-32)"><path d="M13.15 3.51A14.4 8.6 0 1 1 13.15-3.51"/><circle cx="7.2" r="3.2" fill="currentColor" stroke="none"/><circle cx="14.4" r="2.1" fill="currentColor" stroke="none"/></g>"#;
    view! {
        <svg class="logo" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true" inner_html=mark></svg>
    }
}
