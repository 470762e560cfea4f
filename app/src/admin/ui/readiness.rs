//! What is missing before a record can be published.

use crate::{
    admin::texts,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::list::{Check, CheckState, Readiness};

/// The checklist, each open point with a link to where it is entered.
pub fn readiness(view: &Readiness) -> impl IntoView + use<> {
    let title = if view.is_ready() {
        t!("admin-readiness-ready").to_owned()
    } else {
        t!("admin-readiness-title", done = view.done(), of = view.checks.len())
    };
    let checks = view.checks.iter().map(check).collect::<Vec<_>>();
    view! {
        <section class="readiness" aria-labelledby="readiness-title">
            <h2 id="readiness-title">{title}</h2>
            <ul>{checks}</ul>
        </section>
    }
}

fn check(check: &Check) -> impl IntoView + use<> {
    let (class, sign, state) = match check.state {
        CheckState::Passed => ("check-passed", Icon::Check, t!("admin-check-passed")),
        CheckState::Advised => ("check-advised", Icon::Info, t!("admin-check-advised")),
        CheckState::Missing => ("check-missing", Icon::Alert, t!("admin-check-missing")),
    };
    let text = texts::of("check", &check.key);
    let text = match check.href.clone() {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => view! { <span>{text}</span> }.into_any(),
    };
    view! { <li class=class>{icon(sign)}<span class="hidden">{state}" "</span>{text}</li> }
}
