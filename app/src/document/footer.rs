//! The footer: content pages and preferences.

use crate::{
    PageContext,
    ui::{Icon, icon, logo::logo, preferences},
};
use leptos::prelude::*;
use views::routes;

/// The id of the footer's forms.
const FOOT: &str = "foot-place";

pub(super) fn footer<'a>(context: &'a PageContext<'a>) -> impl IntoView + 'a {
    view! {
        <footer class="foot">
            <div class="page">
                <ul class="services">
                    {service(
                        Icon::Truck,
                        routes::DELIVERY,
                        t!("service-delivery"),
                        t!("service-delivery-text", hour = context.cut_off()),
                    )}
                    {service(
                        Icon::Return,
                        routes::RETURNS,
                        t!("service-returns"),
                        t!("service-returns-text"),
                    )}
                    {service(
                        Icon::Check,
                        routes::RETURNS,
                        t!("service-warranty"),
                        t!("service-warranty-text"),
                    )}
                    {service(
                        Icon::Mail,
                        routes::CONTACT,
                        t!("service-contact"),
                        t!("service-contact-text"),
                    )}
                </ul>
                <div class="foot-about">
                    <p class="brand">{logo()}{t!("shop")}</p>
                    <p class="quiet small">{t!("footer-about")}</p>
                </div>
                <nav aria-label=t!("footer-label") class="foot-links">
                    {column(
                        t!("footer-help"),
                        [
                            (routes::TRACK, t!("footer-track")),
                            (routes::DELIVERY, t!("footer-delivery")),
                            (routes::RETURNS, t!("footer-returns")),
                            (routes::WITHDRAW, t!("withdraw-link")),
                            (routes::CONTACT, t!("footer-contact")),
                        ],
                    )}
                    {column(
                        t!("footer-shop"),
                        [
                            (routes::ABOUT, t!("footer-about-link")),
                            (routes::CALCULATOR, t!("footer-calculator")),
                            (routes::PRIVACY, t!("footer-privacy")),
                            (routes::TERMS, t!("footer-terms")),
                            (routes::WITHDRAWAL_RIGHT, t!("footer-withdrawal")),
                            (routes::IMPRINT, t!("footer-imprint")),
                        ],
                    )}
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
                    </noscript>
                </div>
                <p class="quiet small foot-end">{t!("footer-end")}</p>
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
        </div>
    }
}

/// A line that answers a question before the first order, with a link to the page about it.
fn service(
    picture: Icon,
    href: &'static str,
    title: &'static str,
    text: impl IntoView + 'static,
) -> impl IntoView {
    view! {
        <li>
            {icon(picture)}
            <p><a href=href>{title}</a><span class="quiet small">{text}</span></p>
        </li>
    }
}

fn column<const N: usize>(
    title: &'static str,
    links: [(&'static str, &'static str); N],
) -> impl IntoView {
    let links = links.map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    view! {
        <div>
            <h2 class="label">{title}</h2>
            <ul>{links}</ul>
        </div>
    }
}
