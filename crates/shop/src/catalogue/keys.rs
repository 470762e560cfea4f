//! The attributes that the program computes with: optics, compatibility, and what follows from
//! them. Only this file, and the labels in `domain::optics::fit`, name attributes and their values;
//! `docs/catalogue.md` explains them to merchants. A shop without them sells as well: its products
//! have no optics, and fit nothing.

// What telescopes, binoculars and eyepieces do.
pub const APERTURE: &str = "aperture";
pub const FOCAL_LENGTH: &str = "focal_length";
pub const FOCAL_LENGTH_MIN: &str = "focal_length_min";
pub const FOCAL_LENGTH_MAX: &str = "focal_length_max";
pub const MAGNIFICATION: &str = "magnification";
pub const USEFUL_MAGNIFICATION: &str = "useful_magnification";
pub const APPARENT_FIELD: &str = "apparent_field";
pub const APPARENT_FIELD_LONG: &str = "apparent_field_long";
pub const FIELD_STOP: &str = "field_stop";
pub const BARLOW_FACTOR: &str = "barlow_factor";
pub const EYEPIECES: &str = "eyepieces";

// Light.
pub const FILTER_KIND: &str = "filter_kind";
pub const BANDWIDTH: &str = "bandwidth";
pub const SUN_ONLY: &str = "sun_only";

// Cameras.
pub const SENSOR_WIDTH: &str = "sensor_width";
pub const SENSOR_HEIGHT: &str = "sensor_height";
pub const PIXEL_SIZE: &str = "pixel_size";

// What decides whether parts fit.
pub const ATTACHES_TO: &str = "attaches_to";
pub const BARREL: &str = "barrel";
pub const FOCUSER_BARREL: &str = "focuser_barrel";
pub const THREAD: &str = "thread";
pub const BACK_FOCUS: &str = "back_focus";
pub const BACK_FOCUS_MIN: &str = "back_focus_min";
pub const OPTICAL_LENGTH: &str = "optical_length";
pub const DOVETAIL: &str = "dovetail";
pub const FINDER_SHOE: &str = "finder_shoe";
pub const FITS_FROM: &str = "fits_from";
pub const FITS_TO: &str = "fits_to";
pub const MADE_FOR: &str = "made_for";
pub const APERTURE_MAX: &str = "aperture_max";
pub const DESIGN: &str = "design";
pub const PAYLOAD: &str = "payload";
pub const TRACKING: &str = "tracking";
pub const TUBE_WEIGHT: &str = "tube_weight";
pub const TUBE_DIAMETER: &str = "tube_diameter";

// Values that decide whether parts fit, beside the labels in `domain::optics::fit`. They are fixed
// like the keys, since a mapping of a shop's own could make unsafe parts fit.
pub const STANDARD_SHOE: &str = "Standard";
pub const SHOE_SUPPLIED: &str = "Standard, or the base supplied";
pub const SOLAR_FILTER: &str = "Solar";
