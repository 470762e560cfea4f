//! What a client accepts (RFC 9110, 12.5).

use axum::http::{HeaderMap, HeaderName};

/// Each entry of a header that lists what a client accepts, in lower case, with its weight (RFC
/// 9110, 12.4.2). An invalid weight counts as 1.
pub(crate) fn weighted(headers: &HeaderMap, name: HeaderName) -> Vec<(String, f32)> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let entry = |entry: &str| {
        let mut parts = entry.split(';').map(|part| part.trim().to_ascii_lowercase());
        let name = parts.next().unwrap_or_default();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()));
        (name, weight.unwrap_or(1.0).clamp(0.0, 1.0))
    };
    lines.flat_map(|line| line.split(',')).map(entry).filter(|(name, _)| !name.is_empty()).collect()
}
