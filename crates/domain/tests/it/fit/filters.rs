//! Filters, and what is safe on a solar telescope.

use super::{mm, refractor, small_newtonian, with_barrel};
use Barrel::{Large, Small};
use domain::optics::fit::{
    Accessory, Barrel, Foot, Light, Missing, Place, Reason, Telescope, Verdict, Way, verdict,
};

#[test]
fn filters_fit_eyepieces_that_fit_the_telescope() {
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
fn a_solar_telescope_accepts_no_night_finder() {
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
fn a_solar_filter_behind_the_lens_fits_listed_designs_only() {
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
        // The designs for which it is safe are unknown.
        for telescope in [&newtonian, &refractor()] {
            assert_eq!(
                verdict(&wedge(place, &[]), telescope),
                Verdict::NotKnown(Missing::MadeFor),
                "{place:?}"
            );
        }
        assert!(verdict(&wedge(place, &["ED doublet"]), &refractor()).fits(), "{place:?}");
    }
    // An accessory without a filter fits a solar telescope's eyepiece holder like any other.
    let diagonal = Accessory { length: mm(68.0), ..with_barrel(Place::BeforeEyepiece, &[Large]) };
    assert!(verdict(&diagonal, &ha).fits());
    // In front of the telescope, a solar filter is safe with every design.
    let film = Accessory {
        light: Some(Light::Sun),
        from: mm(100.0),
        to: mm(150.0),
        ..Accessory::at(Place::TubeFront)
    };
    assert!(verdict(&film, &newtonian).fits());
}
