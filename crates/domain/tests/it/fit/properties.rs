//! Properties that hold for all accessories and telescopes.

use super::mm;
use domain::optics::fit::{
    Accessory, Barrel, Carrier, Connection, Dovetail, Foot, Joint, Kilograms, Light, Millimetres,
    Part, Place, Telescope, Thread, Verdict, verdict, verdict_with,
};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::cell::Cell;

fn joints() -> impl Strategy<Value = Joint> {
    prop_oneof![
        prop::sample::select(Barrel::ALL.to_vec()).prop_map(Joint::Barrel),
        prop::sample::select(Thread::ALL.to_vec()).prop_map(Joint::Thread),
        prop::sample::select(Dovetail::ALL.to_vec()).prop_map(Joint::Dovetail),
        Just(Joint::FinderShoe),
    ]
}

fn connections() -> impl Strategy<Value = Connection> {
    (joints(), any::<bool>()).prop_map(|(joint, plug)| {
        if plug { Connection::plug(joint) } else { Connection::socket(joint) }
    })
}

fn lengths() -> impl Strategy<Value = Option<Millimetres>> {
    prop::option::of((1.0..300.0_f64).prop_map(Millimetres))
}

fn masses() -> impl Strategy<Value = Option<Kilograms>> {
    prop::option::of((0.1..40.0_f64).prop_map(Kilograms))
}

fn designs() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Newtonian".to_owned(), "Achromat".to_owned()])
}

fn telescopes() -> impl Strategy<Value = Telescope> {
    let carrier = prop_oneof![
        Just(Carrier::Unknown),
        Just(Carrier::NoBar),
        prop::sample::subsequence(Dovetail::ALL.to_vec(), 1..=2).prop_map(Carrier::Bars)
    ];
    let whole = (
        prop::sample::subsequence(Barrel::ALL.to_vec(), 0..=2),
        prop::option::of(prop::sample::select(Thread::ALL.to_vec())),
    );
    let measures = (lengths(), lengths(), masses(), lengths(), lengths());
    (
        whole,
        carrier,
        measures,
        prop::option::of(designs()),
        prop::option::of(any::<bool>()),
        any::<bool>(),
    )
        .prop_map(
            |(
                (focuser, thread),
                carrier,
                (back_focus, back_focus_min, tube_weight, tube_diameter, aperture),
                design,
                finder_shoe,
                sun_only,
            )| Telescope {
                focuser,
                thread,
                back_focus,
                back_focus_min,
                carrier,
                tube_weight,
                tube_diameter,
                aperture,
                design,
                finder_shoe,
                sun_only,
            },
        )
}

const PLACES: [Place; 9] = [
    Place::Focuser,
    Place::BeforeEyepiece,
    Place::BeforeCamera,
    Place::Camera,
    Place::FilterThread,
    Place::TubeFront,
    Place::FinderShoe,
    Place::Dovetail,
    Place::Eyepiece,
];

fn accessories() -> impl Strategy<Value = Accessory> {
    let joints = (
        prop::sample::select(PLACES.to_vec()),
        prop::sample::subsequence(Barrel::ALL.to_vec(), 0..=2),
        prop::option::of(prop::sample::select(Thread::ALL.to_vec())),
        prop::sample::subsequence(Dovetail::ALL.to_vec(), 0..=2),
        prop::sample::select(vec![Foot::Unknown, Foot::Standard, Foot::WithShoe]),
        prop::option::of(prop::sample::select(vec![Light::Night, Light::Sun])),
    );
    let measures = (lengths(), lengths(), lengths(), lengths(), masses());
    (joints, measures, prop::collection::vec(designs(), 0..2)).prop_map(
        |(
            (place, barrels, thread, saddles, foot, light),
            (length, from, to, aperture_max, payload),
            made_for,
        )| Accessory {
            barrels,
            thread,
            length,
            from,
            to,
            made_for,
            aperture_max,
            saddles,
            payload,
            foot,
            light,
            ..Accessory::at(place)
        },
    )
}

/// Whether a measurement that the rule needs for a yes is missing, worked out independently.
fn lacks(accessory: &Accessory, telescope: &Telescope) -> bool {
    let barrels = accessory.barrels.is_empty() || telescope.focuser.is_empty();
    let path = accessory.length.is_none() || telescope.back_focus.is_none();
    let meant = !accessory.made_for.is_empty() && telescope.design.is_none()
        || accessory.aperture_max.is_some() && telescope.aperture.is_none();
    let own = match accessory.place {
        Place::Focuser | Place::FilterThread => barrels,
        Place::BeforeEyepiece | Place::BeforeCamera => barrels || path,
        Place::Camera => {
            path || barrels && (accessory.thread.is_none() || telescope.thread.is_none())
        }
        Place::TubeFront => {
            accessory.from.is_none() || accessory.to.is_none() || telescope.tube_diameter.is_none()
        }
        Place::FinderShoe => {
            accessory.foot == Foot::Unknown
                || accessory.foot == Foot::Standard && telescope.finder_shoe.is_none()
        }
        Place::Dovetail => {
            accessory.saddles.is_empty()
                || accessory.payload.is_none()
                || telescope.tube_weight.is_none()
                || !matches!(telescope.carrier, Carrier::Bars(_))
        }
        Place::Eyepiece => true,
    };
    own || meant
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn joints_are_symmetric(one in connections(), other in connections()) {
        prop_assert_eq!(one.mates(other), other.mates(one));
        prop_assert!(!one.mates(one));
    }

    #[test]
    fn a_plug_mates_with_a_socket_of_the_same_kind_only(plug in joints(), socket in joints()) {
        let mates = Connection::plug(plug).mates(Connection::socket(socket));
        prop_assert_eq!(mates, plug == socket);
    }

    #[test]
    fn it_never_fits_while_a_measure_is_missing(
        accessory in accessories(),
        telescope in telescopes(),
        adapter in accessories(),
    ) {
        for verdict in [
            verdict(&accessory, &telescope),
            verdict_with(&accessory, &telescope, &[&adapter]),
        ] {
            if verdict.fits() && !matches!(verdict, Verdict::FitsWith(_, Part::Adapter(_))) {
                prop_assert!(!lacks(&accessory, &telescope), "{:?}", verdict);
            }
        }
    }

    #[test]
    fn a_refusal_stays_whatever_else_becomes_known(
        accessory in accessories(),
        telescope in telescopes(),
        full in telescopes(),
    ) {
        if verdict(&accessory, &telescope).refuses() {
            let told = Telescope {
                thread: telescope.thread.or(full.thread),
                back_focus: telescope.back_focus.or(full.back_focus),
                back_focus_min: telescope.back_focus_min.or(full.back_focus_min),
                tube_weight: telescope.tube_weight.or(full.tube_weight),
                tube_diameter: telescope.tube_diameter.or(full.tube_diameter),
                aperture: telescope.aperture.or(full.aperture),
                design: telescope.design.clone().or(full.design),
                finder_shoe: telescope.finder_shoe.or(full.finder_shoe),
                focuser: if telescope.focuser.is_empty() {
                    full.focuser
                } else {
                    telescope.focuser.clone()
                },
                carrier: if telescope.carrier == Carrier::Unknown {
                    full.carrier
                } else {
                    telescope.carrier.clone()
                },
                sun_only: telescope.sun_only,
            };
            prop_assert!(verdict(&accessory, &told).refuses());
        }
    }
}

/// Cameras with a thread and a known length.
fn cameras() -> impl Strategy<Value = Accessory> {
    (accessories(), prop::sample::select(Thread::ALL.to_vec()), 5.0..60.0_f64).prop_map(
        |(accessory, thread, length)| Accessory {
            place: Place::Camera,
            thread: Some(thread),
            length: mm(length),
            aperture_max: None,
            ..accessory
        },
    )
}

/// Adapters before a camera, for any telescope.
fn adapters() -> impl Strategy<Value = Accessory> {
    (accessories(), prop::sample::select(Thread::ALL.to_vec()), 5.0..60.0_f64).prop_map(
        |(accessory, thread, length)| Accessory {
            place: Place::BeforeCamera,
            thread: Some(thread),
            length: mm(length),
            light: None,
            made_for: Vec::new(),
            aperture_max: None,
            ..accessory
        },
    )
}

/// Telescopes with a known back focus.
fn telescopes_with_back_focus() -> impl Strategy<Value = Telescope> {
    (telescopes(), 40.0..200.0_f64)
        .prop_map(|(telescope, length)| Telescope { back_focus: mm(length), ..telescope })
}

/// An adapter changes a verdict only to a yes, and only where its thread is the camera's and both
/// together reach focus.
#[test]
fn an_adapter_bridges_what_its_thread_and_the_back_focus_allow() {
    let config =
        ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let bridged = Cell::new(0);
    let cases = (cameras(), telescopes_with_back_focus(), adapters());
    TestRunner::new_with_rng(config, rng)
        .run(&cases, |(camera, telescope, adapter)| {
            let alone = verdict(&camera, &telescope);
            let with = verdict_with(&camera, &telescope, &[&adapter]);
            if with == alone {
                return Ok(());
            }
            prop_assert!(!alone.fits(), "{:?} became {:?}", alone, with);
            prop_assert!(matches!(with, Verdict::FitsWith(_, Part::Adapter(0))), "{:?}", with);
            prop_assert_eq!(camera.thread, adapter.thread);
            let path = camera.length.unwrap().0 + adapter.length.unwrap().0;
            let max = telescope.back_focus.unwrap().0;
            let min = telescope.back_focus_min.map_or(max - 80.0, |min| min.0);
            prop_assert!(min <= path && path <= max, "{} to {}: {}", min, max, path);
            prop_assert!(adapter.barrels.iter().any(|barrel| telescope.focuser.contains(barrel)));
            bridged.set(bridged.get() + 1);
            Ok(())
        })
        .unwrap();
    assert!(bridged.get() > 10, "{} bridged", bridged.get());
}
