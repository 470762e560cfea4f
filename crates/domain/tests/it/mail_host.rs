//! Typing errors in well-known mail hosts.

use domain::customers::email_host::meant;
use proptest::prelude::*;

#[test]
fn similar_hosts() {
    for (typed, host) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmail.comm", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("gmail.de", "gmail.com"),
        ("gmail", "gmail.com"),
        ("gmailcom", "gmail.com"),
        ("gmail,com", "gmail.com"),
        ("gmail.com.", ""),
        ("GMIAL.COM", "gmail.com"),
        ("googlemial.com", "googlemail.com"),
        ("googlemail.de", "googlemail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmal.com", "hotmail.com"),
        ("homtial.com", "hotmail.com"),
        ("hotmail.couk", "hotmail.co.uk"),
        ("outlok.com", "outlook.com"),
        ("outloook.de", "outlook.de"),
        ("yaho.com", "yahoo.com"),
        ("yahooo.de", "yahoo.de"),
        ("yahoo.ed", "yahoo.de"),
        ("iclod.com", "icloud.com"),
        ("icloud.de", "icloud.com"),
        ("gxm.de", "gmx.de"),
        ("gmx.ed", "gmx.de"),
        ("gmxde", "gmx.de"),
        ("wbe.de", "web.de"),
        ("t-onlin.de", "t-online.de"),
        ("tonline.de", "t-online.de"),
        ("fre.fr", "free.fr"),
        ("orage.fr", "orange.fr"),
        ("protonmial.com", "protonmail.com"),
        ("comcst.net", "comcast.net"),
    ] {
        let expected = (!host.is_empty()).then(|| format!("Ada.B+sky@{host}"));
        assert_eq!(meant(&format!(" Ada.B+sky@{typed} ")), expected, "{typed}");
    }
}

#[test]
fn other_hosts_are_not_corrected() {
    for right in [
        "gmail.com",
        "Gmail.com",
        "mail.com",
        "email.com",
        "ymail.com",
        "gmx.com",
        "gmx.net",
        "hotmail.ca",
        "hotmail.nl",
        "yahoo.dk",
        "yahoo.co.in",
        "yahoo.com.br",
        "live.nl",
        "life.com",
        "love.com",
        "wob.de",
        "web.com",
        "webe.de",
        "gms.de",
        "aon.at",
        "mail.de",
        "tutanota.com",
        "fastmail.fm",
        "proton.com",
        "example.org",
        "bücher.example",
        "perigee.example",
        "uni-kiel.de",
        "he.com",
        "x",
        "",
    ] {
        assert_eq!(meant(&format!("ada@{right}")), None, "{right}");
    }
    for no_address in ["", "ada", "@gmial.com", "gmial.com"] {
        assert_eq!(meant(no_address), None, "{no_address}");
    }
}

proptest! {
    /// Two adjacent letters of a long name swapped: the well-known host is suggested, which itself
    /// is not corrected. The part before the @ is kept.
    #[test]
    fn swapped_letters_are_corrected_to_a_known_host(
        local in "[a-z]{1,9}",
        (name, ending) in prop::sample::select(vec![
            ("googlemail", "com"),
            ("rocketmail", "com"),
            ("protonmail", "com"),
            ("btinternet", "com"),
            ("t-online", "de"),
        ]),
        place in 0_usize..7,
    ) {
        let mut letters: Vec<char> = name.chars().collect();
        letters.swap(place, place + 1);
        let typed: String = letters.into_iter().collect();
        let right = format!("{local}@{name}.{ending}");
        prop_assert_eq!(meant(&right), None);
        let expected = (typed != name).then_some(right);
        prop_assert_eq!(meant(&format!("{local}@{typed}.{ending}")), expected);
    }

    #[test]
    fn a_text_without_a_host_is_not_corrected(text in "[^@\u{ff20}]{0,30}") {
        prop_assert_eq!(meant(&text), None);
    }
}
