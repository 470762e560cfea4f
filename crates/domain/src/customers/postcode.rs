//! Postcode patterns of a country: `#` is a digit, `@` a letter, `*` either, and anything else
//! matches itself. The server reads them from `data/address-forms.csv`; the browser receives them
//! with the page.

use crate::text::plain;

/// The letters and digits of a postcode in capitals; `None` if it contains anything but the usual
/// separators.
fn bare(text: &str) -> Option<String> {
    let text = plain(text);
    let signs = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{3012}' | '\u{3020}' | '\u{3036}'));
    let mut out = String::new();
    for c in signs {
        if !c.is_ascii_alphanumeric() {
            return None;
        }
        out.push(c.to_ascii_uppercase());
    }
    (!out.is_empty()).then_some(out)
}

/// Formats a bare postcode by a pattern; `None` if it does not match.
fn fill(bare: &str, form: &str) -> Option<String> {
    let mut rest = bare.chars();
    let mut out = String::with_capacity(form.len());
    for sign in form.chars() {
        let fits: fn(char) -> bool = match sign {
            '#' => |c| c.is_ascii_digit(),
            '@' => |c| c.is_ascii_uppercase(),
            '*' => |c| c.is_ascii_alphanumeric(),
            sign if sign.is_ascii_alphanumeric() => {
                out.push(rest.next().filter(|&c| c == sign)?);
                continue;
            }
            between => {
                out.push(between);
                continue;
            }
        };
        out.push(rest.next().filter(|&c| fits(c))?);
    }
    rest.next().is_none().then_some(out)
}

/// Formats a postcode for a country from what a person typed in any case, spacing and script, with
/// or without the country's letters before it ("D-80331", "CH-8001"). `None` if it matches no
/// pattern. `forms` are separated by `
/// `; without any, the postcode is returned as typed. `prefixes` are separated by spaces.
#[must_use]
pub fn normal(text: &str, forms: &str, prefixes: &str) -> Option<String> {
    let code = bare(text)?;
    if forms.is_empty() {
        return Some(plain(text).to_uppercase());
    }
    let fitting = |code: &str| forms.split('|').find_map(|form| fill(code, form));
    // People omit letters that are part of the code ("LV-1010").
    let with_letters = |code: &str| {
        let letters: String = forms.chars().take_while(char::is_ascii_uppercase).collect();
        if letters.is_empty() { None } else { fitting(&format!("{letters}{code}")) }
    };
    let either = |code: &str| fitting(code).or_else(|| with_letters(code));
    either(&code).or_else(|| {
        prefixes
            .split(' ')
            .filter(|prefix| !prefix.is_empty())
            .find_map(|prefix| either(code.strip_prefix(prefix)?))
    })
}

/// Keeps capital letters and digits, whatever input method produced them.
pub(crate) fn significant(postcode: &str) -> String {
    plain(postcode)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a postcode in a country, given by its significant characters, begins with a prefix of
/// capital letters and digits.
pub(crate) fn begins_with(significant: &str, country: &str, prefix: &str) -> bool {
    // People write the country code before a postcode: "F-97400", "GB JE2 3AB".
    let code = if prefix.starts_with(|c: char| c.is_ascii_digit()) {
        significant.trim_start_matches(|c: char| c.is_ascii_alphabetic())
    } else {
        significant.strip_prefix(country).unwrap_or(significant)
    };
    code.starts_with(prefix)
}
