//! Facets: their counts compared with the results, and with a manual count.

use domain::{
    Currency, Money,
    catalogue::{AttributeDefinition, Attributes, Value},
    search::{Band, ChoiceLabel},
};
use shop::catalogue::ListQuery;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use testing::{Bench, ProductBuilder, VariantBuilder, fixture, on_both};
use views::catalogue::Listing;

async fn list(bench: &Bench, category: &str, filters: &[(&str, &str)]) -> Listing {
    let pairs: Vec<(String, String)> =
        filters.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    shop::catalogue::category(
        &bench.shop,
        category,
        &ListQuery::parse(&pairs).unwrap(),
        Currency::EUR,
    )
    .await
    .unwrap()
}

/// The products of a category as stored in the database: attributes, brand and price.
async fn facts(bench: &Bench, category: &str) -> Vec<(Attributes, String, i64, bool)> {
    let snapshot = bench.shop.snapshot();
    let members: BTreeSet<_> = snapshot
        .category(category)
        .unwrap()
        .members
        .iter()
        .map(|&i| snapshot.products[i as usize].id)
        .collect();
    let mut conn = bench.shop.db().read().await.unwrap();
    let rows = store::catalogue::listed(&mut conn, i64::MAX).await.unwrap();
    rows.into_iter()
        .filter(|row| members.contains(&row.id))
        .map(|row| {
            let entry = snapshot.by_slug(&row.slug).unwrap();
            (
                serde_json::from_str(&row.attributes).unwrap(),
                row.brand,
                entry.price,
                entry.stock().available(),
            )
        })
        .collect()
}

/// The ends of a band of numbers.
fn ends_of(label: &ChoiceLabel) -> Vec<&str> {
    match label {
        ChoiceLabel::Text(end) => vec![&**end],
        ChoiceLabel::Numbers(Band::Under(end) | Band::From(end)) => {
            vec![end.as_str()]
        }
        ChoiceLabel::Numbers(Band::Between(first, last)) => vec![first.as_str(), last.as_str()],
        ChoiceLabel::Numbers(Band::All) => Vec::new(),
        other => panic!("{other:?} is no band of numbers"),
    }
}

/// The ends of a band of prices.
fn prices(label: &ChoiceLabel) -> Vec<Money> {
    match label {
        ChoiceLabel::Prices(Band::Under(end) | Band::From(end)) => vec![*end],
        ChoiceLabel::Prices(Band::Between(first, last)) => vec![*first, *last],
        other => panic!("{other:?} is no band of prices"),
    }
}

/// Whether a number is in the band with the key `from-to`.
fn in_band(key: &str, value: f64) -> bool {
    let (from, to) = key.split_once('-').unwrap();
    let from_fits = from.is_empty() || value >= from.parse::<f64>().unwrap();
    let to_fits = to.is_empty() || value < to.parse::<f64>().unwrap();
    from_fits && to_fits
}

on_both!(counts_equal_a_manual_count);
async fn counts_equal_a_manual_count(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let definitions: BTreeMap<String, AttributeDefinition> =
        bench.shop.snapshot().definitions.iter().map(|d| (d.key.clone(), d.clone())).collect();
    let mut checked = 0;
    for category in ["telescopes", "refractors", "mounts", "books", "accessories", "cameras"] {
        let products = facts(bench, category).await;
        for facet in list(bench, category, &[]).await.facets {
            for value in &facet.values {
                let fits =
                    |(attributes, brand, price, available): &&(Attributes, String, i64, bool)| {
                        match facet.key.as_str() {
                            "brand" => value.label.text() == Some(brand.as_str()),
                            "price" => in_band(&value.key, *price as f64 / 100.0),
                            "stock" => value.label == ChoiceLabel::InStock(*available),
                            key => match attributes.get(key) {
                                None => false,
                                Some(Value::List(list)) => list
                                    .iter()
                                    .any(|text| value.label.text() == Some(text.as_str())),
                                Some(Value::Flag(flag)) => value.label == ChoiceLabel::Flag(*flag),
                                Some(Value::Number(n))
                                    if definitions[key].facet
                                        == Some(domain::catalogue::FacetKind::Range) =>
                                {
                                    in_band(&value.key, *n)
                                }
                                Some(other) => {
                                    value.label.text()
                                        == Some(definitions[key].show(other).as_str())
                                }
                            },
                        }
                    };
                assert_eq!(
                    value.count,
                    products.iter().filter(fits).count(),
                    "{category}: {} {:?}",
                    facet.key,
                    value.label
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "{checked}");
}

on_both!(selecting_a_value_returns_its_count);
async fn selecting_a_value_returns_its_count(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    for category in ["telescopes", "mounts", "books"] {
        let all = list(bench, category, &[]).await;
        for facet in &all.facets {
            let keys: BTreeSet<&str> = facet.values.iter().map(|v| &*v.key).collect();
            assert_eq!(keys.len(), facet.values.len(), "two values of {} have one key", facet.key);
            for value in &facet.values {
                let narrowed = list(bench, category, &[(&facet.key, &value.key)]).await;
                assert_eq!(narrowed.total, value.count, "{} {:?}", facet.key, value.label);
                assert_eq!(narrowed.applied.len(), 1);
                assert_eq!(narrowed.clear, all.path);
                // Within the facet, other values still count what they would add.
                let same = narrowed.facets.iter().find(|f| f.key == facet.key).unwrap();
                let counts = |values: &[views::catalogue::FacetValue]| {
                    values.iter().map(|v| (v.key.clone(), v.count)).collect::<Vec<_>>()
                };
                assert_eq!(counts(&same.values), counts(&facet.values));
                assert!(same.values.iter().all(|v| v.chosen == (v.key == value.key)));
            }
        }
    }
}

on_both!(two_facets_narrow_and_two_values_widen);
async fn two_facets_narrow_and_two_values_widen(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let all = list(bench, "telescopes", &[]).await;
    let brand = all.facets.iter().find(|f| f.key == "brand").unwrap();
    let (one, two) = (&brand.values[0], &brand.values[1]);
    let both = list(bench, "telescopes", &[("brand", &one.key), ("brand", &two.key)]).await;
    assert_eq!(both.total, one.count + two.count);
    assert_eq!(both.applied.len(), 2);
    let narrowed = list(bench, "telescopes", &[("brand", &one.key)]).await;
    let keys: Vec<&str> = narrowed.facets.iter().map(|facet| facet.key.as_str()).collect();
    assert!(keys.contains(&"price") && keys.contains(&"aperture"), "{keys:?}");
    for facet in narrowed.facets.iter().filter(|f| f.key != "brand") {
        for value in &facet.values {
            let cross =
                list(bench, "telescopes", &[("brand", &one.key), (&facet.key, &value.key)]).await;
            assert_eq!(cross.total, value.count, "{} {:?}", facet.key, value.label);
            // The brand counts take the other facet into account.
            let brands = cross.facets.iter().find(|f| f.key == "brand").unwrap();
            for other in &brands.values {
                let there =
                    list(bench, "telescopes", &[("brand", &other.key), (&facet.key, &value.key)])
                        .await;
                assert_eq!(there.total, other.count, "{:?} with {:?}", other.label, value.label);
            }
        }
    }
}

on_both!(bands_do_not_overlap_and_counts_add_up);
async fn bands_do_not_overlap_and_counts_add_up(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let mut checked = Vec::new();
    for category in ["telescopes", "refractors", "mounts"] {
        let products = facts(bench, category).await;
        for facet in list(bench, category, &[]).await.facets.iter().filter(|f| {
            f.key != "price"
                && f.values.iter().all(|v| {
                    v.key.contains('-')
                        && v.key.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.')
                })
        }) {
            let with = products
                .iter()
                .filter(|(attributes, ..)| attributes.contains_key(&facet.key))
                .count();
            assert_eq!(
                facet.values.iter().map(|v| v.count).sum::<usize>(),
                with,
                "{category}: {}",
                facet.key
            );
            let ends: Vec<f64> = facet
                .values
                .iter()
                .flat_map(|v| ends_of(&v.label))
                .filter_map(|end| {
                    let digits = |c: &char| c.is_ascii_digit() || *c == '.';
                    end.chars().filter(digits).collect::<String>().parse().ok()
                })
                .collect();
            assert!(ends.len() > 1 && ends.is_sorted(), "{category}: {:?}", facet.values);
            checked.push((category, facet.key.clone()));
            for pair in facet.values.windows(2) {
                // The end of the first band is not included.
                let is_open = matches!(pair[0].label, ChoiceLabel::Numbers(Band::Under(_)));
                assert!(
                    is_open || ends_of(&pair[0].label).last() != ends_of(&pair[1].label).first(),
                    "{:?} and {:?}",
                    pair[0].label,
                    pair[1].label
                );
            }
        }
    }
    for (category, key) in
        [("telescopes", "aperture"), ("refractors", "aperture"), ("mounts", "payload")]
    {
        assert!(checked.contains(&(category, key.to_owned())), "{category} {key}: {checked:?}");
    }
    let aperture = list(bench, "telescopes", &[])
        .await
        .facets
        .into_iter()
        .find(|f| f.key == "aperture")
        .unwrap();
    let bounded = aperture.values.iter().filter_map(|v| {
        let (from, to) = v.key.split_once('-')?;
        Some((v, from.parse::<u32>().ok()?, to.parse::<u32>().ok()?))
    });
    assert!(bounded.clone().count() > 1, "{aperture:?}");
    for (value, from, to) in bounded {
        let mm = |number: u32| format!("{number}\u{a0}mm");
        assert_eq!(value.label, ChoiceLabel::Numbers(Band::Between(mm(from), mm(to - 1))));
    }
}

on_both!(bands_stay_when_products_change);
/// A new product far outside the range, and a thousand more of one size, move no band: a link to a
/// filter keeps its meaning.
async fn bands_stay_when_products_change(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let bands = async || {
        let facets = list(bench, "telescopes", &[]).await.facets;
        let aperture = facets.into_iter().find(|facet| facet.key == "aperture").unwrap();
        aperture.values.into_iter().map(|value| (value.key, value.count)).collect::<Vec<_>>()
    };
    let before = bands().await;
    let large = |i: u32| {
        ProductBuilder::new(&format!("giant-{i}"))
            .category("telescopes")
            .spec("aperture", 2_000.0)
            .variant(VariantBuilder::new(&format!("GIANT-{i}")).price(9_900_000))
    };
    bench.add(&(0..100).map(large).collect::<Vec<_>>()).await;
    let after = bands().await;
    let keys =
        |bands: &[(Arc<str>, usize)]| bands.iter().map(|b| b.0.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&after), keys(&before));
    assert_eq!(keys(&after), ["-75", "75-100", "100-150", "150-200", "200-"]);
    assert_eq!(after.last().unwrap().1, before.last().unwrap().1 + 100);
}

on_both!(payload_is_a_facet_only_beside_mounts);
async fn payload_is_a_facet_only_beside_mounts(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let keys = async |category: &str| {
        list(bench, category, &[]).await.facets.into_iter().map(|f| f.key).collect::<BTreeSet<_>>()
    };
    assert!(keys("mounts").await.contains("payload"));
    for category in ["telescopes", "refractors"] {
        assert!(!keys(category).await.contains("payload"), "{category}");
    }
    // Selected by URL, it can still be removed.
    assert_eq!(list(bench, "telescopes", &[("payload", "16-")]).await.applied.len(), 1);
}

on_both!(links_add_and_remove_values);
async fn links_add_and_remove_values(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let all = list(bench, "telescopes", &[]).await;
    let value = &all.facets.iter().find(|f| f.key == "brand").unwrap().values[0];
    // Checkboxes of a form need no link.
    assert_eq!(value.href, None);
    let narrowed =
        list(bench, "telescopes", &[("brand", &value.key), ("page", "1"), ("sort", "price-up")])
            .await;
    let chosen = narrowed
        .facets
        .iter()
        .find(|f| f.key == "brand")
        .unwrap()
        .values
        .iter()
        .find(|v| v.chosen)
        .unwrap();
    assert_eq!(chosen.href.as_deref(), Some("/categories/telescopes?sort=price-up"));
    assert_eq!(
        (narrowed.applied[0].href.as_str(), narrowed.clear.as_str()),
        ("/categories/telescopes?sort=price-up", "/categories/telescopes?sort=price-up")
    );
    // Unknown facets and values are ignored, in the list and in its links.
    let odd =
        list(bench, "telescopes", &[("colour", "red"), ("brand", "nobody"), ("price", "1-2")])
            .await;
    assert_eq!(
        (odd.total, odd.applied.len(), odd.clear.as_str()),
        (all.total, 0, "/categories/telescopes")
    );
}

on_both!(price_bands_use_the_shoppers_currency);
async fn price_bands_use_the_shoppers_currency(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let yen: Currency = "JPY".parse().unwrap();
    let listing =
        shop::catalogue::category(&bench.shop, "telescopes", &ListQuery::parse(&[]).unwrap(), yen)
            .await
            .unwrap();
    let price = listing.facets.iter().find(|f| f.key == "price").unwrap();
    assert!(
        !price.values.is_empty()
            && price.values.iter().flat_map(|v| prices(&v.label)).all(|end| end.currency == yen),
        "{price:?}"
    );
    let [from, to] = [25_000, 49_999].map(|cents| Money::new(cents, Currency::EUR));
    let band = ChoiceLabel::Prices(Band::Between(from, to));
    let euro = list(bench, "telescopes", &[]).await;
    let price = euro.facets.iter().find(|f| f.key == "price").unwrap();
    assert!(price.values.iter().any(|v| v.label == band && &*v.key == "250-500"), "{price:?}");
}

on_both!(price_bands_do_not_overlap);
/// A price is in one band only, in every currency: each band begins one minor unit above the end of
/// the previous one.
async fn price_bands_do_not_overlap(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    for currency in ["EUR", "USD", "JPY"] {
        let currency: Currency = currency.parse().unwrap();
        let query = ListQuery::parse(&[]).unwrap();
        let listing =
            shop::catalogue::category(&bench.shop, "telescopes", &query, currency).await.unwrap();
        let price = listing.facets.iter().find(|f| f.key == "price").unwrap();
        let bands: Vec<Vec<Money>> = price.values.iter().map(|v| prices(&v.label)).collect();
        assert!(bands.iter().flatten().all(|end| end.currency == currency), "{bands:?}");
        let ends: Vec<(i64, i64)> = bands
            .iter()
            .filter_map(|band| Some((band.first()?.minor, band.get(1)?.minor)))
            .collect();
        if currency == Currency::EUR {
            assert!(ends.contains(&(10_000, 24_999)), "{ends:?}");
        }
        assert!(ends.len() > 1 && ends.windows(2).all(|pair| pair[0].1 < pair[1].0), "{ends:?}");
        assert!(ends.windows(2).any(|pair| pair[0].1 + 1 == pair[1].0), "{ends:?}");
    }
}

on_both!(the_facet_with_the_lowest_rank_has_shortcuts);
async fn the_facet_with_the_lowest_rank_has_shortcuts(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    for (category, expected) in [("telescopes", Some("good_for")), ("mounts", None)] {
        let listing = list(bench, category, &[]).await;
        assert_eq!(listing.shortcut.as_deref(), expected, "{category}");
    }
    // Those who filter by it keep it: the page decides whether to show shortcuts.
    let filtered = list(bench, "telescopes", &[("design", "newtonian")]).await;
    assert!(filtered.shortcut.is_some());
}
