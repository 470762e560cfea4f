//! Every text that pages use exists, and every text that exists is used.
#![cfg(feature = "ssr")]

use app::i18n::{FILES, keys};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Prefixes of keys that are computed at run time.
const MADE: [&str; 31] = [
    "admin-action-",
    "admin-area-",
    "admin-attention-",
    "admin-bulk-",
    "admin-check-",
    "admin-confirm-",
    "admin-empty-",
    "admin-error-",
    "admin-figure-",
    "admin-help-",
    "admin-label-",
    "admin-menu-",
    "admin-new-",
    "admin-note-",
    "admin-permission-",
    "admin-problem-",
    "admin-role-",
    "admin-search-",
    "admin-section-",
    "admin-status-",
    "admin-title-",
    "shower-",
    "currency-name-",
    "delivery-",
    "error-",
    "field-",
    "phase-",
    "problem-",
    "sky-month-",
    "sort-",
    "step-",
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Keys in `t!("…")`, in `word("…")` and in lists beside `plain`, in all crates with texts for
/// people.
fn used() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["src", "../server/src", "../crates/shop/src"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    let mut used = BTreeSet::new();
    for text in files
        .iter()
        .filter(|path| !path.ends_with("i18n.rs"))
        .filter_map(|path| fs::read_to_string(path).ok())
    {
        // A call may have a line break after its parenthesis.
        let text: Vec<_> = text.split('(').map(str::trim_start).collect();
        let text =
            text.join("(").replace("format!(", "").replace("assert!(", "").replace("concat!(", "");
        for mark in ["t!(\"", "word(\"", "\"test-card-", "\"no-such-"] {
            let start = mark.rsplit('"').next().unwrap_or_default();
            used.extend(
                text.split(mark)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .map(|key| format!("{start}{key}")),
            );
        }
    }
    used
}

fn written() -> BTreeSet<String> {
    FILES.iter().flat_map(|text| keys(text)).map(str::to_owned).collect()
}

#[test]
fn every_used_text_exists() {
    let used = used();
    assert!(used.len() > 300, "only {} texts were found in the sources", used.len());
    let missing: Vec<_> = used.difference(&written()).cloned().collect();
    assert!(missing.is_empty(), "no message for {missing:?}");
}

#[test]
fn every_text_is_used() {
    let used = used();
    let made = |key: &String| MADE.iter().any(|start| key.starts_with(start));
    let unused: Vec<_> =
        written().into_iter().filter(|key| !used.contains(key) && !made(key)).collect();
    assert!(unused.is_empty(), "unused messages {unused:?}");
    for start in MADE {
        assert!(written().iter().any(|key| key.starts_with(start)), "no message {start}…");
    }
}

#[test]
fn every_file_is_well_formed_and_no_key_occurs_twice() {
    for text in FILES {
        let parsed = fluent_bundle::FluentResource::try_new(text.to_owned());
        assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
    }
    let all: Vec<_> = FILES.iter().flat_map(|text| keys(text)).collect();
    let once: BTreeSet<_> = all.iter().collect();
    assert!(all.len() > 500, "only {} messages", all.len());
    assert_eq!(all.len(), once.len());
}
