//! The merchant's long text of a product.

/// Renders the merchant's Markdown as HTML. Raw HTML is shown as text, and headings start at the
/// third level.
pub(super) fn markdown(text: &str) -> String {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
    let lower = |level: HeadingLevel| {
        if level <= HeadingLevel::H2 { HeadingLevel::H3 } else { HeadingLevel::H4 }
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !is_safe_link(&dest_url) => {
            Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
        }
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    out
}

fn is_safe_link(url: &str) -> bool {
    domain::content::is_path(url) || url.starts_with('#') || url.starts_with("https://")
}
