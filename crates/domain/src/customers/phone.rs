//! Phone numbers.

use crate::text::plain;

/// Tidies a phone number as typed. Digits, plus signs and dashes of input methods and other scripts
/// become ASCII, and a pasted link (`tel:+49…`) becomes its number.
#[must_use]
pub fn tidy_phone(text: &str) -> String {
    let text = plain(text);
    let number = text
        .split_at_checked("tel:".len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("tel:"));
    number.map_or(text.as_ref(), |(_, number)| number.trim()).to_owned()
}

/// Whether it can be dialled: six to fifteen digits (ITU-T E.164), with the usual punctuation and
/// words between them.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let text = tidy_phone(text);
    let (number, extension) = ["ext.", "ext", "x", "#"]
        .iter()
        .find_map(|sign| {
            text.to_ascii_lowercase()
                .find(sign)
                .and_then(|at| Some((text.get(..at)?, text.get(at + sign.len()..)?)))
        })
        .unwrap_or((&text, ""));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && number.chars().all(|c| c.is_ascii_digit() || " ()-./+".contains(c))
        // One plus sign, before the digits: "(+49)" or "+49".
        && number.rfind('+').is_none_or(|at| {
            let before = number.get(..at).unwrap_or_default();
            !before.contains(|c: char| c.is_ascii_digit() || c == '+')
        })
        && extension.trim().len() <= 6
        && extension.trim().bytes().all(|b| b.is_ascii_digit())
}

/// Countries and territories with numbers of ten digits, three of them the area code (North
/// American Numbering Plan).
const TEN_DIGITS: [&str; 24] = [
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP",
    "MS", "PR", "TC", "TT", "US", "VC", "VG", "VI",
];

/// Whether it can be dialled in a country. If all its numbers have one length, a number without a
/// country code must have that length.
#[must_use]
pub fn is_phone_in(text: &str, country_code: &str) -> bool {
    let number = tidy_phone(text);
    let number = number
        .split(['x', 'X', '#'])
        .next()
        .unwrap_or_default()
        .split("ext")
        .next()
        .unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let foreign = number.contains('+') && !digits.starts_with('1');
    let whole = digits.len() == 10 || digits.len() == 11 && digits.starts_with('1');
    is_phone(text) && (foreign || whole || !TEN_DIGITS.contains(&country_code))
}
