//! One-time codes of an authenticator (RFC 6238): six digits, a new one every 30 seconds.

use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret, as RFC 4226 recommends.
pub(super) const SECRET: usize = 20;

/// Codes of one step before and after count as well, for clocks that differ.
fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret).with_skew(1).build().ok()
}

/// The step that a code belongs to, at `now` in Unix milliseconds; none if it is wrong. Compares in
/// constant time. The caller takes each step once.
pub(super) fn step_of(secret: &[u8], code: &str, now: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(12).collect();
    let seconds = u64::try_from(now / 1000).ok()?;
    i64::try_from(totp(secret)?.check(&code, seconds)?).ok()
}

/// A secret as people type it into an authenticator.
pub(super) fn to_text(secret: &[u8]) -> String {
    Secret::from(secret).to_base32()
}

fn encoded(text: &str) -> String {
    // Authenticators show a plus as it is.
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The address that authenticators read from a picture.
pub(super) fn uri(secret: &[u8], shop: &str, account: &str) -> String {
    let (secret, shop, account) = (to_text(secret), encoded(shop), encoded(account));
    format!("otpauth://totp/{shop}:{account}?secret={secret}&issuer={shop}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's examples.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_of_the_standard_and_one_step_around_it() {
        for (at, expected) in [
            (59_000, Some(1)),
            (89_000, Some(1)),
            (29_000, Some(1)),
            (119_000, None),
            (90_000, None),
        ] {
            // The example for 59 seconds has eight digits: 94287082.
            assert_eq!(step_of(RFC, "287082", at), expected, "{at}");
        }
        assert_eq!(step_of(RFC, "287 082", 59_000), Some(1));
        for code in ["", "28708", "2870822", "+87082", "２８７０８２", "000000"] {
            assert_eq!(step_of(RFC, code, 59_000), None, "{code}");
        }
        assert_eq!(step_of(b"short", "287082", 59_000), None);
    }

    #[test]
    fn addresses_for_authenticators() {
        assert_eq!(
            uri(RFC, "Star & Sons", "mara@shop.example"),
            "otpauth://totp/Star%20%26%20Sons:mara%40shop.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Star%20%26%20Sons"
        );
    }
}
