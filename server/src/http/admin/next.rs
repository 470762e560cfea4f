//! Where to go on after signing in.

use crate::http::extract::local_path;
use views::routes;

/// A page of the desk, or an empty text, which means the front page: nothing leads away from the
/// desk, and not to a page that only makes sense before.
pub(super) fn page(text: &str) -> &str {
    let path = local_path(text, "");
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    // Browsers resolve these before they send a request.
    let climbs = plain.split('/').any(|part| {
        let part = part.to_ascii_lowercase().replace("%2e", ".");
        part == "." || part == ".."
    });
    let is_before = plain.starts_with(routes::ADMIN_SIGN_IN) || plain == routes::ADMIN_SIGN_OUT;
    if routes::is_admin(path) && !climbs && !is_before { path } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_desk_are_gone_to() {
        for path in ["/admin", "/admin?a=b", "/admin/stock?q=a%2F..&to=https://shop.example#a"] {
            assert_eq!(page(path), path);
        }
        for path in [
            "",
            "/",
            "/cart",
            "/administrators",
            "//evil.example/admin",
            "/\\evil.example",
            "https://evil.example/admin",
            "javascript:alert(1)",
            "/admin/../cart",
            "/admin/%2E%2e/cart",
            "/admin/./sign-in",
            "/admin/sign-in",
            "/admin/sign-in/second-factor",
            "/admin/sign-out",
            "/admin/a b",
            "/admin/\r\nset-cookie:a",
        ] {
            assert_eq!(page(path), "", "{path}");
        }
    }
}
