//! Compatibility. A telescope offers sockets and space, an accessory needs them. A verdict is
//! never guessed: if a measurement is missing, it says which one.

use serde::{Deserialize, Serialize};

/// A length in millimetres.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize, Deserialize)]
pub struct Millimetres(pub f64);

/// A mass in kilograms.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize, Deserialize)]
pub struct Kilograms(pub f64);

/// The tube that slides into a focuser, by its nominal diameter in inches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Barrel {
    /// 1.25″ (31.7 mm)
    Small,
    /// 2″ (50.8 mm)
    Large,
}

impl Barrel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Small, Self::Large];

    /// Catalogue notation: `1.25″`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Small => "1.25″",
            Self::Large => "2″",
        }
    }

    /// The barrel of this name.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|barrel| barrel.label() == label.trim())
    }
}

/// A screw thread between telescope and camera.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Thread {
    /// M42 × 1
    M42,
    /// M42 × 0.75, the T2 system.
    T2,
    /// M48 × 0.75
    M48,
}

impl Thread {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::M42, Self::T2, Self::M48];

    /// Catalogue notation.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::M42 => "M42",
            Self::T2 => "T2",
            Self::M48 => "M48",
        }
    }

    /// The thread of this name.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thread| thread.label() == label.trim())
    }
}

/// The bar between tube and mount.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Dovetail {
    /// 44 mm wide (Vixen).
    V,
    /// 75 mm wide (Losmandy).
    L,
}

impl Dovetail {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V, Self::L];

    /// Catalogue notation, without its width.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::V => "V dovetail",
            Self::L => "L dovetail",
        }
    }

    /// Those that a text names, such as `V dovetail (44 mm) and L dovetail (75 mm)`.
    #[must_use]
    pub fn named_in(text: &str) -> Vec<Self> {
        Self::ALL.into_iter().filter(|bar| text.contains(bar.label())).collect()
    }
}

/// A mechanical connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joint {
    /// A barrel in a focuser.
    Barrel(Barrel),
    /// A thread in a thread.
    Thread(Thread),
    /// A bar in a saddle.
    Dovetail(Dovetail),
    /// A finder's foot in its shoe.
    FinderShoe,
}

/// Male or female half of a joint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Male half.
    Plug,
    /// Female half.
    Socket,
}

/// One half of a joint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Connection {
    /// The joint.
    pub joint: Joint,
    /// The half of it.
    pub side: Side,
}

impl Connection {
    /// Male half.
    #[must_use]
    pub const fn plug(joint: Joint) -> Self {
        Self { joint, side: Side::Plug }
    }

    /// Female half.
    #[must_use]
    pub const fn socket(joint: Joint) -> Self {
        Self { joint, side: Side::Socket }
    }

    /// Whether the two halves connect, in either order.
    #[must_use]
    pub fn mates(self, other: Self) -> bool {
        self.joint == other.joint && self.side != other.side
    }
}

/// What a tube rests on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Carrier {
    /// Unknown.
    #[default]
    Unknown,
    /// Bars under it.
    Bars(Vec<Dovetail>),
    /// It has no bar, such as a tube that rests in the rocker of its own base.
    NoBar,
}

/// What a telescope offers. Unknown values are `None` or empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Telescope {
    /// Barrels that its focuser takes, directly or with the reducer supplied.
    pub focuser: Vec<Barrel>,
    /// Its thread for cameras.
    pub thread: Option<Thread>,
    /// The space behind the focuser in which the image can form.
    pub back_focus: Option<Millimetres>,
    /// The shortest light path that comes to focus without an extension tube. Where it is not
    /// known, [`DRAWTUBE`] stands for it.
    pub back_focus_min: Option<Millimetres>,
    /// What carries its tube.
    pub carrier: Carrier,
    /// What a mount has to carry.
    pub tube_weight: Option<Kilograms>,
    /// Outer diameter of the front of the tube.
    pub tube_diameter: Option<Millimetres>,
    /// Diameter of lens or mirror.
    pub aperture: Option<Millimetres>,
    /// The optical design, such as `Newtonian`.
    pub design: Option<String>,
    /// Whether it has a finder shoe.
    pub finder_shoe: Option<bool>,
    /// Whether it is for the Sun alone, with its filter built in.
    pub sun_only: bool,
}

/// Where an accessory is attached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Into the focuser: eyepieces, Barlow lenses, collimators.
    Focuser,
    /// Into the focuser, with an eyepiece behind it: diagonals.
    BeforeEyepiece,
    /// Into the focuser, with a camera behind it: adapters.
    BeforeCamera,
    /// Into the focuser or onto the camera thread: cameras.
    Camera,
    /// Into the thread of an eyepiece: filters.
    FilterThread,
    /// Over or around the front of the tube.
    TubeFront,
    /// Into the finder shoe.
    FinderShoe,
    /// Under the tube: mounts.
    Dovetail,
    /// Onto an eyepiece.
    Eyepiece,
}

impl Place {
    const NAMES: [(Self, &'static str); 9] = [
        (Self::Focuser, "Focuser"),
        (Self::BeforeEyepiece, "Focuser, before the eyepiece"),
        (Self::BeforeCamera, "Focuser, before the camera"),
        (Self::Camera, "Focuser or camera thread"),
        (Self::FilterThread, "Filter thread"),
        (Self::TubeFront, "Front of the tube"),
        (Self::FinderShoe, "Finder shoe"),
        (Self::Dovetail, "Dovetail of the tube"),
        (Self::Eyepiece, "Eyepiece"),
    ];

    /// The place with this catalogue name.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(_, name)| *name == label.trim()).map(|(place, _)| place)
    }
}

/// What a filter is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Light {
    /// The night sky.
    Night,
    /// The Sun.
    Sun,
}

/// What a finder is attached by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Foot {
    /// Unknown.
    #[default]
    Unknown,
    /// It goes into a finder shoe.
    Standard,
    /// It comes with a shoe that can be fixed to any tube.
    WithShoe,
}

/// What an accessory needs. Unknown values are `None` or empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Accessory {
    /// Where it goes.
    pub place: Place,
    /// Its barrels, or of a filter the size of its thread; several where others are supplied.
    pub barrels: Vec<Barrel>,
    /// Its thread: of a camera towards the telescope, of an adapter towards the camera.
    pub thread: Option<Thread>,
    /// The light path that it takes: of a camera from its flange to the sensor.
    pub length: Option<Millimetres>,
    /// The smallest outer diameter that it fits.
    pub from: Option<Millimetres>,
    /// The largest outer diameter that it fits.
    pub to: Option<Millimetres>,
    /// The optical designs that it is for; empty where it is for all.
    pub made_for: Vec<String>,
    /// The largest aperture that it is for; none where it is for all.
    pub aperture_max: Option<Millimetres>,
    /// Bars that a mount takes.
    pub saddles: Vec<Dovetail>,
    /// Payload of the mount.
    pub payload: Option<Kilograms>,
    /// Whether a mount follows the sky; none where it is not known.
    pub tracks: Option<bool>,
    /// Of a finder.
    pub foot: Foot,
    /// Of a filter; of a finder, the Sun where it is made for it.
    pub light: Option<Light>,
}

impl Accessory {
    /// Something that goes there, of which nothing else is known.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self {
            place,
            barrels: Vec::new(),
            thread: None,
            length: None,
            from: None,
            to: None,
            made_for: Vec::new(),
            aperture_max: None,
            saddles: Vec::new(),
            payload: None,
            tracks: None,
            foot: Foot::Unknown,
            light: None,
        }
    }
}

/// How an accessory connects to a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Way {
    /// By this barrel in the focuser.
    Barrel(Barrel),
    /// By this thread.
    Thread(Thread),
    /// In the thread of eyepieces with this barrel.
    FilterThread(Barrel),
    /// Around a tube of this outer diameter.
    TubeFront(Millimetres),
    /// In the finder shoe.
    FinderShoe,
    /// By this bar.
    Dovetail {
        /// The bar.
        bar: Dovetail,
        /// Weight of the tube.
        weight: Kilograms,
        /// Payload of the mount.
        payload: Kilograms,
        /// Whether it allows photography.
        photography: Photography,
    },
}

/// Whether a mount with a tube is suitable for photography.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Photography {
    /// It carries the tube with a camera and a guider.
    Carries,
    /// It carries the tube, but not with a camera and a guider.
    TooHeavy,
    /// It does not follow the sky.
    Standing,
}

/// An extra part that the connection needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Part {
    /// The reducer to this barrel, which comes with the telescope.
    Reducer(Barrel),
    /// The other barrel, which comes with the accessory.
    OtherBarrel(Barrel),
    /// The shoe that comes with the finder.
    Shoe,
    /// An adapter: an index into the list that was offered.
    Adapter(usize),
}

/// Why it does not fit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// The focuser takes smaller barrels only.
    Barrel {
        /// The accessory's barrel.
        needs: Barrel,
        /// The largest that the focuser takes.
        takes: Barrel,
    },
    /// The focuser takes larger barrels only, and no reducer is supplied.
    NeedsReducer {
        /// The accessory's barrel.
        to: Barrel,
        /// The smallest that the focuser takes.
        takes: Barrel,
    },
    /// Two threads differ.
    Thread {
        /// The camera's.
        needs: Thread,
        /// The telescope's.
        has: Thread,
    },
    /// The image forms before the place where it is needed.
    BackFocus {
        /// Light path that is needed.
        needs: Millimetres,
        /// Back focus of the telescope.
        has: Millimetres,
    },
    /// The tube is too thin or too thick.
    Diameter {
        /// The tube's.
        tube: Millimetres,
        /// From where it fits.
        from: Millimetres,
        /// To where it fits.
        to: Millimetres,
    },
    /// It is made for other designs.
    Design {
        /// The telescope's.
        design: String,
    },
    /// The telescope is larger than it allows.
    Aperture {
        /// The telescope's.
        has: Millimetres,
        /// The largest.
        max: Millimetres,
    },
    /// The saddle takes another bar.
    Dovetail {
        /// The tube's.
        bar: Dovetail,
    },
    /// The tube is too heavy.
    Payload {
        /// The tube's weight.
        weight: Kilograms,
        /// Payload of the mount.
        payload: Kilograms,
    },
    /// The tube has no bar.
    NoBar,
    /// The tube has no finder shoe.
    NoShoe,
    /// The telescope is for the Sun alone and has its filter built in.
    SunOnly,
    /// The telescope is for the Sun alone, and the finder is not.
    NightFinder,
}

/// Which measure is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Missing {
    /// What the telescope's focuser takes.
    Focuser,
    /// The telescope's camera thread.
    TelescopeThread,
    /// The telescope's back focus.
    BackFocus,
    /// The telescope's dovetail.
    Bar,
    /// The tube's weight.
    TubeWeight,
    /// The tube's outer diameter.
    TubeDiameter,
    /// The telescope's aperture.
    Aperture,
    /// The telescope's optical design.
    Design,
    /// Whether the telescope has a finder shoe.
    Shoe,
    /// The accessory's barrel.
    Barrel,
    /// The accessory's light path.
    Length,
    /// The diameters that the accessory fits.
    Diameters,
    /// The dovetails that the mount takes.
    Saddle,
    /// Payload of the mount.
    Payload,
    /// What the finder stands on.
    Foot,
    /// The outer diameter of the eyepiece that it goes onto.
    Eyepiece,
    /// Whether the light path reaches the focus without an extension tube.
    Extension,
    /// The optical designs for which a solar filter inside the telescope is safe.
    MadeFor,
}

/// Whether an accessory fits a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Verdict {
    /// It does, as it is.
    Fits(Way),
    /// It does with a part.
    FitsWith(Way, Part),
    /// It does not.
    DoesNotFit(Reason),
    /// A measure that decides is missing.
    NotKnown(Missing),
}

impl Verdict {
    /// Whether it fits, with or without a part.
    #[must_use]
    pub fn fits(&self) -> bool {
        matches!(self, Self::Fits(_) | Self::FitsWith(..))
    }

    /// Whether it certainly does not.
    #[must_use]
    pub fn refuses(&self) -> bool {
        matches!(self, Self::DoesNotFit(_))
    }
}

/// Flange focal distance of the T2 system: a T-ring brings the sensor of every camera to 55 mm
/// behind the thread, and M48 adapters keep to it.
pub const T2_FLANGE: Millimetres = Millimetres(55.0);

/// How far a usual drawtube moves out. A telescope of which only the back focus is known, an upper
/// bound, is taken to bring the image to what uses up all of the back focus but these 80 mm. Less
/// may need an extension tube.
pub const DRAWTUBE: Millimetres = Millimetres(80.0);

/// The share of a mount's payload that photography allows.
pub const PHOTOGRAPHY: f64 = 2.0 / 3.0;

/// What of that share has to be left beside the tube, for a camera and a guider.
pub const CAMERA_AND_GUIDER: Kilograms = Kilograms(1.5);

/// What a mount carries for photography, with the camera.
#[must_use]
pub fn photography_limit(payload: Kilograms) -> Kilograms {
    Kilograms(payload.0 * PHOTOGRAPHY)
}

/// Whether a mount with this payload, which follows the sky or does not, is for photography with a
/// tube of this weight.
#[must_use]
pub fn photography(weight: Kilograms, payload: Kilograms, tracks: Option<bool>) -> Photography {
    if tracks == Some(false) {
        Photography::Standing
    } else if weight.0 + CAMERA_AND_GUIDER.0 <= photography_limit(payload).0 + 1e-9 {
        Photography::Carries
    } else {
        Photography::TooHeavy
    }
}

/// Why one condition does not hold. A refusal counts more than a gap: it is certain whatever the
/// gap hides.
enum Obstacle {
    Refused(Reason),
    Gap(Missing),
}

use Obstacle::{Gap, Refused};

/// A part of the rule that holds, with what it found, or does not.
type Outcome<T> = Result<T, Obstacle>;

/// Whether an accessory fits a telescope by itself, or with what comes with either of them.
#[must_use]
pub fn verdict(accessory: &Accessory, telescope: &Telescope) -> Verdict {
    judge(
        &[allowed(accessory, telescope), reaches_focus(accessory, telescope)],
        join(accessory, telescope),
    )
}

/// The same, and with one of these adapters where it does not fit by itself.
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

/// How a camera goes through an adapter, if it certainly does.
fn through(camera: &Accessory, adapter: &Accessory, telescope: &Telescope) -> Option<Way> {
    let mates = |one, other| {
        Connection::plug(Joint::Thread(one)).mates(Connection::socket(Joint::Thread(other)))
    };
    let threads = adapter.place == Place::BeforeCamera && mates(camera.thread?, adapter.thread?);
    let total = Millimetres(camera.length?.0 + adapter.length?.0);
    let space = comes_to_focus(total, telescope).is_ok();
    let open = allowed(camera, telescope).is_ok() && allowed(adapter, telescope).is_ok();
    // An adapter that would itself need a part is no simple answer.
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
    // Behind the lens, unfiltered sunlight is concentrated. What filters it there is safe with the
    // named designs only.
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

/// Whether the image forms at the end of this light path, with the focuser alone.
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

/// One of these barrels in the telescope's focuser, the larger first.
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
        // What is narrower than the focuser itself goes into the reducer that comes with it.
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

/// A camera by its thread, else by its barrel.
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
        // Both ways have to be closed before it does not fit.
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
