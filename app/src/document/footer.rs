//! The footer: the shop's own pages and the three preferences.

use crate::{
    Shop,
    ui::{Icon, icon, logo::logo, preferences},
};
use leptos::prelude::*;

pub(super) fn footer<'a>(shop: &'a Shop<'a>) -> impl IntoView + 'a {
    view! {
        <footer class="foot">
            <div class="page">
                <div class="foot-about">
                    <p class="brand">{logo()}{t!("shop")}</p>
                    <p class="quiet small">{t!("footer-about")}</p>
                </div>
                <nav aria-label=t!("footer-label") class="foot-links">
                    {column(t!("footer-help"), [("/track", t!("footer-track")), ("/pages/delivery", t!("footer-delivery")), ("/pages/returns", t!("footer-returns")), ("/pages/contact", t!("footer-contact"))])}
                    {column(t!("footer-shop"), [("/pages/about", t!("footer-about-link")), ("/pages/privacy", t!("footer-privacy")), ("/pages/terms", t!("footer-terms"))])}
                </nav>
                <div class="foot-preferences" id="preferences">
                    <a class="icon-button preferences-close" href="#top" aria-label=t!("preferences-close")>{icon(Icon::Close)}</a>
                    {preferences::currency_form(shop)}
                    {preferences::country_form(shop, "footer")}
                    <div>
                        <p class="label" id="theme-label">{t!("theme-label")}</p>
                        {preferences::theme_switch(shop, "footer")}
                    </div>
                </div>
                <p class="quiet small foot-end">{t!("footer-end")}</p>
            </div>
        </footer>
    }
}

fn column<const N: usize>(title: &'static str, links: [(&'static str, &'static str); N]) -> impl IntoView {
    let links = links.map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    view! {
        <div>
            <h2 class="label">{title}</h2>
            <ul>{links}</ul>
        </div>
    }
}
