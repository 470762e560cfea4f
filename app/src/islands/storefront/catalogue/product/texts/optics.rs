//! The texts of a telescope's performance.

use crate::{
    islands::catalogue::product::shown::{ShownEyepiece, ShownEyepieces, ShownOptics},
    ui::numbers::millimetres,
};
use domain::text::number;
use views::catalogue::{EyepieceLimit, EyepieceRow, Link, NightView, OpticsView, SunView};

pub(super) fn optics(view: &OpticsView, calculator: Option<Link>) -> ShownOptics {
    match view {
        OpticsView::Night(view) => night(view, calculator),
        OpticsView::Sun(view) => sun(view, calculator),
    }
}

fn night(view: &NightView, calculator: Option<Link>) -> ShownOptics {
    let gain = number(view.light_gain, 0);
    ShownOptics {
        title: t!("optics-title").to_owned(),
        text: t!("optics-text").to_owned(),
        figures: figures([
            (t!("optics-power"), times(view.highest_power)),
            (t!("optics-star"), format!("{}\u{a0}mag", number(view.faintest_star, 1))),
            (t!("optics-splits"), format!("{}″", number(view.splits_to, 2))),
            (t!("optics-gain"), t!("optics-gain-value", gain = gain)),
        ]),
        eyepieces: Some(ShownEyepieces {
            caption: t!("optics-caption").to_owned(),
            columns: texts(&[
                t!("optics-eyepiece"),
                t!("optics-magnification"),
                t!("optics-field"),
                t!("optics-pupil"),
            ]),
            rows: view.eyepieces.iter().map(row).collect(),
        }),
        calculator,
        formulas_title: t!("formulas-title").to_owned(),
        formulas: texts(&[
            t!("formula-magnification"),
            t!("formula-field"),
            t!("formula-pupil"),
            t!("formula-power"),
            t!("formula-dawes"),
            t!("formula-magnitude"),
            t!("formula-gain"),
        ]),
    }
}

fn sun(view: &SunView, calculator: Option<Link>) -> ShownOptics {
    let hundreds = (view.detail / 100.0).round() * 100.0;
    let width = |nm| (t!("sun-bandwidth"), format!("{}\u{a0}nm", number(nm, 2)));
    let shown = [
        (t!("sun-disc"), millimetres(view.disc, 1)),
        (t!("sun-power"), times(view.filling_power)),
        (t!("sun-detail"), format!("{}\u{a0}km", number(hundreds, 0))),
    ];
    ShownOptics {
        title: t!("sun-title").to_owned(),
        text: t!("sun-text").to_owned(),
        figures: figures(shown.into_iter().chain(view.bandwidth.map(width))),
        eyepieces: None,
        calculator,
        formulas_title: t!("formulas-title").to_owned(),
        formulas: texts(&[t!("formula-disc"), t!("formula-fills"), t!("formula-detail")]),
    }
}

fn row(row: &EyepieceRow) -> ShownEyepiece {
    let limit = row.limit.map(|limit| match limit {
        EyepieceLimit::Power => t!("optics-too-strong"),
        EyepieceLimit::Pupil => t!("optics-too-wide"),
    });
    ShownEyepiece {
        name: format!("{}, {}°", millimetres(row.focal_length, 1), number(row.apparent_field, 0)),
        href: row.href.clone(),
        in_box: row.in_box.then(|| t!("optics-in-box").to_owned()),
        limit: limit.map(ToOwned::to_owned),
        values: vec![
            times(row.magnification),
            format!("{}°", number(row.true_field, 1)),
            millimetres(row.exit_pupil, 1),
        ],
    }
}

/// "204×"
fn times(power: f64) -> String {
    format!("{}×", number(power, 0))
}

fn figures(figures: impl IntoIterator<Item = (&'static str, String)>) -> Vec<(String, String)> {
    figures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(shown: ShownOptics) -> Vec<String> {
        shown.figures.into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn figures_have_their_units() {
        let eyepiece = EyepieceRow {
            focal_length: 31.7,
            apparent_field: 70.0,
            href: None,
            in_box: true,
            magnification: 22.52,
            true_field: 3.11,
            exit_pupil: 4.53,
            limit: None,
        };
        let shown = row(&eyepiece);
        assert_eq!(shown.name, "31.7\u{a0}mm, 70°");
        assert_eq!(shown.values, ["23×", "3.1°", "4.5\u{a0}mm"]);
        let view = NightView {
            highest_power: 204.0,
            faintest_star: 12.74,
            splits_to: 1.137,
            light_gain: 212.3,
            eyepieces: vec![eyepiece],
        };
        let figures = values(night(&view, None));
        assert_eq!(figures, ["204×", "12.7\u{a0}mag", "1.14″", "212× the eye"]);
    }

    #[test]
    fn detail_on_the_sun_is_rounded_to_hundreds() {
        let view =
            SunView { disc: 3.72, filling_power: 97.6, detail: 2_102.5, bandwidth: Some(0.07) };
        let figures = values(sun(&view, None));
        assert_eq!(figures, ["3.7\u{a0}mm", "98×", "2100\u{a0}km", "0.07\u{a0}nm"]);
        assert_eq!(values(sun(&SunView { bandwidth: None, ..view }, None)).len(), 3);
    }
}
