//! The Moon as seen from the northern hemisphere, drawn from its illuminated fraction.

use leptos::prelude::*;

/// The side of the Moon that is lit, seen from the northern hemisphere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LitSide {
    /// It grows.
    Right,
    /// It wanes.
    Left,
}

/// The lit part of a disc of radius 50 at (50, 50): half the limb, and the terminator, half an
/// ellipse.
fn lit(illumination: f64, side: LitSide) -> String {
    let share = illumination.clamp(0.0, 1.0);
    let width = (1.0 - 2.0 * share).abs() * 50.0;
    let (limb, crescent, gibbous) = match side {
        LitSide::Right => (1, 0, 1),
        LitSide::Left => (0, 1, 0),
    };
    let terminator = if share < 0.5 { crescent } else { gibbous };
    format!("M50 0A50 50 0 0 {limb} 50 100A{width:.1} 50 0 0 {terminator} 50 0Z")
}

/// The Moon with its seas; the text beside it says the same.
pub fn moon(illumination: f64, side: LitSide) -> impl IntoView {
    let seas = concat!(
        r#"<g class="moon-seas" clip-path="url(#moon-lit)">"#,
        r#"<ellipse cx="34" cy="30" rx="15" ry="12"/><ellipse cx="57" cy="29" rx="9" ry="8"/>"#,
        r#"<ellipse cx="66" cy="42" rx="11" ry="8"/>"#,
        r#"<ellipse cx="80" cy="36" rx="5" ry="6.500"/><ellipse cx="76" cy="56" rx="6" ry="9"/>"#,
        r#"<ellipse cx="22" cy="50" rx="12" ry="17"/><ellipse cx="32" cy="66" rx="9" ry="7"/>"#,
        r#"<ellipse cx="48" cy="63" rx="8" ry="6"/></g>"#,
    );
    let path = lit(illumination, side);
    let inner = format!(
        "<clipPath id=\"moon-lit\"><path d=\"{path}\"/></clipPath>\
         <circle class=\"moon-disc\" cx=\"50\" cy=\"50\" r=\"49.500\"/>\
         <path class=\"moon-lit\" d=\"{path}\"/>{seas}"
    );
    view! {
        <svg
            class="moon"
            viewBox="-1 -1 102 102"
            width="102"
            height="102"
            aria-hidden="true"
            inner_html=inner
        ></svg>
    }
}

/// A small Moon for a phase by its key: `new`, `first-quarter`, `full`, `last-quarter`.
pub fn phase(key: &str) -> impl IntoView + use<> {
    let (share, side) = match key {
        "first-quarter" => (0.5, LitSide::Right),
        "full" => (1.0, LitSide::Right),
        "last-quarter" => (0.5, LitSide::Left),
        _ => (0.0, LitSide::Right),
    };
    let inner = format!(
        r#"<circle class="moon-disc" cx="50" cy="50" r="46"/><path class="moon-lit" d="{}"/>"#,
        lit(share, side)
    );
    view! {
        <svg
            class="phase"
            viewBox="-2 -2 104 104"
            width="20"
            height="20"
            aria-hidden="true"
            inner_html=inner
        ></svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{LitSide, lit};

    #[test]
    fn the_lit_side_is_right_while_it_grows() {
        assert_eq!(lit(0.25, LitSide::Right), "M50 0A50 50 0 0 1 50 100A25.0 50 0 0 0 50 0Z");
        assert_eq!(lit(0.75, LitSide::Right), "M50 0A50 50 0 0 1 50 100A25.0 50 0 0 1 50 0Z");
        assert_eq!(lit(0.25, LitSide::Left), "M50 0A50 50 0 0 0 50 100A25.0 50 0 0 1 50 0Z");
        assert_eq!(lit(1.0, LitSide::Right), "M50 0A50 50 0 0 1 50 100A50.0 50 0 0 1 50 0Z");
    }
}
