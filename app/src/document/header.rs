//! The header: menu, brand, search, preferences and cart, which stay in view, and the sections
//! below them. In checkout only the brand.

use crate::{
    PageContext,
    islands::{cart::CartCount, search::search_box},
    ui::{Icon, icon, logo::logo, preferences},
};
use leptos::prelude::*;
use views::{catalogue::CategoryCard, routes};

pub(super) fn header<'a>(context: &'a PageContext<'a>, section: &'a str) -> impl IntoView + 'a {
    let query = if context.path.starts_with(routes::SEARCH) {
        context.parameter("q").map(decode).unwrap_or_default()
    } else {
        String::new()
    };
    let sections = context
        .menu
        .iter()
        .map(move |category| section_link(category, section))
        .collect::<Vec<_>>();
    view! {
        <header class="masthead">
            <div class="bar">
                <div class="page">
                    <button class="menu-button" type="button" popovertarget="menu">
                        {icon(Icon::Menu)}
                        <span class="menu-word">{t!("menu-button")}</span>
                    </button>
                    {brand(context.shop_name)}
                    {search_box(context, "header", query)}
                    <button class="place" type="button" popovertarget="preferences">
                        <span class="hidden">{t!("preferences-link-all")}" "</span>
                        {context.currency.code().to_owned()}" · "{context.country}
                    </button>
                    <CartCount />
                </div>
            </div>
            <div class="strip">
                <div class="page sections">
                    <nav aria-label=t!("sections-label")>
                        <ul>{sections}</ul>
                    </nav>
                    {preferences::theme_switch(context, "header", "")}
                </div>
            </div>
            {menu(context, section)}
        </header>
    }
}

/// All categories with their child categories. A popover, which needs no JavaScript.
fn menu<'a>(context: &'a PageContext<'a>, section: &'a str) -> impl IntoView + 'a {
    let groups = context.menu.iter().map(move |category| {
        let below = category
            .children
            .iter()
            .map(|link| view! { <li><a href=link.href.as_str()>{link.text.as_str()}</a></li> });
        let below =
            (!category.children.is_empty()).then(|| view! { <ul>{below.collect::<Vec<_>>()}</ul> });
        view! { <li>{category_link(category, section)}{below}</li> }
    });
    view! {
        <nav class="menu" id="menu" popover="auto" aria-label=t!("menu-label")>
            <div class="page">
                <button
                    class="icon-button menu-close"
                    type="button"
                    popovertarget="menu"
                    popovertargetaction="hide"
                    aria-label=t!("menu-close")
                >
                    {icon(Icon::Close)}
                </button>
                <ul class="menu-groups">{groups.collect::<Vec<_>>()}</ul>
            </div>
        </nav>
    }
}

/// The header of checkout, without links that lead away from it. Shows the padlock only over HTTPS.
pub(super) fn bare(context: &PageContext<'_>) -> impl IntoView {
    let lock = context
        .base_url
        .starts_with("https:")
        .then(|| view! { <p class="lock">{icon(Icon::Lock)}{t!("checkout-lock")}</p> });
    view! {
        <header class="masthead masthead-bare">
            <div class="bar">
                <div class="page">
                    {brand(context.shop_name)}
                    {lock}
                    <a class="back" href=routes::CART>
                        {icon(Icon::ChevronLeft)}
                        {t!("checkout-back")}
                    </a>
                </div>
            </div>
        </header>
    }
}

fn brand(shop_name: &str) -> impl IntoView + use<> {
    let (name, label) = (shop_name.to_owned(), t!("brand-label", shop = shop_name));
    view! {
        <a class="brand" href="/" aria-label=label>
            {logo()}
            <span>{name}</span>
        </a>
    }
}

fn section_link<'a>(category: &'a CategoryCard, section: &'a str) -> impl IntoView + 'a {
    view! { <li>{category_link(category, section)}</li> }
}

fn category_link<'a>(category: &'a CategoryCard, section: &'a str) -> impl IntoView + 'a {
    let href = routes::category(&category.slug);
    let current = (href == section).then_some("true");
    view! { <a href=href aria-current=current>{category.name.as_str()}</a> }
}

/// Decodes a query parameter.
fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut parts = value.split('%');
    let plain = |part: &str| part.replace('+', " ").into_bytes();
    bytes.extend(plain(parts.next().unwrap_or_default()));
    for part in parts {
        let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                bytes.extend(plain(part.get(2..).unwrap_or_default()));
            }
            None => {
                bytes.push(b'%');
                bytes.extend(plain(part));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
