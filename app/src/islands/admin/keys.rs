//! Which keys are shortcuts. None is while somebody is typing or a dialog is open.

use crate::islands::browser::{closest, find, listen};
use web_sys::{Element, KeyboardEvent};

/// Calls `work` when a single key is pressed as a shortcut.
pub(super) fn on_key(key: &'static str, work: impl Fn() + 'static) {
    listen("keydown", move |event: KeyboardEvent| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if plain && event.key() == key && is_free(&event) {
            event.prevent_default();
            work();
        }
    });
}

/// Calls `work` when a letter is pressed with Ctrl, or with Command on a Mac. Such keys write
/// nothing, so they also work in a field.
pub(super) fn on_control_key(key: &'static str, work: impl Fn() + 'static) {
    listen("keydown", move |event: KeyboardEvent| {
        let control = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if control && event.key().eq_ignore_ascii_case(key) && !event.default_prevented() {
            event.prevent_default();
            work();
        }
    });
}

/// Whether a key belongs to no field, no dialog and no input method.
fn is_free(event: &KeyboardEvent) -> bool {
    let typing = "input, textarea, select, [contenteditable]";
    !event.default_prevented()
        && !event.is_composing()
        && closest::<Element>(event, typing).is_none()
        && find("dialog[open]").is_none()
}
