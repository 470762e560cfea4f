//! Arrow keys pressed in a search box before its code is loaded. In the first bundle.

use crate::islands::browser::{closest, listen};
use std::cell::Cell;
use web_sys::{Element, KeyboardEvent};

thread_local! {
    /// By how much they move the selection; `None` once the box handles them.
    static STEPS: Cell<Option<isize>> = const { Cell::new(Some(0)) };
}

/// Starts counting the keys.
pub fn count() {
    listen("keydown", |event: KeyboardEvent| {
        if let Some(steps) = STEPS.get()
            && let Some(by) = step(&event)
            && closest::<Element>(&event, "form[data-search] input").is_some()
        {
            STEPS.set(Some(steps.saturating_add(by)));
        }
    });
}

/// Returns the count and stops counting.
pub fn take() -> isize {
    STEPS.take().unwrap_or(0)
}

/// By how much a key moves the selection.
pub fn step(event: &KeyboardEvent) -> Option<isize> {
    match event.key().as_str() {
        "ArrowDown" => Some(1),
        "ArrowUp" => Some(-1),
        _ => None,
    }
}
