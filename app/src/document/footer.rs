//! The footer: the merchant's menu and preferences.

use crate::{
    PageContext,
    ui::{Icon, icon, logo::logo, preferences},
};
use domain::content::{PageRole, TextSlot};
use leptos::{either::Either, prelude::*};
use views::{
    content::{MenuGroup, SiteLinks},
    routes,
};

/// The id of the footer's forms.
const FOOT: &str = "foot-place";

pub(super) fn footer<'a>(context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let about =
        context.text(TextSlot::About).map(|text| view! { <p class="quiet small">{text}</p> });
    let note = context
        .text(TextSlot::FooterNote)
        .map(|text| view! { <p class="quiet small foot-end">{text}</p> });
    view! {
        <footer class="foot">
            <div class="page">
                <ul class="services">
                    {service(
                        Icon::Truck,
                        context.page(PageRole::Delivery),
                        t!("service-delivery").to_owned(),
                        t!("service-delivery-text", hour = context.cut_off()),
                    )}
                    {service(
                        Icon::Return,
                        context.page(PageRole::Returns),
                        t!("service-returns", days = context.return_days),
                        context
                            .text(TextSlot::ReturnsNote)
                            .unwrap_or_else(|| t!("service-returns-text")),
                    )}
                    {context
                        .text(TextSlot::Warranty)
                        .map(|warranty| {
                            service(
                                Icon::Check,
                                context.page(PageRole::Returns),
                                warranty.to_owned(),
                                context.text(TextSlot::WarrantyNote),
                            )
                        })}
                    {service(
                        Icon::Mail,
                        context.page(PageRole::Contact),
                        t!("service-contact").to_owned(),
                        context.text(TextSlot::ContactNote),
                    )}
                </ul>
                <div class="foot-about">
                    <p class="brand">{logo()}{context.shop_name}</p>
                    {about}
                </div>
                <nav aria-label=t!("footer-label") class="foot-links">
                    {context.links.footer.iter().map(group).collect::<Vec<_>>()}
                    {own_links(context.links)}
                </nav>
                <div class="foot-place" id="foot-place">
                    <button class="button js-only" type="button" popovertarget="preferences">
                        {t!("preferences-link-all")}
                    </button>
                    // Without JavaScript, a form in the popover cannot know that it was opened from
                    // here, and would return to the top.
                    <noscript>
                        {preferences::currency_form(context, FOOT)}
                        {preferences::country_form(context, FOOT)}
                        {preferences::theme_switch(context, "footer", FOOT)}
                        {preferences::suggestions_form(context, FOOT)}
                    </noscript>
                </div>
                {note}
            </div>
            {chooser(context)}
        </footer>
    }
}

/// Currency, country and theme in a popover over the current page, so that the shopper's position
/// is not lost. Needs no JavaScript.
fn chooser<'a>(context: &'a PageContext<'a>) -> impl IntoView + 'a {
    view! {
        <div
            class="preferences"
            id="preferences"
            popover="auto"
            role="dialog"
            aria-labelledby="preferences-title"
        >
            <div class="preferences-head">
                <h2 class="label" id="preferences-title">{t!("preferences-link-all")}</h2>
                <button
                    class="icon-button"
                    type="button"
                    popovertarget="preferences"
                    popovertargetaction="hide"
                    aria-label=t!("preferences-close")
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            {preferences::currency_form(context, "")}
            {preferences::country_form(context, "")}
            <div>
                <p class="label" id="theme-label">{t!("theme-label")}</p>
                {preferences::theme_switch(context, "footer", "")}
            </div>
            {preferences::suggestions_form(context, "")}
        </div>
    }
}

/// A line that answers a question before the first order, with a link to the page about it, if the
/// merchant has one.
fn service<'a>(
    picture: Icon,
    href: Option<&'a str>,
    title: String,
    text: impl IntoView + 'a,
) -> impl IntoView + 'a {
    let title = match href {
        Some(href) => Either::Left(view! { <a href=href>{title}</a> }),
        None => Either::Right(view! { <b>{title}</b> }),
    };
    view! {
        <li>
            {icon(picture)}
            <p>{title}<span class="quiet small">{text}</span></p>
        </li>
    }
}

/// A group of links.
fn group(group: &MenuGroup) -> impl IntoView + '_ {
    let links = group
        .links
        .iter()
        .map(|link| view! { <li><a href=link.href.as_str()>{link.text.as_str()}</a></li> });
    view! {
        <div>
            <h2 class="label">{group.label.as_str()}</h2>
            <ul>{links.collect::<Vec<_>>()}</ul>
        </div>
    }
}

/// Links to the program's own pages that shoppers need and that the law requires to be easy to
/// find, without those that the merchant's menu has.
fn own_links(links: &SiteLinks) -> Option<impl IntoView + use<>> {
    let is_linked = |path: &str| {
        let mut all = links.footer.iter().flat_map(|group| &group.links);
        all.any(|link| link.href.split(['?', '#']).next() == Some(path))
    };
    let own = [(routes::TRACK, t!("track-title")), (routes::WITHDRAW, t!("withdraw-link"))];
    let missing: Vec<_> = own
        .into_iter()
        .filter(|(path, _)| !is_linked(path))
        .map(|(path, text)| view! { <li><a href=path>{text}</a></li> })
        .collect();
    (!missing.is_empty()).then(|| {
        view! {
            <div>
                <h2 class="label">{t!("footer-order")}</h2>
                <ul>{missing}</ul>
            </div>
        }
    })
}
