//! The right of withdrawal in order confirmations: the instructions and the model form, which the
//! consumer must receive on a durable medium (Directive 2011/83/EU, articles 6(1)(h) and 8(7)). The
//! shop's page comes from the same file.

use domain::seller::Seller;
use pulldown_cmark::{Parser, html};

/// The page on the right of withdrawal.
const PAGE: &str = include_str!("../../../../../catalog/pages/withdrawal.md");

/// The texts with the labels of phone and email.
const TEXTS: &str = include_str!("../../../../../app/locales/en/common.ftl");

/// Looks up a text by its name.
fn text_of(name: &str) -> &'static str {
    let text = |line: &'static str| line.strip_prefix(name)?.strip_prefix(" = ");
    TEXTS.lines().find_map(text).unwrap_or_default()
}

/// Escapes text for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Markdown with each link replaced by its text and, in brackets, its URL.
fn without_links(markdown: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(markdown.len()), markdown);
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match after
            .split_once("](")
            .and_then(|(label, after)| Some((label, after.split_once(')')?)))
        {
            Some((label, (address, after))) => {
                text.push_str(&format!("{label} ({address})"));
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The page as plain text and as HTML, with links to `base_url`.
pub(super) fn right_of_withdrawal(seller: &Seller, base_url: &str) -> (String, String) {
    let body = PAGE
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(PAGE, |(_, body)| body)
        .trim();
    let body = body.replace("](/", &format!("]({base_url}/"));
    let postal: Vec<&str> =
        std::iter::once(&seller.name).chain(&seller.address).map(String::as_str).collect();
    let mut contact = Vec::new();
    if !seller.phone.is_empty() {
        contact.push(text_of("seller-phone").replace("{ $number }", &seller.phone));
    }
    if !seller.email.is_empty() {
        contact.push(format!("{} {}", text_of("seller-email"), seller.email));
    }
    let fill = |text: &str, postal: &str, contact: &str| {
        text.replace("{seller-lines}", postal).replace("{seller-contact}", contact)
    };

    let mut page = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut page, Parser::new(&body));
    let page = fill(
        &page,
        &escaped(&postal.join("\n")).replace('\n', "<br>"),
        &escaped(&contact.join("\n")).replace('\n', "<br>"),
    );

    let text = without_links(&body.replace("## ", "").replace("\\*", "*"));
    (fill(&text, &postal.join("\n"), &contact.join("\n")), page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_and_form_are_whole_in_both_forms() {
        let seller = Seller {
            name: "Sky & Co".to_owned(),
            address: vec!["Hill 1".to_owned(), "1010 Wien".to_owned()],
            email: "a@b.example".to_owned(),
            phone: "+43 1 234".to_owned(),
            ..Seller::default()
        };
        let (text, html) = right_of_withdrawal(&seller, "https://shop.example");
        for part in [
            "withdraw from contract here (https://shop.example/withdraw).",
            "To:\n\nSky & Co\nHill 1\n1010 Wien\n\nPhone +43 1 234\nE-mail a@b.example\n",
            "I/We (*) hereby give notice",
            "Name of consumer(s):",
            "\nModel withdrawal form\n",
            "(*) Delete as appropriate.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        for part in [
            "<a href=\"https://shop.example/withdraw\">",
            "Sky &amp; Co<br>Hill 1<br>1010 Wien",
            "<h2>Model withdrawal form</h2>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        for rest in ["{", "}", "](", "title:", "##", "\\"] {
            assert!(!text.contains(rest) && (rest == "}" || !html.contains(rest)), "{rest}");
        }
    }
}
