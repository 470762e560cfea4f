//! What a telescope shows, with the eyepieces in its box and with some that the shop sells.

use super::{facts::solar_only, snapshot::Snapshot};
use domain::{
    catalogue::{Attributes, EyepieceLimit, EyepieceRow, NightView, OpticsView, SunView, Value},
    optics,
    text::number,
};

/// Eyepieces that the page computes with: SKU, focal length in mm and apparent field in degrees. Those that the shop sells are links.
const EYEPIECES: [(&str, f64, f64); 4] =
    [("COR-PL-32", 32.0, 52.0), ("COR-68-13", 13.0, 68.0), ("COR-PL-6", 6.0, 52.0), ("COR-60-5", 5.0, 60.0)];

/// Apparent field of a plain eyepiece in degrees, for the power at which the Sun fills the view.
const PLAIN_FIELD: f64 = 52.0;

/// The widest pupil of an eye in mm.
const PUPIL: f64 = 7.0;

/// What a telescope of this aperture and focal length shows; none for anything else.
pub(super) fn optics_of(snapshot: &Snapshot, attributes: &Attributes) -> Option<OpticsView> {
    let quantity = |key: &str| match attributes.get(key) {
        Some(Value::Number(n)) if *n > 0.0 => Some(*n),
        _ => None,
    };
    let (aperture, focal_length) = (quantity("aperture")?, quantity("focal_length")?);
    if attributes.contains_key("apparent_field") || attributes.contains_key("magnification") {
        return None;
    }
    if solar_only(attributes) {
        return Some(OpticsView::Sun(SunView {
            disc: format!("{}\u{a0}mm", number(optics::solar_disc(focal_length), 1)),
            filling_power: format!("{}×", number(PLAIN_FIELD / optics::SUN, 0)),
            detail: format!("{}\u{a0}km", number((optics::solar_detail(aperture) / 100.0).round() * 100.0, 0)),
            bandwidth: quantity("bandwidth").map(|nm| format!("{}\u{a0}nm", number(nm, 2))),
        }));
    }
    // What the merchant says of a mirror that bears less comes before the rule.
    let highest_power = quantity("useful_magnification").unwrap_or_else(|| optics::highest_magnification(aperture));
    let row = |eyepiece: f64, field: f64, in_box: bool, href: Option<String>| {
        let power = optics::magnification(focal_length, eyepiece);
        let pupil = optics::exit_pupil(aperture, power);
        let millimetres = format!("{}\u{a0}mm", number(eyepiece, 1));
        EyepieceRow {
            eyepiece: format!("{millimetres}, {}°", number(field, 0)),
            in_box,
            href,
            magnification: format!("{}×", number(power, 0)),
            true_field: format!("{}°", number(optics::true_field(field, power), 1)),
            exit_pupil: format!("{}\u{a0}mm", number(pupil, 1)),
            limit: if power > highest_power { Some(EyepieceLimit::Power) } else { (pupil > PUPIL).then_some(EyepieceLimit::Pupil) },
        }
    };
    let mut rows: Vec<(f64, EyepieceRow)> = in_box(attributes).into_iter().map(|(mm, field)| (mm, row(mm, field, true, None))).collect();
    for (sku, mm, field) in EYEPIECES {
        // The strongest is for those that can bear it, or shows where the end is; one of the two will do.
        let spare = mm == 6.0 && focal_length / 5.0 <= highest_power;
        if !spare {
            let href = snapshot.by_sku(sku).map(|entry| format!("/products/{}?variant={sku}", entry.slug));
            rows.push((mm, row(mm, field, false, href)));
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(OpticsView::Night(NightView {
        highest_power: format!("{}×", number(highest_power, 0)),
        faintest_star: format!("{}\u{a0}mag", number(optics::limiting_magnitude(aperture), 1)),
        splits_to: format!("{}″", number(optics::dawes_limit(aperture), 2)),
        light_gain: number(optics::light_gain(aperture), 0),
        eyepieces: rows.into_iter().map(|(_, row)| row).collect(),
    }))
}

/// The eyepieces in the box by the attribute `eyepieces`, such as `25 mm 50°`: focal length in mm and apparent field in degrees.
fn in_box(attributes: &Attributes) -> Vec<(f64, f64)> {
    let Some(Value::List(eyepieces)) = attributes.get("eyepieces") else { return Vec::new() };
    eyepieces.iter().filter_map(|text| eyepiece(text)).collect()
}

fn eyepiece(text: &str) -> Option<(f64, f64)> {
    let (length, field) = text.trim_end_matches('°').rsplit_once(|c: char| c.is_whitespace())?;
    Some((length.strip_suffix("mm")?.trim().parse().ok()?, field.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::eyepiece;

    #[test]
    fn eyepieces_in_the_box_are_read() {
        for (text, read) in
            [("25 mm 50°", Some((25.0, 50.0))), ("12.5\u{a0}mm 44°", Some((12.5, 44.0))), ("25 mm", None), ("25 50°", None), ("", None)]
        {
            assert_eq!(eyepiece(text), read, "{text}");
        }
    }
}
