//! Messages of what was just done. They stay until they are dismissed: a message with Undo must not
//! leave before it is read.

use crate::ui::{Icon, icon};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Whether it reports a failure.
    pub failed: bool,
    /// Where Undo is posted; empty if there is none.
    pub undo: String,
    /// The text of its button.
    pub undo_text: String,
}

/// The messages of a page, first the one of the action before.
#[island]
pub fn Toasts(
    /// Those of the server.
    toasts: Vec<Toast>,
    /// The label of the button that removes one.
    dismiss: String,
) -> impl IntoView {
    let shown = RwSignal::new(toasts);
    #[cfg(feature = "hydrate")]
    in_browser::start(shown);
    let one = move |(at, toast): (usize, Toast)| {
        let (class, role, sign) = if toast.failed {
            ("notice notice-bad", "alert", Icon::Alert)
        } else {
            ("notice notice-good", "status", Icon::Check)
        };
        let undo = (!toast.undo.is_empty()).then(|| {
            view! {
                <form method="post" action=toast.undo>
                    <button class="button">{toast.undo_text}</button>
                </form>
            }
        });
        let remove = move |_| {
            shown.update(|all| {
                if at < all.len() {
                    drop(all.remove(at));
                }
            });
        };
        view! {
            <div class=class role=role>
                {icon(sign)}
                <p>{toast.text}</p>
                {undo}
                <button
                    type="button"
                    class="icon-button js-only"
                    aria-label=dismiss.clone()
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </div>
        }
    };
    let all = move || shown.get().into_iter().enumerate().map(&one).collect::<Vec<_>>();
    view! { <div class="toasts">{all}</div> }
}

#[cfg(feature = "hydrate")]
pub use in_browser::show_toast;

#[cfg(feature = "hydrate")]
mod in_browser {
    use super::Toast;
    use crate::islands::browser::announce;
    use leptos::prelude::*;
    use std::cell::Cell;

    thread_local! {
        static SHOWN: Cell<Option<RwSignal<Vec<Toast>>>> = const { Cell::new(None) };
    }

    /// Announces what the server has shown: screen readers read no message that is there from the
    /// start.
    pub(super) fn start(shown: RwSignal<Vec<Toast>>) {
        SHOWN.set(Some(shown));
        Effect::new(move |_| {
            if let Some(text) = shown.with(|all| all.last().map(|toast| toast.text.clone())) {
                announce(&text);
            }
        });
    }

    /// Shows a message below the others, and announces it.
    pub fn show_toast(toast: Toast) {
        if let Some(shown) = SHOWN.get() {
            shown.update(|all| all.push(toast));
        }
    }
}
