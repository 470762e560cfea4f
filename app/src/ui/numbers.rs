//! Numbers as text.

use domain::{optics::pairing::Photo, text::number};

/// "0.55° (33′)"
pub fn angle(degrees: f64) -> String {
    let arc = degrees * 60.0;
    match degrees {
        10.0.. => format!("{}°", number(degrees, 1)),
        2.0.. => format!("{}°", number(degrees, 2)),
        _ => format!("{}° ({}′)", number(degrees, 2), number(arc, if arc < 10.0 { 1 } else { 0 })),
    }
}

/// "2.8° × 1.87°", or in minutes of arc if small.
pub fn frame(photo: &Photo) -> String {
    if photo.width.max(photo.height) >= 1.0 {
        return format!("{}° × {}°", number(photo.width, 2), number(photo.height, 2));
    }
    let arc = |degrees: f64| number(degrees * 60.0, 1);
    format!("{}′ × {}′", arc(photo.width), arc(photo.height))
}

/// "12.5 mm"
pub fn millimetres(mm: f64, decimals: usize) -> String {
    format!("{}\u{a0}mm", number(mm, decimals))
}

/// "f/5.9"
pub fn ratio(ratio: f64) -> String {
    format!("f/{}", number(ratio, 1))
}

/// "12.7 mag"
pub fn magnitude(magnitude: f64) -> String {
    format!("{}\u{a0}mag", number(magnitude, 1))
}

/// "1.14″"
pub fn arcseconds(seconds: f64) -> String {
    format!("{}″", number(seconds, 2))
}

/// "6.3×", or "48×" from 10.
pub fn times(power: f64) -> String {
    format!("{}×", number(power, if power < 10.0 { 1 } else { 0 }))
}

#[cfg(test)]
mod tests {
    use super::{angle, arcseconds, magnitude, times};

    #[test]
    fn figures_have_their_units() {
        for (power, text) in [(5.0, "5×"), (6.34, "6.3×"), (10.0, "10×"), (123.4, "123×")] {
            assert_eq!(times(power), text);
        }
        assert_eq!(magnitude(12.74), "12.7\u{a0}mag");
        assert_eq!(arcseconds(1.137), "1.14″");
    }

    #[test]
    fn angles_are_in_degrees_and_small_ones_also_in_minutes() {
        for (degrees, text) in [
            (0.05, "0.05° (3′)"),
            (0.1234, "0.12° (7.4′)"),
            (0.55, "0.55° (33′)"),
            (2.24, "2.24°"),
            (12.34, "12.3°"),
        ] {
            assert_eq!(angle(degrees), text);
        }
    }
}
