//! The logo: the Moon's orbit, the Earth in its focus, a dot at the perigee.

use leptos::prelude::*;

/// The logo in the text colour.
pub fn logo() -> impl IntoView {
    let mark = concat!(
        r#"<g transform="translate(15.6 16.4) rotate(-32)">"#,
        r#"<path d="M13.15 3.51A14.4 8.6 0 1 1 13.15-3.51"/>"#,
        r#"<circle cx="7.2" r="3.2" fill="currentColor" stroke="none"/>"#,
        r#"<circle cx="14.4" r="2.1" fill="currentColor" stroke="none"/></g>"#,
    );
    view! {
        <svg
            class="logo"
            width="32"
            height="32"
            viewBox="0 0 32 32"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            aria-hidden="true"
            inner_html=mark
        ></svg>
    }
}
