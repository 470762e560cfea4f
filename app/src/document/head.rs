//! `<head>`: title, URLs, previews for other sites, style sheet, and the script that loads the
//! islands.

use crate::{PageContext, slots};
use domain::content::{TextSlot, is_path};
use leptos::prelude::*;
use std::borrow::Cow;
use views::{catalogue::Picture, routes};

/// Data of a page for its `<head>`.
#[derive(Default)]
pub struct Head<'a> {
    /// `<title>` without the shop's name; empty for the home page.
    pub title: Cow<'a, str>,
    /// Description for search engines; may be empty.
    pub description: Cow<'a, str>,
    /// The canonical path; `None` for pages that search engines should not index.
    pub canonical: Option<String>,
    /// Whether search engines should not index this URL although it has a canonical path.
    pub noindex: bool,
    /// Picture for previews on other sites.
    pub picture: Option<&'a Picture>,
    /// Whether the page is about one product.
    pub is_product: bool,
    /// JSON-LD, escaped for a `<script>`.
    pub data: Vec<String>,
}

pub(super) fn head<'a>(context: &'a PageContext<'a>, head: &'a Head<'a>) -> impl IntoView + 'a {
    let base = context.base_url;
    let title = match &*head.title {
        "" => context.text(TextSlot::Tagline).map_or_else(
            || context.shop_name.to_owned(),
            |tagline| t!("title-home", shop = context.shop_name, tagline = tagline),
        ),
        title => t!("title", page = title, shop = context.shop_name),
    };
    let own = head.picture.map(|picture| routes::picture(&picture.hash, 1280, "webp"));
    let shared = || {
        let path = context.text(TextSlot::SharedPicture).filter(|path| is_path(path));
        path.map(ToOwned::to_owned)
    };
    let image = own.or_else(shared).map(|path| property("og:image", format!("{base}{path}")));
    let canonical = head.canonical.as_ref().map(|path| {
        let url = format!("{base}{path}");
        view! {
            <link rel="canonical" href=url.clone() />
            {property("og:url", url)}
        }
    });
    let description = (!head.description.is_empty()).then(|| {
        view! {
            <meta name="description" content=&*head.description />
            {property("og:description", &*head.description)}
        }
    });
    let robots = (head.noindex || head.canonical.is_none())
        .then(|| view! { <meta name="robots" content="noindex" /> });
    let data = head.data.iter().map(|json| {
        view! {
            <script
                type="application/ld+json"
                nonce=slots::nonce()
                inner_html=json.as_str()
            ></script>
        }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{title.clone()}</title>
            {description}
            {robots}
            {canonical}
            {property("og:title", title)}
            {property("og:site_name", context.shop_name)}
            {property("og:type", if head.is_product { "product" } else { "website" })}
            {image}
            <meta name="twitter:card" content="summary_large_image" />
            <meta name="color-scheme" content="light dark" />
            {slots::theme_colour()}
            {whole()}
            <link
                rel="preload"
                href="/fonts/newsreader.a3d8b9ba7f983c04.woff2"
                r#as="font"
                type="font/woff2"
                crossorigin="anonymous"
            />
            <link rel="stylesheet" href=context.assets.css.as_str() />
            <link rel="icon" href=routes::FAVICON sizes="32x32" />
            <link rel="icon" href=routes::FAVICON_DRAWING type="image/svg+xml" />
            <link rel="apple-touch-icon" href=routes::TOUCH_ICON />
            <link rel="manifest" href=routes::MANIFEST />
            <script nonce=slots::nonce() inner_html=wake(context)></script>
            <script
                nonce=slots::nonce()
                src=routes::VITALS_SCRIPT
                r#async=true
                fetchpriority="low"
            ></script>
            {data.collect::<Vec<_>>()}
        </head>
    }
}

/// Blocks the first paint until the whole document has arrived. If only a part were painted, the
/// search box, the theme switch or a cart line would shift when more arrives. The announcer is the
/// last visible element.
fn whole() -> impl IntoView {
    leptos::html::link().rel("expect").href("#announcer").attr("blocking", "render")
}

/// A preview property for other sites (Open Graph).
fn property<'a>(name: &'static str, content: impl Into<Cow<'a, str>>) -> impl IntoView + 'a {
    leptos::html::meta().attr("property", name).content(content.into())
}

/// Loads the islands and starts each on its element. Until then, and if this fails, links and forms
/// do all the work.
fn wake(context: &PageContext<'_>) -> String {
    let text = |url: &str| serde_json::to_string(url).unwrap_or_default().replace('<', "\\u003c");
    // Buttons for pages without JavaScript are hidden from the first paint on, so that nothing
    // shifts later; if the islands fail to load, they are shown again. The islands are fetched
    // after the page has loaded, so as not to delay its pictures, or as soon as somebody is about
    // to use them. Clicks on buttons that need them are repeated once they are running. The current
    // section is scrolled into view if the browser has not done so.
    format!(
        "{{const root=document.documentElement;root.classList.add(\"js\");let started=false;\
         const early=[],note=event=>{{const button=event.target.closest?.(\"[data-step]\");\
         if(button)early.push(button)}};\
         addEventListener(\"click\",note,true);\
         const wake=()=>{{if(started)return;started=true;\
         import({js}).then(async islands=>{{await islands.default({{module_or_path:{wasm}}});\
         islands.hydrate();\
         if(document.readyState==\"loading\")await new Promise(done=>\
         addEventListener(\"DOMContentLoaded\",done));\
         for(const island of document.querySelectorAll(\"leptos-island\"))\
         islands[island.dataset.component]?.(island);\
         root.dataset.awake=\"\";removeEventListener(\"click\",note,true);\
         for(const button of early)button.click()}}).catch(error=>{{root.classList.remove(\"js\");\
         console.error(error)}})}};\
         for(const kind of [\"load\",\"pointerover\",\"pointerdown\",\"keydown\",\
         \"focusin\"])addEventListener(kind,wake,{{once:true,passive:true}});\
         addEventListener(\"DOMContentLoaded\",()=>{{const here=document.querySelector(\".sections \
         [aria-current]\"),row=here?.closest(\"ul\");\
         if(row&&!row.scrollLeft&&here.offsetLeft+here.offsetWidth>row.clientWidth)\
         row.scrollLeft=here.offsetLeft-row.clientWidth/3}})}}",
        js = text(&context.assets.js),
        wasm = text(&context.assets.wasm),
    )
}
