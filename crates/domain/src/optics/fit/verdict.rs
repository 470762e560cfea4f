//! Verdicts and their reasons.

use super::parts::{Barrel, Dovetail, Kilograms, Millimetres, Thread};
use serde::{Deserialize, Serialize};

/// How an accessory connects to a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Way {
    /// This barrel in the focuser.
    Barrel(Barrel),
    /// This thread.
    Thread(Thread),
    /// The thread of eyepieces with this barrel.
    FilterThread(Barrel),
    /// Around a tube of this outer diameter.
    TubeFront(Millimetres),
    /// In the finder shoe.
    FinderShoe,
    /// This dovetail.
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
    /// It carries the tube, but not together with a camera and a guider.
    TooHeavy,
    /// It does not track the sky.
    Standing,
}

/// An extra part that the connection needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Part {
    /// The reducer to this barrel, supplied with the telescope.
    Reducer(Barrel),
    /// The other barrel, supplied with the accessory.
    OtherBarrel(Barrel),
    /// The shoe supplied with the finder.
    Shoe,
    /// An adapter: an index into the given list.
    Adapter(usize),
}

/// Why an accessory does not fit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// The focuser accepts only smaller barrels.
    Barrel {
        /// The accessory's barrel.
        needs: Barrel,
        /// The largest barrel that the focuser accepts.
        takes: Barrel,
    },
    /// The focuser accepts only larger barrels, and no reducer is supplied.
    NeedsReducer {
        /// The accessory's barrel.
        to: Barrel,
        /// The smallest barrel that the focuser accepts.
        takes: Barrel,
    },
    /// The threads differ.
    Thread {
        /// The camera's.
        needs: Thread,
        /// The telescope's.
        has: Thread,
    },
    /// The image forms too close to the focuser.
    BackFocus {
        /// The light path needed.
        needs: Millimetres,
        /// Back focus of the telescope.
        has: Millimetres,
    },
    /// The tube is too thin or too thick.
    Diameter {
        /// The tube's.
        tube: Millimetres,
        /// Minimum diameter.
        from: Millimetres,
        /// Maximum diameter.
        to: Millimetres,
    },
    /// It is made for other optical designs.
    Design {
        /// The telescope's.
        design: String,
    },
    /// The telescope's aperture is too large for it.
    Aperture {
        /// The telescope's.
        has: Millimetres,
        /// The maximum.
        max: Millimetres,
    },
    /// The saddle does not accept the tube's dovetail.
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
    /// The tube has no dovetail.
    NoBar,
    /// The tube has no finder shoe.
    NoShoe,
    /// The telescope is a dedicated solar telescope with a built-in filter.
    SunOnly,
    /// The telescope is a dedicated solar telescope, and the finder is not made for the Sun.
    NightFinder,
}

/// The missing measurement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Missing {
    /// The barrels that the telescope's focuser accepts.
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
    /// The diameters that the accessory fits around.
    Diameters,
    /// The dovetails that the mount accepts.
    Saddle,
    /// Payload of the mount.
    Payload,
    /// How the finder is attached.
    Foot,
    /// The outer diameter of the eyepiece that it is attached to.
    Eyepiece,
    /// Whether the light path reaches the focus without an extension tube.
    Extension,
    /// The optical designs for which a solar filter inside the telescope is safe.
    MadeFor,
}

/// Whether an accessory fits a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Verdict {
    /// Yes, as it is.
    Fits(Way),
    /// Yes, with an extra part.
    FitsWith(Way, Part),
    /// No.
    DoesNotFit(Reason),
    /// Unknown: a decisive measurement is missing.
    NotKnown(Missing),
}

impl Verdict {
    /// Whether it fits, with or without a part.
    #[must_use]
    pub fn fits(&self) -> bool {
        matches!(self, Self::Fits(_) | Self::FitsWith(..))
    }

    /// Whether it certainly does not fit.
    #[must_use]
    pub fn refuses(&self) -> bool {
        matches!(self, Self::DoesNotFit(_))
    }
}
