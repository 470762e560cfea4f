//! The top bar: menu, brand, search, person.

use super::commands::{commands, palette_texts};
use crate::{
    admin::context::DeskContext,
    islands::admin::CommandPalette,
    ui::{Icon, icon, logo::logo},
};
use leptos::prelude::*;
use views::{
    admin::shell::{Shortcuts, SignedIn},
    routes,
};

/// The bar of every page with a menu.
pub(in crate::admin) fn top_bar(context: &DeskContext<'_>) -> impl IntoView + use<> {
    let person = context.shell.person.as_ref().map(|person| person_menu(context, person));
    let (commands, texts) = (commands(context), palette_texts());
    let shortcuts = context.shell.shortcuts == Shortcuts::On;
    view! {
        <header class="top">
            <a class="button top-menu" href="#desk-menu">
                {icon(Icon::Menu)}
                {t!("admin-menu-button")}
            </a>
            {brand(context)}
            <form class="top-search" role="search" action=routes::ADMIN_SEARCH>
                <input
                    type="search"
                    name="q"
                    aria-label=t!("admin-search-label")
                    placeholder=t!("admin-search-example")
                    autocomplete="off"
                    maxlength="120"
                />
                <button class="icon-button" aria-label=t!("search-button")>
                    {icon(Icon::Search)}
                </button>
            </form>
            <CommandPalette commands=commands texts=texts shortcuts=shortcuts />
            {person}
        </header>
    }
}

/// The bar of pages without a menu.
pub(in crate::admin) fn bare_bar(context: &DeskContext<'_>) -> impl IntoView + use<> {
    view! { <header class="top">{brand(context)}{themes(context)}</header> }
}

fn brand(context: &DeskContext<'_>) -> impl IntoView + use<> {
    let name = context.shop_name.to_owned();
    view! {
        <a class="brand" href=routes::ADMIN>
            {logo()}
            <span>{name}" "<small class="quiet">{t!("admin-desk")}</small></span>
        </a>
    }
}

fn person_menu(context: &DeskContext<'_>, person: &SignedIn) -> impl IntoView + use<> {
    let (name, email) = (person.name.clone(), person.email.clone());
    view! {
        <details class="person">
            <summary>
                <span class="hidden">{t!("admin-person-label")}" "</span>
                <span class="person-name">{name}</span>
                {icon(Icon::ChevronDown)}
            </summary>
            <div class="person-menu">
                <p class="quiet small">{email}</p>
                <ul>
                    <li><a href=routes::ADMIN_ACCOUNT>{t!("admin-account")}</a></li>
                    <li><a href=routes::HOME>{t!("admin-view-shop")}</a></li>
                </ul>
                {themes(context)}
                <form method="post" action=routes::ADMIN_SIGN_OUT>
                    <button class="button">{t!("admin-sign-out")}</button>
                </form>
            </div>
        </details>
    }
}

/// Paper, dusk, red light or the device's setting. The style sheet marks the current one.
fn themes(context: &DeskContext<'_>) -> impl IntoView + use<> {
    let choice = |value: &'static str, picture: Icon, text: &'static str| {
        view! {
            <button name="theme" value=value title=text>
                {icon(picture)}
                <span class="theme-word">{text}</span>
                <span class="theme-on">{t!("theme-on")}</span>
            </button>
        }
    };
    view! {
        <form class="theme theme-header" method="post" action=routes::ADMIN_ACCOUNT_THEME>
            <input type="hidden" name="back" value=context.path.to_owned() />
            {choice("paper", Icon::Sun, t!("theme-paper"))}
            {choice("dusk", Icon::Moon, t!("theme-dusk"))}
            {choice("red", Icon::RedLight, t!("theme-red"))}
            {choice("auto", Icon::Device, t!("theme-auto"))}
        </form>
    }
}
