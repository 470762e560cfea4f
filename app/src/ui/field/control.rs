//! The control of a field.

use super::state::{Choice, Control, FieldState, FieldView};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

/// The control. It is rendered again only if the country changes the list of regions.
pub(super) fn control(state: FieldState) -> impl IntoView {
    match state.view.get_untracked().control {
        Control::Text => EitherOf3::A(input(state)),
        Control::Countries => EitherOf3::B(countries(state)),
        Control::Region(_) => EitherOf3::C(region(state)),
    }
}

pub(super) fn input(state: FieldState) -> impl IntoView {
    let FieldView { name, kind, autocomplete, mode, .. } = state.view.get_untracked();
    view! {
        <input
            id=name.clone()
            name=name.clone()
            type=kind
            value=state.value.get_untracked()
            autocomplete=autocomplete
            inputmode=mode
            required=move || !state.optional()
            aria-invalid=move || state.invalid()
            aria-describedby=move || state.described_by()
            data-field=name
        />
    }
}

/// The browser does not change the list of countries.
fn countries(state: FieldState) -> impl IntoView {
    let FieldView { name, autocomplete, .. } = state.view.get_untracked();
    #[cfg(feature = "ssr")]
    let options = super::countries::country_options(&state.value.get_untracked());
    #[cfg(not(feature = "ssr"))]
    let options = ();
    view! {
        <select
            id=name.clone()
            name=name.clone()
            autocomplete=autocomplete
            required=move || !state.optional()
            aria-invalid=move || state.invalid()
            aria-describedby=move || state.described_by()
            data-field=name
        >
            {options}
        </select>
    }
}

fn region(state: FieldState) -> impl IntoView {
    let choices = Memo::new(move |_| {
        state.view.with(|view| match &view.control {
            Control::Region(choices) => choices.clone(),
            Control::Text | Control::Countries => Vec::new(),
        })
    });
    move || {
        let choices = choices.get();
        if choices.is_empty() {
            Either::Left(input(state))
        } else {
            Either::Right(regions(state, choices))
        }
    }
}

fn regions(state: FieldState, choices: Vec<Choice>) -> impl IntoView {
    let FieldView { name, autocomplete, .. } = state.view.get_untracked();
    let chosen = state.value.get_untracked();
    let option = |choice: Choice| {
        let selected = choice.is(&chosen);
        view! { <option value=choice.code selected=selected>{choice.name}</option> }
    };
    let choose = state.texts.with_value(|texts| texts.choose.clone());
    let options = choices.into_iter().map(option).collect::<Vec<_>>();
    view! {
        <select
            id=name.clone()
            name=name.clone()
            autocomplete=autocomplete
            required=move || !state.optional()
            aria-invalid=move || state.invalid()
            aria-describedby=move || state.described_by()
            data-field=name
        >
            <option value="">{choose}</option>
            {options}
        </select>
    }
}
