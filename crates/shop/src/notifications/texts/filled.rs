//! Fills in the placeholders of an email's texts.

use super::MailTexts;
use crate::content::{Below, events, html_of, plain};
use domain::notifications::{MailPlaceholder, MailSlot, Part, parts};
use pulldown_cmark::{CowStr, Event};
use std::collections::BTreeMap;

/// The style of a paragraph and a link in an email, since mail programs ignore style sheets.
const STYLED: [(&str, &str); 2] =
    [("<p>", "<p style=\"margin:0 0 24px\">"), ("<a href=", "<a style=\"color:inherit\" href=")];

/// The texts of an email in one of its two forms, filled in. A place without a text is empty.
#[derive(Default, Debug)]
pub(crate) struct Words {
    /// One line.
    pub heading: String,
    /// Paragraphs.
    pub opening: String,
    /// Paragraphs.
    pub next: String,
    /// The label of the link to the page on returns, one line.
    pub returns: String,
    /// Paragraphs.
    pub note: String,
    /// How the email ends, if the merchant has words for it.
    pub sign_off: Option<String>,
}

impl Words {
    /// The heading, with a mark after it unless it ends with one of its own.
    pub fn heading_ended(&self, mark: &str) -> String {
        ended(&self.heading, mark)
    }

    /// The label of the link to the page on returns, likewise.
    pub fn returns_ended(&self, mark: &str) -> String {
        ended(&self.returns, mark)
    }
}

fn ended(text: &str, mark: &str) -> String {
    let mark = if text.ends_with(['.', '!', '?', ':', '…']) { "" } else { mark };
    format!("{text}{mark}")
}

/// The texts of an email with what their placeholders stand for.
pub(crate) struct Filled<'a> {
    texts: &'a MailTexts,
    base_url: &'a str,
    values: BTreeMap<MailPlaceholder, String>,
}

impl<'a> Filled<'a> {
    /// Texts without values. Paths of the shop in their links begin with `base_url`.
    pub fn new(texts: &'a MailTexts, base_url: &'a str) -> Self {
        Self { texts, base_url, values: BTreeMap::new() }
    }

    /// Sets the value of a placeholder.
    pub fn with(mut self, placeholder: MailPlaceholder, value: impl ToString) -> Self {
        self.values.insert(placeholder, value.to_string());
        self
    }

    /// The subject. Line breaks in a value would end the header.
    pub fn subject(&self, slot: MailSlot) -> String {
        self.line(slot).replace(char::is_control, " ")
    }

    /// The texts as plain text.
    pub fn text(&self) -> Words {
        self.words(|events| plain(events.into_iter()))
    }

    /// The lines as plain text, which the template escapes, and the paragraphs as HTML.
    pub fn html(&self) -> Words {
        self.words(|events| {
            let html = html_of(events.into_iter());
            // Text is escaped, so that these are the renderer's own tags.
            STYLED.into_iter().fold(html, |html, (tag, styled)| html.replace(tag, styled))
        })
    }

    fn words(&self, render: impl Fn(Vec<Event<'_>>) -> String) -> Words {
        let paragraphs = |slot| render(self.events(slot));
        Words {
            heading: self.line(MailSlot::Heading),
            opening: paragraphs(MailSlot::Opening),
            next: paragraphs(MailSlot::Next),
            returns: self.line(MailSlot::Returns),
            note: paragraphs(MailSlot::Note),
            sign_off: self.texts.sign_off().map(ToOwned::to_owned),
        }
    }

    /// A line with its placeholders filled in.
    fn line(&self, slot: MailSlot) -> String {
        self.fill(self.texts.get(slot))
    }

    /// Markdown with its placeholders filled in. Values are put in after it has been parsed, so
    /// that they are never read as Markdown.
    fn events(&self, slot: MailSlot) -> Vec<Event<'_>> {
        events(self.texts.get(slot), self.base_url, Below::Title)
            .map(|event| match event {
                Event::Text(text) => Event::Text(CowStr::from(self.fill(&text))),
                Event::Code(text) => Event::Code(CowStr::from(self.fill(&text))),
                other => other,
            })
            .collect()
    }

    /// Fills in the placeholders of a text. One without a value, which no text has that was
    /// checked, stays as it is.
    fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        for part in parts(text) {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Placeholder(name) => match MailPlaceholder::from_key(name)
                    .and_then(|placeholder| self.values.get(&placeholder))
                {
                    Some(value) => filled.push_str(value),
                    None => {
                        filled.push('{');
                        filled.push_str(name);
                        filled.push('}');
                    }
                },
            }
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notifications::MailKind;

    fn filled(slot: MailSlot, text: &str) -> (Words, Words) {
        let texts = MailTexts::of_program(MailKind::BackInStock).with(slot, text.to_owned());
        let filled = Filled::new(&texts, "https://s.example")
            .with(MailPlaceholder::Product, "<b>*Mug* & {shop-name}")
            .with(MailPlaceholder::ShopName, "Sky & Sons");
        (filled.text(), filled.html())
    }

    #[test]
    fn values_are_neither_markdown_nor_html() {
        let (text, html) = filled(MailSlot::Opening, "**{product}** of {shop-name}.\n\nBye.");
        assert_eq!(text.opening, "<b>*Mug* & {shop-name} of Sky & Sons.\n\nBye.");
        assert_eq!(
            html.opening,
            "<p style=\"margin:0 0 24px\"><strong>&lt;b&gt;*Mug* &amp; {shop-name}</strong> of \
             Sky &amp; Sons.</p>\n<p style=\"margin:0 0 24px\">Bye.</p>\n"
        );
    }

    #[test]
    fn links_lead_to_the_shop() {
        let (text, html) = filled(MailSlot::Note, "[Ask `{product}`](/pages/contact)");
        assert_eq!(text.note, "Ask <b>*Mug* & {shop-name} (https://s.example/pages/contact)");
        assert!(
            html.note.contains(
                "<a style=\"color:inherit\" href=\"https://s.example/pages/contact\">Ask <code>"
            ),
            "{}",
            html.note
        );
        let (_, html) = filled(MailSlot::Note, "[x](javascript:alert(1)) <script>");
        assert!(!html.note.contains("javascript") && !html.note.contains("<script"));
    }

    #[test]
    fn lines_are_filled_in_and_end_once() {
        let (text, html) = filled(MailSlot::Heading, "{shop-name} has it {again");
        assert_eq!(text.heading, "Sky & Sons has it {again");
        assert_eq!(html.heading, text.heading, "the template escapes it");
        assert_eq!(text.heading_ended(":"), "Sky & Sons has it {again:");
        let (text, _) = filled(MailSlot::Heading, "It is here!");
        assert_eq!(text.heading_ended(":"), "It is here!");
    }

    #[test]
    fn a_subject_has_one_line() {
        let texts = MailTexts::of_program(MailKind::BackInStock);
        let filled = Filled::new(&texts, "").with(MailPlaceholder::Product, "Mug\r\nBcc: x");
        assert_eq!(filled.subject(MailSlot::Subject), "Back in stock: Mug  Bcc: x");
    }
}
