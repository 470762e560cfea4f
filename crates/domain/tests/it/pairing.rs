//! A telescope with an eyepiece, a Barlow lens or reducer, and a camera. Expected values are
//! published or computed by hand.

use domain::optics::{
    dawes_limit,
    pairing::{
        Camera, Eyepiece, Factor, Field, OpticsError, Sampling, Suits, TelescopeOptics, photograph,
        through,
    },
    rayleigh_limit,
};

fn telescope(aperture: f64, focal_length: f64) -> TelescopeOptics {
    TelescopeOptics::new(aperture, focal_length).unwrap()
}

fn apparent(mm: f64, degrees: f64) -> Eyepiece {
    Eyepiece::new(mm, Field::Apparent(degrees)).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected}");
}

#[test]
fn worked_examples_of_eyepieces() {
    // Telescope (aperture, focal length), factor, eyepiece, field: magnification, true field, exit
    // pupil, focal ratio.
    let cases = [
        ((203.0, 2032.0), 1.0, 25.0, Field::Apparent(50.0), (81.28, 0.6152, 2.4975, 10.0099)),
        ((203.0, 2032.0), 2.0, 25.0, Field::Apparent(50.0), (162.56, 0.3076, 1.2488, 20.0197)),
        ((203.0, 2032.0), 0.63, 40.0, Field::Apparent(43.0), (32.004, 1.3436, 6.3430, 6.3062)),
        // A field stop of 27 mm at 1000 mm: 27 / 1000 rad = 1.547°; by the apparent field of 68° it
        // would be 1.632°.
        ((200.0, 1000.0), 1.0, 24.0, Field::Stop(27.0), (41.6667, 1.5470, 4.8, 5.0)),
        ((200.0, 1000.0), 1.0, 24.0, Field::Apparent(68.0), (41.6667, 1.6320, 4.8, 5.0)),
        ((102.0, 714.0), 3.0, 6.0, Field::Apparent(52.0), (357.0, 0.14566, 0.28571, 21.0)),
    ];
    for ((aperture, focal_length), factor, mm, field, (power, degrees, pupil, ratio)) in cases {
        let eyepiece = Eyepiece::new(mm, field).unwrap();
        let seen =
            through(telescope(aperture, focal_length), Factor::new(factor).unwrap(), eyepiece)
                .unwrap();
        near(seen.magnification, power, 0.001);
        near(seen.true_field, degrees, 0.0005);
        near(seen.exit_pupil, pupil, 0.0005);
        near(seen.focal_ratio, ratio, 0.001);
        assert_eq!(seen.by_field_stop, matches!(field, Field::Stop(_)));
    }
}

#[test]
fn worked_examples_of_cameras() {
    // Telescope, factor, sensor, pixel: width and height in arc minutes, arc seconds a pixel.
    let cases = [
        // APS-C on a refractor of 480 mm: 168′ × 112′; 206.265 × 3.76 / 480.
        ((80.0, 480.0), 1.0, (23.5, 15.7, 3.76), (168.28, 112.43, 1.6158), Sampling::Well),
        // 36 × 24 mm at 600 mm: 206.2′ × 137.5′.
        ((150.0, 600.0), 1.0, (36.0, 24.0, 3.76), (206.20, 137.49, 1.2926), Sampling::Well),
        ((279.0, 2800.0), 1.0, (4.8, 3.6, 3.75), (5.893, 4.420, 0.27625), Sampling::Over),
        ((279.0, 2800.0), 2.0, (4.8, 3.6, 3.75), (2.947, 2.210, 0.13812), Sampling::Over),
        ((50.0, 250.0), 1.0, (4.8, 3.6, 3.75), (66.00, 49.50, 3.0940), Sampling::Under),
    ];
    for ((aperture, focal_length), factor, (width, height, pixel), (w, h, scale), sampling) in cases
    {
        let camera = Camera::new(width, height, pixel).unwrap();
        let photo =
            photograph(telescope(aperture, focal_length), Factor::new(factor).unwrap(), camera)
                .unwrap();
        near(photo.width * 60.0, w, 0.05);
        near(photo.height * 60.0, h, 0.05);
        near(photo.scale, scale, 0.0005);
        near(photo.focal_length, focal_length * factor, 1e-9);
        near(photo.focal_ratio, focal_length * factor / aperture, 1e-9);
        assert_eq!(photo.sampling(), sampling, "{photo:?}");
    }
    // Pixels of 2.9 µm: f/14.5 for planets.
    let photo =
        photograph(telescope(203.0, 2032.0), Factor::NONE, Camera::new(5.6, 3.2, 2.9).unwrap())
            .unwrap();
    near(photo.planet_ratio, 14.5, 1e-9);
    // f/10 is below the ratio for planets, f/15 is about right, f/20 is more than needed.
    for (factor, beyond) in [(1.0, false), (1.5, false), (2.0, true)] {
        let camera = Camera::new(5.6, 3.2, 2.9).unwrap();
        let photo =
            photograph(telescope(203.0, 2032.0), Factor::new(factor).unwrap(), camera).unwrap();
        assert_eq!(photo.beyond_planets(), beyond, "{factor}");
    }
}

#[test]
fn limits_of_resolution() {
    // Dawes 116″ and Rayleigh 138.4″ for one millimetre at 550 nm.
    near(dawes_limit(100.0), 1.16, 1e-9);
    near(rayleigh_limit(100.0), 1.384, 0.0005);
    for aperture in [20.0, 80.0, 203.0, 2000.0] {
        near(rayleigh_limit(aperture) / dawes_limit(aperture), 1.193, 0.001);
    }
}

#[test]
fn an_eyepiece_suits_objects_by_its_magnification() {
    let scope = telescope(200.0, 1000.0);
    for (mm, factor, suits) in [
        (40.0, 1.0, Suits::TooWide),
        (35.0, 1.0, Suits::WideFields),
        (20.0, 1.0, Suits::WideFields),
        (19.0, 1.0, Suits::DeepSky),
        (10.0, 1.0, Suits::DeepSky),
        (9.0, 1.0, Suits::Detail),
        (5.0, 1.0, Suits::Detail),
        (4.0, 1.0, Suits::HighPower),
        (2.5, 1.0, Suits::HighPower),
        (2.4, 1.0, Suits::TooStrong),
        (5.0, 3.0, Suits::TooStrong),
    ] {
        let seen = through(scope, Factor::new(factor).unwrap(), apparent(mm, 50.0)).unwrap();
        assert_eq!(seen.suits(400.0), suits, "{mm} mm × {factor}");
    }
    // The manufacturer's limit takes precedence over the rule.
    assert_eq!(
        through(scope, Factor::NONE, apparent(10.0, 50.0)).unwrap().suits(99.0),
        Suits::TooStrong
    );
    assert!(!through(scope, Factor::NONE, apparent(4.0, 50.0)).unwrap().needs_steady_air());
    assert!(through(scope, Factor::NONE, apparent(3.9, 50.0)).unwrap().needs_steady_air());
}

#[test]
fn sampling_bounds() {
    for (pixel, sampling) in [
        (3.2, Sampling::Over),
        (3.3, Sampling::Well),
        (9.6, Sampling::Well),
        (9.8, Sampling::Under),
    ] {
        let photo = photograph(
            telescope(200.0, 1000.0),
            Factor::NONE,
            Camera::new(10.0, 10.0, pixel).unwrap(),
        )
        .unwrap();
        assert_eq!(photo.sampling(), sampling, "{pixel} µm, {}″", photo.scale);
    }
}

#[test]
fn each_number_out_of_range_has_its_own_error() {
    const BAD: [f64; 8] =
        [0.0, -1.0, -203.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e9, f64::MIN_POSITIVE];
    for bad in BAD {
        assert_eq!(TelescopeOptics::new(bad, 1200.0), Err(OpticsError::Aperture), "{bad}");
        assert_eq!(TelescopeOptics::new(203.0, bad), Err(OpticsError::FocalLength), "{bad}");
        assert_eq!(
            Eyepiece::new(bad, Field::Apparent(50.0)),
            Err(OpticsError::EyepieceFocalLength),
            "{bad}"
        );
        assert_eq!(Eyepiece::new(10.0, Field::Apparent(bad)), Err(OpticsError::Field), "{bad}");
        assert_eq!(Eyepiece::new(10.0, Field::Stop(bad)), Err(OpticsError::Field), "{bad}");
        assert_eq!(Factor::new(bad), Err(OpticsError::Factor), "{bad}");
        assert_eq!(Camera::new(bad, 10.0, 3.0), Err(OpticsError::SensorWidth), "{bad}");
        assert_eq!(Camera::new(10.0, bad, 3.0), Err(OpticsError::SensorHeight), "{bad}");
        assert_eq!(Camera::new(10.0, 10.0, bad), Err(OpticsError::PixelSize), "{bad}");
    }
    // Each number is possible alone, but not both together: they were probably swapped.
    assert_eq!(TelescopeOptics::new(1200.0, 203.0), Err(OpticsError::FocalRatio));
    assert_eq!(TelescopeOptics::new(20.0, 30_000.0), Err(OpticsError::FocalRatio));
}

#[test]
fn accepted_input_yields_finite_consistent_results() {
    let apertures = [20.0, 50.0, 203.0, 1000.0, 2000.0];
    let lengths = [50.0, 250.0, 714.0, 2032.0, 30_000.0];
    let factors = [0.25, 0.63, 1.0, 2.0, 8.0];
    let (mut seen_some, mut photographed) = (0, 0);
    for aperture in apertures {
        for focal_length in lengths {
            let Ok(scope) = TelescopeOptics::new(aperture, focal_length) else { continue };
            for factor in factors.map(|factor| Factor::new(factor).unwrap()) {
                for mm in [1.0, 9.0, 32.0, 100.0] {
                    for field in [
                        Field::Apparent(20.0),
                        Field::Apparent(130.0),
                        Field::Stop(0.5),
                        Field::Stop(100.0),
                    ] {
                        let Some(seen) = through(scope, factor, Eyepiece::new(mm, field).unwrap())
                        else {
                            continue;
                        };
                        let numbers = [
                            seen.magnification,
                            seen.true_field,
                            seen.exit_pupil,
                            seen.focal_ratio,
                        ];
                        assert!(
                            numbers.iter().all(|n| n.is_finite() && *n > 0.0),
                            "{scope:?} {factor:?} {mm} {field:?}: {seen:?}"
                        );
                        assert!(seen.true_field <= 60.0);
                        // The exit pupil also equals the eyepiece's focal length divided by the
                        // focal ratio.
                        near(
                            seen.exit_pupil,
                            mm / seen.focal_ratio,
                            1e-9 * seen.exit_pupil.max(1.0),
                        );
                        seen_some += 1;
                    }
                }
                for (side, pixel) in [(1.0, 0.5), (1.0, 50.0), (110.0, 0.5), (110.0, 50.0)] {
                    let Some(photo) =
                        photograph(scope, factor, Camera::new(side, side, pixel).unwrap())
                    else {
                        continue;
                    };
                    let numbers = [
                        photo.width,
                        photo.height,
                        photo.focal_length,
                        photo.focal_ratio,
                        photo.scale,
                        photo.planet_ratio,
                    ];
                    assert!(numbers.iter().all(|n| n.is_finite() && *n > 0.0), "{photo:?}");
                    assert!(photo.width <= 60.0 && photo.height <= 60.0);
                    photographed += 1;
                }
            }
        }
    }
    assert!(seen_some > 500 && photographed > 100, "{seen_some} {photographed}");
}

#[test]
fn a_barlow_multiplies_the_power_and_divides_field_and_pupil() {
    let scope = telescope(150.0, 750.0);
    let plain = through(scope, Factor::NONE, apparent(25.0, 52.0)).unwrap();
    for factor in [0.5, 2.0, 3.0] {
        let with = through(scope, Factor::new(factor).unwrap(), apparent(25.0, 52.0)).unwrap();
        near(with.magnification, plain.magnification * factor, 1e-9);
        near(with.true_field, plain.true_field / factor, 1e-9);
        near(with.exit_pupil, plain.exit_pupil / factor, 1e-9);
    }
}
