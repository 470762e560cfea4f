//! Tokens of sessions, links and kept forms.

use crate::{InternalError, sign};

/// Random bytes of a token.
const BYTES: usize = 32;

/// A new token: 256 random bits in hexadecimal.
pub(super) fn random() -> Result<String, InternalError> {
    Ok(hex::encode(sign::random::<BYTES>()?))
}

/// Whether a text has the form of a token.
pub(super) fn is_token(text: &str) -> bool {
    text.len() == 2 * BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_their_form_and_differ() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert!(is_token(&one) && is_token(&other) && one != other);
        for text in ["", "0", &one.to_uppercase().replace(char::is_numeric, "A"), &one[1..]] {
            assert!(!is_token(text), "{text}");
        }
    }
}
