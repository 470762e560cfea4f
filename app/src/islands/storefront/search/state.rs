//! The state of a search box.

use super::api::ShownSuggestions;
use leptos::prelude::*;

/// The state of a search box.
#[derive(Clone, Copy, Debug)]
pub struct SearchState {
    /// The suggestions; `None` until the first response.
    pub shown: RwSignal<Option<ShownSuggestions>>,
    /// Whether the list box is open.
    pub open: RwSignal<bool>,
    /// The URL of the selected option.
    pub chosen: RwSignal<Option<String>>,
}

impl SearchState {
    /// The initial state, with suggestions if there are any.
    #[must_use]
    pub fn new(shown: Option<ShownSuggestions>) -> Self {
        Self {
            open: RwSignal::new(shown.is_some()),
            shown: RwSignal::new(shown),
            chosen: RwSignal::new(None),
        }
    }

    /// Shows new suggestions. The selected option stays selected if it is among them.
    pub fn show(self, shown: ShownSuggestions) {
        let kept = |href: &String| shown.options.iter().any(|option| option.href == *href);
        let chosen = self.chosen.get_untracked().filter(kept);
        self.shown.set(Some(shown));
        self.chosen.set(chosen);
        self.open.set(true);
    }

    /// Closes the list box and clears the selection.
    pub fn close(self) {
        self.open.set(false);
        self.chosen.set(None);
    }

    /// Moves the selection; beyond either end it returns to the typed text.
    pub fn step(self, by: isize) {
        let addresses: Vec<String> = self.shown.with_untracked(|shown| {
            shown.iter().flat_map(|shown| &shown.options).map(|one| one.href.clone()).collect()
        });
        let next = match untrack(|| self.chosen_index()) {
            Some(index) => index.checked_add_signed(by),
            None if by > 0 => Some(0),
            None => addresses.len().checked_sub(1),
        };
        self.chosen.set(next.and_then(|index| addresses.into_iter().nth(index)));
    }

    /// The index of the selected option; tracked.
    pub fn chosen_index(self) -> Option<usize> {
        let chosen = self.chosen.get()?;
        self.shown
            .with(|shown| shown.as_ref()?.options.iter().position(|option| option.href == chosen))
    }
}

/// The id of an option.
pub(super) fn option_id(place: &str, index: usize) -> String {
    format!("suggestion-{place}-{index}")
}

#[cfg(test)]
mod tests {
    use super::{super::api::*, SearchState};
    use leptos::prelude::*;

    fn shown(addresses: &[&str]) -> ShownSuggestions {
        let option = |href: &&str| Suggestion {
            href: (*href).to_owned(),
            text: String::new(),
            kind: SuggestionKind::Answer,
        };
        ShownSuggestions { options: addresses.iter().map(option).collect(), none: String::new() }
    }

    fn chosen_after(steps: &[isize]) -> Option<String> {
        let state = SearchState::new(Some(shown(&["/a", "/b"])));
        steps.iter().for_each(|step| state.step(*step));
        state.chosen.get_untracked()
    }

    #[test]
    fn the_choice_moves_through_the_options_and_back_to_the_text() {
        let owner = Owner::new();
        owner.set();
        assert_eq!(chosen_after(&[1]).as_deref(), Some("/a"));
        assert_eq!(chosen_after(&[1, 1]).as_deref(), Some("/b"));
        assert_eq!(chosen_after(&[1, 1, 1]), None);
        assert_eq!(chosen_after(&[1, 1, 1, 1]).as_deref(), Some("/a"));
        assert_eq!(chosen_after(&[1, -1]), None);
        assert_eq!(chosen_after(&[-1]).as_deref(), Some("/b"));
    }

    #[test]
    fn a_choice_stays_in_new_suggestions_that_have_it() {
        let owner = Owner::new();
        owner.set();
        let state = SearchState::new(Some(shown(&["/a", "/b"])));
        state.step(1);
        state.show(shown(&["/c", "/a"]));
        assert_eq!(
            (state.chosen.get_untracked().as_deref(), state.chosen_index()),
            (Some("/a"), Some(1))
        );
        state.show(shown(&["/c"]));
        assert_eq!(state.chosen.get_untracked(), None);
    }

    #[test]
    fn without_options_nothing_is_chosen() {
        let owner = Owner::new();
        owner.set();
        let state = SearchState::new(Some(shown(&[])));
        state.step(1);
        state.step(-1);
        assert_eq!(state.chosen.get_untracked(), None);
    }
}
