//! Formats the number and expiry date of a card while they are typed.

use domain::{payments::card, text::plain};
use web_sys::HtmlInputElement;

/// Formats the text in a card field.
pub(super) fn space(input: &HtmlInputElement) {
    match &*input.name() {
        "card-number" => respace(input, grouped),
        "expiry" => expiry(input),
        _ => {}
    }
}

fn expiry(input: &HtmlInputElement) {
    let typed = input.value();
    let text = plain(&typed);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // "2030-12", as browsers and password managers fill it in.
    let year_first = card::parse_expiry(&text).filter(|_| digits == 6 && text.starts_with("20"));
    if let Some((month, year)) = year_first {
        input.set_value(&format!("{month:02}/{:02}", year % 100));
        return;
    }
    // "1/30" is January: without its zero, the year would be read as a month.
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.get(1..2) == Some("/") {
        input.set_value(&format!("0{text}"));
    }
    // A year typed first is not changed.
    if text.get(..2).and_then(|month| month.parse::<u8>().ok()).is_none_or(|month| month <= 12) {
        respace(input, month_and_year);
    } else if text != typed.trim_end() {
        input.set_value(&text);
    }
}

/// Groups of four digits; for American Express of four, six and five.
fn grouped(digits: &str) -> String {
    let breaks: &[usize] =
        if card::brand(digits) == "American Express" { &[4, 10] } else { &[4, 8, 12, 16] };
    let mut out = String::new();
    for (i, digit) in digits.chars().take(19).enumerate() {
        if breaks.contains(&i) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn month_and_year(digits: &str) -> String {
    match digits.split_at_checked(2) {
        Some((month, year)) if !year.is_empty() => {
            format!("{month}/{}", year.chars().take(4).collect::<String>())
        }
        _ => digits.to_owned(),
    }
}

/// Formats the digits, keeping the caret after the same digit.
fn respace(input: &HtmlInputElement, form: fn(&str) -> String) {
    let text = input.value();
    let caret = input.selection_start().ok().flatten().map_or(text.len(), |n| n as usize);
    let digits_of =
        |text: &str| -> String { plain(text).chars().filter(char::is_ascii_digit).collect() };
    let before = digits_of(&text.chars().take(caret).collect::<String>()).len();
    let digits = digits_of(&text);
    let formed = form(&digits);
    if formed == text {
        return;
    }
    input.set_value(&formed);
    let mut seen = 0;
    let place = formed.chars().position(|c| {
        seen += usize::from(c.is_ascii_digit());
        seen == before
    });
    let place = if before == 0 { 0 } else { place.map_or(formed.len(), |p| p + 1) };
    let place = u32::try_from(place).unwrap_or(0);
    let _ = input.set_selection_range(place, place);
}
