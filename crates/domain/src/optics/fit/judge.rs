//! The rules: whether an accessory fits a telescope.

use super::{
    parts::{
        Accessory, Barrel, Carrier, Connection, Dovetail, Foot, Joint, Light, Millimetres, Place,
        Telescope,
    },
    photography::photography,
    verdict::{Missing, Part, Reason, Verdict, Way},
};

/// Flange focal distance of the T2 system: a T-ring places the sensor of any camera 55 mm behind
/// the thread, and M48 adapters keep to it.
pub const T2_FLANGE: Millimetres = Millimetres(55.0);

/// Typical travel of a drawtube. If only the back focus is known, which is an upper bound, a
/// telescope is assumed to reach focus with light paths up to 80 mm shorter than it. A shorter path
/// may need an extension tube.
pub const DRAWTUBE: Millimetres = Millimetres(80.0);

/// Why one condition does not hold. A refusal takes precedence over a gap: it is certain whatever
/// the missing measurement is.
enum Obstacle {
    Refused(Reason),
    Gap(Missing),
}

use Obstacle::{Gap, Refused};

/// The result of one part of the rule.
type Outcome<T> = Result<T, Obstacle>;

/// Whether an accessory fits a telescope, as it is or with parts supplied with either of them.
#[must_use]
pub fn verdict(accessory: &Accessory, telescope: &Telescope) -> Verdict {
    judge(
        &[allowed(accessory, telescope), reaches_focus(accessory, telescope)],
        join(accessory, telescope),
    )
}

/// The same, but tries these adapters if it does not fit otherwise.
#[must_use]
pub fn verdict_with(
    accessory: &Accessory,
    telescope: &Telescope,
    adapters: &[&Accessory],
) -> Verdict {
    let direct = verdict(accessory, telescope);
    if direct.fits() || accessory.place != Place::Camera {
        return direct;
    }
    let bridged = adapters
        .iter()
        .enumerate()
        .find_map(|(i, adapter)| Some((through(accessory, adapter, telescope)?, Part::Adapter(i))));
    bridged.map_or(direct, |(way, part)| Verdict::FitsWith(way, part))
}

/// How a camera connects through an adapter, if it certainly does.
fn through(camera: &Accessory, adapter: &Accessory, telescope: &Telescope) -> Option<Way> {
    let mates = |one, other| {
        Connection::plug(Joint::Thread(one)).mates(Connection::socket(Joint::Thread(other)))
    };
    let threads = adapter.place == Place::BeforeCamera && mates(camera.thread?, adapter.thread?);
    let total = Millimetres(camera.length?.0 + adapter.length?.0);
    let space = comes_to_focus(total, telescope).is_ok();
    let open = allowed(camera, telescope).is_ok() && allowed(adapter, telescope).is_ok();
    // An adapter that itself needs a part is not considered.
    let (way, part) = in_focuser(&adapter.barrels, telescope).ok()?;
    (threads && space && open && part.is_none()).then_some(way)
}

fn judge(conditions: &[Outcome<()>], join: Outcome<(Way, Option<Part>)>) -> Verdict {
    let obstacles = || {
        conditions.iter().filter_map(|outcome| outcome.as_ref().err()).chain(join.as_ref().err())
    };
    let refusal = obstacles().find_map(|obstacle| {
        if let Refused(reason) = obstacle { Some(reason.clone()) } else { None }
    });
    let gap = obstacles()
        .find_map(|obstacle| if let Gap(missing) = obstacle { Some(*missing) } else { None });
    match (refusal, gap, join) {
        (Some(reason), ..) => Verdict::DoesNotFit(reason),
        (None, Some(missing), _) | (None, None, Err(Gap(missing))) => Verdict::NotKnown(missing),
        (None, None, Err(Refused(reason))) => Verdict::DoesNotFit(reason),
        (None, None, Ok((way, None))) => Verdict::Fits(way),
        (None, None, Ok((way, Some(part)))) => Verdict::FitsWith(way, part),
    }
}

/// Whether the accessory is meant for such a telescope at all.
fn allowed(accessory: &Accessory, telescope: &Telescope) -> Outcome<()> {
    let (finder, light) = (accessory.place == Place::FinderShoe, accessory.light);
    if telescope.sun_only && finder && light != Some(Light::Sun) {
        return Err(Refused(Reason::NightFinder));
    }
    if telescope.sun_only && !finder && light.is_some() {
        return Err(Refused(Reason::SunOnly));
    }
    // Behind the lens, unfiltered sunlight is concentrated. A filter there is safe only with the
    // optical designs listed.
    let inside = !finder && accessory.place != Place::TubeFront;
    if inside && light == Some(Light::Sun) && accessory.made_for.is_empty() {
        return Err(Gap(Missing::MadeFor));
    }
    if !accessory.made_for.is_empty() {
        let design = telescope.design.as_ref().ok_or(Gap(Missing::Design))?;
        if !accessory.made_for.contains(design) {
            return Err(Refused(Reason::Design { design: design.clone() }));
        }
    }
    if let Some(max) = accessory.aperture_max {
        let has = telescope.aperture.ok_or(Gap(Missing::Aperture))?;
        if has > max {
            return Err(Refused(Reason::Aperture { has, max }));
        }
    }
    Ok(())
}

/// Whether the image forms as far behind the focuser as the accessory needs.
fn reaches_focus(accessory: &Accessory, telescope: &Telescope) -> Outcome<()> {
    let behind = match accessory.place {
        Place::Camera | Place::BeforeEyepiece => 0.0,
        Place::BeforeCamera => T2_FLANGE.0,
        _ => return Ok(()),
    };
    let needs = Millimetres(accessory.length.ok_or(Gap(Missing::Length))?.0 + behind);
    comes_to_focus(needs, telescope)
}

/// Whether the image forms at the end of this light path without an extension tube.
fn comes_to_focus(needs: Millimetres, telescope: &Telescope) -> Outcome<()> {
    let has = telescope.back_focus.ok_or(Gap(Missing::BackFocus))?;
    let min = telescope.back_focus_min.map_or(has.0 - DRAWTUBE.0, |min| min.0);
    if needs > has {
        Err(Refused(Reason::BackFocus { needs, has }))
    } else if needs.0 < min {
        Err(Gap(Missing::Extension))
    } else {
        Ok(())
    }
}

fn join(accessory: &Accessory, telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    match accessory.place {
        Place::Focuser | Place::BeforeEyepiece | Place::BeforeCamera => {
            in_focuser(&accessory.barrels, telescope)
        }
        Place::Camera => camera(accessory, telescope),
        Place::FilterThread => {
            let (way, _) = in_focuser(&accessory.barrels, telescope)?;
            Ok((if let Way::Barrel(barrel) = way { Way::FilterThread(barrel) } else { way }, None))
        }
        Place::TubeFront => around(accessory, telescope),
        Place::FinderShoe => finder(accessory, telescope),
        Place::Dovetail => mount(accessory, telescope),
        Place::Eyepiece => Err(Gap(Missing::Eyepiece)),
    }
}

/// Tries these barrels in the telescope's focuser, the larger first.
fn in_focuser(barrels: &[Barrel], telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    let (Some(&smallest), Some(&largest)) = (barrels.iter().min(), barrels.iter().max()) else {
        return Err(Gap(Missing::Barrel));
    };
    let (Some(&narrowest), Some(&widest)) =
        (telescope.focuser.iter().min(), telescope.focuser.iter().max())
    else {
        return Err(Gap(Missing::Focuser));
    };
    let mates = |barrel: &Barrel| {
        let plug = Connection::plug(Joint::Barrel(*barrel));
        telescope
            .focuser
            .iter()
            .any(|socket| plug.mates(Connection::socket(Joint::Barrel(*socket))))
    };
    match barrels.iter().filter(|barrel| mates(barrel)).max() {
        // A barrel narrower than the focuser uses the supplied reducer.
        Some(&barrel) if barrel < widest => Ok((Way::Barrel(barrel), Some(Part::Reducer(barrel)))),
        Some(&barrel) if barrel < largest => {
            Ok((Way::Barrel(barrel), Some(Part::OtherBarrel(barrel))))
        }
        Some(&barrel) => Ok((Way::Barrel(barrel), None)),
        None if smallest > widest => {
            Err(Refused(Reason::Barrel { needs: smallest, takes: widest }))
        }
        None => Err(Refused(Reason::NeedsReducer { to: largest, takes: narrowest })),
    }
}

/// Tries a camera's thread, then its barrel.
fn camera(accessory: &Accessory, telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    let by_thread = accessory.thread.map(|needs| match telescope.thread {
        None => Err(Gap(Missing::TelescopeThread)),
        Some(has)
            if Connection::plug(Joint::Thread(needs))
                .mates(Connection::socket(Joint::Thread(has))) =>
        {
            Ok((Way::Thread(has), None))
        }
        Some(has) => Err(Refused(Reason::Thread { needs, has })),
    });
    let by_barrel =
        (!accessory.barrels.is_empty()).then(|| in_focuser(&accessory.barrels, telescope));
    match (by_thread, by_barrel) {
        (None, None) => Err(Gap(Missing::Barrel)),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(Ok(way)), _) | (_, Some(Ok(way))) => Ok(way),
        // It does not fit only if both connections are ruled out.
        (Some(Err(Gap(missing))), _) | (_, Some(Err(Gap(missing)))) => Err(Gap(missing)),
        (Some(Err(_)), Some(Err(Refused(reason)))) => Err(Refused(reason)),
    }
}

fn around(accessory: &Accessory, telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    let (Some(from), Some(to)) = (accessory.from, accessory.to) else {
        return Err(Gap(Missing::Diameters));
    };
    let tube = telescope.tube_diameter.ok_or(Gap(Missing::TubeDiameter))?;
    if from <= tube && tube <= to {
        Ok((Way::TubeFront(tube), None))
    } else {
        Err(Refused(Reason::Diameter { tube, from, to }))
    }
}

fn finder(accessory: &Accessory, telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    match (accessory.foot, telescope.finder_shoe) {
        (Foot::Unknown, _) => Err(Gap(Missing::Foot)),
        (_, Some(true)) => Ok((Way::FinderShoe, None)),
        (Foot::WithShoe, _) => Ok((Way::FinderShoe, Some(Part::Shoe))),
        (Foot::Standard, Some(false)) => Err(Refused(Reason::NoShoe)),
        (Foot::Standard, None) => Err(Gap(Missing::Shoe)),
    }
}

fn mount(accessory: &Accessory, telescope: &Telescope) -> Outcome<(Way, Option<Part>)> {
    let (weight, payload) = (telescope.tube_weight, accessory.payload);
    let bars = match &telescope.carrier {
        Carrier::NoBar => return Err(Refused(Reason::NoBar)),
        Carrier::Bars(bars) => bars.as_slice(),
        Carrier::Unknown => &[],
    };
    if let (Some(weight), Some(payload)) = (weight, payload)
        && weight > payload
    {
        return Err(Refused(Reason::Payload { weight, payload }));
    }
    let Some(&first) = bars.first() else { return Err(Gap(Missing::Bar)) };
    if accessory.saddles.is_empty() {
        return Err(Gap(Missing::Saddle));
    }
    let held = |bar: &&Dovetail| {
        let plug = Connection::plug(Joint::Dovetail(**bar));
        accessory
            .saddles
            .iter()
            .any(|saddle| plug.mates(Connection::socket(Joint::Dovetail(*saddle))))
    };
    let Some(&bar) = bars.iter().find(held) else {
        return Err(Refused(Reason::Dovetail { bar: first }));
    };
    let weight = weight.ok_or(Gap(Missing::TubeWeight))?;
    let payload = payload.ok_or(Gap(Missing::Payload))?;
    Ok((
        Way::Dovetail {
            bar,
            weight,
            payload,
            photography: photography(weight, payload, accessory.tracks),
        },
        None,
    ))
}
