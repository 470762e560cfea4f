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

/// Whether a notice at the top of a page reports a success or an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// What was requested is done.
    Success,
    /// It is not done, or not completely.
    Error,
}

/// What just happened, at the top of the next page.
pub fn flash(text: &str, kind: NoticeKind) -> impl IntoView + '_ {
    let (class, role, sign) = match kind {
        NoticeKind::Success => ("notice notice-good", "status", Icon::Check),
        NoticeKind::Error => ("notice notice-bad", "alert", Icon::Alert),
    };
    view! {
        <div class="page flash"><div class=class role=role>{icon(sign)}<p>{text}</p></div></div>
    }
}
