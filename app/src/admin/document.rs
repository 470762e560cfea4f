//! The documents around the desk's pages.

use super::{context::DeskContext, head::PageHead, layout};
use crate::{
    document::red_light,
    islands::admin::{ShortcutHelp, Toasts},
    slots,
};
use leptos::{prelude::*, tachys::view::Position, tachys::view::RenderFlags};
use views::routes;

/// A document with menu and top bar.
pub fn desk(context: &DeskContext<'_>, head: &PageHead<'_>, page: impl IntoView) -> String {
    let help = layout::shortcut_help(context);
    let toasts = layout::toasts(context);
    let dismiss = t!("admin-dismiss").to_owned();
    let body = view! {
        <body class="desk">
            <a class="skip" href="#main">{t!("skip")}</a>
            {red_light()}
            {layout::top_bar(context)}
            <div class="frame">
                {layout::side(context, head.item)}
                <main id="main" tabindex="-1">
                    {layout::breadcrumbs(head)}
                    <Toasts toasts=toasts dismiss=dismiss />
                    {page}
                </main>
            </div>
            <footer class="desk-foot">
                <ShortcutHelp help=help />
            </footer>
            <div id="announcer" class="hidden" role="status" aria-live="polite"></div>
        </body>
    };
    document(context, &head.title, body)
}

/// A document without menu: the pages before somebody is signed in.
pub fn bare(context: &DeskContext<'_>, title: &str, page: impl IntoView) -> String {
    let toasts = layout::toasts(context);
    let dismiss = t!("admin-dismiss").to_owned();
    let body = view! {
        <body class="desk desk-bare">
            <a class="skip" href="#main">{t!("skip")}</a>
            {red_light()}
            {layout::bare_bar(context)}
            <main id="main" tabindex="-1">
                <Toasts toasts=toasts dismiss=dismiss />
                {page}
            </main>
            <div id="announcer" class="hidden" role="status" aria-live="polite"></div>
        </body>
    };
    document(context, title, body)
}

fn document(context: &DeskContext<'_>, title: &str, body: impl IntoView) -> String {
    let mut html = String::with_capacity(48 * 1024);
    html.push_str("<!doctype html>");
    let title = t!("admin-title", page = title, shop = context.shop_name);
    let view = view! {
        <html lang="en" data-theme=slots::theme()>{head(context, title)}{body}</html>
    };
    view.to_html_with_buf(&mut html, &mut Position::FirstChild, RenderFlags::HYDRATE, Vec::new());
    html
}

fn head(context: &DeskContext<'_>, title: String) -> impl IntoView + use<> {
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{title}</title>
            <meta name="robots" content="noindex, nofollow" />
            <meta name="color-scheme" content="light dark" />
            {slots::theme_colour()}
            <link rel="stylesheet" href=context.assets.css.clone() />
            <link rel="icon" href=routes::FAVICON sizes="32x32" />
            <link rel="icon" href=routes::FAVICON_DRAWING type="image/svg+xml" />
            <script nonce=slots::nonce() inner_html=wake(context)></script>
        </head>
    }
}

/// Loads the islands and starts each on its element. Until then, and if this fails, links and forms
/// do all the work.
fn wake(context: &DeskContext<'_>) -> String {
    let text = |url: &str| serde_json::to_string(url).unwrap_or_default().replace('<', "\\u003c");
    format!(
        "{{const root=document.documentElement;root.classList.add(\"js\");\
         const wake=()=>import({js}).then(async islands=>{{\
         await islands.default({{module_or_path:{wasm}}});islands.hydrate();\
         for(const island of document.querySelectorAll(\"leptos-island\"))\
         islands[island.dataset.component]?.(island);\
         root.dataset.awake=\"\"}}).catch(error=>{{root.classList.remove(\"js\");\
         console.error(error)}});\
         if(document.readyState==\"loading\")addEventListener(\"DOMContentLoaded\",wake);\
         else wake()}}",
        js = text(&context.assets.js),
        wasm = text(&context.assets.wasm),
    )
}
