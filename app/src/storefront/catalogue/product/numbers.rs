//! What a telescope shows with eyepieces, and the table of specifications with its terms explained.

use leptos::{either::Either, prelude::*};
use std::borrow::Cow;
use views::catalogue::{EyepieceLimit, EyepieceRow, NightView, OpticsView, Spec, SunView};

pub(super) fn optics<'a>(
    optics: &'a OpticsView,
    calculator: Option<&'a str>,
) -> impl IntoView + 'a {
    match optics {
        OpticsView::Night(view) => Either::Left(night(view, calculator)),
        OpticsView::Sun(view) => Either::Right(sun(view, calculator)),
    }
}

/// The way from an eyepiece, a Barlow lens or a camera to the calculator.
pub(super) fn calculator(href: &str) -> impl IntoView + use<> {
    let href = href.to_owned();
    view! { <p class="band"><a class="more" href=href>{t!("calculator-link-other")}</a></p> }
}

/// The same from a telescope.
fn try_others(href: Option<&str>) -> impl IntoView + use<> {
    let href = href.map(ToOwned::to_owned);
    href.map(
        |href| view! { <p><a class="more" href=href>{t!("calculator-link-telescope")}</a></p> },
    )
}

fn night<'a>(optics: &'a NightView, calculator: Option<&'a str>) -> impl IntoView + 'a {
    view! {
        <section class="band band-split" id="optics" aria-labelledby="optics-title">
            <div>
                <h2 id="optics-title">{t!("optics-title")}</h2>
                <p class="quiet">{t!("optics-text")}</p>
            </div>
            <div>
                <dl class="facts number">
                    {fact(t!("optics-power"), &optics.highest_power)}
                    {fact(t!("optics-star"), &optics.faintest_star)}
                    {fact(t!("optics-splits"), &optics.splits_to)}
                    {fact(t!("optics-gain"), t!("optics-gain-value", gain = optics.light_gain.as_str()))}
                </dl>
                <table class="number">
                    <caption>{t!("optics-caption")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!("optics-eyepiece")}</th>
                            <th scope="col">{t!("optics-magnification")}</th>
                            <th scope="col">{t!("optics-field")}</th>
                            <th scope="col">{t!("optics-pupil")}</th>
                        </tr>
                    </thead>
                    <tbody>{optics.eyepieces.iter().map(row).collect::<Vec<_>>()}</tbody>
                </table>
                {try_others(calculator)}
                {formulas(&[
                    t!("formula-magnification"),
                    t!("formula-field"),
                    t!("formula-pupil"),
                    t!("formula-power"),
                    t!("formula-dawes"),
                    t!("formula-magnitude"),
                    t!("formula-gain"),
                ])}
            </div>
        </section>
    }
}

fn row(row: &EyepieceRow) -> impl IntoView + '_ {
    let name = match &row.href {
        Some(href) => Either::Left(view! { <a href=href.as_str()>{row.eyepiece.as_str()}</a> }),
        None => Either::Right(row.eyepiece.as_str()),
    };
    let limit = row.limit.map(|limit| match limit {
        EyepieceLimit::Power => t!("optics-too-strong"),
        EyepieceLimit::Pupil => t!("optics-too-wide"),
    });
    let field = if row.true_field.is_empty() { "–" } else { row.true_field.as_str() };
    view! {
        <tr>
            <th scope="row">
                {name}
                {row.in_box.then(|| view! { <small class="quiet">" "{t!("optics-in-box")}</small> })}
                {limit.map(|text| view! { <small class="limit">{text}</small> })}
            </th>
            <td>{row.magnification.as_str()}</td>
            <td>{field}</td>
            <td>{row.exit_pupil.as_str()}</td>
        </tr>
    }
}

fn sun<'a>(optics: &'a SunView, calculator: Option<&'a str>) -> impl IntoView + 'a {
    view! {
        <section class="band band-split" id="optics" aria-labelledby="optics-title">
            <div>
                <h2 id="optics-title">{t!("sun-title")}</h2>
                <p class="quiet">{t!("sun-text")}</p>
            </div>
            <div>
                <dl class="facts number">
                    {fact(t!("sun-disc"), &optics.disc)}
                    {fact(t!("sun-power"), &optics.filling_power)}
                    {fact(t!("sun-detail"), &optics.detail)}
                    {optics.bandwidth.as_ref().map(|width| fact(t!("sun-bandwidth"), width))}
                </dl>
                {try_others(calculator)}
                {formulas(&[t!("formula-disc"), t!("formula-fills"), t!("formula-detail")])}
            </div>
        </section>
    }
}

/// The formulas behind the numbers, folded.
fn formulas(formulas: &[&'static str]) -> impl IntoView + use<> {
    let lines: Vec<_> = formulas.iter().map(|formula| view! { <li>{*formula}</li> }).collect();
    view! {
        <details class="question formulas">
            <summary>{t!("formulas-title")}</summary>
            <ul class="small">{lines}</ul>
        </details>
    }
}

fn fact<'a>(name: &'static str, value: impl Into<Cow<'a, str>>) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value.into()}</dd>
        </div>
    }
}

/// The two to four numbers beside the price.
pub(super) fn key_specs(specs: &[Spec]) -> impl IntoView + '_ {
    (!specs.is_empty()).then(|| {
        let facts = specs.iter().map(|spec| {
            view! {
                <div>
                    <dt>{spec.name.as_str()}</dt>
                    <dd>{spec.value.as_str()}</dd>
                </div>
            }
        });
        view! { <dl class="facts number">{facts.collect::<Vec<_>>()}</dl> }
    })
}

/// The whole table by heading; a term opens to its explanation.
pub(super) fn specifications(groups: &[(String, Vec<Spec>)]) -> impl IntoView + '_ {
    (!groups.is_empty()).then(|| {
        let groups = groups.iter().enumerate().map(|(i, (name, specs))| {
            let id = format!("specs-{}", i + 1);
            view! {
                <div class="spec-group" role="group" aria-labelledby=id.clone()>
                    <h3 id=id.clone()>{name.as_str()}</h3>
                    <dl class="specs number">{specs.iter().map(specification).collect::<Vec<_>>()}</dl>
                </div>
            }
        });
        view! {
            <section class="band band-split" id="specifications" aria-labelledby="specs-title">
                <div>
                    <h2 id="specs-title">{t!("specs-title")}</h2>
                    <p class="quiet">{t!("specs-text")}</p>
                </div>
                <div class="spec-groups">{groups.collect::<Vec<_>>()}</div>
            </section>
        }
    })
}

fn specification(spec: &Spec) -> impl IntoView + '_ {
    let term = if spec.explanation.is_empty() {
        Either::Left(spec.name.as_str())
    } else {
        Either::Right(view! {
            <details class="term">
                <summary>{spec.name.as_str()}</summary>
                <p class="quiet small">{spec.explanation.as_str()}</p>
            </details>
        })
    };
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{spec.value.as_str()}</dd>
        </div>
    }
}
