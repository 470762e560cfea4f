//! The texts of a telescope's performance.

use crate::islands::catalogue::product::shown::{
    ShownEyepiece, ShownEyepieces, ShownLink, ShownOptics,
};
use views::catalogue::{EyepieceLimit, EyepieceRow, NightView, OpticsView, SunView};

pub(super) fn optics(view: &OpticsView, calculator: Option<ShownLink>) -> ShownOptics {
    match view {
        OpticsView::Night(view) => night(view, calculator),
        OpticsView::Sun(view) => sun(view, calculator),
    }
}

fn night(view: &NightView, calculator: Option<ShownLink>) -> ShownOptics {
    let gain = t!("optics-gain-value", gain = view.light_gain.as_str());
    ShownOptics {
        title: t!("optics-title").to_owned(),
        text: t!("optics-text").to_owned(),
        facts: facts([
            (t!("optics-power"), &view.highest_power),
            (t!("optics-star"), &view.faintest_star),
            (t!("optics-splits"), &view.splits_to),
            (t!("optics-gain"), &gain),
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

fn sun(view: &SunView, calculator: Option<ShownLink>) -> ShownOptics {
    let bandwidth = view.bandwidth.as_ref().map(|width| (t!("sun-bandwidth"), width));
    let shown = [
        (t!("sun-disc"), &view.disc),
        (t!("sun-power"), &view.filling_power),
        (t!("sun-detail"), &view.detail),
    ];
    ShownOptics {
        title: t!("sun-title").to_owned(),
        text: t!("sun-text").to_owned(),
        facts: facts(shown.into_iter().chain(bandwidth)),
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
    let field = if row.true_field.is_empty() { "–" } else { row.true_field.as_str() };
    ShownEyepiece {
        name: row.eyepiece.clone(),
        href: row.href.clone(),
        in_box: row.in_box.then(|| t!("optics-in-box").to_owned()),
        limit: limit.map(ToOwned::to_owned),
        values: texts(&[&row.magnification, field, &row.exit_pupil]),
    }
}

fn facts<'a>(facts: impl IntoIterator<Item = (&'a str, &'a String)>) -> Vec<(String, String)> {
    facts.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
