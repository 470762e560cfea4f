//! Checks for how long the public holidays are known.

use crate::{Context, measure};

/// How far in advance the public holidays of a year should be known.
const HOLIDAYS_AHEAD: time::Duration = time::Duration::days(45);

/// Countries whose public holidays are not known for the coming weeks, each with the last year that
/// is known.
#[must_use]
pub fn unknown_holidays(ctx: &Context) -> Vec<String> {
    let (today, _) = ctx.local();
    let year = today.saturating_add(HOLIDAYS_AHEAD).year();
    ctx.settings()
        .rules
        .holidays
        .unknown_in(year)
        .map(|(place, last)| format!("{place} ({last})"))
        .collect()
}

/// Measures for how many days ahead the public holidays of all countries are known; ten years if
/// all of them follow rules.
pub fn measure_holidays(ctx: &Context) {
    let left = ctx
        .settings()
        .rules
        .holidays
        .known_until()
        .map_or(3650, |last| (last - ctx.local().0).whole_days());
    measure::holidays(left);
}

/// Logs a warning early enough to update the table.
pub(super) fn warn_of_unknown_holidays(ctx: &Context) {
    let unknown = unknown_holidays(ctx);
    if !unknown.is_empty() {
        tracing::warn!(
            "public holidays are known to the end of a year only, and estimated delivery days \
             after it may be wrong: {}. Name a newer \
             table with PERIGEE_HOLIDAYS (--holidays)",
            unknown.join(", ")
        );
    }
}
