//! Small helpers for text that people read or type.

/// A number with at most `decimals` digits after the point, without trailing zeros, a true minus, and thousands set apart from 10,000 on.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if whole.len() > 4 && i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Whether a sign turns the direction of what follows it, on a parcel's label too (Unicode Bidirectional Algorithm, explicit formatting).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// What a shopper typed, made fit to keep: control characters and signs that turn the direction out, runs of white space to one blank, ends trimmed.
#[must_use]
pub fn tidy(text: &str) -> String {
    let kept: String = text.chars().filter(|&c| !turns_direction(c)).collect();
    kept.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is wrong with a slug, the part of an address that names a product or a category: it is of lowercase letters, digits and single
/// dashes between them, so that an address is typed, read out and copied as it is.
#[must_use]
pub fn slug_fault(slug: &str) -> Option<String> {
    if slug.is_empty() {
        return Some("a slug is empty".to_owned());
    }
    let fault = if let Some(sign) = slug.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
        format!("has {sign:?} in it")
    } else if slug.starts_with('-') {
        "begins with a dash".to_owned()
    } else if slug.ends_with('-') {
        "ends with a dash".to_owned()
    } else if slug.contains("--") {
        "has two dashes in a row".to_owned()
    } else {
        return None;
    };
    Some(format!("the slug {slug:?} {fault}; it may have lowercase letters, digits and single dashes"))
}
