//! What stands around a page: top bar, side menu, breadcrumbs, messages.

mod commands;
mod menu;
mod top;

pub(super) use commands::{shortcut_help, toasts};
pub(super) use menu::{breadcrumbs, side};
pub(super) use top::{bare_bar, top_bar};
