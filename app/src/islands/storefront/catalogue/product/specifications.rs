//! All specifications by group; a term expands to its explanation.

use super::shown::{ShownSpec, ShownSpecs};
use crate::islands::catalogue::folds::Folds;
use leptos::{either::Either, prelude::*};

/// The contents of `#specifications`.
pub fn contents(specs: ShownSpecs, folds: Folds) -> impl IntoView {
    let ShownSpecs { title, text, groups } = specs;
    let groups = groups.into_iter().enumerate().map(|(index, (name, specs))| {
        let id = format!("specs-{}", index + 1);
        let specs = specs.into_iter().map(|spec| specification(spec, folds));
        view! {
            <div class="spec-group" role="group" aria-labelledby=id.clone()>
                <h3 id=id.clone()>{name}</h3>
                <dl class="specs number">{specs.collect::<Vec<_>>()}</dl>
            </div>
        }
    });
    view! {
        <div>
            <h2 id="specs-title">{title}</h2>
            <p class="quiet">{text}</p>
        </div>
        <div class="spec-groups">{groups.collect::<Vec<_>>()}</div>
    }
}

fn specification(spec: ShownSpec, folds: Folds) -> impl IntoView {
    let ShownSpec { name, value, explanation } = spec;
    let term = if explanation.is_empty() {
        Either::Left(name)
    } else {
        let open = folds.is_open(&name);
        Either::Right(view! {
            <details class="term" data-fold=name.clone() open=open>
                <summary>{name.clone()}</summary>
                <p class="quiet small">{explanation}</p>
            </details>
        })
    };
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
        </div>
    }
}
