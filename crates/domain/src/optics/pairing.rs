//! A telescope with an eyepiece, a Barlow lens or reducer, and a camera.
//!
//! Sources: the definitions of magnification, field, exit pupil and image scale are those of any
//! textbook of practical astronomy (for instance Sidgwick, *Amateur Astronomer's Handbook*,
//! chapters 2 to 4). The bounds for sampling follow the usual rule of two to three pixels for the
//! full width at half maximum of a star's image. Central obstructions and losses in glass are
//! ignored.

use super::{PUPIL, exit_pupil, magnification, true_field};
use std::ops::RangeInclusive;

/// Arc seconds in a radian.
const ARCSECONDS: f64 = 206_264.806;
/// Seeing rarely allows more magnification than this: at most sites on only a few nights a year.
pub const AIR: f64 = 250.0;
/// No equipment has a wider field, in degrees; a wider one is due to a typing error.
const WIDEST: f64 = 60.0;
/// Seeing of an ordinary night, as the full width at half maximum of a star's image in arc seconds.
pub const SEEING: RangeInclusive<f64> = 2.0..=4.0;

/// Which number is outside its range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpticsError {
    /// The telescope's aperture.
    Aperture,
    /// The telescope's focal length.
    FocalLength,
    /// The telescope's focal length over its aperture.
    FocalRatio,
    /// The eyepiece's focal length.
    EyepieceFocalLength,
    /// The eyepiece's apparent field or field stop.
    Field,
    /// The factor of a Barlow lens or reducer.
    Factor,
    /// The width of a sensor.
    SensorWidth,
    /// The height of a sensor.
    SensorHeight,
    /// The side of a pixel.
    PixelSize,
}

/// Apertures in mm.
pub const APERTURE: RangeInclusive<f64> = 20.0..=2_000.0;
/// Focal lengths of telescopes in mm.
pub const FOCAL_LENGTH: RangeInclusive<f64> = 50.0..=30_000.0;
/// Focal ratios of telescopes.
pub const FOCAL_RATIO: RangeInclusive<f64> = 1.0..=60.0;
/// Focal lengths of eyepieces in mm.
pub const EYEPIECE_FOCAL_LENGTH: RangeInclusive<f64> = 1.0..=100.0;
/// Apparent fields of eyepieces in degrees.
pub const APPARENT_FIELD: RangeInclusive<f64> = 20.0..=130.0;
/// Diameters of field stops in mm.
pub const FIELD_STOP: RangeInclusive<f64> = 0.5..=100.0;
/// Factors of Barlow lenses and reducers.
pub const FACTOR: RangeInclusive<f64> = 0.25..=8.0;
/// Sides of sensors in mm.
pub const SENSOR: RangeInclusive<f64> = 1.0..=110.0;
/// Sides of pixels in µm.
pub const PIXEL_SIZE: RangeInclusive<f64> = 0.5..=50.0;

/// Returns the number if it is in its range. NaN and infinity are in none.
fn within(value: f64, range: &RangeInclusive<f64>, error: OpticsError) -> Result<f64, OpticsError> {
    if range.contains(&value) { Ok(value) } else { Err(error) }
}

/// A telescope, by aperture and focal length.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TelescopeOptics {
    aperture: f64,
    focal_length: f64,
}

impl TelescopeOptics {
    /// A telescope with this aperture and focal length in mm.
    ///
    /// # Errors
    /// If one of them, or their ratio, is outside [`APERTURE`], [`FOCAL_LENGTH`] or
    /// [`FOCAL_RATIO`].
    pub fn new(aperture: f64, focal_length: f64) -> Result<Self, OpticsError> {
        let aperture = within(aperture, &APERTURE, OpticsError::Aperture)?;
        let focal_length = within(focal_length, &FOCAL_LENGTH, OpticsError::FocalLength)?;
        within(focal_length / aperture, &FOCAL_RATIO, OpticsError::FocalRatio)?;
        Ok(Self { aperture, focal_length })
    }

    /// In mm.
    #[must_use]
    pub fn aperture(self) -> f64 {
        self.aperture
    }

    /// In mm.
    #[must_use]
    pub fn focal_length(self) -> f64 {
        self.focal_length
    }

    /// Focal length over aperture.
    #[must_use]
    pub fn focal_ratio(self) -> f64 {
        self.focal_length / self.aperture
    }
}

/// How the field of an eyepiece is specified.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Field {
    /// The diameter of its field stop in mm, which yields an exact true field.
    Stop(f64),
    /// Its apparent field in degrees. The true field derived from it is accurate to about 10 %,
    /// less for wide eyepieces.
    Apparent(f64),
}

/// An eyepiece.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Eyepiece {
    focal_length: f64,
    field: Field,
}

impl Eyepiece {
    /// An eyepiece with this focal length in mm and this field.
    ///
    /// # Errors
    /// If one of them is outside [`EYEPIECE_FOCAL_LENGTH`], [`FIELD_STOP`] or
    /// [`APPARENT_FIELD`].
    pub fn new(focal_length: f64, field: Field) -> Result<Self, OpticsError> {
        let focal_length =
            within(focal_length, &EYEPIECE_FOCAL_LENGTH, OpticsError::EyepieceFocalLength)?;
        match field {
            Field::Stop(mm) => within(mm, &FIELD_STOP, OpticsError::Field)?,
            Field::Apparent(degrees) => within(degrees, &APPARENT_FIELD, OpticsError::Field)?,
        };
        Ok(Self { focal_length, field })
    }

    /// In mm.
    #[must_use]
    pub fn focal_length(self) -> f64 {
        self.focal_length
    }

    /// Its field.
    #[must_use]
    pub fn field(self) -> Field {
        self.field
    }
}

/// A multiplier of the telescope's focal length: above 1 for a Barlow lens, below 1 for a reducer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Factor(f64);

impl Factor {
    /// Neither a Barlow lens nor a reducer.
    pub const NONE: Self = Self(1.0);

    /// A Barlow lens or reducer with this factor.
    ///
    /// # Errors
    /// If it is outside [`FACTOR`].
    pub fn new(factor: f64) -> Result<Self, OpticsError> {
        Ok(Self(within(factor, &FACTOR, OpticsError::Factor)?))
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A camera, by its sensor.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    width: f64,
    height: f64,
    pixel: f64,
}

impl Camera {
    /// A camera with this sensor width and height in mm and this pixel size in µm.
    ///
    /// # Errors
    /// If one of them is outside [`SENSOR`] or [`PIXEL_SIZE`].
    pub fn new(width: f64, height: f64, pixel: f64) -> Result<Self, OpticsError> {
        Ok(Self {
            width: within(width, &SENSOR, OpticsError::SensorWidth)?,
            height: within(height, &SENSOR, OpticsError::SensorHeight)?,
            pixel: within(pixel, &PIXEL_SIZE, OpticsError::PixelSize)?,
        })
    }

    /// Width of the sensor in mm.
    #[must_use]
    pub fn width(self) -> f64 {
        self.width
    }

    /// Height of the sensor in mm.
    #[must_use]
    pub fn height(self) -> f64 {
        self.height
    }

    /// Side of a pixel in µm.
    #[must_use]
    pub fn pixel(self) -> f64 {
        self.pixel
    }
}

/// The view through an eyepiece.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Visual {
    /// Magnification.
    pub magnification: f64,
    /// True field in degrees.
    pub true_field: f64,
    /// Whether the true field was derived from the eyepiece's field stop rather than its apparent
    /// field.
    pub by_field_stop: bool,
    /// Exit pupil in mm.
    pub exit_pupil: f64,
    /// Focal ratio with the Barlow lens or reducer.
    pub focal_ratio: f64,
}

/// A telescope with an eyepiece; `None` if the field would be wider than any instrument's.
///
/// Magnification = telescope's focal length × factor ÷ eyepiece's focal length. True field = field
/// stop ÷ (focal length × factor) in radians, or apparent field ÷ magnification. Exit pupil =
/// aperture ÷ magnification.
#[must_use]
pub fn through(telescope: TelescopeOptics, factor: Factor, eyepiece: Eyepiece) -> Option<Visual> {
    let focal_length = telescope.focal_length * factor.0;
    let power = magnification(focal_length, eyepiece.focal_length);
    let (field, by_field_stop) = match eyepiece.field {
        Field::Stop(mm) => ((mm / focal_length).to_degrees(), true),
        Field::Apparent(degrees) => (true_field(degrees, power), false),
    };
    (field <= WIDEST).then(|| Visual {
        magnification: power,
        true_field: field,
        by_field_stop,
        exit_pupil: exit_pupil(telescope.aperture, power),
        focal_ratio: focal_length / telescope.aperture,
    })
}

/// What an eyepiece is suited for on a telescope, by exit pupil and magnification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suits {
    /// Beyond the highest useful magnification: the image only gets larger and dimmer.
    TooStrong,
    /// The beam is wider than the eye's pupil: light is lost.
    TooWide,
    /// 4 to 7 mm: wide fields, large nebulae, finding things.
    WideFields,
    /// 2 to 4 mm: galaxies, clusters and nebulae.
    DeepSky,
    /// 1 to 2 mm: the Moon, planets, globular clusters.
    Detail,
    /// Below 1 mm: double stars and planets on a steady night.
    HighPower,
}

impl Visual {
    /// What the eyepiece is suited for, given the telescope's highest useful magnification.
    #[must_use]
    pub fn suits(&self, highest: f64) -> Suits {
        match self.exit_pupil {
            _ if self.magnification > highest => Suits::TooStrong,
            pupil if pupil > PUPIL => Suits::TooWide,
            4.0.. => Suits::WideFields,
            2.0.. => Suits::DeepSky,
            1.0.. => Suits::Detail,
            _ => Suits::HighPower,
        }
    }

    /// Whether seeing rarely allows this magnification, whatever the telescope.
    #[must_use]
    pub fn needs_steady_air(&self) -> bool {
        self.magnification > AIR
    }
}

/// How the pixels of a camera match the seeing of an ordinary night; see [`SEEING`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sampling {
    /// More than three pixels per star image in the best seeing of such a night: the image is
    /// larger, but no sharper.
    Over,
    /// About two to three pixels.
    Well,
    /// Fewer than two pixels per star image in the worst seeing of such a night: stars look square
    /// and detail is lost.
    Under,
}

/// The image of a camera at prime focus.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Photo {
    /// Width of the picture in degrees.
    pub width: f64,
    /// Height of the picture in degrees.
    pub height: f64,
    /// Focal length with the Barlow lens or reducer, in mm.
    pub focal_length: f64,
    /// Focal ratio with the Barlow lens or reducer.
    pub focal_ratio: f64,
    /// Arc seconds for each pixel.
    pub scale: f64,
    /// The focal ratio at which the pixels record everything the aperture resolves, for planets in
    /// moments of steady air.
    pub planet_ratio: f64,
}

/// A telescope with a camera; `None` if the field would be wider than any instrument's.
///
/// Field = 2 × atan(side ÷ 2 × focal length). Image scale = pixel ÷ focal length, in radians. The
/// focal ratio for planets is five times the side of a pixel in µm, the rule of planetary
/// photographers: a little more than two pixels for λ/D in green light.
#[must_use]
pub fn photograph(telescope: TelescopeOptics, factor: Factor, camera: Camera) -> Option<Photo> {
    let focal_length = telescope.focal_length * factor.0;
    let side = |mm: f64| 2.0 * (mm / (2.0 * focal_length)).atan().to_degrees();
    let (width, height) = (side(camera.width), side(camera.height));
    (width.max(height) <= WIDEST).then(|| Photo {
        width,
        height,
        focal_length,
        focal_ratio: focal_length / telescope.aperture,
        scale: camera.pixel / 1000.0 / focal_length * ARCSECONDS,
        planet_ratio: 5.0 * camera.pixel,
    })
}

impl Photo {
    /// Whether the focal ratio is more than 10 % longer than planets in steady air need.
    #[must_use]
    pub fn beyond_planets(&self) -> bool {
        self.focal_ratio > 1.1 * self.planet_ratio
    }

    /// How the pixels match an ordinary night. They match between a third of the best seeing and
    /// half of the worst.
    #[must_use]
    pub fn sampling(&self) -> Sampling {
        if self.scale < SEEING.start() / 3.0 {
            Sampling::Over
        } else if self.scale > SEEING.end() / 2.0 {
            Sampling::Under
        } else {
            Sampling::Well
        }
    }
}
