//! How columns are read as values of the shop. A value that cannot be read is an error that names
//! its row.

use time::{Date, format_description::well_known::Iso8601};

/// A calendar date: `2026-11-24`.
pub(crate) fn optional_date(text: Option<String>) -> Result<Option<Date>, String> {
    let read = |text: String| {
        Date::parse(&text, &Iso8601::DATE).map_err(|error| format!("{text:?} is no date: {error}"))
    };
    text.map(read).transpose()
}

/// A calendar date as it is stored.
pub(crate) fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}
