//! The right of withdrawal in order confirmations: the instructions and the model form, which the
//! consumer must receive on a durable medium (Directive 2011/83/EU, articles 6(1)(h) and 8(7)): the
//! text of the merchant's page.

use crate::content::{Tables, html};
use domain::seller::Seller;

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

/// The page (Markdown) as plain text and as HTML, with links to `base_url`.
pub(super) fn right_of_withdrawal(page: &str, seller: &Seller, base_url: &str) -> (String, String) {
    let body = page.trim().replace("](/", &format!("]({base_url}/"));
    let postal: Vec<&str> =
        std::iter::once(&seller.name).chain(&seller.address).map(String::as_str).collect();
    let mut contact = Vec::new();
    if !seller.phone.is_empty() {
        contact.push(text_of("seller-phone").replace("{ $number }", &seller.phone));
    }
    if !seller.email.is_empty() {
        contact.push(format!("{} {}", text_of("seller-email"), seller.email));
    }
    // In the URL of a link, the renderer escapes the braces.
    let fill = |text: &str, break_: &str, escaped: fn(&str) -> String| {
        let lines = |lines: &[&str], between: &str| {
            lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join(between)
        };
        let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
        text.replace("{seller-lines}", &lines(&postal, break_))
            .replace("{seller-contact}", &lines(&contact, break_))
            .replace("{seller}", &lines(&postal, ", "))
            .replace("%7Bseller-email%7D", &escaped(&seller.email))
            .replace("{seller-email}", &escaped(&seller.email))
    };
    let text = without_links(&body.replace("## ", "").replace("\\*", "*"));
    (fill(&text, "\n", str::to_owned), fill(&html(&body, Tables::Plain), "<br>", escaped))
}

#[cfg(test)]
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
            ..Seller::default()
        };
        let (text, html) = right_of_withdrawal(PAGE, &seller, "https://shop.example");
        for part in [
            "withdraw here (https://shop.example/withdraw),",
            "statement:\n\nSky & Co\nHill 1\n1010 Wien\n\nPhone +43 1 234\nE-mail a@b.example\n",
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
            "Sky &amp; Co<br>Hill 1<br>1010 Wien",
            "<h2>The form</h2>",
            "&lt;script&gt;",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        for rest in ["{", "}", "](", "##", "\\"] {
            assert!(!text.contains(rest) && !html.contains(rest), "{rest}");
        }
    }
}
