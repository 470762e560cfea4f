//! What a telescope shows with eyepieces, and the table of specifications with its terms explained.

use domain::catalogue::{OpticsView, Spec};
use leptos::prelude::*;

pub(super) fn optics(optics: &OpticsView) -> impl IntoView + '_ {
    let rows = optics.eyepieces.iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{row.eyepiece.as_str()}</th>
                <td>{row.magnification.as_str()}</td>
                <td>{row.true_field.as_str()}</td>
                <td>{row.exit_pupil.as_str()}</td>
            </tr>
        }
    });
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
                    {fact(t!("optics-gain"), &optics.light_gain)}
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
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn fact<'a>(name: &'static str, value: &'a str) -> impl IntoView + 'a {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
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
        let groups = groups.iter().map(|(name, specs)| {
            view! {
                <div class="spec-group">
                    <h3>{name.as_str()}</h3>
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
        leptos::either::Either::Left(spec.name.as_str())
    } else {
        leptos::either::Either::Right(view! {
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
