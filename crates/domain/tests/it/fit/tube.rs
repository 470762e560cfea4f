//! What is attached to the tube, and accessories for certain telescopes only.

use super::{kg, mm, mount, refractor, small_newtonian, with_barrel};
use Barrel::Small;
use domain::optics::fit::{
    Accessory, Barrel, Carrier, Dovetail, Foot, Kilograms, Millimetres, Missing, Part, Photography,
    Place, Reason, Telescope, Thread, Verdict, Way, verdict,
};

#[test]
fn some_accessories_are_for_certain_telescopes_only() {
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
fn accessories_around_the_tube_depend_on_its_outer_diameter() {
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
fn finders_need_a_shoe_or_include_one() {
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
fn mounts_depend_on_dovetail_and_weight() {
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
        // Two thirds of 6 kg are 4 kg, of which 1.5 kg are reserved for camera and guider.
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
        // A mount that does not track is not for photography, however much it carries.
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
fn accessories_on_an_eyepiece_have_no_verdict() {
    assert_eq!(
        verdict(&Accessory::at(Place::Eyepiece), &refractor()),
        Verdict::NotKnown(Missing::Eyepiece)
    );
}

#[test]
fn catalogue_names_are_parsed() {
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
