//! The list of keyboard shortcuts, which a key opens and a form turns off.

use crate::ui::{Icon, icon};
use leptos::{html::Dialog, prelude::*};
use serde::{Deserialize, Serialize};
use views::routes;

/// A shortcut.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shortcut {
    /// Its keys.
    pub keys: String,
    /// What it does.
    pub text: String,
}

/// What the list shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HelpTexts {
    /// Its title, also on the button that opens it.
    pub title: String,
    /// When shortcuts work.
    pub note: String,
    /// The button that closes it.
    pub close: String,
    /// Whether shortcuts work.
    pub on: bool,
    /// The button that turns them off or on.
    pub turn: String,
    /// The page to return to.
    pub back: String,
    /// The shortcuts.
    pub shortcuts: Vec<Shortcut>,
}

/// The list and the button that opens it.
#[island]
pub fn ShortcutHelp(
    /// What it shows.
    help: HelpTexts,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let show = move || {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    #[cfg(feature = "hydrate")]
    if help.on {
        super::keys::on_key("?", show);
    }
    let row = |shortcut: Shortcut| {
        view! { <div><dt><kbd>{shortcut.keys}</kbd></dt><dd>{shortcut.text}</dd></div> }
    };
    let rows = help.shortcuts.into_iter().map(row).collect::<Vec<_>>();
    let choice = if help.on { "off" } else { "on" };
    view! {
        <button type="button" class="link-button js-only" on:click=move |_| show()>
            {help.title.clone()}
        </button>
        <dialog class="help" aria-labelledby="help-title" node_ref=dialog>
            <form method="dialog" class="help-head">
                <h2 id="help-title">{help.title}</h2>
                <button class="icon-button" aria-label=help.close>{icon(Icon::Close)}</button>
            </form>
            <p class="quiet">{help.note}</p>
            <dl>{rows}</dl>
            <form method="post" action=routes::ADMIN_ACCOUNT_SHORTCUTS>
                <input type="hidden" name="back" value=help.back />
                <button class="button" name="shortcuts" value=choice>{help.turn}</button>
            </form>
        </dialog>
    }
}
