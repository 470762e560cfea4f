//! The command palette: a few letters lead to any page of the desk. The pages are in the document,
//! so it needs no request.

use crate::ui::{Icon, icon};
use leptos::{ev::KeyboardEvent, html::Dialog, prelude::*};
use serde::{Deserialize, Serialize};

/// How many commands are shown at once.
const SHOWN: usize = 12;

/// A page to go to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Command {
    /// Its name.
    pub text: String,
    /// What it belongs to.
    pub group: String,
    /// Its address.
    pub href: String,
}

/// The palette's texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PaletteTexts {
    /// The button that opens it.
    pub open: String,
    /// Its name.
    pub title: String,
    /// The label of its field.
    pub input: String,
    /// That nothing matches.
    pub nothing: String,
    /// The button that closes it.
    pub close: String,
}

/// Whether a command has every word of a text in its name or group.
fn matches(command: &Command, words: &[String]) -> bool {
    let name = format!("{} {}", command.text, command.group).to_lowercase();
    words.iter().all(|word| name.contains(word.as_str()))
}

/// The palette and the button that opens it. Without JavaScript, the menu leads to the same pages.
#[island]
pub fn CommandPalette(
    /// The pages to choose from.
    commands: Vec<Command>,
    /// Its texts.
    texts: PaletteTexts,
    /// Whether keys open it.
    shortcuts: bool,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let open = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let commands = StoredValue::new(commands);
    // Nothing is listed until it is opened, so that the page is not longer.
    let found = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let query = query.get().to_lowercase();
        let words: Vec<_> = query.split_whitespace().map(ToOwned::to_owned).collect();
        commands.with_value(|all| {
            let found = all.iter().filter(|command| matches(command, &words));
            found.take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    let show = move || {
        query.set(String::new());
        chosen.set(0);
        open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    #[cfg(feature = "hydrate")]
    if shortcuts {
        super::keys::on_key("/", show);
        super::keys::on_control_key("k", show);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = shortcuts;
    let pressed = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = if *at < last { *at + 1 } else { 0 }),
            "ArrowUp" => chosen.update(|at| *at = at.checked_sub(1).unwrap_or(last)),
            "Enter" => {
                let href = found.with_untracked(|found| {
                    found.get(chosen.get_untracked()).map(|command| command.href.clone())
                });
                if let Some(href) = href {
                    let _ = window().location().set_href(&href);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || (!found.with(Vec::is_empty)).then(|| format!("command-{}", chosen.get()));
    let option = move |(at, command): (usize, Command)| {
        let selected = move || (chosen.get() == at).to_string();
        view! {
            <a
                role="option"
                id=format!("command-{at}")
                href=command.href
                aria-selected=selected
                tabindex="-1"
            >
                {command.text}
                <small class="quiet">{command.group}</small>
            </a>
        }
    };
    let options = move || found.get().into_iter().enumerate().map(option).collect::<Vec<_>>();
    let (nothing, list) = (texts.nothing, texts.title.clone());
    let none = move || {
        let empty = open.get() && found.with(Vec::is_empty);
        empty.then(|| view! { <p class="quiet">{nothing.clone()}</p> })
    };
    view! {
        <button type="button" class="button js-only palette-open" on:click=move |_| show()>
            {texts.open}
        </button>
        <dialog
            class="palette"
            aria-label=texts.title
            node_ref=dialog
            on:close=move |_| open.set(false)
        >
            <form method="dialog" class="palette-head">
                <input
                    type="text"
                    role="combobox"
                    aria-label=texts.input
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=active
                    aria-autocomplete="list"
                    autocomplete="off"
                    autofocus=true
                    prop:value=move || query.get()
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=pressed
                />
                <button class="icon-button" aria-label=texts.close>{icon(Icon::Close)}</button>
            </form>
            <div id="palette-list" role="listbox" aria-label=list>{options}</div>
            <div role="status">{none}</div>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_in_the_name_or_group() {
        let command = Command {
            text: "Products".to_owned(),
            group: "Catalogue".to_owned(),
            href: String::new(),
        };
        for (typed, expected) in [
            ("", true),
            ("prod", true),
            ("cat prod", true),
            ("products stock", false),
            ("x", false),
        ] {
            let words: Vec<_> = typed.split_whitespace().map(ToOwned::to_owned).collect();
            assert_eq!(matches(&command, &words), expected, "{typed}");
        }
    }
}
