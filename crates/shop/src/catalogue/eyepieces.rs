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
pub(super) fn optics_of(snapshot: &Snapshot, attributes: &Attributes, description: &str) -> Option<OpticsView> {
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
    let row = |eyepiece: f64, field: Option<f64>, href: Option<String>| {
        let power = optics::magnification(focal_length, eyepiece);
        let pupil = optics::exit_pupil(aperture, power);
        let millimetres = format!("{}\u{a0}mm", number(eyepiece, 1));
        EyepieceRow {
            eyepiece: field.map_or(millimetres.clone(), |field| format!("{millimetres}, {}°", number(field, 0))),
            in_box: field.is_none(),
            href,
            magnification: format!("{}×", number(power, 0)),
            true_field: field.map_or(String::new(), |field| format!("{}°", number(optics::true_field(field, power), 1))),
            exit_pupil: format!("{}\u{a0}mm", number(pupil, 1)),
            limit: if power > highest_power { Some(EyepieceLimit::Power) } else { (pupil > PUPIL).then_some(EyepieceLimit::Pupil) },
        }
    };
    let mut rows: Vec<(f64, EyepieceRow)> = in_box(description).into_iter().map(|mm| (mm, row(mm, None, None))).collect();
    for (sku, mm, field) in EYEPIECES {
        // The strongest is for those that can bear it, or shows where the end is; one of the two will do.
        let spare = mm == 6.0 && focal_length / 5.0 <= highest_power;
        if !spare {
            let href = snapshot.by_sku(sku).map(|entry| format!("/products/{}?variant={sku}", entry.slug));
            rows.push((mm, row(mm, Some(field), href)));
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

/// Focal lengths in mm of the eyepieces that a description lists as supplied: `Eyepieces of 25 mm (36×) and 10 mm (90×), diagonal`. The
/// power in brackets, or the word before a plain number with its unit, tells them from other measures.
fn in_box(description: &str) -> Vec<f64> {
    let mut found = Vec::new();
    for line in description.lines().filter(|line| line.starts_with("- ") && line.to_lowercase().contains("eyepiece")) {
        let line = line.replace('\u{a0}', " ");
        let words: Vec<&str> = line.split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()).collect();
        // A range, or what an adapter takes, is no eyepiece in a box.
        if words.contains(&"to") || words.contains(&"no") || words.contains(&"neither") {
            continue;
        }
        for (i, word) in words.iter().enumerate() {
            let unit = words.get(i + 1) == Some(&"mm") || (words.get(i + 1) == Some(&"and") && words.get(i + 3) == Some(&"mm"));
            if let Some(mm) = word.parse::<f64>().ok().filter(|mm| unit && (3.0..=40.0).contains(mm)) {
                found.push(mm);
            }
        }
    }
    found.truncate(3);
    found
}

#[cfg(test)]
mod tests {
    use super::in_box;

    #[test]
    fn eyepieces_in_the_box_are_read_from_the_list() {
        for (text, lengths) in [
            ("- Eyepieces of 25 mm (36×) and 10 mm (90×), diagonal, 6×30 finder", vec![25.0, 10.0]),
            ("- Tube, tripod, diagonal, eyepieces of 25 and 10 mm, red-dot finder", vec![25.0, 10.0]),
            ("- 30 mm 2″ eyepiece (40×), 9 mm (133×), 9×50 right-angle finder, fan", vec![30.0, 9.0]),
            ("- 1.25″ eyepieces of 10 to 20 mm; V dovetail", vec![]),
            ("- 1.25″ and 2″ eyepieces; cameras by M48, with 110 mm of back focus", vec![]),
            ("- Tube with dust cap, 9×50 finder and 2″ diagonal; no eyepiece", vec![]),
            ("With the 25 mm eyepiece (36×) the whole Moon fits.", vec![]),
        ] {
            assert_eq!(in_box(text), lengths, "{text}");
        }
    }
}
