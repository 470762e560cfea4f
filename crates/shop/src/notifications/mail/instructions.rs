//! The right of withdrawal in order confirmations: the instructions and the model form, which the
//! consumer must receive on a durable medium (Directive 2011/83/EU, articles 6(1)(h) and 8(7)): the
//! text of the merchant's page.

use super::templates::{SellerEmail, SellerPhone, SellerVatNumber};
use crate::content::{Below, events, html_of, plain};
use askama::Template;
use domain::seller::Seller;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// The address of a link to the seller.
const EMAIL_LINK: &str = "mailto:{seller-email}";
/// The placeholder of the email address.
const EMAIL: &str = "{seller-email}";

/// The placeholders that such a page can have, with the lines of their values.
struct Details {
    /// The seller in one line.
    postal: String,
    email: String,
    values: [(&'static str, Vec<String>); 4],
}

impl Details {
    fn of(seller: &Seller) -> Result<Self, askama::Error> {
        let mut lines: Vec<String> =
            std::iter::once(&seller.name).chain(&seller.address).cloned().collect();
        let postal = lines.join(", ");
        if !seller.vat_number.is_empty() {
            lines.push(SellerVatNumber { seller }.render()?);
        }
        let mut contact = Vec::new();
        if !seller.phone.is_empty() {
            contact.push(SellerPhone { seller }.render()?);
        }
        let mut email = Vec::new();
        if !seller.email.is_empty() {
            contact.push(SellerEmail { seller }.render()?);
            email.push(seller.email.clone());
        }
        let values = [
            ("{seller-lines}", lines),
            ("{seller-contact}", contact),
            (EMAIL, email),
            ("{seller}", vec![postal.clone()]),
        ];
        Ok(Self { postal, email: seller.email.clone(), values })
    }

    /// Whether a text is only a placeholder without a value.
    fn is_missing(&self, text: &str) -> bool {
        self.values.iter().any(|(name, lines)| *name == text && lines.is_empty())
    }

    /// Fills in the placeholders of a text.
    fn fill(&self, text: &str, filled: &mut Vec<Event<'_>>) {
        let mut rest = text;
        loop {
            let first = self
                .values
                .iter()
                .filter_map(|value| Some((rest.split_once(value.0)?, &value.1)))
                .min_by_key(|((before, _), _)| before.len());
            let Some(((before, after), lines)) = first else { break };
            push_text(before, filled);
            for (i, line) in lines.iter().enumerate() {
                if i > 0 {
                    filled.push(Event::HardBreak);
                }
                push_text(line, filled);
            }
            rest = after;
        }
        push_text(rest, filled);
    }

    /// Fills in the placeholders of a page. A paragraph that has only a missing detail is left out,
    /// and so is a link to a missing email address: the postal address takes its place.
    fn filled<'a>(&self, events: &[Event<'a>]) -> Vec<Event<'a>> {
        let mut filled = Vec::new();
        let mut rest = events;
        // Whether a link to the missing email address is open, and whether it has shown the postal
        // address.
        let mut replaced: Option<bool> = None;
        while let [event, after @ ..] = rest {
            rest = after;
            match (event, after) {
                (
                    Event::Start(Tag::Paragraph),
                    [Event::Text(text), Event::End(TagEnd::Paragraph), after @ ..],
                ) if self.is_missing(text) => rest = after,
                (Event::Start(Tag::Link { dest_url, .. }), _)
                    if **dest_url == *EMAIL_LINK && self.email.is_empty() =>
                {
                    replaced = Some(false);
                }
                (Event::Start(Tag::Link { link_type, dest_url, title, id }), _)
                    if **dest_url == *EMAIL_LINK =>
                {
                    filled.push(Event::Start(Tag::Link {
                        link_type: *link_type,
                        dest_url: CowStr::from(format!("mailto:{}", self.email)),
                        title: title.clone(),
                        id: id.clone(),
                    }));
                }
                (Event::Text(text), _) if replaced.is_some() && text.contains(EMAIL) => {
                    self.fill(&text.replace(EMAIL, &self.postal), &mut filled);
                    replaced = Some(true);
                }
                (Event::End(TagEnd::Link), _) if replaced.is_some() => {
                    if replaced == Some(false) {
                        push_text(&format!(" ({})", self.postal), &mut filled);
                    }
                    replaced = None;
                }
                (Event::Text(text), _) => self.fill(text, &mut filled),
                (other, _) => filled.push(other.clone()),
            }
        }
        filled
    }
}

fn push_text(text: &str, events: &mut Vec<Event<'_>>) {
    if !text.is_empty() {
        events.push(Event::Text(CowStr::from(text.to_owned())));
    }
}

/// The page (Markdown) as plain text and as HTML, with links to `base_url`.
///
/// # Errors
/// If a template cannot be rendered.
pub(super) fn right_of_withdrawal(
    page: &str,
    seller: &Seller,
    base_url: &str,
) -> Result<(String, String), askama::Error> {
    let events: Vec<Event<'_>> = events(page, base_url, Below::Title).collect();
    let events = Details::of(seller)?.filled(&events);
    Ok((plain(events.iter().cloned()), html_of(events.into_iter())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A page with everything that such a page may have.
    const PAGE: &str = "\
Withdraw within 14 days by a clear statement:

{seller-lines}

{seller-contact}

You can also [withdraw here](/withdraw), or write to [{seller-email}](mailto:{seller-email}).

## The form

I/We (\\*) withdraw:

Name of consumer:

(\\*) Delete as appropriate. <script>alert(1)</script>
";

    #[test]
    fn instructions_and_form_are_whole_in_both_forms() {
        let seller = Seller {
            name: "Sky & Co".to_owned(),
            address: vec!["Hill 1".to_owned(), "1010 Wien".to_owned()],
            email: "a@b.example".to_owned(),
            phone: "+43 1 234".to_owned(),
            vat_number: "ATU1".to_owned(),
            ..Seller::default()
        };
        let (text, html) = right_of_withdrawal(PAGE, &seller, "https://shop.example").unwrap();
        for part in [
            "withdraw here (https://shop.example/withdraw),",
            "statement:\n\nSky & Co\nHill 1\n1010 Wien\nVAT number ATU1\n\n\
             Phone +43 1 234\nE-mail a@b.example\n",
            "write to a@b.example (mailto:a@b.example).",
            "I/We (*) withdraw:",
            "Name of consumer:",
            "\nThe form\n",
            "(*) Delete as appropriate.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        for part in [
            "<a href=\"https://shop.example/withdraw\">",
            "<a href=\"mailto:a@b.example\">a@b.example</a>",
            "Sky &amp; Co<br />\nHill 1<br />\n1010 Wien<br />\nVAT number ATU1",
            "<h2>The form</h2>",
            "&lt;script&gt;",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        for rest in ["{", "}", "](", "##", "\\"] {
            assert!(!text.contains(rest) && !html.contains(rest), "{rest}");
        }
    }

    #[test]
    fn without_an_email_address_the_postal_one_takes_its_place() {
        let seller = Seller {
            name: "Sky & Co".to_owned(),
            address: vec!["Hill 1".to_owned()],
            ..Seller::default()
        };
        for (page, text, html) in [
            (
                "Write to [{seller-email}](mailto:{seller-email}).",
                "Write to Sky & Co, Hill 1.",
                "<p>Write to Sky &amp; Co, Hill 1.</p>\n",
            ),
            (
                "[**Write**][a] to us.\n\n[a]: mailto:{seller-email}",
                "Write (Sky & Co, Hill 1) to us.",
                "<p><strong>Write</strong> (Sky &amp; Co, Hill 1) to us.</p>\n",
            ),
            ("{seller-contact}\n\nEnd.", "End.", "<p>End.</p>\n"),
            ("{seller-lines}", "Sky & Co\nHill 1", "<p>Sky &amp; Co<br />\nHill 1</p>\n"),
            ("We are {seller}, {sellr}.", "We are Sky & Co, Hill 1, {sellr}.", ""),
            // An attribute is no text.
            ("[a](/b \"{seller}\")", "a (https://s.example/b)", ""),
        ] {
            let (own_text, own_html) =
                right_of_withdrawal(page, &seller, "https://s.example").unwrap();
            assert_eq!(own_text, text, "{page}");
            assert!(html.is_empty() || own_html == html, "{page}: {own_html}");
            assert!(!own_html.contains("mailto:"), "{page}: {own_html}");
        }
    }
}
