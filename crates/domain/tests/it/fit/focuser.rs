//! Barrels, threads and the light path behind the focuser.

use super::{camera, mm, refractor, small_newtonian, with_barrel};
use Barrel::{Large, Small};
use domain::optics::fit::{
    Accessory, Barrel, Millimetres, Missing, Part, Place, Reason, Telescope, Thread, Verdict, Way,
    verdict, verdict_with,
};

#[test]
fn a_barrel_fits_a_focuser_of_its_size_or_with_a_reducer() {
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
fn cameras_need_a_connection_and_back_focus() {
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
        // The barrel fits whatever the thread is.
        (camera(&[Large], m48, 17.5), no_thread.clone(), Verdict::Fits(Way::Barrel(Large))),
        (camera(&[], m48, 17.5), no_thread, Verdict::NotKnown(Missing::TelescopeThread)),
        // One connection is ruled out, and the other one is unknown.
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
fn diagonals_and_adapters_use_up_light_path() {
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
    // Behind an adapter is a camera with a T-ring: 55 mm from thread to sensor.
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
fn an_adapter_connects_what_does_not_fit_by_itself() {
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
    // An accessory that fits by itself needs no adapter.
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
fn a_light_path_can_be_too_short_for_the_drawtube() {
    let open = Verdict::NotKnown(Missing::Extension);
    let with = |max, min| Telescope { back_focus: mm(max), back_focus_min: min, ..refractor() };
    let sensor = |length| camera(&[Large], Some(Thread::M48), length);
    let thread = Verdict::Fits(Way::Thread(Thread::M48));
    let table = [
        (17.5, with(140.0, None), open.clone()),
        // The drawtube covers 80 mm.
        (17.5, with(97.5, None), thread.clone()),
        (17.5, with(97.6, None), open.clone()),
        // A telescope that focuses by its mirror has its own minimum.
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
