//! The secret by which a shopper's browser, or a program, names its cart.

use sha2::{Digest as _, Sha256};

/// What the tokens begin with that programs choose themselves.
const PROGRAM: &str = "api:";

/// The digest under which the database knows a token. A copy of the database opens no cart.
pub(crate) fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// `shopper` or `program`, whose carts are kept for different times.
pub(super) fn kind(token: &str) -> &'static str {
    if token.starts_with(PROGRAM) { "program" } else { "shopper" }
}
