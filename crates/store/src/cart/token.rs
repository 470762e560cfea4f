//! The secret token with which a browser or an API client identifies its cart.

use sha2::{Digest as _, Sha256};

/// Prefix of tokens chosen by API clients.
const PROGRAM: &str = "api:";

/// The digest of a token, as stored. A copy of the database therefore gives no access to carts.
pub(crate) fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// `shopper` or `program`; their carts have different retention periods.
pub(super) fn kind(token: &str) -> &'static str {
    if token.starts_with(PROGRAM) { "program" } else { "shopper" }
}
