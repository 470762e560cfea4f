//! The one normalisation of submitted text, applied before anything is checked, stored or compared.

use domain::text::{plain, tidy};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Whether [`clean`] would return the text unchanged. A fast check without lookups that holds for
/// nearly all texts.
fn is_clean(text: &str) -> bool {
    text.is_ascii()
        && !text.bytes().any(|b| b.is_ascii_control())
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
}

/// Unicode normal form C. Removing or replacing a character can bring together two that compose, so
/// it comes last.
pub(crate) fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Returns the text in Unicode normal form C, without invisible characters, with single spaces and
/// trimmed; see [`tidy`].
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(composed(tidy(text)))
}

/// The same for a text of several lines, such as Markdown or a pasted table: line breaks, the
/// indentation of lines and the tabs between columns stay.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    if !text.contains('\n') {
        return clean(text).into_owned();
    }
    let line = |line: &str| {
        let rest = line.trim_start_matches(' ');
        let columns: Vec<_> = rest.split('\t').map(clean).collect();
        format!("{}{}", " ".repeat(line.len() - rest.len()), columns.join("\t"))
    };
    let text = text.replace("\r\n", "\n");
    let lines: Vec<_> = text.split('\n').map(line).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

/// The same for a number or a code, whose digits, letters and dashes may come from an input method;
/// see [`plain`].
#[must_use]
pub fn clean_code(text: &str) -> String {
    composed(plain(&clean(text)))
}

/// A slug for a name: its letters and digits without marks, in lower case, with dashes between
/// words; empty if it has none of the Latin alphabet.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.to_lowercase().nfkd() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'ø' => slug.push('o'),
            'ł' => slug.push('l'),
            // Marks that were taken off their letters, and apostrophes within words.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let short: String = slug.chars().take(100).collect();
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_of_names() {
        for (name, expected) in [
            ("Corvane EQ-5 mount", "corvane-eq-5-mount"),
            ("  Straße & Åland’s 1.25″ Plössl ", "strasse-alands-1-25-plossl"),
            ("Ⅷ", "viii"),
            ("望遠鏡", ""),
            ("--", ""),
        ] {
            assert_eq!(slug(name), expected, "{name}");
            assert!(expected.is_empty() || domain::text::slug_error(expected).is_none());
        }
        let long = slug(&"ab ".repeat(1_000));
        assert!(long.len() <= 100 && domain::text::slug_error(&long).is_none());
    }

    #[test]
    fn texts_of_several_lines_keep_their_lines() {
        for (text, expected) in [
            ("", ""),
            (" a  b ", "a b"),
            ("a\r\n\r\n  - b  c \n", "a\n\n  - b c"),
            ("\n\na\n", "a"),
            ("A 1\t 3 \n\t4", "A 1\t3\n\t4"),
            ("e\u{301}\nb\u{200b}", "\u{e9}\nb"),
        ] {
            assert_eq!(clean_lines(text), expected, "{text:?}");
        }
    }
}
