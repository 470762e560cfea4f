//! The sample catalogue loads completely, in every form in which the shop shows it.

use domain::{Currency, Money};
use std::{collections::BTreeSet, path::Path};
use testing::{Bench, on_both, sample_folder};

/// The ten products of the Astronomy Shop: SKU, name and price.
const TEN: [(&str, &str, &str); 10] = [
    ("OLJCESPC7Z", "National Park Foundation Explorascope", "101.96"),
    ("66VCHSJNUP", "Starsense Explorer Refractor Telescope", "349.95"),
    ("1YMWWN1N4O", "Eclipsmart Travel Refractor Telescope", "129.95"),
    ("L9ECAV7KIM", "Lens Cleaning Kit", "21.95"),
    ("2ZYFJ3GM2N", "Roof Binoculars", "209.95"),
    ("0PUK6V6EV0", "Solar System Color Imager", "175.00"),
    ("LS4PSXUNUM", "Red Flashlight", "57.08"),
    ("9SIQT8TOJO", "Optical Tube Assembly", "3599.00"),
    ("6E92ZMYYFZ", "Solar Filter", "69.95"),
    ("HQTGWGPNH4", "The Comet Book", "0.99"),
];

on_both!(the_catalogue_is_complete, sample);
async fn the_catalogue_is_complete(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    assert!(snapshot.products.len() >= 80, "{}", snapshot.products.len());
    assert!(snapshot.categories.iter().filter(|c| !c.members.is_empty()).count() >= 10);
    let mut slugs = BTreeSet::new();
    for product in &snapshot.products {
        assert!(slugs.insert(&product.slug));
        let view = shop::catalogue::product(&bench.shop, &product.slug, None, Currency::EUR)
            .await
            .unwrap();
        assert!(view.pictures.len() >= 2, "{}", product.slug);
        assert!(
            !view.description.is_empty()
                && !view.summary.is_empty()
                && !view.specs.is_empty()
                && !view.breadcrumbs.is_empty(),
            "{}",
            product.slug
        );
        assert!(
            view.pictures
                .iter()
                .map(|one| &one.picture)
                .all(|p| { !p.alt.is_empty() && p.width > 0 && p.height > 0 }),
            "{}",
            product.slug
        );
        assert!(view.variants.iter().all(|v| v.price.minor > 0), "{}", product.slug);
    }
}

on_both!(the_ten_products_are_there, sample);
async fn the_ten_products_are_there(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for (sku, name, price) in TEN {
        let entry = snapshot.by_sku(sku).unwrap();
        // The API uses the demonstration's names; the shop's pages use their own.
        let api = snapshot.demonstration(sku).unwrap();
        assert_eq!((api.name.as_str(), api.price), (name, Money::parse(price, Currency::USD)));
        assert!(name == "The Comet Book" || *entry.name != *name, "{name}");
        // They have their own prices as well.
        assert_eq!(entry.variants[0].price.currency, Currency::EUR);
        assert_eq!(snapshot.api_price(&entry.variants[0]).decimal(), price);
        assert_eq!(bench.stock(sku).await, 1_000_000);
    }
}

/// All its SKUs and slugs.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (file, column) in [("products.csv", "slug"), ("variants.csv", "sku")] {
        let mut reader = csv::Reader::from_path(sample_folder().join(file)).unwrap();
        let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
        names.extend(reader.records().map(|row| row.unwrap()[at].to_owned()));
    }
    names
}

/// The Rust files in a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A merchant who edits the catalogue breaks only the tests of the catalogue.
#[test]
fn no_other_test_names_its_products() {
    let names = names();
    assert!(names.len() > 200, "{} names", names.len());
    let root = sample_folder().join("..");
    let mut found = Vec::new();
    for folder in [
        "app/tests",
        "crates/domain/tests",
        "crates/shop/tests",
        "crates/store/src/tests",
        "crates/testing",
        "server/tests",
    ] {
        files(&root.join(folder), &mut found);
    }
    assert!(found.len() > 80, "{} files", found.len());
    let apart = |path: &Path| path.components().any(|part| part.as_os_str() == "sample_catalogue");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (here, elsewhere): (Vec<_>, Vec<_>) = found.iter().partition(|path| apart(path));
    let count = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.split(|c| !is_part(c)).filter(|word| names.contains(*word)).count()
    };
    assert!(here.iter().any(|path| count(path) > 0), "names are not found at all");
    let opens = ["Site::sample", "Bench::sample", ", sample)", ", sample_on)", "sample_folder"];
    for path in elsewhere {
        let text = std::fs::read_to_string(path).unwrap();
        let open = opens.iter().find(|call| text.contains(*call));
        assert!(
            open.is_none() || path.components().any(|part| part.as_os_str() == "testing"),
            "{} opens the sample catalogue",
            path.display()
        );
        assert_eq!(count(path), 0, "{} names products of the sample catalogue", path.display());
    }
}
