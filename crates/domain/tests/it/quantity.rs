//! Parsing of quantities.

use domain::cart::{
    MAX_QUANTITY,
    QuantityError::{NotWhole, TooLarge, TooSmall},
    Step::{By, To},
    after_step, parse_quantity, step_beside, stepped,
};
use proptest::prelude::*;

#[test]
fn quantities_are_parsed_as_people_type_them() {
    let cases = [
        ("1", Ok(1)),
        ("0", Err(TooSmall)),
        ("-0", Err(TooSmall)),
        ("-1", Err(TooSmall)),
        ("-2147483648", Err(TooSmall)),
        ("-99999999999999999999999", Err(TooSmall)),
        ("1.5", Err(NotWhole)),
        ("1,5", Err(NotWhole)),
        ("1.0", Err(NotWhole)),
        ("2147483647", Err(TooLarge)),
        ("2147483648", Err(TooLarge)),
        ("4294967296", Err(TooLarge)),
        ("4294967297", Err(TooLarge)),
        ("18446744073709551617", Err(TooLarge)),
        ("", Err(NotWhole)),
        (" ", Err(NotWhole)),
        ("+", Err(NotWhole)),
        ("-", Err(NotWhole)),
        (" 3 ", Ok(3)),
        ("\t3\n", Ok(3)),
        ("+3", Ok(3)),
        ("007", Ok(7)),
        ("999", Ok(999)),
        ("1000", Err(TooLarge)),
        ("1e3", Err(NotWhole)),
        ("0x10", Err(NotWhole)),
        ("1 000", Err(NotWhole)),
        ("one", Err(NotWhole)),
        ("NaN", Err(NotWhole)),
        ("∞", Err(NotWhole)),
        ("３", Ok(3)),
        ("٣", Ok(3)),
        ("\u{200e}3\u{200b}", Ok(3)),
        ("−1", Err(TooSmall)),
        ("Ⅲ", Err(NotWhole)),
        ("--1", Err(NotWhole)),
        ("1\0", Ok(1)),
        ("1;DROP TABLE carts", Err(NotWhole)),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_quantity(text, 1), expected, "{text:?}");
    }
}

#[test]
fn zero_removes_where_it_may() {
    assert_eq!(parse_quantity("0", 0), Ok(0));
    assert_eq!(parse_quantity("-0", 0), Ok(0));
    assert_eq!(parse_quantity("-1", 0), Err(TooSmall));
}

#[test]
fn a_step_stays_within_the_limits() {
    for (text, by, expected) in [
        ("1", 1, 2),
        ("1", -1, 1),
        ("3", -1, 2),
        (" 2 ", 1, 3),
        ("９", 1, 10),
        ("0", 1, 1),
        ("-7", 1, 1),
        ("-7", -1, 1),
        ("", 1, 2),
        ("two", -1, 1),
        ("2.5", 1, 2),
        ("998", 1, MAX_QUANTITY),
        ("999", 1, MAX_QUANTITY),
        ("99999999999999999999", -1, MAX_QUANTITY - 1),
        ("5", i32::MIN, 1),
        ("5", i32::MAX, MAX_QUANTITY),
    ] {
        assert_eq!(stepped(text, by), expected, "{text} {by}");
    }
}

#[test]
fn a_step_starts_from_a_typed_quantity_and_otherwise_from_the_current_one() {
    for (typed, was, by, expected) in [
        ("1", "1", 1, By(1)),
        ("1", "1", -1, By(-1)),
        (" 1 ", "1", 1, By(1)),
        ("１", "1", 1, By(1)),
        ("2", "1", 1, To(3)),
        ("２", "1", -1, To(1)),
        ("1", "", 1, To(2)),
        ("0", "1", -1, To(0)),
        ("-7", "1", 1, To(0)),
        ("2147483647", "1", 1, To(i32::MAX)),
        ("", "4", -1, By(-1)),
        ("two", "4", 1, By(1)),
        ("2.5", "4", 1, By(1)),
        ("99999999999999999999", "4", 1, To(i32::MAX)),
    ] {
        assert_eq!(step_beside(typed, was, by), expected, "{typed} {was} {by}");
    }
    for (quantity, by, expected) in
        [(1, 1, 2), (1, -1, 0), (0, -1, 0), (i32::MAX, 1, i32::MAX), (5, i32::MIN, 0)]
    {
        assert_eq!(after_step(quantity, by), expected, "{quantity} {by}");
    }
}

proptest! {
    #[test]
    fn numbers_are_accepted_by_size(n in any::<i64>()) {
        let expected = if n < 1 {
            Err(TooSmall)
        } else if n > i64::from(MAX_QUANTITY) {
            Err(TooLarge)
        } else {
            Ok(u32::try_from(n).unwrap())
        };
        prop_assert_eq!(parse_quantity(&n.to_string(), 1), expected);
    }

    #[test]
    fn blanks_signs_and_leading_zeros_have_no_effect(
        n in 0..=MAX_QUANTITY,
        before in prop::sample::select(vec!["", " ", "\t", "+", "00", "\u{200e}", " +0"]),
        after in prop::sample::select(vec!["", " ", "\n", "\u{200b}", "\u{202c}"]),
    ) {
        prop_assert_eq!(parse_quantity(&format!("{before}{n}{after}"), 0), Ok(n));
    }

    #[test]
    fn a_text_without_digits_is_no_quantity(text in "\\P{Nd}{0,40}", min in 0_u32..2) {
        prop_assert_eq!(parse_quantity(&text, min), Err(NotWhole));
    }
}
