//! A copy of the catalogue that follows edits step by step equals one that is loaded anew.

use crate::{
    edit::{edits, mara, save, shown},
    prices::{sale, set},
};
use domain::{Currency, Money};
use shop::{
    Context,
    catalogue::{
        ListQuery,
        edit::{category, product, variant},
    },
    pricing::{PriceError, SetPrice, set_price},
};
use testing::{Bench, on_both};

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// All that shoppers see of the catalogue.
pub(crate) async fn seen(shop: &Context) -> Vec<(String, String)> {
    let query = |pairs: &[(&str, &str)]| {
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        ListQuery::parse(&pairs).unwrap()
    };
    let mut seen = Vec::new();
    for currency in [Currency::EUR, Currency::USD] {
        let snapshot = shop.snapshot();
        seen.push(("home".to_owned(), format!("{:?}", shop::catalogue::home(shop, currency))));
        for category in &snapshot.categories {
            for sort in ["", "price-up", "newest"] {
                let query = query(&[("sort", sort)]);
                let list = shop::catalogue::category(shop, &category.slug, &query, currency).await;
                seen.push((format!("{} by {sort}", category.slug), format!("{list:?}")));
            }
        }
        for entry in snapshot.all() {
            let page = shop::catalogue::product(shop, &entry.slug, None, currency).await;
            seen.push((entry.slug.to_string(), format!("{page:?}")));
        }
        for slug in snapshot.guide_slugs() {
            let guide = shop::catalogue::guide(shop, slug, &query(&[]), currency);
            seen.push((slug.to_owned(), format!("{guide:?}")));
        }
        for text in [
            "moon",
            "telescope",
            "red",
            "blue",
            "lamp",
            "lamq",
            "guide",
            "mug",
            "mugs",
            "gift",
            "r",
        ] {
            let found = shop::catalogue::search(shop, &query(&[("q", text)]), currency);
            seen.push((format!("search {text}"), format!("{found:?}")));
            let suggested = shop::catalogue::suggest(shop, text, currency);
            seen.push((format!("suggest {text}"), format!("{suggested:?}")));
        }
    }
    seen
}

/// Makes a random edit, and says which one.
async fn edit_something(bench: &Bench, random: &mut Random) -> String {
    let slugs: Vec<String> =
        bench.shop.snapshot().all().map(|entry| entry.slug.to_string()).collect();
    let slug = slugs[random.below(slugs.len())].as_str();
    let words = ["Red", "Blue", "Moon", "lamp", "Guide", "mug", "Telescope", "rare"];
    let name = format!("{} {} {}", random.of(&words), random.of(&words), random.of(&words));
    let shown = shown(bench, slug).await;
    match random.below(24) {
        0..3 => {
            save(bench, slug, &[("name", &name)]).await.unwrap();
            format!("{slug} is called {name}")
        }
        3 => {
            save(bench, slug, &[("summary", &name), ("description", &name)]).await.unwrap();
            format!("{slug} says {name}")
        }
        4..7 => {
            let variant = &shown.variants[random.below(shown.variants.len())];
            let price = i64::try_from(100 + random.below(50_000)).unwrap();
            let sku = variant.fields["sku"].clone();
            let price = Money::new(price, variant.price.currency);
            let command = SetPrice { sku: sku.clone(), shown: variant.price, price };
            set_price(&bench.shop, &mara(), command).await.unwrap();
            format!("{sku} costs {price}")
        }
        7 => {
            let featured = random.of(&["yes", "no"]);
            save(bench, slug, &[("featured", featured)]).await.unwrap();
            format!("{slug} is featured: {featured}")
        }
        8 => {
            let variant = &shown.variants[0];
            let weight = (100 + random.below(900)).to_string();
            let command = variant::ChangeVariant {
                id: variant.id,
                version: variant.version,
                edits: edits(&[("weight_g", &weight)]),
            };
            variant::change(&bench.shop, &mara(), command).await.unwrap();
            format!("{slug} weighs {weight}")
        }
        9 => {
            let mut pictures: Vec<&str> = shown.fields["pictures"].split('|').collect();
            pictures.reverse();
            pictures.truncate(1 + random.below(pictures.len()));
            let pictures = pictures.join("|");
            save(bench, slug, &[("pictures", &pictures)]).await.unwrap();
            format!("{slug} has the pictures {pictures}")
        }
        10..13 => {
            let variant = &shown.variants[random.below(shown.variants.len())];
            let (weight, word) = (random.below(300).to_string(), random.of(&words));
            // A SKU that no table of the fixture names.
            let sku = if slug == "lunar-globe" {
                format!("GLOBE-{weight}")
            } else {
                variant.fields["sku"].clone()
            };
            let values = [("label", word), ("attr.weight", weight.as_str()), ("sku", sku.as_str())];
            let (field, value) = values[random.below(values.len())];
            let command = variant::ChangeVariant {
                id: variant.id,
                version: variant.version,
                edits: edits(&[(field, value)]),
            };
            variant::change(&bench.shop, &mara(), command).await.unwrap();
            format!("a variant of {slug} has {field} {value}")
        }
        13 => {
            let until = format!("2027-0{}-01T00:00", 1 + random.below(9));
            save(bench, slug, &[("unpublish_at", &until)]).await.unwrap();
            format!("{slug} is shown until {until}")
        }
        14..18 => {
            let variant = &shown.variants[random.below(shown.variants.len())];
            let sku = variant.fields["sku"].as_str();
            let percent = i32::try_from(1 + random.below(60)).unwrap();
            let starts = bench.shop.clock().now() + i64::try_from(random.below(3_000)).unwrap();
            let ends = starts + 1 + i64::try_from(random.below(9_000)).unwrap();
            match set(bench, sale(sku, percent, (starts, ends))).await {
                Ok(_) | Err(PriceError::Overlap(_) | PriceError::Nothing) => {}
                Err(error) => panic!("{error}"),
            }
            format!("{sku} is reduced by {percent}")
        }
        _ => {
            let (number, text) = (random.below(300).to_string(), random.of(&words));
            let values = [
                ("attr.pages", number.as_str()),
                ("attr.aperture", number.as_str()),
                ("attr.design", text),
                ("attr.mount_type", text),
                ("attr.payload", number.as_str()),
                ("attr.weight", number.as_str()),
                ("attr.design", ""),
                ("attr.good_for", ""),
            ];
            let (field, value) = values[random.below(values.len())];
            save(bench, slug, &[(field, value)]).await.unwrap();
            format!("{slug} has {field} {value}")
        }
    }
}

on_both!(a_copy_that_follows_edits_equals_a_fresh_one);
async fn a_copy_that_follows_edits_equals_a_fresh_one(bench: &Bench) {
    let mut random = Random(11);
    let mut done = Vec::new();
    for _ in 0..90 {
        bench.advance(1_000);
        done.push(edit_something(bench, &mut random).await);
        shop::catalogue::refresh(&bench.shop).await.unwrap();
        let fresh = bench.replica().await;
        let (own, other) = (seen(&bench.shop).await, seen(&fresh).await);
        for (own, other) in own.iter().zip(&other) {
            assert_eq!(own, other, "after {done:?}");
        }
        assert_eq!(own.len(), other.len());
        fresh.db().close().await;
    }
}

on_both!(a_server_follows_edits_and_drafts_change_nothing);
async fn a_server_follows_edits_and_drafts_change_nothing(bench: &Bench) {
    let replica = bench.replica().await;
    let mug = || replica.snapshot().products.iter().find(|one| &*one.slug == "enamel-mug").cloned();
    let before = mug().unwrap();
    save(bench, "lunar-globe", &[("name", "Moon lamp")]).await.unwrap();
    save(bench, "almanac-next", &[("name", "Almanac of the year after")]).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert_eq!(&*replica.snapshot().by_slug("lunar-globe").unwrap().name, "Moon lamp");
    assert!(std::sync::Arc::ptr_eq(&mug().unwrap(), &before), "shared with the copy before");
    // A category, a status and a slug are in what is built from all products.
    let globe = shown(bench, "lunar-globe").await;
    product::archive(&bench.shop, &mara(), globe.id, globe.version).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().by_slug("lunar-globe").is_none());
    save(bench, "enamel-mug", &[("slug", "cup")]).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().by_slug("cup").is_some() && mug().is_none());
    let fields = [("name", "Maps"), ("slug", "maps")];
    let fields = fields.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let command = category::CreateCategory { fields };
    category::create(&bench.shop, &mara(), command).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().category("maps").is_some());
    replica.db().close().await;
}
