//! A status: a word with a sign in its colour, so that colour alone says nothing.

use crate::admin::texts;
use leptos::prelude::*;
use views::admin::list::{Status, Tone};

/// The class of a meaning.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Attention => "attention",
        Tone::Bad => "bad",
        Tone::Quiet => "quiet",
    }
}

/// A status.
pub fn status_badge(status: &Status) -> impl IntoView + use<> {
    let class = format!("status status-{}", tone(status.tone));
    view! { <span class=class>{texts::of("status", &status.key)}</span> }
}
