//! Cart tokens, and the keys of changes.

use crate::InternalError;

/// Prefix of the cart tokens that API clients choose themselves.
const API: &str = "api:";

/// Maximum length of an API client's id in bytes.
pub const MAX_CLIENT_ID: usize = 200;

/// The token of an Astronomy Shop API client's cart, by the session or user id that the client
/// chose; none if the id is missing or too long.
#[must_use]
pub fn client_token(id: &str) -> Option<String> {
    (1..=MAX_CLIENT_ID).contains(&id.len()).then(|| format!("{API}{id}"))
}

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

/// The idempotency key of a change; one that cannot be stored counts as none. A line stores several
/// keys, separated by spaces.
pub(super) fn change_key(key: &str) -> &str {
    Some(key).filter(|key| key.len() <= LONGEST_KEY && !key.contains(' ')).unwrap_or_default()
}

/// Returns 128 random bits in hexadecimal.
pub(crate) fn random_token() -> Result<String, InternalError> {
    Ok(hex::encode(crate::sign::random::<16>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_have_tokens_for_ids_that_can_be_stored() {
        for (id, token) in [
            (String::new(), None),
            ("ada".to_owned(), Some("api:ada".to_owned())),
            ("a".repeat(MAX_CLIENT_ID), Some(format!("api:{}", "a".repeat(MAX_CLIENT_ID)))),
            ("a".repeat(MAX_CLIENT_ID + 1), None),
        ] {
            assert_eq!(client_token(&id), token);
            assert!(token.is_none_or(|token| is_api(&token) && is_token(&token)));
        }
    }
}
