//! The program knows nothing of the sample catalogue: no slug, SKU, attribute or value of one,
//! except those attributes and values that it computes with. Its texts suit any trade, except those
//! that only a shop with telescopes shows.

use domain::notifications::MailKind;
use shop::notifications::texts::default_text;
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Where attributes and their values have their names in the program.
const KEYS: [&str; 2] =
    ["crates/shop/src/catalogue/keys.rs", "crates/domain/src/optics/fit/parts.rs"];

/// Words that mean something else, by the end of the file's path.
const OTHER_MEANINGS: [(&str, &[&str]); 20] = [
    // Names of elements, icons and form fields, and keys in message files.
    ("list/filters.rs", &["filters"]),
    ("admin/ui/filters.rs", &["filters"]),
    ("catalogue/readiness.rs", &["weight"]),
    ("admin/shell.rs", &["pages"]),
    ("admin/stock.rs", &["level"]),
    ("admin/audit.rs", &["format"]),
    ("admin/settings.rs", &["weight"]),
    ("admin/home.rs", &["level", "weight"]),
    ("content/editor.rs", &["binoculars", "sun"]),
    ("texts/fit.rs", &["aperture", "design", "barrel", "payload"]),
    ("calculator/answer.rs", &["sun"]),
    ("calculator/form.rs", &["aperture"]),
    ("calculator/typed.rs", &["aperture"]),
    ("optics/calculator.rs", &["aperture"]),
    ("extract/fields.rs", &["aperture"]),
    ("content/home.rs", &["binoculars", "sun"]),
    // Folders, columns and log fields.
    ("seed/content.rs", &["pages"]),
    ("customers/privacy.rs", &["tracking"]),
    ("telemetry/logs.rs", &["level"]),
    // What a product has none of.
    ("domain/src/catalogue.rs", &["None"]),
];

/// Words of the trade, which the search understands in any shop.
const WORDS: &str = "crates/domain/src/search/intent";

/// The values of a column of one of the sample's files.
fn column(file: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(format!("{ROOT}/catalog/{file}")).unwrap();
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

/// The texts and entries of lists that attributes have in the sample.
fn values() -> HashSet<String> {
    let types: HashMap<String, String> =
        column("attributes.csv", "key").into_iter().zip(column("attributes.csv", "type")).collect();
    let mut values = HashSet::new();
    for file in ["products.csv", "variants.csv"] {
        let mut reader = csv::Reader::from_path(format!("{ROOT}/catalog/{file}")).unwrap();
        let headers = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (header, value) in headers.iter().zip(&record.unwrap()) {
                let of = header.strip_prefix("attr.").and_then(|key| types.get(key));
                match of.map(String::as_str) {
                    Some("text") => values.extend([value.to_owned()]),
                    Some("list") => {
                        values.extend(value.split('|').map(|one| one.trim().to_owned()));
                    }
                    _ => {}
                }
            }
        }
    }
    values.remove("");
    values
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // Unit tests in files of their own.
            if !path.ends_with("tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The string literals of a source file, without comments and tests.
fn literals(text: &str) -> Vec<&str> {
    let program = text.split("#[cfg(test)]").next().unwrap();
    let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn the_program_does_not_name_them() {
    let mut names: HashSet<String> = HashSet::new();
    for (file, name) in [
        ("attributes.csv", "key"),
        ("categories.csv", "slug"),
        ("products.csv", "slug"),
        ("variants.csv", "sku"),
    ] {
        names.extend(column(file, name));
    }
    assert!(names.len() > 300, "{} names", names.len());
    let values = values();
    assert!(values.len() > 100, "{} values", values.len());
    names.extend(values);
    let mut files = Vec::new();
    for folder in ["app", "server", "crates/domain", "crates/search", "crates/shop"] {
        sources(&Path::new(ROOT).join(folder).join("src"), &mut files);
    }
    for folder in ["crates/db", "crates/jobs", "crates/store", "crates/views"] {
        sources(&Path::new(ROOT).join(folder).join("src"), &mut files);
    }
    assert!(files.len() > 400, "{} files", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let shown = path.strip_prefix(ROOT).unwrap().to_str().unwrap();
        if KEYS.contains(&shown) || shown.contains(WORDS) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for literal in literals(&text).into_iter().filter(|literal| names.contains(*literal)) {
            let other = OTHER_MEANINGS
                .iter()
                .any(|(end, words)| shown.ends_with(end) && words.contains(&literal));
            if !other {
                wrong.push(format!("{shown}: {literal:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these are the merchant's data:\n{}", wrong.join("\n"));
}

/// The files in a folder with their texts, by their names.
fn texts(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(format!("{ROOT}/{folder}")).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The files of messages, and the templates and the program's texts of emails.
fn messages_and_templates() -> Vec<(String, String)> {
    let places = MailKind::ALL
        .into_iter()
        .flat_map(|kind| kind.slots().iter().map(move |slot| (kind, *slot)));
    let of_emails: Vec<(String, String)> = places
        .map(|(kind, slot)| {
            let name = format!("{}, {}", kind.key(), slot.key());
            (name, default_text(kind, slot).to_owned())
        })
        .collect();
    let all = [texts("app/locales/en"), texts("crates/shop/templates"), of_emails].concat();
    assert!(all.len() > 30, "{} files", all.len());
    all
}

/// What shoppers read in any shop names no product and no brand of the sample.
#[test]
fn no_message_or_email_names_them() {
    let mut names: HashSet<String> = HashSet::new();
    for (file, name) in [
        ("products.csv", "slug"),
        ("products.csv", "name"),
        ("variants.csv", "sku"),
        ("brands.csv", "name"),
    ] {
        names.extend(column(file, name));
    }
    assert!(names.len() > 400, "{} names", names.len());
    for (file, text) in messages_and_templates() {
        let found = names.iter().find(|name| text.contains(name.as_str()));
        assert_eq!(found, None, "{file}");
    }
}

/// Files of messages that only shops with telescopes show: the calculator, and the block of the
/// home page about the sky.
const OF_OPTICS: [&str; 2] = ["calculator.ftl", "sky.ftl"];

/// Beginnings of other such messages: parts of the pages of products with optics, and the same
/// block.
const PARTS_OF_OPTICS: [&str; 10] = [
    "admin-new-content-sky",
    "fit-",
    "formula-",
    "home-sky-",
    "moon-",
    "optics-",
    "phase-",
    "product-path-",
    "question-fit",
    "sun-",
];

/// Words of the sample's trade.
const TRADE: [&str; 30] = [
    "aperture",
    "astronomical",
    "astronomy",
    "binoculars",
    "camera",
    "cameras",
    "dobsonian",
    "eclipse",
    "eyepiece",
    "eyepieces",
    "focal",
    "galaxies",
    "galaxy",
    "lens",
    "lunar",
    "magnification",
    "moon",
    "night",
    "nights",
    "perigee",
    "planet",
    "planets",
    "skies",
    "sky",
    "solar",
    "star",
    "stars",
    "sun",
    "telescope",
    "telescopes",
];

/// The messages of a file, each with its key: lines that begin with a space go on with the one
/// before. A template is one message.
fn messages<'a>(file: &str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    if !file.ends_with(".ftl") {
        return vec![("", text)];
    }
    let mut key = "";
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
            match line.split_once('=').filter(|_| begins) {
                Some((own, text)) => {
                    key = own.trim();
                    (key, text)
                }
                None => (key, line),
            }
        })
        .collect()
}

/// Texts about the sample's trade are the merchant's data, unless only such a shop shows them.
#[test]
fn messages_and_emails_suit_any_trade() {
    let mut of_optics = 0;
    for (file, text) in messages_and_templates() {
        for (key, text) in messages(&file, &text) {
            let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let found: Vec<_> = words.filter(|word| TRADE.contains(&word.as_str())).collect();
            let shown_with_optics = OF_OPTICS.contains(&file.as_str())
                || PARTS_OF_OPTICS.iter().any(|start| key.starts_with(start));
            assert!(found.is_empty() || shown_with_optics, "{file}, {key}: {found:?}");
            of_optics += found.len();
        }
    }
    assert!(of_optics > 100, "{of_optics} words");
}
