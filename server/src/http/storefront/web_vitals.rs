//! Page measurements from browsers: `public/vitals.js` sends them once per page view. Labels are
//! few and fixed, and nothing identifies the visitor.

use crate::http::{HttpError, extract::Fields};
use axum::http::StatusCode;

/// Maximum body size in bytes; a normal one has about sixty.
pub(in crate::http) const BODY_LIMIT: usize = 1024;
/// Kinds of pages.
const PAGE_KINDS: [&str; 6] = ["home", "list", "product", "cart", "checkout", "other"];
/// Maximum plausible time, in milliseconds: ten minutes.
const MAX_TIME: f64 = 600_000.0;
/// Maximum plausible layout shift; a page that moves altogether scores about 1 each time.
const MAX_LAYOUT_SHIFT: f64 = 100.0;

fn refuse(because: &str) -> HttpError {
    HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(because)
}

/// Parses a field as a number from 0 to `max`; `None` if it was not sent.
fn number(fields: &Fields, name: &str, max: f64) -> Result<Option<f64>, HttpError> {
    if !fields.has(name) {
        return Ok(None);
    }
    let number = fields.get(name).parse::<f64>().ok().filter(|number| (0.0..=max).contains(number));
    number.map(Some).ok_or_else(|| refuse("A measurement is missing or out of range."))
}

/// Receives `page` (one of [`PAGE_KINDS`]) with `lcp` and `inp` in milliseconds and `cls`, at least
/// one of them.
pub(in crate::http) async fn take(fields: Fields) -> Result<StatusCode, HttpError> {
    let page = PAGE_KINDS
        .into_iter()
        .find(|page| *page == fields.get("page"))
        .ok_or_else(|| refuse("Unknown kind of page."))?;
    let (lcp, inp, cls) = (
        number(&fields, "lcp", MAX_TIME)?,
        number(&fields, "inp", MAX_TIME)?,
        number(&fields, "cls", MAX_LAYOUT_SHIFT)?,
    );
    if lcp.is_none() && inp.is_none() && cls.is_none() {
        return Err(refuse("No measurement was sent."));
    }
    for (name, milliseconds) in [("lcp", lcp), ("inp", inp)] {
        if let Some(milliseconds) = milliseconds {
            metrics::histogram!("perigee_web_vitals_seconds", "name" => name, "page" => page)
                .record(milliseconds / 1000.0);
        }
    }
    if let Some(shift) = cls {
        metrics::histogram!("perigee_web_vitals_layout_shift", "page" => page).record(shift);
    }
    Ok(StatusCode::NO_CONTENT)
}
