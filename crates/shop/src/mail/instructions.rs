//! The right of withdrawal in the confirmation of an order: the instructions and the model form, which the consumer has to get on a durable
//! medium (Directive 2011/83/EU, articles 6(1)(h) and 8(7)). The page of the shop is made from the same file.

use domain::order::Imprint;
use pulldown_cmark::{Parser, html};

/// The page on the right of withdrawal.
const PAGE: &str = include_str!("../../../../app/locales/en/pages/withdrawal.md");

/// Text as it stands in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The page as plain text and as HTML, with links that lead to `base_url`.
pub(super) fn right_of_withdrawal(seller: &Imprint, base_url: &str) -> (String, String) {
    let body = PAGE.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(PAGE, |(_, body)| body).trim();
    let body = body.replace("](/", &format!("]({base_url}/"));
    let postal: Vec<&str> = std::iter::once(&seller.name).chain(&seller.address).map(String::as_str).collect();
    let labelled = [("Phone", &seller.phone), ("E-mail", &seller.email)];
    let contact: Vec<String> =
        labelled.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| format!("{label} {value}")).collect();
    let fill = |text: &str, postal: &str, contact: &str| text.replace("{seller-lines}", postal).replace("{seller-contact}", contact);

    let mut page = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut page, Parser::new(&body));
    let page = fill(&page, &escaped(&postal.join("\n")).replace('\n', "<br>"), &escaped(&contact.join("\n")).replace('\n', "<br>"));

    // Plain text has no marks of Markdown: a heading is a line, and a link its text and address.
    let text = body.replace("## ", "").replace("**", "").replace("\\*", "*").replace("](", ": ").replace(['[', ')'], "");
    (fill(&text, &postal.join("\n"), &contact.join("\n")), page)
}
