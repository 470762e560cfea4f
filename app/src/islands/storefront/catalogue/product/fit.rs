//! "Does it fit your telescope?": a choice of telescopes, the verdict with its reason, and all
//! telescopes by verdict.

use super::shown::{FitForm, ShownAdapter, ShownFit, ShownTelescope, ShownVerdict, Tone};
use crate::{
    islands::catalogue::folds::Folds,
    ui::{Icon, icon, price::price},
};
use leptos::{either::Either, prelude::*};
use views::{optics::TelescopeChoice, routes};

/// The contents of `#fit`.
pub fn contents(fit: ShownFit, folds: Folds) -> impl IntoView {
    let ShownFit { title, text, form, verdict, all, lists, more } = fit;
    view! {
        <div>
            <h2 id="fit-title">{title}</h2>
            <p class="quiet">{text}</p>
        </div>
        <div>
            {choice(form)}
            {verdict.map(answer)}
            <details class="question" data-fold="fit" open=folds.is_open("fit")>
                <summary>{all}</summary>
                <div class="fit-lists">
                    {lists.into_iter().map(list).collect::<Vec<_>>()}
                    {more.map(|more| view! {
                        <p><a class="more" href=more.href>{more.text}</a></p>
                    })}
                </div>
            </details>
        </div>
    }
}

fn choice(form: FitForm) -> impl IntoView {
    let FitForm { action, variant, label, choose, check, telescopes, chosen, error } = form;
    let option = |choice: TelescopeChoice| {
        let selected = chosen.as_ref() == Some(&choice.slug);
        view! { <option value=choice.slug selected=selected>{choice.name}</option> }
    };
    let brand = |(brand, choices): (String, Vec<TelescopeChoice>)| {
        view! {
            <optgroup label=brand>
                {choices.into_iter().map(option).collect::<Vec<_>>()}
            </optgroup>
        }
    };
    let brands = telescopes.into_iter().map(brand).collect::<Vec<_>>();
    let variant = variant.map(|sku| view! { <input type="hidden" name="variant" value=sku /> });
    let (invalid, described_by) =
        (error.is_some().then_some("true"), error.is_some().then_some("telescope-error"));
    let error = error.map(|error| {
        view! {
            <div class="field-alert" role="alert">
                <p class="field-error" id="telescope-error">
                    {icon(Icon::Alert)}
                    <span>{error}</span>
                </p>
            </div>
        }
    });
    view! {
        <form class="fit-form" method="get" action=action>
            {variant}
            <div class="field">
                <label for="telescope">{label}</label>
                <select
                    id="telescope"
                    name="telescope"
                    required=true
                    aria-invalid=invalid
                    aria-describedby=described_by
                >
                    <option value="">{choose}</option>
                    {brands}
                </select>
            </div>
            <button class="button">{check}</button>
            {error}
        </form>
    }
}

fn answer(verdict: ShownVerdict) -> impl IntoView {
    let ShownVerdict { tone, title, reason, ask, adapter } = verdict;
    let (class, sign) = match tone {
        Tone::Yes => ("notice notice-good", Either::Left(icon(Icon::Check))),
        Tone::No => ("notice notice-bad", Either::Right(Either::Left(icon(Icon::Close)))),
        Tone::Unknown => ("notice", Either::Right(Either::Right(icon(Icon::Alert)))),
    };
    view! {
        <div class=class id="fit-verdict">
            {sign}
            <div>
                <p><b>{title}</b></p>
                <p>
                    {reason}
                    {ask.map(|link| view! { " "<a href=link.href>{link.text}</a> })}
                </p>
                {adapter.map(between)}
            </div>
        </div>
    }
}

/// The adapter between the two, with a buy button.
fn between(adapter: ShownAdapter) -> impl IntoView {
    let ShownAdapter { name, href, price: amount, sku, add, back } = adapter;
    let button = sku.map(|sku| {
        view! {
            <form method="post" action=routes::CART_LINES data-add-to-cart="">
                <input type="hidden" name="sku" value=sku />
                <input type="hidden" name="back" value=back />
                <input type="hidden" name="quantity" value="1" />
                <button class="button">
                    {add}
                    <span class="hidden">": "{name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <div class="need">
            <p class="need-text"><a href=href><b>{name}</b></a></p>
            {price(amount)}
            {button}
        </div>
    }
}

fn list((title, telescopes): (String, Vec<ShownTelescope>)) -> impl IntoView {
    let item = |telescope: ShownTelescope| {
        view! {
            <li>
                <a href=telescope.href>{telescope.name}</a>
                {telescope.reason.map(|reason| view! { <span class="quiet">{reason}</span> })}
            </li>
        }
    };
    view! {
        <h3>{title}</h3>
        <ul class="fit-list small">{telescopes.into_iter().map(item).collect::<Vec<_>>()}</ul>
    }
}
