//! The one normalisation of what people and programs send: what comes out of here is checked, kept
//! and compared.

use domain::text::{plain, tidy};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Whether a text is as [`clean`] leaves it, seen without looking anything up: nearly all are.
fn is_clean(text: &str) -> bool {
    text.is_ascii()
        && !text.bytes().any(|b| b.is_ascii_control())
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
}

/// A text in Unicode's normal form C, without invisible characters, with single blanks and nothing
/// around it; see [`tidy`].
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let tidied = tidy(text);
    Cow::Owned(if is_nfc(&tidied) { tidied } else { tidied.nfc().collect() })
}

/// The same for a number or a code, whose digits, letters and dashes may come from an input method;
/// see [`plain`].
#[must_use]
pub fn clean_code(text: &str) -> String {
    plain(&clean(text))
}
