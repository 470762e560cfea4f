//! The texts of the content pages, written in Markdown in `catalog/pages`.

use pulldown_cmark::{Options, Parser, html};
use std::sync::LazyLock;
use views::routes;

/// A content page, rendered once.
pub struct ContentPage {
    /// The slug in its URL.
    pub slug: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The description for search engines.
    pub description: &'static str,
    /// Its text, with placeholders for the merchant's details.
    pub html: String,
}

/// All pages.
pub static PAGES: LazyLock<[ContentPage; 8]> = LazyLock::new(|| {
    [
        read("about", include_str!("../../catalog/pages/about.md")),
        read("contact", include_str!("../../catalog/pages/contact.md")),
        read("delivery", include_str!("../../catalog/pages/delivery.md")),
        read("imprint", include_str!("../../catalog/pages/imprint.md")),
        read("privacy", include_str!("../../catalog/pages/privacy.md")),
        read("returns", include_str!("../../catalog/pages/returns.md")),
        read("terms", include_str!("../../catalog/pages/terms.md")),
        read("withdrawal", include_str!("../../catalog/pages/withdrawal.md")),
    ]
});

/// Parses a file: title and description between two lines of dashes, followed by the text.
fn read(slug: &'static str, file: &'static str) -> ContentPage {
    let (front, body) = file
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .unwrap_or(("", file));
    let entry =
        |name: &str| front.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim);
    let mut html = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut html, Parser::new_ext(body, Options::ENABLE_TABLES));
    // Tables wider than a phone scroll in a frame of their own.
    let html = html
        .replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
    ContentPage { slug, title: entry("title:"), description: entry("description:"), html }
}

/// The page with this slug.
#[must_use]
pub fn find(slug: &str) -> Option<&'static ContentPage> {
    PAGES.iter().find(|page| page.slug == slug)
}

/// URL and title of a page that a search asks for: a content page, or order tracking.
#[must_use]
pub fn link(slug: &str) -> Option<(String, &'static str)> {
    if slug == "track" {
        return Some((routes::TRACK.to_owned(), t!("track-title")));
    }
    find(slug).map(|page| (routes::content_page(slug), page.title))
}
