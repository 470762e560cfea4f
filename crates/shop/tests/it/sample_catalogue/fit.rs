//! "Does it fit your telescope?" for the whole sample catalogue. No product is named: the rules
//! hold for all products of a kind.

use domain::{
    Currency,
    optics::fit::{Missing, Part, Photography, Reason, Verdict},
};
use shop::catalogue::{self, ListQuery, RequestedTelescope, ShowProduct};
use std::collections::BTreeSet;
use testing::{Bench, on_both};
use views::{
    catalogue::{ProductView, SpecValue},
    optics::{Judged, TelescopeError},
};

/// The value of a specification.
fn value<'a>(view: &'a ProductView, name: &str) -> Option<&'a SpecValue> {
    let mut specs = view.specs.iter().flat_map(|(_, specs)| specs);
    specs.find(|spec| spec.name == name).map(|spec| &spec.value)
}

/// The same as text.
fn spec<'a>(view: &'a ProductView, name: &str) -> Option<&'a str> {
    value(view, name)?.text()
}

/// A number from the specifications, without its unit.
fn number(view: &ProductView, name: &str) -> Option<f64> {
    spec(view, name)?.split('\u{a0}').next()?.parse().ok()
}

/// All products, each in each of its variants.
async fn everything(bench: &Bench) -> Vec<ProductView> {
    let mut views = Vec::new();
    for entry in bench.shop.snapshot().all() {
        for variant in &entry.variants {
            views.push(
                catalogue::product(&bench.shop, &entry.slug, Some(&variant.sku), Currency::EUR)
                    .await
                    .unwrap(),
            );
        }
    }
    views
}

fn sku(view: &ProductView) -> &str {
    &view.variants[view.chosen].sku
}

fn is_telescope(view: &ProductView) -> bool {
    spec(view, "Aperture").is_some()
}

/// The verdict of an accessory for a telescope.
async fn judged(bench: &Bench, accessory: &ProductView, telescope: &ProductView) -> Judged {
    let requested = RequestedTelescope::Known(telescope.slug.clone());
    let view = catalogue::product_for(
        &bench.shop,
        ShowProduct {
            slug: &accessory.slug,
            sku: Some(sku(accessory)),
            telescope: &requested,
            currency: Currency::EUR,
        },
    )
    .await
    .unwrap();
    view.fit.unwrap().chosen.unwrap()
}

on_both!(each_accessory_is_judged_for_each_telescope, sample);
async fn each_accessory_is_judged_for_each_telescope(bench: &Bench) {
    let all = everything(bench).await;
    let mut telescopes: Vec<&str> =
        all.iter().filter(|view| is_telescope(view)).map(|view| view.slug.as_str()).collect();
    telescopes.dedup();
    for view in &all {
        let name = (&view.name, sku(view));
        if is_telescope(view) {
            assert!(view.fit.is_none(), "{name:?}");
            continue;
        }
        let joined = ["Barrel", "Camera thread", "Dovetail", "Attaches to"]
            .iter()
            .any(|key| spec(view, key).is_some());
        let Some(fit) = &view.fit else {
            assert!(!joined, "{name:?} has no verdicts");
            continue;
        };
        assert_eq!(fit.telescopes.len(), telescopes.len(), "{name:?}");
        let listed = fit.fits.len() + fit.refused.len() + fit.unknown.len();
        assert_eq!(listed + fit.more, telescopes.len(), "{name:?}");
        assert!(
            fit.fits.iter().all(|judged| judged.verdict.fits())
                && fit.refused.iter().all(|judged| judged.verdict.refuses())
        );
        assert!(fit.unknown.iter().all(|judged| matches!(judged.verdict, Verdict::NotKnown(_))));
        assert!(
            fit.chosen.is_none() && fit.problem.is_none() && fit.all.starts_with("/categories/")
        );
    }
    let eyepieces = all
        .iter()
        .filter(|view| spec(view, "Apparent field").is_some() && spec(view, "Barrel").is_some());
    assert!(eyepieces.count() > 10 && telescopes.len() > 30, "too little to judge by");
}

on_both!(an_eyepiece_fits_by_its_barrel, sample);
async fn an_eyepiece_fits_by_its_barrel(bench: &Bench) {
    let all = everything(bench).await;
    let eyepieces = all
        .iter()
        .filter(|view| spec(view, "Apparent field").is_some() && spec(view, "Barrel").is_some());
    let mut refused = 0;
    for eyepiece in eyepieces {
        let barrels = spec(eyepiece, "Barrel").unwrap();
        let fit = eyepiece.fit.as_ref().unwrap();
        for telescope in all.iter().filter(|view| is_telescope(view)) {
            let takes = spec(telescope, "Focuser takes").unwrap();
            let shares =
                barrels.split(", ").any(|barrel| takes.split(", ").any(|other| other == barrel));
            let verdict = judged(bench, eyepiece, telescope).await.verdict;
            assert_eq!(
                (verdict.fits(), verdict.refuses()),
                (shares, !shares),
                "{} in {}",
                eyepiece.name,
                telescope.name
            );
            // Lists are cut at their maximum length only.
            let list = if shares { &fit.fits } else { &fit.refused };
            if list.len() < 40 {
                let listed = list.iter().any(|judged| judged.telescope.slug == telescope.slug);
                assert!(
                    listed,
                    "{} with {barrels} in {} for {takes}",
                    eyepiece.name, telescope.name
                );
            }
            refused += u32::from(!shares);
        }
    }
    assert!(refused > 10, "{refused}");
}

on_both!(a_mount_carries_what_its_saddle_and_payload_allow, sample);
async fn a_mount_carries_what_its_saddle_and_payload_allow(bench: &Bench) {
    let all = everything(bench).await;
    let mut seen = [0; 3];
    for mount in all.iter().filter(|view| spec(view, "Attaches to") == Some("Dovetail of the tube"))
    {
        let fit = mount.fit.as_ref().unwrap();
        let payload = number(mount, "Payload").unwrap();
        for judged in fit.fits.iter().chain(&fit.refused).chain(&fit.unknown) {
            let telescope = all.iter().find(|view| view.slug == judged.telescope.slug).unwrap();
            let (weight, bar) = (number(telescope, "Tube weight"), spec(telescope, "Dovetail"));
            let heavy = weight.is_some_and(|weight| weight > payload);
            let held =
                bar.zip(spec(mount, "Dovetail")).is_some_and(|(bar, saddle)| saddle.contains(bar));
            let place = match &judged.verdict {
                Verdict::Fits(domain::optics::fit::Way::Dovetail { photography, .. }) => {
                    assert!(!heavy && held);
                    let carries = weight.unwrap() + 1.5 <= payload * 2.0 / 3.0 + 1e-9;
                    let expected = match (value(mount, "Tracking"), carries) {
                        (Some(SpecValue::Flag(false)), _) => Photography::Standing,
                        (_, true) => Photography::Carries,
                        (_, false) => Photography::TooHeavy,
                    };
                    assert_eq!(*photography, expected, "{} on {}", telescope.name, mount.name);
                    0
                }
                Verdict::DoesNotFit(reason) => {
                    assert!(
                        heavy || !held && bar.is_some(),
                        "{} on {}",
                        telescope.name,
                        mount.name
                    );
                    assert_eq!(
                        *reason == Reason::NoBar,
                        bar == Some("None"),
                        "{} on {}",
                        telescope.name,
                        mount.name
                    );
                    1
                }
                Verdict::NotKnown(_) => {
                    assert!(bar.is_none() || spec(mount, "Dovetail").is_none());
                    2
                }
                other => panic!("{other:?}"),
            };
            seen[place] += 1;
        }
    }
    assert!(seen.iter().all(|&count| count > 0), "{seen:?}");
}

on_both!(the_verdict_depends_on_the_variant, sample);
async fn the_verdict_depends_on_the_variant(bench: &Bench) {
    let all = everything(bench).await;
    let mut differ = 0;
    for pair in all.windows(2).filter(|pair| pair[0].slug == pair[1].slug) {
        let (Some(first), Some(second)) = (&pair[0].fit, &pair[1].fit) else { continue };
        let same = [
            "Barrel",
            "Fits tubes from",
            "Fits tubes to",
            "Light path",
            "Payload",
            "Dovetail",
            "Tracking",
        ]
        .iter()
        .all(|key| value(&pair[0], key) == value(&pair[1], key));
        if same {
            assert_eq!(first, second, "{}", pair[0].name);
        }
        differ += u32::from(first.fits != second.fits);
    }
    assert!(differ >= 5, "{differ}");
}

on_both!(needs_fit_or_lack_a_measurement, sample);
async fn needs_fit_or_lack_a_measurement(bench: &Bench) {
    // No row of the table was dropped, and no need on a page is refused.
    let snapshot = bench.shop.snapshot();
    assert!(snapshot.unfit_needs().is_empty(), "{:?}", snapshot.unfit_needs());
    let mut checked = 0;
    for entry in snapshot.all() {
        let telescope =
            catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR).await.unwrap();
        for need in telescope.needs.iter().filter(|_| is_telescope(&telescope)) {
            let Some(card) = &need.card else { continue };
            let requested =
                catalogue::requested_telescope(&bench.shop, &card.slug, &[&telescope.slug]);
            let RequestedTelescope::Known(_) = &requested else { continue };
            // A product without a chosen variant fits in one of its variants.
            let skus: Vec<&str> = match need.href.split_once("?variant=") {
                Some((_, rest)) => vec![rest.split('&').next().unwrap()],
                None => snapshot
                    .by_slug(&card.slug)
                    .unwrap()
                    .variants
                    .iter()
                    .map(|variant| &*variant.sku)
                    .collect(),
            };
            let mut verdicts = Vec::new();
            for sku in skus {
                let view = catalogue::product_for(
                    &bench.shop,
                    ShowProduct {
                        slug: &card.slug,
                        sku: Some(sku),
                        telescope: &requested,
                        currency: Currency::EUR,
                    },
                )
                .await
                .unwrap();
                verdicts.push(view.fit.unwrap().chosen.unwrap().verdict);
            }
            let open = verdicts
                .iter()
                .all(|verdict| matches!(verdict, Verdict::NotKnown(Missing::Saddle)));
            assert!(
                verdicts.iter().any(Verdict::fits) || open,
                "{} needs {}: {verdicts:?}",
                telescope.name,
                card.name
            );
            assert!(need.href.ends_with(&format!("telescope={}", telescope.slug)), "{}", need.href);
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

on_both!(products_that_do_not_fit_are_not_proposed, sample);
async fn products_that_do_not_fit_are_not_proposed(bench: &Bench) {
    // A merchant's table that lists every eyepiece, mount and diagonal for every telescope.
    let table = "for,needs,why\ntelescopes,eyepieces|mounts|adapters|collimation,Because.\n";
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::settings::put(&mut tx, "catalogue.needs", table).await.unwrap();
    tx.commit().await.unwrap();
    let shop = bench.replica().await;
    let snapshot = shop.snapshot();
    assert!(snapshot.unfit_needs().len() > 20, "{:?}", snapshot.unfit_needs());
    for (telescope, product) in snapshot.unfit_needs() {
        let view = catalogue::product(&shop, telescope, None, Currency::EUR).await.unwrap();
        let proposed = view
            .needs
            .iter()
            .any(|need| need.card.as_ref().is_some_and(|card| card.slug == *product));
        assert!(!proposed, "{product} for {telescope}");
    }
}

on_both!(an_adapter_connects_camera_and_telescope, sample);
async fn an_adapter_connects_camera_and_telescope(bench: &Bench) {
    let all = everything(bench).await;
    let bridged =
        all.iter().find_map(|view| {
            let judged =
                view.fit.as_ref()?.fits.iter().find(|judged| {
                    matches!(judged.verdict, Verdict::FitsWith(_, Part::Adapter(_)))
                })?;
            Some((view, judged))
        });
    let (camera, judged) = bridged.expect("an adapter that bridges");
    let bridge = judged.bridge.as_ref().unwrap();
    let sku = bridge.sku.clone().unwrap();
    let adapter = all.iter().find(|view| view.variants[view.chosen].sku == sku).unwrap();
    assert_eq!(
        (&bridge.name, bridge.price),
        (&adapter.name, adapter.variants[adapter.chosen].price)
    );
    assert!(bridge.href.starts_with(&format!("/products/{}?", adapter.slug)));
    let telescope = all.iter().find(|view| view.slug == judged.telescope.slug).unwrap();
    // The adapter's barrel fits the focuser that the camera's does not fit, and its thread is the
    // camera's.
    let takes = spec(telescope, "Focuser takes").unwrap();
    assert!(
        takes.contains(spec(adapter, "Barrel").unwrap())
            && !takes.contains(spec(camera, "Barrel").unwrap())
    );
    assert_eq!(spec(adapter, "Camera thread"), spec(camera, "Camera thread"));
    // A sold-out adapter is named, but cannot be added.
    bench.change(&sku, bridge.price.minor, 0).await;
    let again = self::judged(bench, camera, telescope).await.bridge.unwrap();
    assert_eq!((again.name.as_str(), again.sku), (bridge.name.as_str(), None));
}

on_both!(every_adapter_stays_within_the_back_focus, sample);
async fn every_adapter_stays_within_the_back_focus(bench: &Bench) {
    let all = everything(bench).await;
    let mut bridges = 0;
    for camera in
        all.iter().filter(|view| spec(view, "Attaches to") == Some("Focuser or camera thread"))
    {
        for judged in &camera.fit.as_ref().unwrap().fits {
            let Some(bridge) = &judged.bridge else {
                assert!(!matches!(judged.verdict, Verdict::FitsWith(_, Part::Adapter(_))));
                continue;
            };
            let sku = bridge.sku.as_deref().unwrap();
            let adapter = all.iter().find(|view| self::sku(view) == sku).unwrap();
            let telescope = all.iter().find(|view| view.slug == judged.telescope.slug).unwrap();
            let path =
                number(camera, "Back focus").unwrap() + number(adapter, "Light path").unwrap();
            let max = number(telescope, "Back focus").unwrap();
            let min = number(telescope, "Shortest back focus").unwrap_or(max - 80.0);
            let pair = (&camera.name, &telescope.name, path);
            assert!(min <= path && path <= max, "{pair:?}");
            assert_eq!(spec(adapter, "Camera thread"), spec(camera, "Camera thread"), "{pair:?}");
            let takes = spec(telescope, "Focuser takes").unwrap();
            assert!(
                spec(adapter, "Barrel").unwrap().split(", ").any(|barrel| takes.contains(barrel)),
                "{pair:?}"
            );
            bridges += 1;
        }
    }
    assert!(bridges > 3, "{bridges}");
}

on_both!(no_night_finder_fits_a_solar_telescope, sample);
async fn no_night_finder_fits_a_solar_telescope(bench: &Bench) {
    let all = everything(bench).await;
    let snapshot = bench.shop.snapshot();
    let mut refused = 0;
    for finder in all.iter().filter(|view| spec(view, "Attaches to") == Some("Finder shoe")) {
        for telescope in all
            .iter()
            .filter(|view| is_telescope(view) && snapshot.by_slug(&view.slug).unwrap().solar_only)
        {
            let verdict = judged(bench, finder, telescope).await.verdict;
            assert_eq!(
                verdict,
                Verdict::DoesNotFit(Reason::NightFinder),
                "{} on {}",
                finder.name,
                telescope.name
            );
            refused += 1;
        }
    }
    assert!(refused >= 6, "{refused}");
}

/// The products of a category, over all pages.
async fn members(bench: &Bench, category: &str, filters: &[(&str, &str)]) -> BTreeSet<String> {
    let (mut slugs, mut page) = (BTreeSet::new(), 1);
    loop {
        let number = page.to_string();
        let pairs = filters.iter().copied().chain([("page", number.as_str())]);
        let pairs: Vec<(String, String)> =
            pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let list = catalogue::category(
            &bench.shop,
            category,
            &ListQuery::parse(&pairs).unwrap(),
            Currency::EUR,
        )
        .await
        .unwrap();
        assert!(!list.cards.is_empty() || list.total == 0);
        slugs.extend(list.cards.into_iter().map(|card| card.slug.clone()));
        if slugs.len() >= list.total {
            return slugs;
        }
        page += 1;
    }
}

on_both!(the_list_of_telescopes_is_filtered_by_barrel, sample);
async fn the_list_of_telescopes_is_filtered_by_barrel(bench: &Bench) {
    let all = everything(bench).await;
    let mut narrowed = 0;
    for view in &all {
        let Some((path, query)) = view.fit.as_ref().and_then(|fit| fit.all.split_once('?')) else {
            continue;
        };
        let (key, value) = query.split_once('=').unwrap();
        let path = path.strip_prefix("/categories/").unwrap();
        let listed = members(bench, path, &[(key, value)]).await;
        let barrel = spec(view, "Barrel").unwrap();
        let taking: BTreeSet<String> = all
            .iter()
            .filter(|telescope| {
                spec(telescope, "Focuser takes")
                    .is_some_and(|takes| takes.split(", ").any(|one| one == barrel))
            })
            .map(|telescope| telescope.slug.clone())
            .collect();
        // A telescope outside the first one's root category is not in its list.
        let whole = members(bench, path, &[]).await;
        assert_eq!(listed, taking.intersection(&whole).cloned().collect(), "{}", view.name);
        assert!(!listed.is_empty(), "{}", view.name);
        narrowed += 1;
    }
    assert!(narrowed > 20, "{narrowed}");
}

on_both!(telescope_parameter, sample);
async fn telescope_parameter(bench: &Bench) {
    let all = everything(bench).await;
    let telescopes: Vec<&str> =
        all.iter().filter(|view| is_telescope(view)).map(|view| view.slug.as_str()).collect();
    let [one, other] = [telescopes[0], *telescopes.last().unwrap()];
    let accessory = all.iter().find(|view| view.fit.is_some()).unwrap().slug.as_str();
    let requested = |product: &str, values: &[&str]| {
        catalogue::requested_telescope(&bench.shop, product, values)
    };
    assert_eq!(requested(accessory, &[]), RequestedTelescope::Nothing);
    assert_eq!(requested(accessory, &[one]), RequestedTelescope::Known(one.to_owned()));
    assert_eq!(requested(accessory, &[one, one]), RequestedTelescope::Known(one.to_owned()));
    assert_eq!(
        requested(accessory, &[one, other]),
        RequestedTelescope::Wrong(TelescopeError::Several)
    );
    assert_eq!(requested(accessory, &[""]), RequestedTelescope::Wrong(TelescopeError::Missing));
    for garbage in ["nothing-like-it", accessory, "<script>", "../..", "%00", &one.to_uppercase()] {
        assert_eq!(
            requested(accessory, &[garbage]),
            RequestedTelescope::Wrong(TelescopeError::Unknown),
            "{garbage}"
        );
    }
    // Other pages ignore it.
    assert_eq!(
        (requested(one, &[other]), requested("nothing-like-it", &[one])),
        (RequestedTelescope::Nothing, RequestedTelescope::Nothing)
    );
    // Typed text is never part of the cache key.
    let keys: Vec<_> = [&["x"][..], &["y"], &[""], &[one, other]]
        .map(|values| requested(accessory, values).key().map(str::to_owned))
        .into();
    assert_eq!(keys, ["?", "?", "", "*"].map(|key| Some(key.to_owned())));
}

on_both!(joint_attributes_are_not_searchable, sample);
async fn joint_attributes_are_not_searchable(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let silent = snapshot.definitions.iter().filter(|definition| !definition.search).count();
    assert!(silent >= 5 && snapshot.definitions.len() > 40, "{silent}");
    // A diameter that occurs in no other specification does not find the telescopes that have it.
    let all = everything(bench).await;
    let mut tried = 0;
    for telescope in all.iter().filter(|view| is_telescope(view)) {
        let Some(diameter) = spec(telescope, "Tube diameter") else { continue };
        let digits = diameter.split('\u{a0}').next().unwrap();
        let elsewhere = |view: &ProductView| {
            view.name.contains(digits)
                || view.summary.contains(digits)
                || view
                    .specs
                    .iter()
                    .flat_map(|(_, specs)| specs)
                    .filter(|spec| spec.name != "Tube diameter")
                    .any(|spec| spec.value.text().is_some_and(|text| text.contains(digits)))
        };
        if elsewhere(telescope) {
            continue;
        }
        let query = ListQuery::parse(&[("q".to_owned(), digits.to_owned())]).unwrap();
        let found = catalogue::search(&bench.shop, &query, Currency::EUR).unwrap();
        assert!(
            found.cards.iter().all(|card| card.slug != telescope.slug),
            "{digits} finds {}",
            telescope.slug
        );
        tried += 1;
    }
    assert!(tried > 5, "{tried}");
}
