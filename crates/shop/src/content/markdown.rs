//! The merchant's Markdown as HTML.

use domain::content::{is_path, is_safe_link};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// How tables are rendered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tables {
    /// In a frame of their own, which scrolls on phones.
    Framed,
    /// As they are, for emails.
    Plain,
}

/// Renders the merchant's Markdown. Raw HTML is shown as text, links lead only where
/// [`is_safe_link`] allows, pictures come from the shop only, and headings start at the second
/// level, below the page's own.
#[must_use]
pub fn html(markdown: &str, tables: Tables) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(safe);
    let mut html = String::with_capacity(markdown.len() * 5 / 4);
    pulldown_cmark::html::push_html(&mut html, events);
    match tables {
        Tables::Framed => html
            .replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>")
            .replace("</table>", "</table></div>"),
        Tables::Plain => html,
    }
}

fn safe(event: Event<'_>) -> Event<'_> {
    let lower = |level: HeadingLevel| level.max(HeadingLevel::H2);
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        // The renderer puts `mailto:` before an address in angle brackets.
        Event::Start(Tag::Link { link_type, dest_url, title, id })
            if link_type != LinkType::Email && !is_safe_link(&dest_url) =>
        {
            Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) if !is_path(&dest_url) => {
            Event::Start(Tag::Image { link_type, dest_url: "".into(), title, id })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Tables, html};

    #[test]
    fn markdown_is_rendered() {
        for (markdown, expected) in [
            ("**b** *i*", "<p><strong>b</strong> <em>i</em></p>\n"),
            ("# One\n\n## Two\n\n### Three", "<h2>One</h2>\n<h2>Two</h2>\n<h3>Three</h3>\n"),
            ("[a](/track)", "<p><a href=\"/track\">a</a></p>\n"),
            ("[a](#b)", "<p><a href=\"#b\">a</a></p>\n"),
            ("[a](https://b.example/)", "<p><a href=\"https://b.example/\">a</a></p>\n"),
            ("[a](mailto:b@c.example)", "<p><a href=\"mailto:b@c.example\">a</a></p>\n"),
            ("<b@c.example>", "<p><a href=\"mailto:b@c.example\">b@c.example</a></p>\n"),
            ("{tariffs}", "<p>{tariffs}</p>\n"),
        ] {
            assert_eq!(html(markdown, Tables::Framed), expected, "{markdown}");
        }
        let table = "|a|\n|-|\n|b|\n";
        assert!(html(table, Tables::Framed).starts_with("<div class=\"table\" tabindex=\"0\">"));
        assert!(html(table, Tables::Plain).starts_with("<table>"));
    }

    #[test]
    fn a_text_cannot_run_scripts_or_load_from_elsewhere() {
        for markdown in [
            "<script>alert(1)</script>",
            "a <script>alert(1)</script> b",
            "<img src=x onerror=alert(1)>",
            "<div onclick=\"alert(1)\">\n\n**b**\n\n</div>",
            "<!-- --><iframe src=\"https://b.example\"></iframe>",
            "[a](javascript:alert(1))",
            "[a](JAVASCRIPT:alert(1))",
            "[a](&#106;avascript:alert(1))",
            "[a](\tjavascript:alert(1))",
            "<javascript:alert(1)>",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "[a](//b.example)",
            "[a](\\\\b.example)",
            "[a]\n\n[a]: javascript:alert(1)",
            "![a](https://b.example/x.png)",
            "![a](javascript:alert(1))",
            "[a](/b \"\\\" onmouseover=alert(1)\")",
        ] {
            let html = html(markdown, Tables::Framed);
            for bad in [
                "<script",
                "<img src=x",
                "<div onclick",
                "<iframe",
                "=\"javascript",
                "=\"JAVASCRIPT",
                "=\"data:",
                "=\"//",
                "=\"\\",
                "<img src=\"http",
                "\" onmouseover",
            ] {
                assert!(!html.contains(bad), "{bad} in {html}");
            }
        }
    }
}
