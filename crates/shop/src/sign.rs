//! Signatures of links, which let their holder see an order.

use crate::InternalError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Length of a signature and of a digest in bytes.
const LENGTH: usize = 16;

/// The first [`LENGTH`] bytes of 32, in hexadecimal.
fn first_half(bytes: [u8; 2 * LENGTH]) -> String {
    let (first, _) = bytes.split_at(LENGTH);
    hex::encode(first)
}

/// 128 bits of HMAC-SHA-256 (RFC 2104) over `text`, in hexadecimal.
pub(crate) fn sign(secret: &[u8], text: &str) -> String {
    // HMAC takes keys of any length. An empty text would not be a valid signature.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(text.as_bytes());
    first_half(mac.finalize().into_bytes().into())
}

/// Whether a signature is valid; compares in constant time.
pub(crate) fn verify(secret: &[u8], text: &str, signature: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    mac.update(text.as_bytes());
    // Lower case only, so that a link has one spelling.
    let lower = !signature.bytes().any(|b| b.is_ascii_uppercase());
    let mut bytes = [0_u8; LENGTH];
    lower
        && hex::decode_to_slice(signature, &mut bytes).is_ok()
        && mac.verify_truncated_left(&bytes).is_ok()
}

/// The first 128 bits of SHA-256 in hexadecimal, to identify content.
pub(crate) fn digest(bytes: &[u8]) -> String {
    first_half(Sha256::digest(bytes).into())
}

/// Returns random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], InternalError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| InternalError::NoRandomNumbers)?;
    Ok(bytes)
}
