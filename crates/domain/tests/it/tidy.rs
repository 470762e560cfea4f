//! Texts as people and their input methods type them.

use domain::{
    checkout::{FieldErrorKind, MAX_FIELD, check_field},
    text::{plain, tidy},
};
use proptest::prelude::*;

#[test]
fn text_is_tidied() {
    for (text, expected) in [
        ("", ""),
        ("  a  b ", "a b"),
        ("a\0b", "a b"),
        ("a\r\nb\u{85}c", "a b c"),
        ("\u{a0}ü\u{2003}", "ü"),
        ("🔭", "🔭"),
        ("\u{202e}Grebenhain\u{202c}", "Grebenhain"),
        ("محمد علي", "محمد علي"),
        ("\u{feff}Jo\u{200b} \u{200e}Roe\u{ad}", "Jo Roe"),
        ("Jo\u{200b}\u{a0}\u{2060} Roe", "Jo Roe"),
        ("\u{200b}\u{3164}\u{2800}", ""),
        ("Jo\u{200d}Roe\u{200c}", "JoRoe"),
        ("❤\u{fe0f}", "❤"),
        // Between these letters a joiner is part of the spelling.
        ("می\u{200c}خواهم\u{200c}", "می\u{200c}خواهم"),
        ("क्\u{200d}\u{200d}ष \u{200d}क", "क्\u{200d}ष क"),
        // A variant of an ideograph is part of a name.
        ("辻\u{e0100} a\u{e0100}", "辻\u{e0100} a"),
    ] {
        assert_eq!(tidy(text), expected, "{text:?}");
    }
}

#[test]
fn digits_of_input_methods_become_ascii() {
    for (text, expected) in [
        ("４２４２", "4242"),
        ("٤٢٤٢", "4242"),
        ("۴۲۴۲", "4242"),
        ("४२४२", "4242"),
        ("𝟜𝟚", "42"),
        ("１２／３０", "12/30"),
        ("ＰＧ－７Ｋ４", "PG-7K4"),
        ("1\u{2010}2\u{2013}3\u{2212}4\u{30fc}5", "1-2-3-4-5"),
        ("\u{200e}4242\u{202c} ", "4242"),
        ("४\u{200d}२", "42"),
        ("½ ² Ⅻ", "½ ² Ⅻ"),
    ] {
        assert_eq!(plain(text), expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn the_maximum_length_is_in_characters(
        name in prop::sample::select(vec!["name", "street", "extra", "city"]),
        value in "[a-zé中]{1,300}",
    ) {
        let too_long = value.chars().count() > MAX_FIELD;
        let expected = too_long.then_some(FieldErrorKind::TooLong);
        prop_assert_eq!(check_field(name, &value, "DE"), expected);
    }

    #[test]
    fn digits_and_signs_are_no_name(
        name in prop::sample::select(vec!["name", "city"]),
        value in "[0-9!-/:-@ 🔭…]{0,20}",
    ) {
        let blank = value.trim().is_empty();
        let expected = if blank { FieldErrorKind::Missing } else { FieldErrorKind::Invalid };
        prop_assert_eq!(check_field(name, &value, "DE"), Some(expected));
    }

    #[test]
    fn tidying_is_idempotent(value in "\\PC{0,40}|[ \t\0a]{0,9}") {
        prop_assert_eq!(tidy(&tidy(&value)), tidy(&value));
        prop_assert!(!tidy(&value).chars().any(char::is_control));
    }

    /// Invisible characters anywhere have no effect, and nothing becomes longer.
    #[test]
    fn invisible_characters_are_removed(
        parts in prop::collection::vec("[a-zé中م]{0,3}", 1..6),
        seam in prop::sample::select(vec![
            "\u{200b}",
            "\u{feff}",
            "\u{2060}",
            "\u{ad}",
            "\u{200e}",
            "\u{202e}",
            "\u{61c}",
            "\u{180e}",
            "\u{e0001}"
        ]),
    ) {
        prop_assert_eq!(tidy(&parts.join(seam)), parts.concat());
    }

    #[test]
    fn plain_is_idempotent(value in "\\PC{0,40}|[\\p{Nd}\\p{Pd}\\p{Cf} a]{0,12}") {
        let once = plain(&value);
        prop_assert_eq!(&plain(&once), &once);
        prop_assert!(once.chars().count() <= value.chars().count());
        prop_assert!(tidy(&value).len() <= value.len());
    }
}
