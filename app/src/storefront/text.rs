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

static TEXTS: LazyLock<[Text; 8]> = LazyLock::new(|| {
    [
        read("about", include_str!("../../locales/en/pages/about.md")),
        read("contact", include_str!("../../locales/en/pages/contact.md")),
        read("delivery", include_str!("../../locales/en/pages/delivery.md")),
        read("imprint", include_str!("../../locales/en/pages/imprint.md")),
        read("privacy", include_str!("../../locales/en/pages/privacy.md")),
        read("returns", include_str!("../../locales/en/pages/returns.md")),
        read("terms", include_str!("../../locales/en/pages/terms.md")),
        read("withdrawal", include_str!("../../locales/en/pages/withdrawal.md")),
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The text with the seller's details: `{seller}` is who sells in one line, `{seller-lines}` the same as on an envelope, with the VAT number.
/// A paragraph that is nothing but a detail that the seller does not have is left out.
fn filled(html: &str, seller: &Imprint) -> String {
    let mut lines: Vec<String> = std::iter::once(&seller.name).chain(&seller.address).map(|line| escaped(line)).collect();
    let line = lines.join(", ");
    if !seller.vat_number.is_empty() {
        lines.push(escaped(&t!("order-vat-number", number = seller.vat_number.as_str())));
    }
    let email = escaped(&seller.email);
    let mut contact = Vec::new();
    if !seller.phone.is_empty() {
        contact.push(escaped(&t!("seller-phone", number = seller.phone.as_str())));
    }
    if !email.is_empty() {
        contact.push(format!("{} <a href=\"mailto:{email}\">{email}</a>", t!("seller-email")));
    }
    let labelled = |value: &String, text: String| if value.is_empty() { String::new() } else { escaped(&text) };
    let details = [
        ("{seller}", line),
        ("{seller-lines}", lines.join("<br />")),
        ("{seller-contact}", contact.join("<br />")),
        ("{seller-representative}", labelled(&seller.representative, t!("seller-representative", name = seller.representative.as_str()))),
        ("{seller-register}", labelled(&seller.register, t!("seller-register", register = seller.register.as_str()))),
        ("{seller-supervisor}", labelled(&seller.supervisor, t!("seller-supervisor", authority = seller.supervisor.as_str()))),
        ("{seller-disputes}", escaped(&seller.disputes)),
        // In a link the braces are escaped.
        ("%7Bseller-email%7D", email.clone()),
        ("{seller-email}", email),
    ];
    details.into_iter().fold(html.to_owned(), |html, (name, value)| {
        let html = if value.is_empty() { html.replace(&format!("<p>{name}</p>\n"), "") } else { html };
        html.replace(name, &value)
    })
}

/// The page.
pub fn page(text: &'static Text, seller: &Imprint) -> impl IntoView + use<> {
    let html = filled(&text.html, seller);
    view! {
        <div class="page narrow text-page">
            <h1>{text.title}</h1>
            <div class="prose" inner_html=html></div>
        </div>
    }
}
