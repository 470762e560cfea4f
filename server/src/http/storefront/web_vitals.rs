//! What browsers measure of the pages: `public/vitals.js` sends it once a page view. Few, fixed
//! labels and nothing about the visitor.

use crate::http::{Failure, extract::Fields};
use axum::http::StatusCode;

/// Largest body in bytes; what is sent has some sixty.
pub(in crate::http) const BODY_LIMIT: usize = 1024;
/// The kinds of pages.
const PAGES: [&str; 6] = ["home", "list", "product", "cart", "checkout", "other"];
/// Longest time that is believed, in milliseconds: ten minutes.
const LONGEST: f64 = 600_000.0;
/// Largest shift of the layout that is believed; a page that moves altogether scores about 1 each
/// time.
const WORST_SHIFT: f64 = 100.0;

fn refuse(because: &str) -> Failure {
    Failure::of(StatusCode::UNPROCESSABLE_ENTITY).because(because)
}

/// The number of a field from 0 to `most`; none when it was not sent.
fn number(fields: &Fields, name: &str, most: f64) -> Result<Option<f64>, Failure> {
    if !fields.has(name) {
        return Ok(None);
    }
    let number =
        fields.get(name).parse::<f64>().ok().filter(|number| (0.0..=most).contains(number));
    number.map(Some).ok_or_else(|| refuse("A measure is no number of its range."))
}

/// Takes `page` (one of [`PAGES`]) with `lcp` and `inp` in milliseconds and `cls`, each of which
/// may be missing, but not all.
pub(in crate::http) async fn take(fields: Fields) -> Result<StatusCode, Failure> {
    let page = PAGES
        .into_iter()
        .find(|page| *page == fields.get("page"))
        .ok_or_else(|| refuse("Unknown kind of page."))?;
    let (lcp, inp, cls) = (
        number(&fields, "lcp", LONGEST)?,
        number(&fields, "inp", LONGEST)?,
        number(&fields, "cls", WORST_SHIFT)?,
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
