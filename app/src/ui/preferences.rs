//! Currency, country, theme and suggestions: small forms that return to the current page.
//!
//! Without JavaScript a form also returns to its position in the page: `place` is the id of an
//! element there, or empty for the forms in the popover, which opens from the bar in view.

use super::{Icon, icon};
use crate::{PageContext, i18n};
use domain::{content::TextSlot, customers::country::Country};
use leptos::prelude::*;
use views::routes;

/// The URL that a form returns to.
fn back(context: &PageContext<'_>, place: &str) -> String {
    if place.is_empty() { context.path.to_owned() } else { format!("{}#{place}", context.path) }
}

/// Paper, dusk and red light, and in the footer the device's setting. The style sheet marks the
/// current one from `<html data-theme>`, so that the markup is the same for all shoppers.
pub fn theme_switch<'a>(
    context: &'a PageContext<'a>,
    kind: &'static str,
    place: &str,
) -> impl IntoView + use<'a> {
    let name = |slot: TextSlot, usual: &'static str| context.text(slot).unwrap_or(usual);
    let choice = |value: &'static str, picture: Icon, text: &'a str| {
        view! {
            <button name="theme" value=value title=text>
                {icon(picture)}
                <span class="theme-word">{text}</span>
                <span class="theme-on">{t!("theme-on")}</span>
            </button>
        }
    };
    view! {
        <form
            class=format!("theme theme-{kind}")
            method="post"
            action=routes::PREFERENCES
            data-theme-form=""
        >
            <input type="hidden" name="back" value=back(context, place) />
            {choice("paper", Icon::Sun, name(TextSlot::ThemePaper, t!("theme-paper")))}
            {choice("dusk", Icon::Moon, name(TextSlot::ThemeDusk, t!("theme-dusk")))}
            {choice("red", Icon::RedLight, name(TextSlot::ThemeRed, t!("theme-red")))}
            {(kind == "footer").then(|| choice("auto", Icon::Device, t!("theme-auto")))}
        </form>
    }
}

/// Turns off suggestions because of the shopper's orders, beside these.
pub fn suggestions_off(back: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=routes::PREFERENCES class="suggestions-off">
            <input type="hidden" name="back" value=back.to_owned() />
            <button class="button" name="suggestions" value="off">{t!("suggestions-off")}</button>
        </form>
    }
}

/// Uses the products of an order, by slug, for suggestions on other pages. Off until it is pressed,
/// so it says what it stores and for how long.
pub fn suggestions_on(slugs: &[&str], back: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=routes::PREFERENCES class="suggestions-on">
            <input type="hidden" name="back" value=back.to_owned() />
            <input type="hidden" name="bought" value=slugs.join(".") />
            <p class="quiet small">{t!("suggestions-note")}</p>
            <button class="button" name="suggestions" value="on">{t!("suggestions-on")}</button>
        </form>
    }
}

/// Turns off suggestions because of the shopper's orders. The markup is the same for all shoppers,
/// so it is offered to all; they are turned on beside an order.
pub fn suggestions_form<'a>(context: &'a PageContext<'a>, place: &str) -> impl IntoView + use<'a> {
    view! {
        <form method="post" action=routes::PREFERENCES class="suggestions-choice">
            <input type="hidden" name="back" value=back(context, place) />
            <p class="label">{t!("suggestions-title")}</p>
            <button class="button" name="suggestions" value="off">{t!("suggestions-off")}</button>
        </form>
    }
}

/// The currency that prices are shown and charged in.
pub fn currency_form<'a>(context: &'a PageContext<'a>, place: &str) -> impl IntoView + use<'a> {
    let id = format!("currency{place}");
    let options = context.currencies.iter().map(|currency| {
        let name = match i18n::find(&format!("currency-name-{currency}")) {
            Some(name) => format!("{currency} · {name}"),
            None => currency.code().to_owned(),
        };
        view! {
            <option value=currency.code() selected=*currency == context.currency>{name}</option>
        }
    });
    view! {
        <form method="post" action=routes::PREFERENCES class="preference">
            <input type="hidden" name="back" value=back(context, place) />
            <label for=id.clone()>{t!("currency-label")}</label>
            <div class="joined">
                <select id=id name="currency">{options.collect::<Vec<_>>()}</select>
                <button class="button no-js-only">{t!("preference-change")}</button>
            </div>
        </form>
    }
}

/// The delivery country, which determines delivery options and tax.
pub fn country_form<'a>(context: &'a PageContext<'a>, place: &str) -> impl IntoView + use<'a> {
    let id = format!("country{place}");
    view! {
        <form method="post" action=routes::PREFERENCES class="preference">
            <input type="hidden" name="back" value=back(context, place) />
            <label for=id.clone()>{t!("country-label")}</label>
            <div class="joined">
                <select id=id name="country">{country_options(context)}</select>
                <button class="button no-js-only">{t!("preference-change")}</button>
            </div>
        </form>
    }
}

/// The countries with delivery as options.
fn country_options(context: &PageContext<'_>) -> impl IntoView + use<> {
    let option = |country: &&'static Country| {
        let chosen = country.code.eq_ignore_ascii_case(context.country);
        view! { <option value=country.code selected=chosen>{country.name}</option> }
    };
    context.zones.countries().iter().map(option).collect::<Vec<_>>()
}
