//! The options of a select.

use crate::admin::texts;
use leptos::prelude::*;
use views::admin::list::Choice;

/// The choices, with the chosen one selected.
pub(super) fn options(choices: &[Choice], chosen: &str) -> impl IntoView + use<> {
    let option = |choice: &Choice| {
        let selected = choice.value == chosen;
        view! {
            <option value=choice.value.clone() selected=selected>
                {texts::label(&choice.label)}
            </option>
        }
    };
    choices.iter().map(option).collect::<Vec<_>>()
}
