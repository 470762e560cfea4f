//! What telescopes offer and accessories need.

use serde::{Deserialize, Serialize};

/// A length in millimetres.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize, Deserialize)]
pub struct Millimetres(pub f64);

/// A mass in kilograms.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize, Deserialize)]
pub struct Kilograms(pub f64);

/// The tube that slides into a focuser, by its nominal diameter.
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

    /// The barrel with this label.
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

    /// The thread with this label.
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

    /// All dovetails named in a text such as `V dovetail (44 mm) and L dovetail (75 mm)`.
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
    /// Two screw threads.
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
    /// Its half.
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

/// What a tube is attached by.
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
    /// Barrels that fit its focuser, directly or with a supplied reducer.
    pub focuser: Vec<Barrel>,
    /// Its camera thread.
    pub thread: Option<Thread>,
    /// The distance behind the focuser within which the image can form.
    pub back_focus: Option<Millimetres>,
    /// The shortest light path that comes to focus without an extension tube. If unknown, it is
    /// estimated from [`DRAWTUBE`].
    pub back_focus_min: Option<Millimetres>,
    /// How its tube is carried.
    pub carrier: Carrier,
    /// The weight that a mount must carry.
    pub tube_weight: Option<Kilograms>,
    /// Outer diameter of the front of the tube.
    pub tube_diameter: Option<Millimetres>,
    /// Diameter of the lens or mirror.
    pub aperture: Option<Millimetres>,
    /// The optical design, such as `Newtonian`.
    pub design: Option<String>,
    /// Whether it has a finder shoe.
    pub finder_shoe: Option<bool>,
    /// Whether it is a dedicated solar telescope with a built-in filter.
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
    /// Values of the attribute `attaches_to` in the merchant's `products.csv`: keys that are read
    /// from the data, not texts of the interface. Pages show the attribute as the merchant wrote
    /// it.
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

/// How a finder is attached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Foot {
    /// Unknown.
    #[default]
    Unknown,
    /// Fits a finder shoe.
    Standard,
    /// Comes with a shoe that can be fixed to any tube.
    WithShoe,
}

/// What an accessory needs. Unknown values are `None` or empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Accessory {
    /// Where it goes.
    pub place: Place,
    /// Its barrels (for a filter, the size of its thread); several if others are supplied.
    pub barrels: Vec<Barrel>,
    /// Its thread: a camera's towards the telescope, an adapter's towards the camera.
    pub thread: Option<Thread>,
    /// The light path that it uses up: for a camera, from its flange to the sensor.
    pub length: Option<Millimetres>,
    /// The smallest outer diameter that it fits around.
    pub from: Option<Millimetres>,
    /// The largest outer diameter that it fits around.
    pub to: Option<Millimetres>,
    /// The optical designs that it is made for; empty for all.
    pub made_for: Vec<String>,
    /// The largest aperture that it is made for; `None` for all.
    pub aperture_max: Option<Millimetres>,
    /// Dovetails that a mount accepts.
    pub saddles: Vec<Dovetail>,
    /// Payload of the mount.
    pub payload: Option<Kilograms>,
    /// Whether a mount tracks the sky; `None` if unknown.
    pub tracks: Option<bool>,
    /// How a finder is attached.
    pub foot: Foot,
    /// What a filter is for; for a finder, the Sun if it is made for it.
    pub light: Option<Light>,
}

impl Accessory {
    /// An accessory attached there, with all measurements unknown.
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
