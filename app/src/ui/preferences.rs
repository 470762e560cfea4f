//! Currency, country and light: three small forms that come back to the page they stand on.
//!
//! Without script a form also comes back to its place in the page, where that is known: `place` is
//! the id of what stands there, or empty for the forms over the page, which open from the bar in
//! sight.

use super::{Icon, icon};
use crate::PageContext;
use domain::customers::country::{COUNTRIES, Country};
use leptos::prelude::*;
use views::routes;

/// Where a form comes back to.
fn back(context: &PageContext<'_>, place: &str) -> String {
    if place.is_empty() { context.path.to_owned() } else { format!("{}#{place}", context.path) }
}

/// Paper, dusk and red light, and in the footer what the device says. Which one is on shows by
/// style alone, from `<html data-theme>`: the markup is the same for all.
pub fn theme_switch<'a>(
    context: &'a PageContext<'a>,
    kind: &'static str,
    place: &str,
) -> impl IntoView + use<'a> {
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
        <form class=format!("theme theme-{kind}") method="post" action=routes::PREFERENCES data-theme-form="">
            <input type="hidden" name="back" value=back(context, place) />
            {choice("paper", Icon::Sun, t!("theme-paper"))}
            {choice("dusk", Icon::Moon, t!("theme-dusk"))}
            {choice("red", Icon::RedLight, t!("theme-red"))}
            {(kind == "footer").then(|| choice("auto", Icon::Device, t!("theme-auto")))}
        </form>
    }
}

/// The currency that prices are shown and charged in.
pub fn currency_form<'a>(context: &'a PageContext<'a>, place: &str) -> impl IntoView + use<'a> {
    let id = format!("currency{place}");
    let options = context.currencies.iter().map(|currency| {
        let name = match currency.name() {
            "" => currency.code().to_owned(),
            name => format!("{currency} · {name}"),
        };
        view! { <option value=currency.code() selected=*currency == context.currency>{name}</option> }
    });
    view! {
        <form method="post" action=routes::PREFERENCES class="preference" data-submit-on-change="">
            <input type="hidden" name="back" value=back(context, place) />
            <label for=id.clone()>{t!("currency-label")}</label>
            <div class="joined">
                <select id=id name="currency">{options.collect::<Vec<_>>()}</select>
                <button class="button no-js-only">{t!("preference-change")}</button>
            </div>
        </form>
    }
}

/// The country that parcels go to, which decides about delivery and tax.
pub fn country_form<'a>(context: &'a PageContext<'a>, place: &str) -> impl IntoView + use<'a> {
    let id = format!("country{place}");
    view! {
        <form method="post" action=routes::PREFERENCES class="preference" data-submit-on-change="">
            <input type="hidden" name="back" value=back(context, place) />
            <label for=id.clone()>{t!("country-label")}</label>
            <div class="joined">
                <select id=id name="country">{country_options(context.country)}</select>
                <button class="button no-js-only">{t!("preference-change")}</button>
            </div>
        </form>
    }
}

/// All countries as options.
fn country_options(chosen: &str) -> impl IntoView + use<> {
    let option = |country: &'static Country| {
        let chosen = country.code.eq_ignore_ascii_case(chosen);
        view! { <option value=country.code selected=chosen>{country.name}</option> }
    };
    COUNTRIES.iter().map(option).collect::<Vec<_>>()
}
