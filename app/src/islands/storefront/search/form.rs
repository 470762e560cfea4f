//! The search form with its suggestions. The server renders it, and the browser hydrates the same
//! markup when somebody is about to use it.

use super::{
    SearchState,
    api::{Suggestion, SuggestionKind},
    state::option_id,
};
use crate::ui::{Icon, icon, thumbnail::thumbnail};
use leptos::{either::EitherOf3, prelude::*};
use views::routes;

/// What the field shows. The browser adopts it from the server's markup, and passes nothing.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The text in it.
    pub query: String,
    /// What it shows while it is empty.
    pub example: String,
}

/// The form at a position on the page: `header` or `page`.
pub fn form(place: String, typed: Typed, state: SearchState) -> impl IntoView {
    let Typed { query, example } = typed;
    let input = format!("search-{place}");
    let list = format!("suggestions-{place}");
    #[cfg(feature = "ssr")]
    let label = if place == "header" { t!("search-label") } else { t!("search-label-page") };
    #[cfg(not(feature = "ssr"))]
    let label = "";
    #[cfg(feature = "hydrate")]
    let typing = super::typing::Typing::new(state, &place);
    let typed = move |event| {
        #[cfg(feature = "hydrate")]
        typing.typed(&event_target_value(&event));
        #[cfg(not(feature = "hydrate"))]
        let _: leptos::ev::Event = event;
    };
    let pressed = move |event| {
        #[cfg(feature = "hydrate")]
        typing.pressed(&event);
        #[cfg(not(feature = "hydrate"))]
        let _: leptos::ev::KeyboardEvent = event;
    };
    let submitted = move |event| {
        #[cfg(feature = "hydrate")]
        typing.submitted(&event);
        #[cfg(not(feature = "hydrate"))]
        let _: leptos::ev::SubmitEvent = event;
    };
    // It becomes a combobox when there are suggestions.
    let used = move || state.shown.with(Option::is_some);
    let controls = list.clone();
    let active = {
        let place = place.clone();
        move || state.chosen_index().map(|index| option_id(&place, index))
    };
    let contents = {
        let place = place.clone();
        move || options(&place, state)
    };
    view! {
        <form
            class="search"
            role="search"
            aria-label=label
            action=routes::SEARCH
            data-search=place
            on:submit=submitted
        >
            <input
                id=input
                name="q"
                type="search"
                value=query
                aria-label=server_text!("search-label")
                placeholder=example
                autocomplete="off"
                enterkeyhint="search"
                maxlength="120"
                role=move || used().then_some("combobox")
                aria-autocomplete=move || used().then_some("list")
                aria-controls=move || used().then(|| controls.clone())
                aria-expanded=move || used().then(|| state.open.get().to_string())
                aria-activedescendant=active
                on:input=typed
                on:keydown=pressed
            />
            <button aria-label=server_text!("search-button")>{icon(Icon::Search)}</button>
            <div
                class="suggestions"
                id=list
                role="listbox"
                aria-label=server_text!("suggestions-label")
                hidden=move || !state.open.get()
            >
                {contents}
            </div>
        </form>
    }
}

fn options(place: &str, state: SearchState) -> impl IntoView + use<> {
    let shown = state.shown.get()?;
    let none = shown
        .options
        .is_empty()
        .then(|| view! { <p class="suggestion-none quiet">{shown.none}</p> });
    let options = shown
        .options
        .into_iter()
        .enumerate()
        .map(|(index, one)| option(option_id(place, index), one, state))
        .collect::<Vec<_>>();
    Some((options, none))
}

fn option(id: String, one: Suggestion, state: SearchState) -> impl IntoView {
    let Suggestion { href, text, kind } = one;
    let class = match kind {
        SuggestionKind::Answer => "suggestion suggestion-answer",
        SuggestionKind::Page(_) | SuggestionKind::Product { .. } => "suggestion",
    };
    let selected = {
        let href = href.clone();
        move || state.chosen.with(|chosen| chosen.as_ref() == Some(&href)).to_string()
    };
    let contents = match kind {
        SuggestionKind::Answer => EitherOf3::A(view! { {icon(Icon::Info)} <span>{text}</span> }),
        SuggestionKind::Page(kind) => EitherOf3::B(view! {
            {icon(Icon::ChevronRight)}
            <span>{text}<small class="quiet">{kind}</small></span>
        }),
        SuggestionKind::Product { picture, brand, price } => EitherOf3::C(view! {
            {thumbnail(picture.as_ref())}
            <span>{text}<small class="quiet">{brand}</small></span>
            <span class="number">{price.to_string()}</span>
        }),
    };
    view! {
        <a class=class role="option" aria-selected=selected id=id href=href tabindex="-1">
            {contents}
        </a>
    }
}
