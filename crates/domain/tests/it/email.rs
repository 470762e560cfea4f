//! Email addresses.

use domain::{
    checkout::{FieldErrorKind, check_field},
    customers::email::{MAX_EMAIL, is_email, tidy_email},
};

#[test]
fn email_addresses() {
    for good in [
        "a@b.de",
        "ada.byron+shop@example.co.uk",
        "o'neil@example.ie",
        "ü@bücher.example",
        "1@2.museum",
        "a_b-c@x-y.org",
        "x@1.2.example",
        // With combining marks, which Unicode classifies as neither letters nor digits.
        "संपर्क@डाटामेल.भारत",
        "ผู้ใช้@ตัวอย่าง.ไทย",
        "e\u{301}ve@example.org",
        "info@mu\u{308}ller.de",
        "квіточка@пошта.укр",
        "用户@例子.广告",
    ] {
        assert!(is_email(good), "{good}");
    }
    for bad in [
        "",
        "a",
        "@",
        "a@",
        "@b.de",
        "a@b",
        "a b@c.de",
        "a@b c.de",
        "a@.de",
        "a@b.",
        "a@b..de",
        "a@-b.de",
        "a@b-.de",
        ".a@b.de",
        "a.@b.de",
        "a..b@c.de",
        "a@b.d",
        "a@1.2.3.4",
        "a@[1.2.3.4]",
        "a,b@c.de",
        "a<b@c.de",
        "a@b.de, c@d.de",
        "a@b@c.de",
        "a@b.de\r\nBcc: x@y.de",
        "a\0@b.de",
        "\"a\"@b.de",
        "a@b.de>",
        "“a@b.de”",
        "a@b。de",
        "«a»@b.de",
        "🔭@b.de",
        "a@\u{fffd}.de",
        "a\u{2003}b@c.de",
    ] {
        assert!(!is_email(bad), "{bad:?}");
    }
    assert!(is_email(&format!("{}@b.de", "a".repeat(64))));
    assert!(!is_email(&format!("{}@b.de", "a".repeat(65))));
    // 254 octets in all; non-ASCII letters take several.
    let of = |length: usize| {
        format!(
            "a@{}",
            "b.".repeat((length - 4) / 2) + if length.is_multiple_of(2) { "de" } else { "com" }
        )
    };
    assert_eq!((of(MAX_EMAIL).len(), of(MAX_EMAIL + 1).len()), (254, 255));
    assert_eq!(check_field("email", &of(MAX_EMAIL), ""), None);
    assert_eq!(check_field("email", &of(MAX_EMAIL + 1), ""), Some(FieldErrorKind::TooLong));
    let octets = format!("a@{}de", "ü.".repeat(84));
    assert_eq!((octets.chars().count(), octets.len()), (172, 256));
    assert_eq!(check_field("email", &octets, ""), Some(FieldErrorKind::TooLong));
    for (typed, kept) in [
        (" Jo@Example.com\u{200b} ", "Jo@Example.com"),
        ("\u{200f}jo@example.com\u{200e}", "jo@example.com"),
        ("jo\u{ad}@exam\u{2060}ple.com\u{feff}", "jo@example.com"),
        ("ｊｏ＠ｅｘａｍｐｌｅ。ｃｏｍ", "jo@example.com"),
        ("mailto:jo@example.com", "jo@example.com"),
        ("MAILTO:jo@example.com?subject=Hello", "jo@example.com"),
        ("Jo <jo@example.com>", "jo@example.com"),
        ("\"Roe, Jo\" <jo@example.com>", "jo@example.com"),
        ("Roe, Jo <jo@example.com>;", "jo@example.com"),
        ("jo@example.com <jo@example.com>", "jo@example.com"),
        ("jo@example.com <mailto:jo@example.com>", "jo@example.com"),
        ("<jo@example.com>", "jo@example.com"),
        ("＜jo@example.com＞", "jo@example.com"),
        ("(jo@example.com).", "jo@example.com"),
        ("“jo@example.com”", "jo@example.com"),
        ("jo@example.com.", "jo@example.com"),
        ("jo@example.com。", "jo@example.com"),
        ("jo@example.com, ", "jo@example.com"),
        // An apostrophe may be part of the name.
        ("o'neil@example.ie", "o'neil@example.ie"),
        ("mailto.jo@example.com", "mailto.jo@example.com"),
    ] {
        assert_eq!(
            (tidy_email(typed).as_str(), check_field("email", typed, "")),
            (kept, None),
            "{typed:?}"
        );
    }
    for bad in [
        "Jo <jo@example.com>, Al <al@example.com>",
        "al@example.com <jo@example.com>",
        "Jo <>",
        "mailto:",
        "<<jo@example.com>",
        "jo@example.com>",
        "jo@example.com, al@example.com",
        "jo@example.",
        "jo@example.com\r\nBcc: al@example.com",
    ] {
        assert_eq!(check_field("email", bad, ""), Some(FieldErrorKind::Invalid), "{bad:?}");
    }
    // RFC 1035: a label has at most 63 octets.
    assert!(is_email(&format!("a@{}.de", "b".repeat(63))));
    assert!(!is_email(&format!("a@{}.de", "b".repeat(64))));
}
