//! Rows of a merchant's folder that are rejected: the error names file, row and reason, and nothing
//! is written.

use domain::pricing::rates::Rates;
use shop::catalogue::seed::{Existing, SeedCatalogue, seed};
use std::path::Path;
use testing::{Bench, NOW, merchant_folder, on_both};

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

on_both!(a_file_with_its_old_name_is_not_ignored, merchant);
async fn a_file_with_its_old_name_is_not_ignored(bench: &Bench) {
    let folder = std::env::temp_dir().join(format!("perigee-names-{}", uuid::Uuid::new_v4()));
    copy(&merchant_folder(), &folder);
    std::fs::rename(folder.join("other-brands.csv"), folder.join("makers.csv")).unwrap();
    let table = async || {
        let mut conn = bench.shop.db().read().await.unwrap();
        store::settings::get(&mut conn, "catalogue.makers").await.unwrap()
    };
    let before = table().await;
    assert!(before.as_deref().is_some_and(|text| text.contains("Otherbrand")));
    let error = seed(bench.shop.db(), command(&folder, &Rates::default()), NOW)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.ends_with("makers.csv: this file is now other-brands.csv; rename it"), "{error}");
    assert_eq!(table().await, before);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn command<'a>(folder: &'a Path, rates: &'a Rates) -> SeedCatalogue<'a> {
    SeedCatalogue { folder, scale: None, existing: Existing::Replace, rates }
}

on_both!(a_wrong_row_is_named_and_nothing_is_written, empty);
async fn a_wrong_row_is_named_and_nothing_is_written(bench: &Bench) {
    let folder = std::env::temp_dir().join(format!("perigee-rows-{}", uuid::Uuid::new_v4()));
    copy(&merchant_folder(), &folder);
    let rates = Rates::default();
    let command = command(&folder, &rates);
    for (file, right, wrong, expected) in [
        // Two rows with one key, where the last one would win.
        ("products.csv", "red-torch,", "enamel-mug,", "products.csv, enamel-mug: another row"),
        ("variants.csv", "TORCH,", "MUG,", "variants.csv, MUG: another row has the same sku"),
        ("brands.csv", "\"\n", "\"\nnorthlight,Other,\n", "brands.csv, northlight: another row"),
        ("categories.csv", "gifts,,", "telescopes,,", "categories.csv, telescopes: another row"),
        ("attributes.csv", "goto,", "aperture,", "attributes.csv, aperture: another row"),
        (
            "redirects.csv",
            "red-lamp,red-torch\n",
            "red-lamp,red-torch\nred-lamp,enamel-mug\n",
            "redirects.csv, red-lamp: another row has the same old_slug",
        ),
        // What a column cannot be.
        ("products.csv", "published,", "sold,", "products.csv, enamel-mug: no status \"sold\""),
        ("products.csv", "standard,", "food,", "enamel-mug: no tax class \"food\""),
        ("products.csv", "no,standard", "maybe,standard", "featured is \"maybe\""),
        ("products.csv", "Altazimuth,yes", "Altazimuth,true", "goto is \"true\""),
        ("attributes.csv", "itself.,no", "itself.,never", "attributes.csv, goto: search is"),
        ("variants.csv", "TORCH,red-torch", "TORCH,blue-torch", "TORCH: no product blue-torch"),
        (
            "variants.csv",
            "TORCH,red-torch",
            "TORCH,enamel-mug",
            "products.csv, red-torch: published, but variants.csv has no variant of it",
        ),
        ("variants.csv", "Set=With tripod", "With tripod", "REFRACTOR-SET: options: With tripod"),
        ("variants.csv", ",390,", ",-390,", "variants.csv: CSV deserialize error"),
        ("products.csv", "A refractor.,102,", "A refractor.,NaN,", "aperture is not a number: NaN"),
        ("products.csv", "A refractor.,102,", "A refractor.,1e999,", "not a number: 1e999"),
        ("redirects.csv", "red-lamp,red-torch", "red-lamp,red-tor", "red-lamp: no product red-tor"),
        (
            "attributes.csv",
            "mm,number,",
            "mm,nubmer,",
            "attributes.csv, aperture: type is \"nubmer\"",
        ),
        ("attributes.csv", "aperture,Aperture,", "aperture,,", "aperture: name is empty"),
        ("attributes.csv", "aperture,Aperture,", "aperture, ,", "aperture: name is empty"),
        (
            "guides.csv",
            "night-walks,",
            "Night,",
            "guides.csv, Walk at night: the slug \"Night\" has 'N' in it",
        ),
        ("guides.csv", "someday,", "night-walks,", "guides.csv, night-walks: another row"),
        ("guides.csv", ",Someday,", ",,", "guides.csv, someday: title is empty"),
        ("guides.csv", ",Not yet.", ",", "guides.csv, someday: advice is empty"),
        ("guides.csv", ",draft,", ",old,", "someday: status is \"old\", but can be only"),
        ("guides.csv", "40.00,EUR", "-4,EUR", "night-walks: max_price \"-4\" is not a price"),
        ("guides.csv", "40.00,EUR", "40.00,", "night-walks: \"\" is not a currency"),
        ("guide-rules.csv", "someday,", "never,", "never: guides.csv has no such guide"),
        ("guide-rules.csv", "someday,everything\n", "", "someday: guide-rules.csv has no rule"),
        (
            "guide-rules.csv",
            "goto is yes",
            "goto > 1",
            "guide-rules.csv, night-walks, rule 2: goto is yes or no: write goto is yes",
        ),
        ("guide-rules.csv", "goto is", "gotoo is", "night-walks, rule 2: no attribute gotoo"),
        ("guide-rules.csv", "flashlights", "lamps", "night-walks, rule 1: no category lamps"),
        ("guide-rules.csv", "is yes", "is", "rule 2: expected yes, no or a text after goto is"),
        ("guide-picks.csv", "red-torch,", "red,", "night-walks, red: no such product"),
        ("guide-picks.csv", "almanac-next,", "red-torch,", "the guide has this product already"),
        ("guide-picks.csv", "night-walks,red", "no,red", "no: guides.csv has no such guide"),
        ("shop-texts.csv", "tagline,", "motto,", "motto: slot is \"motto\", but can be only about"),
        ("shop-texts.csv", "sign-off,", "tagline,", "tagline: another row has the same slot"),
        ("shop-texts.csv", ",a shop in tests only", ", ", "shop-texts.csv, tagline: text is empty"),
        ("shop-texts.csv", "tagline,", "shared-picture,", "but must be a path of the shop"),
        ("seller.csv", "vat,", "tax,", "seller.csv, tax: expected name, address, vat"),
        ("seller.csv", "vat,", "email,", "seller.csv, email: another row has the same detail"),
        ("seller.csv", "Invented Tests GmbH", " ", "seller.csv, name: it is empty"),
        ("mail-texts.csv", "order,", "bill,", "bill, heading: mail is \"bill\", but can be only"),
        (
            "mail-texts.csv",
            "heading,",
            "title,",
            "order, title: slot is \"title\", but can be only",
        ),
        ("mail-texts.csv", "{name}", "{buyer}", "there is no placeholder {buyer}; expected one of"),
        ("mail-texts.csv", "back-in-stock,note", "order,heading", "another row has the same place"),
        ("home.csv", "walks,guides", "welcome,guides", "home.csv, welcome: another row"),
        ("home.csv", "walks,", "Walks,", "home.csv, Walks: the slug \"Walks\" has 'W' in it"),
        ("home.csv", ",sky,", ",video,", "home.csv, tonight: kind is \"video\", but can be only"),
        ("home.csv", ",draft,", ",old,", "tonight: status is \"old\", but can be only draft or"),
        ("home.csv", ",Where to?,", ",,", "home.csv, walks: title is empty"),
        (
            "home.csv",
            "2026-11-27T",
            "27.11.2026T",
            "sale: starts_at is \"27.11.2026T00:00:00+01:00\"",
        ),
        ("home.csv", "2026-11-28T", "2026-11-27T", "sale: ends_at is not after starts_at"),
        ("home.csv", "Go for a walk,", "Go for a walk,/track", "walks: link must be empty"),
        ("home.csv", "Read on,", ",", "dark: link_label is empty"),
        ("home.csv", "guide night-walks", "", "dark: link is empty"),
        ("home.csv", "guide night-walks", "guide walks", "dark: no guide walks"),
        ("home.csv", "guide night-walks", "page home", "dark: no page role \"home\""),
        ("home.csv", "guide night-walks", "//example.org", "dark: link is \"//example.org\""),
        ("home.csv", "category gifts", "category toys", "welcome: no category toys"),
        ("home.csv", "product enamel-mug", "product mug", "sale: no product mug"),
        ("home.csv", "enamel-mug,enamel-mug", "enamel-mug,mug", "sale: no product mug"),
        ("home.csv", "almanac-next|", "almanac|", "welcome: no product almanac"),
        ("home.csv", "almanac-next|", "red-torch|", "welcome: it has the product red-torch twice"),
        ("home.csv", "has Travel,,", "has Travel,red-torch,", "dark: it has both a rule and"),
        (
            "home.csv",
            "category flashlights; good_for has Travel",
            "",
            "dark: it needs either a rule or products",
        ),
        ("home.csv", "enamel-mug,,,,", "enamel-mug,everything,,,", "banner shows no products"),
        ("home.csv", "draft,,,,", "draft,,,Tonight,", "home.csv, tonight: title must be empty: a"),
        ("home.csv", "draft,,,,,", "draft,,,,Dark.,", "tonight: text must be empty: a block of"),
        ("home.csv", "draft,,,,,,", "draft,,,,,More,", "tonight: link_label must be empty: a"),
        ("home.csv", "draft,,,,,,,", "draft,,,,,,/track,", "tonight: link must be empty: a block"),
        ("home.csv", "night-walks,,", "night-walks,enamel-mug,", "dark: picture must be empty: a"),
        ("home.csv", "mug,enamel-mug,,,,", "mug,enamel-mug,,,price,", "sale: sort must be empty"),
        ("home.csv", "red-torch,,", "red-torch,,2", "welcome: limit must be empty: a block of"),
        ("home.csv", "category flashlights", "category lamps", "dark: no category lamps"),
        ("home.csv", "has Travel", "has", "dark: expected a text after good_for has"),
        ("home.csv", "price,2", "name,2", "dark: sort is \"name\", but can be only chosen, newest"),
        ("home.csv", "price,2", "price,25", "dark: limit is \"25\", but must be a number from 1"),
        // What the database would reject, too.
        (
            "products.csv",
            "published,2024-03-14",
            "published,",
            "products.csv, enamel-mug: published, but published_on is empty",
        ),
        ("variants.csv", "EUR,45,", "EUR,-1,", "variants.csv, MUG: stock is negative"),
        // What could not be charged.
        ("variants.csv", ",EUR,45,", ",KWD,45,", "variants.csv, MUG: no exchange rate for KWD"),
        (
            "astronomy-api.csv",
            ",USD,",
            ",KWD,",
            "astronomy-api.csv, TORCH: no exchange rate for KWD",
        ),
    ] {
        let path = folder.join(file);
        let before = std::fs::read_to_string(&path).unwrap();
        let after = before.replacen(right, wrong, 1);
        assert_ne!(before, after, "{file}: {right}");
        std::fs::write(&path, after).unwrap();
        let error = seed(bench.shop.db(), command, NOW).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{expected:?} is not in {error:?}");
        std::fs::write(&path, before).unwrap();
        let mut conn = bench.shop.db().read().await.unwrap();
        assert_eq!(store::catalogue::product_count(&mut conn).await.unwrap(), 0, "{expected}");
    }
    assert_eq!(seed(bench.shop.db(), command, NOW).await.unwrap().products, 4);
    std::fs::remove_dir_all(&folder).unwrap();
}
