//! Every URL is defined in `views::routes` only, and every link in the shop's own texts leads to a
//! route.

use crate::site::{Kind, Site, http};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use views::routes;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

/// The string literals of a source file, without comments and tests, and without the prefix of
/// server functions, whose macro does not accept a constant.
fn literals(text: &str) -> Vec<&str> {
    let program = text.split("#[cfg(test)]").next().unwrap();
    let kept = |line: &&str| !["//", "#[server("].iter().any(|s| line.trim_start().starts_with(s));
    let lines = program.lines().filter(kept);
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

/// The patterns of all routes.
fn patterns() -> Vec<String> {
    let text = fs::read_to_string(format!("{ROOT}/crates/views/src/routes.rs")).unwrap();
    let all = literals(&text).into_iter().filter(|literal| literal.starts_with('/'));
    all.map(ToOwned::to_owned).collect()
}

/// The first path segments of all URLs: `cart`, `products` …
fn places() -> BTreeSet<String> {
    let patterns = patterns();
    let parts = patterns.iter().filter_map(|pattern| pattern.split('/').nth(1));
    parts.filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// Whether a text contains a URL: at its start, or after a placeholder.
fn has_address(literal: &str, places: &BTreeSet<String>) -> bool {
    literal.match_indices('/').any(|(at, _)| {
        let before = literal[..at].chars().last();
        let rest = &literal[at + 1..];
        let part = rest.split(['/', '?', '#', '{', ' ']).next().unwrap();
        // The names of fonts change with their content: `tools/font-names` writes them.
        matches!(before, None | Some('}')) && part != "fonts" && places.contains(part)
    })
}

#[test]
fn urls_are_defined_in_one_file() {
    let places = places();
    assert!(places.len() > 20, "{places:?}");
    for (literal, found) in [
        ("/cart", true),
        ("/products/{}?variant={}", true),
        ("{base}/search?q=x", true),
        ("application/json", false),
        ("/proc", false),
        ("</script>", false),
    ] {
        assert_eq!(has_address(literal, &places), found, "{literal}");
    }
    let mut sources = Vec::new();
    for folder in ["app/src", "crates/shop/src", "server/src"] {
        files(&Path::new(ROOT).join(folder), "rs", &mut sources);
    }
    assert!(sources.len() > 200, "{} files", sources.len());
    let mut wrong = Vec::new();
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        for literal in literals(&text).into_iter().filter(|l| has_address(l, &places)) {
            wrong.push(format!("{}: {literal:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "take these from views::routes:\n{}", wrong.join("\n"));
}

/// The paths that a text links to: in Markdown, and in email templates after the shop's base URL.
fn links(text: &str) -> Vec<String> {
    let ends = |c: char| c.is_whitespace() || ")\"'<>{}".contains(c);
    let starts = ["](/", "{{ base_url }}/"].into_iter();
    starts
        .flat_map(|start| text.split(start).skip(1))
        .map(|rest| format!("/{}", rest.split(ends).next().unwrap()))
        .collect()
}

#[test]
fn links_in_texts_lead_to_routes() {
    let mut texts = Vec::new();
    files(&Path::new(ROOT).join("catalog/pages"), "md", &mut texts);
    for extension in ["html", "txt"] {
        files(&Path::new(ROOT).join("crates/shop/templates"), extension, &mut texts);
    }
    let (patterns, mut checked) = (patterns(), 0);
    for path in texts {
        for link in links(&fs::read_to_string(&path).unwrap()) {
            let address = link.split(['?', '#']).next().unwrap();
            assert!(
                patterns.iter().any(|pattern| routes::fits(pattern, address)),
                "{}: {link}",
                path.display()
            );
            checked += 1;
        }
    }
    assert!(checked > 0, "the pages have links");
}

/// A trailing slash redirects to the page, wherever there is one, and nowhere else.
#[tokio::test]
async fn a_trailing_slash_redirects_wherever_there_is_a_page() {
    let site = Site::new(Kind::Sqlite, http(), "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    for (address, page) in [
        ("/cart/", "/cart"),
        ("/search/?q=mirror", "/search?q=mirror"),
        ("/products/none/", "/products/none"),
        ("/products/meridian-200//", "/products/meridian-200"),
        ("/checkout//", "/checkout"),
        ("/tools/eyepieces/", "/tools/eyepieces"),
        ("/back-in-stock/7/end/?key=x", "/back-in-stock/7/end?key=x"),
    ] {
        let answer = browser.get(address).await;
        assert_eq!(answer.is(308).header("location"), page, "{address}");
    }
    for address in ["/products/", "/cart/lines/", "/products/a/b/", "/nowhere/", "/vitals/"] {
        browser.get(address).await.is(404);
    }
}
