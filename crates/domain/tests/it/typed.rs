//! Parsing of numbers with units.

use domain::optics::quantity::{Unit, read};

#[track_caller]
fn check(unit: Unit, range: std::ops::RangeInclusive<f64>, cases: &[(&str, Option<f64>)]) {
    for (text, expected) in cases {
        let found = read(text, unit, &range);
        match (found, expected) {
            (Some(found), Some(expected)) => {
                assert!((found - expected).abs() < 1e-9, "{text:?}: {found} is not {expected}")
            }
            (found, expected) => assert_eq!(found, *expected, "{text:?}"),
        }
    }
}

#[test]
fn lengths_with_and_without_a_unit() {
    check(
        Unit::Millimetres,
        20.0..=2000.0,
        &[
            ("203", Some(203.0)),
            ("203 mm", Some(203.0)),
            ("203mm", Some(203.0)),
            ("203 MM", Some(203.0)),
            ("20.3 cm", Some(203.0)),
            ("20,3cm", Some(203.0)),
            ("0.203 m", Some(203.0)),
            ("8\"", Some(203.2)),
            ("8″", Some(203.2)),
            ("8”", Some(203.2)),
            ("8''", Some(203.2)),
            ("8 inch", Some(203.2)),
            ("8-inch", Some(203.2)),
            ("8 Inches", Some(203.2)),
            ("4.5in", Some(114.3)),
            ("76.2 millimetres", Some(76.2)),
            ("76.2 millimeters", Some(76.2)),
        ],
    );
}

#[test]
fn decimals_and_thousands() {
    check(
        Unit::Millimetres,
        50.0..=30_000.0,
        &[
            ("1200", Some(1200.0)),
            ("1,200", Some(1200.0)),
            ("1.200", Some(1200.0)),
            ("1 200", Some(1200.0)),
            ("1'200", Some(1200.0)),
            ("1’200 mm", Some(1200.0)),
            ("1,200.5", Some(1200.5)),
            ("1.200,5", Some(1200.5)),
            ("1 200,5", Some(1200.5)),
            ("714,5", Some(714.5)),
            ("714.500", Some(714.5)),
            ("750.", Some(750.0)),
            // Within the range either way: read as a decimal.
            ("100,500", Some(100.5)),
        ],
    );
    check(
        Unit::Micrometres,
        0.5..=50.0,
        &[
            ("3.76", Some(3.76)),
            ("3,76 µm", Some(3.76)),
            ("3.76 μm", Some(3.76)),
            ("3.76um", Some(3.76)),
            (".75 microns", Some(0.75)),
            ("3.752", Some(3.752)),
            ("3760 nm", Some(3.76)),
        ],
    );
    check(
        Unit::Times,
        0.25..=8.0,
        &[
            ("2", Some(2.0)),
            ("2x", Some(2.0)),
            ("2 ×", Some(2.0)),
            ("x2", Some(2.0)),
            ("× 2,5", Some(2.5)),
            ("0,63x", Some(0.63)),
        ],
    );
    check(
        Unit::Degrees,
        20.0..=130.0,
        &[
            ("52", Some(52.0)),
            ("52°", Some(52.0)),
            ("52 º", Some(52.0)),
            ("52 degrees", Some(52.0)),
            ("52,5 deg", Some(52.5)),
        ],
    );
}

#[test]
fn invalid_numbers_are_rejected() {
    let nothing: Vec<(&str, Option<f64>)> = [
        "",
        " ",
        "0",
        "0.0",
        "-5",
        "-203",
        "+203",
        "1e3",
        "1e9",
        "1E9 mm",
        "NaN",
        "nan",
        "inf",
        "infinity",
        "abc",
        "mm",
        "\"",
        ".",
        ",",
        "..",
        "1.2.3",
        "1,2,3",
        "12,34,567",
        "20 3",
        "2 03",
        "203mm mm",
        "203 kg",
        "203 µm",
        "0x20",
        "1000000000",
        "999999999999999999999999999999999999999",
        "9999999999999999999999999999999999999999999999999999999999",
        "203<script>",
        "½",
        "²03",
        "203\u{0}",
        "1 200 30",
        "0,200 mm",
    ]
    .map(|text| (text, None))
    .into();
    check(Unit::Millimetres, 20.0..=2000.0, &nothing);
}

#[test]
fn every_formatted_number_is_parsed() {
    for tenths in (200..20_000).step_by(37) {
        let value = f64::from(tenths) / 10.0;
        for text in
            [format!("{value}"), format!("{value:.1} mm"), format!("{value:.1}").replace('.', ",")]
        {
            check(Unit::Millimetres, 20.0..=2000.0, &[(&text, Some(value))]);
        }
    }
}
