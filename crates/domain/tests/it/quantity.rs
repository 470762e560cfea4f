//! Quantities as people and programs write them.

use domain::cart::{
    MAX_QUANTITY,
    QuantityError::{NotWhole, TooLarge, TooSmall},
    parse_quantity,
};
use proptest::prelude::*;

#[test]
fn table() {
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

proptest! {
    #[test]
    fn numbers_are_read_or_refused_by_size(n in any::<i64>()) {
        let expected = if n < 1 { Err(TooSmall) } else if n > i64::from(MAX_QUANTITY) { Err(TooLarge) } else { Ok(u32::try_from(n).unwrap()) };
        prop_assert_eq!(parse_quantity(&n.to_string(), 1), expected);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}", least in 0_u32..2) {
        if let Ok(n) = parse_quantity(&text, least) {
            prop_assert!((least..=MAX_QUANTITY).contains(&n));
        }
    }
}
