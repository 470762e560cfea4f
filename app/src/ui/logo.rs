//! The mark: the Moon's orbit, the Earth off its centre, a dot at the perigee.

use leptos::prelude::*;

/// The mark in the colour of the text.
pub fn logo() -> impl IntoView {
    let mark = r#"<ellipse cx="17" cy="11" rx="15.5" ry="8.5"/><circle cx="24.5" cy="11" r="2.6" fill="currentColor" stroke="none"/><circle cx="32.4" cy="11" r="1.6" fill="currentColor" stroke="none"/>"#;
    view! {
        <svg class="logo" width="34" height="22" viewBox="0 0 34 22" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true" inner_html=mark></svg>
    }
}
