//! Signatures of links, so that an order can be seen by whoever holds its link.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Hexadecimal digits of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// 128 bits of HMAC-SHA-256 (RFC 2104) over `text`, in hexadecimal.
pub(crate) fn sign(secret: &[u8], text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(text.as_bytes());
    hex(mac.finalize().into_bytes().get(..16).unwrap_or_default())
}

/// Whether a signature is right, compared in constant time.
pub(crate) fn verify(secret: &[u8], text: &str, signature: &str) -> bool {
    let expected = sign(secret, text);
    !expected.is_empty()
        && expected.len() == signature.len()
        && expected
            .bytes()
            .zip(signature.bytes())
            .fold(0_u8, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// The first 128 bits of SHA-256 in hexadecimal: names content.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).get(..16).unwrap_or_default())
}
