//! Cart tokens, and the keys of changes.

use crate::InternalError;

/// Prefix of the cart tokens that API clients choose themselves.
const API: &str = "api:";

/// Whether a cart belongs to an Astronomy Shop API client.
pub(super) fn is_api(token: &str) -> bool {
    token.starts_with(API)
}

/// Whether the text has the form of a token issued by this shop.
pub(super) fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
        || text.strip_prefix(API).is_some_and(|id| !id.is_empty())
}

/// Maximum length of a change's idempotency key in bytes.
const LONGEST_KEY: usize = 64;

/// The idempotency key of a change; one that is too long to be stored counts as none.
pub(super) fn change_key(key: &str) -> &str {
    Some(key).filter(|key| key.len() <= LONGEST_KEY).unwrap_or_default()
}

/// Returns 128 random bits in hexadecimal.
pub(crate) fn random_token() -> Result<String, InternalError> {
    Ok(hex::encode(crate::sign::random::<16>()?))
}
