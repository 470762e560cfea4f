//! Messages in a page: what happened, or what to know before continuing.

use super::{Icon, icon};
use leptos::prelude::*;

/// An error; screen readers announce it at once.
pub fn alert(text: impl IntoView) -> impl IntoView {
    view! { <div class="notice notice-bad" role="alert">{icon(Icon::Alert)}<p>{text}</p></div> }
}

/// Information.
pub fn info(text: impl IntoView) -> impl IntoView {
    view! { <div class="notice">{icon(Icon::Info)}<p>{text}</p></div> }
}

/// What just happened, at the top of the next page.
pub fn flash(text: &str, good: bool) -> impl IntoView + '_ {
    let (class, role, sign) = if good {
        ("notice notice-good", "status", Icon::Check)
    } else {
        ("notice notice-bad", "alert", Icon::Alert)
    };
    view! {
        <div class="page flash"><div class=class role=role>{icon(sign)}<p>{text}</p></div></div>
    }
}
