//! Whether an accessory fits a telescope.

use domain::optics::fit::{
    Accessory, Barrel, Carrier, Connection, Dovetail, Foot, Joint, Kilograms, Light, Millimetres,
    Missing, Part, Photography, Place, Reason, Telescope, Thread, Verdict, Way, verdict,
    verdict_with,
};
use proptest::prelude::*;

use Barrel::{Large, Small};

fn mm(length: f64) -> Option<Millimetres> {
    Some(Millimetres(length))
}

fn kg(mass: f64) -> Option<Kilograms> {
    Some(Kilograms(mass))
}

/// A four-inch refractor of which everything is known.
fn refractor() -> Telescope {
    Telescope {
        focuser: vec![Small, Large],
        thread: Some(Thread::M48),
        back_focus: mm(110.0),
        back_focus_min: mm(10.0),
        carrier: Carrier::Bars(vec![Dovetail::V]),
        tube_weight: kg(3.9),
        tube_diameter: mm(128.0),
        aperture: mm(102.0),
        design: Some("ED doublet".to_owned()),
        finder_shoe: Some(true),
        sun_only: false,
    }
}

fn small_newtonian() -> Telescope {
    Telescope {
        focuser: vec![Small],
        thread: None,
        back_focus: mm(25.0),
        carrier: Carrier::NoBar,
        design: Some("Newtonian".to_owned()),
        finder_shoe: Some(false),
        ..refractor()
    }
}

fn with_barrel(place: Place, barrels: &[Barrel]) -> Accessory {
    Accessory { barrels: barrels.to_vec(), ..Accessory::at(place) }
}

fn camera(barrels: &[Barrel], thread: Option<Thread>, length: f64) -> Accessory {
    Accessory { thread, length: mm(length), ..with_barrel(Place::Camera, barrels) }
}

fn mount(saddles: &[Dovetail], payload: f64) -> Accessory {
    Accessory { saddles: saddles.to_vec(), payload: kg(payload), ..Accessory::at(Place::Dovetail) }
}

#[test]
fn barrels_in_focusers() {
    let barrel = |needs, takes| Verdict::DoesNotFit(Reason::Barrel { needs, takes });
    let table: [(&[Barrel], &[Barrel], Verdict); 10] = [
        (&[Small], &[Small], Verdict::Fits(Way::Barrel(Small))),
        (&[Large], &[Large], Verdict::Fits(Way::Barrel(Large))),
        (&[Large], &[Small, Large], Verdict::Fits(Way::Barrel(Large))),
        (&[Small], &[Large, Small], Verdict::FitsWith(Way::Barrel(Small), Part::Reducer(Small))),
        (
            &[Small, Large],
            &[Small],
            Verdict::FitsWith(Way::Barrel(Small), Part::OtherBarrel(Small)),
        ),
        (&[Small, Large], &[Small, Large], Verdict::Fits(Way::Barrel(Large))),
        (&[Large], &[Small], barrel(Large, Small)),
        (&[Small], &[Large], Verdict::DoesNotFit(Reason::NeedsReducer { to: Small, takes: Large })),
        (&[], &[Small], Verdict::NotKnown(Missing::Barrel)),
        (&[Small], &[], Verdict::NotKnown(Missing::Focuser)),
    ];
    for (barrels, focuser, expected) in table {
        let telescope = Telescope { focuser: focuser.to_vec(), ..refractor() };
        assert_eq!(
            verdict(&with_barrel(Place::Focuser, barrels), &telescope),
            expected,
            "{barrels:?} in {focuser:?}"
        );
    }
}

#[test]
fn filters_go_into_eyepieces_that_the_telescope_takes() {
    let filter = |barrel, light| Accessory {
        light: Some(light),
        ..with_barrel(Place::FilterThread, &[barrel])
    };
    assert_eq!(
        verdict(&filter(Small, Light::Night), &refractor()),
        Verdict::Fits(Way::FilterThread(Small))
    );
    let small = verdict(&filter(Large, Light::Night), &small_newtonian());
    assert_eq!(small, Verdict::DoesNotFit(Reason::Barrel { needs: Large, takes: Small }));
    let solar = Telescope { sun_only: true, ..refractor() };
    assert_eq!(verdict(&filter(Small, Light::Night), &solar), Verdict::DoesNotFit(Reason::SunOnly));
    assert!(
        verdict(&with_barrel(Place::Focuser, &[Large]), &solar).fits(),
        "an eyepiece is no filter"
    );
}

#[test]
fn cameras_need_a_way_and_back_focus() {
    let focus = |needs, has| {
        Verdict::DoesNotFit(Reason::BackFocus { needs: Millimetres(needs), has: Millimetres(has) })
    };
    let (t2, m48) = (Some(Thread::T2), Some(Thread::M48));
    let no_thread = Telescope { thread: None, ..refractor() };
    let table = [
        (camera(&[Large], m48, 17.5), refractor(), Verdict::Fits(Way::Thread(Thread::M48))),
        (camera(&[Large], t2, 17.5), refractor(), Verdict::Fits(Way::Barrel(Large))),
        (
            camera(&[Small], t2, 12.5),
            refractor(),
            Verdict::FitsWith(Way::Barrel(Small), Part::Reducer(Small)),
        ),
        (
            camera(&[], t2, 12.5),
            refractor(),
            Verdict::DoesNotFit(Reason::Thread { needs: Thread::T2, has: Thread::M48 }),
        ),
        // The barrel goes in whatever the thread is.
        (camera(&[Large], m48, 17.5), no_thread.clone(), Verdict::Fits(Way::Barrel(Large))),
        (camera(&[], m48, 17.5), no_thread, Verdict::NotKnown(Missing::TelescopeThread)),
        // One way is closed, and of the other nothing is known.
        (
            camera(&[Large], m48, 17.5),
            small_newtonian(),
            Verdict::NotKnown(Missing::TelescopeThread),
        ),
        (camera(&[Small], None, 25.0), small_newtonian(), Verdict::Fits(Way::Barrel(Small))),
        (camera(&[Small], None, 25.1), small_newtonian(), focus(25.1, 25.0)),
        (
            camera(&[Large], m48, 17.5),
            Telescope { back_focus: None, ..refractor() },
            Verdict::NotKnown(Missing::BackFocus),
        ),
        (
            Accessory { length: None, ..camera(&[Large], m48, 0.0) },
            refractor(),
            Verdict::NotKnown(Missing::Length),
        ),
        // A refusal is certain, whatever else is missing.
        (
            camera(&[], t2, 12.5),
            Telescope { back_focus: None, ..refractor() },
            Verdict::DoesNotFit(Reason::Thread { needs: Thread::T2, has: Thread::M48 }),
        ),
    ];
    for (camera, telescope, expected) in table {
        assert_eq!(verdict(&camera, &telescope), expected, "{camera:?} on {telescope:?}");
    }
}

#[test]
fn diagonals_and_adapters_use_light_path() {
    let diagonal =
        |length| Accessory { length: mm(length), ..with_barrel(Place::BeforeEyepiece, &[Large]) };
    assert_eq!(verdict(&diagonal(110.0), &refractor()), Verdict::Fits(Way::Barrel(Large)));
    let long = verdict(&diagonal(112.0), &refractor());
    assert_eq!(
        long,
        Verdict::DoesNotFit(Reason::BackFocus {
            needs: Millimetres(112.0),
            has: Millimetres(110.0)
        })
    );
    // Behind an adapter stands a camera with a T-ring: 55 mm from thread to sensor.
    let adapter = Accessory {
        length: mm(10.0),
        thread: Some(Thread::T2),
        ..with_barrel(Place::BeforeCamera, &[Small])
    };
    let behind = |back_focus| {
        verdict(
            &adapter,
            &Telescope { back_focus: mm(back_focus), focuser: vec![Small], ..refractor() },
        )
    };
    assert_eq!(behind(65.0), Verdict::Fits(Way::Barrel(Small)));
    assert_eq!(
        behind(64.9),
        Verdict::DoesNotFit(Reason::BackFocus { needs: Millimetres(65.0), has: Millimetres(64.9) })
    );
}

#[test]
fn an_adapter_bridges_what_does_not_fit_by_itself() {
    let telescope = Telescope {
        focuser: vec![Large],
        back_focus: mm(75.0),
        back_focus_min: None,
        ..refractor()
    };
    let camera = camera(&[Small], Some(Thread::T2), 12.5);
    let adapter = |barrel, thread, length| Accessory {
        length: mm(length),
        thread: Some(thread),
        ..with_barrel(Place::BeforeCamera, &[barrel])
    };
    let alone = Verdict::DoesNotFit(Reason::NeedsReducer { to: Small, takes: Large });
    assert_eq!(verdict_with(&camera, &telescope, &[]), alone);
    let (small, m48, long) = (
        adapter(Small, Thread::T2, 10.0),
        adapter(Large, Thread::M48, 10.0),
        adapter(Large, Thread::T2, 63.0),
    );
    assert_eq!(verdict_with(&camera, &telescope, &[&small, &m48, &long]), alone);
    let right = adapter(Large, Thread::T2, 62.5);
    let bridged = Verdict::FitsWith(Way::Barrel(Large), Part::Adapter(2));
    assert_eq!(verdict_with(&camera, &telescope, &[&small, &m48, &right]), bridged);
    // What fits by itself needs none.
    assert_eq!(
        verdict_with(&camera, &Telescope { focuser: vec![Small], ..telescope }, &[&right]),
        Verdict::Fits(Way::Barrel(Small))
    );
    // An eyepiece cannot be screwed to a camera adapter.
    let eyepiece = Accessory {
        thread: Some(Thread::T2),
        length: mm(1.0),
        ..with_barrel(Place::Focuser, &[Large])
    };
    assert!(!verdict_with(&eyepiece, &small_newtonian(), &[&right]).fits());
}

#[test]
fn some_things_are_made_for_some_telescopes_only() {
    let made_for = |designs: &[&str]| Accessory {
        made_for: designs.iter().map(|&design| design.to_owned()).collect(),
        ..with_barrel(Place::Focuser, &[Small])
    };
    let collimator = made_for(&["Newtonian"]);
    assert!(verdict(&collimator, &small_newtonian()).fits());
    assert_eq!(
        verdict(&collimator, &refractor()),
        Verdict::DoesNotFit(Reason::Design { design: "ED doublet".to_owned() })
    );
    assert_eq!(
        verdict(&collimator, &Telescope { design: None, ..refractor() }),
        Verdict::NotKnown(Missing::Design)
    );
    let wedge = Accessory { aperture_max: mm(102.0), ..made_for(&["ED doublet"]) };
    assert!(verdict(&wedge, &refractor()).fits());
    let large = Telescope { aperture: mm(102.1), ..refractor() };
    assert_eq!(
        verdict(&wedge, &large),
        Verdict::DoesNotFit(Reason::Aperture { has: Millimetres(102.1), max: Millimetres(102.0) })
    );
    assert_eq!(
        verdict(&wedge, &Telescope { aperture: None, ..refractor() }),
        Verdict::NotKnown(Missing::Aperture)
    );
}

#[test]
fn what_goes_around_the_tube_goes_by_its_outer_diameter() {
    let front = |from, to| Accessory { from, to, ..Accessory::at(Place::TubeFront) };
    let refused = |from, to| {
        Verdict::DoesNotFit(Reason::Diameter {
            tube: Millimetres(128.0),
            from: Millimetres(from),
            to: Millimetres(to),
        })
    };
    let table = [
        (front(mm(100.0), mm(150.0)), Verdict::Fits(Way::TubeFront(Millimetres(128.0)))),
        (front(mm(128.0), mm(128.0)), Verdict::Fits(Way::TubeFront(Millimetres(128.0)))),
        (front(mm(128.5), mm(150.0)), refused(128.5, 150.0)),
        (front(mm(60.0), mm(127.5)), refused(60.0, 127.5)),
        (front(None, mm(150.0)), Verdict::NotKnown(Missing::Diameters)),
        (front(mm(100.0), None), Verdict::NotKnown(Missing::Diameters)),
    ];
    for (accessory, expected) in table {
        assert_eq!(verdict(&accessory, &refractor()), expected);
    }
    let open = Telescope { tube_diameter: None, ..refractor() };
    assert_eq!(
        verdict(&front(mm(100.0), mm(150.0)), &open),
        Verdict::NotKnown(Missing::TubeDiameter)
    );
}

#[test]
fn finders_need_a_shoe_or_bring_one() {
    let finder = |foot| Accessory { foot, ..Accessory::at(Place::FinderShoe) };
    let on = |finder_shoe| Telescope { finder_shoe, ..refractor() };
    let table = [
        (Foot::Standard, Some(true), Verdict::Fits(Way::FinderShoe)),
        (Foot::Standard, Some(false), Verdict::DoesNotFit(Reason::NoShoe)),
        (Foot::Standard, None, Verdict::NotKnown(Missing::Shoe)),
        (Foot::WithShoe, Some(true), Verdict::Fits(Way::FinderShoe)),
        (Foot::WithShoe, Some(false), Verdict::FitsWith(Way::FinderShoe, Part::Shoe)),
        (Foot::WithShoe, None, Verdict::FitsWith(Way::FinderShoe, Part::Shoe)),
        (Foot::Unknown, Some(true), Verdict::NotKnown(Missing::Foot)),
    ];
    for (foot, shoe, expected) in table {
        assert_eq!(verdict(&finder(foot), &on(shoe)), expected, "{foot:?} on {shoe:?}");
    }
}

#[test]
fn mounts_take_a_bar_and_a_weight() {
    use Dovetail::{L, V};
    let tube = |bar: &[Dovetail], weight| Telescope {
        carrier: Carrier::Bars(bar.to_vec()),
        tube_weight: weight,
        ..refractor()
    };
    let held = |bar, weight, payload, photography| {
        Verdict::Fits(Way::Dovetail {
            bar,
            weight: Kilograms(weight),
            payload: Kilograms(payload),
            photography,
        })
    };
    let table = [
        // Two thirds of 6 kg are 4 kg, of which 1.5 kg are left for camera and guider.
        (mount(&[V], 6.0), tube(&[V], kg(2.5)), held(V, 2.5, 6.0, Photography::Carries)),
        (mount(&[V], 6.0), tube(&[V], kg(2.6)), held(V, 2.6, 6.0, Photography::TooHeavy)),
        (mount(&[V], 6.0), tube(&[V], kg(4.0)), held(V, 4.0, 6.0, Photography::TooHeavy)),
        (mount(&[V], 6.0), tube(&[V], kg(6.0)), held(V, 6.0, 6.0, Photography::TooHeavy)),
        (
            mount(&[V], 6.0),
            tube(&[V], kg(6.1)),
            Verdict::DoesNotFit(Reason::Payload {
                weight: Kilograms(6.1),
                payload: Kilograms(6.0),
            }),
        ),
        (mount(&[V], 20.0), tube(&[L], kg(9.0)), Verdict::DoesNotFit(Reason::Dovetail { bar: L })),
        (mount(&[V, L], 20.0), tube(&[L], kg(9.0)), held(L, 9.0, 20.0, Photography::Carries)),
        // What does not follow the sky is not for photography, however much it carries.
        (
            Accessory { tracks: Some(false), ..mount(&[V], 20.0) },
            tube(&[V], kg(2.0)),
            held(V, 2.0, 20.0, Photography::Standing),
        ),
        (
            Accessory { tracks: Some(true), ..mount(&[V], 20.0) },
            tube(&[V], kg(2.0)),
            held(V, 2.0, 20.0, Photography::Carries),
        ),
        (mount(&[V], 6.0), tube(&[V], None), Verdict::NotKnown(Missing::TubeWeight)),
        (mount(&[V], 6.0), tube(&[], kg(4.0)), Verdict::NotKnown(Missing::Bar)),
        (mount(&[], 6.0), tube(&[V], kg(4.0)), Verdict::NotKnown(Missing::Saddle)),
        (
            Accessory { payload: None, ..mount(&[V], 0.0) },
            tube(&[V], kg(4.0)),
            Verdict::NotKnown(Missing::Payload),
        ),
        (mount(&[V], 6.0), small_newtonian(), Verdict::DoesNotFit(Reason::NoBar)),
        (mount(&[V], 6.0), Telescope::default(), Verdict::NotKnown(Missing::Bar)),
    ];
    for (mount, telescope, expected) in table {
        assert_eq!(verdict(&mount, &telescope), expected, "{mount:?} under {telescope:?}");
    }
}

#[test]
fn what_holds_on_to_an_eyepiece_is_not_judged_by_the_telescope() {
    assert_eq!(
        verdict(&Accessory::at(Place::Eyepiece), &refractor()),
        Verdict::NotKnown(Missing::Eyepiece)
    );
}

#[test]
fn names_of_the_catalogue_are_read() {
    assert_eq!(Barrel::ALL.map(|barrel| Barrel::from_label(barrel.label())), Barrel::ALL.map(Some));
    assert_eq!(Thread::ALL.map(|thread| Thread::from_label(thread.label())), Thread::ALL.map(Some));
    assert_eq!(
        (Barrel::from_label("3″"), Thread::from_label("M54"), Place::from_label("Pocket")),
        (None, None, None)
    );
    assert_eq!(
        Dovetail::named_in("V dovetail (44\u{a0}mm) and L dovetail (75\u{a0}mm)"),
        Dovetail::ALL
    );
    assert!(Dovetail::named_in("Arca-Swiss").is_empty());
    assert_eq!(Place::from_label(" Filter thread "), Some(Place::FilterThread));
}

#[test]
fn a_telescope_for_the_sun_takes_no_finder_for_the_night() {
    let solar = Telescope { sun_only: true, ..refractor() };
    let finder = |foot, light| Accessory { foot, light, ..Accessory::at(Place::FinderShoe) };
    for foot in [Foot::Standard, Foot::WithShoe, Foot::Unknown] {
        for light in [None, Some(Light::Night)] {
            assert_eq!(
                verdict(&finder(foot, light), &solar),
                Verdict::DoesNotFit(Reason::NightFinder),
                "{foot:?} {light:?}"
            );
        }
    }
    assert_eq!(
        verdict(&finder(Foot::Standard, Some(Light::Sun)), &solar),
        Verdict::Fits(Way::FinderShoe)
    );
    assert_eq!(
        verdict(&finder(Foot::Standard, None), &refractor()),
        Verdict::Fits(Way::FinderShoe)
    );
}

#[test]
fn a_solar_filter_behind_the_lens_fits_named_designs_only() {
    let wedge = |place, made_for: &[&str]| Accessory {
        light: Some(Light::Sun),
        length: mm(100.0),
        made_for: made_for.iter().map(|&design| design.to_owned()).collect(),
        ..with_barrel(place, &[Large])
    };
    let ha = Telescope {
        sun_only: true,
        design: Some("Hydrogen-alpha refractor".to_owned()),
        ..refractor()
    };
    let solar_doublet = Telescope { sun_only: true, ..refractor() };
    let newtonian = Telescope { design: Some("Newtonian".to_owned()), ..refractor() };
    for place in [Place::BeforeEyepiece, Place::FilterThread, Place::Focuser] {
        for telescope in [&ha, &solar_doublet] {
            assert_eq!(
                verdict(&wedge(place, &[]), telescope),
                Verdict::DoesNotFit(Reason::SunOnly),
                "{place:?}"
            );
            assert_eq!(
                verdict(&wedge(place, &["ED doublet"]), telescope),
                Verdict::DoesNotFit(Reason::SunOnly),
                "{place:?}"
            );
        }
        // Nobody said in which telescopes it is safe.
        for telescope in [&newtonian, &refractor()] {
            assert_eq!(
                verdict(&wedge(place, &[]), telescope),
                Verdict::NotKnown(Missing::MadeFor),
                "{place:?}"
            );
        }
        assert!(verdict(&wedge(place, &["ED doublet"]), &refractor()).fits(), "{place:?}");
    }
    // What has no filter goes into an eyepiece holder for the Sun as into any other.
    let diagonal = Accessory { length: mm(68.0), ..with_barrel(Place::BeforeEyepiece, &[Large]) };
    assert!(verdict(&diagonal, &ha).fits());
    // Over the front, a solar filter is safe with every design.
    let film = Accessory {
        light: Some(Light::Sun),
        from: mm(100.0),
        to: mm(150.0),
        ..Accessory::at(Place::TubeFront)
    };
    assert!(verdict(&film, &newtonian).fits());
}

#[test]
fn a_light_path_can_be_too_short_for_the_drawtube() {
    let open = Verdict::NotKnown(Missing::Extension);
    let with = |max, min| Telescope { back_focus: mm(max), back_focus_min: min, ..refractor() };
    let sensor = |length| camera(&[Large], Some(Thread::M48), length);
    let thread = Verdict::Fits(Way::Thread(Thread::M48));
    let table = [
        (17.5, with(140.0, None), open.clone()),
        // The drawtube makes up 80 mm.
        (17.5, with(97.5, None), thread.clone()),
        (17.5, with(97.6, None), open.clone()),
        // A telescope that is focused by its mirror says so.
        (17.5, with(140.0, mm(5.0)), thread.clone()),
        (17.5, with(140.0, mm(17.5)), thread),
        (17.5, with(90.0, mm(17.6)), open.clone()),
    ];
    for (length, telescope, expected) in table {
        assert_eq!(verdict(&sensor(length), &telescope), expected, "{length} mm on {telescope:?}");
    }
    // The same for adapters: 10 mm, and 55 mm of the camera.
    let adapter = |thread| Accessory {
        length: mm(10.0),
        thread: Some(thread),
        ..with_barrel(Place::BeforeCamera, &[Large])
    };
    for kind in [Thread::T2, Thread::M48] {
        assert_eq!(verdict(&adapter(kind), &with(145.0, None)), Verdict::Fits(Way::Barrel(Large)));
        assert_eq!(verdict(&adapter(kind), &with(146.0, None)), open);
    }
    // An adapter can make up what is missing, as far as it goes.
    let (camera, adapter) = (camera(&[Large], Some(Thread::T2), 17.5), adapter(Thread::T2));
    let bridged = Verdict::FitsWith(Way::Barrel(Large), Part::Adapter(0));
    assert_eq!(verdict_with(&camera, &with(107.5, None), &[&adapter]), bridged);
    assert_eq!(verdict_with(&camera, &with(107.6, None), &[&adapter]), open);
}

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

/// Whether a measure that the rule needs for a yes is missing, said once more from the outside.
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
    fn it_never_fits_while_a_measure_is_missing(accessory in accessories(), telescope in telescopes(), adapter in accessories()) {
        for verdict in [verdict(&accessory, &telescope), verdict_with(&accessory, &telescope, &[&adapter])] {
            let bridged = matches!(verdict, Verdict::FitsWith(_, Part::Adapter(_)));
            if verdict.fits() && !bridged {
                prop_assert!(!lacks(&accessory, &telescope), "{:?}", verdict);
            }
            if bridged {
                prop_assert!(accessory.thread.is_some() && accessory.thread == adapter.thread);
                let path = accessory.length.unwrap().0 + adapter.length.unwrap().0;
                let max = telescope.back_focus.unwrap().0;
                let min = telescope.back_focus_min.map_or(max - 80.0, |min| min.0);
                prop_assert!(min <= path && path <= max && !telescope.focuser.is_empty());
            }
        }
    }

    #[test]
    fn a_refusal_stays_whatever_else_becomes_known(accessory in accessories(), telescope in telescopes(), full in telescopes()) {
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
                focuser: if telescope.focuser.is_empty() { full.focuser } else { telescope.focuser.clone() },
                carrier: if telescope.carrier == Carrier::Unknown { full.carrier } else { telescope.carrier.clone() },
                sun_only: telescope.sun_only,
            };
            prop_assert!(verdict(&accessory, &told).refuses());
        }
    }

    #[test]
    fn an_adapter_never_takes_a_yes_away(accessory in accessories(), telescope in telescopes(), adapter in accessories()) {
        let alone = verdict(&accessory, &telescope);
        let with = verdict_with(&accessory, &telescope, &[&adapter]);
        prop_assert!(with == alone || !alone.fits() && with.fits());
    }
}
