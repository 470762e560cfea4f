//! A second factor as people see it: a picture to scan, and its key in groups.

use qrcode::{Color, EcLevel, QrCode};
use shop::staff::Enrolment;
use std::fmt::Write as _;

/// Light modules around a code, as readers need them.
const QUIET: usize = 4;
/// Characters of a group of the key.
const GROUP: usize = 4;

/// The picture as inline SVG. Empty if the text is too long for a code, which no address of a
/// second factor is: then the key remains.
pub(super) fn picture(enrolment: &Enrolment) -> String {
    let Ok(code) = QrCode::with_error_correction_level(&enrolment.uri, EcLevel::M) else {
        return String::new();
    };
    let width = code.width();
    let mut path = String::with_capacity(8 * 1024);
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (QUIET + at % width.max(1), QUIET + at / width.max(1));
            // Writing to a text cannot fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let size = width + 2 * QUIET;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

/// The key in groups, which authenticators accept with their spaces.
pub(super) fn key(enrolment: &Enrolment) -> String {
    let mut key = String::with_capacity(enrolment.secret.len() * 5 / 4);
    for (at, c) in enrolment.secret.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            key.push(' ');
        }
        key.push(c);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_factor_is_a_picture_and_a_key() {
        let enrolment = Enrolment {
            secret: "JBSWY3DPEHPK3PXPAB".to_owned(),
            uri: "otpauth://totp/Shop:a%22%3E@b.example?secret=JBSWY3DPEHPK3PXPAB".to_owned(),
        };
        assert_eq!(key(&enrolment), "JBSW Y3DP EHPK 3PXP AB");
        let svg = picture(&enrolment);
        // The finder pattern in the corner begins after the quiet zone.
        assert!(svg.contains("d=\"M4 4h1v1h-1zM5 4h1v1h-1z"), "{svg}");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
        let long = Enrolment { uri: "a".repeat(5_000), ..enrolment };
        assert_eq!(picture(&long), "");
    }
}
