//! Optical performance, computed from the instrument's data.
//!
//! The functions here are single formulas over plain numbers. [`pairing`] combines a telescope with
//! an eyepiece, a Barlow lens or reducer, and a camera; it validates its input first, so that every
//! result is finite.

pub mod fit;
pub mod pairing;
pub mod quantity;

/// Magnification of an eyepiece: both focal lengths in mm.
#[must_use]
pub fn magnification(telescope_focal_length: f64, eyepiece_focal_length: f64) -> f64 {
    telescope_focal_length / eyepiece_focal_length
}

/// True field in degrees from the apparent field in degrees, by the simple ratio; accurate to about
/// 10 % for wide eyepieces.
#[must_use]
pub fn true_field(apparent_field: f64, magnification: f64) -> f64 {
    apparent_field / magnification
}

/// Exit pupil in mm.
#[must_use]
pub fn exit_pupil(aperture: f64, magnification: f64) -> f64 {
    aperture / magnification
}

/// W. R. Dawes' limit in arc seconds for the separation of two equal stars; aperture in mm
/// (116″/D).
#[must_use]
pub fn dawes_limit(aperture: f64) -> f64 {
    116.0 / aperture
}

/// Lord Rayleigh's limit in arc seconds: the radius of the first dark ring, 1.22 λ/D, at 550 nm;
/// aperture in mm.
#[must_use]
pub fn rayleigh_limit(aperture: f64) -> f64 {
    (1.22 * 550e-6 / aperture).to_degrees() * 3600.0
}

/// Faintest star in magnitudes for an aperture in mm, under a dark sky (2.7 + 5 log D).
#[must_use]
pub fn limiting_magnitude(aperture: f64) -> f64 {
    2.7 + 5.0 * aperture.log10()
}

/// How many times more light an aperture in mm gathers than a pupil of 7 mm.
#[must_use]
pub fn light_gain(aperture: f64) -> f64 {
    (aperture / 7.0).powi(2)
}

/// The highest useful magnification: twice the aperture in mm.
#[must_use]
pub fn highest_magnification(aperture: f64) -> f64 {
    2.0 * aperture
}

/// The widest pupil of an eye in mm.
pub const PUPIL: f64 = 7.0;

/// Apparent diameter of the Moon in degrees at its mean distance.
pub const MOON: f64 = 0.518;

/// Apparent diameter of the Sun in degrees at its mean distance.
pub const SUN: f64 = 0.533;

/// Diameter in mm of the Sun's disc at the focus of a telescope; focal length in mm.
#[must_use]
pub fn solar_disc(focal_length: f64) -> f64 {
    2.0 * focal_length * (SUN / 2.0).to_radians().tan()
}

/// The smallest detail in km on the Sun that an aperture in mm shows: Dawes' limit at a distance of
/// 1 au, where 1″ is 725 km.
#[must_use]
pub fn solar_detail(aperture: f64) -> f64 {
    149_597_870.7 * (dawes_limit(aperture) / 3600.0).to_radians().tan()
}
