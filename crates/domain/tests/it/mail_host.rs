//! Close misses of well-known mail hosts.

use domain::customers::email_host::meant;
use proptest::prelude::*;

#[test]
fn close_misses() {
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
fn others_are_left_alone() {
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
    #[test]
    fn nothing_typed_panics_and_what_is_meant_is_right(email in "\\PC{0,30}|[a-z]{1,3}@[a-z.,]{0,12}") {
        if let Some(meant) = meant(&email) {
            prop_assert_eq!(domain::customers::email_host::meant(&meant), None);
        }
    }
}
