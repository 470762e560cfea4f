//! The merchant's Markdown as plain text.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

/// Writes events as plain text: blocks are separated by an empty line, a link is followed by its
/// address in brackets, and the cells of a table row by bars.
pub fn plain<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut text = Plain::default();
    for event in events {
        text.push(event);
    }
    text.out.truncate(text.out.trim_end().len());
    text.out
}

#[derive(Default)]
struct Plain {
    out: String,
    /// The addresses of open links that are written after their text.
    links: Vec<Option<String>>,
    /// Open lists, with the number of the next item.
    lists: Vec<Option<u64>>,
    /// Whether nothing of the current item or cell is written.
    is_fresh: bool,
}

impl Plain {
    fn push(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak | Event::HardBreak => self.out.push('\n'),
            Event::Rule => {
                self.block();
                self.out.push_str("---");
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => {
                self.out.push_str(&text);
                self.is_fresh = false;
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_) => self.block(),
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(first);
            }
            Tag::Item => {
                self.line();
                self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.out.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.out.push_str("- "),
                }
                self.is_fresh = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.line();
                self.is_fresh = true;
            }
            Tag::TableCell => {
                if !self.is_fresh {
                    self.out.push_str(" | ");
                }
                self.is_fresh = false;
            }
            Tag::Link { link_type, dest_url, .. } => {
                // An address in angle brackets is its own text, and a refused one leads nowhere.
                let is_text = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let is_shown = !is_text && !dest_url.starts_with('#');
                self.links.push(is_shown.then(|| dest_url.to_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some(address) = self.links.pop().flatten() {
                    self.out.push_str(&format!(" ({address})"));
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.is_fresh = false;
            }
            _ => {}
        }
    }

    /// Begins a block after an empty line; the first one of an item follows its mark.
    fn block(&mut self) {
        if !self.is_fresh && !self.out.is_empty() {
            self.out.truncate(self.out.trim_end_matches('\n').len());
            self.out.push_str("\n\n");
        }
        self.is_fresh = false;
    }

    /// Begins a line.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::content::{Below, events};

    #[test]
    fn markdown_is_read_as_text() {
        for (markdown, expected) in [
            ("a\nb\n\nc", "a\nb\n\nc"),
            ("a  \nb\\\nc", "a\nb\nc"),
            ("**a** *b* `c` ***d***", "a b c d"),
            ("# a\n## b\n### c\nd", "a\n\nb\n\nc\n\nd"),
            ("(\\*) 1\\. \\[a\\] &amp; \\#", "(*) 1. [a] & #"),
            ("a ## b", "a ## b"),
            (
                "[a](/b), [c][d]\n\n[d]: /e \"f\"",
                "a (https://s.example/b), c (https://s.example/e)",
            ),
            ("[**a** b](https://c.example/)", "a b (https://c.example/)"),
            ("[a](mailto:b@c.example)", "a (mailto:b@c.example)"),
            ("<b@c.example> <https://d.example/>", "b@c.example https://d.example/"),
            ("[a](javascript:b) [c](#d)", "a c"),
            ("![a](/b.png) ![c](https://d.example/e.png)", "a c"),
            ("a\n\n- b\n- **c**\n  - d\n\ne", "a\n\n- b\n- c\n  - d\n\ne"),
            ("3. a\n4. b", "3. a\n4. b"),
            ("- a\n\n- b", "- a\n- b"),
            ("|a|b|\n|-|-|\n|1|2|\n| |4|\n\nc", "a | b\n1 | 2\n | 4\n\nc"),
            ("> a\n\n---\n\nb", "a\n\n---\n\nb"),
            ("```\na\n  b\n```\nc", "a\n  b\n\nc"),
            ("<b>a</b>", "<b>a</b>"),
            ("", ""),
        ] {
            let events = events(markdown, "https://s.example", Below::Title);
            assert_eq!(plain(events), expected, "{markdown}");
        }
    }
}
