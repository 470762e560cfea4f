//! Whether an accessory fits a telescope.

mod filters;
mod focuser;
mod properties;
mod tube;

use Barrel::{Large, Small};
use domain::optics::fit::{
    Accessory, Barrel, Carrier, Dovetail, Kilograms, Millimetres, Place, Telescope, Thread,
};

fn mm(length: f64) -> Option<Millimetres> {
    Some(Millimetres(length))
}

fn kg(mass: f64) -> Option<Kilograms> {
    Some(Kilograms(mass))
}

/// A four-inch refractor with all measurements known.
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
