//! The field of an eyepiece and the frame of a camera, drawn to scale with the Moon, or with the
//! Sun for a solar telescope.

use crate::ui::numbers::{angle, frame};
use domain::optics::{MOON, SUN};
use leptos::prelude::*;
use views::optics::calculator::Answer;

/// Half the drawing's side, and the radius of the largest shape in it.
const HALF: f64 = 100.0;
const LARGEST: f64 = 96.0;

/// The Moon's seas on a disc of radius 50 around (50, 50), as on the home page.
const SEAS: &str = concat!(
    r#"<ellipse cx="34" cy="30" rx="15" ry="12"/><ellipse cx="57" cy="29" rx="9" ry="8"/>"#,
    r#"<ellipse cx="66" cy="42" rx="11" ry="8"/><ellipse cx="80" cy="36" rx="5" ry="6.5"/>"#,
    r#"<ellipse cx="76" cy="56" rx="6" ry="9"/><ellipse cx="22" cy="50" rx="12" ry="17"/>"#,
    r#"<ellipse cx="32" cy="66" rx="9" ry="7"/><ellipse cx="48" cy="63" rx="8" ry="6"/>"#,
);

/// The shapes in units of the drawing, from fields in degrees: radius of the circle, half sides of
/// the frame, radius of the disc.
fn shapes(
    circle: Option<f64>,
    frame: Option<(f64, f64)>,
    disc: f64,
) -> (Option<f64>, Option<(f64, f64)>, f64) {
    let corner = frame.map_or(0.0, |(width, height)| width.hypot(height));
    let unit = 2.0 * LARGEST / circle.unwrap_or(0.0).max(corner).max(f64::MIN_POSITIVE);
    let half = |degrees: f64| degrees * unit / 2.0;
    (circle.map(half), frame.map(|(width, height)| (half(width), half(height))), half(disc))
}

/// What the field is compared with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Moon,
    Sun,
}

/// The drawing of shapes in units of the drawing: those of [`shapes`].
fn inner(circle: Option<f64>, frame: Option<(f64, f64)>, disc: f64, body: Body) -> String {
    let circle = circle.map(|r| format!(r#"<circle r="{r:.2}"/>"#)).unwrap_or_default();
    let frame = frame
        .map(|(w, h)| {
            format!(
                r#"<rect x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}"/>"#,
                -w,
                -h,
                2.0 * w,
                2.0 * h
            )
        })
        .unwrap_or_default();
    let seas = match body {
        Body::Moon => {
            let scale = disc / 50.0;
            format!(
                "<g class=\"moon-seas\" \
                 transform=\"translate({:.3} {:.3}) scale({scale:.5})\">{SEAS}</g>",
                -disc, -disc
            )
        }
        Body::Sun => String::new(),
    };
    format!(
        "<clipPath id=\"in-view\">{circle}{frame}</clipPath>\
         <g class=\"sky\">{circle}{frame}</g>\
         <g clip-path=\"url(#in-view)\"><circle class=\"moon-lit\" r=\"{disc:.2}\"/>{seas}</g>\
         <g class=\"edge\">{circle}</g><g class=\"edge edge-dark\">{frame}</g>\
         <g class=\"edge edge-frame\">{frame}</g>"
    )
}

/// The drawing with its caption; nothing without a field.
pub(super) fn figure(answer: &Answer) -> impl IntoView + use<> {
    let (visual, photo) = (answer.visual.as_ref(), answer.photo.as_ref());
    let body = if answer.solar { Body::Sun } else { Body::Moon };
    let (name, width) = match body {
        Body::Moon => (t!("drawing-moon"), MOON),
        Body::Sun => (t!("drawing-sun"), SUN),
    };
    let (alt, caption) = match (visual, photo) {
        (Some(seen), None) => (
            t!("drawing-alt-eyepiece", field = angle(seen.true_field), body = name),
            t!("drawing-caption-eyepiece", body = name),
        ),
        (None, Some(photo)) => (
            t!("drawing-alt-camera", frame = frame(photo), body = name),
            t!("drawing-caption-camera", body = name),
        ),
        (Some(seen), Some(photo)) => (
            t!(
                "drawing-alt-both",
                field = angle(seen.true_field),
                frame = frame(photo),
                body = name
            ),
            t!("drawing-caption-both", body = name),
        ),
        (None, None) => return None,
    };
    let (circle, sides, disc) = shapes(
        visual.map(|seen| seen.true_field),
        photo.map(|photo| (photo.width, photo.height)),
        width,
    );
    let view_box = format!("{0} {0} {1} {1}", -HALF, 2.0 * HALF);
    Some(view! {
        <figure class="view">
            <svg
                viewBox=view_box
                width="320"
                height="320"
                role="img"
                aria-label=alt
                inner_html=inner(circle, sides, disc, body)
            ></svg>
            <figcaption class="small">{caption}</figcaption>
        </figure>
    })
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::{LARGEST, shapes};

    #[test]
    fn everything_has_one_scale_and_the_largest_fills_the_drawing() {
        let (circle, frame, disc) = shapes(Some(1.0), None, 0.5);
        assert_eq!((circle, frame, disc), (Some(LARGEST), None, LARGEST / 2.0));
        // A frame of 3° × 4° has a diagonal of 5°.
        let (Some(circle), Some((width, height)), disc) = shapes(Some(1.0), Some((3.0, 4.0)), 0.5)
        else {
            panic!()
        };
        for (found, share) in [(circle, 0.2), (width, 0.6), (height, 0.8), (disc, 0.1)] {
            assert!((found / LARGEST - share).abs() < 1e-9, "{found} is not {share} of {LARGEST}");
        }
        // The Moon may be larger than the view.
        assert!(shapes(Some(0.1), None, 0.5).2 > LARGEST);
    }
}
