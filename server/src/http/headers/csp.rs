//! What a document may load and run (`Content-Security-Policy`).

use axum::http::HeaderValue;

/// A response that is not a page loads nothing.
pub const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// A drawing opened directly runs no scripts and loads no files.
pub const DRAWING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);

/// A page: its own files, and the one inline script with the nonce. `None` for a nonce that is not
/// valid in a header; the page then gets [`NOTHING`].
#[must_use]
pub fn page(nonce: &str) -> Option<HeaderValue> {
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::page;

    #[test]
    fn only_the_script_with_the_nonce_runs() {
        let policy = page("abc").unwrap();
        let policy = policy.to_str().unwrap();
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("  ") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(page("a\nb").is_none());
    }
}
