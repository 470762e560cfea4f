//! Numbers with units, as people type them: `1200mm`, `8"`, `0,63×`, `3.76 µm`, `1 200`.

use std::ops::RangeInclusive;

/// The unit of a number without one, and the units accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Millimetres; also metres, centimetres and inches.
    Millimetres,
    /// Micrometres.
    Micrometres,
    /// Degrees.
    Degrees,
    /// A factor: `2`, `2×`, `x2`.
    Times,
}

const INCH: f64 = 25.4;

/// Names of units in lower case with their size in the unit of the field. Longer names come before
/// those that they end with.
const LENGTHS: [(&str, f64); 26] = [
    ("millimetres", 1.0),
    ("millimeters", 1.0),
    ("millimetre", 1.0),
    ("millimeter", 1.0),
    ("centimetres", 10.0),
    ("centimeters", 10.0),
    ("centimetre", 10.0),
    ("centimeter", 10.0),
    ("metres", 1000.0),
    ("meters", 1000.0),
    ("metre", 1000.0),
    ("meter", 1000.0),
    ("㎜", 1.0),
    ("㎝", 10.0),
    ("mm", 1.0),
    ("cm", 10.0),
    ("m", 1000.0),
    ("inches", INCH),
    ("inch", INCH),
    ("in", INCH),
    ("''", INCH),
    ("′′", INCH),
    ("\"", INCH),
    ("″", INCH),
    ("”", INCH),
    ("“", INCH),
];
const MICROMETRES: [(&str, f64); 9] = [
    ("micrometres", 1.0),
    ("micrometers", 1.0),
    ("microns", 1.0),
    ("micron", 1.0),
    ("µm", 1.0),
    ("μm", 1.0),
    ("㎛", 1.0),
    ("um", 1.0),
    ("nm", 0.001),
];
const DEGREES: [(&str, f64); 5] =
    [("degrees", 1.0), ("degree", 1.0), ("deg", 1.0), ("°", 1.0), ("º", 1.0)];
const TIMES: [(&str, f64); 2] = [("×", 1.0), ("x", 1.0)];

/// The maximum length of the text.
const MAX_TEXT_LENGTH: usize = 40;

/// Parses a quantity into a unit; `None` outside `range`. Comma and point are both decimal; if a
/// text can also be read as thousands (`1,200`), the reading within the range counts. The text must
/// have been normalised by [`crate::text::plain`].
#[must_use]
pub fn read(text: &str, unit: Unit, range: &RangeInclusive<f64>) -> Option<f64> {
    let text = text.trim().to_lowercase();
    if text.len() > MAX_TEXT_LENGTH {
        return None;
    }
    let (digits, size) = number_and_unit(&text, unit);
    numbers(digits)
        .into_iter()
        .flatten()
        .map(|number| number * size)
        .find(|number| range.contains(number))
}

fn number_and_unit(text: &str, unit: Unit) -> (&str, f64) {
    let units: &[(&str, f64)] = match unit {
        Unit::Millimetres => &LENGTHS,
        Unit::Micrometres => &MICROMETRES,
        Unit::Degrees => &DEGREES,
        Unit::Times => &TIMES,
    };
    // A factor is also written before its number.
    let text =
        if unit == Unit::Times { text.trim_start_matches(['×', 'x']).trim_start() } else { text };
    let found =
        units.iter().find_map(|(name, size)| text.strip_suffix(name).map(|number| (number, *size)));
    let (number, size) = found.unwrap_or((text, 1.0));
    // `8-inch`
    let number = if found.is_some() { number.trim_end_matches('-') } else { number };
    (number.trim_end(), size)
}

/// The possible values of digits with points, commas and spaces: as a decimal number, and as one
/// with groups of three.
fn numbers(text: &str) -> [Option<f64>; 2] {
    let text: String = text
        .chars()
        .map(|c| match c {
            '٫' => '.',
            '٬' | '’' | '\'' | '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect();
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
        || !text.contains(|c: char| c.is_ascii_digit())
    {
        return [None; 2];
    }
    // The last point or comma may begin a fraction; the digits before it may have groups.
    let as_decimal = match text.rfind(['.', ',']) {
        Some(at) => {
            let (whole, fraction) =
                (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
            let mark = text.get(at..=at).unwrap_or("");
            let plain = fraction.bytes().all(|b| b.is_ascii_digit()) && !whole.contains(mark);
            plain
                .then(|| ungrouped(whole))
                .flatten()
                .and_then(|whole| format!("{whole}.{fraction}0").parse().ok())
        }
        None => None,
    };
    let as_whole =
        ungrouped(&text).filter(|whole| !whole.is_empty()).and_then(|whole| whole.parse().ok());
    [as_decimal, as_whole]
}

/// Removes the separators between groups of three digits, if there is one kind of separator and all
/// groups are complete. Empty for an empty text.
fn ungrouped(text: &str) -> Option<String> {
    let Some(mark) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(text.to_owned());
    };
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let whole = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let grouped = whole && groups.all(|group| group.len() == 3 && digits(group));
    grouped.then(|| text.replace(mark, ""))
}
