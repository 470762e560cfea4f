//! Performance of telescopes. Expected values were computed by hand from the formulas' sources.

use domain::optics::{
    SUN, dawes_limit, exit_pupil, highest_magnification, light_gain, limiting_magnitude,
    magnification, solar_detail, solar_disc, true_field,
};

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.005, "{found} is not {expected}");
}

#[test]
fn a_refractor_of_102_mm_and_714_mm() {
    let power = magnification(714.0, 32.0);
    near(power, 22.3125);
    near(true_field(50.0, power), 2.2409);
    near(exit_pupil(102.0, power), 4.5714);
    near(dawes_limit(102.0), 1.1373);
    near(limiting_magnitude(102.0), 12.743);
    near(highest_magnification(102.0), 204.0);
    near(light_gain(102.0), 212.33);
}

#[test]
fn a_dobsonian_of_203_mm_and_1200_mm() {
    let power = magnification(1200.0, 5.0);
    near(power, 240.0);
    near(true_field(60.0, power), 0.25);
    near(exit_pupil(203.0, power), 0.8458);
    near(dawes_limit(203.0), 0.5714);
    near(limiting_magnitude(203.0), 14.2375);
}

#[test]
fn an_eye_has_a_light_gain_of_one() {
    near(light_gain(7.0), 1.0);
    near(light_gain(70.0), 100.0);
    // The exit pupil also equals the eyepiece's focal length divided by the focal ratio.
    near(exit_pupil(200.0, magnification(1000.0, 25.0)), 25.0 / 5.0);
}

#[test]
fn the_sun_in_a_telescope_of_40_mm_and_400_mm() {
    // 400 mm × 0.533° in radians (0.0093026).
    near(solar_disc(400.0), 3.7210);
    // 116″ / 40 = 2.9″, with 725.27 km per arc second.
    assert!((solar_detail(40.0) - 2103.3).abs() < 0.5, "{}", solar_detail(40.0));
    near(52.0 / SUN, 97.561);
}
