//! The layout of all pages.

mod footer;
mod head;
mod header;
pub mod slots;
pub mod structured_data;

use crate::{
    PageContext,
    islands::{Preferences, cart::CartDrawer, checkout::CheckoutForm, search::SearchSuggestions},
};
pub use head::Head;
use leptos::{prelude::*, tachys::view::Position, tachys::view::RenderFlags};

/// A document with the shop's header and footer. `section` is the path of the page's root category.
pub fn full<'a>(
    context: &'a PageContext<'a>,
    head: &'a Head<'a>,
    section: &'a str,
    page: impl IntoView,
) -> String {
    let body = view! {
        <body>
            <a class="skip" href="#main">{t!("skip")}</a>
            {red_light()}
            {header::header(context, section)}
            <main id="main" tabindex="-1">{slots::notice()}{page}</main>
            {footer::footer(context)}
            <CartDrawer />
            <SearchSuggestions />
            <Preferences />
            <div id="announcer" class="hidden" role="status" aria-live="polite"></div>
        </body>
    };
    document(context, head, body)
}

/// A document without links that lead away: checkout and payment.
pub fn bare<'a>(context: &'a PageContext<'a>, head: &'a Head<'a>, page: impl IntoView) -> String {
    let body = view! {
        <body class="bare">
            <a class="skip" href="#main">{t!("skip")}</a>
            {red_light()}
            {header::bare(context)}
            <main id="main" tabindex="-1">{slots::notice()}{page}</main>
            <div id="announcer" class="hidden" role="status" aria-live="polite"></div>
            <CheckoutForm />
        </body>
    };
    document(context, head, body)
}

fn document<'a>(context: &'a PageContext<'a>, head: &'a Head<'a>, body: impl IntoView) -> String {
    let mut html = String::with_capacity(64 * 1024);
    html.push_str("<!doctype html>");
    let view = view! {
        <html lang="en" data-theme=slots::theme()>{head::head(context, head)}{body}</html>
    };
    view.to_html_with_buf(&mut html, &mut Position::FirstChild, RenderFlags::HYDRATE, Vec::new());
    html
}

/// The filter that turns pictures into red light by their luminance: paper becomes black, and ink a
/// red darker than the text. Used by the style sheet.
pub(crate) fn red_light() -> impl IntoView {
    let filter = concat!(
        r#"<filter id="red-light" color-interpolation-filters="sRGB">"#,
        r#"<feColorMatrix values="-.14 -.38 -.07 0 .58  0 0 0 0 0  0 0 0 0 0  0 0 0 1 0"/>"#,
        "</filter>",
    );
    view! {
        <svg class="filters-source" width="0" height="0" aria-hidden="true" inner_html=filter></svg>
    }
}
