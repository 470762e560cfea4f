//! Whether a mount carries a telescope for photography.

use super::{parts::Kilograms, verdict::Photography};

/// The share of a mount's payload that is usable for photography.
pub const PHOTOGRAPHY: f64 = 2.0 / 3.0;

/// The part of that share reserved for a camera and a guider.
pub const CAMERA_AND_GUIDER: Kilograms = Kilograms(1.5);

/// The weight that a mount carries for photography, including the camera.
#[must_use]
pub fn photography_limit(payload: Kilograms) -> Kilograms {
    Kilograms(payload.0 * PHOTOGRAPHY)
}

/// Whether a mount with this payload, tracking or not, is suitable for photography with a tube of
/// this weight.
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
