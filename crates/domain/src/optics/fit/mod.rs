//! Compatibility: a telescope offers sockets and space, and an accessory needs them. A verdict is
//! never guessed: if a measurement is missing, the verdict says which one.

mod judge;
mod parts;
mod photography;
mod verdict;

pub use judge::{DRAWTUBE, T2_FLANGE, verdict, verdict_with};
pub use parts::{
    Accessory, Barrel, Carrier, Connection, Dovetail, Foot, Joint, Kilograms, Light, Millimetres,
    Place, Side, Telescope, Thread,
};
pub use photography::{CAMERA_AND_GUIDER, PHOTOGRAPHY, photography, photography_limit};
pub use verdict::{Missing, Part, Photography, Reason, Verdict, Way};
