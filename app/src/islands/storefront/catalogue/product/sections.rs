//! The parts below the buy button. The browser renders them in place of those of the variant
//! before, so the page does not carry their data a second time.

use super::{api::ShownVariant, fit, optics, specifications};
use crate::islands::{browser::find, catalogue::folds::Folds};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Whether a variant has the same sections as this page.
pub(super) fn same(shown: &ShownVariant) -> bool {
    [
        ("#fit", shown.fit.is_some()),
        ("#optics", shown.optics.is_some()),
        ("#calculator", shown.calculator.is_some()),
        ("#specifications", shown.specs.is_some()),
    ]
    .into_iter()
    .all(|(section, expected)| find(section).is_some() == expected)
}

/// Shows the sections of a variant.
pub(super) fn show(shown: ShownVariant) {
    let ShownVariant { fit, optics, calculator, specs, .. } = shown;
    // A telescope may be selected that is not checked yet.
    let telescope = telescope().map(|select| select.value());
    section("#fit", fit, fit::contents);
    section("#optics", optics, optics::contents);
    section("#calculator", calculator, |link, _| optics::more(link));
    section("#specifications", specs, specifications::contents);
    if let Some((select, telescope)) = self::telescope().zip(telescope) {
        select.set_value(&telescope);
    }
}

fn telescope() -> Option<HtmlSelectElement> {
    find("#telescope")?.dyn_into().ok()
}

/// Replaces the contents of a section. What is open stays open.
fn section<T: 'static, V: IntoView + 'static>(
    selector: &str,
    shown: Option<T>,
    contents: fn(T, Folds) -> V,
) {
    let Some((root, shown)) = find(selector).zip(shown) else { return };
    let folds = Folds::within(&root);
    root.replace_children_with_node_0();
    // The elements are static: nothing has to be kept but them.
    mount_to(root, move || contents(shown, folds)).forget();
}
