//! The merchant's Markdown as HTML.

use domain::content::{is_path, is_safe_link};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// The heading that a text stands below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Below {
    /// The title of a page: the text's own headings start at the second level.
    Title,
    /// The heading of a section: they start at the third level.
    Section,
}

impl Below {
    /// The level of a heading of the text.
    fn level(self, level: HeadingLevel) -> HeadingLevel {
        use HeadingLevel::{H1, H2, H3, H4, H5, H6};
        match (self, level) {
            (Self::Title, H1 | H2) => H2,
            (Self::Title, level) => level,
            (Self::Section, H1 | H2) => H3,
            (Self::Section, H3) => H4,
            (Self::Section, H4) => H5,
            (Self::Section, H5 | H6) => H6,
        }
    }
}

/// Renders a text on a page of the shop. See [`events`].
#[must_use]
pub fn html(markdown: &str, below: Below) -> String {
    html_of(events(markdown, "", below))
}

/// Renders events.
pub fn html_of<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Parses the merchant's Markdown. Raw HTML is text, links lead only where [`is_safe_link`] allows,
/// pictures come from the shop only, and others are their alternative text. Paths of the shop begin
/// with `base_url`.
pub fn events<'a>(
    markdown: &'a str,
    base_url: &str,
    below: Below,
) -> impl Iterator<Item = Event<'a>> {
    let absolute = move |url: CowStr<'a>| {
        if is_path(&url) { CowStr::from(format!("{base_url}{url}")) } else { url }
    };
    // Whether each picture that is open is shown.
    let mut pictures: Vec<bool> = Vec::new();
    Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(move |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: below.level(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below.level(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            // The renderer puts `mailto:` before an address in angle brackets.
            let is_allowed = link_type == LinkType::Email || is_safe_link(&dest_url);
            let dest_url = if is_allowed { absolute(dest_url) } else { CowStr::from("#") };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let is_shown = is_path(&dest_url);
            pictures.push(is_shown);
            let dest_url = absolute(dest_url);
            is_shown.then_some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) => {
            (pictures.pop() == Some(true)).then_some(Event::End(TagEnd::Image))
        }
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::{Below, events, html, html_of};

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
            ("![a](/b.png)", "<p><img src=\"/b.png\" alt=\"a\" /></p>\n"),
            // A picture from elsewhere is its alternative text.
            ("a ![*b* c](https://d.example/e.png) f", "<p>a <em>b</em> c f</p>\n"),
            ("![](https://d.example/e.png)x", "<p>x</p>\n"),
        ] {
            assert_eq!(html(markdown, Below::Title), expected, "{markdown}");
        }
        assert!(html("|a|\n|-|\n|b|\n", Below::Title).starts_with("<table>"));
    }

    #[test]
    fn headings_are_below_the_one_above_the_text() {
        let markdown = "# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f";
        for (below, levels) in
            [(Below::Title, [2, 2, 3, 4, 5, 6]), (Below::Section, [3, 3, 4, 5, 6, 6])]
        {
            let html = html(markdown, below);
            for (level, text) in levels.into_iter().zip('a'..) {
                assert!(html.contains(&format!("<h{level}>{text}</h{level}>")), "{html}");
            }
        }
    }

    #[test]
    fn paths_of_the_shop_begin_with_its_address() {
        for (markdown, expected) in [
            ("[a](/track)", "<p><a href=\"https://s.example/track\">a</a></p>\n"),
            ("[a][b]\n\n[b]: /track", "<p><a href=\"https://s.example/track\">a</a></p>\n"),
            (
                "[a](/b) `](/c)`",
                "<p><a href=\"https://s.example/b\">a</a> <code>](/c)</code></p>\n",
            ),
            ("![a](/b.png)", "<p><img src=\"https://s.example/b.png\" alt=\"a\" /></p>\n"),
            ("[a](#b)", "<p><a href=\"#b\">a</a></p>\n"),
            ("[a](//b.example)", "<p><a href=\"#\">a</a></p>\n"),
        ] {
            let events = events(markdown, "https://s.example", Below::Title);
            assert_eq!(html_of(events), expected, "{markdown}");
        }
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
            let html = html(markdown, Below::Section);
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
