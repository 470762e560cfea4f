//! The parts of product pages beside the specifications.

use domain::Currency;
use testing::{Bench, on_both};
use views::catalogue::{EyepieceLimit, EyepieceRow, OpticsView};

on_both!(eyepieces_are_sold_or_in_the_box_and_marked_where_they_do_not_suit, sample);
async fn eyepieces_are_sold_or_in_the_box_and_marked_where_they_do_not_suit(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let mut marked = 0;
    for entry in &snapshot.products {
        let Some(OpticsView::Night(optics)) =
            shop::catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR)
                .await
                .unwrap()
                .optics
        else {
            continue;
        };
        for row in &optics.eyepieces {
            assert!(row.in_box || row.href.is_some(), "{}: {row:?}", entry.slug);
            assert!(row.true_field > 0.0, "{}: {row:?}", entry.slug);
            if let Some(href) = &row.href {
                let (path, sku) = href.split_once("?variant=").unwrap();
                assert_eq!(path, format!("/products/{}", snapshot.by_sku(sku).unwrap().slug));
            }
            if row.magnification > optics.highest_power {
                assert_eq!(row.limit, Some(EyepieceLimit::Power), "{}: {row:?}", entry.slug);
            } else if row.exit_pupil > 7.0 {
                assert_eq!(row.limit, Some(EyepieceLimit::Pupil), "{}: {row:?}", entry.slug);
            }
            marked += usize::from(row.limit.is_some());
        }
        assert!(optics.eyepieces.iter().any(|row| row.limit.is_none()), "{}", entry.slug);
    }
    assert!(marked > 3, "{marked}");
    let Some(OpticsView::Night(small)) =
        shop::catalogue::product(&bench.shop, "perigee-60-700", None, Currency::EUR)
            .await
            .unwrap()
            .optics
    else {
        panic!()
    };
    let at = |power: f64| {
        let is_near = |row: &&EyepieceRow| (row.magnification - power).abs() < 0.5;
        small.eyepieces.iter().find(is_near).unwrap()
    };
    assert_eq!((at(140.0).limit, at(117.0).limit), (Some(EyepieceLimit::Power), None));
    assert!(at(35.0).in_box && at(70.0).in_box, "{small:?}");
}

on_both!(a_solar_telescope_describes_the_sun, sample);
async fn a_solar_telescope_describes_the_sun(bench: &Bench) {
    for (slug, disc, detail, width) in [
        ("heliard-40-ha", 3.7, 2_100.0, Some(0.07)),
        ("heliard-60-ha", 3.9, 1_400.0, Some(0.06)),
        ("heliard-50-travel", 3.3, 1_700.0, None),
    ] {
        let Some(OpticsView::Sun(sun)) =
            shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap().optics
        else {
            panic!("{slug}")
        };
        assert!(
            (sun.disc - disc).abs() < 0.05
                && (sun.detail - detail).abs() < 50.0
                && (sun.filling_power - 98.0).abs() < 0.5,
            "{slug}: {sun:?}"
        );
        assert_eq!(sun.bandwidth, width, "{slug}");
    }
}

on_both!(accessories_are_related_to_what_they_connect_to, sample);
async fn accessories_are_related_to_what_they_connect_to(bench: &Bench) {
    let related = async |slug: &str| {
        let view = shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap();
        view.related.into_iter().map(|card| card.slug).collect::<Vec<_>>()
    };
    let adapter = related("corvane-t2-adapter").await;
    for stranger in
        ["nattlys-dew-strap", "perigee-blower", "perigee-cleaning-kit", "nattlys-book-light"]
    {
        assert!(!adapter.iter().any(|slug| slug == stranger), "{adapter:?}");
    }
    assert_eq!(adapter.len(), 4);
    let collimator = related("corvane-laser-collimator").await;
    assert_eq!(collimator[0], "corvane-cheshire", "{collimator:?}");
    assert!(collimator.iter().skip(1).all(|slug| slug.starts_with("lowland-")), "{collimator:?}");
    assert_eq!(related("nattlys-dew-strap").await[0], "nattlys-power-tank");
}

on_both!(needs_of_products, sample);
async fn needs_of_products(bench: &Bench) {
    let needs = async |slug: &str| {
        shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap().needs
    };
    let dobsonian = needs("lowland-8-dobsonian").await;
    let cheshire = dobsonian
        .iter()
        .find(|need| need.card.as_ref().is_some_and(|card| card.slug == "corvane-cheshire"))
        .unwrap();
    assert_eq!(cheshire.sku.as_deref(), Some("COR-CHE"));
    assert!(cheshire.why.contains("mirrors") && cheshire.card.as_ref().unwrap().price.minor > 0);
    // It comes with a laser.
    assert!(needs("lowland-10-dobsonian").await.is_empty());
    // A need that the shop does not sell is shown as text.
    let adapter = needs("corvane-t2-adapter").await;
    assert!(
        adapter.iter().any(|need| need.card.is_none() && need.why.contains("T-ring")),
        "{adapter:?}"
    );
    // A suitable variant, with its own price.
    let strap = needs("varnhem-127-mak")
        .await
        .into_iter()
        .find(|need| need.sku.as_deref() == Some("NAT-DEW-130"))
        .unwrap();
    let card = strap.card.unwrap();
    assert_eq!((card.price.minor, card.from), (3_500, false));
    // A sold-out product has no button.
    let tripod = needs("tarn-fell-15x70").await;
    assert!(!tripod.is_empty() && tripod.iter().all(|need| need.sku.is_none()), "{tripod:?}");
    assert!(needs("moon-globe").await.is_empty());
}
