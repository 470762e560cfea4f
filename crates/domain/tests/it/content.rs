//! Content pages, menus and home page: keys, and links that are allowed.

use domain::content::{
    Menu, PageRole, PageStatus,
    home::{BlockKind, ProductOrder},
    is_path, is_safe_link,
};

#[test]
fn keys_lead_back_to_their_values() {
    for role in PageRole::ALL {
        assert_eq!(PageRole::from_key(role.key()), Some(role));
    }
    for status in [PageStatus::Draft, PageStatus::Published] {
        assert_eq!(PageStatus::from_key(status.key()), Some(status));
    }
    for menu in Menu::ALL {
        assert_eq!(Menu::from_key(menu.key()), Some(menu));
    }
    for kind in BlockKind::ALL {
        assert_eq!(BlockKind::from_key(kind.key()), Some(kind));
    }
    for order in ProductOrder::ALL {
        assert_eq!(ProductOrder::from_key(order.key()), Some(order));
    }
    assert_eq!((BlockKind::from_key("Hero"), ProductOrder::from_key("")), (None, None));
    assert_eq!(PageRole::from_key(""), None);
    assert_eq!(PageStatus::from_key("Published"), None);
    assert_eq!(Menu::from_key("header"), None);
}

#[test]
fn links_lead_to_pages_and_email_addresses_only() {
    for (url, safe, path) in [
        ("/track", true, true),
        ("/", true, true),
        ("#form", true, false),
        ("https://example.org/a?b=c", true, false),
        ("HTTP://example.org", true, false),
        ("mailto:a@example.org", true, false),
        ("//example.org", false, false),
        ("/\\example.org", false, false),
        ("/a\\b", false, false),
        ("/\t/example.org", false, false),
        ("/\n/example.org", false, false),
        ("/\r\\example.org", false, false),
        ("/a\u{7f}", false, false),
        ("/a/b?c=d e#ä", true, true),
        ("javascript:alert(1)", false, false),
        ("JavaScript:alert(1)", false, false),
        (" javascript:alert(1)", false, false),
        ("data:text/html,x", false, false),
        ("vbscript:x", false, false),
        ("file:///etc/passwd", false, false),
        ("track", false, false),
        ("", false, false),
    ] {
        assert_eq!((is_safe_link(url), is_path(url)), (safe, path), "{url}");
    }
}
