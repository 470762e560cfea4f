//! The calculator with the sample catalogue: every telescope with all equipment that fits it.

use domain::{
    Currency,
    checkout::FieldErrorKind,
    optics::pairing::{Suits, TelescopeOptics},
};
use shop::Context;
use testing::{Bench, on_both};
use views::optics::calculator::{Answer, CalculatorView, OWN, Question};

/// The calculator's result for these parameters.
fn ask(shop: &Context, parameters: &[(&str, &str)]) -> CalculatorView {
    let question = Question::read(|name| {
        parameters.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    });
    shop::catalogue::calculate(shop, question, Currency::EUR)
}

/// The calculator's result for one of its own URLs.
fn follow(shop: &Context, address: &str) -> CalculatorView {
    let query = address.strip_prefix("/tools/eyepieces?").unwrap_or_else(|| panic!("{address}"));
    let decode = |text: &str| text.replace("%22", "\"").replace("%2C", ",").replace('+', " ");
    let pairs: Vec<(String, String)> = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(key, value)| (key.to_owned(), decode(value)))
        .collect();
    ask(shop, &pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect::<Vec<_>>())
}

#[track_caller]
fn answer(view: &CalculatorView) -> &Answer {
    assert!(view.errors.is_empty(), "{:?}: {:?}", view.question, view.errors);
    view.answer.as_ref().unwrap_or_else(|| panic!("{:?}", view.question))
}

fn errors(view: &CalculatorView) -> Vec<(&str, FieldErrorKind)> {
    view.errors.iter().map(|error| (error.field.as_str(), error.problem)).collect()
}

on_both!(without_a_question_an_available_example_is_shown, sample);
async fn without_a_question_an_available_example_is_shown(bench: &Bench) {
    let view = ask(&bench.shop, &[]);
    let answer = answer(&view);
    assert!(view.example && view.plain && !answer.solar);
    let seen = answer.visual.unwrap();
    assert!(!matches!(seen.suits(answer.highest), Suits::TooStrong | Suits::TooWide), "{seen:?}");
    assert!(
        answer.products[0].stock.available() && answer.products[0].name == answer.telescope_name
    );
    // The eyepiece is supplied with it.
    assert!(view.boxed.iter().any(|choice| Some(&choice.value) == view.question.eyepiece.as_ref()));
    // The same result under its own URL.
    let again = follow(&bench.shop, &view.address);
    assert!(!again.plain && !again.example && again.answer == view.answer);
}

on_both!(every_telescope_goes_with_every_eyepiece_barlow_and_camera, sample);
async fn every_telescope_goes_with_every_eyepiece_barlow_and_camera(bench: &Bench) {
    let all = ask(&bench.shop, &[]);
    let keys = |groups: &[views::optics::calculator::ChoiceGroup]| -> Vec<String> {
        groups.iter().flat_map(|group| &group.choices).map(|choice| choice.value.clone()).collect()
    };
    let (telescopes, eyepieces) = (keys(&all.telescopes), keys(&all.eyepieces));
    assert!(
        telescopes.len() > 30
            && eyepieces.len() > 20
            && all.barlows.len() > 2
            && all.cameras.len() > 5
    );
    for telescope in &telescopes {
        for eyepiece in &eyepieces {
            let view = ask(&bench.shop, &[("telescope", telescope), ("eyepiece", eyepiece)]);
            let answer = answer(&view);
            let (seen, glass) = (answer.visual.unwrap(), answer.eyepiece.unwrap());
            let power = answer.telescope.focal_length() / glass.focal_length();
            assert!(
                (seen.magnification - power).abs() < 1e-9
                    && seen.true_field > 0.0
                    && seen.true_field < 12.0,
                "{telescope}, {eyepiece}: {seen:?}"
            );
            assert_eq!(answer.products.len(), 2, "{telescope}, {eyepiece}");
        }
        for barlow in &all.barlows {
            for camera in &all.cameras {
                let view = ask(
                    &bench.shop,
                    &[
                        ("telescope", telescope),
                        ("barlow", &barlow.value),
                        ("camera", &camera.value),
                    ],
                );
                let answer = answer(&view);
                let (photo, factor) = (answer.photo.unwrap(), answer.factor.get());
                assert!(answer.visual.is_none() && factor >= 2.0);
                assert!(
                    (photo.focal_length - answer.telescope.focal_length() * factor).abs() < 1e-9
                );
                assert!(photo.scale > 0.0 && photo.width > 0.0 && photo.height > 0.0);
                assert_eq!(answer.products.len(), 3);
            }
        }
    }
}

on_both!(products_link_to_the_calculator_with_themselves_selected, sample);
async fn products_link_to_the_calculator_with_themselves_selected(bench: &Bench) {
    let (mut telescopes, mut others, mut none) = (0, 0, 0);
    for entry in &bench.shop.snapshot().products {
        for variant in &entry.variants {
            let product = shop::catalogue::product(
                &bench.shop,
                &entry.slug,
                Some(&variant.sku),
                Currency::EUR,
            )
            .await
            .unwrap();
            let Some(address) = product.calculator else {
                none += 1;
                let specs: Vec<&str> = product
                    .specs
                    .iter()
                    .flat_map(|(_, specs)| specs)
                    .map(|spec| spec.name.as_str())
                    .collect();
                assert!(
                    product.optics.is_none()
                        && !specs.contains(&"Factor")
                        && !specs.contains(&"Pixel size"),
                    "{}",
                    entry.slug
                );
                continue;
            };
            let view = follow(&bench.shop, &address);
            let answer = answer(&view);
            let chosen = answer
                .products
                .iter()
                .find(|chosen| *chosen.name == *entry.name)
                .unwrap_or_else(|| panic!("{address}"));
            assert!(
                chosen.sku.as_deref().is_none_or(|sku| sku == &*variant.sku),
                "{address}: {chosen:?}"
            );
            if product.optics.is_some() {
                telescopes += 1;
                assert!(!view.example && answer.visual.is_some(), "{address}");
            } else {
                others += 1;
                assert!(
                    view.example && (answer.visual.is_some() || answer.photo.is_some()),
                    "{address}"
                );
            }
        }
    }
    assert!(telescopes > 30 && others > 30 && none > 30, "{telescopes}, {others}, {none}");
}

on_both!(the_telescope_page_and_the_calculator_agree, sample);
async fn the_telescope_page_and_the_calculator_agree(bench: &Bench) {
    let mut compared = 0;
    for entry in &bench.shop.snapshot().products {
        let product =
            shop::catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR).await.unwrap();
        let spec = |product: &views::catalogue::ProductView, name: &str| -> Vec<String> {
            let found =
                product.specs.iter().flat_map(|(_, specs)| specs).find(|spec| spec.name == name);
            found
                .and_then(|spec| spec.value.text())
                .map(|text| text.split(", ").map(ToOwned::to_owned).collect())
                .unwrap_or_default()
        };
        let focuser = spec(&product, "Focuser takes");
        let Some(views::catalogue::OpticsView::Night(optics)) = product.optics else { continue };
        for row in optics.eyepieces.iter().filter_map(|row| Some((row, row.href.as_ref()?))) {
            let sku = row.1.split_once("?variant=").unwrap().1;
            let view = ask(&bench.shop, &[("telescope", &entry.slug), ("eyepiece", sku)]);
            let seen = answer(&view).visual.unwrap();
            let shown =
                |power, field| (domain::text::number(power, 0), domain::text::number(field, 1));
            assert_eq!(
                shown(row.0.magnification, row.0.true_field),
                shown(seen.magnification, seen.true_field),
                "{} {sku}",
                entry.slug
            );
            let eyepiece = bench.shop.snapshot().by_sku(sku).unwrap().slug.clone();
            let eyepiece =
                shop::catalogue::product(&bench.shop, &eyepiece, Some(sku), Currency::EUR)
                    .await
                    .unwrap();
            assert!(
                spec(&eyepiece, "Barrel").iter().any(|barrel| focuser.contains(barrel)),
                "{} {sku}",
                entry.slug
            );
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

on_both!(a_known_field_stop_determines_the_true_field, sample);
async fn a_known_field_stop_determines_the_true_field(bench: &Bench) {
    let (mut known, mut unknown) = (0, 0);
    for entry in &bench.shop.snapshot().products {
        for variant in &entry.variants {
            let product = shop::catalogue::product(
                &bench.shop,
                &entry.slug,
                Some(&variant.sku),
                Currency::EUR,
            )
            .await
            .unwrap();
            let number = |name: &str| {
                let mut specs = product.specs.iter().flat_map(|(_, specs)| specs);
                let spec = specs.find(|spec| spec.name == name)?;
                let text = spec.value.text()?;
                text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().ok()
            };
            let (Some(mm), Some(degrees)) = (number("Focal length"), number("Apparent field"))
            else {
                continue;
            };
            let view = ask(
                &bench.shop,
                &[("aperture", "200"), ("focal-length", "1000"), ("eyepiece", &variant.sku)],
            );
            let seen = answer(&view).visual.unwrap();
            let (expected, by_field_stop) = match number("Field stop") {
                Some(stop) => ((stop / 1000.0).to_degrees(), true),
                None => (degrees * mm / 1000.0, false),
            };
            assert!(
                (seen.true_field - expected).abs() < 1e-9 && seen.by_field_stop == by_field_stop,
                "{}: {seen:?}",
                variant.sku
            );
            // A field stop is never wider than the barrel, and never far from what the apparent
            // field suggests.
            assert!(
                (0.8..1.05).contains(&(expected / (degrees * mm / 1000.0))),
                "{}: {expected}",
                variant.sku
            );
            if by_field_stop { known += 1 } else { unknown += 1 }
        }
    }
    assert!(known > 15 && unknown > 2, "{known}, {unknown}");
}

on_both!(both_ends_of_a_zoom_can_be_chosen, sample);
async fn both_ends_of_a_zoom_can_be_chosen(bench: &Bench) {
    let all = ask(&bench.shop, &[]);
    let zooms: Vec<_> = all
        .eyepieces
        .iter()
        .filter(|group| group.choices.iter().any(|choice| choice.value.contains('.')))
        .collect();
    assert!(!zooms.is_empty());
    for zoom in zooms {
        let seen: Vec<_> = zoom
            .choices
            .iter()
            .map(|choice| {
                let view = ask(
                    &bench.shop,
                    &[("aperture", "200"), ("focal-length", "1000"), ("eyepiece", &choice.value)],
                );
                assert_eq!(view.question.eyepiece.as_ref(), Some(&choice.value));
                answer(&view).visual.unwrap()
            })
            .collect();
        let [long, short] = seen.as_slice() else { panic!("{zoom:?}") };
        assert!(
            long.magnification < short.magnification && long.true_field > short.true_field,
            "{zoom:?}: {seen:?}"
        );
        // The apparent field is narrower at the long end.
        assert!(
            long.true_field * long.magnification < short.true_field * short.magnification,
            "{zoom:?}: {seen:?}"
        );
    }
}

on_both!(typed_numbers_are_parsed_as_people_write_them, sample);
async fn typed_numbers_are_parsed_as_people_write_them(bench: &Bench) {
    for (aperture, focal_length, expected) in [
        ("203", "1200", (203.0, 1200.0)),
        ("203 mm", "1,200 mm", (203.0, 1200.0)),
        ("8\"", "1.200", (203.2, 1200.0)),
        ("8 inch", "1 200", (203.2, 1200.0)),
        ("20,32 cm", "1.2 m", (203.2, 1200.0)),
    ] {
        let own = [("telescope", OWN), ("aperture", aperture), ("focal-length", focal_length)];
        let view = ask(&bench.shop, &own);
        let telescope = answer(&view).telescope;
        assert!(
            (telescope.aperture() - expected.0).abs() < 1e-9
                && (telescope.focal_length() - expected.1).abs() < 1e-9,
            "{aperture}, {focal_length}"
        );
        // Numbers alone imply typed equipment.
        assert_eq!(ask(&bench.shop, &own[1..]).answer, view.answer);
        assert!(follow(&bench.shop, &view.address).answer == view.answer, "{}", view.address);
    }
    let view = ask(
        &bench.shop,
        &[
            ("aperture", "8\""),
            ("focal-length", "1200"),
            ("eyepiece-focal-length", "25mm"),
            ("apparent-field", "52°"),
            ("factor", "2x"),
            ("sensor-width", "23,5"),
            ("sensor-height", "15.7"),
            ("pixel-size", "3.76 µm"),
        ],
    );
    let answer = answer(&view);
    assert!((answer.visual.unwrap().magnification - 96.0).abs() < 1e-9);
    assert!((answer.photo.unwrap().focal_length - 2400.0).abs() < 1e-9);
    assert!(answer.products.is_empty() && answer.telescope_name.is_empty());
}

on_both!(errors_name_their_field_and_keep_the_input, sample);
async fn errors_name_their_field_and_keep_the_input(bench: &Bench) {
    let shop = &bench.shop;
    for bad in ["0", "-5", "1e9", "NaN", "inf", "abc", "1000000000", "<b>", "٣٣٣٣٣٣٣٣"] {
        let view = ask(shop, &[("telescope", OWN), ("aperture", bad), ("focal-length", "1200")]);
        assert_eq!(errors(&view), [("aperture", FieldErrorKind::Invalid)], "{bad}");
        assert_eq!(
            (view.question.aperture.as_str(), view.question.focal_length.as_str()),
            (bad, "1200")
        );
        assert!(view.answer.is_none());
        for field in [
            "factor",
            "eyepiece-focal-length",
            "apparent-field",
            "sensor-width",
            "sensor-height",
            "pixel-size",
        ] {
            let view = ask(shop, &[(field, bad)]);
            assert!(
                errors(&view).contains(&(field, FieldErrorKind::Invalid)),
                "{field}={bad}: {:?}",
                view.errors
            );
            // The telescope itself has results.
            assert!(view.answer.is_some(), "{field}={bad}");
        }
    }
    // Everything that is missing, in the order of the form.
    let view =
        ask(shop, &[("telescope", OWN), ("eyepiece", OWN), ("barlow", OWN), ("camera", OWN)]);
    let expected = [
        "aperture",
        "focal-length",
        "eyepiece-focal-length",
        "apparent-field",
        "factor",
        "sensor-width",
        "sensor-height",
        "pixel-size",
    ];
    assert_eq!(errors(&view), expected.map(|field| (field, FieldErrorKind::Missing)));
    // Swapped values.
    let view = ask(shop, &[("aperture", "1200"), ("focal-length", "203")]);
    assert_eq!(errors(&view), [("focal-length", FieldErrorKind::Mistyped)]);
}

on_both!(unknown_names_are_errors, sample);
async fn unknown_names_are_errors(bench: &Bench) {
    let shop = &bench.shop;
    let telescope = ask(shop, &[]).question.telescope.unwrap();
    for field in ["telescope", "eyepiece", "barlow", "camera"] {
        for unknown in ["nothing-like-it", "../..", "\" or 1=1", "box", "own2"] {
            let view = ask(shop, &[(field, unknown)]);
            assert_eq!(errors(&view), [(field, FieldErrorKind::Invalid)], "{field}={unknown}");
        }
    }
    // An end that a zoom does not have, and a point after a product that is not a zoom.
    let all = ask(shop, &[]);
    let zoom = all
        .eyepieces
        .iter()
        .flat_map(|group| &group.choices)
        .find(|choice| choice.value.contains('.'))
        .unwrap();
    let name = zoom.value.split('.').next().unwrap();
    for unknown in [
        format!("{name}.99"),
        format!("{name}."),
        format!("{}.{}", zoom.value, zoom.value),
        ".".repeat(4000),
        format!("{telescope}.1"),
    ] {
        assert_eq!(
            errors(&ask(shop, &[("eyepiece", &unknown)])),
            [("eyepiece", FieldErrorKind::Invalid)],
            "{unknown}"
        );
    }
    // A key of another kind is unknown.
    assert_eq!(
        errors(&ask(shop, &[("eyepiece", &telescope)])),
        [("eyepiece", FieldErrorKind::Invalid)]
    );
    // More eyepieces than are supplied.
    for eyepiece in ["box-0", "box-99", "box--1", "box-18446744073709551616"] {
        let view = ask(shop, &[("telescope", &telescope), ("eyepiece", eyepiece)]);
        assert_eq!(errors(&view), [("eyepiece", FieldErrorKind::Mistyped)], "{eyepiece}");
        assert!(view.answer.unwrap().visual.is_none());
    }
    // "No eyepiece" is a valid choice.
    let view = ask(shop, &[("telescope", &telescope), ("eyepiece", "")]);
    assert!(answer(&view).visual.is_none() && follow(shop, &view.address).answer == view.answer);
}

on_both!(implausible_combinations_are_not_shown, sample);
async fn implausible_combinations_are_not_shown(bench: &Bench) {
    let view = ask(
        &bench.shop,
        &[
            ("aperture", "20"),
            ("focal-length", "50"),
            ("eyepiece-focal-length", "100"),
            ("apparent-field", "120"),
            ("factor", "0.25"),
        ],
    );
    let answer = answer(&view);
    assert!(answer.eyepiece.is_some() && answer.visual.is_none());
    assert_eq!(answer.telescope, TelescopeOptics::new(20.0, 50.0).unwrap());
}

on_both!(a_change_of_stock_shows, sample);
async fn a_change_of_stock_shows(bench: &Bench) {
    let all = ask(&bench.shop, &[]);
    let name = answer(&all).telescope_name.clone();
    let entry =
        bench.shop.snapshot().products.iter().find(|entry| *entry.name == *name).cloned().unwrap();
    for variant in &entry.variants {
        bench.change(&variant.sku, variant.price.minor, 0).await;
    }
    // The example is another one now, and this one cannot be added.
    assert_ne!(answer(&ask(&bench.shop, &[])).telescope_name, name);
    let view = ask(&bench.shop, &[("telescope", &entry.slug)]);
    let chosen = &answer(&view).products[0];
    assert!(chosen.sku.is_none() && !chosen.stock.available());
}
