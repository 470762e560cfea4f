//! The shop's own pages, written in Markdown in `locales/en/pages`.

use crate::document::Head;
use domain::order::Imprint;
use leptos::prelude::*;
use pulldown_cmark::{Options, Parser, html};
use std::sync::LazyLock;

impl Text {
    /// In its URL.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        self.slug
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.title
    }
}

/// A page, rendered once.
pub struct Text {
    slug: &'static str,
    title: &'static str,
    description: &'static str,
    html: String,
}

static TEXTS: LazyLock<[Text; 6]> = LazyLock::new(|| {
    [
        read("about", include_str!("../../locales/en/pages/about.md")),
        read("contact", include_str!("../../locales/en/pages/contact.md")),
        read("delivery", include_str!("../../locales/en/pages/delivery.md")),
        read("privacy", include_str!("../../locales/en/pages/privacy.md")),
        read("returns", include_str!("../../locales/en/pages/returns.md")),
        read("terms", include_str!("../../locales/en/pages/terms.md")),
    ]
});

/// Title and description stand between two lines of dashes, the text after them.
fn read(slug: &'static str, file: &'static str) -> Text {
    let (front, body) = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", file));
    let entry = |name: &str| front.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim);
    let mut html = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut html, Parser::new_ext(body, Options::ENABLE_TABLES));
    // A table wider than a phone scrolls in a frame of its own.
    let html = html.replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>").replace("</table>", "</table></div>");
    Text { slug, title: entry("title:"), description: entry("description:"), html }
}

/// The page with this slug.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Text> {
    TEXTS.iter().find(|text| text.slug == slug)
}

/// Where a page that a search asks for is, and what it is called: one of these, or the page where orders are followed.
#[must_use]
pub fn way(slug: &str) -> Option<(String, &'static str)> {
    if slug == "track" {
        return Some(("/track".to_owned(), t!("track-title")));
    }
    find(slug).map(|page| (format!("/pages/{slug}"), page.title))
}

/// The slugs of all pages, for the site map.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|text| text.slug)
}

/// The document's head.
#[must_use]
pub fn head(text: &'static Text) -> Head<'static> {
    Head {
        title: text.title.into(),
        description: text.description.into(),
        canonical: Some(format!("/pages/{}", text.slug)),
        ..Head::default()
    }
}

/// The page. `{seller}` in its text is who sells in one line, `{seller-lines}` the same as on an envelope, with the VAT number.
pub fn page(text: &'static Text, seller: &Imprint) -> impl IntoView + use<> {
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut lines: Vec<String> = std::iter::once(&seller.name).chain(&seller.address).map(escaped).collect();
    let line = lines.join(", ");
    if !seller.vat_number.is_empty() {
        lines.push(escaped(&t!("order-vat-number", number = seller.vat_number.as_str())));
    }
    let html = text.html.replace("{seller}", &line).replace("{seller-lines}", &lines.join("<br />"));
    view! {
        <div class="page narrow text-page">
            <h1>{text.title}</h1>
            <div class="prose" inner_html=html></div>
        </div>
    }
}
