//! Normalised text.

use proptest::prelude::*;

/// Characters that compose once an invisible one between them, or a full-width form, is gone.
#[test]
fn characters_compose_once_nothing_is_between_them() {
    for (typed, code) in [
        ("\u{b4d}\u{200c}\u{a3c}", "\u{a3c}\u{b4d}"),
        ("\u{928}\u{200d}\u{93c}", "\u{929}"),
        ("\u{ff25}\u{301}1", "\u{c9}1"),
    ] {
        assert_eq!(shop::text::clean_code(typed), code, "{typed:?}");
    }
    assert_eq!(shop::text::clean("e\u{200b}\u{301}"), "\u{e9}");
    assert_eq!(
        shop::customers::email::key("jo\u{ff45}\u{301}@example.org"),
        "jo\u{e9}@example.org"
    );
}

proptest! {
    /// The normalisation is idempotent, leaves nothing invisible, and lengthens a text by a factor
    /// of three at most.
    #[test]
    fn cleaning_is_idempotent(
        text in prop_oneof![
            "\\PC{0,30}",
            "[\\p{M}\\p{Cf}\\p{L} ]{0,20}",
            "[ -~]{0,20}",
            "[\u{900}-\u{dff}\u{200b}-\u{200f}]{0,20}",
            "[\u{928}\u{930}\u{93c}\u{94d}\u{a3c}\u{b4d}\u{200c}\u{200d}@.]{0,8}",
            "[=<>a-z\u{ff01}-\u{ff5e}\u{300}-\u{345}\u{200b}@.]{0,12}",
        ],
    ) {
        let once = shop::text::clean(&text).into_owned();
        prop_assert_eq!(&*shop::text::clean(&once), &once);
        prop_assert_eq!(&domain::text::tidy(&once), &once);
        prop_assert!(once.chars().count() <= 3 * text.chars().count());
        let code = shop::text::clean_code(&text);
        prop_assert_eq!(&shop::text::clean_code(&code), &code);
        prop_assert_eq!(&domain::text::plain(&code), &code);
        let key = shop::customers::email::key(&text);
        prop_assert_eq!(&shop::customers::email::key(&key), &key);
    }
}
