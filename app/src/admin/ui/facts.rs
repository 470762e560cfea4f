//! Values by their labels.

use super::cell::cell;
use crate::admin::texts;
use leptos::prelude::*;
use views::admin::list::{Cell, Label};

/// The values.
pub fn facts(facts: &[(Label, Cell)]) -> impl IntoView + use<> {
    let fact = |(label, value): &(Label, Cell)| {
        view! {
            <div><dt class="label">{texts::label(label)}</dt><dd>{cell(value)}</dd></div>
        }
    };
    let facts = facts.iter().map(fact).collect::<Vec<_>>();
    view! { <dl class="stated">{facts}</dl> }
}
